import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Instant, PlainDate } from '../../../src/domain/dates.js';

/** Days, zones and working days a second time, by plain arithmetic and the engine's time zone tables: the oracle must not share the
 * product's own. */

const DAY = 86_400_000;

export function dayPlus(day: PlainDate, days: number): PlainDate {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10) as PlainDate;
}

export function daysFrom(first: PlainDate, last: PlainDate): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY);
}

/** Sunday 0 … Saturday 6. */
function weekday(day: PlainDate): number {
  return new Date(Date.parse(day)).getUTCDay();
}

export function weekOf(day: PlainDate): PlainDate {
  return dayPlus(day, -((weekday(day) + 6) % 7));
}

const formats = new Map<string, Intl.DateTimeFormat>();
const wallClocks = new Map<string, string>();

// The customers of a zone ask for the same moments: remembering them halves a run.
function wallClock(zone: string, milliseconds: number): string {
  const key = `${zone} ${milliseconds}`;
  const known = wallClocks.get(key);
  if (known !== undefined) return known;
  const read = readWallClock(zone, milliseconds);
  wallClocks.set(key, read);
  return read;
}

function readWallClock(zone: string, milliseconds: number): string {
  let format = formats.get(zone);
  if (format === undefined) {
    const digits = '2-digit';
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: digits, day: digits, hour: digits, minute: digits, second: digits });
    formats.set(zone, format);
  }
  return format.format(milliseconds);
}

export function localDay(zone: string, at: Instant): PlainDate {
  return wallClock(zone, Date.parse(at)).slice(0, 10) as PlainDate;
}

/** `HH:mm`. */
export function localTime(zone: string, at: Instant): string {
  return wallClock(zone, Date.parse(at)).slice(11, 16);
}

const instants = new Map<string, Instant>();

export function instantOfLocal(zone: string, day: PlainDate, time: string): Instant {
  const key = `${zone} ${day} ${time}`;
  const known = instants.get(key);
  if (known !== undefined) return known;
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let guess = wanted;
  for (let turn = 0; turn < 3; turn += 1) guess += wanted - Date.parse(`${wallClock(zone, guess).replace(' ', 'T')}Z`);
  const at = new Date(guess).toISOString() as Instant;
  instants.set(key, at);
  return at;
}

interface CalendarFile {
  readonly restWeekdays: readonly number[];
  readonly years?: Readonly<Record<string, { readonly restDays: readonly string[]; readonly workDays: readonly string[] }>>;
}

/** Working days of a shipped calendar, read from its file. */
export class WorkDays {
  readonly #rest = new Set<string>();
  readonly #work = new Set<string>();
  readonly #restWeekdays: ReadonlySet<number>;

  constructor(calendar: 'china' | 'weekdays') {
    const file = parse(readFileSync(new URL(`../../../src/policies/calendars/${calendar}.yaml`, import.meta.url), 'utf8')) as CalendarFile;
    this.#restWeekdays = new Set(file.restWeekdays.map((isoDay) => isoDay % 7));
    for (const year of Object.values(file.years ?? {})) {
      for (const range of year.restDays) for (const day of daysIn(range)) this.#rest.add(day);
      for (const range of year.workDays) for (const day of daysIn(range)) this.#work.add(day);
    }
  }

  works(day: PlainDate): boolean {
    if (this.#work.has(day)) return true;
    return !this.#rest.has(day) && !this.#restWeekdays.has(weekday(day));
  }

  /** The day itself or the next one that is worked. */
  onOrAfter(day: PlainDate): PlainDate {
    let found = day;
    while (!this.works(found)) found = dayPlus(found, 1);
    return found;
  }

  /** The n-th working day after the day, which does not count itself. */
  after(day: PlainDate, count: number): PlainDate {
    let found = day;
    for (let left = count; left > 0;) {
      found = dayPlus(found, 1);
      if (this.works(found)) left -= 1;
    }
    return found;
  }
}

function daysIn(range: string): readonly string[] {
  const [first, last = first] = range.split('..') as [PlainDate, PlainDate?];
  const days: string[] = [];
  for (let day = first; day <= last; day = dayPlus(day, 1)) days.push(day);
  return days;
}
