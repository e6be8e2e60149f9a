import type { Designation } from '../domain/allocation.js';
import type { PlainDate } from '../domain/dates.js';
import type { Currency, Money } from '../domain/money.js';
import type { TermsFrom } from '../domain/payment-terms.js';
import type { PreferredChannel } from '../domain/preferred-channel.js';
import type { UnifiedSocialCreditCode } from '../domain/unified-social-credit-code.js';

/** Rows of an import, as the import commands take them. A row refers to a customer by its number, to a selling entity by its
 * code and to an invoice by its number; whether those exist is the command's question, as only it sees the database.
 * What the file left blank is absent. */

export type Language = 'zh-CN' | 'en';
export type PaymentMethod = 'transfer' | 'acceptance_bill' | 'cheque' | 'set_off' | 'cash' | 'card' | 'other';

export interface CustomerRow {
  readonly number: string;
  readonly name: string;
  readonly nameEnglish?: string;
  readonly unifiedSocialCreditCode?: UnifiedSocialCreditCode;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly language: Language;
  readonly segment?: string;
  /** 1–31. */
  readonly paymentDay?: number;
  readonly termsDays?: number;
  readonly termsFrom?: TermsFrom;
  readonly salesPersonEmail?: string;
  readonly collectorEmail?: string;
  /** Name of the ladder rule that overrides the segment's for this customer. */
  readonly rule?: string;
}

/** Has an e-mail address or a phone number, or both. */
export interface ContactRow {
  readonly customerNumber: string;
  readonly name: string;
  /** An identifier that ladders name their recipients by, such as `accounts_payable`. */
  readonly role: string;
  readonly email?: string;
  /** Digits, with `+` and country code when the file had them. */
  readonly phone?: string;
  readonly language?: Language;
  readonly timeZone?: string;
  readonly channel?: PreferredChannel;
}

/** One due amount. An invoice in instalments has a row for each, with the amount of that instalment. */
export interface InvoiceRow {
  readonly number: string;
  readonly customerNumber: string;
  /** Absent: the only selling entity there is. */
  readonly sellingEntityCode?: string;
  readonly currency: Currency;
  /** Above zero, of `currency`. */
  readonly amount: Money;
  readonly issuedOn: PlainDate;
  readonly dueOn?: PlainDate;
  readonly termsDays?: number;
  /** 1 for the first. */
  readonly instalment?: number;
  readonly orderNumber?: string;
  readonly deliveryNumber?: string;
  /** Names of ladder steps that the customer has already heard. */
  readonly stepsDoneElsewhere?: readonly string[];
  readonly noticeSentElsewhereOn?: PlainDate;
}

export interface CreditNoteRow {
  readonly number: string;
  readonly invoiceNumber: string;
  readonly currency: Currency;
  /** Above zero: what the invoice is lowered by. */
  readonly amount: Money;
  readonly issuedOn: PlainDate;
}

export interface PaymentRow {
  readonly reference: string;
  readonly customerNumber: string;
  readonly sellingEntityCode?: string;
  readonly currency: Currency;
  /** Above zero, in a reversal too. */
  readonly amount: Money;
  readonly receivedOn: PlainDate;
  /** The payer's designation. */
  readonly invoices?: readonly Designation[];
  readonly method?: PaymentMethod;
  /** Reference of the payment that this row takes back. */
  readonly reverses?: string;
}

export interface CoverRow {
  readonly customerNumber: string;
  readonly invoiceNumber?: string;
  readonly insurer: string;
  readonly policyNumber: string;
  readonly currency: Currency;
  readonly coveredAmount: Money;
  /** Decimal text for `rate()`: above 0, at most 100. */
  readonly insuredPercent: string;
  readonly validFrom: PlainDate;
  readonly validUntil: PlainDate;
}

/** One line of a snapshot of what is open today. */
export interface OpenItemRow {
  readonly invoiceNumber: string;
  readonly customerNumber: string;
  readonly sellingEntityCode?: string;
  readonly currency: Currency;
  /** Zero or more. */
  readonly openAmount: Money;
  readonly originalAmount?: Money;
  readonly issuedOn?: PlainDate;
  readonly dueOn: PlainDate;
}

export interface RowOf {
  readonly 'customers': CustomerRow;
  readonly 'contacts': ContactRow;
  readonly 'invoices': InvoiceRow;
  readonly 'credit-notes': CreditNoteRow;
  readonly 'payments': PaymentRow;
  readonly 'covers': CoverRow;
  readonly 'open-items': OpenItemRow;
}

export type IntakeKind = keyof RowOf;
