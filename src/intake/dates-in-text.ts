import { isDayOfTrade, isPlainDate } from '../domain/dates.js';
import type { PlainDate } from '../domain/dates.js';

/** How `05/03/2026` is meant. Dates that can be read one way only do not need it. */
export type DateOrder = 'day_first' | 'month_first';

export type DateReading =
  | { readonly kind: 'date'; readonly date: PlainDate }
  | { readonly kind: 'refused'; readonly code: 'date_not_understood' | 'date_does_not_exist' | 'date_out_of_range' }
  | { readonly kind: 'refused'; readonly code: 'date_ambiguous'; readonly dayFirst: PlainDate; readonly monthFirst: PlainDate };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;

const TIME_AFTER = /[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const CHINESE = /^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]$/;
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const YEAR_LAST = /^(\d{1,2})([-/])(\d{1,2})\2(\d{4})$/;
const DAY_MONTH_NAME = /^(\d{1,2})[- ]([a-z]{3})[a-z]*\.?[- ,]{1,2}(\d{4})$/;
const MONTH_NAME_DAY = /^([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})$/;

/** Reads `2026-03-05`, `2026/3/5`, `20260305`, `2026年3月5日`, `05.03.2026`, `5 Mar 2026`, `Mar 5, 2026`, and `5/3/2026` when the order
 * is stated or only one reading exists. A time of day behind it is left out: the date is the file's own local day. */
export function readDate(text: string, order?: DateOrder): DateReading {
  const bare = text.normalize('NFKC').trim().replace(TIME_AFTER, '').toLowerCase();
  const [, year, , month, day] = YEAR_FIRST.exec(bare) ?? [];
  if (year !== undefined) return existing(year, month, day);
  const [, ...yearMonthDay] = COMPACT.exec(bare) ?? CHINESE.exec(bare) ?? [];
  if (yearMonthDay.length > 0) return existing(yearMonthDay[0], yearMonthDay[1], yearMonthDay[2]);
  const [, ...dayMonthYear] = DOTTED.exec(bare) ?? [];
  if (dayMonthYear.length > 0) return existing(dayMonthYear[2], dayMonthYear[1], dayMonthYear[0]);
  return readNamedMonth(bare) ?? readYearLast(bare, order);
}

function readNamedMonth(text: string): DateReading | undefined {
  const [, day, name, year] = DAY_MONTH_NAME.exec(text) ?? [];
  if (name !== undefined) return existing(year, numberOfMonth(name), day);
  const [, first, second, third] = MONTH_NAME_DAY.exec(text) ?? [];
  return first === undefined ? undefined : existing(third, numberOfMonth(first), second);
}

function numberOfMonth(name: string): string {
  return String(MONTHS.findIndex((month) => month === name) + 1);
}

function readYearLast(text: string, order: DateOrder | undefined): DateReading {
  const [, first, , second, year] = YEAR_LAST.exec(text) ?? [];
  if (year === undefined) return { kind: 'refused', code: 'date_not_understood' };
  const dayFirst = existing(year, second, first);
  const monthFirst = existing(year, first, second);
  if (order !== undefined) return order === 'day_first' ? dayFirst : monthFirst;
  if (dayFirst.kind === 'refused') return monthFirst;
  if (monthFirst.kind === 'refused' || dayFirst.date === monthFirst.date) return dayFirst;
  return { kind: 'refused', code: 'date_ambiguous', dayFirst: dayFirst.date, monthFirst: monthFirst.date };
}

type Existing = Extract<DateReading, { kind: 'date' }> | { readonly kind: 'refused'; readonly code: 'date_does_not_exist' | 'date_out_of_range' };

function existing(year = '', month = '', day = ''): Existing {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isPlainDate(date)) return { kind: 'refused', code: 'date_does_not_exist' };
  if (!isDayOfTrade(date)) return { kind: 'refused', code: 'date_out_of_range' };
  return { kind: 'date', date };
}
