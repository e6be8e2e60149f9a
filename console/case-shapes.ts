import type { Instant, PlainDate } from '../src/domain/dates.js';
import type { CaseListed, NextReason } from './shapes.js';

/** What `GET /v1/collection-cases/:id` answers with. Amounts are minor units of the case's currency. */
export interface CaseDetail extends Omit<CaseListed, 'next'> {
  readonly now: Instant;
  readonly timeZone: string;
  readonly next: CaseNext;
  readonly items: readonly CaseItem[];
  readonly ahead: readonly Ahead[];
  /** Steps by `name@version` of their ladder. */
  readonly ladders: Readonly<Record<string, readonly LadderStep[]>>;
  readonly people: readonly CasePerson[];
  readonly contacts: readonly CaseContact[];
  readonly holds: readonly Hold[];
  readonly reviews: readonly { readonly id: string; readonly state: 'open' | 'decided'; readonly opened_at: Instant }[];
  readonly handoffs: readonly Handoff[];
  readonly disputes: readonly Dispute[];
  readonly promises: readonly Promised[];
  /** What people wrote when they closed a task of the case. */
  /** Each with the task that it closed, or an id of its own. */
  readonly notes: readonly { readonly aboutId: string; readonly note: string }[];
}

export type CaseNext = NextReason & { readonly action: string; readonly lines?: readonly { readonly stepKey: string }[]; readonly recipientId?: string };

export interface CaseItem {
  readonly id: string;
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly instalment: number;
  readonly issuedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly daysPastDue: number;
  readonly ladder: string;
  readonly ladderRule: string;
  readonly openMinor: number;
  readonly disputedMinor: number;
  readonly promisedMinor: number;
  readonly collectableMinor: number;
  readonly pausedBy: string | null;
  readonly covered: boolean;
  readonly noticeOn: PlainDate | null;
  readonly steps: readonly StepDone[];
}

export interface StepDone {
  readonly key: string;
  readonly rank: number;
  readonly state: 'taken' | 'passed_over' | 'failed' | 'done_elsewhere';
  readonly reason: string | null;
  readonly at: Instant;
}

export interface Ahead {
  readonly at: Instant;
  readonly action: string;
  readonly stepKeys: readonly string[];
  readonly openItemIds: readonly string[];
  readonly channel?: string;
  readonly recipientId?: string;
  readonly code?: string;
}

export interface LadderStep {
  readonly key: string;
  readonly name: { readonly 'zh-CN': string; readonly en: string };
  readonly kind: 'contact' | 'age';
  readonly action: string;
  readonly offset: number;
}

export interface CasePerson {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly preferredChannel: string | null;
}

export interface CaseContact {
  readonly id: string;
  readonly action: string;
  readonly tone: string | null;
  readonly channel: string;
  readonly state: string;
  readonly recipient_kind: string;
  readonly recipient_id: string;
  readonly delivery: string | null;
  readonly letter_number: string | null;
  readonly document_id: string | null;
  readonly reserved_at: Instant;
  readonly subject: string;
}

export interface Hold {
  readonly id: string;
  readonly openItemId: string | null;
  readonly reason: string;
  readonly ownerId: string | null;
  readonly placedAt: Instant;
  readonly lastQuietOn: PlainDate;
  readonly endedAt: Instant | null;
}

export interface Handoff {
  readonly id: string;
  readonly route: string;
  readonly rule: string;
  readonly state: string;
  readonly requested_at: Instant;
  readonly next_on: PlainDate | null;
  readonly pack_document_id: string | null;
  readonly counterparty_name: string | null;
}

export interface Dispute {
  readonly id: string;
  readonly open_item_id: string;
  readonly amount_minor: number;
  readonly reason: string;
  readonly note: string;
  readonly owner_id: string | null;
  readonly answer_by: PlainDate;
  readonly status: 'open' | 'accepted' | 'rejected' | 'withdrawn';
  readonly raised_at: Instant;
}

export interface Promised {
  readonly id: string;
  readonly amount_minor: number;
  readonly pay_by: PlainDate;
  readonly status: 'pending' | 'kept' | 'partly_kept' | 'broken' | 'withdrawn';
  readonly source: string;
  readonly made_at: Instant;
}

export interface CaseEvent {
  readonly id: string;
  /** Of the case itself, or of a handoff that it led to. */
  readonly stream: 'collection_case' | 'handoff';
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly actor: { readonly kind: string; readonly personId?: string };
  readonly at: Instant;
  readonly invoices: readonly string[];
  /** A payment's reference, a credit note's number. */
  readonly reference: string | null;
  /** The file that it came with. */
  readonly fileName: string | null;
}
