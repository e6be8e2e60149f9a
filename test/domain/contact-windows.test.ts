import { describe, expect, it } from 'vitest';
import { contactWindow, firstInstantInside, isInsideWindow } from '../../src/domain/contact-windows.js';
import { epochMilliseconds, instant, instantOf, plainDate } from '../../src/domain/dates.js';
import type { Instant, PlainDate } from '../../src/domain/dates.js';
import type { WorkingCalendar } from '../../src/domain/working-calendar.js';
import { calendarById } from '../../src/policies/calendars.js';

function shipped(id: string): WorkingCalendar {
  const calendar = calendarById(id);
  if (calendar === undefined) throw new Error(`no calendar ${id}`);
  return calendar;
}

const windows = [contactWindow('09:00', '12:00'), contactWindow('13:30', '17:30')];
const shanghai = { windows, calendar: shipped('china'), timeZone: 'Asia/Shanghai' };
const always = { windows: [contactWindow('00:00', '24:00')], calendar: shipped('always-open'), timeZone: 'Asia/Shanghai' };
const justBefore = (text: string): Instant => instantOf(epochMilliseconds(instant(text)) - 1);

describe('the first instant inside a window', () => {
  it.each([
    ['before the morning window: its start', '2026-03-09T08:59+08:00', '2026-03-09T09:00+08:00'],
    ['on its start: this very instant', '2026-03-09T09:00+08:00', '2026-03-09T09:00+08:00'],
    ['inside it: this very instant', '2026-03-09T11:59:59.999+08:00', '2026-03-09T11:59:59.999+08:00'],
    ['on its end, nobody is called at lunch: the afternoon', '2026-03-09T12:00+08:00', '2026-03-09T13:30+08:00'],
    ['just before the afternoon ends', '2026-03-09T17:29+08:00', '2026-03-09T17:29+08:00'],
    ['on the end of the day: the next morning', '2026-03-09T17:30+08:00', '2026-03-10T09:00+08:00'],
    ['Friday evening: the make-up Saturday', '2026-02-13T18:00+08:00', '2026-02-14T09:00+08:00'],
    ['after the make-up Saturday: past Spring Festival', '2026-02-14T17:30+08:00', '2026-02-24T09:00+08:00'],
    ['the turn of a year without data: no contact on New Year or the weekend', '2026-12-31T18:00+08:00', '2027-01-04T09:00+08:00'],
  ])('%s', (_, notBefore, expected) => {
    expect(firstInstantInside({ ...shanghai, notBefore: instant(notBefore) })).toBe(instant(expected));
  });

  it('goes by the customer\'s day, not by the day in UTC', () => {
    expect(firstInstantInside({ ...shanghai, notBefore: instant('2026-03-08T23:00Z') })).toBe(instant('2026-03-09T01:00Z'));
    expect(firstInstantInside({ ...shanghai, timeZone: 'America/New_York', calendar: shipped('weekdays'), notBefore: instant('2026-03-09T00:30Z') }))
      .toBe(instant('2026-03-09T13:00Z'));
  });

  it('passes days that are not accepted, and asks for working days only', () => {
    const asked: PlainDate[] = [];
    const accepts = (day: PlainDate): boolean => { asked.push(day); return day >= plainDate('2026-10-09'); };
    expect(firstInstantInside({ ...shanghai, notBefore: instant('2026-09-30T18:00+08:00'), accepts })).toBe(instant('2026-10-09T09:00+08:00'));
    expect(asked).toEqual(['2026-09-30', '2026-10-08', '2026-10-09']);
  });

  it('finds nothing when no day is accepted within 400 days, or there is no window', () => {
    const notBefore = instant('2026-03-09T08:00+08:00');
    expect(firstInstantInside({ ...shanghai, notBefore, accepts: () => false })).toBeUndefined();
    expect(firstInstantInside({ ...shanghai, windows: [], notBefore })).toBeUndefined();
  });

  it('takes the earliest window, however they are ordered', () => {
    expect(firstInstantInside({ ...shanghai, windows: windows.toReversed(), notBefore: instant('2026-03-09T00:00+08:00') })).toBe(instant('2026-03-09T09:00+08:00'));
  });

  it('is always this very instant when every day is open around the clock', () => {
    for (const at of ['2026-02-17T03:04:05.678+08:00', '2026-10-03T23:59:59.999+08:00', '2026-10-04T00:00+08:00']) {
      expect(firstInstantInside({ ...always, notBefore: instant(at) })).toBe(instant(at));
    }
  });

  it('a window that daylight saving skips is passed over, one that it shortens is not', () => {
    const berlin = { calendar: shipped('always-open'), timeZone: 'Europe/Berlin', notBefore: instant('2026-03-29T00:00+01:00') };
    expect(firstInstantInside({ ...berlin, windows: [contactWindow('02:00', '03:00')] })).toBe(instant('2026-03-30T00:00Z'));
    expect(firstInstantInside({ ...berlin, windows: [contactWindow('02:30', '04:00')] })).toBe(instant('2026-03-29T01:30Z'));
  });
});

describe('being inside a window', () => {
  it.each([
    ['2026-03-09T09:00+08:00', true], ['2026-03-09T12:00+08:00', false], ['2026-03-09T13:29+08:00', false],
    ['2026-03-09T13:30+08:00', true], ['2026-03-09T17:30+08:00', false], ['2026-03-07T10:00+08:00', false],
  ] as const)('%s: %s', (at, inside) => { expect(isInsideWindow({ ...shanghai, at: instant(at) })).toBe(inside); });
  it('the last millisecond before a start is outside, the last before an end is inside', () => {
    expect(isInsideWindow({ ...shanghai, at: justBefore('2026-03-09T09:00+08:00') })).toBe(false);
    expect(isInsideWindow({ ...shanghai, at: justBefore('2026-03-09T17:30+08:00') })).toBe(true);
  });
  it('an unaccepted day is outside', () => {
    expect(isInsideWindow({ ...shanghai, at: instant('2026-03-09T10:00+08:00'), accepts: () => false })).toBe(false);
  });
});

describe('a window', () => {
  it('may end at 24:00 and may not begin there', () => {
    expect(contactWindow('00:00', '24:00')).toEqual({ from: '00:00', to: '24:00' });
    expect(() => contactWindow('24:00', '24:00')).toThrow('not a time');
  });
  it.each([['12:00', '12:00'], ['17:00', '09:00']])('from %s to %s is a defect', (from, to) => {
    expect(() => contactWindow(from, to)).toThrow('ends before it begins');
  });
});
