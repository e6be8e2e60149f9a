import { describe, expect, it } from 'vitest';
import { parseCalendar, calendarById, shippedCalendars } from '../../src/policies/calendars.js';

const valid = `
id: own
nameChinese: 自定
nameEnglish: Our own
restWeekdays: [6, 7]
needsYearData: true
years:
  2026: { source: board decision of 2025-12-01, restDays: [2026-10-01..2026-10-03], workDays: [2026-10-10] }
`;

describe('calendar documents', () => {
  it('the shipped ones are china, weekdays and always-open', () => {
    expect([...shippedCalendars().keys()].toSorted()).toEqual(['always-open', 'china', 'weekdays']);
    expect(calendarById('mars')).toBeUndefined();
  });
  it('a range holds both its ends', () => {
    expect(parseCalendar(valid).years['2026']?.restDays).toEqual(['2026-10-01', '2026-10-02', '2026-10-03']);
  });
  it.each([
    ['a day that does not exist', '2026-10-01..2026-10-03', '2026-02-29', 'write 2026-10-01 or'],
    ['a range that runs backwards', '2026-10-01..2026-10-03', '2026-10-03..2026-10-01', 'is no day'],
    ['a day of another year', '2026-10-01..2026-10-03', '2027-01-01', 'list it under its own year'],
    ['a make-up day that is worked anyway', '[2026-10-10]', '[2026-10-09]', 'list only make-up days'],
    ['a day that rests and is worked', '[2026-10-10]', '[2026-10-03]', 'remove one of the two'],
    ['seven rest days a week', '[6, 7]', '[1, 2, 3, 4, 5, 6, 7]', 'At least one weekday'],
    ['a list without its source', 'board decision of 2025-12-01', '""', 'Name the notice'],
    ['a field nobody reads', 'needsYearData: true', 'needsYearData: true\nholidays: []', 'holidays'],
  ])('%s is refused with its cure', (_, good, bad, message) => {
    expect(() => parseCalendar(valid.replace(good, bad))).toThrow(message);
  });
});
