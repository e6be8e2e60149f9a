import type { ReactNode } from 'react';
import { useWords } from '../i18n/index.js';
import { CopyButton } from './copy.js';

/** Something that is shown once and never again. */
export function ShownOnce({ text, secret, copyLabel, onClose }: { readonly text: string; readonly secret: string; readonly copyLabel: string; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  return (
    <div className="shown-once" role="status">
      <p>{text}</p>
      <p><code>{secret}</code></p>
      <CopyButton text={secret} label={copyLabel} /> <button type="button" className="plain-button" onClick={onClose}>{t('frame.close')}</button>
    </div>
  );
}
