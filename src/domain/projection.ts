import { assertNever } from './assert-never.js';
import { nextAction, type NextAction } from './collection-case.js';
import type { CaseFacts, ContactFacts, ItemFacts } from './collection-facts.js';
import { audienceOf, refusalKey } from './contact-wave.js';
import { callAtRank } from './contact-steps.js';
import { addDays, dateIn, startOfDay, type Instant } from './dates.js';
import { isBrokenPromiseStep, isNoticeStep, type ContactChannel } from './escalation-ladder.js';
import { ladderOf } from './step-instants.js';

type CaseAct = Exclude<NextAction, { readonly action: 'wait' }>;

/** One thing that will be done, if nothing changes before: nobody pays, promises or disputes, and every message arrives. */
export interface ProjectedAct {
  readonly at: Instant;
  readonly action: CaseAct['action'];
  readonly stepKeys: readonly string[];
  readonly openItemIds: readonly string[];
  readonly channel?: ContactChannel | undefined;
  readonly recipientId?: string | undefined;
  /** Of a step that will not be heard. */
  readonly code?: string | undefined;
}

const ACTS_MAX = 400;

/** One act of a case that is played forward, with the facts on which it was decided. */
export interface PlayedAct {
  readonly at: Instant;
  readonly act: Playable;
  readonly facts: CaseFacts;
}

/** Plays a case forward on its own facts: the same function that decides today is asked at each instant that it names.
 * @returns what it will do up to `days` after now, in order */
export function projectCase(facts: CaseFacts, now: Instant, days: number): readonly ProjectedAct[] {
  return [...playCase(facts, { now, days, actsMax: ACTS_MAX })].flatMap(({ act, at }) => shownAs(act, at));
}

/** The acts themselves, for whoever asks more of each than what and when. Ends with the last whole one of `actsMax`.
 * @returns at its end the case as it then stands */
export function* playCase(facts: CaseFacts, span: { readonly now: Instant; readonly days: number; readonly actsMax: number }): Generator<PlayedAct, CaseFacts> {
  const end = startOfDay(addDays(dateIn(facts.timeZone, span.now), span.days + 1), facts.timeZone);
  let state: CaseFacts = { ...facts, tryAgainAt: null };
  let at = span.now;
  let acts = 0;
  while (acts < span.actsMax) {
    const next = nextAction(state, at);
    if (next.action === 'wait') {
      if (next.until === undefined || next.until >= end || next.until <= at) return state;
      at = next.until;
      continue;
    }
    if (next.action === 'settle_contact' || next.action === 'retry_contact' || next.action === 'close_case') return state;
    yield { at, act: next, facts: state };
    acts += 1;
    state = after(state, next, at);
  }
  return state;
}

/** What a manager has not released yet, as if it were released now. */
export function asIfReleased(facts: CaseFacts, now: Instant): CaseFacts {
  return facts.release.kind === 'waiting' ? { ...facts, release: { kind: 'released', at: now } } : facts;
}

/** A message whose outcome is open would end the play: it is taken for sent. */
export function asIfArrived(facts: CaseFacts): CaseFacts {
  const open = new Set(['sending', 'not_sent', 'unknown']);
  const settled = facts.contacts.map((contact) => (open.has(contact.state) ? { ...contact, state: 'sent' as const, sendBy: null, settleAt: null, tryAgainAt: null } : contact));
  const items = facts.items.map((item) => ({ ...item, lines: item.lines.map((line) => (open.has(line.state) ? { ...line, state: 'sent' as const } : line)) }));
  return { ...facts, contacts: settled, items };
}

/** What can be played: an outcome that nobody can foresee ends the play. */
export type Playable = Exclude<CaseAct, { readonly action: 'settle_contact' | 'retry_contact' | 'close_case' }>;

