import type { ItemBalance } from '../../db/open-items.js';
import type { Row } from '../../db/schema.js';
import { allocate, type AllocatableItem, type AllocationDone, type AllocationRejection, type Designation } from '../../domain/allocation.js';
import { decimalOf, isCurrency, money, type Currency, type Money } from '../../domain/money.js';
import type { RowProblem } from './problems.js';

interface BookItem {
  readonly balance: ItemBalance;
  openMinor: number;
}

/** What is open of the customers concerned, while the rows of one command meet it in memory. */
export class AccountBook {
  readonly #items = new Map<string, BookItem>();
  readonly #openByCase = new Map<string, BookItem[]>();
  readonly #touched = new Set<BookItem>();

  constructor(items: readonly ItemBalance[]) {
    for (const balance of items) {
      const item = { balance, openMinor: balance.openMinor };
      this.#items.set(balance.id, item);
      this.#listOf(balance.caseId).push(item);
    }
    for (const [caseId, list] of this.#openByCase) this.#openByCase.set(caseId, list.filter(isOpen).toSorted(byDueDate));
  }

  /** Puts money or credit on items of a case and remembers what is left of them. Refuses what `allocate` refuses. */
  spend(request: {
    readonly caseId: string; readonly amount: Money; readonly designations?: readonly Designation[] | undefined;
    readonly undesignated?: 'leave_unallocated' | undefined; readonly onlyItem?: string | undefined;
  }): AllocationDone | AllocationRejection {
    const { caseId, amount, designations = [], undesignated, onlyItem } = request;
    const reached = this.#reached(caseId, amount.minor, designations).filter((item) => onlyItem === undefined || item.balance.id === onlyItem);
    const done = allocate({ amount, designations, undesignated, openItems: reached.map((item) => allocatable(item, amount.currency)) });
    if (done.kind === 'allocated') this.#move(done.allocations.map(({ openItemId, amount: part }) => ({ openItemId, minor: -part.minor })));
    return done;
  }

  /** Gives items back what was taken from them. */
  giveBack(allocations: readonly Pick<Row<'allocations'>, 'open_item_id' | 'amount_minor'>[]): void {
    this.#move(allocations.map((allocation) => ({ openItemId: allocation.open_item_id, minor: allocation.amount_minor })));
  }

  isInvoiceOpen(caseId: string, invoiceNumber: string): boolean {
    return this.#listOf(caseId).some(({ balance }) => balance.invoiceNumber === invoiceNumber);
  }

  /** The balances that changed, to be written. */
  changedBalances(): readonly { readonly id: string; readonly open_minor: number }[] {
    return [...this.#touched].map(({ balance, openMinor }) => ({ id: balance.id, open_minor: openMinor }));
  }

  /** Items that the money can meet: those designated, and the oldest whose undisputed balances are enough for all of it. So a
   * customer with ten thousand open items does not cost ten thousand looks per payment. */
  #reached(caseId: string, amountMinor: number, designations: readonly Designation[]): readonly BookItem[] {
    const open = this.#listOf(caseId);
    const named = new Set(designations.map(({ invoiceNumber }) => invoiceNumber));
    let undisputed = 0;
    let length = 0;
    for (const item of open) {
      if (undisputed >= amountMinor) break;
      undisputed += Math.max(0, item.openMinor - item.balance.disputedMinor);
      length += 1;
    }
    const oldest = open.slice(0, length);
    return named.size === 0 ? oldest : [...oldest, ...open.slice(length).filter(({ balance }) => named.has(balance.invoiceNumber))];
  }

  #move(moves: readonly { readonly openItemId: string; readonly minor: number }[]): void {
    for (const { openItemId, minor } of moves) {
      const item = this.#item(openItemId);
      const wasOpen = isOpen(item);
      item.openMinor += minor;
      if (item.openMinor < 0) throw new Error(`Open item ${openItemId} would fall below zero`);
      this.#touched.add(item);
      const list = this.#listOf(item.balance.caseId);
      if (wasOpen && !isOpen(item)) this.#openByCase.set(item.balance.caseId, list.filter((other) => other !== item));
      if (!wasOpen && isOpen(item)) this.#openByCase.set(item.balance.caseId, [...list, item].toSorted(byDueDate));
    }
  }

  #listOf(caseId: string): BookItem[] {
    const known = this.#openByCase.get(caseId);
    if (known !== undefined) return known;
    const begun: BookItem[] = [];
    this.#openByCase.set(caseId, begun);
    return begun;
  }

  #item(openItemId: string): BookItem {
    const item = this.#items.get(openItemId);
    if (item === undefined) throw new Error(`The open item ${openItemId} was not read`);
    return item;
  }
}

function isOpen(item: BookItem): boolean {
  return item.openMinor > 0;
}

function byDueDate(a: BookItem, b: BookItem): number {
  return inOrder(a.balance.dueOn, b.balance.dueOn) || inOrder(a.balance.invoiceNumber, b.balance.invoiceNumber) || inOrder(a.balance.id, b.balance.id);
}

function inOrder(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function allocatable({ balance, openMinor }: BookItem, currency: Currency): AllocatableItem {
  return {
    openItemId: balance.id, invoiceNumber: balance.invoiceNumber, dueOn: balance.dueOn,
    openBalance: money(openMinor, currency), disputed: money(balance.disputedMinor, currency),
  };
}

/** The text of a column that holds a currency. @throws if Dunlin cannot count in it: nothing else was ever written (a defect) */
export function currencyOf(text: string): Currency {
  if (!isCurrency(text)) throw new Error(`"${text}" is no currency that Dunlin counts in`);
  return text;
}

/** A refused allocation as the problem of its row. */
export function allocationProblem(row: number, rejection: AllocationRejection): RowProblem {
  switch (rejection.code) {
    case 'amount_not_positive': return { row, field: 'amount', value: decimalOf(rejection.amount), code: rejection.code, details: {} };
    case 'designated_invoice_not_open':
    case 'invoice_designated_twice':
      return { row, field: 'invoices', value: rejection.invoiceNumber, code: rejection.code, details: { number: rejection.invoiceNumber } };
    case 'designated_amount_exceeds_balance': {
      const details = { number: rejection.invoiceNumber, designated: decimalOf(rejection.designated), balance: decimalOf(rejection.balance) };
      return { row, field: 'invoices', value: decimalOf(rejection.designated), code: rejection.code, details };
    }
    default: {
      const details = { designated: decimalOf(rejection.designated), amount: decimalOf(rejection.amount) };
      return { row, field: 'invoices', value: decimalOf(rejection.designated), code: rejection.code, details };
    }
  }
}
