import type { CaseFacts, ItemFacts } from './collection-facts.js';
import { dateIn, type Instant } from './dates.js';
import { isBrokenPromiseStep, type ContactChannel, type EscalationStep, type StepAction, type Tone } from './escalation-ladder.js';
import { callAtRank, positionOf, type ItemPosition } from './contact-steps.js';
import { pausedBy } from './item-pause.js';
import { allowedInstant, ladderOf, nextDayInstant, weekAccepts } from './step-instants.js';

export interface Line {
  readonly openItemId: string;
  readonly stepKey: string;
  readonly rank: number;
}

/** One message or call that is due: all steps due to one recipient over one channel, in the tone of the highest. */
export interface ContactPlan {
  /** What the highest of the steps is. */
  readonly stepAction: StepAction;
  readonly tone: Tone;
  readonly rank: number;
  readonly mustArrive: boolean;
  readonly channel: ContactChannel;
  readonly recipientId: string;
  readonly lines: readonly Line[];
}

/** A step that is not heard, to be recorded once with its reason. `mark` moves the item on; without one it keeps its place. */
export interface Refusal {
  readonly openItemId: string;
  readonly stepKey: string;
  readonly rank: number;
  readonly code: string;
  readonly mark: 'passed_over' | 'failed' | undefined;
  readonly recipientId?: string | undefined;
  readonly channel?: ContactChannel | undefined;
}

/** What the contact steps of a case ask for at this moment, and when they next ask. */
export interface ContactWave {
  readonly due: readonly ContactPlan[];
  readonly refusals: readonly Refusal[];
  readonly nextAt: readonly { readonly at: Instant; readonly openItemId: string; readonly stepKey: string }[];
}

interface Entry {
  readonly item: ItemFacts;
  readonly stepKey: string;
  readonly rank: number;
  readonly step: EscalationStep;
  readonly audience: readonly { readonly recipientId: string; readonly channel: ContactChannel }[];
}

export function contactWave(facts: CaseFacts, now: Instant): ContactWave {
  const entries: Entry[] = [];
  const refusals: Refusal[] = [];
  const nextAt: ContactWave['nextAt'][number][] = [];
  for (const item of facts.items) {
    const pause = pausedBy(facts, item, now);
    if (pause === 'settled' || pause === 'handed_off') continue;
    const position = unfinished(facts, item, now) ?? positionOf(facts, item, now);
    if (pause !== undefined) {
      notePause(item, { position, pause, now, refusals, nextAt });
      continue;
    }
    for (const step of position.passedOver) refusals.push({ openItemId: item.id, ...step, mark: 'passed_over' });
    refusals.push(...refusedForGood(facts, item), ...optedOutSince(facts, item));
    if (position.next === undefined || waitsForOutcome(item)) continue;
    const { at, step, rank, stepKey } = position.next;
    if (at > now) nextAt.push({ at, openItemId: item.id, stepKey });
    else enter(facts, { item, step, rank, stepKey }, { entries, refusals });
  }
  const [again, due] = partition(entries, (entry) => isSecondOfDay(facts, entry, now));
  for (const { item, stepKey } of again) {
    const at = nextDayInstant(facts, item, now);
    if (at !== undefined) nextAt.push({ at, openItemId: item.id, stepKey });
  }
  return { due: merged(due), refusals: refusals.filter((refusal) => !isRecorded(facts, refusal)), nextAt };
}

// One contact per recipient, channel and day (ladder rule 2): what comes due in the very instant of the day's contact would be a second one.
function isSecondOfDay(facts: CaseFacts, { item, audience }: Entry, now: Instant): boolean {
  if (ladderOf(facts, item).unit === 'second') return false;
  const today = dateIn(facts.timeZone, now);
  return audience.some((member) => facts.contacts.some((contact) => contact.toCustomer && contact.day === today && contact.state !== 'dropped'
    && contact.recipientId === member.recipientId && contact.channel === member.channel));
}

