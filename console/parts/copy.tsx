import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useWords } from '../i18n/index.js';

const SAID_MILLISECONDS = 2_000;

/** Copies a text; without a secure context the browser has no clipboard, and the old way is taken. */
async function copy(text: string): Promise<void> {
  if (isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

function useCopy(text: string): { readonly said: boolean; readonly act: () => void } {
  const [said, setSaid] = useState(false);
  const act = async (): Promise<void> => {
    await copy(text);
    setSaid(true);
    setTimeout(() => { setSaid(false); }, SAID_MILLISECONDS);
  };
  return { said, act: () => { void act(); } };
}

/** A button that copies and says so. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { t } = useWords();
  const { said, act } = useCopy(text);
  return <Button size="small" onClick={act}>{said ? `✓ ${t('frame.copied')}` : label}</Button>;
}

/** A number that people carry elsewhere: it copies itself when it is clicked, and says so. */
export function CopyText({ text }: { readonly text: string }): ReactNode {
  const { t } = useWords();
  const { said, act } = useCopy(text);
  return <button type="button" className="copy-text" title={t('frame.copy', { what: text })} onClick={act}>{text}{said && <span role="status" className="good"> ✓ {t('frame.copied')}</span>}</button>;
}
