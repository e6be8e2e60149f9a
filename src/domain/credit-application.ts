import { assertNever } from './assert-never.js';
import { earliestOf, type Instant } from './dates.js';

export type ApplicationStatus = 'received' | 'assessing' | 'awaiting_information' | 'in_review' | 'approved' | 'declined' | 'withdrawn' | 'expired';

/** Which status may follow which. What has ended never moves again: who wants more applies anew. */
export const APPLICATION_MOVES = {
  received: ['assessing', 'awaiting_information', 'in_review', 'withdrawn'],
  assessing: ['assessing', 'awaiting_information', 'in_review', 'approved', 'withdrawn'],
  awaiting_information: ['assessing', 'awaiting_information', 'in_review', 'expired', 'withdrawn'],
  in_review: ['assessing', 'awaiting_information', 'approved', 'declined', 'expired', 'withdrawn'],
  approved: [],
  declined: [],
  withdrawn: [],
  expired: [],
} as const satisfies Record<ApplicationStatus, readonly ApplicationStatus[]>;

export type OpenStatus = 'received' | 'assessing' | 'awaiting_information' | 'in_review';
export type EndedStatus = Exclude<ApplicationStatus, OpenStatus>;

export const OPEN_STATUSES: readonly OpenStatus[] = ['received', 'assessing', 'awaiting_information', 'in_review'];

export function isOpenStatus(status: ApplicationStatus): status is OpenStatus {
  return (OPEN_STATUSES as readonly ApplicationStatus[]).includes(status);
}

export function mayMove(from: ApplicationStatus, to: ApplicationStatus): boolean {
  return (APPLICATION_MOVES[from] as readonly ApplicationStatus[]).includes(to);
}

/** Somebody who is written to, with the channels that reach them and that their country can carry. */
export interface RecipientFacts {
  readonly kind: 'person' | 'contact_person';
  readonly id: string;
  readonly channels: readonly MessageChannel[];
}

export type MessageChannel = 'email' | 'sms';

export type StageFacts =
  | { readonly id: string; readonly state: 'planned' | 'approved' | 'declined' }
  | {
    readonly id: string; readonly state: 'open'; readonly remindAt: Instant; readonly answerBy: Instant;
    /** Counts how often the stage was put to its approvers: a question that is answered puts it anew. */
    readonly turn: number;
    /** Who may decide it now: they hold its role, did not ask for the limit and decided no other stage. */
    readonly approvers: readonly RecipientFacts[];
  };

export interface OpenInformationRequest {
  readonly id: string;
  readonly answerBy: Instant;
  /** `count_as_zero`: the score goes without; `expire`: there is no decision without it. */
  readonly onSilence: 'count_as_zero' | 'expire';
}

export interface ApplicationContactFacts {
  readonly id: string;
  readonly subject: string;
  readonly recipientId: string;
  readonly channel: MessageChannel;
  readonly state: 'sending' | 'sent' | 'refused' | 'not_sent' | 'unknown' | 'dropped';
  readonly reservedAt: Instant;
  readonly sendBy: Instant | null;
  readonly tryAgainAt: Instant | null;
  readonly settleAt: Instant | null;
}

export interface ApplicationFacts {
  readonly applicationId: string;
  readonly status: ApplicationStatus;
  /** Ended, everybody told, and noted as such. */
  readonly closed: boolean;
  /** The last assessment approved it without a person; it only has to take effect. */
  readonly approvedAutomatically: boolean;
  readonly informationRequests: readonly OpenInformationRequest[];
  /** Of the last assessment, in their order. */
  readonly stages: readonly StageFacts[];
  /** Everybody who asked, and who hears the outcome. */
  readonly requesters: readonly RecipientFacts[];
  readonly contacts: readonly ApplicationContactFacts[];
  readonly tryAgainAt: Instant | null;
}

interface Message {
  /** What the message is about; with recipient and channel it is unique for ever. */
  readonly subject: string;
  readonly recipientKind: 'person' | 'contact_person';
  readonly recipientId: string;
  readonly channel: MessageChannel;
}

export type MessageAct =
  | ({ readonly action: 'ask_for_information'; readonly requestId: string } & Message)
  | ({ readonly action: 'prompt_approver' | 'remind_approver'; readonly stageId: string; readonly turn: number } & Message)
  | ({ readonly action: 'tell_requester'; readonly outcome: EndedStatus } & Message);

