import { describe, expect, it } from 'vitest';
import { instant } from '../../src/domain/dates.js';
import { factChanges, refusalOf, type DecisionFacts, type DecisionQuestion } from '../../src/domain/decision.js';
import { money, type Money } from '../../src/domain/money.js';

const cny = (minor: number): Money => money(minor, 'CNY');
const facts: DecisionFacts = {
  currency: 'CNY', askedLimit: 500_000_00, askedTermsDays: 60, limitOnTable: 500_000_00, score: 71, grade: 'B', proposedLimit: 420_000_00, proposedTermsDays: 45,
  currentLimit: 200_000_00, currentTermsDays: 30, owed: 163_000_00, overdue: 0, answers: 0,
};
const question = (given: Partial<DecisionQuestion> = {}): DecisionQuestion => ({
  decision: { kind: 'approve', limit: cny(500_000_00) }, at: instant('2026-03-10T02:00:00Z'), by: 'session', person: { id: 'zhao', roles: ['manager'] },
  application: { status: 'in_review', requesterIds: ['he'] }, stage: { state: 'open', role: 'manager', answerBy: instant('2026-03-12T09:00:00Z') }, otherDeciders: ['qian'],
  limitOnTable: cny(500_000_00), signInNeeded: false, shown: facts, facts, ...given,
});
const codeOf = (given: Partial<DecisionQuestion>): string | undefined => refusalOf(question(given))?.code;

describe('a decision', () => {
  it.each([
    ['approve', { kind: 'approve', limit: cny(500_000_00) }], ['approve less', { kind: 'approve_less', limit: cny(499_999_99) }], ['approve the least', { kind: 'approve_less', limit: cny(1) }],
    ['decline', { kind: 'decline', reason: 'overdue_debts', note: 'pay first' }], ['ask', { kind: 'ask', question: 'When do the shops open?' }],
  ] as const)('to %s stands', (_name, decision) => {
    expect(refusalOf(question({ decision }))).toBeUndefined();
  });

  it.each([
    ['typed_limit_differs', { kind: 'approve', limit: cny(499_999_99) }], ['typed_limit_differs', { kind: 'approve', limit: cny(500_000_01) }],
    ['limit_not_less', { kind: 'approve_less', limit: cny(500_000_00) }], ['limit_not_less', { kind: 'approve_less', limit: cny(0) }], ['limit_not_less', { kind: 'approve_less', limit: cny(-1) }],
    ['currency_differs', { kind: 'approve', limit: money(500_000_00, 'USD') }], ['currency_differs', { kind: 'approve_less', limit: money(1, 'USD') }],
    ['reason_missing', { kind: 'decline', reason: 'other', note: '  ' }], ['question_missing', { kind: 'ask', question: '' }],
  ] as const)('is refused as %s', (code, decision) => {
    expect(codeOf({ decision })).toBe(code);
  });

  it('belongs to the stage\'s role, not to who asked, and not twice to one person', () => {
    expect(refusalOf(question({ person: { id: 'zhao', roles: ['sales', 'administrator'] } }))).toEqual({ kind: 'rejected', code: 'not_an_approver', roleNeeded: 'manager' });
    expect(codeOf({ person: { id: 'he', roles: ['manager'] } })).toBe('requester_may_not_decide');
    expect(codeOf({ person: { id: 'qian', roles: ['manager'] } })).toBe('already_decided_other_stage');
  });

  it.each([
    [{ application: { status: 'withdrawn', requesterIds: [] } }], [{ application: { status: 'awaiting_information', requesterIds: [] } }],
    [{ stage: { state: 'planned', role: 'manager', answerBy: null } }], [{ stage: { state: 'superseded', role: 'manager', answerBy: instant('2026-03-12T09:00:00Z') } }],
  ] as const)('is refused where nothing is to be decided: %j', (given) => {
    expect(codeOf(given)).toBe('stage_not_open');
  });

  it('may come until a moment before the time to answer ends', () => {
    expect(codeOf({ at: instant('2026-03-12T08:59:59.999Z') })).toBeUndefined();
    expect(codeOf({ at: instant('2026-03-12T09:00:00Z') })).toBe('answer_too_late');
  });

  it('by the link alone is refused where a sign-in is needed', () => {
    expect(codeOf({ by: 'link', signInNeeded: true })).toBe('sign_in_needed');
    expect(codeOf({ by: 'session', signInNeeded: true })).toBeUndefined();
    expect(codeOf({ by: 'link', signInNeeded: false })).toBeUndefined();
  });

  it('on facts that have changed is refused with what changed', () => {
    const now = { ...facts, overdue: 12_000_00, grade: 'C' as const, score: 60 };
    expect(refusalOf(question({ facts: now }))).toEqual({
      kind: 'rejected', code: 'facts_changed', facts: now,
      changes: [{ field: 'score', was: 71, now: 60 }, { field: 'grade', was: 'B', now: 'C' }, { field: 'overdue', was: 0, now: 12_000_00 }],
    });
  });

  it('judges authority before everything else', () => {
    expect(codeOf({ person: { id: 'zhao', roles: [] }, stage: { state: 'superseded', role: 'manager', answerBy: null }, decision: { kind: 'ask', question: '' } })).toBe('not_an_approver');
  });
});

describe('facts that were shown', () => {
  it.each([
    ['askedLimit', 1], ['askedTermsDays', 1], ['limitOnTable', 1], ['score', 1], ['proposedLimit', 1], ['proposedTermsDays', 1], ['currentLimit', null], ['currentTermsDays', null], ['answers', 1],
    ['owed', 163_000_01], ['overdue', 1],
  ] as const)('have changed with %s', (field, value) => {
    expect(factChanges(facts, { ...facts, [field]: value }).map((change) => change.field)).toEqual([field]);
  });

  it('have not changed when the customer owes less or has less overdue', () => {
    expect(factChanges({ ...facts, overdue: 5_00 }, { ...facts, owed: 162_999_99, overdue: 4_99 })).toEqual([]);
  });
});
