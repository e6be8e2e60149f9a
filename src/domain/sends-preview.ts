import { assertNever } from './assert-never.js';
import type { CaseFacts, ItemFacts } from './collection-facts.js';
import { positionOf } from './contact-steps.js';
import { addDays, dateIn, startOfDay, type Instant, type PlainDate } from './dates.js';
import { isBrokenPromiseStep, type ContactChannel, type EscalationStep, type StepAction } from './escalation-ladder.js';
import { collectableMinor, pausedBy, type PauseCode } from './item-pause.js';
import { asIfArrived, asIfReleased, playCase, type PlayedAct } from './projection.js';
import { ladderOf } from './step-instants.js';

/** Days that a manager sees before sending is released: today and thirteen more, each the customer's own day. */
export const PREVIEW_DAYS = 14;
/** Of one case; the play takes longer with the square of the items. What is due first is heard first. */
export const PREVIEW_ITEMS_MAX = 100;
const ACTS_MAX = 400;

/** One message, call, or act of the house that would happen. Amounts are minor units of the case's currency. */
export interface PreviewedSend {
  readonly on: PlainDate;
  readonly at: Instant;
  readonly action: StepAction;
  /** Of the highest rung that speaks; `broken_promise` for the call after one. */
  readonly stepKey: string;
  /** As its ladder names it; `null` for what no ladder names. */
  readonly stepName: EscalationStep['name'] | null;
  /** `null` for what reaches nobody outside: an order hold, a review, a handoff that asks for approval. */
  readonly channel: ContactChannel | null;
  readonly recipientId: string | null;
  readonly recipientRole: string | null;
  readonly items: number;
  /** What is asked for: open − disputed − promised of its items. */
  readonly amountMinor: number;
}

/** Why an open item is heard by nobody within the days shown. `later`: its next step comes after them. `first_wave`: it falls due within
 * them, and its customer's day in the first wave comes after them. */
export type SilenceReason = Exclude<PauseCode, 'settled'> | 'no_recipient' | 'first_wave' | 'later' | 'ladder_done';

export interface PreviewedSilence {
  readonly reason: SilenceReason;
  readonly items: number;
  /** Everything open of them. */
  readonly amountMinor: number;
}

export interface CaseSends {
  readonly sends: readonly PreviewedSend[];
  readonly silences: readonly PreviewedSilence[];
  /** Open items beyond the bound, due last, that were not played. */
  readonly itemsLeftOut: number;
}

/** Plays one case through the next fourteen days as if sending were released now (or on its customer's day in the first wave, where the
 * facts name one), nobody paid, promised or disputed, and every message arrived. A customer's cases are each played by themselves: the week's limit of another case's days to come is not seen. */
export function previewSends(given: CaseFacts, now: Instant): CaseSends {
  const { facts, itemsLeftOut } = firstDue(asIfArrived(asIfReleased(given, now)));
  const play = playCase(facts, { now, days: PREVIEW_DAYS - 1, actsMax: ACTS_MAX });
  const sends: PreviewedSend[] = [];
  const heard = new Set<string>();
  let turn = play.next();
  for (; turn.done !== true; turn = play.next()) {
    const send = sendOf(turn.value);
    if (send !== undefined) sends.push(send);
    if (turn.value.act.action === 'contact_customer') for (const line of turn.value.act.lines) heard.add(line.openItemId);
  }
  return { sends, silences: silencesOf(turn.value, { heard, now }), itemsLeftOut };
}

function firstDue(facts: CaseFacts): { readonly facts: CaseFacts; readonly itemsLeftOut: number } {
  const open = facts.items.filter((item) => item.openMinor > 0).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : Number(a.dueOn > b.dueOn)));
  const leftOut = new Set(open.slice(PREVIEW_ITEMS_MAX).map((item) => item.id));
  if (leftOut.size === 0) return { facts, itemsLeftOut: 0 };
  const items = facts.items.filter((item) => !leftOut.has(item.id));
  const promises = facts.promises.filter((promise) => promise.openItemIds.some((id) => !leftOut.has(id)));
  return { facts: { ...facts, items, promises }, itemsLeftOut: leftOut.size };
}