export type NextApplicationAction =
  | { readonly action: 'assess_application' }
  | { readonly action: 'open_stage'; readonly stageId: string }
  /** What people decided, or what their silence means, takes effect. */
  | { readonly action: 'implement_decision'; readonly outcome: 'approved' | 'declined' | 'expired' }
  | MessageAct
  | { readonly action: 'settle_contact' | 'retry_contact'; readonly contactId: string }
  | { readonly action: 'close_application' }
  | ApplicationWait;

/** `until` is absent when only a change can wake the application. */
export interface ApplicationWait {
  readonly action: 'wait';
  readonly until: Instant | undefined;
  readonly code: 'failed_act' | 'contact_outcome' | 'information' | 'decision' | 'closed';
}

export const promptSubject = (stageId: string, turn: number): string => `approver_prompt/${stageId}/${turn}`;
export const reminderSubject = (stageId: string, turn: number): string => `approver_reminder/${stageId}/${turn}`;
export const informationSubject = (requestId: string): string => `information_request/${requestId}`;
export const outcomeSubject = (applicationId: string): string => `decision_told/${applicationId}`;

/** The one answer to "what next" of a credit application. The look, each act and the console ask the same function.
 * Order at one instant: outcomes of messages, what takes effect, messages, waiting. */
export function nextApplicationAction(facts: ApplicationFacts, now: Instant): NextApplicationAction {
  if (facts.tryAgainAt !== null && facts.tryAgainAt > now) return { action: 'wait', until: facts.tryAgainAt, code: 'failed_act' };
  const wanted = wantedMessages(facts, now);
  const outcomes = facts.contacts.map((contact) => pendingOutcome(contact, wanted, now)).filter((found) => found !== undefined);
  const due = outcomes.find((outcome) => outcome.at <= now);
  if (due !== undefined) return due.act;
  const waits = outcomes.map((outcome): ApplicationWait => ({ action: 'wait', until: outcome.at, code: 'contact_outcome' }));
  const inside = actInside(facts, now);
  if (inside !== undefined) return inside;
  const unsaid = wanted.find((message) => !facts.contacts.some((contact) => isAbout(contact, message)));
  if (unsaid !== undefined) return unsaid;
  if (isOpenStatus(facts.status)) return earliest([...waits, ...statusWaits(facts, now)]);
  if (waits.length > 0) return earliest(waits);
  return facts.closed ? { action: 'wait', until: undefined, code: 'closed' } : { action: 'close_application' };
}

// What the database alone can do: assessing, opening, taking effect.
function actInside(facts: ApplicationFacts, now: Instant): NextApplicationAction | undefined {
  switch (facts.status) {
    case 'received':
    case 'assessing': return facts.approvedAutomatically ? { action: 'implement_decision', outcome: 'approved' } : { action: 'assess_application' };
    case 'awaiting_information': {
      const silent = facts.informationRequests.filter((request) => request.answerBy <= now);
      if (silent.some((request) => request.onSilence === 'expire')) return { action: 'implement_decision', outcome: 'expired' };
      return silent.length > 0 || facts.informationRequests.length === 0 ? { action: 'assess_application' } : undefined;
    }
    case 'in_review': return actOnStages(facts.stages, now);
    case 'approved':
    case 'declined':
    case 'withdrawn':
    case 'expired': return undefined;
    default: return assertNever(facts.status);
  }
}

function actOnStages(stages: readonly StageFacts[], now: Instant): NextApplicationAction | undefined {
  const stage = stages.find((candidate) => candidate.state !== 'approved');
  if (stage === undefined) return { action: 'implement_decision', outcome: 'approved' };
  if (stage.state === 'declined') return { action: 'implement_decision', outcome: 'declined' };
  if (stage.state === 'planned') return { action: 'open_stage', stageId: stage.id };
  return stage.state === 'open' && stage.answerBy <= now ? { action: 'implement_decision', outcome: 'expired' } : undefined;
}

