import type { ReactNode } from 'react';
import { useCommand } from '../../api.js';
import { useWords } from '../../i18n/index.js';
import { useFormat } from '../../parts/format.js';
import type { SendsPreview } from '../../sends-preview-shapes.js';
import { TypedConfirmation } from '../settings/parts.js';

/** Sending is released by typing how many messages and calls were seen. */
export function Release({ preview }: { readonly preview: SendsPreview }): ReactNode {
  const { t } = useWords();
  const format = useFormat();
  const command = useCommand();
  const count = String(preview.contacts);
  const { perDay } = preview.firstWave;
  return (
    <section className="decide wide-form">
      <h2>{t('goingLive.release')}</h2>
      <p>{preview.firstAt === null ? t('goingLive.release_hint_none') : t('goingLive.release_hint', { at: format.at(preview.firstAt) })}</p>
      {perDay !== null && <p>{t('goingLive.release_wave', { perDay })}</p>}
      <TypedConfirmation action={t('goingLive.release')} label={t('goingLive.release_type', { count })} expected={count} command={command} onConfirm={() => { command.mutate({ method: 'post', path: '/v1/installation/release-sends', body: { previewId: preview.id, ...(perDay === null ? {} : { firstWavePerDay: perDay }) } }); }} />
    </section>
  );
}
