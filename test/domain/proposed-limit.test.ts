import { describe, expect, it } from 'vitest';
import { money, type Money } from '../../src/domain/money.js';
import { proposeLimit, type LimitFacts } from '../../src/domain/proposed-limit.js';
import { shippedScorecard } from '../../src/policies/scorecards.js';

const { limits } = shippedScorecard();
const cny = (minor: number): Money => money(minor, 'CNY');
const facts = (given: Partial<LimitFacts> = {}): LimitFacts => ({
  asked: { limit: cny(500_000_00), termsDays: 60 }, yearlyTurnover: cny(12_800_000_00), monthlySales: { amount: cny(280_000_00), source: 'ledger' }, insurerLimit: cny(450_000_00), ...given,
});

describe('a proposed limit', () => {
  it('is the smallest of what is asked for, capacity, need and the insurer\'s limit', () => {
    const proposed = proposeLimit(limits, 'B', facts());
    expect(proposed).toMatchObject({ limit: cny(420_000_00), bound: 'need', termsDays: 45, fromOwnSales: true });
    expect(proposed.methods).toEqual([
      { method: 'asked', kind: 'counted', amount: cny(500_000_00) }, { method: 'capacity', kind: 'counted', amount: cny(640_000_00) },
      { method: 'need', kind: 'counted', amount: cny(420_000_00) }, { method: 'insurer', kind: 'counted', amount: cny(450_000_00) },
    ]);
  });

  it.each([
    ['asked', { asked: { limit: cny(419_999_99), termsDays: 60 } }, 419_999_99],
    ['capacity', { yearlyTurnover: cny(8_000_000_00) }, 400_000_00],
    ['insurer', { insurerLimit: cny(419_000_00) }, 419_000_00],
  ] as const)('is bound by %s', (bound, given, limit) => {
    expect(proposeLimit(limits, 'B', facts(given))).toMatchObject({ bound, limit: cny(limit) });
  });

  it('leaves out what is not known and says why', () => {
    const proposed = proposeLimit(limits, 'B', facts({ yearlyTurnover: null, insurerLimit: null }));
    expect(proposed.limit).toEqual(cny(420_000_00));
    expect(proposed.methods.filter((result) => result.kind === 'left_out')).toEqual([
      { method: 'capacity', kind: 'left_out', reason: 'turnover_unknown' }, { method: 'insurer', kind: 'left_out', reason: 'not_insured' },
    ]);
  });

  it('is zero when neither capacity nor need is known, whatever the insurer covers', () => {
    expect(proposeLimit(limits, 'A', facts({ yearlyTurnover: null, monthlySales: null }))).toMatchObject({ limit: cny(0), bound: 'nothing_to_go_by', fromOwnSales: false });
  });

  it('says when the need is only somebody\'s expectation', () => {
    expect(proposeLimit(limits, 'B', facts({ monthlySales: { amount: cny(280_000_00), source: 'requester' } }))).toMatchObject({ limit: cny(420_000_00), fromOwnSales: false });
  });

  it('is rounded down to whole thousands, and not at all in a currency without a step', () => {
    expect(proposeLimit(limits, 'B', facts({ monthlySales: { amount: cny(279_999_99), source: 'ledger' } })).limit).toEqual(cny(419_000_00));
    const sgd = (minor: number): Money => money(minor, 'SGD');
    const asked = { limit: sgd(500_000_00), termsDays: 40 };
    // 100.01 × 40/30 = 133.3466…, rounded down once.
    expect(proposeLimit(limits, 'B', { asked, yearlyTurnover: null, monthlySales: { amount: sgd(100_01), source: 'ledger' }, insurerLimit: null }).limit).toEqual(sgd(133_34));
  });

  it.each([['A', 60, 672_000_00], ['B', 45, 420_000_00], ['C', 30, 224_000_00], ['D', 15, 70_000_00], ['E', 0, 0]] as const)('for grade %s gives at most %i days and needs %i fen', (grade, termsDays, need) => {
    const proposed = proposeLimit(limits, grade, facts({ asked: { limit: cny(10_000_000_00), termsDays: 90 }, insurerLimit: null, yearlyTurnover: cny(100_000_000_00) }));
    expect(proposed).toMatchObject({ termsDays, limit: cny(need) });
  });

  it('never proposes longer terms than were asked for', () => {
    expect(proposeLimit(limits, 'A', facts({ asked: { limit: cny(500_000_00), termsDays: 30 } }))).toMatchObject({ termsDays: 30, limit: cny(336_000_00) });
  });
});
