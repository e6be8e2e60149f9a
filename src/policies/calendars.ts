import { readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { addDays, dayOfWeek, daysBetween, isPlainDate } from '../domain/dates.js';
import type { PlainDate } from '../domain/dates.js';
import type { WorkingCalendar } from '../domain/working-calendar.js';

const RANGE_DAYS_MAX = 62;

/** Expands `2026-02-15..2026-02-23`, both ends included; a single day stands for itself; undefined when it is neither. */
function daysOfRange(text: string): readonly PlainDate[] | undefined {
  const [first, last = first, ...rest] = text.split('..');
  if (first === undefined || last === undefined || rest.length > 0 || !isPlainDate(first) || !isPlainDate(last)) return undefined;
  const length = daysBetween(first, last) + 1;
  if (length < 1 || length > RANGE_DAYS_MAX) return undefined;
  return Array.from({ length }, (_, offset) => addDays(first, offset));
}

const DayRange = z.string().transform((text, context): readonly PlainDate[] => {
  const days = daysOfRange(text);
  if (days !== undefined) return days;
  context.addIssue({ code: 'custom', message: `"${text}" is no day; write 2026-10-01 or 2026-10-01..2026-10-07 (at most ${RANGE_DAYS_MAX} days)` });
  return z.NEVER;
});

const Days = z.array(DayRange).max(366).transform((ranges): readonly PlainDate[] => ranges.flat());

const CalendarYearSchema = z.strictObject({
  source: z.string().trim().min(1, 'Name the notice or decision that the days come from').max(500),
  restDays: Days,
  workDays: Days,
});

const YearKey = z.string().regex(/^\d{4}$/, 'Write the year with four digits');

/** A working calendar as a policy document. */
export const WorkingCalendarSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'Use lower-case letters, digits and hyphens'),
  nameChinese: z.string().min(1).max(100),
  nameEnglish: z.string().min(1).max(100),
  restWeekdays: z.array(z.number().int().min(1).max(7)).max(6, 'At least one weekday must be worked'),
  needsYearData: z.boolean(),
  years: z.record(YearKey, CalendarYearSchema).default({}),
  statutoryFeasts: z.record(YearKey, Days).default({}),
}).superRefine((calendar, context) => {
  const complain = (path: (string | number)[], message: string): void => context.addIssue({ code: 'custom', path, message });
  for (const [year, { restDays, workDays }] of Object.entries(calendar.years)) {
    for (const day of [...restDays, ...workDays]) {
      if (!day.startsWith(year)) complain(['years', year], `${day} lies outside ${year}; list it under its own year`);
    }
    for (const day of workDays) {
      if (restDays.includes(day)) complain(['years', year, 'workDays'], `${day} is listed as a rest day too; remove one of the two`);
      if (!calendar.restWeekdays.includes(dayOfWeek(day))) complain(['years', year, 'workDays'], `${day} is worked anyway; list only make-up days`);
    }
  }
  for (const [year, days] of Object.entries(calendar.statutoryFeasts)) {
    for (const day of days) if (!day.startsWith(year)) complain(['statutoryFeasts', year], `${day} lies outside ${year}; list it under its own year`);
  }
});

/** A calendar with its names for people. */
export type CalendarDocument = z.infer<typeof WorkingCalendarSchema>;

/** Reads a calendar document (YAML or JSON text). @throws ZodError that names each path and its cure */
export function parseCalendar(text: string): WorkingCalendar & CalendarDocument {
  return WorkingCalendarSchema.parse(parse(text));
}

let shipped: ReadonlyMap<string, WorkingCalendar & CalendarDocument> | undefined;

/** The calendars that come with Dunlin: `china`, `weekdays`, `always-open`. Read once. */
export function shippedCalendars(): ReadonlyMap<string, WorkingCalendar & CalendarDocument> {
  if (shipped !== undefined) return shipped;
  const folder = new URL('./calendars/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml')).toSorted();
  const calendars = files.map((name) => parseCalendar(readFileSync(new URL(name, folder), 'utf8')));
  shipped = new Map(calendars.map((calendar) => [calendar.id, calendar]));
  return shipped;
}

/** @returns `undefined` for an id that no shipped calendar has: the policy check names it to the author */
export function calendarById(id: string): WorkingCalendar | undefined {
  return shippedCalendars().get(id);
}
