import { assertNever } from './assert-never.js';
import type { ContactState } from './collection-facts.js';
import { addDays, dateIn, startOfDay, type Instant } from './dates.js';
import { addWorkingDays, type WorkingCalendar } from './working-calendar.js';

export type HandoffState = 'requested' | 'refused' | 'approved' | 'sent' | 'acknowledged' | 'recovered' | 'recalled';

/** What an approved handoff decides on. */
export interface HandoffFacts {
  readonly handoffId: string;
  readonly state: HandoffState;
  /** Whether its evidence pack has been built. */
  readonly packBuilt: boolean;
  /** The message that offers the pack to the counterparty. */
  readonly contact: {
    readonly id: string; readonly state: ContactState; readonly sendBy: Instant | null; readonly tryAgainAt: Instant | null; readonly settleAt: Instant | null;
  } | null;
  readonly sentAt: Instant | null;
  /** Whether a person was asked to chase the acknowledgement. */
  readonly chased: boolean;
  readonly ended: boolean;
  /** Of our own side: where the people who follow it work. */
  readonly timeZone: string;
  readonly calendar: WorkingCalendar;
  readonly tryAgainAt: Instant | null;
}

/** What a handoff does next; the order is that of its story. */
export type NextHandoffAction =
  | { readonly action: 'build_evidence_pack' }
  | { readonly action: 'send_pack' }
  | { readonly action: 'retry_contact'; readonly contactId: string }
  | { readonly action: 'settle_contact'; readonly contactId: string }
  | { readonly action: 'note_pack_sent' }
  | { readonly action: 'chase_acknowledgement' }
  | { readonly action: 'return_to_case' }
  | { readonly action: 'close_handoff' }
  | { readonly action: 'wait'; readonly until: Instant | undefined; readonly code: HandoffWaitCode };

export type HandoffWaitCode = 'failed_act' | 'approval' | 'contact_outcome' | 'acknowledgement' | 'recovery' | 'delivery_failed' | 'closed';

/** Working days that the counterparty has to acknowledge before a person is asked to call. */
export const ACKNOWLEDGE_WITHIN_WORKING_DAYS = 5;

export function nextHandoffAction(facts: HandoffFacts, now: Instant): NextHandoffAction {
  if (facts.tryAgainAt !== null && facts.tryAgainAt > now) return { action: 'wait', until: facts.tryAgainAt, code: 'failed_act' };
  switch (facts.state) {
    case 'requested': return { action: 'wait', until: undefined, code: 'approval' };
    case 'approved': return beforeSent(facts, now);
    case 'sent': return afterSent(facts, now);
    case 'acknowledged': return { action: 'wait', until: undefined, code: 'recovery' };
    case 'recalled': return facts.ended ? { action: 'wait', until: undefined, code: 'closed' } : { action: 'return_to_case' };
    case 'recovered':
    case 'refused': return facts.ended ? { action: 'wait', until: undefined, code: 'closed' } : { action: 'close_handoff' };
    default: return assertNever(facts.state);
  }
}

function beforeSent({ packBuilt, contact }: HandoffFacts, now: Instant): NextHandoffAction {
  if (!packBuilt) return { action: 'build_evidence_pack' };
  if (contact === null) return { action: 'send_pack' };
  const settle = { action: 'settle_contact', contactId: contact.id } as const;
  const until = (at: Instant | null, act: NextHandoffAction): NextHandoffAction => {
    if (at === null) return { action: 'wait', until: undefined, code: 'delivery_failed' };
    return at <= now ? act : { action: 'wait', until: at, code: 'contact_outcome' };
  };
  switch (contact.state) {
    case 'sent': return { action: 'note_pack_sent' };
    case 'sending': return until(contact.sendBy, settle);
    case 'unknown': return until(contact.settleAt, settle);
    case 'not_sent': return until(contact.tryAgainAt, { action: 'retry_contact', contactId: contact.id });
    case 'refused':
    case 'dropped': return { action: 'wait', until: undefined, code: 'delivery_failed' };
    default: return assertNever(contact.state);
  }
}

function afterSent(facts: HandoffFacts, now: Instant): NextHandoffAction {
  if (facts.sentAt === null || facts.chased) return { action: 'wait', until: undefined, code: 'acknowledgement' };
  const lastDay = addWorkingDays(facts.calendar, dateIn(facts.timeZone, facts.sentAt), ACKNOWLEDGE_WITHIN_WORKING_DAYS);
  const chaseAt = startOfDay(addDays(lastDay, 1), facts.timeZone);
  return chaseAt <= now ? { action: 'chase_acknowledgement' } : { action: 'wait', until: chaseAt, code: 'acknowledgement' };
}

/** What makes two answers the same act; see `actKey` of the collection case. */
export function handoffActKey(next: NextHandoffAction): string {
  return 'contactId' in next ? `${next.action}|${next.contactId}` : next.action;
}
