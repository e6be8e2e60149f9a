import { ageActs, judgementInstant, retryInstant, type AgeAct } from './age-steps.js';
import type { CaseFacts, ContactFacts } from './collection-facts.js';
import { contactWave, isReachable, type ContactPlan, type Refusal } from './contact-wave.js';
import { assertNever } from './assert-never.js';
import { earliestOf, type Instant } from './dates.js';
import { collectableMinor, holdsEndAt, pausedBy } from './item-pause.js';
import { ladderOf } from './step-instants.js';

/** What a collection case does next: one act that is due now, or a wait with its end and its reason. */
export type NextAction =
  | { readonly action: 'judge_promise'; readonly promiseId: string }
  | { readonly action: 'settle_contact'; readonly contactId: string }
  | { readonly action: 'record_refusal'; readonly refusals: readonly Refusal[] }
  | AgeAct
  | ({ readonly action: 'contact_customer' } & ContactPlan)
  | { readonly action: 'retry_contact'; readonly contactId: string }
  | { readonly action: 'close_case' }
  | Wait;

/** `until` is absent when only a change can wake the case. */
export interface Wait {
  readonly action: 'wait';
  readonly until: Instant | undefined;
  readonly code: 'step' | 'contact_outcome' | 'promise' | 'contact_hold' | 'sends_not_released' | 'first_wave' | 'failed_act' | 'paused' | 'ladder_done' | 'handed_off' | 'closed';
  readonly stepKey?: string | undefined;
  readonly openItemId?: string | undefined;
  /** Of a wait for the customer's day in the first wave. */
  readonly customersPerDay?: number | undefined;
}

const CLOSED_STATUSES: ReadonlySet<CaseFacts['status']> = new Set(['paid', 'written_off', 'recovered_by_handoff']);

/** The one answer to "what next": every gate is in it. The look, each act, the preview and the console ask the same function.
 * Order at one instant: promises judged, contacts settled, refusals recorded, age steps, contacts (ladder rule 17). */
export function nextAction(facts: CaseFacts, now: Instant): NextAction {
  if (facts.tryAgainAt !== null && facts.tryAgainAt > now) return { action: 'wait', until: facts.tryAgainAt, code: 'failed_act' };
  const settled = facts.items.every((item) => item.openMinor === 0);
  if (settled && CLOSED_STATUSES.has(facts.status)) return { action: 'wait', until: undefined, code: 'closed' };
  const judgements = pendingJudgements(facts);
  const judged = judgements.find((judgement) => judgement.at <= now);
  if (judged !== undefined) return { action: 'judge_promise', promiseId: judged.promiseId };
  const unsettled = facts.contacts.map((contact) => settlement(facts, contact, now)).filter((found) => found !== undefined);
  const dueSettlement = unsettled.find((found) => found.at <= now);
  if (dueSettlement !== undefined) return dueSettlement.act;
  if (settled && unsettled.length === 0) return facts.creditHoldPlaced ? { action: 'release_credit_hold', at: now } : { action: 'close_case' };
  const waits: Wait[] = [
    ...judgements.map((judgement): Wait => ({ action: 'wait', until: judgement.at, code: 'promise' })),
    ...unsettled.map((found): Wait => ({ action: 'wait', until: found.at, code: 'contact_outcome' })),
  ];
  return ladderAction(facts, now, waits);
}

function ladderAction(facts: CaseFacts, now: Instant, waits: Wait[]): NextAction {
  if (facts.release.kind === 'waiting') return earliest([...waits, { action: 'wait', until: undefined, code: 'sends_not_released' }]);
  if (facts.release.kind === 'first_wave' && facts.release.at > now) {
    return earliest([...waits, { action: 'wait', until: facts.release.at, code: 'first_wave', customersPerDay: facts.release.customersPerDay }]);
  }
  const wave = contactWave(facts, now);
  if (wave.refusals.length > 0) return { action: 'record_refusal', refusals: wave.refusals };
  const acts = ageActs(facts, now);
  const untold = salesUntold(facts, acts, now);
  if (untold.length > 0) return { action: 'record_refusal', refusals: untold };
  const dueAct = acts.find((act) => act.at <= now);
  if (dueAct !== undefined) return dueAct;
  const [plan] = wave.due;
  if (plan !== undefined) return { action: 'contact_customer', ...plan };
  for (const act of acts) waits.push({ action: 'wait', until: act.at, code: 'step', stepKey: 'stepKey' in act ? act.stepKey : act.action });
  for (const next of wave.nextAt) waits.push({ action: 'wait', until: next.at, code: 'step', stepKey: next.stepKey, openItemId: next.openItemId });
  for (const item of facts.items) {
    const end = holdsEndAt(facts, item, now);
    if (end !== undefined) waits.push({ action: 'wait', until: end, code: 'contact_hold', openItemId: item.id });
  }
  return earliest([...waits, { action: 'wait', until: undefined, code: idleCode(facts, now) }]);
}

