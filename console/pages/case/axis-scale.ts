import { addDays, daysBetween, type PlainDate } from '../../../src/domain/dates.js';
import type { AxisGroup, Mark } from './axis-model.js';

const DAYS_BACK_MAX = 100;
const DAYS_AHEAD_MAX = 100;
const MARGIN_DAYS = 4;
const DAYS_SHOWN_MIN = 40;

/** From which day to which the axis goes, and where a day stands on it. */
export interface Scale {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly x: (day: PlainDate) => number;
}

/** All marks if they fit into a little over half a year around today; older ones fall off the left end. */
export function scaleOf(groups: readonly AxisGroup[], today: PlainDate, width: number): Scale {
  const days = groups.flatMap((group) => [...group.marks.map((mark) => mark.day), ...group.items.map((item) => item.dueOn), ...(group.pausedUntil === undefined ? [] : [group.pausedUntil])]).toSorted();
  const first = days[0] ?? today;
  const last = days.at(-1) ?? today;
  const from = addDays(later(first < today ? first : today, addDays(today, -DAYS_BACK_MAX)), -MARGIN_DAYS);
  const wanted = addDays(earlier(last > today ? last : today, addDays(today, DAYS_AHEAD_MAX)), MARGIN_DAYS * 2);
  const to = later(wanted, addDays(from, DAYS_SHOWN_MIN));
  const whole = daysBetween(from, to);
  return { from, to, x: (day) => (daysBetween(from, day) / whole) * width };
}

function later(a: PlainDate, b: PlainDate): PlainDate {
  return a > b ? a : b;
}

function earlier(a: PlainDate, b: PlainDate): PlainDate {
  return a < b ? a : b;
}

/** First days of months on the axis. */
export function monthsOf({ from, to }: Scale): readonly PlainDate[] {
  const months: PlainDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (day.endsWith('-01')) months.push(day);
  return months;
}

export interface PlacedLabel {
  readonly mark: Mark;
  readonly x: number;
  /** 0 is the line nearer to the axis, 1 the one below. */
  readonly line: 0 | 1;
}

/** Which marks get a label: one for a step and day, on the first of two lines that has room; a mark without room keeps its hint. */
export function placeLabels(marks: readonly Mark[], { x, width, labelWidth }: { readonly x: Scale['x']; readonly width: number; readonly labelWidth: number }): readonly PlacedLabel[] {
  const ends: [number, number] = [-Infinity, -Infinity];
  const seen = new Set<string>();
  const placed: PlacedLabel[] = [];
  for (const mark of marks.toSorted((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)))) {
    const key = `${mark.key}|${mark.day}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const at = Math.max(labelWidth / 2, Math.min(width - labelWidth / 2, x(mark.day)));
    const line = ends.findIndex((end) => at - labelWidth / 2 >= end);
    if (line !== 0 && line !== 1) continue;
    ends[line] = at + labelWidth / 2;
    placed.push({ mark, x: at, line });
  }
  return placed;
}
