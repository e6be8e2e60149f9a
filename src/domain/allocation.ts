import type { PlainDate } from './dates.js';
import { add, compare, isGreater, isPositive, isZero, money, negate, notBelowZero, smaller, subtract, sumIn, zero } from './money.js';
import type { Money } from './money.js';

/** What allocation needs to know of an open item. All amounts of one allocation are of one currency. */
export interface AllocatableItem {
  readonly openItemId: string;
  readonly invoiceNumber: string;
  readonly dueOn: PlainDate;
  readonly openBalance: Money;
  /** Part of the balance under a live dispute; more than the balance counts as all of it. */
  readonly disputed: Money;
}

/** What the payer says the money is for. Without an amount: as much of the invoice as the money reaches. */
export interface Designation {
  readonly invoiceNumber: string;
  readonly amount?: Money | undefined;
}

/** Money put on one open item; negative in a reversal. */
export interface Allocation {
  readonly openItemId: string;
  readonly invoiceNumber: string;
  readonly amount: Money;
}

export type AllocationRejection =
  | { readonly kind: 'rejected'; readonly code: 'amount_not_positive'; readonly amount: Money }
  | { readonly kind: 'rejected'; readonly code: 'designated_invoice_not_open'; readonly invoiceNumber: string }
  | { readonly kind: 'rejected'; readonly code: 'invoice_designated_twice'; readonly invoiceNumber: string }
  | {
    readonly kind: 'rejected';
    readonly code: 'designated_amount_exceeds_balance';
    readonly invoiceNumber: string;
    readonly designated: Money;
    readonly balance: Money;
  }
  | { readonly kind: 'rejected'; readonly code: 'designations_exceed_amount'; readonly designated: Money; readonly amount: Money };

export interface AllocationDone {
  readonly kind: 'allocated';
  /** At most one per open item, each above zero, in the order in which the money met them. */
  readonly allocations: readonly Allocation[];
  /** Received and not yet allocated. */
  readonly unallocated: Money;
}

export interface AllocationRequest {
  readonly amount: Money;
  readonly openItems: readonly AllocatableItem[];
  readonly designations?: readonly Designation[] | undefined;
  /** What happens to money that no designation claims: it meets the oldest due (default), or stays unallocated
   * (a credit note for one invoice). */
  readonly undesignated?: 'oldest_due_first' | 'leave_unallocated' | undefined;
}

/** Puts a payment or credit on open items: first where the payer says, amounts named before invoices named without one; what is
 * left meets undisputed balances before disputed ones, oldest due first, then by invoice number (docs: ladder, "Money").
 * Refuses a designation of an invoice that is not open, named twice, or of more than its balance or the money.
 * @throws if currencies differ (a defect) */
export function allocate(request: AllocationRequest): AllocationDone | AllocationRejection {
  const { amount, openItems, designations = [], undesignated = 'oldest_due_first' } = request;
  if (!isPositive(amount)) return { kind: 'rejected', code: 'amount_not_positive', amount };
  const rejection = refuseDesignations(amount, openItems, designations);
  if (rejection !== undefined) return rejection;
  const purse = new Purse(amount, openItems);
  const named = designations.toSorted((a, b) => Number(a.amount === undefined) - Number(b.amount === undefined));
  for (const { invoiceNumber, amount: limit } of named) {
    purse.spend(openItems.filter((item) => item.invoiceNumber === invoiceNumber), limit ?? amount);
  }
  if (undesignated === 'oldest_due_first') purse.spend(openItems, amount);
  return { kind: 'allocated', allocations: purse.allocations(), unallocated: purse.left };
}