function partition<T>(values: readonly T[], matches: (value: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [values.filter(matches), values.filter((value) => !matches(value))];
}

// A step's day that comes while the item is paused is recorded once; the item keeps its place.
function notePause(item: ItemFacts, note: {
  readonly position: ItemPosition; readonly pause: string; readonly now: Instant;
  readonly refusals: Refusal[]; readonly nextAt: ContactWave['nextAt'][number][];
}): void {
  const { next } = note.position;
  if (next === undefined) return;
  if (next.at > note.now) note.nextAt.push({ at: next.at, openItemId: item.id, stepKey: next.stepKey });
  else note.refusals.push({ openItemId: item.id, stepKey: next.stepKey, rank: next.rank, code: note.pause, mark: undefined });
}

// Heard in order: while a contact of the item is on its way or waits for another try, nothing further is said about it.
function waitsForOutcome(item: ItemFacts): boolean {
  return item.lines.some((line) => line.state === 'sending' || line.state === 'not_sent');
}

/** Recipients of the step taken last who have not been written to: its contact was interrupted between two recipients. */
function unfinished(facts: CaseFacts, item: ItemFacts, now: Instant): ItemPosition | undefined {
  const taken = item.steps.filter((step) => step.state === 'taken' && step.audience.length > 0).toSorted((a, b) => b.rank - a.rank)[0];
  if (taken === undefined) return undefined;
  const left = remaining(facts, item, taken);
  const step = isBrokenPromiseStep(taken.key) ? callAtRank(ladderOf(facts, item), taken.rank) : ladderOf(facts, item).steps[taken.rank];
  if (left.length === 0 || step === undefined) return undefined;
  const at = allowedInstant(facts, item, { notBefore: now, now, accepts: weekAccepts(facts) });
  return { passedOver: [], next: at === undefined ? undefined : { stepKey: taken.key, rank: taken.rank, step, at } };
}

type TakenStep = ItemFacts['steps'][number];

function unwritten(item: ItemFacts, taken: TakenStep): TakenStep['audience'] {
  return taken.audience.filter((member) => !item.lines.some((line) => line.stepKey === taken.key && line.recipientId === member.recipientId && line.channel === member.channel));
}

/** Whether that person may still be written to over that channel: not opted out, not removed, not barred since. */
export function isReachable(facts: CaseFacts, member: { readonly recipientId: string; readonly channel: ContactChannel }): boolean {
  return facts.audience.find((candidate) => candidate.id === member.recipientId)?.channels[member.channel] === 'open';
}

// Those the step was for when it was taken, who have not been written to and may still be.
function remaining(facts: CaseFacts, item: ItemFacts, taken: TakenStep): TakenStep['audience'] {
  return unwritten(item, taken).filter((member) => isReachable(facts, member));
}

// Who can no longer be written to, although the step was for them when it was taken.
function optedOutSince(facts: CaseFacts, item: ItemFacts): readonly Refusal[] {
  return item.steps.filter((step) => step.state === 'taken').flatMap((step) => unwritten(item, step).filter((member) => !isReachable(facts, member))
    .map((member) => ({ openItemId: item.id, stepKey: step.key, rank: step.rank, code: 'opted_out', mark: undefined, ...member })));
}

function enter(facts: CaseFacts, due: Omit<Entry, 'audience'>, into: { readonly entries: Entry[]; readonly refusals: Refusal[] }): void {
  const taken = due.item.steps.find((step) => step.key === due.stepKey && step.state === 'taken');
  if (taken !== undefined) {
    into.entries.push({ ...due, audience: remaining(facts, due.item, taken) });
    return;
  }
  const { audience, optedOut } = audienceOf(facts, due.step);
  const line = { openItemId: due.item.id, stepKey: due.stepKey, rank: due.rank };
  for (const member of optedOut) into.refusals.push({ ...line, code: 'opted_out', mark: undefined, ...member });
  if (audience.length === 0) into.refusals.push({ ...line, code: 'no_recipient', mark: 'failed' });
  else into.entries.push({ ...due, audience });
}

/** Who hears a step: every contact person of a wanted role over each open channel; a call goes to the first who can be called. */
export function audienceOf(facts: CaseFacts, step: EscalationStep): { readonly audience: Entry['audience']; readonly optedOut: Entry['audience'] } {
  const byRole = step.recipientRoles.flatMap((role) => facts.audience.filter((member) => member.role === role));
  const on = (state: 'open' | 'opted_out'): Entry['audience'][number][] => step.channels.flatMap((channel) => {
    const members = byRole.filter((member) => member.channels[channel] === state).map((member) => ({ recipientId: member.id, channel }));
    return channel === 'task' ? members.slice(0, 1) : members;
  });
  return { audience: on('open'), optedOut: on('opted_out') };
}

// A step all of whose messages were refused for good was heard by nobody.
function refusedForGood(facts: CaseFacts, item: ItemFacts): readonly Refusal[] {
  return item.steps.flatMap((step) => {
    const lines = item.lines.filter((line) => line.stepKey === step.key);
    const failed = step.state === 'taken' && lines.length > 0 && remaining(facts, item, step).length === 0 && lines.every((line) => line.state === 'refused');
    return failed ? [{ openItemId: item.id, stepKey: step.key, rank: step.rank, code: 'refused_for_good', mark: 'failed' as const }] : [];
  });
}

function merged(entries: readonly Entry[]): readonly ContactPlan[] {
  const plans = new Map<string, { highest: Entry; channel: ContactChannel; recipientId: string; lines: Line[] }>();
  for (const entry of entries) {
    for (const { recipientId, channel } of entry.audience) {
      const line = { openItemId: entry.item.id, stepKey: entry.stepKey, rank: entry.rank };
      const plan = plans.get(`${recipientId}|${channel}`);
      if (plan === undefined) plans.set(`${recipientId}|${channel}`, { highest: entry, channel, recipientId, lines: [line] });
      else {
        plan.lines.push(line);
        if (entry.rank > plan.highest.rank) plan.highest = entry;
      }
    }
  }
  return [...plans.values()].map(({ highest, channel, recipientId, lines }) => ({
    stepAction: highest.step.action, tone: highest.step.tone, rank: highest.rank, mustArrive: highest.step.mustArrive, channel, recipientId, lines,
  })).toSorted((a, b) => b.rank - a.rank || compareText(a.recipientId, b.recipientId) || compareText(a.channel, b.channel));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function refusalKey(refusal: Refusal): string {
  return [refusal.stepKey, refusal.recipientId ?? '', refusal.channel ?? '', refusal.code].join('|');
}

function isRecorded(facts: CaseFacts, refusal: Refusal): boolean {
  return facts.items.find((item) => item.id === refusal.openItemId)?.refusals.includes(refusalKey(refusal)) ?? false;
}
