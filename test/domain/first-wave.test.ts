import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateIn, instant, plainDate, startOfDay } from '../../src/domain/dates.js';
import { firstWave, spreadFirstWave, type OwingCustomer } from '../../src/domain/first-wave.js';
import { isWorkingDay } from '../../src/domain/working-calendar.js';
import { calendarById } from '../../src/policies/calendars.js';
import { shippedLadder } from '../../src/policies/escalation-ladders.js';

const [china, weekdays] = ['china', 'weekdays'].map((id) => {
  const calendar = calendarById(id);
  if (calendar === undefined) throw new Error(`The calendar ${id} is missing`);
  return calendar;
}) as [OwingCustomer['calendar'], OwingCustomer['calendar']];
const { windows } = shippedLadder();

function owing(number: string, oldestDueOn: string, given: Partial<OwingCustomer> = {}): OwingCustomer {
  return { id: `id-${number}`, number, oldestDueOn: plainDate(oldestDueOn), timeZone: 'Asia/Shanghai', calendar: china, ...given };
}

/** So many customers, all due on 1 February. */
function several(count: number, given: Partial<OwingCustomer> = {}): readonly OwingCustomer[] {
  return Array.from({ length: count }, (_, index) => owing(`C-${String(index + 1).padStart(5, '0')}`, '2026-02-01', given));
}

function days(wave: readonly OwingCustomer[], perDay: number, releasedAt: string): readonly string[] {
  return spreadFirstWave(wave, { perDay, releasedAt: instant(releasedAt), windows }).map(({ startsOn }) => startsOn.slice(5));
}

describe('who is in the first wave', () => {
  it.each([
    ['2026-03-01', '2026-03-02T02:00:00Z', 1], ['2026-03-02', '2026-03-02T02:00:00Z', 0],
    // 2 March begins in Shanghai at 16:00 UTC.
    ['2026-03-01', '2026-03-01T15:59:59.999Z', 0], ['2026-03-01', '2026-03-01T16:00:00Z', 1],
  ])('due on %s and released at %s: %i', (dueOn, releasedAt, count) => {
    expect(firstWave([owing('C-1', dueOn)], instant(releasedAt))).toHaveLength(count);
  });

  it('the oldest due date comes first, then the customer number', () => {
    const wave = firstWave([owing('C-3', '2026-02-01'), owing('C-1', '2026-02-02'), owing('C-2', '2026-02-01'), owing('C-4', '2025-12-31')], instant('2026-03-02T02:00:00Z'));
    expect(wave.map(({ number }) => number)).toEqual(['C-4', 'C-2', 'C-3', 'C-1']);
  });
});

describe('when a customer of the first wave starts', () => {
  it('so many a day, from the day of the release on: the customer after the last of a day starts on the next', () => {
    expect(days(several(5), 2, '2026-03-02T02:00:00Z')).toEqual(['03-02', '03-02', '03-03', '03-03', '03-04']);
    expect(days(several(4), 4, '2026-03-02T02:00:00Z')).toEqual(['03-02', '03-02', '03-02', '03-02']);
  });

  it('never on a rest day: Friday is followed by Monday, and a Saturday that is worked counts', () => {
    expect(days(several(3), 1, '2026-03-05T02:00:00Z')).toEqual(['03-05', '03-06', '03-09']);
    expect(days(several(3), 1, '2026-02-27T02:00:00Z')).toEqual(['02-27', '02-28', '03-02']);
    expect(days(several(1), 1, '2026-03-07T02:00:00Z')).toEqual(['03-09']);
  });

  it.each([['2026-03-02T09:29:59.999Z', '03-02'], ['2026-03-02T09:30:00Z', '03-03']])('released at %s the first start on %s: after the last contact hours the wave begins on the next working day', (releasedAt, first) => {
    expect(days(several(1), 1, releasedAt)).toEqual([first]);
  });

  it('at the start of its day where it is, and not before the release', () => {
    const starts = spreadFirstWave([...several(1), owing('C-9', '2026-02-01', { timeZone: 'Europe/Berlin', calendar: weekdays })], { perDay: 1, releasedAt: instant('2026-03-02T02:00:00Z'), windows });
    expect(starts.map(({ startsAt }) => startsAt)).toEqual(['2026-03-02T02:00:00.000Z', '2026-03-02T23:00:00.000Z']);
  });

  it('one limit for all calendars: who rests on a day leaves its place to the next', () => {
    // Saturday 28 February is worked in China only.
    const wave = [owing('C-1', '2026-01-01'), owing('C-2', '2026-01-02', { calendar: weekdays }), owing('C-3', '2026-01-03'), owing('C-4', '2026-01-04', { calendar: weekdays })];
    expect(days(wave, 1, '2026-02-27T02:00:00Z')).toEqual(['02-27', '03-02', '02-28', '03-03']);
  });

  it('starts everybody once, never more than the limit on a day, none on a rest day or before the release, in the order of the wave', () => {
    const customer = record({ due: integer({ min: 1, max: 60 }), zone: constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/Los_Angeles'), calendar: constantFrom(china, weekdays) });
    const hours = integer({ min: 0, max: 24 * 300 });
    assert(property(array(customer, { maxLength: 60 }), integer({ min: 1, max: 7 }), hours, (given, perDay, hour) => {
      const releasedAt = instant(new Date(Date.UTC(2026, 0, 5, hour)).toISOString());
      const owed = given.map(({ due, zone, calendar }, index) => owing(`C-${index}`, addDays(dateIn(zone, releasedAt), -due), { timeZone: zone, calendar }));
      const wave = firstWave(owed, releasedAt);
      const starts = spreadFirstWave(wave, { perDay, releasedAt, windows });
      expect(starts.map(({ customerId }) => customerId)).toEqual(wave.map(({ id }) => id));
      expect(new Set(starts.map(({ customerId }) => customerId)).size).toBe(given.length);
      expect(starts.every(({ startsOn }) => starts.filter((other) => other.startsOn === startsOn).length <= perDay)).toBe(true);
      const lastOf = new Map<string, string>();
      for (const [index, { startsOn, startsAt }] of starts.entries()) {
        const { calendar, timeZone } = wave[index] as OwingCustomer;
        expect(isWorkingDay(calendar, startsOn)).toBe(true);
        expect([startOfDay(startsOn, timeZone), releasedAt]).toContain(startsAt);
        expect(startsAt >= releasedAt && dateIn(timeZone, startsAt) <= startsOn).toBe(true);
        const like = `${calendar.id}|${timeZone}`;
        expect(startsOn >= (lastOf.get(like) ?? '')).toBe(true);
        lastOf.set(like, startsOn);
      }
    }));
  });

  it('ten thousand customers, one a day, start on ten thousand days', () => {
    const starts = spreadFirstWave(several(10_000, { calendar: weekdays }), { perDay: 1, releasedAt: instant('2026-03-02T02:00:00Z'), windows });
    expect(new Set(starts.map(({ startsOn }) => startsOn)).size).toBe(10_000);
  });
});