function shownAs(next: Playable, at: Instant): readonly ProjectedAct[] {
  switch (next.action) {
    case 'contact_customer':
      return [{ at, action: next.action, stepKeys: [...new Set(next.lines.map((line) => line.stepKey))], openItemIds: next.lines.map((line) => line.openItemId), channel: next.channel, recipientId: next.recipientId }];
    case 'record_refusal':
      return next.refusals.map((refusal) => ({ at, action: next.action, stepKeys: [refusal.stepKey], openItemIds: [refusal.openItemId], code: refusal.code }));
    case 'tell_sales':
    case 'open_manager_review': return [{ at, action: next.action, stepKeys: [next.stepKey], openItemIds: next.openItemIds }];
    case 'request_handoff': return [{ at, action: next.action, stepKeys: ['handoff'], openItemIds: next.openItemIds, code: next.route }];
    case 'judge_promise':
    case 'place_credit_hold':
    case 'release_credit_hold': return [{ at, action: next.action, stepKeys: [], openItemIds: [] }];
    default: return assertNever(next);
  }
}

function after(facts: CaseFacts, next: Playable, at: Instant): CaseFacts {
  switch (next.action) {
    case 'contact_customer': return afterContact(facts, next, at);
    case 'record_refusal': return next.refusals.reduce((state, refusal) => changeItem(state, refusal.openItemId, (item) => ({
      refusals: [...item.refusals, refusalKey(refusal)],
      steps: refusal.mark === undefined ? item.steps : [...item.steps.filter((step) => step.key !== refusal.stepKey), { key: refusal.stepKey, rank: refusal.rank, state: refusal.mark, audience: [] }],
    })), facts);
    case 'tell_sales':
    case 'open_manager_review': return next.openItemIds.reduce((state, id) => changeItem(state, id, (item) => ({
      reviewed: item.reviewed || next.action === 'open_manager_review', steps: [...item.steps, { key: next.stepKey, rank: next.rank, state: 'taken', audience: [] }],
    })), facts);
    case 'request_handoff': return next.openItemIds.reduce((state, id) => changeItem(state, id, () => ({ handoff: 'requested' })), facts);
    case 'judge_promise': return afterJudgement(facts, next.promiseId, at);
    case 'place_credit_hold': return { ...facts, creditHoldPlaced: true };
    case 'release_credit_hold': return { ...facts, creditHoldPlaced: false };
    default: return assertNever(next);
  }
}

function changeItem(facts: CaseFacts, id: string, change: (item: ItemFacts) => Partial<ItemFacts>): CaseFacts {
  return { ...facts, items: facts.items.map((item) => (item.id === id ? { ...item, ...change(item) } : item)) };
}

// Nothing comes in: a promise that is judged in a projection is broken.
function afterJudgement(facts: CaseFacts, promiseId: string, at: Instant): CaseFacts {
  const promise = facts.promises.find((candidate) => candidate.id === promiseId);
  const freed = (promise?.openItemIds ?? []).reduce((state, id) => changeItem(state, id, () => ({ promisedMinor: 0, pauseEndedAt: at })), facts);
  return { ...freed, promises: freed.promises.map((candidate) => (candidate.id === promiseId ? { ...candidate, status: 'broken', judgedAt: at } : candidate)) };
}

function afterContact(facts: CaseFacts, next: Extract<Playable, { readonly action: 'contact_customer' }>, at: Instant): CaseFacts {
  const day = dateIn(facts.timeZone, at);
  let state = facts;
  for (const line of next.lines) {
    state = changeItem(state, line.openItemId, (item) => {
      const ladder = ladderOf(facts, item);
      const step = isBrokenPromiseStep(line.stepKey) ? callAtRank(ladder, line.rank) : ladder.steps[line.rank];
      const audience = step === undefined ? [] : audienceOf(facts, step).audience;
      return {
        lines: [...item.lines, { ...line, recipientId: next.recipientId, channel: next.channel, state: 'sent', day }],
        steps: item.steps.some((taken) => taken.key === line.stepKey) ? item.steps : [...item.steps, { key: line.stepKey, rank: line.rank, state: 'taken', audience }],
        noticeOn: isNoticeStep(ladder, line.stepKey) ? day : item.noticeOn,
      };
    });
  }
  const contact: ContactFacts = {
    id: `projected-${state.contacts.length}`, state: 'sent', channel: next.channel, recipientId: next.recipientId, attempt: 1, toCustomer: true, day, reservedAt: at,
    sendBy: null, tryAgainAt: null, settleAt: null, lines: next.lines,
  };
  return { ...state, contacts: [...state.contacts, contact], contactDaysOfCustomer: [...new Set([...state.contactDaysOfCustomer, day])] };
}
