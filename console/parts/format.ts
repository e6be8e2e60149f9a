import { createContext, useContext, useMemo } from 'react';
import type { Instant, PlainDate } from '../../src/domain/dates.js';
import { formatDate } from '../../src/domain/display.js';
import { useWords } from '../i18n/index.js';

/** The reader's own time zone. */
export const ZoneContext = createContext('Asia/Shanghai');

const formatters = new Map<string, Intl.DateTimeFormat>();

function partsIn(zone: string, at: Instant): { readonly day: PlainDate; readonly time: string } {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    formatters.set(zone, formatter);
  }
  const found: Record<string, string> = {};
  for (const { type, value } of formatter.formatToParts(new Date(at))) found[type] = value;
  return { day: `${found['year']}-${found['month']}-${found['day']}` as PlainDate, time: `${found['hour']}:${found['minute']}` };
}

/** The day that clocks of the zone show at the instant. */
export function dayIn(zone: string, at: Instant): PlainDate {
  return partsIn(zone, at).day;
}

export interface Format {
  /** `2026-11-24 周二`, `Tue 24 Nov 2026`. */
  readonly date: (day: PlainDate) => string;
  /** The same without the year. */
  readonly shortDate: (day: PlainDate) => string;
  /** Day and time in the reader's zone, or in another one that is then named. */
  readonly at: (instant: Instant, zone?: string) => string;
  /** Without naming the zone, where the page has named it once. */
  readonly atUnnamed: (instant: Instant, zone: string) => string;
  readonly time: (instant: Instant, zone?: string) => string;
  readonly day: (instant: Instant, zone?: string) => PlainDate;
  /** The day by whose end something is due: midnight belongs to the day before. */
  readonly dueDay: (instant: Instant) => PlainDate;
  readonly zone: string;
}

/** Days and times as the reader writes them. */
export function useFormat(): Format {
  const { language } = useWords();
  const own = useContext(ZoneContext);
  return useMemo(() => {
    const named = (zone: string): string => (zone === own ? '' : ` (${zone})`);
    return {
      zone: own,
      date: (day) => formatDate(day, language),
      shortDate: (day) => (language === 'zh-CN' ? formatDate(day, language).slice(5) : formatDate(day, language).replace(/ \d{4}$/, '')),
      at: (instant, zone = own) => {
        const { day, time } = partsIn(zone, instant);
        return `${formatDate(day, language)} ${time}${named(zone)}`;
      },
      atUnnamed: (instant, zone) => {
        const { day, time } = partsIn(zone, instant);
        return `${formatDate(day, language)} ${time}`;
      },
      time: (instant, zone = own) => `${partsIn(zone, instant).time}${named(zone)}`,
      day: (instant, zone = own) => partsIn(zone, instant).day,
      dueDay: (instant) => partsIn(own, new Date(Date.parse(instant) - 1).toISOString() as Instant).day,
    };
  }, [language, own]);
}

const DAY_TEXT = /^\d{4}-\d{2}-\d{2}$/;

export function isPlainDateText(text: string): text is PlainDate {
  return DAY_TEXT.test(text);
}
