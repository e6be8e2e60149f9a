import type { Instant, PlainDate } from '../../../src/domain/dates.js';
import { filesOf } from './csv-files.js';
import type { DayRows } from './csv-files.js';
import { dayPlus } from './days.js';
import type { World, WorldAction } from './world.js';

/** The one case of a hand-made world. */
export const handCase = 'C0001|SH|CNY';

/** One customer in Shanghai with one person and one invoice over 60,000.00 due on Thursday 26 February 2026, and what happens on the days given.
 * @param inputTime UTC, of the evening before */
export function aWorld(happenings: Readonly<Record<string, { rows?: Partial<DayRows>; actions?: readonly WorldAction[] }>>, inputTime = '23:30'): World {
  const days = Array.from({ length: 182 }, (_, index) => dayPlus('2026-01-05' as PlainDate, index)).map((day, index) => {
    const opening: Partial<DayRows> = index > 0 ? {} : {
      customers: [{ number: 'C0001', name: 'One', country: 'CN', timeZone: 'Asia/Shanghai', language: 'zh-CN', salesPersonEmail: 'sales@lantern.example' }],
      contacts: [{ customer: 'C0001', name: 'Li', role: 'accounts_payable', email: 'li@one.example', phone: '+8613900000000' }],
      invoices: [{ number: 'INV', instalment: 1, customer: 'C0001', entity: 'SH', currency: 'CNY', amount: 60_000_00, issuedOn: '2026-01-02' as PlainDate, dueOn: '2026-02-26' as PlainDate }],
    };
    const today = happenings[day]?.rows ?? {};
    const both = <Kind extends keyof DayRows>(kind: Kind): DayRows[Kind][number][] => [...(opening[kind] ?? []), ...(today[kind] ?? [])];
    const rows: DayRows = { customers: both('customers'), contacts: both('contacts'), covers: both('covers'), invoices: both('invoices'), creditNotes: both('creditNotes'), payments: both('payments') };
    return { day, at: `${dayPlus(day, -1)}T${inputTime}:00.000Z` as Instant, files: filesOf(day, rows), actions: happenings[day]?.actions ?? [] };
  });
  return { options: { seed: 0, customers: 1, invoices: 1, days: 182 }, sellingEntities: [], salesPeople: [], days, end: `2026-07-05T${inputTime}:00.000Z` as Instant };
}
