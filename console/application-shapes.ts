import type { ApplicationStatus, NextApplicationAction } from '../src/domain/credit-application.js';
import type { Instant, PlainDate } from '../src/domain/dates.js';
import type { DecisionFacts } from '../src/domain/decision.js';
import type { MethodResult } from '../src/domain/proposed-limit.js';
import type { Grade, ScoreLine, Scorecard } from '../src/domain/scorecard.js';
import type { CustomerNamed } from './shapes.js';

/** What the API answers with about credit applications. Amounts are minor units of the application's currency. */
export interface ApplicationListed {
  readonly id: string;
  readonly number: string;
  readonly customer: CustomerNamed;
  readonly currency: string;
  readonly askedLimitMinor: number;
  readonly askedTermsDays: number;
  readonly status: ApplicationStatus;
  readonly receivedAt: Instant;
  readonly endedAt: Instant | null;
  readonly score: number | null;
  readonly grade: Grade | null;
  readonly proposedLimitMinor: number | null;
  readonly next: { readonly at: Instant | null; readonly reason: { readonly code?: string } | null };
}

export interface ApplicationDetail extends Omit<ApplicationListed, 'next' | 'score' | 'grade' | 'proposedLimitMinor'> {
  readonly reason: string;
  readonly declineReason: string | null;
  readonly outcomeNote: string;
  readonly applyAgainFrom: PlainDate | null;
  readonly now: Instant;
  readonly next: NextApplicationAction;
  readonly currentLimit: { readonly limit_minor: number; readonly terms_days: number; readonly currency: string; readonly effective_on: PlainDate } | null;
  readonly requesters: readonly { readonly kind: string; readonly id: string; readonly name: string | null }[];
  readonly inputs: readonly { readonly key: string; readonly value: number | string; readonly source: string; readonly asOf: PlainDate }[];
  readonly assessment: Assessment | null;
  readonly stages: readonly Stage[];
  readonly decisions: readonly Decided[];
  readonly informationRequests: readonly InformationRequest[];
  readonly limitOnTableMinor: number | null;
  /** What a decision rests on now; given back with it. */
  readonly decisionFacts: DecisionFacts | null;
}

export interface Assessment {
  readonly scorecard_name: string;
  readonly scorecard_version: number;
  readonly matrix_name: string;
  readonly matrix_version: number;
  readonly rule_id: string;
  readonly automatic: boolean;
  readonly obstacles: readonly string[];
  readonly score: number;
  readonly grade: Grade;
  readonly hard_stops: readonly string[];
  readonly log: readonly ScoreLine[];
  readonly proposed_limit_minor: number;
  readonly proposed_terms_days: number;
  readonly limit_methods: readonly MethodResult[];
  readonly limit_bound: string;
  readonly assessed_at: Instant;
}

export interface Stage {
  readonly id: string;
  readonly position: number;
  readonly name: { readonly 'zh-CN': string; readonly en: string };
  readonly role: string;
  readonly state: 'planned' | 'open' | 'approved' | 'declined' | 'superseded';
  readonly answerBy: Instant | null;
  readonly openedAt: Instant | null;
  /** Who may decide it now; of open stages only. */
  readonly approvers: readonly { readonly id: string; readonly name: string }[];
}

export interface Decided {
  readonly id: string;
  readonly stageId: string;
  readonly kind: 'approve' | 'approve_less' | 'decline' | 'ask';
  readonly limitMinor: number | null;
  readonly declineReason: string | null;
  readonly note: string;
  readonly personId: string;
  readonly decidedBy: 'link' | 'session';
  readonly decidedAt: Instant;
}

export interface InformationRequest {
  readonly id: string;
  readonly decision_id: string | null;
  readonly inputs: readonly string[];
  readonly question: string;
  readonly on_silence: 'count_as_zero' | 'expire';
  readonly state: 'open' | 'answered' | 'unanswered' | 'dropped';
  readonly answer: string | null;
  readonly asked_at: Instant;
  readonly answer_by: Instant;
}

export interface ScorecardOfToday {
  readonly scorecard: Scorecard;
}
