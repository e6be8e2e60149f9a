import type { PlainDate } from '../../../src/domain/dates.js';
import type { CaseDetail, CaseEvent } from '../../case-shapes.js';
import type { Words } from '../../i18n/index.js';
import type { Format } from '../../parts/format.js';
import { isPlainDateText } from '../../parts/format.js';
import { shownMoney } from '../../parts/money.js';
import { stepInWords } from '../../parts/next-words.js';

export type EventKind = 'contacts' | 'money' | 'people' | 'refused';

const KINDS: Readonly<Record<EventKind, readonly string[]>> = {
  contacts: ['contact_', 'call_', 'sales_told'],
  money: ['invoice_', 'credit_note_', 'payment_', 'promise_', 'due_date_'],
  people: ['dispute_', 'promise_', 'contact_hold_', 'note_', 'task_', 'call_outcome', 'manager_review', 'handoff', 'evidence_pack', 'acknowledgement_chased', 'credit_hold'],
  refused: ['steps_refused', 'contact_refused', 'contact_dropped', 'contact_not_sent', 'contact_unknown', 'contact_left_unknown'],
};

export function isOfKind(event: CaseEvent, kind: EventKind): boolean {
  return KINDS[kind].some((start) => event.type.startsWith(start));
}

/** A first attempt that went out is said by the line of its message; a second line would repeat it. */
export function isRepeated(event: CaseEvent): boolean {
  return event.type === 'contact_sent' && event.data['attempt'] === 1 && event.data['late'] !== true;
}

export interface EventContext {
  readonly detail: CaseDetail;
  readonly words: Words;
  readonly format: Format;
  /** Our own people by id. */
  readonly staff: ReadonlyMap<string, string>;
}

const DAY_FIELDS = ['payBy', 'answerBy', 'lastQuietOn', 'dueAfter', 'receivedOn', 'reversedOn', 'nextOn'] as const;

/** What happened, in a sentence. */
export function eventInWords(event: CaseEvent, context: EventContext): string {
  const { words } = context;
  const { data } = event;
  const text = (key: string): string => (typeof data[key] === 'string' ? data[key] : typeof data[key] === 'number' ? String(data[key]) : '');
  // A message of a handoff is of no step.
  const type = event.stream === 'handoff' && event.type === 'contact_reserved' ? 'handoff_pack_reserved' : event.type;
  return words.word('events', type, {
    amount: amountOf(event, context), day: dayOf(event, context), invoices: invoicesOf(event, context), reference: event.reference ?? '', paid: event.invoices.length === 0 ? '' : words.t('kase.paid_for', { invoices: invoicesOf(event, context) }), step: stepsOf(event, context), who: whoOf(event, context), refusals: refusalsOf(event, context),
    channel: words.word('channels', text('channel')), state: stateOf(event, context), attempt: text('attempt'), code: words.word('refusalCodes', text('code')), outcome: words.word('tasks', `outcome_${text('outcome')}`),
    status: event.type === 'case_closed' ? words.word('caseStatuses', text('status')) : words.word('promiseStatuses', text('status')), reason: words.word('disputeReasons', text('reason')), route: words.word('handoffRoutes', text('route')), kind: words.word('taskKinds', text('kind')),
  });
}

/** What a person wrote, on the case or when they closed a task; events themselves hold no free text. */
export function noteOf({ data }: CaseEvent, detail: CaseDetail): string | undefined {
  const aboutId = data['taskId'] ?? data['noteId'];
  return detail.notes.find((written) => written.aboutId === aboutId)?.note;
}

function amountOf({ data }: CaseEvent, { detail }: EventContext): string {
  const minor = [data['amountMinor'], data['promisedMinor'], data['collectableMinor'], data['recoveredMinor']].find((value) => typeof value === 'number');
  const currency = typeof data['currency'] === 'string' ? data['currency'] : detail.currency;
  return minor === undefined ? '' : shownMoney(minor, currency);
}

function dayOf({ data }: CaseEvent, { format }: EventContext): string {
  const day = DAY_FIELDS.map((field) => data[field]).find((value): value is PlainDate => typeof value === 'string' && isPlainDateText(value));
  return day === undefined ? '' : format.date(day);
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((entry): entry is Readonly<Record<string, unknown>> => typeof entry === 'object' && entry !== null) : [];
}

const NAMED_MAX = 4;

/** The first few invoices; what names none is about all. */
function invoicesOf({ invoices }: CaseEvent, { words }: EventContext): string {
  if (invoices.length === 0) return words.t('kase.of_all');
  const shown = invoices.slice(0, NAMED_MAX).join(', ');
  return invoices.length <= NAMED_MAX ? shown : words.t('kase.and_more', { shown, count: invoices.length - NAMED_MAX });
}

function stepsOf({ data }: CaseEvent, { words }: EventContext): string {
  const keys = [...new Set(listOf(data['lines']).map((line) => line['stepKey']).filter((key) => typeof key === 'string'))];
  return keys.map((key) => stepInWords(key, words)).join(', ');
}

function whoOf({ data }: CaseEvent, { detail, staff }: EventContext): string {
  const id = data['recipientId'];
  if (typeof id !== 'string') return '';
  return detail.people.find((person) => person.id === id)?.name ?? staff.get(id) ?? '–';
}

function stateOf({ data }: CaseEvent, { detail, words }: EventContext): string {
  const contact = detail.contacts.find((candidate) => candidate.id === data['contactId']);
  return contact === undefined ? '' : words.word('kase', `contact_state_${contact.state}`);
}

function refusalsOf({ data }: CaseEvent, { words, detail }: EventContext): string {
  const said = listOf(data['refusals']).map(({ stepKey, code, openItemId }) => {
    const invoice = detail.items.find((item) => item.id === openItemId)?.invoiceNumber;
    return `${typeof stepKey === 'string' ? stepInWords(stepKey, words) : ''}${invoice === undefined ? '' : ` ${invoice}`} – ${typeof code === 'string' ? words.word('refusalCodes', code) : ''}`;
  });
  return [...new Set(said)].join('; ');
}
