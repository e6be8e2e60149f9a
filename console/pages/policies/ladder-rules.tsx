import { Button, Input, InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.js';
import { Field } from './field.js';
import { ofField, type PlacedProblem } from './ladder-check.js';
import type { LadderDocument } from './ladder-document.js';
import type { DocumentChange } from './use-draft.js';

const WINDOWS_MAX = 6;
const NUMBERS = [['gapWorkingDays', 0, 60], ['contactDaysPerWeekMax', 1, 7], ['promiseToleranceWorkingDays', 0, 30], ['handoffAfterNoticeWorkingDays', 0, 250]] as const;

interface LadderRulesGiven {
  readonly document: LadderDocument;
  readonly problems: readonly PlacedProblem[];
  readonly onChange: (change: DocumentChange, what?: string) => void;
}

/** What holds for every step: hours, gap, limits. */
export function LadderRules({ document, problems, onChange }: LadderRulesGiven): ReactNode {
  const { t } = useWords();
  const own = problems.filter((problem) => problem.stepKey === undefined);
  return (
    <details className="ladder-rules" open={own.length > 0 || undefined}>
      <summary>{t('policies.rules')} <span className="quiet">{document.windows.map((window) => `${window.from}–${window.to}`).join(' · ')} · {t('policies.rules_short', { gap: document.gapWorkingDays, week: document.contactDaysPerWeekMax ?? '–' })}</span></summary>
      <div className="document-fields">
        <Windows document={document} problems={own} onChange={onChange} />
        {NUMBERS.map(([field, min, max]) => (
          <Field key={field} label={t(`policies.${field}`)} problems={ofField(own, field)}>
            {(id) => <InputNumber id={id} value={document[field] ?? null} min={min} max={max} precision={0} onChange={(value) => { if (value !== null) onChange((whole) => ({ ...whole, [field]: value }), field); }} />}
          </Field>
        ))}
        <div className="quiet document-field wide">{t('policies.calendar_hint')}</div>
      </div>
    </details>
  );
}

function Windows({ document, problems, onChange }: LadderRulesGiven): ReactNode {
  const { t } = useWords();
  const set = (index: number, end: 'from' | 'to', time: string): void => {
    if (time !== '') onChange((whole) => ({ ...whole, windows: whole.windows.map((window, at) => (at === index ? { ...window, [end]: time } : window)) }), `window ${index} ${end}`);
  };
  return (
    <Field label={t('policies.windows')} hint={t('policies.windows_hint')} problems={ofField(problems, 'windows')} wide>
      {(id) => (
        <div id={id} role="group" aria-label={t('policies.windows')}>
          {document.windows.map((window, index) => (
            <div key={index} className="window-line">
              <Input type="time" aria-label={t('policies.window_from', { at: index + 1 })} value={window.from} onChange={(event) => { set(index, 'from', event.target.value); }} /> –
              <Input type={window.to === '24:00' ? 'text' : 'time'} aria-label={t('policies.window_to', { at: index + 1 })} value={window.to} onChange={(event) => { set(index, 'to', event.target.value); }} />
              <Button size="small" disabled={document.windows.length === 1} onClick={() => { onChange((whole) => ({ ...whole, windows: whole.windows.filter((_, at) => at !== index) })); }}>{t('policies.remove_window')}</Button>
            </div>
          ))}
          <Button size="small" disabled={document.windows.length >= WINDOWS_MAX} onClick={() => { onChange((whole) => ({ ...whole, windows: [...whole.windows, { from: '18:00', to: '19:00' }] })); }}>{t('policies.add_window')}</Button>
        </div>
      )}
    </Field>
  );
}
