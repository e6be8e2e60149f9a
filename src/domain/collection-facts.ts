import type { Instant, PlainDate } from './dates.js';
import type { ContactChannel, EscalationLadder } from './escalation-ladder.js';
import type { WorkingCalendar } from './working-calendar.js';

/** What `nextAction` decides on: one collection case as the database holds it at one moment. */
export interface CaseFacts {
  readonly caseId: string;
  readonly status: 'watching' | 'open' | 'paid' | 'written_off' | 'recovered_by_handoff';
  readonly currency: string;
  readonly timeZone: string;
  readonly calendar: WorkingCalendar;
  /** By `name@version`. */
  readonly ladders: Readonly<Record<string, EscalationLadder>>;
  readonly items: readonly ItemFacts[];
  readonly audience: readonly AudienceMember[];
  /** Our own salesperson; `null` when the customer has none who could be told. */
  readonly salesPersonId: string | null;
  readonly holds: readonly ContactHoldFacts[];
  readonly promises: readonly PromiseFacts[];
  /** Contacts of this case whose outcome is still open, and everything reserved today. */
  readonly contacts: readonly ContactFacts[];
  /** Days of this and last week on which the customer heard us, in any case, over any channel. */
  readonly contactDaysOfCustomer: readonly PlainDate[];
  readonly creditHoldPlaced: boolean;
  readonly release: SendsRelease;
  readonly tryAgainAt: Instant | null;
}

/** An installation on the real clock sends nothing before a manager has released it. For a customer of the first wave, overdue at the
 * release, the release counts from the start of its own day: until then all its cases wait. */
export type SendsRelease =
  | { readonly kind: 'not_needed' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'released'; readonly at: Instant }
  | FirstWaveRelease;

export interface FirstWaveRelease {
  readonly kind: 'first_wave';
  /** Of this customer: perhaps still to come. */
  readonly at: Instant;
  readonly customersPerDay: number;
}

export interface ItemFacts {
  readonly id: string;
  readonly invoiceNumber: string;
  readonly instalment: number;
  readonly ladder: string;
  readonly dueOn: PlainDate;
  readonly recordedAt: Instant;
  readonly openMinor: number;
  readonly disputedMinor: number;
  readonly promisedMinor: number;
  /** When money or words last ended a pause, or a person last moved the due date: what comes due by it comes due no earlier, so
   * it waits for the next working day when that day's contact was already made. Ends of contact holds are worked out from the holds. */
  readonly pauseEndedAt: Instant | null;
  readonly steps: readonly ItemStepFacts[];
  readonly lines: readonly LineFacts[];
  /** `step|recipient|channel|code` of every refusal already recorded. */
  readonly refusals: readonly string[];
  /** Day of a written notice that names the item and was sent, or was done elsewhere. */
  readonly noticeOn: PlainDate | null;
  readonly reviewed: boolean;
  readonly handoff: 'none' | 'requested' | 'handed_off';
  /** After a refused handoff: the day on which it may be requested again. */
  readonly handoffNotBefore: PlainDate | null;
  readonly covered: boolean;
}

export interface ItemStepFacts {
  readonly key: string;
  readonly rank: number;
  readonly state: 'taken' | 'passed_over' | 'failed' | 'done_elsewhere';
  /** Who was to hear the step when it was taken; fixed then. */
  readonly audience: readonly { readonly recipientId: string; readonly channel: ContactChannel }[];
}

export interface LineFacts {
  readonly stepKey: string;
  readonly rank: number;
  readonly recipientId: string;
  readonly channel: ContactChannel;
  readonly state: ContactState;
  readonly day: PlainDate;
}

export type ContactState = 'sending' | 'sent' | 'refused' | 'not_sent' | 'unknown' | 'dropped';

/** A contact person of the customer. A channel without an address is absent; a barred one says why. */
export interface AudienceMember {
  readonly id: string;
  readonly role: string;
  readonly channels: Readonly<Partial<Record<ContactChannel, 'open' | 'opted_out' | 'barred_by_country'>>>;
}

export interface ContactHoldFacts {
  readonly id: string;
  /** `null` covers the whole case. */
  readonly openItemId: string | null;
  readonly placedAt: Instant;
  readonly lastQuietOn: PlainDate;
  readonly endedAt: Instant | null;
}

export interface PromiseFacts {
  readonly id: string;
  readonly status: 'pending' | 'kept' | 'partly_kept' | 'broken' | 'withdrawn';
  readonly payBy: PlainDate;
  readonly judgedAt: Instant | null;
  /** Of a judged promise only the items that something was still open on when it was judged: the others were not broken, and a
   * payment that comes back later does not make them so (ladder rule 9). */
  readonly openItemIds: readonly string[];
}

export interface ContactFacts {
  readonly id: string;
  readonly state: ContactState;
  readonly channel: ContactChannel;
  readonly recipientId: string;
  readonly attempt: number;
  /** Whether it belongs to the ladder: our own salesperson hears us outside gap and limits. */
  readonly toCustomer: boolean;
  readonly day: PlainDate;
  readonly reservedAt: Instant;
  readonly sendBy: Instant | null;
  readonly tryAgainAt: Instant | null;
  readonly settleAt: Instant | null;
  readonly lines: readonly { readonly openItemId: string; readonly stepKey: string }[];
}

/** Sending, sent, unknown and an opened call task count as said (ladder rule 3). */
export function countsAsSaid(state: ContactState): boolean {
  return state === 'sending' || state === 'sent' || state === 'unknown';
}

export function laddersKey(ladder: { readonly name: string; readonly version: number }): string {
  return `${ladder.name}@${ladder.version}`;
}
