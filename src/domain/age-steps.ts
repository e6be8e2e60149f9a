import type { CaseFacts, ItemFacts } from './collection-facts.js';
import { addDays, latestOf, startOfDay, type Instant } from './dates.js';
import type { EscalationStep } from './escalation-ladder.js';
import { collectableMinor, pausedBy } from './item-pause.js';
import { ageInstant, allowedInstant, ladderOf, nominalInstant } from './step-instants.js';
import { addWorkingDays } from './working-calendar.js';

export type HandoffRoute = 'insurance_claim' | 'legal';

/** An act that falls on the age of items, and the instant at which it falls. */
export type AgeAct =
  | { readonly action: 'release_credit_hold'; readonly at: Instant }
  | { readonly action: 'place_credit_hold'; readonly at: Instant }
  | { readonly action: 'tell_sales' | 'open_manager_review'; readonly at: Instant; readonly stepKey: string; readonly rank: number; readonly openItemIds: readonly string[] }
  | { readonly action: 'request_handoff'; readonly at: Instant; readonly route: HandoffRoute; readonly openItemIds: readonly string[] };

/** All age acts of a case, due or to come: the order hold first, then by rung; acts of the same kind that are due together are one. */
export function ageActs(facts: CaseFacts, now: Instant): readonly AgeAct[] {
  const pursued = facts.items.filter((item) => pausedBy(facts, item, now) === undefined);
  return [
    ...creditHoldActs(facts, pursued, now),
    ...listActs(facts, pursued, now),
    ...handoffActs(facts, pursued, now),
  ];
}

/** Ladder rule 14. Placing looks at what is collectable, lifting at what is open and undisputed: a promise does not lift. */
function creditHoldActs(facts: CaseFacts, pursued: readonly ItemFacts[], now: Instant): readonly AgeAct[] {
  const aged = (items: readonly ItemFacts[]): { item: ItemFacts; step: EscalationStep; at: Instant | undefined }[] => items.flatMap((item) => {
    const step = ladderOf(facts, item).steps.find((candidate) => candidate.action === 'order_hold');
    return step === undefined ? [] : [{ item, step, at: ageInstant(facts, item, { notBefore: nominalInstant(facts, item, step.offset), now }) }];
  });
  const tolerance = (steps: readonly EscalationStep[]): number => Math.min(...steps.map((step) => step.toleranceMinor?.[facts.currency] ?? 0));
  if (facts.creditHoldPlaced) {
    const old = aged(facts.items.filter((item) => item.openMinor > 0)).filter(({ item, step }) => nominalInstant(facts, item, step.offset) <= now);
    const owed = old.reduce((sum, { item }) => sum + Math.max(0, item.openMinor - item.disputedMinor), 0);
    return old.length > 0 && owed > tolerance(old.map(({ step }) => step)) ? [] : [{ action: 'release_credit_hold', at: now }];
  }
  const byAge = aged(pursued).filter((entry): entry is { item: ItemFacts; step: EscalationStep; at: Instant } => entry.at !== undefined)
    .toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  let sum = 0;
  for (const [index, entry] of byAge.entries()) {
    sum += collectableMinor(entry.item);
    const sameInstantFollows = byAge[index + 1]?.at === entry.at;
    if (!sameInstantFollows && sum > tolerance(byAge.slice(0, index + 1).map(({ step }) => step))) return [{ action: 'place_credit_hold', at: entry.at }];
  }
  return [];
}

function listActs(facts: CaseFacts, pursued: readonly ItemFacts[], now: Instant): readonly AgeAct[] {
  const found = new Map<string, { action: 'tell_sales' | 'open_manager_review'; at: Instant; stepKey: string; rank: number; openItemIds: string[] }>();
  for (const item of pursued) {
    for (const [rank, step] of ladderOf(facts, item).steps.entries()) {
      const action = step.action === 'tell_sales' ? 'tell_sales' : 'open_manager_review';
      if ((step.action !== 'tell_sales' && step.action !== 'manager_review') || item.steps.some((left) => left.key === step.key)) continue;
      if (step.action === 'manager_review' && item.reviewed) continue;
      const at = ageInstant(facts, item, { notBefore: nominalInstant(facts, item, step.offset), now });
      if (at === undefined) continue;
      // All that is due now is one act; what is to come stays apart by its instant.
      const key = `${step.key}|${at <= now ? 'due' : at}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { action, at, stepKey: step.key, rank, openItemIds: [item.id] });
      else {
        known.openItemIds.push(item.id);
        if (at < known.at) known.at = at;
      }
    }
  }
  return [...found.values()].toSorted((a, b) => a.rank - b.rank);
}

/** Ladder rule 16: ten working days after a notice that names the item; without a notice never. */
function handoffActs(facts: CaseFacts, pursued: readonly ItemFacts[], now: Instant): readonly AgeAct[] {
  const found = new Map<string, { action: 'request_handoff'; at: Instant; route: HandoffRoute; openItemIds: string[] }>();
  for (const item of pursued) {
    const ladder = ladderOf(facts, item);
    const step = ladder.steps.find((candidate) => candidate.action === 'handoff');
    if (step === undefined || item.handoff !== 'none' || item.noticeOn === null) continue;
    const afterNotice = ladder.handoffAfterNoticeWorkingDays === 0 ? undefined
      : startOfDay(addWorkingDays(facts.calendar, item.noticeOn, ladder.handoffAfterNoticeWorkingDays), facts.timeZone);
    const afterRefusal = item.handoffNotBefore === null ? undefined : startOfDay(item.handoffNotBefore, facts.timeZone);
    const nominal = nominalInstant(facts, item, step.offset);
    const at = ageInstant(facts, item, { notBefore: latestOf([nominal, afterNotice, afterRefusal]) ?? nominal, now });
    if (at === undefined) continue;
    const route: HandoffRoute = item.covered ? 'insurance_claim' : 'legal';
    const key = `${route}|${at <= now ? 'due' : at}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { action: 'request_handoff', at, route, openItemIds: [item.id] });
    else known.openItemIds.push(item.id);
  }
  return [...found.values()].toSorted((a, b) => (a.route < b.route ? -1 : Number(a.route > b.route)));
}

/** The day after which a promise is judged: its date and the tolerance in working days (ladder rule 9). */
export function judgementInstant(facts: CaseFacts, promise: { readonly payBy: Parameters<typeof addDays>[0] }, toleranceWorkingDays: number): Instant {
  return startOfDay(addDays(addWorkingDays(facts.calendar, promise.payBy, toleranceWorkingDays), 1), facts.timeZone);
}

/** When an interrupted or refused message may be tried again: from that instant, inside the item's windows. */
export function retryInstant(facts: CaseFacts, item: ItemFacts, request: { readonly notBefore: Instant; readonly now: Instant }): Instant | undefined {
  return allowedInstant(facts, item, request);
}
