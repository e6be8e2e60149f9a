import { assertNever } from './assert-never.js';
import type { ApplicationStatus } from './credit-application.js';
import type { Instant } from './dates.js';
import type { Money } from './money.js';
import type { Role } from './roles.js';
import type { Grade } from './scorecard.js';

export const DECLINE_REASONS = ['overdue_debts', 'grade_too_low', 'legal_record', 'information_insufficient', 'beyond_our_risk', 'other'] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** What an approver decides, with the one value that they typed: the limit, or words of their own. */
export type Decision =
  /** The limit on the table, typed once more. */
  | { readonly kind: 'approve'; readonly limit: Money }
  | { readonly kind: 'approve_less'; readonly limit: Money }
  | { readonly kind: 'decline'; readonly reason: DeclineReason; readonly note: string }
  | { readonly kind: 'ask'; readonly question: string };

/** What a decision rests on, as an approver was shown it: minor units of one currency, no people's data. */
export interface DecisionFacts {
  readonly currency: string;
  readonly askedLimit: number;
  readonly askedTermsDays: number;
  /** What was asked for, or what an earlier stage left of it. */
  readonly limitOnTable: number;
  readonly score: number;
  readonly grade: Grade;
  readonly proposedLimit: number;
  readonly proposedTermsDays: number;
  /** In force now; `null` without one. */
  readonly currentLimit: number | null;
  readonly currentTermsDays: number | null;
  readonly owed: number;
  readonly overdue: number;
  /** Questions about the application that were answered. */
  readonly answers: number;
}

export interface FactChange {
  readonly field: keyof DecisionFacts;
  readonly was: number | string | null;
  readonly now: number | string | null;
}

const COMPARED: readonly (keyof DecisionFacts)[] = [
  'currency', 'askedLimit', 'askedTermsDays', 'limitOnTable', 'score', 'grade', 'proposedLimit', 'proposedTermsDays', 'currentLimit', 'currentTermsDays',
  'owed', 'overdue', 'answers',
];

/** What differs between what was shown and what is. A customer that owes less than was shown, or has less overdue, is no change. */
export function factChanges(shown: DecisionFacts, now: DecisionFacts): readonly FactChange[] {
  return COMPARED.filter((field) => (field === 'owed' || field === 'overdue' ? now[field] > shown[field] : now[field] !== shown[field]))
    .map((field) => ({ field, was: shown[field], now: now[field] }));
}

export interface DecisionQuestion {
  readonly decision: Decision;
  readonly at: Instant;
  /** By the link of a prompt alone, or signed in. */
  readonly by: 'link' | 'session';
  /** Roles as they are in the deciding transaction. */
  readonly person: { readonly id: string; readonly roles: readonly Role[] };
  readonly application: { readonly status: ApplicationStatus; readonly requesterIds: readonly string[] };
  readonly stage: { readonly state: 'planned' | 'open' | 'approved' | 'declined' | 'superseded'; readonly role: Role; readonly answerBy: Instant | null };
  /** People who decided another stage of the same plan. */
  readonly otherDeciders: readonly string[];
  readonly limitOnTable: Money;
  readonly signInNeeded: boolean;
  /** What the person was shown, and what is true now. */
  readonly shown: DecisionFacts;
  readonly facts: DecisionFacts;
}

export type DecisionRejection = { readonly kind: 'rejected' } & (
  | { readonly code: 'not_an_approver'; readonly roleNeeded: Role }
  | { readonly code: 'requester_may_not_decide' }
  | { readonly code: 'already_decided_other_stage' }
  | { readonly code: 'stage_not_open'; readonly status: ApplicationStatus }
  | { readonly code: 'answer_too_late'; readonly answerBy: Instant }
  | { readonly code: 'sign_in_needed' }
  | { readonly code: 'facts_changed'; readonly changes: readonly FactChange[]; readonly facts: DecisionFacts }
  | { readonly code: 'currency_differs'; readonly typed: string; readonly expected: string }
  | { readonly code: 'typed_limit_differs'; readonly typed: Money; readonly limitOnTable: Money }
  | { readonly code: 'limit_not_less'; readonly typed: Money; readonly limitOnTable: Money }
  | { readonly code: 'reason_missing' }
  | { readonly code: 'question_missing' });

/** Whether this person may decide this, now, on what they were shown. Authority first, then the state of things, then the value.
 * @returns `undefined` when the decision stands */
export function refusalOf(question: DecisionQuestion): DecisionRejection | undefined {
  return authorityRefusal(question) ?? stateRefusal(question) ?? valueRefusal(question.decision, question.limitOnTable);
}

function authorityRefusal({ person, application, stage, otherDeciders }: DecisionQuestion): DecisionRejection | undefined {
  if (!person.roles.includes(stage.role)) return { kind: 'rejected', code: 'not_an_approver', roleNeeded: stage.role };
  if (application.requesterIds.includes(person.id)) return { kind: 'rejected', code: 'requester_may_not_decide' };
  return otherDeciders.includes(person.id) ? { kind: 'rejected', code: 'already_decided_other_stage' } : undefined;
}

function stateRefusal({ application, stage, at, by, signInNeeded, shown, facts }: DecisionQuestion): DecisionRejection | undefined {
  if (application.status !== 'in_review' || stage.state !== 'open' || stage.answerBy === null) return { kind: 'rejected', code: 'stage_not_open', status: application.status };
  if (at >= stage.answerBy) return { kind: 'rejected', code: 'answer_too_late', answerBy: stage.answerBy };
  if (by === 'link' && signInNeeded) return { kind: 'rejected', code: 'sign_in_needed' };
  const changes = factChanges(shown, facts);
  return changes.length > 0 ? { kind: 'rejected', code: 'facts_changed', changes, facts } : undefined;
}

function valueRefusal(decision: Decision, limitOnTable: Money): DecisionRejection | undefined {
  switch (decision.kind) {
    case 'approve':
    case 'approve_less': {
      const typed = decision.limit;
      if (typed.currency !== limitOnTable.currency) return { kind: 'rejected', code: 'currency_differs', typed: typed.currency, expected: limitOnTable.currency };
      if (decision.kind === 'approve') return typed.minor === limitOnTable.minor ? undefined : { kind: 'rejected', code: 'typed_limit_differs', typed, limitOnTable };
      return typed.minor > 0 && typed.minor < limitOnTable.minor ? undefined : { kind: 'rejected', code: 'limit_not_less', typed, limitOnTable };
    }
    case 'decline': return decision.note.trim() === '' ? { kind: 'rejected', code: 'reason_missing' } : undefined;
    case 'ask': return decision.question.trim() === '' ? { kind: 'rejected', code: 'question_missing' } : undefined;
    default: return assertNever(decision);
  }
}
