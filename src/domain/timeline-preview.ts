import { assertNever } from './assert-never.js';
import { laddersKey, type CaseFacts, type ItemFacts } from './collection-facts.js';
import { contactRank } from './contact-steps.js';
import { addDays, dateIn, daysBetween, type Instant, type PlainDate } from './dates.js';
import { isBrokenPromiseStep, rankOf, type ContactChannel, type EscalationLadder, type EscalationStep } from './escalation-ladder.js';
import { moveReasons, type MoveReason } from './move-reasons.js';
import { asIfArrived, asIfReleased, playCase, type PlayedAct } from './projection.js';
import { ladderOf, nominalInstant } from './step-instants.js';
import type { WorkingCalendar } from './working-calendar.js';

/** How one step of one item goes under one ladder, when nobody pays, promises or disputes and every message arrives. */
export type StepPlayed =
  | { readonly state: 'left_behind'; readonly how: ItemFacts['steps'][number]['state'] }
  | {
    readonly state: 'comes'; readonly ruleOn: PlainDate; readonly on: PlainDate; readonly at: Instant;
    /** Of a contact step. */
    readonly to: readonly { readonly recipientId: string; readonly channel: ContactChannel }[];
    /** Why it does not come on the rule's day; empty when it does. */
    readonly moved: readonly MoveReason[];
  }
  | { readonly state: 'not_heard'; readonly ruleOn: PlainDate; readonly code: string }
  /** Not within the days played; `code` says what keeps the item, where something does. */
  | { readonly state: 'not_reached'; readonly ruleOn: PlainDate; readonly code?: string | undefined };

export type StepDifference = 'added' | 'removed' | 'day' | 'time' | 'recipients' | 'outcome' | 'tone' | 'action' | 'name' | 'text';

export interface StepComparison {
  readonly stepKey: string;
  /** Absent on the side whose ladder has no such step. */
  readonly today?: StepPlayed | undefined;
  readonly draft?: StepPlayed | undefined;
  readonly differs: readonly StepDifference[];
}

export interface ItemPreview {
  readonly openItemId: string;
  readonly invoiceNumber: string;
  readonly instalment: number;
  readonly dueOn: PlainDate;
  readonly openMinor: number;
  /** What publishing the draft means for the item: what is on a ladder keeps its version, what enters from then on takes the new one. */
  readonly takes: 'keeps' | 'new_version';
  /** `name@version` of the ladder that the item will go by. */
  readonly ladder: string;
  readonly steps: readonly StepComparison[];
}

/** The order hold is the case's: it falls when its items together owe too much. */
export type HoldPlayed = { readonly state: 'placed_already' } | { readonly state: 'comes'; readonly on: PlainDate; readonly at: Instant } | { readonly state: 'not_reached' };

export interface CasePreview {
  readonly caseId: string;
  readonly currency: string;
  readonly orderHold: { readonly today: HoldPlayed; readonly draft: HoldPlayed; readonly differs: boolean };
  readonly items: readonly ItemPreview[];
  /** The play ended early: the case does more than is shown. */
  readonly cut: boolean;
}

export interface TimelinePreview {
  readonly cases: readonly CasePreview[];
  /** An item that is recorded now and falls due in thirty days, alone: it takes the new version. */
  readonly example: CasePreview;
}

export interface PreviewRequest {
  readonly now: Instant;
  /** The customer's cases as they stand. */
  readonly cases: readonly CaseFacts[];
  /** The customer with nothing open: the example is played on it. */
  readonly bare: CaseFacts;
  /** The ladder that new items enter today. */
  readonly current: EscalationLadder;
  /** With the version that it would be published as. */
  readonly draft: EscalationLadder;
  /** A rehearsal runs on another calendar. */
  readonly draftCalendar: WorkingCalendar;
}

export const EXAMPLE_ITEM_ID = 'example';
const EXAMPLE_DUE_IN_DAYS = 30;
/** Enough for an order hold in any currency. */
const EXAMPLE_MINOR = 1_000_000_00;
const DAYS_AFTER_LAST_STEP = 60;
const DAYS_PLAYED_MAX = 500;
const ACTS_MAX = 600;

