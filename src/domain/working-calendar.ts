import { addDays, dayOfWeek, daysBetween } from './dates.js';
import type { PlainDate } from './dates.js';

/** What a government notice fixes for one year. Lists hold only the exceptions to the plain week. */
export interface CalendarYear {
  readonly restDays: readonly PlainDate[];
  /** Make-up days: worked although they fall on a rest weekday. */
  readonly workDays: readonly PlainDate[];
  /** Where the lists come from, for a person to check. */
  readonly source: string;
}

/** Which days are worked. Data, never code: shipped documents and a company's own are of the same form. */
export interface WorkingCalendar {
  readonly id: string;
  /** ISO weekdays that are not worked: Saturday 6, Sunday 7; empty for a calendar that is always open. */
  readonly restWeekdays: readonly number[];
  /** By year (`"2026"`). */
  readonly years: Readonly<Record<string, CalendarYear>>;
  /** False for a calendar whose plain week is all there is: none of its days is provisional. */
  readonly needsYearData: boolean;
  /** Feast days fixed by law of years that have no notice yet, by year; the days moved around them are not known. */
  readonly statutoryFeasts: Readonly<Record<string, readonly PlainDate[]>>;
}

export type DayReason = 'working_day' | 'make_up_day' | 'weekend' | 'public_holiday' | 'statutory_feast';

export interface CalendarDay {
  readonly working: boolean;
  /** The year has no data: the answer is the safe guess (a weekday that is no statutory feast), not a fact. */
  readonly provisional: boolean;
  readonly reason: DayReason;
}

/** A date together with the years without data that it rests on, ascending; empty when every day passed is known. */
export interface MarkedDate {
  readonly date: PlainDate;
  readonly provisionalYears: readonly number[];
}

/** A count of working days with the same mark. */
export interface MarkedCount {
  readonly days: number;
  readonly provisionalYears: readonly number[];
}

/** Rest days in a row after which a calendar is held to be wrong. */
const REST_DAYS_IN_A_ROW_MAX = 400;
const DAYS_REMEMBERED_MAX = 20_000;
const FIRST_DAY = '1970-01-01' as PlainDate;

interface CalendarIndex {
  readonly restWeekdays: ReadonlySet<number>;
  readonly restDays: ReadonlySet<string>;
  readonly workDays: ReadonlySet<string>;
  readonly feasts: ReadonlySet<string>;
  /** Answers by day number since 1970: walking numbers spares parsing a date per step. */
  readonly days: Map<number, CalendarDay>;
}

const indexes = new WeakMap<WorkingCalendar, CalendarIndex>();

function indexOf(calendar: WorkingCalendar): CalendarIndex {
  const known = indexes.get(calendar);
  if (known !== undefined) return known;
  const years = Object.values(calendar.years);
  const index: CalendarIndex = {
    restWeekdays: new Set(calendar.restWeekdays),
    restDays: new Set(years.flatMap((year) => year.restDays)),
    workDays: new Set(years.flatMap((year) => year.workDays)),
    feasts: new Set(Object.values(calendar.statutoryFeasts).flat()),
    days: new Map(),
  };
  indexes.set(calendar, index);
  return index;
}

function judge(calendar: WorkingCalendar, index: CalendarIndex, date: PlainDate): CalendarDay {
  const provisional = calendar.needsYearData && calendar.years[date.slice(0, 4)] === undefined;
  if (index.workDays.has(date)) return { working: true, provisional, reason: 'make_up_day' };
  if (index.restDays.has(date)) return { working: false, provisional, reason: 'public_holiday' };
  if (provisional && index.feasts.has(date)) return { working: false, provisional, reason: 'statutory_feast' };
  if (index.restWeekdays.has(dayOfWeek(date))) return { working: false, provisional, reason: 'weekend' };
  return { working: true, provisional, reason: 'working_day' };
}

function dayNumber(date: PlainDate): number {
  const number = daysBetween(FIRST_DAY, date);
  if (!Number.isInteger(number)) throw new Error(`"${date}" is not a date in the form YYYY-MM-DD`);
  return number;
}