function refuseDesignations(
  amount: Money, openItems: readonly AllocatableItem[], designations: readonly Designation[],
): AllocationRejection | undefined {
  const seen = new Set<string>();
  let designated = zero(amount.currency);
  for (const { invoiceNumber, amount: part } of designations) {
    if (seen.has(invoiceNumber)) return { kind: 'rejected', code: 'invoice_designated_twice', invoiceNumber };
    seen.add(invoiceNumber);
    const items = openItems.filter((item) => item.invoiceNumber === invoiceNumber && isPositive(item.openBalance));
    if (items.length === 0) return { kind: 'rejected', code: 'designated_invoice_not_open', invoiceNumber };
    if (part === undefined) continue;
    if (!isPositive(part)) return { kind: 'rejected', code: 'amount_not_positive', amount: part };
    const balance = sumIn(amount.currency, items.map((item) => item.openBalance));
    if (isGreater(part, balance)) return { kind: 'rejected', code: 'designated_amount_exceeds_balance', invoiceNumber, designated: part, balance };
    designated = add(designated, part);
  }
  return isGreater(designated, amount) ? { kind: 'rejected', code: 'designations_exceed_amount', designated, amount } : undefined;
}

/** Money being spent on items, remembering what each got. */
class Purse {
  left: Money;
  readonly #spent = new Map<string, Allocation>();
  readonly #order: readonly AllocatableItem[];

  constructor(amount: Money, openItems: readonly AllocatableItem[]) {
    this.left = amount;
    this.#order = openItems.toSorted(byDueDateAndNumber);
  }

  spend(items: readonly AllocatableItem[], limit: Money): void {
    const wanted = new Set(items.map((item) => item.openItemId));
    const ordered = this.#order.filter((item) => wanted.has(item.openItemId));
    const afterUndisputed = this.#spendUpTo(ordered, limit, undisputedOf);
    this.#spendUpTo(ordered, afterUndisputed, (item) => item.openBalance);
  }

  allocations(): readonly Allocation[] {
    return [...this.#spent.values()];
  }

  #spendUpTo(items: readonly AllocatableItem[], limit: Money, reach: (item: AllocatableItem) => Money): Money {
    let allowed = smaller(limit, this.left);
    for (const item of items) {
      if (isZero(this.left) || isZero(allowed)) break;
      const already = this.#spent.get(item.openItemId)?.amount ?? zero(item.openBalance.currency);
      const part = smaller(notBelowZero(subtract(reach(item), already)), allowed);
      if (!isPositive(part)) continue;
      this.#spent.set(item.openItemId, { openItemId: item.openItemId, invoiceNumber: item.invoiceNumber, amount: add(already, part) });
      this.left = subtract(this.left, part);
      allowed = subtract(allowed, part);
    }
    return allowed;
  }
}

function undisputedOf(item: AllocatableItem): Money {
  return notBelowZero(subtract(item.openBalance, item.disputed));
}

function byDueDateAndNumber(a: AllocatableItem, b: AllocatableItem): number {
  return inOrder(a.dueOn, b.dueOn) || inOrder(a.invoiceNumber, b.invoiceNumber) || inOrder(a.openItemId, b.openItemId);
}

function inOrder(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The allocations that undo these exactly. Applying both leaves every balance as it was. */
export function reversalOf(allocations: readonly Allocation[]): readonly Allocation[] {
  return allocations.map((allocation) => ({ ...allocation, amount: negate(allocation.amount) }));
}

/** The items with their balances after the allocations.
 * @throws if an item is missing or its balance would fall below zero (a defect) */
export function applyAllocations<T extends AllocatableItem>(openItems: readonly T[], allocations: readonly Allocation[]): readonly T[] {
  const taken = new Map<string, Money>();
  for (const { openItemId, amount } of allocations) taken.set(openItemId, add(taken.get(openItemId) ?? zero(amount.currency), amount));
  const applied = openItems.map((item) => {
    const amount = taken.get(item.openItemId);
    if (amount === undefined) return item;
    taken.delete(item.openItemId);
    if (compare(amount, item.openBalance) > 0) throw new Error(`Open item ${item.openItemId} would fall below zero`);
    return { ...item, openBalance: money(item.openBalance.minor - amount.minor, item.openBalance.currency) };
  });
  if (taken.size > 0) throw new Error(`No open item ${[...taken.keys()].join(', ')}`);
  return applied;
}
