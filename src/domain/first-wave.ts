import { firstInstantInside, type ContactWindow } from './contact-windows.js';
import { addDays, dateIn, latestOf, startOfDay, type Instant, type PlainDate } from './dates.js';
import { workingDayOnOrAfter, type WorkingCalendar } from './working-calendar.js';

export const FIRST_WAVE_PER_DAY_MAX = 10_000;

/** A customer with something open. */
export interface OwingCustomer {
  readonly id: string;
  readonly number: string;
  /** Of its open items, in all its cases. */
  readonly oldestDueOn: PlainDate;
  readonly timeZone: string;
  readonly calendar: WorkingCalendar;
}

/** From when on a customer of the first wave is contacted, in all its cases. */
export interface FirstWaveStart {
  readonly customerId: string;
  readonly startsOn: PlainDate;
  readonly startsAt: Instant;
}

/** The first wave: customers with an item overdue on their own day of the release, in the order in which they start. The oldest due
 * date comes first, then the customer number: an order that is the same in every currency and that anybody can check. */
export function firstWave(customers: readonly OwingCustomer[], releasedAt: Instant): readonly OwingCustomer[] {
  const keyOf = (customer: OwingCustomer): string => `${customer.oldestDueOn}|${customer.number}`;
  return customers.filter((customer) => customer.oldestDueOn < dateIn(customer.timeZone, releasedAt)).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : Number(keyOf(a) > keyOf(b))));
}

/** Spreads the wave over working days. In its order each customer takes the first working day of its own calendar on which fewer than
 * `perDay` have started: with one calendar, customer k starts on working day ⌊k / perDay⌋. The first day is the first that still has
 * contact hours after the release, so that a release in the evening does not bring two days' customers on the next morning. */
export function spreadFirstWave(wave: readonly OwingCustomer[], rules: { readonly perDay: number; readonly releasedAt: Instant; readonly windows: readonly ContactWindow[] }): readonly FirstWaveStart[] {
  const { perDay, releasedAt, windows } = rules;
  const started = new Map<PlainDate, number>();
  // Days only fill up: where a customer found room, no later one of its calendar finds any sooner.
  const reached = new Map<string, PlainDate>();
  return wave.map(({ id, calendar, timeZone }): FirstWaveStart => {
    const firstOn = dateIn(timeZone, firstInstantInside({ windows, calendar, timeZone, notBefore: releasedAt }) ?? noHours(calendar));
    const key = `${calendar.id}|${firstOn}`;
    let startsOn = reached.get(key) ?? firstOn;
    while ((started.get(startsOn) ?? 0) >= perDay) startsOn = workingDayOnOrAfter(calendar, addDays(startsOn, 1));
    reached.set(key, startsOn);
    started.set(startsOn, (started.get(startsOn) ?? 0) + 1);
    return { customerId: id, startsOn, startsAt: latestOf([startOfDay(startsOn, timeZone), releasedAt]) ?? releasedAt };
  });
}

function noHours(calendar: WorkingCalendar): never {
  throw new Error(`Calendar ${calendar.id} has no contact hours within reach`);
}
