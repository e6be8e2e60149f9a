import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate, yearOf } from '../../src/domain/dates.js';
import type { PlainDate } from '../../src/domain/dates.js';
import {
  addWorkingDays, addWorkingDaysMarked, dayIn, isWorkingDay, workingDayOnOrAfter, workingDaysBetween, workingDaysBetweenMarked,
} from '../../src/domain/working-calendar.js';
import type { WorkingCalendar } from '../../src/domain/working-calendar.js';
import { calendarById } from '../../src/policies/calendars.js';

function shipped(id: string): WorkingCalendar {
  const calendar = calendarById(id);
  if (calendar === undefined) throw new Error(`no calendar ${id}`);
  return calendar;
}

const china = shipped('china');
const day = plainDate;

describe('working days of mainland China', () => {
  it.each([
    ['T01', '2025-09-26', 1, '2025-09-28'],
    ['T02', '2025-09-30', 1, '2025-10-09'],
    ['T02', '2025-09-30', 3, '2025-10-11'],
    ['T02', '2025-09-30', 5, '2025-10-14'],
    ['T04', '2026-09-30', 1, '2026-10-08'],
    ['T04', '2026-09-30', 3, '2026-10-10'],
    ['T04', '2026-09-30', 5, '2026-10-13'],
    ['T06', '2025-12-31', 1, '2026-01-04'],
    ['T06', '2026-02-14', 1, '2026-02-24'],
    ['T06', '2026-02-13', 10, '2026-03-05'],
    ['T06', '2026-02-24', -1, '2026-02-14'],
  ] as const)('%s: %s %i working days is %s, and rests on known years', (_, from, count, expected) => {
    expect(addWorkingDaysMarked(china, day(from), count)).toEqual({ date: expected, provisionalYears: [] });
  });

  it.each([
    [2025, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]],
    [2026, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]],
  ] as const)('%i has the working days of each month that three public data sets agree on', (year, months) => {
    const counted = months.map((_, month) => {
      const first = day(`${year}-${String(month + 1).padStart(2, '0')}-01`);
      const next = month === 11 ? day(`${year + 1}-01-01`) : day(`${year}-${String(month + 2).padStart(2, '0')}-01`);
      return workingDaysBetween(china, addDays(first, -1), addDays(next, -1));
    });
    expect(counted).toEqual(months);
  });

  it.each([
    ['2026-02-13', true, 'working_day'],
    ['2026-02-14', true, 'make_up_day'],
    ['2026-02-15', false, 'public_holiday'],
    ['2026-02-23', false, 'public_holiday'],
    ['2026-02-24', true, 'working_day'],
    ['2026-03-07', false, 'weekend'],
    ['2026-10-03', false, 'public_holiday'],
  ] as const)('%s: worked is %s, because %s', (date, working, reason) => {
    expect(dayIn(china, day(date))).toEqual({ working, provisional: false, reason });
  });
});

describe('T08: a year without data never answers unflagged', () => {
  it('a plain Monday of 2027 is worked, provisionally', () => {
    expect(dayIn(china, day('2027-03-15'))).toEqual({ working: true, provisional: true, reason: 'working_day' });
  });
  it('a weekday that is a statutory feast of 2027 is not worked, the weekday after it is', () => {
    expect(dayIn(china, day('2027-10-01'))).toEqual({ working: false, provisional: true, reason: 'statutory_feast' });
    expect(dayIn(china, day('2027-02-08'))).toEqual({ working: false, provisional: true, reason: 'statutory_feast' });
    expect(dayIn(china, day('2027-02-09'))).toEqual({ working: true, provisional: true, reason: 'working_day' });
  });
  it('a weekend of 2027 is not worked: nobody knows which Saturdays will be made up', () => {
    expect(dayIn(china, day('2027-02-20'))).toEqual({ working: false, provisional: true, reason: 'weekend' });
  });
  it('+1 from 2026-12-31 passes New Year and names 2027; +1 from 2026-12-30 names nothing', () => {
    expect(addWorkingDaysMarked(china, day('2026-12-31'), 1)).toEqual({ date: '2027-01-04', provisionalYears: [2027] });
    expect(addWorkingDaysMarked(china, day('2026-12-30'), 1)).toEqual({ date: '2026-12-31', provisionalYears: [] });
  });
  it('a count over the turn of the year names 2027', () => {
    expect(workingDaysBetweenMarked(china, day('2026-12-28'), day('2027-01-05'))).toEqual({ days: 5, provisionalYears: [2027] });
    expect(workingDaysBetweenMarked(china, day('2026-12-28'), day('2026-12-31'))).toEqual({ days: 3, provisionalYears: [] });
  });
  it('going back from 2027 into 2026 names 2027 only when a day of it was passed', () => {
    expect(addWorkingDaysMarked(china, day('2027-01-05'), -2)).toEqual({ date: '2026-12-31', provisionalYears: [2027] });
    expect(addWorkingDaysMarked(china, day('2027-01-01'), -1)).toEqual({ date: '2026-12-31', provisionalYears: [] });
  });
  it('every unknown year passed is named, in order', () => {
    expect(addWorkingDaysMarked(china, day('2026-12-31'), 300).provisionalYears).toEqual([2027, 2028]);
  });
  it('the plain week needs no data: nothing of it is provisional', () => {
    expect(dayIn(shipped('weekdays'), day('2031-10-01'))).toEqual({ working: true, provisional: false, reason: 'working_day' });
    expect(addWorkingDaysMarked(shipped('weekdays'), day('2026-12-31'), 1)).toEqual({ date: '2027-01-01', provisionalYears: [] });
  });
});

