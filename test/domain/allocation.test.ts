import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, applyAllocations, reversalOf } from '../../src/domain/allocation.js';
import type { AllocatableItem, AllocationDone, AllocationRequest } from '../../src/domain/allocation.js';
import { addDays, plainDate } from '../../src/domain/dates.js';
import { money, sumIn } from '../../src/domain/money.js';

const euro = (minor: number) => money(minor, 'EUR');

function anItem(invoiceNumber: string, dueOn: string, openBalance: number, disputed = 0, openItemId = `${invoiceNumber}/1`): AllocatableItem {
  return { openItemId, invoiceNumber, dueOn: plainDate(dueOn), openBalance: euro(openBalance), disputed: euro(disputed) };
}

function allocated(request: AllocationRequest): AllocationDone {
  const result = allocate(request);
  if (result.kind === 'rejected') throw new Error(result.code);
  return result;
}

const parts = (done: AllocationDone): readonly (readonly [string, number])[] => done.allocations.map(({ openItemId, amount }) => [openItemId, amount.minor]);

const march = anItem('INV-3', '2026-03-31', 300_00);
const aprilB = anItem('INV-2', '2026-04-30', 200_00);
const aprilA = anItem('INV-1', '2026-04-30', 100_00);
const openItems = [aprilB, aprilA, march];

describe('money without a designation', () => {
  it('meets the oldest due first, then by invoice number, and what is left stays unallocated', () => {
    const done = allocated({ amount: euro(700_01), openItems });
    expect(parts(done)).toEqual([['INV-3/1', 300_00], ['INV-1/1', 100_00], ['INV-2/1', 200_00]]);
    expect(done.unallocated).toEqual(euro(100_01));
  });
  it('meets undisputed balances before disputed ones, and those at last', () => {
    const disputed = [anItem('INV-3', '2026-03-31', 300_00, 250_00), aprilA];
    expect(parts(allocated({ amount: euro(150_00), openItems: disputed }))).toEqual([['INV-3/1', 50_00], ['INV-1/1', 100_00]]);
    expect(parts(allocated({ amount: euro(150_01), openItems: disputed }))).toEqual([['INV-3/1', 50_01], ['INV-1/1', 100_00]]);
  });
  it('a dispute of more than the balance counts as all of it', () => {
    const overdisputed = [anItem('INV-3', '2026-03-31', 300_00, 400_00), aprilA];
    expect(parts(allocated({ amount: euro(120_00), openItems: overdisputed }))).toEqual([['INV-1/1', 100_00], ['INV-3/1', 20_00]]);
  });
  it('stays unallocated as a whole when nothing is open', () => {
    expect(allocate({ amount: euro(5), openItems: [] })).toEqual({ kind: 'allocated', allocations: [], unallocated: euro(5) });
  });
});

