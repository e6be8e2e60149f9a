import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/dates.js';
import { isDisputeReason, raiseDisputeOf } from '../../src/domain/dispute.js';

const today = plainDate('2026-03-02');
const raise = (amountMinor: number | undefined, disputedMinor = 0, openMinor = 100): unknown => {
  const decision = raiseDisputeOf({ openMinor, disputedMinor }, { amountMinor, answerBy: today, today });
  return decision.kind === 'rejected' ? decision.code : decision.amountMinor;
};

describe('a dispute', () => {
  it.each([
    [undefined, 0, 100], [undefined, 30, 70], [1, 0, 1], [70, 30, 70], [71, 30, 'dispute_exceeds_balance'], [undefined, 100, 'dispute_exceeds_balance'],
    [undefined, 120, 'dispute_exceeds_balance'], [0, 0, 'amount_not_positive'], [-1, 0, 'amount_not_positive'],
  ] as const)('of %s with %s of 100 disputed already: %s', (amountMinor, disputedMinor, answer) => {
    expect(raise(amountMinor, disputedMinor)).toBe(answer);
  });

  it('of a settled item is refused', () => {
    expect(raise(undefined, 0, 0)).toBe('open_item_settled');
  });

  it('has a reason of the list', () => {
    expect([isDisputeReason('price_differs'), isDisputeReason('mood')]).toEqual([true, false]);
  });
});
