import { addDays, type PlainDate } from './dates.js';

/** A promise is a date in sight: longer is a payment plan. */
export const PROMISE_DAYS_MAX = 366;

/** An open item that may be promised. Minor units of its case's currency. */
export interface PromisableItem {
  readonly openItemId: string;
  readonly invoiceNumber: string;
  readonly dueOn: PlainDate;
  readonly openMinor: number;
  readonly disputedMinor: number;
  readonly promisedMinor: number;
}

/** How much of an item a promise is for. */
export interface PromisedPart {
  readonly openItemId: string;
  readonly amountMinor: number;
  /** Kept is judged by how far the balance has fallen from here. */
  readonly openWhenMadeMinor: number;
}

export type PromiseDecision =
  | { readonly kind: 'promised'; readonly parts: readonly PromisedPart[] }
  | { readonly kind: 'rejected'; readonly code: 'amount_not_positive'; readonly amountMinor: number }
  | { readonly kind: 'rejected'; readonly code: 'promise_date_past'; readonly payBy: PlainDate; readonly today: PlainDate }
  | { readonly kind: 'rejected'; readonly code: 'promise_date_too_far'; readonly payBy: PlainDate; readonly latest: PlainDate }
  | { readonly kind: 'rejected'; readonly code: 'open_item_settled'; readonly openItemId: string }
  /** More than is open and not yet promised. */
  | { readonly kind: 'rejected'; readonly code: 'promise_exceeds_balance'; readonly amountMinor: number; readonly balanceMinor: number };

export interface PromiseRequest {
  readonly amountMinor: number;
  /** Today is early enough. */
  readonly payBy: PlainDate;
  readonly today: PlainDate;
  /** Those named, else all of the case; settled ones are refused when they were named. */
  readonly items: readonly PromisableItem[];
}

/** Spreads a promise over its items the way the money will fall: undisputed balances first, oldest due, then by invoice number
 * (ladder rules 9 and 11). What is promised already cannot be promised again. */
export function promiseToPay(request: PromiseRequest): PromiseDecision {
  const { amountMinor, payBy, today } = request;
  const latest = addDays(today, PROMISE_DAYS_MAX);
  if (amountMinor <= 0) return { kind: 'rejected', code: 'amount_not_positive', amountMinor };
  if (payBy < today) return { kind: 'rejected', code: 'promise_date_past', payBy, today };
  if (payBy > latest) return { kind: 'rejected', code: 'promise_date_too_far', payBy, latest };
  const settled = request.items.find((item) => item.openMinor === 0);
  if (settled !== undefined) return { kind: 'rejected', code: 'open_item_settled', openItemId: settled.openItemId };
  const items = request.items.toSorted(byDueDateAndNumber);
  const balanceMinor = items.reduce((sum, item) => sum + unpromised(item), 0);
  if (amountMinor > balanceMinor) return { kind: 'rejected', code: 'promise_exceeds_balance', amountMinor, balanceMinor };
  return { kind: 'promised', parts: spread(amountMinor, items) };
}

function spread(amountMinor: number, items: readonly PromisableItem[]): readonly PromisedPart[] {
  const promised = new Map<string, number>();
  let left = amountMinor;
  for (const reach of [collectable, unpromised]) {
    for (const item of items) {
      const already = promised.get(item.openItemId) ?? 0;
      const part = Math.min(left, reach(item) - already);
      if (part <= 0) continue;
      promised.set(item.openItemId, already + part);
      left -= part;
    }
  }
  return items.flatMap((item) => {
    const part = promised.get(item.openItemId);
    return part === undefined ? [] : [{ openItemId: item.openItemId, amountMinor: part, openWhenMadeMinor: item.openMinor }];
  });
}

function collectable(item: PromisableItem): number {
  return Math.max(0, item.openMinor - item.disputedMinor - item.promisedMinor);
}

function unpromised(item: PromisableItem): number {
  return Math.max(0, item.openMinor - item.promisedMinor);
}

function byDueDateAndNumber(a: PromisableItem, b: PromisableItem): number {
  return inOrder(a.dueOn, b.dueOn) || inOrder(a.invoiceNumber, b.invoiceNumber) || inOrder(a.openItemId, b.openItemId);
}

function inOrder(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
