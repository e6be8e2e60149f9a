/** Days around the due date that are drawn nearly as wide as one another; beyond them the axis is drawn together. */
const EVEN_DAYS = 7;
const FIRST_DAY_MAX = -7;
const LAST_DAY_MIN = 66;
const ROOM = 1.12;
const TICKS = [0, 1, 3, 7, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365, 730, 1_460, 3_650];

/** Where a day stands on the axis, and which day stands at a place. */
export interface DayScale {
  readonly from: number;
  readonly to: number;
  readonly x: (day: number) => number;
  /** The whole day that is nearest. */
  readonly day: (x: number) => number;
}

/** An axis on which the days around the due date are wide and far ones are drawn together, so that a week before and two months after it both fit.
 * @param days that must have their place on it */
export function dayScale(days: readonly number[], width: number, margin = 28): DayScale {
  const from = Math.min(FIRST_DAY_MAX, Math.floor(Math.min(0, ...days) * ROOM));
  const to = Math.max(LAST_DAY_MIN, Math.ceil(Math.max(0, ...days) * ROOM));
  const [first, last] = [bent(from), bent(to)];
  const perUnit = (width - 2 * margin) / (last - first);
  return {
    from, to,
    x: (day) => margin + (bent(day) - first) * perUnit,
    day: (x) => Math.round(Math.sinh((x - margin) / perUnit + first) * EVEN_DAYS) + 0,
  };
}

function bent(day: number): number {
  return Math.asinh(day / EVEN_DAYS);
}

/** Round days to write on the axis, as many as have room. */
export function ticksOf(scale: DayScale, room: number): readonly number[] {
  const shown: number[] = [0];
  const candidates = TICKS.flatMap((day) => (day === 0 ? [] : [day, -day])).filter((day) => day >= scale.from && day <= scale.to);
  // The longest periods first would hide the days near the due date: those are taken in their order.
  for (const day of candidates) if (shown.every((other) => Math.abs(scale.x(day) - scale.x(other)) >= room)) shown.push(day);
  return shown.toSorted((a, b) => a - b);
}

/** Puts what would overlap on lines below one another. @returns for each, in the order given, its line from 0; `undefined` when none of the lines has room */
export function lanesOf(places: readonly { readonly x: number; readonly width: number }[], lanesMax: number): readonly (number | undefined)[] {
  const ends: number[] = [];
  const lanes = new Map<number, number>();
  for (const [index, { x, width }] of [...places.entries()].toSorted(([, a], [, b]) => a.x - b.x)) {
    const free = ends.findIndex((end) => end <= x - width / 2);
    const lane = free >= 0 ? free : ends.length < lanesMax ? ends.length : undefined;
    if (lane === undefined) continue;
    ends[lane] = x + width / 2;
    lanes.set(index, lane);
  }
  return places.map((_, index) => lanes.get(index));
}