/** Plays one customer forward twice, under the ladders of today and as if all had entered the draft, and lists both step by step.
 * Each case is played by itself; the week's limit of another case's days to come is not seen. */
export function previewTimeline(request: PreviewRequest): TimelinePreview {
  const { now, bare, current } = request;
  const example: ItemFacts = {
    id: EXAMPLE_ITEM_ID, invoiceNumber: EXAMPLE_ITEM_ID, instalment: 1, ladder: laddersKey(current), dueOn: addDays(dateIn(bare.timeZone, now), EXAMPLE_DUE_IN_DAYS), recordedAt: now,
    openMinor: EXAMPLE_MINOR, disputedMinor: 0, promisedMinor: 0, pauseEndedAt: null, steps: [], lines: [], refusals: [], noticeOn: null, reviewed: false,
    handoff: 'none', handoffNotBefore: null, covered: false,
  };
  const alone: CaseFacts = { ...bare, ladders: { [laddersKey(current)]: current }, items: [example] };
  return {
    cases: request.cases.map((facts) => compareCase(facts, request, 'keeps')),
    example: compareCase(alone, request, 'new_version'),
  };
}

function compareCase(given: CaseFacts, { now, draft, draftCalendar }: PreviewRequest, takes: ItemPreview['takes']): CasePreview {
  const facts = asIfArrived(asIfReleased(given, now));
  const under = underLadder(facts, draft, draftCalendar);
  const days = daysToPlay([facts, under], now);
  const [today, changed] = [play(facts, now, days), play(under, now, days)];
  return {
    caseId: facts.caseId, currency: facts.currency, cut: today.cut || changed.cut,
    orderHold: { today: today.hold, draft: changed.hold, differs: JSON.stringify(today.hold) !== JSON.stringify(changed.hold) },
    items: facts.items.filter((item) => item.openMinor > 0).map((item) => ({
      openItemId: item.id, invoiceNumber: item.invoiceNumber, instalment: item.instalment, dueOn: item.dueOn, openMinor: item.openMinor,
      takes, ladder: takes === 'keeps' ? item.ladder : laddersKey(draft),
      steps: compareItem({ today: today.steps.get(item.id), draft: changed.steps.get(item.id) }, { today: ladderOf(facts, item), draft }),
    })),
  };
}

/** The same case as if all its items had entered the ladder: what was heard counts as heard, at the draft's rung of the same key. A
 * contact step that the draft has no more counts as the draft's last contact step that is no later. */
function underLadder(facts: CaseFacts, draft: EscalationLadder, calendar: WorkingCalendar): CaseFacts {
  const key = laddersKey(draft);
  const moved = (item: ItemFacts): ItemFacts => {
    const old = ladderOf(facts, item);
    const rank = (stepKey: string, oldRank: number): number => {
      const same = rankOf(draft, stepKey);
      const step = old.steps[oldRank];
      if (same >= 0 || step === undefined) return same;
      const rungKey = rankOf(draft, step.key);
      if (rungKey >= 0) return rungKey;
      return step.kind === 'age' ? -1 : draft.steps.findLastIndex((candidate) => candidate.kind === 'contact' && candidate.offset <= step.offset);
    };
    return {
      ...item, ladder: key, steps: item.steps.map((step) => ({ ...step, rank: rank(step.key, step.rank) })), lines: item.lines.map((line) => ({ ...line, rank: rank(line.stepKey, line.rank) })),
    };
  };
  return { ...facts, calendar: draft.unit === 'second' ? calendar : facts.calendar, ladders: { [key]: draft }, items: facts.items.map(moved) };
}

function daysToPlay(sides: readonly CaseFacts[], now: Instant): number {
  const needed = sides.flatMap((facts) => facts.items.map((item) => {
    const { steps, unit } = ladderOf(facts, item);
    const last = unit === 'day' ? steps.at(-1)?.offset ?? 0 : 0;
    return daysBetween(dateIn(facts.timeZone, now), item.dueOn) + last + DAYS_AFTER_LAST_STEP;
  }));
  return Math.min(DAYS_PLAYED_MAX, Math.max(DAYS_AFTER_LAST_STEP, ...needed));
}

