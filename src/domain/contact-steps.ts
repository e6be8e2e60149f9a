import { countsAsSaid, type CaseFacts, type ItemFacts } from './collection-facts.js';
import { addDays, dateIn, startOfDay, type Instant } from './dates.js';
import { brokenPromiseStepKey, callRank, type EscalationLadder, type EscalationStep } from './escalation-ladder.js';
import { contactInstant, ladderOf, nominalInstant } from './step-instants.js';
import { workingDayOnOrAfter } from './working-calendar.js';

export type PassedOverCode = 'recorded_late' | 'before_recording' | 'after_due_date' | 'softer_than_heard';

/** Where an item stands: the contact step it hears next and when, and the steps that it leaves out with the reason. */
export interface ItemPosition {
  readonly passedOver: readonly { readonly stepKey: string; readonly rank: number; readonly code: PassedOverCode }[];
  readonly next: { readonly stepKey: string; readonly rank: number; readonly step: EscalationStep; readonly at: Instant } | undefined;
}

/** The rank of the last rung that the item has left behind; −1 before its first. */
export function lastRank(item: ItemFacts): number {
  return item.steps.reduce((highest, step) => Math.max(highest, step.rank), -1);
}

/** The item's place among the contact steps, as if it were not paused. A broken promise's call comes before the sequence. */
export function positionOf(facts: CaseFacts, item: ItemFacts, now: Instant): ItemPosition {
  return brokenPromiseCall(facts, item, now) ?? nextInSequence(facts, item, now);
}

function nextInSequence(facts: CaseFacts, item: ItemFacts, now: Instant): ItemPosition {
  const ladder = ladderOf(facts, item);
  const behind = contactRank(facts, item);
  const passedOver: ItemPosition['passedOver'][number][] = [];
  for (const [rank, step] of ladder.steps.entries()) {
    if (step.kind !== 'contact' || rank <= behind || item.steps.some((taken) => taken.key === step.key)) continue;
    const at = contactInstant(facts, item, { notBefore: nominalInstant(facts, item, step.offset), now, gap: true });
    const code = step.offset < 0 && ladder.unit === 'day' ? preDueRefusal(facts, item, { offset: step.offset, at }) : undefined;
    if (code === undefined) return { passedOver, next: at === undefined ? undefined : { stepKey: step.key, rank, step, at } };
    passedOver.push({ stepKey: step.key, rank, code });
  }
  return { passedOver, next: undefined };
}

/** Ladder rule 12: a pre-due step whose moved day lies before the recording or after the due date is passed over. */
function preDueRefusal(facts: CaseFacts, item: ItemFacts, step: { readonly offset: number; readonly at: Instant | undefined }): PassedOverCode | undefined {
  const recordedOn = dateIn(facts.timeZone, item.recordedAt);
  if (recordedOn > item.dueOn) return 'recorded_late';
  if (workingDayOnOrAfter(facts.calendar, addDays(item.dueOn, step.offset)) < recordedOn) return 'before_recording';
  const lastMoment = startOfDay(addDays(item.dueOn, 1), facts.timeZone);
  return step.at === undefined || step.at >= lastMoment ? 'after_due_date' : undefined;
}

/** The rank of the last contact step that the item has left behind; age steps of a higher rank do not move the sequence on. */
export function contactRank(facts: CaseFacts, item: ItemFacts): number {
  const { steps } = ladderOf(facts, item);
  return item.steps.reduce((highest, left) => (steps[left.rank]?.kind === 'contact' ? Math.max(highest, left.rank) : highest), -1);
}

/** Ladder rule 10: after a broken promise a call on the next working day, outside the gap, at the rung of the ladder's
 * call or of what was last heard if that is higher; softer steps are left out. */
function brokenPromiseCall(facts: CaseFacts, item: ItemFacts, now: Instant): ItemPosition | undefined {
  const ladder = ladderOf(facts, item);
  for (const promise of facts.promises) {
    const stepKey = brokenPromiseStepKey(promise.id);
    const broken = (promise.status === 'broken' || promise.status === 'partly_kept') && promise.judgedAt !== null;
    if (!broken || promise.judgedAt === null || !promise.openItemIds.includes(item.id) || item.steps.some((step) => step.key === stepKey)) continue;
    const rank = Math.max(callRank(ladder), heardRank(ladder, item));
    const call = callAtRank(ladder, rank);
    if (call === undefined) continue;
    const at = contactInstant(facts, item, { notBefore: promise.judgedAt, now, gap: false });
    const behind = contactRank(facts, item);
    const passedOver = ladder.steps.flatMap((step, stepRank) => (step.kind === 'contact' && stepRank > behind && stepRank <= rank && !item.steps.some((left) => left.key === step.key)
      ? [{ stepKey: step.key, rank: stepRank, code: 'softer_than_heard' as const }] : []));
    return { passedOver, next: at === undefined ? undefined : { stepKey, rank, step: call, at } };
  }
  return undefined;
}

// What a customer heard before the item came to us was heard.
function heardRank(ladder: EscalationLadder, item: ItemFacts): number {
  const said = item.lines.filter((line) => countsAsSaid(line.state));
  const elsewhere = item.steps.filter((step) => step.state === 'done_elsewhere' && ladder.steps[step.rank]?.kind === 'contact');
  return [...said, ...elsewhere].reduce((highest, { rank }) => Math.max(highest, rank), -1);
}

/** The ladder's call as it is made at a rung: never softer than what that rung says. */
export function callAtRank(ladder: EscalationLadder, rank: number): EscalationStep | undefined {
  const call = ladder.steps[callRank(ladder)];
  const rung = ladder.steps[rank];
  return call === undefined || rung === undefined ? undefined : { ...call, action: 'reminder_call', channels: ['task'], tone: rung.tone };
}
