import { Button, Checkbox, Input, InputNumber, Segmented, Select } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.js';
import { offsetInWords } from '../case/steps.js';
import { Field, Problems } from './field.js';
import { ofField, type PlacedProblem } from './ladder-check.js';
import { moveStep, OFFSET_MAX, removeStep, resetStep, stepAt, changeStep, type ContactStepDocument, type LadderDocument, type StepDocument } from './ladder-document.js';
import { StepTexts } from './step-texts.js';
import { ToleranceFields } from './tolerance.js';
import type { DocumentChange } from './use-draft.js';

interface StepFormGiven {
  readonly step: StepDocument;
  readonly document: LadderDocument;
  readonly published: LadderDocument;
  readonly problems: readonly PlacedProblem[];
  /** The last document that held: messages are shown of it. */
  readonly holding: LadderDocument | undefined;
  readonly onChange: (change: DocumentChange, what?: string) => void;
  readonly onChoose: (key: string) => void;
}

/** Everything that the chosen step holds. */
export function StepForm({ step, document, published, problems, holding, onChange, onChoose }: StepFormGiven): ReactNode {
  const { t, word, language } = useWords();
  const own = problems.filter((problem) => problem.stepKey === step.key);
  const before = stepAt(published, step.key);
  const set = (change: (step: StepDocument) => StepDocument, field: string): void => { onChange((whole) => changeStep(whole, step.key, change), `${step.key} ${field}`); };
  return (
    <section className="step-form" aria-label={step.name[language]}>
      <div className="toolbar">
        <h2>{step.name[language]} <span className="quiet">T{offsetInWords(step.offset)} · {word('stepActions', step.action)}</span></h2>
        <Neighbours document={document} step={step} onChoose={onChoose} />
      </div>
      <Problems problems={ofField(own, '').filter((problem) => problem.field === '' || problem.field === 'key')} />
      <p className="quiet">{t(step.kind === 'contact' ? 'policies.kind_contact' : 'policies.kind_age')}</p>
      <div className="document-fields">
        <DayField step={step} before={before} problems={ofField(own, 'offset')} onMove={(offset) => { onChange((whole) => moveStep(whole, step.key, offset), `${step.key} offset`); }} />
        {(['zh-CN', 'en'] as const).map((of) => (
          <Field key={of} label={t(of === 'en' ? 'policies.name_en' : 'policies.name_zh')} problems={ofField(own, `name.${of}`)}>
            {(id) => <Input id={id} value={step.name[of]} maxLength={60} onChange={(event) => { const text = event.target.value; set((now) => ({ ...now, name: { ...now.name, [of]: text } }), `name ${of}`); }} />}
          </Field>
        ))}
        {step.kind === 'contact' ? <ContactFields step={step} problems={own} onChange={(change, field) => { set((now) => (now.kind === 'contact' ? change(now) : now), field); }} /> : null}
        {step.kind === 'age' && step.action === 'order_hold' && <ToleranceFields tolerance={step.toleranceMinor ?? {}} problems={ofField(own, 'toleranceMinor')} onChange={(toleranceMinor) => { set((now) => (now.kind === 'age' ? { ...now, toleranceMinor } : now), 'tolerance'); }} />}
      </div>
      {step.kind === 'contact' && <StepTexts key={step.key} step={step} problems={own} holding={holding} onChange={(texts, field) => { set((now) => withTexts(now, texts), `texts ${field}`); }} />}
      <div className="line-actions">
        {before === undefined ? null : <Button size="small" disabled={JSON.stringify(before) === JSON.stringify(step)} onClick={() => { onChange((whole) => resetStep(whole, published, step.key)); }}>{t('policies.reset_step')}</Button>}
        <Button size="small" danger disabled={document.steps.length === 1} onClick={() => { onChange((whole) => removeStep(whole, step.key)); }}>{t('policies.remove_step')}</Button>
      </div>
    </section>
  );
}

function withTexts(step: StepDocument, texts: ContactStepDocument['texts']): StepDocument {
  if (step.kind !== 'contact') return step;
  if (texts !== undefined) return { ...step, texts };
  const { texts: _, ...without } = step;
  return without;
}

