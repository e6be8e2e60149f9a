import { Form, Select } from 'antd';
import type { ReactNode } from 'react';
import { addDays } from '../../src/domain/dates.js';
import { DISPUTE_REASONS } from '../../src/domain/dispute.js';
import { useCommand } from '../api.js';
import type { CaseDetail, CaseItem } from '../case-shapes.js';
import { useWords } from '../i18n/index.js';
import { useSession } from '../session.js';
import { ActionForm } from './action-form.js';
import { AmountField, DayField, ItemField, NoteField } from './fields.js';
import { dayIn } from './format.js';
import { minorOf, typedAmount } from './money.js';

const PROMISE_DAYS_MAX = 366;
const HOLD_DAYS_MAX = 365;
const SOURCES = ['call', 'letter', 'email', 'other'] as const;

interface CaseFormGiven {
  readonly detail: CaseDetail;
  readonly onDone: () => void;
  readonly onCancel?: () => void;
}

/** A promise outside a call task. */
export function PromiseForm({ detail, onDone, onCancel }: CaseFormGiven): ReactNode {
  const { t } = useWords();
  const command = useCommand();
  const today = dayIn(detail.timeZone, detail.now);
  const options = detail.items.map((item) => ({ value: item.id, label: item.invoiceNumber }));
  const submit = (values: { readonly amount: string; readonly payBy: string; readonly source: string; readonly items?: readonly string[] }): void => {
    const openItemIds = values.items === undefined || values.items.length === 0 ? {} : { openItemIds: values.items };
    command.mutate({ method: 'post', path: `/v1/collection-cases/${detail.id}/promises`, body: { amountMinor: minorOf(values.amount, detail.currency), payBy: values.payBy, source: values.source, ...openItemIds } }, { onSuccess: onDone });
  };
  return (
    <ActionForm currency={detail.currency} action={t('forms.record_promise')} command={command} onSubmit={submit} onCancel={onCancel} initial={{ amount: detail.collectableMinor > 0 ? typedAmount(detail.collectableMinor, detail.currency) : '', source: 'call' }}>
      <AmountField currency={detail.currency} label={t('forms.amount')} />
      <DayField name="payBy" label={t('forms.pay_by')} first={today} last={addDays(today, PROMISE_DAYS_MAX)} />
      <Form.Item name="source" label={t('forms.source')}><Select options={SOURCES.map((source) => ({ value: source, label: t(`forms.source_${source}`) }))} /></Form.Item>
      <Form.Item name="items" label={t('forms.promised_items')}><Select mode="multiple" options={options} allowClear /></Form.Item>
    </ActionForm>
  );
}

/** The fields of a dispute, wherever it is recorded. */
export function DisputeFields({ detail }: { readonly detail: CaseDetail }): ReactNode {
  const { t, word } = useWords();
  return (
    <>
      <ItemField items={detail.items} currency={detail.currency} />
      <AmountField currency={detail.currency} label={t('forms.dispute_amount')} optional />
      <Form.Item name="reason" label={t('forms.reason')} rules={[{ required: true, message: t('forms.needed') }]}><Select options={DISPUTE_REASONS.map((reason) => ({ value: reason, label: word('disputeReasons', reason) }))} /></Form.Item>
      <DayField name="answerBy" label={t('forms.answer_by')} first={dayIn(detail.timeZone, detail.now)} />
      <NoteField label={t('forms.note')} />
    </>
  );
}

export interface DisputeValues {
  readonly openItemId: string;
  readonly amount?: string;
  readonly reason: string;
  readonly answerBy: string;
  readonly note?: string;
}

/** A dispute as it is sent: without an amount, of all that is open. */
export function disputeBody(values: DisputeValues, currency: string): Readonly<Record<string, unknown>> {
  const amountMinor = minorOf(values.amount ?? '', currency);
  return { reason: values.reason, answerBy: values.answerBy, ...(amountMinor === undefined ? {} : { amountMinor }), ...(values.note === undefined || values.note === '' ? {} : { note: values.note }) };
}

/** What a dispute's form starts with: the item that may be asked for most, a week to answer. */
export function disputeInitial(detail: CaseDetail): Partial<DisputeValues> {
  const [first] = detail.items.toSorted((a: CaseItem, b: CaseItem) => b.collectableMinor - a.collectableMinor);
  return { answerBy: addDays(dayIn(detail.timeZone, detail.now), 7), ...(first === undefined ? {} : { openItemId: first.id }) };
}

export function DisputeForm({ detail, onDone, onCancel }: CaseFormGiven): ReactNode {
  const { t } = useWords();
  const command = useCommand();
  const submit = (values: DisputeValues): void => {
    command.mutate({ method: 'post', path: `/v1/open-items/${values.openItemId}/disputes`, body: disputeBody(values, detail.currency) }, { onSuccess: onDone });
  };
  return <ActionForm currency={detail.currency} action={t('forms.record_dispute')} command={command} onSubmit={submit} onCancel={onCancel} initial={disputeInitial(detail)}><DisputeFields detail={detail} /></ActionForm>;
}

/** Contacts rest until a day; whoever places the hold answers for it. */
export function HoldForm({ detail, onDone, onCancel }: CaseFormGiven): ReactNode {
  const { t } = useWords();
  const session = useSession();
  const command = useCommand();
  const today = dayIn(detail.timeZone, detail.now);
  const submit = (values: { readonly openItemId?: string; readonly reason: string; readonly lastQuietOn: string }): void => {
    const item = values.openItemId === undefined || values.openItemId === '' ? {} : { openItemId: values.openItemId };
    command.mutate({ method: 'post', path: `/v1/collection-cases/${detail.id}/contact-holds`, body: { reason: values.reason, lastQuietOn: values.lastQuietOn, ownerId: session.personId, ...item } }, { onSuccess: onDone });
  };
  return (
    <ActionForm currency={detail.currency} action={t('forms.place_hold_action')} command={command} onSubmit={submit} onCancel={onCancel} initial={{ openItemId: '' }}>
      <ItemField items={detail.items} currency={detail.currency} allLabel={t('forms.all_items')} />
      <DayField name="lastQuietOn" label={t('forms.last_quiet')} first={today} last={addDays(today, HOLD_DAYS_MAX)} />
      <NoteField name="reason" label={t('forms.hold_reason')} needed />
    </ActionForm>
  );
}

/** Something for the colleagues to know. */
export function NoteForm({ detail, onDone, onCancel }: CaseFormGiven): ReactNode {
  const { t } = useWords();
  const command = useCommand();
  const submit = ({ note }: { readonly note: string }): void => {
    command.mutate({ method: 'post', path: `/v1/collection-cases/${detail.id}/notes`, body: { note } }, { onSuccess: onDone });
  };
  return <ActionForm action={t('forms.write_note')} command={command} onSubmit={submit} onCancel={onCancel}><NoteField label={t('forms.note_for_colleagues')} needed /></ActionForm>;
}