describe('money with a designation', () => {
  it('goes where the payer says, the rest to the oldest due', () => {
    const done = allocated({ amount: euro(250_00), openItems, designations: [{ invoiceNumber: 'INV-2', amount: euro(150_00) }] });
    expect(parts(done)).toEqual([['INV-2/1', 150_00], ['INV-3/1', 100_00]]);
  });
  it('serves amounts before invoices named without one', () => {
    const done = allocated({ amount: euro(120_00), openItems, designations: [{ invoiceNumber: 'INV-2' }, { invoiceNumber: 'INV-1', amount: euro(100_00) }] });
    expect(parts(done)).toEqual([['INV-1/1', 100_00], ['INV-2/1', 20_00]]);
  });
  it('reaches the disputed part too, after the invoice\'s undisputed instalments', () => {
    const instalments = [anItem('INV-5', '2026-03-01', 50_00, 50_00, 'a'), anItem('INV-5', '2026-06-01', 50_00, 0, 'b'), march];
    expect(parts(allocated({ amount: euro(60_00), openItems: instalments, designations: [{ invoiceNumber: 'INV-5' }] }))).toEqual([['b', 50_00], ['a', 10_00]]);
  });
  it('leaves the rest unallocated when it is a credit for one invoice only', () => {
    const done = allocated({ amount: euro(130_00), openItems, designations: [{ invoiceNumber: 'INV-1' }], undesignated: 'leave_unallocated' });
    expect(done).toEqual({ kind: 'allocated', allocations: [{ openItemId: 'INV-1/1', invoiceNumber: 'INV-1', amount: euro(100_00) }], unallocated: euro(30_00) });
  });
  it('of exactly the balance is taken, of one more is refused with both values', () => {
    expect(allocate({ amount: euro(500_00), openItems, designations: [{ invoiceNumber: 'INV-1', amount: euro(100_00) }] }).kind).toBe('allocated');
    expect(allocate({ amount: euro(500_00), openItems, designations: [{ invoiceNumber: 'INV-1', amount: euro(100_01) }] })).toEqual({
      kind: 'rejected', code: 'designated_amount_exceeds_balance', invoiceNumber: 'INV-1', designated: euro(100_01), balance: euro(100_00),
    });
  });
  it('of more than the money is refused', () => {
    const designations = [{ invoiceNumber: 'INV-1', amount: euro(100_00) }, { invoiceNumber: 'INV-2', amount: euro(50_01) }];
    expect(allocate({ amount: euro(150_00), openItems, designations })).toEqual({
      kind: 'rejected', code: 'designations_exceed_amount', designated: euro(150_01), amount: euro(150_00),
    });
  });
  it('of an invoice that is not open, or named twice, is refused', () => {
    expect(allocate({ amount: euro(1), openItems, designations: [{ invoiceNumber: 'INV-9' }] })).toEqual({ kind: 'rejected', code: 'designated_invoice_not_open', invoiceNumber: 'INV-9' });
    expect(allocate({ amount: euro(1), openItems: [anItem('INV-9', '2026-01-01', 0)], designations: [{ invoiceNumber: 'INV-9' }] })).toMatchObject({ code: 'designated_invoice_not_open' });
    expect(allocate({ amount: euro(1), openItems, designations: [{ invoiceNumber: 'INV-1' }, { invoiceNumber: 'INV-1' }] })).toMatchObject({ code: 'invoice_designated_twice' });
  });
  it.each([0, -1])('an amount of %i is refused', (minor) => {
    expect(allocate({ amount: euro(minor), openItems })).toEqual({ kind: 'rejected', code: 'amount_not_positive', amount: euro(minor) });
    expect(allocate({ amount: euro(1), openItems, designations: [{ invoiceNumber: 'INV-1', amount: euro(minor) }] })).toMatchObject({ code: 'amount_not_positive' });
  });
  it('another currency is a defect', () => {
    expect(() => allocate({ amount: money(1, 'USD'), openItems })).toThrow('USD');
  });
});

const anyItems = fc.array(fc.record({ balance: fc.integer({ min: 0, max: 1_000_00 }), disputed: fc.integer({ min: 0, max: 1_500_00 }), due: fc.integer({ min: 0, max: 5 }), invoice: fc.integer({ min: 1, max: 4 }) }), { maxLength: 12 })
  .map((list) => list.map(({ balance, disputed, due, invoice }, index) =>
    anItem(`INV-${invoice}`, addDays(plainDate('2026-01-01'), due), balance, disputed, `item-${index}`)));
const anyDesignations = fc.uniqueArray(fc.integer({ min: 1, max: 4 })).map((numbers) => numbers.map((number) => ({ invoiceNumber: `INV-${number}` })));

describe('whatever is open', () => {
  it('nothing is lost or made, no item gets more than its balance, and money rests only when all is paid', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5_000_00 }), anyItems, anyDesignations, (minor, items, named) => {
      const designations = named.filter(({ invoiceNumber }) => items.some((item) => item.invoiceNumber === invoiceNumber && item.openBalance.minor > 0));
      const done = allocated({ amount: euro(minor), openItems: items, designations });
      expect(sumIn('EUR', [...done.allocations.map(({ amount }) => amount), done.unallocated])).toEqual(euro(minor));
      const after = applyAllocations(items, done.allocations);
      expect(after.every((item) => item.openBalance.minor >= 0)).toBe(true);
      expect(done.unallocated.minor === 0 || after.every((item) => item.openBalance.minor === 0)).toBe(true);
      expect(new Set(done.allocations.map(({ openItemId }) => openItemId)).size).toBe(done.allocations.length);
    }));
  });
  it('a reversal undoes it exactly', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5_000_00 }), anyItems, (minor, items) => {
      const { allocations } = allocated({ amount: euro(minor), openItems: items });
      expect(applyAllocations(applyAllocations(items, allocations), reversalOf(allocations))).toEqual(items);
    }));
  });
  it('the order in which items are listed does not matter', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5_000_00 }), anyItems, (minor, items) => {
      expect(allocate({ amount: euro(minor), openItems: items.toReversed() })).toEqual(allocate({ amount: euro(minor), openItems: items }));
    }));
  });
  it('allocations that do not fit the items are a defect', () => {
    expect(() => applyAllocations([aprilA], [{ openItemId: 'INV-1/1', invoiceNumber: 'INV-1', amount: euro(100_01) }])).toThrow('below zero');
    expect(() => applyAllocations([], [{ openItemId: 'INV-1/1', invoiceNumber: 'INV-1', amount: euro(1) }])).toThrow('No open item INV-1/1');
  });
});
