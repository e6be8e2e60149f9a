import { useRef, type ReactNode } from 'react';
import { addDays } from '../../../src/domain/dates.js';
import { useCommand } from '../../api.js';
import type { CaseDetail } from '../../case-shapes.js';
import { useWords } from '../../i18n/index.js';
import { ActionForm } from '../../parts/action-form.js';
import { DisputeFields, disputeBody, disputeInitial, type DisputeValues } from '../../parts/case-forms.js';
import { Choices } from '../../parts/choices.js';
import { AmountField, DayField, NoteField } from '../../parts/fields.js';
import { dayIn } from '../../parts/format.js';
import { minorOf, typedAmount } from '../../parts/money.js';
import { Skeleton } from '../../parts/states.js';
import type { TaskGiven } from './completion.js';

const PROMISE_DAYS_MAX = 366;
const WITH_NOTE = ['no_answer', 'call_back', 'wrong_number', 'other'] as const;

interface OutcomeGiven extends TaskGiven {
  readonly detail: CaseDetail;
}

/** What a call brought, by number key: its fields open in place, Enter saves, the next task opens. */
export function CallOutcomes({ task, detail, onDone }: TaskGiven): ReactNode {
  const { t } = useWords();
  if (detail === undefined) return <Skeleton rows={3} />;
  const given = { task, detail, onDone };
  return (
    <Choices label={t('tasks.outcome')} choices={[
      { key: 'promised', label: t('tasks.outcome_promised'), content: <Promised {...given} outcome="promised" /> },
      { key: 'disputed', label: t('tasks.outcome_disputed'), content: <Disputed {...given} /> },
      { key: 'says_paid', label: t('tasks.outcome_says_paid'), content: <Noted {...given} outcome="says_paid" effect={t('tasks.effect_says_paid')} /> },
      { key: 'waits_for_papers', label: t('tasks.outcome_waits_for_papers'), content: <Noted {...given} outcome="waits_for_papers" effect={t('tasks.effect_waits_for_papers')} /> },
      { key: 'in_payment_run', label: t('tasks.outcome_in_payment_run'), content: <Promised {...given} outcome="in_payment_run" /> },
      ...WITH_NOTE.map((outcome) => ({ key: outcome, label: t(`tasks.outcome_${outcome}`), content: <Noted {...given} outcome={outcome} effect={t('tasks.effect_none')} /> })),
    ]} />
  );
}

function noteIn(note: string | undefined): { readonly note?: string } {
  return note === undefined || note.trim() === '' ? {} : { note };
}

function Promised({ task, detail, onDone, outcome }: OutcomeGiven & { readonly outcome: 'promised' | 'in_payment_run' }): ReactNode {
  const { t } = useWords();
  const command = useCommand();
  const today = dayIn(detail.timeZone, detail.now);
  const submit = (values: { readonly amount: string; readonly payBy: string; readonly note?: string }): void => {
    command.mutate({ method: 'post', path: `/v1/tasks/${task.id}/call-outcomes`, body: { outcome, amountMinor: minorOf(values.amount, detail.currency), payBy: values.payBy, ...noteIn(values.note) } }, { onSuccess: onDone });
  };
  return (
    <>
      <p className="quiet">{t(outcome === 'promised' ? 'tasks.effect_promised' : 'tasks.effect_in_payment_run')}</p>
      <ActionForm currency={detail.currency} action={t('tasks.save')} command={command} onSubmit={submit} initial={{ amount: detail.collectableMinor > 0 ? typedAmount(detail.collectableMinor, detail.currency) : '' }}>
        <AmountField currency={detail.currency} label={t('forms.amount')} />
        <DayField name="payBy" label={t(outcome === 'promised' ? 'forms.pay_by' : 'forms.payment_run')} first={today} last={addDays(today, PROMISE_DAYS_MAX)} />
        <NoteField label={t('forms.note')} />
      </ActionForm>
    </>
  );
}

function Noted({ task, onDone, outcome, effect }: OutcomeGiven & { readonly outcome: string; readonly effect: string }): ReactNode {
  const { t } = useWords();
  const command = useCommand();
  const submit = ({ note }: { readonly note?: string }): void => {
    command.mutate({ method: 'post', path: `/v1/tasks/${task.id}/call-outcomes`, body: { outcome, ...noteIn(note) } }, { onSuccess: onDone });
  };
  return <><p className="quiet">{effect}</p><ActionForm action={t('tasks.save')} command={command} onSubmit={submit}><NoteField label={t('forms.note')} /></ActionForm></>;
}

/** A dispute heard on the phone: the dispute is recorded, then the call is closed. What was recorded is not recorded twice. */
function Disputed({ task, detail, onDone }: OutcomeGiven): ReactNode {
  const { t } = useWords();
  const dispute = useCommand();
  const close = useCommand();
  const recorded = useRef(false);
  const closeCall = (): void => { close.mutate({ method: 'post', path: `/v1/tasks/${task.id}/call-outcomes`, body: { outcome: 'other' } }, { onSuccess: onDone }); };
  const submit = (values: DisputeValues): void => {
    if (recorded.current) {
      closeCall();
      return;
    }
    dispute.mutate({ method: 'post', path: `/v1/open-items/${values.openItemId}/disputes`, body: disputeBody(values, detail.currency) }, { onSuccess: () => { recorded.current = true; closeCall(); } });
  };
  return (
    <>
      <p className="quiet">{t('tasks.effect_disputed')}</p>
      <ActionForm currency={detail.currency} action={t('tasks.save')} command={{ isPending: dispute.isPending || close.isPending, error: dispute.error ?? close.error }} onSubmit={submit} initial={disputeInitial(detail)}><DisputeFields detail={detail} /></ActionForm>
    </>
  );
}
