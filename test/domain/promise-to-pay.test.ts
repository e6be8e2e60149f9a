import { assert as assertProperty, array, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '../../src/domain/dates.js';
import { PROMISE_DAYS_MAX, promiseToPay, type PromisableItem } from '../../src/domain/promise-to-pay.js';

const today = plainDate('2026-03-02');
const item = (openItemId: string, given: Partial<PromisableItem> = {}): PromisableItem => ({ openItemId, invoiceNumber: openItemId, dueOn: plainDate('2026-02-01'), openMinor: 100_00, disputedMinor: 0, promisedMinor: 0, ...given });
const promise = (amountMinor: number, items: readonly PromisableItem[]): readonly (readonly [string, number])[] => {
  const decision = promiseToPay({ amountMinor, payBy: today, today, items });
  return decision.kind === 'promised' ? decision.parts.map((part) => [part.openItemId, part.amountMinor]) : [];
};

describe('a promise to pay', () => {
  it('is for the oldest due first, then by invoice number', () => {
    const items = [item('C', { dueOn: plainDate('2026-03-01') }), item('B'), item('A')];
    expect(promise(150_00, items)).toEqual([['A', 100_00], ['B', 50_00]]);
    expect(promise(300_00, items)).toEqual([['A', 100_00], ['B', 100_00], ['C', 100_00]]);
  });

  it('falls as money does: undisputed balances before disputed ones', () => {
    const items = [item('OLD', { disputedMinor: 40_00 }), item('NEW', { dueOn: plainDate('2026-03-01') })];
    expect(promise(100_00, items)).toEqual([['OLD', 60_00], ['NEW', 40_00]]);
    expect(promise(161_00, items)).toEqual([['OLD', 61_00], ['NEW', 100_00]]);
  });

  it('cannot be for what is promised already', () => {
    const items = [item('A', { promisedMinor: 70_00 })];
    expect(promise(30_00, items)).toEqual([['A', 30_00]]);
    expect(promiseToPay({ amountMinor: 30_01, payBy: today, today, items })).toEqual({ kind: 'rejected', code: 'promise_exceeds_balance', amountMinor: 30_01, balanceMinor: 30_00 });
  });

  it.each([[-1, 'promise_date_past'], [0, 'promised'], [PROMISE_DAYS_MAX, 'promised'], [PROMISE_DAYS_MAX + 1, 'promise_date_too_far']] as const)('payable %i days from today: %s', (days, answer) => {
    const decision = promiseToPay({ amountMinor: 1, payBy: addDays(today, days), today, items: [item('A')] });
    expect(decision.kind === 'rejected' ? decision.code : decision.kind).toBe(answer);
  });

  it('is spread so that its parts make it up, none beyond what its item has left', () => {
    const items = array(record({ openMinor: integer({ min: 1, max: 1_000 }), disputedMinor: integer({ min: 0, max: 1_000 }), promisedMinor: integer({ min: 0, max: 1_000 }) }), { minLength: 1, maxLength: 8 });
    assertProperty(property(items, integer({ min: 1, max: 8_000 }), (given, amountMinor) => {
      const promisable = given.map((balances, index) => item(`I${index}`, balances));
      const left = promisable.map((each) => Math.max(0, each.openMinor - each.promisedMinor));
      const decision = promiseToPay({ amountMinor, payBy: today, today, items: promisable });
      expect(decision.kind).toBe(amountMinor <= left.reduce((sum, part) => sum + part, 0) ? 'promised' : 'rejected');
      if (decision.kind === 'rejected') return;
      expect(decision.parts.reduce((sum, part) => sum + part.amountMinor, 0)).toBe(amountMinor);
      for (const part of decision.parts) expect(part.amountMinor).toBeLessThanOrEqual(left[Number(part.openItemId.slice(1))] ?? 0);
    }));
  });
});
