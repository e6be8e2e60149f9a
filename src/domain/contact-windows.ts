import { addDays, dateIn, instantAt, later, startOfDay, timeOfDay } from './dates.js';
import type { Instant, PlainDate, TimeOfDay } from './dates.js';
import { isWorkingDay } from './working-calendar.js';
import type { WorkingCalendar } from './working-calendar.js';

/** A span of a local day in which a customer may be contacted. `to` is exclusive; `24:00` is the end of the day. */
export interface ContactWindow {
  readonly from: TimeOfDay;
  readonly to: TimeOfDay;
}

export const END_OF_DAY = '24:00' as TimeOfDay;

const DAYS_SEARCHED = 400;

/** @param to may be `24:00`. @throws if a time is none, or the window is empty or crosses midnight (a defect). */
export function contactWindow(from: string, to: string): ContactWindow {
  const window = { from: timeOfDay(from), to: to === END_OF_DAY ? END_OF_DAY : timeOfDay(to) };
  if (window.from >= window.to) throw new Error(`The window ${from}-${to} ends before it begins`);
  return window;
}

/** Where and when a customer may be contacted: windows hold in the customer's zone, on working days of the calendar. */
export interface ContactHours {
  /** Several a day are allowed, in any order. */
  readonly windows: readonly ContactWindow[];
  readonly calendar: WorkingCalendar;
  readonly timeZone: string;
  /** Rules out further days (limits per day and week); asked for working days only. */
  readonly accepts?: ((day: PlainDate) => boolean) | undefined;
}

/** The first instant at or after `notBefore` inside a window of an accepted working day.
 * @returns `undefined` when there is none within 400 days */
export function firstInstantInside(search: ContactHours & { readonly notBefore: Instant }): Instant | undefined {
  if (search.accepts !== undefined) return searchDays(search);
  // Without limits the answer is the hours' alone: every look asks it again for each age step of each item.
  const answers = answersOf(search.calendar, search.windows);
  const key = `${search.notBefore}[${search.timeZone}]`;
  if (answers.has(key)) return answers.get(key);
  const found = searchDays(search);
  if (answers.size >= ANSWERS_REMEMBERED_MAX) answers.clear();
  answers.set(key, found);
  return found;
}

type Answers = Map<string, Instant | undefined>;

const remembered = new WeakMap<WorkingCalendar, WeakMap<readonly ContactWindow[], Answers>>();
const ANSWERS_REMEMBERED_MAX = 20_000;

function answersOf(calendar: WorkingCalendar, windows: readonly ContactWindow[]): Answers {
  const ofCalendar = remembered.get(calendar) ?? new WeakMap<readonly ContactWindow[], Answers>();
  remembered.set(calendar, ofCalendar);
  const answers = ofCalendar.get(windows) ?? new Map<string, Instant | undefined>();
  ofCalendar.set(windows, answers);
  return answers;
}

function searchDays(search: ContactHours & { readonly notBefore: Instant }): Instant | undefined {
  const { calendar, timeZone, notBefore, windows } = search;
  let day = dateIn(timeZone, notBefore);
  for (let searched = 0; searched < DAYS_SEARCHED; searched += 1) {
    if (isWorkingDay(calendar, day) && (search.accepts === undefined || search.accepts(day))) {
      const found = firstOnDay(windows, day, timeZone, notBefore);
      if (found !== undefined) return found;
    }
    day = addDays(day, 1);
  }
  return undefined;
}

/** Whether a contact may go at this very instant. */
export function isInsideWindow(question: ContactHours & { readonly at: Instant }): boolean {
  const { calendar, timeZone, at, windows } = question;
  const day = dateIn(timeZone, at);
  if (!isWorkingDay(calendar, day) || (question.accepts !== undefined && !question.accepts(day))) return false;
  return firstOnDay(windows, day, timeZone, at) === at;
}

function firstOnDay(windows: readonly ContactWindow[], day: PlainDate, timeZone: string, notBefore: Instant): Instant | undefined {
  let first: Instant | undefined;
  for (const window of windows) {
    const candidate = later(instantAt(day, window.from, timeZone), notBefore);
    const inside = candidate < endOf(window, day, timeZone);
    if (inside && (first === undefined || candidate < first)) first = candidate;
  }
  return first;
}

function endOf(window: ContactWindow, day: PlainDate, timeZone: string): Instant {
  return window.to === END_OF_DAY ? startOfDay(addDays(day, 1), timeZone) : instantAt(day, window.to, timeZone);
}