interface CasePlayed {
  readonly steps: ReadonlyMap<string, ReadonlyMap<string, StepPlayed>>;
  readonly hold: HoldPlayed;
  readonly cut: boolean;
}

function play(facts: CaseFacts, now: Instant, days: number): CasePlayed {
  const steps = new Map(facts.items.map((item) => [item.id, new Map<string, StepPlayed>()]));
  let hold: HoldPlayed = { state: facts.creditHoldPlaced ? 'placed_already' : 'not_reached' };
  let acts = 0;
  for (const played of playCase(facts, { now, days, actsMax: ACTS_MAX })) {
    acts += 1;
    if (played.act.action === 'place_credit_hold' && hold.state === 'not_reached') hold = { state: 'comes', on: dateIn(facts.timeZone, played.at), at: played.at };
    for (const { openItemId, stepKey, step } of stepsOf(played, now)) {
      const known = steps.get(openItemId)?.get(stepKey);
      // One step goes to several people in several acts.
      const both = known?.state === 'comes' && step.state === 'comes' ? { ...known, to: [...known.to, ...step.to] } : step;
      steps.get(openItemId)?.set(stepKey, both);
    }
  }
  for (const item of facts.items) addUnplayed(facts, item, steps.get(item.id));
  return { steps, hold, cut: acts >= ACTS_MAX };
}

interface StepOfItem {
  readonly openItemId: string;
  readonly stepKey: string;
  readonly step: StepPlayed;
}

function stepsOf(played: PlayedAct, now: Instant): readonly StepOfItem[] {
  const { act } = played;
  switch (act.action) {
    case 'contact_customer':
      return act.lines.map((line) => coming(played, { ...line, now, to: [{ recipientId: act.recipientId, channel: act.channel }] }));
    case 'tell_sales':
    case 'open_manager_review': return act.openItemIds.map((openItemId) => coming(played, { openItemId, stepKey: act.stepKey, now, to: [] }));
    case 'request_handoff':
      return act.openItemIds.map((openItemId) => coming(played, { openItemId, stepKey: handoffKey(played.facts, openItemId), now, to: [] }));
    case 'record_refusal': return act.refusals.filter((refusal) => refusal.recipientId === undefined).map(({ openItemId, stepKey, code, mark }) => {
      const ruleOn = ruleDay(played.facts, { openItemId, stepKey }) ?? dateIn(played.facts.timeZone, played.at);
      return { openItemId, stepKey, step: mark === undefined ? { state: 'not_reached', ruleOn, code } : { state: 'not_heard', ruleOn, code } };
    });
    case 'judge_promise':
    case 'place_credit_hold':
    case 'release_credit_hold': return [];
    default: return assertNever(act);
  }
}

function handoffKey(facts: CaseFacts, openItemId: string): string {
  const item = facts.items.find((candidate) => candidate.id === openItemId);
  return item === undefined ? 'handoff' : ladderOf(facts, item).steps.find((step) => step.action === 'handoff')?.key ?? 'handoff';
}

function coming({ facts, at }: PlayedAct, line: { readonly openItemId: string; readonly stepKey: string; readonly now: Instant; readonly to: readonly { readonly recipientId: string; readonly channel: ContactChannel }[] }): StepOfItem {
  const { openItemId, stepKey, now, to } = line;
  const item = facts.items.find((candidate) => candidate.id === openItemId);
  const step = item === undefined ? undefined : stepOfKey(ladderOf(facts, item), stepKey);
  const on = dateIn(facts.timeZone, at);
  const moved = item === undefined || step === undefined ? [] : moveReasons({ facts, item, step, at, now });
  return { openItemId, stepKey, step: { state: 'comes', ruleOn: ruleDay(facts, line) ?? on, on, at, to, moved } };
}

