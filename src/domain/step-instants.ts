import { countsAsSaid, type CaseFacts, type ItemFacts } from './collection-facts.js';
import { firstInstantInside } from './contact-windows.js';
import { addDays, addMilliseconds, dateIn, latestOf, mondayOf, startOfDay, type Instant, type PlainDate } from './dates.js';
import type { EscalationLadder } from './escalation-ladder.js';
import { lastPauseEnd } from './item-pause.js';
import { addWorkingDays } from './working-calendar.js';

const MILLISECONDS_PER_SECOND = 1_000;

export function ladderOf(facts: CaseFacts, item: ItemFacts): EscalationLadder {
  const ladder = facts.ladders[item.ladder];
  if (ladder === undefined) throw new Error(`Item ${item.id} stands on ladder ${item.ladder}, which was not read with the case`);
  return ladder;
}

/** The step's own instant before it is moved: the start of its day in the customer's zone. */
export function nominalInstant(facts: CaseFacts, item: ItemFacts, offset: number): Instant {
  if (ladderOf(facts, item).unit === 'second') return addMilliseconds(item.recordedAt, offset * MILLISECONDS_PER_SECOND);
  return startOfDay(addDays(item.dueOn, offset), facts.timeZone);
}

/** Moved to the first instant inside a window of a working day; one that has passed is moved on from now, so that
 * nothing ever goes out of hours after a stop. `undefined` when no allowed day is in reach. */
export function allowedInstant(
  facts: CaseFacts, item: ItemFacts, request: { readonly notBefore: Instant; readonly now: Instant; readonly accepts?: (day: PlainDate) => boolean },
): Instant | undefined {
  const { windows } = ladderOf(facts, item);
  const search = { windows, calendar: facts.calendar, timeZone: facts.timeZone, accepts: request.accepts };
  const due = firstInstantInside({ ...search, notBefore: request.notBefore });
  if (due === undefined || due > request.now) return due;
  const fromNow = firstInstantInside({ ...search, notBefore: request.now });
  return fromNow === request.now ? due : fromNow;
}

/** Ladder rule 7: an age step falls at the first window on or after its day, its recording and its last pause. */
export function ageInstant(facts: CaseFacts, item: ItemFacts, request: { readonly notBefore: Instant; readonly now: Instant }): Instant | undefined {
  const notBefore = latestOf([request.notBefore, item.recordedAt, lastPauseEnd(facts, item, request.now)]) ?? request.notBefore;
  return allowedInstant(facts, item, { notBefore, now: request.now });
}

/** Ladder rule 2: no customer hears us on more days of a Monday–Sunday week than the strictest of the case's ladders allows. */
export function weekAccepts(facts: CaseFacts): (day: PlainDate) => boolean {
  const maximum = Math.min(...Object.values(facts.ladders).map((ladder) => ladder.contactDaysPerWeekMax ?? Number.POSITIVE_INFINITY));
  if (maximum === Number.POSITIVE_INFINITY) return () => true;
  const heard = new Set(facts.contactDaysOfCustomer);
  return (day) => {
    if (heard.has(day)) return true;
    const monday = mondayOf(day);
    let days = 0;
    for (const heardOn of heard) if (mondayOf(heardOn) === monday) days += 1;
    return days < maximum;
  };
}

/** When today's contact of the case began; what comes due after it waits for the next working day. */
export function todaysContactAt(facts: CaseFacts, now: Instant): Instant | undefined {
  const today = dateIn(facts.timeZone, now);
  let first: Instant | undefined;
  for (const contact of facts.contacts) {
    if (contact.toCustomer && contact.day === today && contact.state !== 'dropped' && (first === undefined || contact.reservedAt < first)) first = contact.reservedAt;
  }
  return first;
}

/** Ladder rule 1: the latest of the step's day, the recording, the end of the last pause and the gap after the last contact. */
export function contactInstant(
  facts: CaseFacts, item: ItemFacts, request: { readonly notBefore: Instant; readonly now: Instant; readonly gap: boolean },
): Instant | undefined {
  const ladder = ladderOf(facts, item);
  const lastDay = latestOf(item.lines.filter((line) => countsAsSaid(line.state)).map((line) => line.day));
  const gapEnd = request.gap && lastDay !== undefined && ladder.gapWorkingDays > 0
    ? startOfDay(addWorkingDays(facts.calendar, lastDay, ladder.gapWorkingDays), facts.timeZone) : undefined;
  const notBefore = latestOf([request.notBefore, item.recordedAt, lastPauseEnd(facts, item, request.now), gapEnd]) ?? request.notBefore;
  const accepts = weekAccepts(facts);
  const due = allowedInstant(facts, item, { notBefore, now: request.now, accepts });
  if (due === undefined || ladder.unit === 'second') return due;
  const begun = todaysContactAt(facts, request.now);
  const today = dateIn(facts.timeZone, request.now);
  if (begun === undefined || due <= begun || dateIn(facts.timeZone, due) > today) return due;
  return nextDayInstant(facts, item, request.now);
}

/** The first instant after today at which the item may be spoken about. */
export function nextDayInstant(facts: CaseFacts, item: ItemFacts, now: Instant): Instant | undefined {
  const tomorrow = startOfDay(addDays(dateIn(facts.timeZone, now), 1), facts.timeZone);
  return allowedInstant(facts, item, { notBefore: tomorrow, now, accepts: weekAccepts(facts) });
}
