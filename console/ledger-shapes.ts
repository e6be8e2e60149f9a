import type { Instant, PlainDate } from '../src/domain/dates.js';

/** What the API answers with about the ledger. Amounts are minor units of the currency beside them. */
export interface OpenItem {
  readonly id: string;
  readonly invoiceNumber: string;
  readonly instalment: number;
  readonly caseId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly customerNameEnglish: string | null;
  readonly currency: string;
  readonly amountMinor: number;
  readonly openMinor: number;
  readonly disputedMinor: number;
  readonly promisedMinor: number;
  readonly issuedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly daysPastDue: number;
  readonly voidedAt: Instant | null;
}

export interface Payment {
  readonly id: string;
  readonly reference: string;
  readonly currency: string;
  readonly unallocatedMinor: number;
  readonly receivedOn: PlainDate;
}

export const BUCKETS = ['not_due', 'days_1_30', 'days_31_60', 'days_61_90', 'over_90'] as const;
export type Bucket = (typeof BUCKETS)[number];

export interface Aged {
  readonly currency: string;
  readonly bucket: Bucket;
  readonly openMinor: number;
  readonly items: number;
}

export interface ImportListed {
  readonly id: string;
  readonly kind: string;
  readonly fileName: string;
  readonly source: string;
  readonly rows: number;
  readonly result: Readonly<Record<string, number>> | null;
  readonly importedAt: Instant;
}

/** What was understood of a file. */
export interface FileRead {
  readonly mapping: { readonly columns: readonly { readonly field: string; readonly index: number; readonly heading: string; readonly how: 'stated' | 'recognised' }[]; readonly unused: readonly { readonly index: number; readonly heading: string }[]; readonly constants: Readonly<Record<string, string>> };
  readonly headings: readonly string[];
  readonly encoding: string;
  readonly delimiter: string;
  readonly mappingFrom: 'stated' | 'saved' | 'guessed';
  /** Sources for which columns of these very headings are saved. */
  readonly savedFor: readonly string[];
  readonly rows: number;
  readonly samples: readonly Readonly<Record<string, unknown>>[];
}

export interface ImportError {
  readonly row: number;
  readonly column?: string;
  readonly field?: string;
  readonly value: string;
  readonly code: string;
  readonly cure: { readonly en: string; readonly 'zh-CN': string };
}

export interface BalanceChange {
  readonly customerId: string;
  readonly customerNumber: string;
  readonly currency: string;
  readonly openBeforeMinor: number;
  readonly openAfterMinor: number;
  readonly unallocatedBeforeMinor: number;
  readonly unallocatedAfterMinor: number;
}

export interface SnapshotLine {
  readonly what: 'new' | 'paid_in_part' | 'settled' | 'due_date_changed';
  readonly customerNumber: string;
  readonly invoiceNumber: string;
  readonly instalment: number;
  readonly currency: string;
  readonly dueOn: PlainDate;
  readonly openBeforeMinor: number;
  readonly openAfterMinor: number;
}

interface Effect {
  readonly file: FileRead;
  readonly counts: Readonly<Record<string, number>>;
  readonly difference: readonly SnapshotLine[];
}

export type ImportAnswer =
  | { readonly kind: 'previewed'; readonly balances: readonly BalanceChange[] } & Effect
  | { readonly kind: 'applied'; readonly importId: string } & Effect
  | { readonly kind: 'already_imported'; readonly importId: string; readonly importedAt: Instant };
