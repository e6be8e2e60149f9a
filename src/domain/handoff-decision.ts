import { addDays, type PlainDate } from './dates.js';
import type { HandoffState } from './handoff.js';

/** A refused handoff comes back within a year: longer is no delay but another decision. */
export const HANDOFF_REFUSED_DAYS_MAX = 366;

export type HandoffDecision =
  | { readonly kind: 'approve'; readonly counterpartyName: string; readonly counterpartyEmail: string }
  /** `nextOn`: the customer's local day on which it may be requested again. */
  | { readonly kind: 'refuse'; readonly nextOn: PlainDate };

export type HandoffDecided =
  | { readonly kind: 'approved' | 'refused' }
  | { readonly kind: 'rejected'; readonly code: 'handoff_already_decided'; readonly state: HandoffState }
  /** All of its items have been settled since it was requested: there is nothing to hand over. */
  | { readonly kind: 'rejected'; readonly code: 'handoff_items_settled' }
  | { readonly kind: 'rejected'; readonly code: 'handoff_next_day_past'; readonly nextOn: PlainDate; readonly today: PlainDate }
  | { readonly kind: 'rejected'; readonly code: 'handoff_next_day_too_far'; readonly nextOn: PlainDate; readonly latest: PlainDate };

/** Decides a requested handoff once. A refusal names a day after today (ladder rule 15). @param today the customer's local day */
export function decideHandoff(handoff: { readonly state: HandoffState; readonly openMinor: number }, decision: HandoffDecision, today: PlainDate): HandoffDecided {
  if (handoff.state !== 'requested') return { kind: 'rejected', code: 'handoff_already_decided', state: handoff.state };
  if (decision.kind === 'approve') return handoff.openMinor > 0 ? { kind: 'approved' } : { kind: 'rejected', code: 'handoff_items_settled' };
  const { nextOn } = decision;
  const latest = addDays(today, HANDOFF_REFUSED_DAYS_MAX);
  if (nextOn <= today) return { kind: 'rejected', code: 'handoff_next_day_past', nextOn, today };
  return nextOn > latest ? { kind: 'rejected', code: 'handoff_next_day_too_far', nextOn, latest } : { kind: 'refused' };
}