function Neighbours({ document, step, onChoose }: { readonly document: LadderDocument; readonly step: StepDocument; readonly onChoose: (key: string) => void }): ReactNode {
  const { t } = useWords();
  const at = document.steps.findIndex((candidate) => candidate.key === step.key);
  const to = (by: number): string | undefined => document.steps[at + by]?.key;
  const button = (by: 1 | -1): ReactNode => <Button size="small" aria-label={t(by < 0 ? 'policies.step_before' : 'policies.step_after')} disabled={to(by) === undefined} onClick={() => { onChoose(to(by) ?? step.key); }}>{by < 0 ? '‹' : '›'}</Button>;
  return <span className="neighbours">{button(-1)} <span className="quiet">{t('policies.step_of', { at: at + 1, of: document.steps.length })}</span> {button(1)}</span>;
}

function DayField({ step, before, problems, onMove }: { readonly step: StepDocument; readonly before: StepDocument | undefined; readonly problems: readonly PlacedProblem[]; readonly onMove: (offset: number) => void }): ReactNode {
  const { t } = useWords();
  const moved = before !== undefined && before.offset !== step.offset ? ` ${t('policies.was_day', { day: `T${offsetInWords(before.offset)}` })}` : '';
  return (
    <Field label={t('policies.day')} hint={`${t('policies.day_hint')}${moved}`} problems={problems}>
      {(id) => (
        <span className="day-field">
          <Button aria-label={t('policies.day_less')} onClick={() => { onMove(step.offset - 1); }}>−</Button>
          <InputNumber id={id} value={step.offset} min={-OFFSET_MAX} max={OFFSET_MAX} precision={0} controls={false} onChange={(value) => { if (value !== null) onMove(value); }} />
          <Button aria-label={t('policies.day_more')} onClick={() => { onMove(step.offset + 1); }}>+</Button>
        </span>
      )}
    </Field>
  );
}

const CHANNELS = ['email', 'sms', 'task'] as const;
const TONES = ['friendly', 'firm', 'final'] as const;
const ROLES = ['accounts_payable', 'finance', 'finance_manager', 'owner', 'management', 'purchasing', 'sales', 'logistics', 'legal'] as const;

function ContactFields({ step, problems, onChange }: { readonly step: ContactStepDocument; readonly problems: readonly PlacedProblem[]; readonly onChange: (change: (step: ContactStepDocument) => ContactStepDocument, field: string) => void }): ReactNode {
  const { t, word } = useWords();
  return (
    <>
      <Field label={t('policies.channels')} problems={ofField(problems, 'channels')}>
        {(id) => <span id={id} role="group" aria-label={t('policies.channels')}><Checkbox.Group value={[...step.channels]} options={CHANNELS.map((value) => ({ value, label: word('channels', value) }))} onChange={(chosen) => { onChange((now) => ({ ...now, channels: CHANNELS.filter((channel) => chosen.includes(channel)) }), 'channels'); }} /></span>}
      </Field>
      <Field label={t('policies.tone')} problems={ofField(problems, 'tone')}>
        {(id) => <Segmented id={id} aria-label={t('policies.tone')} value={step.tone} options={TONES.map((value) => ({ value, label: word('tones', value) }))} onChange={(tone) => { onChange((now) => ({ ...now, tone }), 'tone'); }} />}
      </Field>
      <Field label={t('policies.recipient_roles')} hint={t('policies.recipient_roles_hint')} problems={ofField(problems, 'recipientRoles')} wide>
        {(id) => <Select id={id} mode="tags" value={[...step.recipientRoles]} options={ROLES.map((value) => ({ value, label: word('contactRoles', value) }))} onChange={(recipientRoles) => { onChange((now) => ({ ...now, recipientRoles }), 'roles'); }} />}
      </Field>
      <div className="document-field wide"><Checkbox checked={step.mustArrive} onChange={(event) => { const mustArrive = event.target.checked; onChange((now) => ({ ...now, mustArrive }), 'mustArrive'); }}>{t('policies.must_arrive')}</Checkbox></div>
    </>
  );
}