/** Every message that should have been said by now. Whoever is prompted after the reminder's time needs no reminder. */
function wantedMessages(facts: ApplicationFacts, now: Instant): readonly MessageAct[] {
  const to = (subject: string, recipients: readonly RecipientFacts[]): readonly Message[] => recipients.flatMap((recipient) => (
    recipient.channels.map((channel) => ({ subject, recipientKind: recipient.kind, recipientId: recipient.id, channel }))));
  switch (facts.status) {
    case 'awaiting_information': return facts.informationRequests.flatMap((request) => (
      to(informationSubject(request.id), facts.requesters).map((message): MessageAct => ({ action: 'ask_for_information', requestId: request.id, ...message }))));
    case 'in_review': return facts.stages.flatMap((stage) => {
      if (stage.state !== 'open') return [];
      const { id: stageId, turn } = stage;
      const prompts = to(promptSubject(stageId, turn), stage.approvers).map((message): MessageAct => ({ action: 'prompt_approver', stageId, turn, ...message }));
      const prompted = stage.approvers.filter(({ id }) => facts.contacts.some((contact) => contact.subject === promptSubject(stageId, turn) && contact.recipientId === id && contact.reservedAt < stage.remindAt));
      const reminders = now < stage.remindAt ? [] : to(reminderSubject(stageId, turn), prompted).map((message): MessageAct => ({ action: 'remind_approver', stageId, turn, ...message }));
      return [...prompts, ...reminders];
    });
    case 'approved':
    case 'declined':
    case 'withdrawn':
    case 'expired': {
      const outcome = facts.status;
      return to(outcomeSubject(facts.applicationId), facts.requesters).map((message): MessageAct => ({ action: 'tell_requester', outcome, ...message }));
    }
    case 'received':
    case 'assessing': return [];
    default: return assertNever(facts.status);
  }
}

function isAbout(contact: ApplicationContactFacts, message: MessageAct): boolean {
  return contact.subject === message.subject && contact.recipientId === message.recipientId && contact.channel === message.channel;
}

/** An outcome that is not known yet. A message that was not sent and that nobody needs any more is settled at once: it is dropped. */
function pendingOutcome(contact: ApplicationContactFacts, wanted: readonly MessageAct[], now: Instant): { readonly at: Instant; readonly act: NextApplicationAction } | undefined {
  const settle: NextApplicationAction = { action: 'settle_contact', contactId: contact.id };
  switch (contact.state) {
    case 'sending': return contact.sendBy === null ? undefined : { at: contact.sendBy, act: settle };
    case 'unknown': return contact.settleAt === null ? undefined : { at: contact.settleAt, act: settle };
    case 'not_sent': {
      if (!wanted.some((message) => isAbout(contact, message))) return { at: now, act: settle };
      return { at: contact.tryAgainAt ?? now, act: { action: 'retry_contact', contactId: contact.id } };
    }
    case 'sent':
    case 'refused':
    case 'dropped': return undefined;
    default: return assertNever(contact.state);
  }
}

function statusWaits(facts: ApplicationFacts, now: Instant): readonly ApplicationWait[] {
  if (facts.status === 'awaiting_information') return facts.informationRequests.map((request) => ({ action: 'wait', until: request.answerBy, code: 'information' }));
  return facts.stages.flatMap((stage): readonly ApplicationWait[] => (stage.state !== 'open' ? []
    : [stage.remindAt, stage.answerBy].filter((at) => at > now).map((until) => ({ action: 'wait', until, code: 'decision' }))));
}

function earliest(waits: readonly ApplicationWait[]): ApplicationWait {
  const until = earliestOf(waits.map((wait) => wait.until));
  const first = waits.find((wait) => wait.until === until);
  if (first === undefined) throw new Error('An application that waits has a reason');
  return first;
}

/** What makes two answers the same act. Never an instant or an amount. */
export function applicationActKey(next: NextApplicationAction): string {
  switch (next.action) {
    case 'ask_for_information':
    case 'prompt_approver':
    case 'remind_approver':
    case 'tell_requester': return [next.action, next.subject, next.recipientId, next.channel].join('|');
    case 'settle_contact':
    case 'retry_contact': return `${next.action}|${next.contactId}`;
    case 'open_stage': return `${next.action}|${next.stageId}`;
    case 'implement_decision': return `${next.action}|${next.outcome}`;
    case 'assess_application':
    case 'close_application':
    case 'wait': return next.action;
    default: return assertNever(next);
  }
}
