import { describe, expect, it } from 'vitest';
import { amountBandOf, informationAnswerBy, isSignInNeeded, routeApproval, stageTimes, type ApprovalFacts } from '../../src/domain/approval-matrix.js';
import { instant } from '../../src/domain/dates.js';
import { money } from '../../src/domain/money.js';
import { GRADES } from '../../src/domain/scorecard.js';
import { shippedApprovalMatrix } from '../../src/policies/approval-matrices.js';
import { calendarById } from '../../src/policies/calendars.js';

const matrix = shippedApprovalMatrix();
const china = calendarById('china');
if (china === undefined) throw new Error('The calendar of China ships with Dunlin');

const facts = (given: Partial<ApprovalFacts> & { readonly askedMinor?: number } = {}): ApprovalFacts => {
  const limit = money(given.askedMinor ?? 80_000_00, 'CNY');
  return { grade: 'B', asked: { limit, termsDays: 30 }, proposed: { limit, termsDays: 30, fromOwnSales: true }, overdue: money(0, 'CNY'), ...given };
};

describe('the size of a limit', () => {
  it.each([[100_000_00, 'small'], [100_000_01, 'medium'], [500_000_00, 'medium'], [500_000_01, 'large']] as const)('%i fen is %s', (minor, band) => {
    expect(amountBandOf(matrix, money(minor, 'CNY'))).toBe(band);
  });

  it('is large, and needs a sign-in, in a currency that the matrix does not name', () => {
    expect(amountBandOf(matrix, money(1, 'CHF'))).toBe('large');
    expect(isSignInNeeded(matrix, money(1, 'CHF'))).toBe(true);
  });

  it.each([[500_000_00, false], [500_000_01, true]] as const)('of %i fen needs a sign-in: %s', (minor, needed) => {
    expect(isSignInNeeded(matrix, money(minor, 'CNY'))).toBe(needed);
  });
});

describe('the rule that decides', () => {
  it.each([
    ['A', 100_000_01, 'good_medium', ['credit_analyst']], ['B', 500_000_00, 'good_medium', ['credit_analyst']], ['B', 500_000_01, 'good_large', ['credit_analyst', 'manager']],
    ['C', 100_000_00, 'fair_small', ['credit_analyst']], ['C', 100_000_01, 'fair_medium', ['credit_analyst', 'manager']], ['C', 500_000_01, 'fair_large', ['manager', 'finance']],
    ['D', 100_000_00, 'weak_small', ['manager']], ['E', 100_000_01, 'weak_medium', ['manager', 'finance']], ['E', 500_000_01, 'weak_large', ['manager', 'finance']],
  ] as const)('for grade %s and %i fen is %s', (grade, askedMinor, ruleId, roles) => {
    const route = routeApproval(matrix, facts({ grade, askedMinor }));
    expect(route).toMatchObject({ kind: 'stages', ruleId, obstacles: [] });
    expect(route.kind === 'stages' ? route.stages.map((stage) => stage.role) : []).toEqual(roles);
  });

  it('approves a small limit of a good customer without a person', () => {
    expect(routeApproval(matrix, facts({ askedMinor: 100_000_00 }))).toEqual({ kind: 'automatic', ruleId: 'good_small' });
  });

  it('never approves a fair or a weak grade without a person', () => {
    for (const grade of GRADES.slice(2)) expect(routeApproval(matrix, facts({ grade, askedMinor: 1_00 })).kind).toBe('stages');
  });

  it.each([
    ['more_than_proposed', { proposed: { limit: money(79_999_99, 'CNY'), termsDays: 30, fromOwnSales: true } }],
    ['terms_longer_than_proposed', { proposed: { limit: money(80_000_00, 'CNY'), termsDays: 29, fromOwnSales: true } }],
    ['overdue', { overdue: money(1, 'CNY') }],
    ['no_own_sales', { proposed: { limit: money(80_000_00, 'CNY'), termsDays: 30, fromOwnSales: false } }],
  ] as const)('asks a person after all when there is an obstacle: %s', (obstacle, given) => {
    expect(routeApproval(matrix, facts(given))).toMatchObject({ kind: 'stages', ruleId: 'good_small', obstacles: [obstacle] });
  });

  it('takes the first of two rules that match', () => {
    const [first] = matrix.rules;
    if (first === undefined) throw new Error('The matrix has rules');
    expect(routeApproval({ ...matrix, rules: [{ ...first, id: 'sooner', automatic: false }, ...matrix.rules] }, facts())).toMatchObject({ ruleId: 'sooner' });
  });

  it('treats a matrix with a hole as a defect', () => {
    expect(() => routeApproval({ ...matrix, rules: [] }, facts())).toThrow('no rule for grade B and small amounts');
  });
});

describe('the time to answer', () => {
  const stage = { respondWithinWorkingDays: 3, remindAfterWorkingDays: 2 };

  it('counts working days after the day on which the stage opens, in the matrix\'s zone', () => {
    // Monday 9 March 2026, 10:00 in Shanghai.
    expect(stageTimes(matrix, china, { ...stage, openedAt: instant('2026-03-09T02:00:00Z') })).toEqual({ remindAt: '2026-03-11T01:00:00.000Z', answerBy: '2026-03-12T09:00:00.000Z' });
    // Tuesday 00:00 in Shanghai is still Monday in UTC.
    expect(stageTimes(matrix, china, { ...stage, openedAt: instant('2026-03-09T16:00:00Z') })).toEqual({ remindAt: '2026-03-12T01:00:00.000Z', answerBy: '2026-03-13T09:00:00.000Z' });
  });

  it('leaves out rest days, and works on a make-up Saturday', () => {
    // Thursday 12 February 2026: Friday 13 and the make-up Saturday 14 are worked, then comes Spring Festival until Monday 23; Tuesday 24 is worked.
    expect(stageTimes(matrix, china, { ...stage, openedAt: instant('2026-02-12T02:00:00Z') })).toEqual({ remindAt: '2026-02-14T01:00:00.000Z', answerBy: '2026-02-24T09:00:00.000Z' });
  });

  it('gives a requester five working days', () => {
    expect(informationAnswerBy(matrix, china, instant('2026-03-09T02:00:00Z'))).toBe('2026-03-16T09:00:00.000Z');
  });
});
