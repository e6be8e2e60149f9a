import type { PlainDate } from '../../../src/domain/dates.js';
import { dayPlus } from './days.js';
import { caseKey, itemKey } from './world.js';
import type { CreditNoteLine, InvoiceLine, PaymentLine } from './world.js';

/** An open item in the oracle's own ledger. */
export interface BookItem {
  readonly key: string;
  readonly invoice: string;
  readonly instalment: number;
  readonly caseKey: string;
  readonly customer: string;
  readonly currency: string;
  readonly issuedOn: PlainDate;
  dueOn: PlainDate;
  open: number;
  readonly disputes: BookDispute[];
  readonly shares: PromiseShare[];
}

export interface BookDispute {
  readonly reference: string;
  /** What is still contested; after acceptance, what a credit note is still expected for. */
  left: number;
  state: 'raised' | 'accepted' | 'over';
}

/** What a promise says about one item. */
export interface PromiseShare {
  readonly promise: string;
  readonly amount: number;
  readonly openWhenMade: number;
}

/** The part of the item's balance that is in dispute. */
export function disputedOf(item: BookItem): number {
  return Math.min(item.open, item.disputes.reduce((sum, dispute) => sum + dispute.left, 0));
}

/** What live promises still have to bring: what has been paid since they were made is no longer promised. */
export function promisedOf(item: BookItem): number {
  return item.shares.reduce((sum, share) => sum + Math.max(0, share.amount - Math.max(0, share.openWhenMade - item.open)), 0);
}

export function collectableOf(item: BookItem): number {
  return item.open - disputedOf(item) - promisedOf(item);
}

/** The oracle's own ledger: balances, allocation, disputes and promises of all customers. */
export class Books {
  readonly items = new Map<string, BookItem>();
  readonly #ofCase = new Map<string, BookItem[]>();
  readonly #spent = new Map<string, readonly { readonly item: BookItem; readonly amount: number }[]>();

  itemsOf(key: string): readonly BookItem[] {
    return this.#ofCase.get(key) ?? [];
  }

  item(key: string): BookItem {
    const item = this.items.get(key);
    if (item === undefined) throw new Error(`No open item ${key}`);
    return item;
  }

  enter(line: InvoiceLine): BookItem {
    const key = itemKey(line.number, line.instalment);
    const dueOn = line.dueOn ?? dayPlus(line.issuedOn, line.termsDays ?? 0);
    const item: BookItem = {
      key, invoice: line.number, instalment: line.instalment, caseKey: caseKey(line.customer, line.entity, line.currency), customer: line.customer,
      currency: line.currency, issuedOn: line.issuedOn, dueOn, open: line.amount, disputes: [], shares: [],
    };
    this.items.set(key, item);
    const items = this.#ofCase.get(item.caseKey) ?? [];
    items.push(item);
    this.#ofCase.set(item.caseKey, items);
    return item;
  }

  credit(line: CreditNoteLine): void {
    const items = this.#oldestFirst([...this.items.values()].filter((item) => item.invoice === line.invoice));
    for (const { item, amount } of this.#spend(items, line.amount)) {
      let credited = amount;
      for (const dispute of item.disputes) {
        if (dispute.state !== 'accepted') continue;
        const used = Math.min(credited, dispute.left);
        dispute.left -= used;
        credited -= used;
      }
    }
  }

  /** Puts money where the payer says, amounts named before invoices without one, the rest on the oldest; or takes it back. */
  pay(line: PaymentLine): void {
    if (line.reverses !== undefined) {
      for (const { item, amount } of this.#spent.get(line.reverses) ?? []) item.open += amount;
      return;
    }
    const items = this.#oldestFirst(this.itemsOf(caseKey(line.customer, line.entity, line.currency)));
    const spent: { item: BookItem; amount: number }[] = [];
    let left = line.amount;
    const named = [...line.designations.filter((one) => one.amount !== undefined), ...line.designations.filter((one) => one.amount === undefined)];
    for (const { invoice, amount } of [...named, { invoice: undefined, amount: undefined }]) {
      const wanted = items.filter((item) => invoice === undefined || item.invoice === invoice);
      const put = this.#spend(wanted, Math.min(left, amount ?? left));
      left -= put.reduce((sum, part) => sum + part.amount, 0);
      spent.push(...put);
    }
    if (left > 0) throw new Error(`Payment ${line.reference} is more than what is open`);
    this.#spent.set(line.reference, spent);
  }

  /** Spreads a promise over the items it names, or all of the case, oldest due first. */
  promise(promise: { readonly reference: string; readonly caseKey: string; readonly items: readonly string[]; readonly amount: number }): readonly BookItem[] {
    const named = promise.items.length > 0 ? promise.items.map((key) => this.item(key)) : this.itemsOf(promise.caseKey);
    let left = promise.amount;
    const touched: BookItem[] = [];
    for (const item of this.#oldestFirst(named)) {
      const amount = Math.min(left, Math.max(0, collectableOf(item)));
      if (amount === 0) continue;
      item.shares.push({ promise: promise.reference, amount, openWhenMade: item.open });
      touched.push(item);
      left -= amount;
    }
    if (left > 0) throw new Error(`Promise ${promise.reference} is more than what can be promised`);
    return touched;
  }

  /** How much less is open on the promise's items than when it was made. */
  fallenSince(reference: string): number {
    let fallen = 0;
    for (const item of this.items.values()) for (const share of item.shares) if (share.promise === reference) fallen += share.openWhenMade - item.open;
    return fallen;
  }

  endPromise(reference: string): void {
    for (const item of this.items.values()) {
      const index = item.shares.findIndex((share) => share.promise === reference);
      if (index >= 0) item.shares.splice(index, 1);
    }
  }

  dispute(reference: string, itemKeyGiven: string, amount: number): void {
    this.item(itemKeyGiven).disputes.push({ reference, left: amount, state: 'raised' });
  }

  answer(reference: string, answer: 'accepted' | 'rejected' | 'withdrawn'): BookItem | undefined {
    for (const item of this.items.values()) {
      const dispute = item.disputes.find((one) => one.reference === reference);
      if (dispute === undefined) continue;
      dispute.state = answer === 'accepted' ? 'accepted' : 'over';
      if (answer !== 'accepted') dispute.left = 0;
      return item;
    }
    return undefined;
  }

  #oldestFirst(items: readonly BookItem[]): readonly BookItem[] {
    const rank = (item: BookItem): string => `${item.dueOn} ${item.invoice} ${String(item.instalment).padStart(4, '0')}`;
    return items.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }

  /** Undisputed balances first, then disputed ones. */
  #spend(items: readonly BookItem[], amount: number): { item: BookItem; amount: number }[] {
    const spent: { item: BookItem; amount: number }[] = [];
    let left = amount;
    for (const reach of [(item: BookItem) => item.open - disputedOf(item), (item: BookItem) => item.open]) {
      const reaches = items.map(reach);
      for (const [index, item] of items.entries()) {
        const part = Math.min(left, reaches[index] ?? 0);
        if (part <= 0) continue;
        item.open -= part;
        left -= part;
        spent.push({ item, amount: part });
      }
    }
    return spent;
  }
}
