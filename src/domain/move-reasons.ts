import type { CaseFacts, ItemFacts } from './collection-facts.js';
import { countsAsSaid } from './collection-facts.js';
import { addDays, dateIn, latestOf, type Instant, type PlainDate } from './dates.js';
import type { EscalationStep } from './escalation-ladder.js';
import { lastPauseEnd } from './item-pause.js';
import { ladderOf, nominalInstant, weekAccepts } from './step-instants.js';
import { addWorkingDays, isWorkingDay } from './working-calendar.js';

/** Why a step does not fall on the day that its rule names. `past`: that day had gone by already. `window`: the hours of that day had. */
export type MoveReason =
  | 'past' | 'recorded' | 'pause' | 'gap' | 'notice' | 'handoff_refused' | 'rest_day' | 'week_limit' | 'one_contact_a_day' | 'window';

interface Move {
  /** The case as it stood when the step was taken. */
  readonly facts: CaseFacts;
  readonly item: ItemFacts;
  readonly step: EscalationStep;
  readonly at: Instant;
  /** When the play began: earlier days could not be taken any more. */
  readonly now: Instant;
}

/** Accounts for each day from the rule's to the one that was taken, by the first gate that kept it shut.
 * @returns each reason once, in the order of the days; none when the step falls on its own day */
export function moveReasons(move: Move): readonly MoveReason[] {
  const { facts, item, step, at, now } = move;
  const { timeZone } = facts;
  const last = dateIn(timeZone, at);
  const today = dateIn(timeZone, now);
  let day = dateIn(timeZone, nominalInstant(facts, item, step.offset));
  const reasons = new Set<MoveReason>();
  if (day < today && day < last) {
    reasons.add(dateIn(timeZone, item.recordedAt) >= today ? 'recorded' : 'past');
    day = today;
  }
  const shut = gatesOf(move);
  for (; day < last; day = addDays(day, 1)) reasons.add(shut(day));
  return [...reasons];
}

function gatesOf({ facts, item, step, at }: Move): (day: PlainDate) => MoveReason {
  const waits = waitsOf({ facts, item, step, at });
  const accepts = weekAccepts(facts);
  const heardOn = new Set(facts.contacts.filter((contact) => contact.toCustomer && contact.state !== 'dropped').map((contact) => contact.day));
  return (day) => {
    const wait = waits.find(({ until }) => until !== undefined && day < until);
    if (wait !== undefined) return wait.reason;
    if (!isWorkingDay(facts.calendar, day)) return 'rest_day';
    if (step.kind === 'contact' && heardOn.has(day)) return 'one_contact_a_day';
    return step.kind === 'contact' && !accepts(day) ? 'week_limit' : 'window';
  };
}

// Waits that end on a day of their own; before it nothing else is asked.
function waitsOf({ facts, item, step, at }: Omit<Move, 'now'>): readonly { readonly reason: MoveReason; readonly until: PlainDate | undefined }[] {
  const ladder = ladderOf(facts, item);
  const pauseEnd = lastPauseEnd(facts, item, at);
  const heard = latestOf(item.lines.filter((line) => countsAsSaid(line.state)).map((line) => line.day));
  const isHandoff = step.action === 'handoff';
  return [
    { reason: 'recorded', until: dateIn(facts.timeZone, item.recordedAt) },
    { reason: 'pause', until: pauseEnd === undefined ? undefined : dateIn(facts.timeZone, pauseEnd) },
    { reason: 'gap', until: step.kind === 'contact' && heard !== undefined ? addWorkingDays(facts.calendar, heard, ladder.gapWorkingDays) : undefined },
    { reason: 'notice', until: isHandoff && item.noticeOn !== null ? addWorkingDays(facts.calendar, item.noticeOn, ladder.handoffAfterNoticeWorkingDays) : undefined },
    { reason: 'handoff_refused', until: isHandoff ? item.handoffNotBefore ?? undefined : undefined },
  ];
}