function dayOfNumber(calendar: WorkingCalendar, index: CalendarIndex, number: number): CalendarDay {
  const known = index.days.get(number);
  if (known !== undefined) return known;
  const day = judge(calendar, index, addDays(FIRST_DAY, number));
  if (index.days.size >= DAYS_REMEMBERED_MAX) index.days.clear();
  index.days.set(number, day);
  return day;
}

/** Whether the day is worked and why. In a year without data only weekdays that are no known statutory feast are. */
export function dayIn(calendar: WorkingCalendar, date: PlainDate): CalendarDay {
  return dayOfNumber(calendar, indexOf(calendar), dayNumber(date));
}

/** The bare answer of `dayIn`: it does not say whether the year has data. */
export function isWorkingDay(calendar: WorkingCalendar, date: PlainDate): boolean {
  return dayIn(calendar, date).working;
}

/** The date itself when it is worked, else the next day that is. @throws if the calendar rests for 400 days (a defect). */
export function workingDayOnOrAfter(calendar: WorkingCalendar, date: PlainDate): PlainDate {
  return isWorkingDay(calendar, date) ? date : addWorkingDays(calendar, date, 1);
}

/** The n-th working day after the date (before it when n is negative). The date itself does not count, and 0 answers it
 * unchanged even when it is a rest day: roll first with `workingDayOnOrAfter` where that is meant. */
export function addWorkingDays(calendar: WorkingCalendar, date: PlainDate, n: number): PlainDate {
  return addWorkingDaysMarked(calendar, date, n).date;
}

/** `addWorkingDays` with the years without data among the days passed, so that no such date goes unflagged.
 * @throws if n is no whole number, or the calendar rests for 400 days in a row (defects). */
export function addWorkingDaysMarked(calendar: WorkingCalendar, date: PlainDate, n: number): MarkedDate {
  if (!Number.isSafeInteger(n)) throw new Error(`${n} is not a whole number of working days`);
  const index = indexOf(calendar);
  const step = Math.sign(n);
  const provisionalYears = new Set<number>();
  let number = dayNumber(date);
  let left = Math.abs(n);
  let rested = 0;
  while (left > 0) {
    number += step;
    const day = dayOfNumber(calendar, index, number);
    if (day.provisional) provisionalYears.add(yearOfNumber(number));
    rested = day.working ? 0 : rested + 1;
    if (day.working) left -= 1;
    if (rested > REST_DAYS_IN_A_ROW_MAX) throw new Error(`Calendar ${calendar.id} has no working day within ${REST_DAYS_IN_A_ROW_MAX} days of ${date}`);
  }
  return { date: n === 0 ? date : addDays(FIRST_DAY, number), provisionalYears: ascending(provisionalYears) };
}

/** Working days in (from, to]: `from` is left out, `to` is counted; negative when `to` is earlier, 0 on the same day. */
export function workingDaysBetween(calendar: WorkingCalendar, from: PlainDate, to: PlainDate): number {
  return workingDaysBetweenMarked(calendar, from, to).days;
}

/** `workingDaysBetween` with the years without data that it counted over. */
export function workingDaysBetweenMarked(calendar: WorkingCalendar, from: PlainDate, to: PlainDate): MarkedCount {
  if (to < from) {
    const mirrored = workingDaysBetweenMarked(calendar, to, from);
    return { days: 0 - mirrored.days, provisionalYears: mirrored.provisionalYears };
  }
  const index = indexOf(calendar);
  const last = dayNumber(to);
  const provisionalYears = new Set<number>();
  let days = 0;
  for (let number = dayNumber(from) + 1; number <= last; number += 1) {
    const day = dayOfNumber(calendar, index, number);
    if (day.provisional) provisionalYears.add(yearOfNumber(number));
    if (day.working) days += 1;
  }
  return { days, provisionalYears: ascending(provisionalYears) };
}

function yearOfNumber(number: number): number {
  return Number(addDays(FIRST_DAY, number).slice(0, 4));
}

function ascending(years: ReadonlySet<number>): readonly number[] {
  return [...years].toSorted((a, b) => a - b);
}
