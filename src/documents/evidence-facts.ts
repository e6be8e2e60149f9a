import type { Instant, PlainDate } from '../domain/dates.js';
import type { Language, ShownMoney } from '../domain/display.js';

/** Everything an evidence pack holds. Lists come in their order in time; the same facts give the same file. */
export interface EvidencePackFacts {
  readonly language: Language;
  /** Number of the handoff that the pack goes with. */
  readonly packNumber: string;
  readonly preparedAt: Instant;
  /** The seller's time zone, in which the pack shows instants. */
  readonly timeZone: string;
  readonly seller: EvidenceParty;
  readonly customer: EvidenceParty;
  readonly invoices: readonly EvidenceInvoice[];
  readonly contacts: readonly EvidenceContact[];
  /** Payments, promises, disputes, call outcomes, holds: what else happened. */
  readonly happenings: readonly EvidenceHappening[];
  readonly documents: readonly EvidenceDocument[];
}

export interface EvidenceParty {
  readonly legalName: string;
  readonly registrationNumber: string;
  readonly address: string;
}

export interface EvidenceInvoice {
  readonly invoiceNumber: string;
  readonly issuedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly daysOverdue: number;
  readonly original: ShownMoney;
  readonly open: ShownMoney;
  readonly disputed: ShownMoney;
}

export interface EvidenceContact {
  readonly contactId: string;
  /** Name of the ladder's step, in the pack's language. */
  readonly step: string;
  readonly channel: string;
  readonly recipientName: string;
  readonly recipientAddress: string;
  readonly sentAt: Instant;
  /** Delivery state in the pack's language, and when it was learned. */
  readonly deliveryState: string;
  readonly deliveryStateAt: Instant;
  /** The provider's id or the Message-ID; empty when there is none. */
  readonly proof: string;
  readonly invoiceNumbers: readonly string[];
  /** Subject and text exactly as they were sent. */
  readonly subject: string;
  readonly text: string;
}

export interface EvidenceHappening {
  readonly at: Instant;
  /** In the pack's language. */
  readonly what: string;
  readonly by: string;
}

/** Groups of a list of evidence (证据清单), in its order. */
export type EvidenceGroup = 'parties' | 'contract' | 'performance' | 'amount' | 'demand' | 'security' | 'insurance' | 'other';

export interface EvidenceDocument {
  readonly group: EvidenceGroup;
  readonly title: string;
  readonly fileName: string;
  readonly content: Uint8Array;
  /** Where it comes from, such as "made by Dunlin" or "handed in by sales". */
  readonly source: string;
  readonly proves: string;
  /** 0 when unknown. */
  readonly pages: number;
}
