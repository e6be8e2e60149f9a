import type { Instant, PlainDate } from '../../../src/domain/dates.js';
import type { DisputeReason } from '../../../src/domain/dispute.js';

/** A company's half year: what its accounting exports and what its people do, day by day. Amounts are whole minor units. */
export interface World {
  readonly options: WorldOptions;
  /** To be created before the first day. */
  readonly sellingEntities: readonly { readonly code: string; readonly name: string }[];
  readonly salesPeople: readonly { readonly email: string; readonly name: string }[];
  readonly days: readonly WorldDay[];
  /** The clock stops here. */
  readonly end: Instant;
}

export interface WorldOptions {
  readonly seed: number;
  readonly customers: number;
  readonly invoices: number;
  readonly days: number;
  /** How its customers pay: `ordinary`, or `strained`, where every rung is reached in a small world too (the default). */
  readonly payers?: 'ordinary' | 'strained';
  /** `HH:mm` UTC of the evening before the day; the default lies outside the contact windows of all zones of the world. */
  readonly inputTime?: string;
}

export interface WorldDay {
  readonly day: PlainDate;
  /** Files in this order, then actions in theirs, all at this instant, after everything that was due up to it. */
  readonly at: Instant;
  readonly files: readonly WorldFile[];
  readonly actions: readonly WorldAction[];
}

export type WorldFile =
  | File<'customers', CustomerLine> | File<'contacts', ContactLine> | File<'covers', CoverLine>
  | File<'invoices', InvoiceLine> | File<'credit-notes', CreditNoteLine> | File<'payments', PaymentLine>;

interface File<Kind extends string, Line> {
  readonly kind: Kind;
  readonly name: string;
  /** As `dunlin import` takes it. */
  readonly text: string;
  /** The same rows, for the oracle. */
  readonly rows: readonly Line[];
}

export interface CustomerLine {
  readonly number: string;
  readonly name: string;
  readonly country: string;
  readonly timeZone: string;
  readonly language: 'zh-CN' | 'en';
  readonly salesPersonEmail?: string;
}

export interface ContactLine {
  readonly customer: string;
  /** Unlike any other name in the world. */
  readonly name: string;
  readonly role: string;
  readonly email?: string;
  readonly phone?: string;
}

export interface CoverLine {
  readonly customer: string;
  /** Absent: all invoices of the customer. */
  readonly invoice?: string;
  readonly currency: string;
  readonly amount: number;
  readonly validFrom: PlainDate;
  readonly validUntil: PlainDate;
}

export interface InvoiceLine {
  readonly number: string;
  readonly instalment: number;
  readonly customer: string;
  readonly entity: string;
  readonly currency: string;
  readonly amount: number;
  readonly issuedOn: PlainDate;
  /** Either this or `termsDays` from the invoice date. */
  readonly dueOn?: PlainDate;
  readonly termsDays?: number;
  readonly stepsDoneElsewhere?: readonly string[];
  readonly noticeSentElsewhereOn?: PlainDate;
}

export interface CreditNoteLine {
  readonly number: string;
  readonly invoice: string;
  readonly currency: string;
  readonly amount: number;
  readonly issuedOn: PlainDate;
}

export interface PaymentLine {
  readonly reference: string;
  readonly customer: string;
  readonly entity: string;
  readonly currency: string;
  readonly amount: number;
  readonly receivedOn: PlainDate;
  readonly designations: readonly { readonly invoice: string; readonly amount?: number }[];
  /** Takes the payment with this reference back, whole. */
  readonly reverses?: string;
}

/** What people do through the API. A reference names the promise or dispute in later actions and in the oracle's lines. */
export type WorldAction =
  | {
    readonly kind: 'promise';
    readonly reference: string;
    readonly caseKey: string;
    /** None: the oldest due first. */
    readonly items: readonly string[];
    readonly amount: number;
    readonly payBy: PlainDate;
  }
  | { readonly kind: 'dispute'; readonly reference: string; readonly item: string; readonly amount: number; readonly reason: DisputeReason; readonly answerBy: PlainDate }
  | { readonly kind: 'dispute_answered'; readonly reference: string; readonly answer: 'accepted' | 'rejected' | 'withdrawn' }
  | { readonly kind: 'contact_hold'; readonly reference: string; readonly caseKey: string; readonly item?: string; readonly lastQuietOn: PlainDate }
  | { readonly kind: 'due_date_changed'; readonly item: string; readonly dueOn: PlainDate }
  | { readonly kind: 'opted_out'; readonly customer: string; readonly person: string; readonly channel: 'email' | 'sms' }
  /** Decides the case's manager review that is waiting; nothing when there is none. */
  | { readonly kind: 'review_decided'; readonly caseKey: string }
  /** Decides all handoffs of the case that wait for a decision; nothing when there is none. One whose items are all settled is not approved. */
  | { readonly kind: 'handoff_decided'; readonly caseKey: string; readonly decision: 'approved' }
  | { readonly kind: 'handoff_decided'; readonly caseKey: string; readonly decision: 'refused'; readonly nextDay: PlainDate }
  /** Of the case's open call task (of the first person by name when there are several); nothing when there is none. */
  | { readonly kind: 'call_outcome'; readonly caseKey: string; readonly outcome: 'no_answer' | 'says_paid' };

/** Invoice number and instalment. */
export function itemKey(invoice: string, instalment: number): string {
  return `${invoice}/${instalment}`;
}

/** Customer, selling entity and currency. */
export function caseKey(customer: string, entity: string, currency: string): string {
  return `${customer}|${entity}|${currency}`;
}

/** What a switch over all kinds falls to: nothing. */
export function unknownKind(value: never): never {
  throw new Error(`Unknown kind: ${JSON.stringify(value)}`);
}
