import { Temporal } from 'temporal-polyfill';

/** A calendar day without zone, ISO 8601 (`2026-03-31`). Days compare as strings: `a < b` is "a is earlier". */
export type PlainDate = string & { readonly __kind: 'PlainDate' };

/** A moment on the time line: ISO 8601 in UTC with milliseconds (`2026-03-09T01:00:00.000Z`). Instants compare as strings. */
export type Instant = string & { readonly __kind: 'Instant' };

/** A time of day without zone, `HH:mm`. */
export type TimeOfDay = string & { readonly __kind: 'TimeOfDay' };

const MILLISECONDS_PER_DAY = 86_400_000;
const DATE_PATTERN = /^\d{4}-\d{2}-\d{2}$/;
const TIME_PATTERN = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether the text is a day that exists, in ISO form: `2026-02-29` is not one. */
export function isPlainDate(text: string): text is PlainDate {
  if (!DATE_PATTERN.test(text)) return false;
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(text);
}

const YEARS_OF_TRADE = { first: 1990, last: 2100 } as const;

/** Whether a date of trade can be this day; outside these years a digit is wrong. */
export function isDayOfTrade(date: PlainDate): boolean {
  const year = Number(date.slice(0, 4));
  return year >= YEARS_OF_TRADE.first && year <= YEARS_OF_TRADE.last;
}

/** @throws if the text is no existing day (a defect: edges check with `isPlainDate` first). */
export function plainDate(text: string): PlainDate {
  if (!isPlainDate(text)) throw new Error(`"${text}" is not a date in the form YYYY-MM-DD`);
  return text;
}

/** @throws if the text is no `HH:mm` (a defect). */
export function timeOfDay(text: string): TimeOfDay {
  if (!TIME_PATTERN.test(text)) throw new Error(`"${text}" is not a time in the form HH:mm`);
  return text as TimeOfDay;
}

/** Any ISO instant, normalised to UTC milliseconds. @throws if it is none (a defect). */
export function instant(text: string): Instant {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) throw new Error(`"${text}" is not an instant`);
  return instantOf(milliseconds);
}

/** @param milliseconds since 1970-01-01T00:00Z */
export function instantOf(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString() as Instant;
}

/** Milliseconds since 1970-01-01T00:00Z. */
export function epochMilliseconds(at: Instant): number {
  return Date.parse(at);
}

export function addMilliseconds(at: Instant, milliseconds: number): Instant {
  return instantOf(epochMilliseconds(at) + milliseconds);
}

export function addMinutes(at: Instant, minutes: number): Instant {
  return addMilliseconds(at, minutes * 60_000);
}

/** Milliseconds from `from` to `to`; negative when `to` is earlier. */
export function millisecondsBetween(from: Instant, to: Instant): number {
  return epochMilliseconds(to) - epochMilliseconds(from);
}

const epochDays = new Map<PlainDate, number>();
const datesOfEpochDays = new Map<number, PlainDate>();
/** A century and more of days. */
const DAYS_REMEMBERED_MAX = 50_000;

// Every look at a case adds the same steps' days to the same due dates again: parsing and printing them is what it would spend its time on.
function epochDay(date: PlainDate): number {
  const known = epochDays.get(date);
  if (known !== undefined) return known;
  const day = Date.parse(`${date}T00:00:00Z`) / MILLISECONDS_PER_DAY;
  if (epochDays.size >= DAYS_REMEMBERED_MAX) epochDays.clear();
  epochDays.set(date, day);
  return day;
}

function dateOfEpochDay(day: number): PlainDate {
  const known = datesOfEpochDays.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * MILLISECONDS_PER_DAY).toISOString().slice(0, 10) as PlainDate;
  if (datesOfEpochDays.size >= DAYS_REMEMBERED_MAX) datesOfEpochDays.clear();
  datesOfEpochDays.set(day, date);
  return date;
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return dateOfEpochDay(epochDay(date) + days);
}

/** Same day of the month, or the month's last day where it has none: 31 January + 1 month = 28 February. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  return Temporal.PlainDate.from(date).add({ months }).toString() as PlainDate;
}

export function endOfMonth(date: PlainDate): PlainDate {
  const day = Temporal.PlainDate.from(date);
  return day.with({ day: day.daysInMonth }).toString() as PlainDate;
}

/** Whole days from `from` to `to`: 0 on the same day, negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return epochDay(to) - epochDay(from);
}

/** ISO day of the week: Monday 1 … Sunday 7. */
export function dayOfWeek(date: PlainDate): number {
  return ((epochDay(date) + 3) % 7 + 7) % 7 + 1;
}

/** The Monday of the date's week. */
export function mondayOf(date: PlainDate): PlainDate {
  return addDays(date, 1 - dayOfWeek(date));
}

export function yearOf(date: PlainDate): number {
  return Number(date.slice(0, 4));
}

export function later<T extends PlainDate | Instant>(a: T, b: T): T {
  return a > b ? a : b;
}

export function earlier<T extends PlainDate | Instant>(a: T, b: T): T {
  return a < b ? a : b;
}

/** Latest of the values that are there; `undefined` when none is. */
export function latestOf<T extends PlainDate | Instant>(values: readonly (T | null | undefined)[]): T | undefined {
  let found: T | undefined;
  for (const value of values) if (value !== null && value !== undefined && (found === undefined || value > found)) found = value;
  return found;
}

/** Earliest of the values that are there; `undefined` when none is. */
export function earliestOf<T extends PlainDate | Instant>(values: readonly (T | null | undefined)[]): T | undefined {
  let found: T | undefined;
  for (const value of values) if (value !== null && value !== undefined && (found === undefined || value < found)) found = value;
  return found;
}

/** Days past due: whole days after the due date, 0 on it, negative before it. Source: docs/GLOSSARY.md. */
export function daysPastDue(dueOn: PlainDate, today: PlainDate): number {
  return daysBetween(dueOn, today);
}

/** Whether the runtime knows the IANA zone. */
export function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const instantsOfDay = new Map<string, Instant>();
const INSTANTS_REMEMBERED_MAX = 20_000;

/** The instant at which the zone's clocks show that time on that day; a time skipped by daylight saving moves forward. */
export function instantAt(date: PlainDate, time: TimeOfDay, timeZone: string): Instant {
  const key = `${date}T${time}[${timeZone}]`;
  const known = instantsOfDay.get(key);
  if (known !== undefined) return known;
  const zoned = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone, { disambiguation: 'compatible' });
  const at = instantOf(zoned.epochMilliseconds);
  if (instantsOfDay.size >= INSTANTS_REMEMBERED_MAX) instantsOfDay.clear();
  instantsOfDay.set(key, at);
  return at;
}

export function startOfDay(date: PlainDate, timeZone: string): Instant {
  return instantAt(date, '00:00' as TimeOfDay, timeZone);
}

const daysOfInstant = new Map<string, PlainDate>();

/** The day that the zone's calendars show at that instant. */
export function dateIn(timeZone: string, at: Instant): PlainDate {
  // One decision asks for the day of the same instant once per item and step.
  const key = `${at}[${timeZone}]`;
  const known = daysOfInstant.get(key);
  if (known !== undefined) return known;
  // The guess by UTC is at most one day off; the memoised day starts settle it without a formatter.
  let date = at.slice(0, 10) as PlainDate;
  if (startOfDay(date, timeZone) > at) date = addDays(date, -1);
  else if (startOfDay(addDays(date, 1), timeZone) <= at) date = addDays(date, 1);
  if (daysOfInstant.size >= INSTANTS_REMEMBERED_MAX) daysOfInstant.clear();
  daysOfInstant.set(key, date);
  return date;
}
