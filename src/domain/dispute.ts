import type { PlainDate } from './dates.js';

/** Why a customer contests an amount. */
export const DISPUTE_REASONS = [
  'goods_defective', 'quantity_differs', 'price_differs', 'not_delivered', 'service_incomplete', 'invoice_wrong', 'invoiced_twice', 'paid_already', 'other',
] as const;

export type DisputeReason = (typeof DISPUTE_REASONS)[number];

export function isDisputeReason(text: string): text is DisputeReason {
  return (DISPUTE_REASONS as readonly string[]).includes(text);
}

/** The item that is contested. Minor units of its case's currency. */
export interface DisputableItem {
  readonly openMinor: number;
  readonly disputedMinor: number;
}

export type DisputeDecision =
  | { readonly kind: 'raised'; readonly amountMinor: number }
  | { readonly kind: 'rejected'; readonly code: 'open_item_settled' }
  | { readonly kind: 'rejected'; readonly code: 'amount_not_positive'; readonly amountMinor: number }
  /** More than is open and not yet disputed. */
  | { readonly kind: 'rejected'; readonly code: 'dispute_exceeds_balance'; readonly amountMinor: number; readonly undisputedMinor: number }
  | { readonly kind: 'rejected'; readonly code: 'answer_date_past'; readonly answerBy: PlainDate; readonly today: PlainDate };

/** Decides on a dispute: it pauses only its amount. Without an amount everything that is open and not yet disputed is. */
export function raiseDisputeOf(item: DisputableItem, request: { readonly amountMinor: number | undefined; readonly answerBy: PlainDate; readonly today: PlainDate }): DisputeDecision {
  const { answerBy, today } = request;
  if (item.openMinor === 0) return { kind: 'rejected', code: 'open_item_settled' };
  const undisputedMinor = Math.max(0, item.openMinor - item.disputedMinor);
  const amountMinor = request.amountMinor ?? undisputedMinor;
  if (request.amountMinor !== undefined && amountMinor <= 0) return { kind: 'rejected', code: 'amount_not_positive', amountMinor };
  if (amountMinor === 0 || amountMinor > undisputedMinor) return { kind: 'rejected', code: 'dispute_exceeds_balance', amountMinor, undisputedMinor };
  if (answerBy < today) return { kind: 'rejected', code: 'answer_date_past', answerBy, today };
  return { kind: 'raised', amountMinor };
}