describe('counting', () => {
  it('0 working days answers the date itself, a rest day too', () => {
    expect(addWorkingDays(china, day('2026-10-03'), 0)).toBe('2026-10-03');
  });
  it.each([['2026-09-30', '2026-09-30'], ['2026-10-01', '2026-10-08'], ['2026-10-10', '2026-10-10'], ['2026-10-11', '2026-10-12']] as const)(
    'the working day on or after %s is %s', (from, expected) => { expect(workingDayOnOrAfter(china, day(from))).toBe(expected); });
  it('leaves out the first day, counts the last, and is negative backwards', () => {
    expect(workingDaysBetween(china, day('2026-09-30'), day('2026-10-08'))).toBe(1);
    expect(workingDaysBetween(china, day('2026-10-08'), day('2026-09-30'))).toBe(-1);
    expect(workingDaysBetween(china, day('2026-09-30'), day('2026-09-30'))).toBe(0);
  });
  it('a calendar that is always open works every day', () => {
    expect(addWorkingDays(shipped('always-open'), day('2026-10-01'), 7)).toBe('2026-10-08');
  });
  it('a calendar without any working day is a defect, not an endless search', () => {
    const never: WorkingCalendar = { id: 'never', restWeekdays: [1, 2, 3, 4, 5, 6, 7], years: {}, needsYearData: false, statutoryFeasts: {} };
    expect(() => workingDayOnOrAfter(never, day('2026-01-01'))).toThrow('no working day within 400 days');
  });
  it('half a working day is a defect', () => {
    expect(() => addWorkingDays(china, day('2026-01-05'), 0.5)).toThrow('0.5 is not a whole number');
  });
  it('going n working days on and counting them back agree, from any day', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 200 }), (offset, count) => {
      const from = addDays(day('2025-01-01'), offset);
      const to = addWorkingDays(china, from, count);
      expect(isWorkingDay(china, to)).toBe(true);
      expect(workingDaysBetween(china, from, to)).toBe(count);
    }));
  });
});

describe('the machine\'s own zone', () => {
  it.each([['America/New_York', 300], ['Asia/Shanghai', -480], ['Pacific/Kiritimati', -840]] as const)('answers do not change when the process runs in %s', (zone, offset) => {
    const before = process.env['TZ'];
    try {
      process.env['TZ'] = zone;
      expect(new Date('2026-02-01T00:00:00Z').getTimezoneOffset()).toBe(offset);
      // A fresh object has no remembered answers.
      const fresh: WorkingCalendar = { ...china };
      const worked: PlainDate[] = [];
      for (let date = day('2026-02-01'); date <= day('2026-02-28'); date = addDays(date, 1)) if (isWorkingDay(fresh, date)) worked.push(date);
      expect(worked.map((date) => Number(date.slice(8)))).toEqual([2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14, 24, 25, 26, 27, 28]);
      expect(addWorkingDays(fresh, day('2025-09-26'), 1)).toBe('2025-09-28');
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });
});

describe('speed', () => {
  it('a hundred thousand questions ask the data once per day of the calendar', () => {
    let read = 0;
    const counted: WorkingCalendar = {
      ...china,
      years: new Proxy(china.years, { get: (years, year) => { read += 1; return Reflect.get(years, year) as unknown; } }),
    };
    for (let asked = 0; asked < 100_000; asked += 1) addWorkingDays(counted, addDays(day('2026-01-01'), asked % 365), 3);
    expect(read).toBeLessThan(1_000);
    expect(yearOf(addWorkingDays(counted, day('2026-06-01'), 3))).toBe(2026);
  });
});
