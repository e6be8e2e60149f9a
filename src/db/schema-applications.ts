import type { AutomaticObstacle } from '../domain/approval-matrix.js';
import type { ApplicationStatus } from '../domain/credit-application.js';
import type { Instant, PlainDate } from '../domain/dates.js';
import type { Decision, DeclineReason } from '../domain/decision.js';
import type { Currency } from '../domain/money.js';
import type { ProposedLimit } from '../domain/proposed-limit.js';
import type { Role } from '../domain/roles.js';
import type { Grade, InputSource } from '../domain/scorecard.js';
import type { Json } from './json-value.js';

/** Tables of the credit application. */
export interface ApplicationSchema {
  application_numbers: { year: number; last: number };
  credit_applications: {
    id: string; number: string; customer_id: string; currency: Currency; asked_limit_minor: number; asked_terms_days: number; reason: string;
    status: ApplicationStatus; received_at: Instant; ended_at: Instant | null; closed_at: Instant | null; decline_reason: DeclineReason | null;
    outcome_note: string; apply_again_from: PlainDate | null;
  };
  application_requesters: { application_id: string; position: number; kind: 'person' | 'contact_person' | 'api_key'; requester_id: string; at: Instant };
  application_inputs: {
    id: string; application_id: string; position: number; key: string; value: Json; source: Exclude<InputSource, 'ledger'>; as_of: PlainDate;
    given_by: Json; given_at: Instant;
  };
  assessments: {
    id: string; application_id: string; position: number; scorecard_name: string; scorecard_version: number; matrix_name: string;
    matrix_version: number; rule_id: string; automatic: boolean; obstacles: readonly AutomaticObstacle[]; score: number; grade: Grade;
    hard_stops: readonly string[]; log: Json; ledger: Json; proposed_limit_minor: number; proposed_terms_days: number; limit_methods: Json;
    limit_bound: ProposedLimit['bound']; assessed_at: Instant; superseded_at: Instant | null;
  };
  approval_stages: {
    id: string; application_id: string; assessment_id: string; position: number; key: string; name: Json; role: Role;
    respond_within_working_days: number; remind_after_working_days: number;
    state: 'planned' | 'open' | 'approved' | 'declined' | 'superseded'; turn: number; opened_at: Instant | null; remind_at: Instant | null;
    answer_by: Instant | null; ended_at: Instant | null;
  };
  approval_decisions: {
    id: string; application_id: string; stage_id: string; turn: number; person_id: string; kind: Decision['kind']; limit_minor: number | null;
    decline_reason: DeclineReason | null; note: string; decided_by: 'link' | 'session'; token_hash: string | null; shown: Json; decided_at: Instant;
  };
  information_requests: {
    id: string; application_id: string; decision_id: string | null; inputs: string[]; question: string; on_silence: 'count_as_zero' | 'expire';
    state: 'open' | 'answered' | 'unanswered' | 'dropped'; answer: string | null; asked_at: Instant; answer_by: Instant; ended_at: Instant | null;
  };
  credit_limits: {
    id: string; customer_id: string; currency: Currency; limit_minor: number; terms_days: number; application_id: string | null;
    effective_on: PlainDate; effective_at: Instant; ended_at: Instant | null;
  };
}