function sendOf({ act, at, facts }: PlayedAct): PreviewedSend | undefined {
  const on = dateIn(facts.timeZone, at);
  const sum = (ids: readonly string[]): { items: number; amountMinor: number } => ({ items: ids.length, amountMinor: collectableOf(facts, ids) });
  const inside = { on, at, channel: null, recipientId: null, recipientRole: null };
  switch (act.action) {
    case 'contact_customer': {
      const top = act.lines.find((line) => line.rank === act.rank);
      const recipientRole = facts.audience.find((member) => member.id === act.recipientId)?.role ?? null;
      return { on, at, action: act.stepAction, ...stepOf(facts, top), channel: act.channel, recipientId: act.recipientId, recipientRole, ...sum([...new Set(act.lines.map((line) => line.openItemId))]) };
    }
    case 'tell_sales':
      return { on, at, action: 'tell_sales', ...stepOf(facts, { openItemId: act.openItemIds[0] ?? '', stepKey: act.stepKey }), channel: 'email', recipientId: facts.salesPersonId, recipientRole: 'sales', ...sum(act.openItemIds) };
    case 'open_manager_review': return { ...inside, action: 'manager_review', ...stepOf(facts, { openItemId: act.openItemIds[0] ?? '', stepKey: act.stepKey }), ...sum(act.openItemIds) };
    case 'request_handoff': return { ...inside, action: 'handoff', ...stepOfAction(facts, 'handoff'), ...sum(act.openItemIds) };
    case 'place_credit_hold': return { ...inside, action: 'order_hold', ...stepOfAction(facts, 'order_hold'), ...sum(overdueIds(facts, on)) };
    // A hold that ends, a judgement and a note reach nobody.
    case 'release_credit_hold':
    case 'judge_promise':
    case 'record_refusal': return undefined;
    default: return assertNever(act);
  }
}

function collectableOf(facts: CaseFacts, ids: readonly string[]): number {
  return facts.items.filter((item) => ids.includes(item.id)).reduce((sum, item) => sum + collectableMinor(item), 0);
}

function overdueIds(facts: CaseFacts, day: PlainDate): readonly string[] {
  return facts.items.filter((item) => item.dueOn < day && collectableMinor(item) > 0).map((item) => item.id);
}

type NamedStep = Pick<PreviewedSend, 'stepKey' | 'stepName'>;

function stepOf(facts: CaseFacts, line: { readonly openItemId: string; readonly stepKey: string } | undefined): NamedStep {
  const item = facts.items.find((candidate) => candidate.id === line?.openItemId);
  if (line === undefined || item === undefined) throw new Error(`An act of case ${facts.caseId} names no item of it`);
  if (isBrokenPromiseStep(line.stepKey)) return { stepKey: 'broken_promise', stepName: null };
  return { stepKey: line.stepKey, stepName: ladderOf(facts, item).steps.find((step) => step.key === line.stepKey)?.name ?? null };
}

// The order hold and the handoff are the case's: items may stand on several ladders, which name them alike or nearly so.
function stepOfAction(facts: CaseFacts, action: StepAction): NamedStep {
  const step = Object.values(facts.ladders).flatMap((ladder) => ladder.steps).find((candidate) => candidate.action === action);
  return step === undefined ? { stepKey: action, stepName: null } : { stepKey: step.key, stepName: step.name };
}

function silencesOf(end: CaseFacts, { heard, now }: { readonly heard: ReadonlySet<string>; readonly now: Instant }): readonly PreviewedSilence[] {
  const endAt = startOfDay(addDays(dateIn(end.timeZone, now), PREVIEW_DAYS), end.timeZone);
  const found = new Map<SilenceReason, { items: number; amountMinor: number }>();
  for (const item of end.items) {
    if (item.openMinor === 0 || heard.has(item.id)) continue;
    const reason = silenceOf(end, item, endAt);
    const { items, amountMinor } = found.get(reason) ?? { items: 0, amountMinor: 0 };
    found.set(reason, { items: items + 1, amountMinor: amountMinor + item.openMinor });
  }
  return [...found].map(([reason, sum]) => ({ reason, ...sum }));
}

function silenceOf(end: CaseFacts, item: ItemFacts, endAt: Instant): SilenceReason {
  const pause = pausedBy(end, item, endAt);
  if (pause !== undefined && pause !== 'settled') return pause;
  if (end.release.kind === 'first_wave' && end.release.at >= endAt && item.dueOn < dateIn(end.timeZone, endAt)) return 'first_wave';
  if (item.steps.some((step) => step.state === 'failed' && item.refusals.some((key) => key.startsWith(`${step.key}|`) && key.endsWith('|no_recipient')))) return 'no_recipient';
  return positionOf(end, item, endAt).next === undefined ? 'ladder_done' : 'later';
}