// The call after a broken promise has no day of its own.
function ruleDay(facts: CaseFacts, { openItemId, stepKey }: { readonly openItemId: string; readonly stepKey: string }): PlainDate | undefined {
  const item = facts.items.find((candidate) => candidate.id === openItemId);
  const step = item === undefined ? undefined : stepOfKey(ladderOf(facts, item), stepKey);
  return item === undefined || step === undefined ? undefined : dateIn(facts.timeZone, nominalInstant(facts, item, step.offset));
}

function stepOfKey(ladder: EscalationLadder, stepKey: string): EscalationStep | undefined {
  return ladder.steps.find((step) => step.key === stepKey);
}

// What the play did not come to: left behind before it, or not reached within its days.
function addUnplayed(facts: CaseFacts, item: ItemFacts, played: Map<string, StepPlayed> | undefined): void {
  const behind = contactRank(facts, item);
  for (const [rank, step] of ladderOf(facts, item).steps.entries()) {
    const left = item.steps.find((taken) => taken.key === step.key);
    const known = played?.get(step.key);
    if (left !== undefined) {
      if (known?.state !== 'comes') played?.set(step.key, { state: 'left_behind', how: left.state });
    } else if (step.kind === 'contact' && rank <= behind) played?.set(step.key, { state: 'left_behind', how: 'passed_over' });
    else if (known === undefined && step.action !== 'order_hold') played?.set(step.key, { state: 'not_reached', ruleOn: dateIn(facts.timeZone, nominalInstant(facts, item, step.offset)) });
  }
}

type Side<T> = { readonly today: T; readonly draft: T };

function compareItem(played: Side<ReadonlyMap<string, StepPlayed> | undefined>, ladders: Side<EscalationLadder>): readonly StepComparison[] {
  const keys = [...new Set([...(played.draft?.keys() ?? []), ...(played.today?.keys() ?? [])])];
  const offset = (key: string): number => (stepOfKey(ladders.draft, key) ?? stepOfKey(ladders.today, key))?.offset ?? Number.POSITIVE_INFINITY;
  const rank = (key: string): number => Math.max(rankOf(ladders.draft, key), rankOf(ladders.today, key));
  const ordered = keys.toSorted((a, b) => (isBrokenPromiseStep(a) ? Number(!isBrokenPromiseStep(b)) : isBrokenPromiseStep(b) ? -1 : offset(a) - offset(b) || rank(a) - rank(b)));
  return ordered.map((stepKey) => {
    const [today, draft] = [played.today?.get(stepKey), played.draft?.get(stepKey)];
    return { stepKey, today, draft, differs: differences({ today, draft }, { today: stepOfKey(ladders.today, stepKey), draft: stepOfKey(ladders.draft, stepKey) }) };
  });
}

function differences({ today, draft }: Side<StepPlayed | undefined>, steps: Side<EscalationStep | undefined>): readonly StepDifference[] {
  if (today === undefined) return draft === undefined ? [] : ['added'];
  if (draft === undefined) return ['removed'];
  const found: StepDifference[] = [];
  if (today.state !== draft.state) found.push('outcome');
  if (today.state === 'comes' && draft.state === 'comes') {
    if (today.on !== draft.on) found.push('day');
    else if (today.at !== draft.at) found.push('time');
    const named = (step: typeof today): string => step.to.map((to) => `${to.recipientId} ${to.channel}`).toSorted().join('|');
    if (named(today) !== named(draft)) found.push('recipients');
  } else if (today.state !== 'left_behind' && draft.state !== 'left_behind' && today.ruleOn !== draft.ruleOn) found.push('day');
  if (steps.today !== undefined && steps.draft !== undefined) found.push(...worded(steps.today, steps.draft));
  return found;
}

function worded(today: EscalationStep, draft: EscalationStep): readonly StepDifference[] {
  const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
  return [
    ...(today.tone === draft.tone ? [] : ['tone' as const]), ...(today.action === draft.action ? [] : ['action' as const]),
    ...(differ([today.name.en, today.name['zh-CN']], [draft.name.en, draft.name['zh-CN']]) ? ['name' as const] : []), ...(differ(today.texts, draft.texts) ? ['text' as const] : []),
  ];
}
