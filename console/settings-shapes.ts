import type { Instant } from '../src/domain/dates.js';
import type { SellingEntity } from './shapes.js';

/** What the API answers with about the installation itself. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly roles: readonly string[];
  readonly revokedAt: Instant | null;
}

export interface SellingEntityDetail extends SellingEntity {
  readonly country: string;
  readonly address: string;
  readonly bankName: string;
  readonly bankAccountNumber: string;
  readonly senderName: string;
  readonly senderEmail: string;
  readonly phone: string | null;
}

export interface StoryInTrouble {
  readonly kind: 'collection_case' | 'credit_application' | 'handoff';
  readonly id: string;
  readonly customerId: string | null;
  readonly nextAt: Instant | null;
  readonly nextAction: string | null;
  readonly stuckAt: Instant | null;
  readonly futileActs: number;
}

export interface ChannelState {
  readonly channel: 'email' | 'sms';
  readonly connected: boolean;
}

/** What became of a test message. */
export interface ChannelTested {
  readonly testId: string;
  readonly outcome: 'sent' | 'captured' | 'refused' | 'not_sent' | 'unknown';
  readonly at: Instant;
  readonly code?: string;
  /** In the words of the other side. */
  readonly detail?: string;
}
