/** Rules of sending that are the same for every story. Source: docs/OPERATIONS.md, "When a message does not go". */

const RETRY_AFTER_MINUTES = [1, 5, 15, 60, 60, 180, 180] as const;

/** Tries of a message that nothing accepted; after the last one it counts as refused for good. */
export const ATTEMPTS_MAX = RETRY_AFTER_MINUTES.length + 1;

/** Minutes from an attempt that nothing accepted to the next. @param attempt 1 for the first */
export function retryAfterMinutes(attempt: number): number {
  return RETRY_AFTER_MINUTES[attempt - 1] ?? RETRY_AFTER_MINUTES[RETRY_AFTER_MINUTES.length - 1] ?? 0;
}

export function refusedForGood(attempt: number): boolean {
  return attempt >= ATTEMPTS_MAX;
}

/** How an outcome that nobody saw is settled, step by step. */
export type Settlement =
  /** The provider, or the local inbox, is asked what became of it. */
  | { readonly kind: 'ask' }
  /** Sent once more with the same id, labelled as a possible duplicate. */
  | { readonly kind: 'resend' }
  /** Looked at again later. */
  | { readonly kind: 'later'; readonly afterMinutes: number }
  /** Nothing more can be found out: a person is asked. */
  | { readonly kind: 'ask_person' }
  /** A courtesy: never repeated, it stays unknown. */
  | { readonly kind: 'leave' };

/** @param settlements how often this contact was settled already */
export function settlementOf(contact: { readonly askable: boolean; readonly mustArrive: boolean; readonly resends: number; readonly settlements: number }, settleAfterMinutes: readonly number[]): Settlement {
  if (contact.askable) return contact.settlements < settleAfterMinutes.length ? { kind: 'ask' } : { kind: 'ask_person' };
  if (!contact.mustArrive) return { kind: 'leave' };
  if (contact.resends === 0) return { kind: 'resend' };
  return laterOrPerson(contact.settlements, settleAfterMinutes);
}

/** After an answer that said nothing: the next look, or a person after the last one. */
export function laterOrPerson(settlements: number, settleAfterMinutes: readonly number[]): Settlement {
  const afterMinutes = settleAfterMinutes[settlements];
  return afterMinutes === undefined ? { kind: 'ask_person' } : { kind: 'later', afterMinutes };
}
