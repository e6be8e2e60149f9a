import type { Instant, PlainDate } from '../src/domain/dates.js';
import type { SilenceReason } from '../src/domain/sends-preview.js';
import type { Language } from './i18n/language.js';
import type { CustomerNamed } from './shapes.js';

/** What the API answers about what would be sent. */
export interface MoneySum {
  readonly currency: string;
  readonly minor: number;
}

export type PreviewChannel = 'email' | 'sms' | 'task';

interface NamedStep {
  readonly action: string;
  readonly stepKey: string;
  readonly stepName: Readonly<Record<Language, string>> | null;
  /** `null`: nobody outside hears of it. */
  readonly channel: PreviewChannel | null;
}

export interface PreviewedStep extends NamedStep {
  readonly day: PlainDate;
  readonly sends: number;
  readonly customers: number;
  readonly items: number;
  readonly amounts: readonly MoneySum[];
}

export interface PreviewedSend extends NamedStep {
  readonly id: string;
  readonly day: PlainDate;
  readonly at: Instant;
  readonly caseId: string;
  readonly customer: CustomerNamed;
  readonly currency: string;
  readonly recipientRole: string | null;
  readonly recipientName: string | null;
  readonly items: number;
  readonly amountMinor: number;
}

export interface PreviewedSilence {
  readonly id: string;
  readonly caseId: string;
  readonly customer: CustomerNamed;
  readonly currency: string;
  readonly items: number;
  readonly amountMinor: number;
}

export interface SilenceSum {
  readonly reason: SilenceReason;
  readonly customers: number;
  readonly items: number;
  readonly amounts: readonly MoneySum[];
}

/** What is not played to its end says only how far it came. */
export interface UnfinishedPreview {
  readonly finished: false;
  readonly id: string;
  readonly casesTotal: number;
  readonly casesPlayed: number;
}

export interface SendsPreview {
  readonly finished: true;
  readonly id: string;
  readonly madeAt: Instant;
  readonly itemsLeftOut: number;
  readonly releasedAt: Instant | null;
  readonly openItems: number;
  /** Messages and calls to customers. */
  readonly contacts: number;
  readonly customers: number;
  readonly firstAt: Instant | null;
  readonly first: readonly PreviewedSend[];
  readonly steps: readonly PreviewedStep[];
  readonly silences: readonly SilenceSum[];
  readonly firstWave: {
    /** Customers that start on a day; `null`: all at once. */
    readonly perDay: number | null;
    /** Overdue when the preview was made. */
    readonly customers: number;
    readonly days: number;
    readonly lastOn: PlainDate | null;
  };
}
