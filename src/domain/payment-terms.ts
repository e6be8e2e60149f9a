import { addDays, addMonths, endOfMonth } from './dates.js';
import type { PlainDate } from './dates.js';

/** From which day the days of the terms are counted. */
export type TermsFrom = 'invoice_date' | 'end_of_month';

/** When an invoice falls due: so many days after its date, or after the end of its month (月结). */
export interface PaymentTerms {
  /** Calendar days, 0 to `TERMS_DAYS_MAX`. */
  readonly days: number;
  readonly from: TermsFrom;
  /** The customer pays on this day of the month only (1–31; a month without it pays on its last day). */
  readonly paymentDay?: number | undefined;
}

/** How a due date came about; templates render it as a sentence. */
export type DueDateBasis =
  | { readonly kind: 'given' }
  | {
    readonly kind: 'terms';
    readonly issuedOn: PlainDate;
    readonly from: TermsFrom;
    /** The invoice date or the end of its month. */
    readonly countedFrom: PlainDate;
    readonly days: number;
    /** `countedFrom` plus the days: the due date, had the customer no payment day. */
    readonly daysEndOn: PlainDate;
  }
  | {
    readonly kind: 'terms_with_payment_day';
    readonly issuedOn: PlainDate;
    readonly from: TermsFrom;
    readonly countedFrom: PlainDate;
    readonly days: number;
    readonly daysEndOn: PlainDate;
    /** The day of the month as agreed; the due date is the first one on or after `daysEndOn`. */
    readonly paymentDay: number;
  };

export interface DueDate {
  readonly dueOn: PlainDate;
  readonly basis: DueDateBasis;
}

export const TERMS_DAYS_MAX = 3_650;

/** A due date that the invoice states is taken as given: it is neither moved off rest days nor to a payment day. */
export function givenDueDate(dueOn: PlainDate): DueDate {
  return { dueOn, basis: { kind: 'given' } };
}

/** The due date by the terms. Rest days do not move it: steps move, debts do not.
 * @throws if days or payment day are out of range (a defect; edges refuse them first) */
export function dueDateByTerms(invoice: { readonly issuedOn: PlainDate; readonly terms: PaymentTerms }): DueDate {
  const { issuedOn, terms: { days, from, paymentDay } } = invoice;
  if (!Number.isInteger(days) || days < 0 || days > TERMS_DAYS_MAX) throw new Error(`Terms of ${days} days are not between 0 and ${TERMS_DAYS_MAX}`);
  const countedFrom = from === 'end_of_month' ? endOfMonth(issuedOn) : issuedOn;
  const daysEndOn = addDays(countedFrom, days);
  const counted = { issuedOn, from, countedFrom, days, daysEndOn };
  if (paymentDay === undefined) return { dueOn: daysEndOn, basis: { kind: 'terms', ...counted } };
  return { dueOn: paymentDayOnOrAfter(daysEndOn, paymentDay), basis: { kind: 'terms_with_payment_day', ...counted, paymentDay } };
}

function paymentDayOnOrAfter(date: PlainDate, paymentDay: number): PlainDate {
  if (!Number.isInteger(paymentDay) || paymentDay < 1 || paymentDay > 31) throw new Error(`${paymentDay} is not a day of the month`);
  const firstOfMonth = `${date.slice(0, 8)}01` as PlainDate;
  const inThisMonth = dayOfMonth(firstOfMonth, paymentDay);
  return inThisMonth >= date ? inThisMonth : dayOfMonth(addMonths(firstOfMonth, 1), paymentDay);
}

function dayOfMonth(firstOfMonth: PlainDate, day: number): PlainDate {
  const wanted = addDays(firstOfMonth, day - 1);
  const last = endOfMonth(firstOfMonth);
  return wanted > last ? last : wanted;
}