// A customer without a salesperson: the step is heard by nobody and is recorded as failed.
function salesUntold(facts: CaseFacts, acts: readonly AgeAct[], now: Instant): readonly Refusal[] {
  if (facts.salesPersonId !== null) return [];
  return acts.flatMap((act) => (act.action !== 'tell_sales' || act.at > now ? []
    : act.openItemIds.map((openItemId) => ({ openItemId, stepKey: act.stepKey, rank: act.rank, code: 'no_recipient', mark: 'failed' as const }))));
}

function idleCode(facts: CaseFacts, now: Instant): Wait['code'] {
  const open = facts.items.filter((item) => item.openMinor > 0);
  if (open.every((item) => item.handoff === 'handed_off')) return 'handed_off';
  return open.every((item) => pausedBy(facts, item, now) !== undefined) ? 'paused' : 'ladder_done';
}

function pendingJudgements(facts: CaseFacts): readonly { readonly promiseId: string; readonly at: Instant }[] {
  return facts.promises.filter((promise) => promise.status === 'pending').map((promise) => {
    const item = facts.items.find((candidate) => promise.openItemIds.includes(candidate.id));
    if (item === undefined) throw new Error(`Promise ${promise.id} names no item of case ${facts.caseId}`);
    return { promiseId: promise.id, at: judgementInstant(facts, promise, ladderOf(facts, item).promiseToleranceWorkingDays) };
  }).toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** An outcome that is not known yet: interrupted while sending, unknown, or waiting for another try.
 * A message that is not sent and has nothing left to ask for, or nobody who may hear it, is settled at once: it is dropped. */
function settlement(facts: CaseFacts, contact: ContactFacts, now: Instant): { readonly at: Instant; readonly act: NextAction } | undefined {
  const settle: NextAction = { action: 'settle_contact', contactId: contact.id };
  if (contact.state === 'sending') return contact.sendBy === null ? undefined : { at: contact.sendBy, act: settle };
  if (contact.state === 'unknown') return contact.settleAt === null ? undefined : { at: contact.settleAt, act: settle };
  if (contact.state !== 'not_sent') return undefined;
  const asked = contact.lines.map((line) => facts.items.find((item) => item.id === line.openItemId))
    .find((item) => item !== undefined && pausedBy(facts, item, now) === undefined && collectableMinor(item) > 0);
  const reachable = contact.toCustomer ? isReachable(facts, contact) : contact.recipientId === facts.salesPersonId;
  if (asked === undefined || !reachable) return { at: now, act: settle };
  const at = retryInstant(facts, asked, { notBefore: contact.tryAgainAt ?? now, now });
  return at === undefined ? undefined : { at, act: { action: 'retry_contact', contactId: contact.id } };
}

function earliest(waits: readonly Wait[]): Wait {
  const until = earliestOf(waits.map((wait) => wait.until));
  const first = waits.find((wait) => wait.until === until);
  if (first === undefined) throw new Error('A case that waits has a reason');
  return first;
}

/** What makes two answers the same act: an act goes on only while the key that was looked at is still the answer.
 * Never the instant or an amount. */
export function actKey(next: NextAction): string {
  switch (next.action) {
    case 'contact_customer': return [next.action, next.recipientId, next.channel, ...next.lines.map((line) => `${line.openItemId}/${line.stepKey}`)].join('|');
    case 'retry_contact':
    case 'settle_contact': return `${next.action}|${next.contactId}`;
    case 'judge_promise': return `${next.action}|${next.promiseId}`;
    case 'record_refusal': return [next.action, ...next.refusals.map((refusal) => `${refusal.openItemId}/${refusal.stepKey}/${refusal.code}`)].join('|');
    case 'tell_sales':
    case 'open_manager_review': return [next.action, next.stepKey, ...next.openItemIds].join('|');
    case 'request_handoff': return [next.action, next.route, ...next.openItemIds].join('|');
    case 'place_credit_hold':
    case 'release_credit_hold':
    case 'close_case':
    case 'wait': return next.action;
    default: return assertNever(next);
  }
}
