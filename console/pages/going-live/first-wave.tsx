import { Button, InputNumber } from 'antd';
import { useId, type ReactNode } from 'react';
import { FIRST_WAVE_PER_DAY_MAX } from '../../../src/domain/first-wave.js';
import { useWords, type Words } from '../../i18n/index.js';
import { useFormat, type Format } from '../../parts/format.js';
import type { SendsPreview } from '../../sends-preview-shapes.js';

interface FirstWaveGiven {
  readonly preview: SendsPreview;
  /** As it is typed; `null`: no limit. */
  readonly perDay: number | null;
  readonly mayChange: boolean;
  readonly onType: (perDay: number | null) => void;
  readonly onPreview: () => void;
}

/** Customers that are overdue already, and how many of them start on a day. With another number it is previewed again. */
export function FirstWave({ preview, perDay, mayChange, onType, onPreview }: FirstWaveGiven): ReactNode {
  const words = useWords();
  const format = useFormat();
  const id = useId();
  const { t } = words;
  return (
    <section className="first-wave">
      <h2>{t('goingLive.wave')}</h2>
      <p>{waveInWords(preview, words, format)} <span className="quiet">{t('goingLive.wave_order')}</span></p>
      {mayChange && (
        <form className="first-wave-form" onSubmit={(event) => { event.preventDefault(); onPreview(); }}>
          <label htmlFor={id}>{t('goingLive.per_day')}</label>
          <InputNumber id={id} value={perDay} min={1} max={FIRST_WAVE_PER_DAY_MAX} precision={0} placeholder={t('goingLive.per_day_none')} onChange={onType} />
          <Button htmlType="submit" disabled={perDay === preview.firstWave.perDay}>{t('goingLive.per_day_preview')}</Button>
        </form>
      )}
    </section>
  );
}

function waveInWords({ firstWave }: SendsPreview, { many }: Words, format: Format): string {
  const { customers, perDay, days, lastOn } = firstWave;
  if (perDay === null || lastOn === null) return many('goingLive.wave_at_once', customers);
  return many('goingLive.wave_spread', customers, { perDay, days: many('goingLive.working_days', days), on: format.date(lastOn) });
}
