import type { Instant, PlainDate } from '../../../src/domain/dates.js';
import { filesOf } from './csv-files.js';
import { dayPlus } from './days.js';
import { planCustomer, salesPeople, sellingEntities } from './generate-customers.js';
import { enterInvoice } from './generate-invoices.js';
import { carryOut } from './generate-events.js';
import { Making, noRows } from './generate-making.js';
import { Random } from './random.js';
import type { World, WorldDay, WorldOptions } from './world.js';

/**
 * A company's half year from one seed; the same seed gives the same bytes.
 *
 * Spread (shares of customers, invoices or payments; every number is of the seed's chance, the counts are printed by the tests):
 *
 * | what | spread |
 * |---|---|
 * | place | 72 % China (calendar `china`), 14 % Germany, 14 % United States (calendar `weekdays`) |
 * | cases | 65 % one, 25 % two, 10 % three of (two selling entities × CNY, USD, EUR, JPY) |
 * | recorded | 80 % of customers on the first day with a few older invoices, the others later |
 * | people | 6 % none; 14 % their first weeks later; one to three; 40 % e-mail only, 15 % phone only; some of roles that hear nothing; opt-outs |
 * | our salesperson | 90 % |
 * | invoices | 5 % in two or three instalments, 30 % with terms instead of a due date, 6 % recorded 25–100 days after their date, some of them with steps done elsewhere |
 * | payers | ordinary: 50 % prompt (−5…+2 days), 28 % late (+1…+22), 14 % slow (+12…+55), 8 % bad (+40…+130, 45 % never); strained: 25, 35, 25 and 15 % |
 * | payments | 25 % in two parts; per customer none, half or all name their invoices; 12 % for a sum across invoices; 5 % reversed after 1–12 days, 15 % of those that a promise brought |
 * | credit notes | 5 % of invoices, a tenth up to all of it, and after each accepted dispute |
 * | disputes | 7 % of items, part or all; 40 % accepted, 35 % rejected, 10 % withdrawn, 15 % never answered |
 * | promises | about 12 % of items that pass five days overdue, one to three items or none named; 45 % kept, 25 % partly, 30 % broken |
 * | holds, due dates | 5 % of items a contact hold (case or item), 5 % a changed due date (mostly later, some to about today or before it) |
 * | covers | 30 % of customers with one case, a quarter of them over |
 * | decisions | handoffs approved 60 %, refused 40 % with a next day; reviews decided |
 *
 * **Instant.** A day's files and actions go in at 23:30Z of the evening before: 07:30 in Shanghai, 00:30 or 01:30 in Berlin, 18:30 or
 * 19:30 of the evening before in New York. No zone has a contact window then, so nothing that an import wakes can race with the next file of the same instant
 * but what the ladder does at once (closing, reopening, lifting an order hold), and a case never gets two inputs a day that pull those
 * to and fro. All dates in the rows are of the day before or earlier: nowhere in the future. Other instants, inside the windows of one zone or
 * another, are for players that let everything settle between two inputs and do not refuse a row that is dated a day ahead of New York.
 */
export function generateWorld(options: WorldOptions): World {
  const start = '2026-01-05' as PlainDate;
  const random = new Random(options.seed);
  const plans = Array.from({ length: options.customers }, (_, index) => planCustomer(random, index, { start, days: options.days, payers: options.payers ?? 'strained' }));
  const making = new Making(random, plans, options);
  scheduleInvoices(making);
  const days: WorldDay[] = [];
  for (let index = 0; index < options.days; index += 1) days.push(makeDay(making, index, start));
  return { options, sellingEntities, salesPeople, days, end: atInput(dayPlus(start, options.days), options) };
}

function atInput(day: PlainDate, options: WorldOptions): Instant {
  return `${dayPlus(day, -1)}T${options.inputTime ?? '23:30'}:00.000Z` as Instant;
}

/** A fifth of the invoices stands open when a customer is recorded; the others are spread over its days but for the last five weeks. */
function scheduleInvoices(making: Making): void {
  const { random, plans, options } = making;
  for (let number = 0; number < options.invoices; number += 1) {
    const plan = plans[number % plans.length];
    if (plan === undefined) return;
    const last = Math.max(plan.from, options.days - 35);
    const opening = random.chance(0.2);
    making.later(opening ? plan.from : random.between(plan.from, last), { kind: 'invoice', plan, late: opening ? random.chance(0.5) : random.chance(0.06) });
  }
}

function makeDay(making: Making, index: number, start: PlainDate): WorldDay {
  making.index = index;
  making.today = dayPlus(start, index);
  making.rows = noRows();
  making.actions = [];
  making.touched = new Map();
  for (const plan of making.plans) {
    if (plan.from === index) {
      making.rows.customers.push(plan.line);
      making.rows.covers.push(...plan.covers);
    }
    for (const { from, ...contact } of plan.contacts) if (from === index) making.rows.contacts.push(contact);
  }
  const events = making.eventsOfToday();
  for (const event of events) if (event.kind === 'invoice') enterInvoice(making, event.plan, event.late);
  for (const event of making.eventsOfToday()) if (event.kind !== 'invoice') carryOut(making, event);
  decide(making);
  return { day: making.today, at: atInput(making.today, making.options), files: filesOf(making.today, making.rows), actions: making.actions };
}

/** What people decide without being asked for a certain item: calls, reviews, handoffs, opt-outs. */
function decide(making: Making): void {
  const { random, books, today } = making;
  for (const plan of making.plans) {
    for (const one of plan.cases) {
      const key = `${plan.line.number}|${one.entity}|${one.currency}`;
      const oldest = books.itemsOf(key).filter((item) => item.open > 0).map((item) => item.dueOn).toSorted()[0];
      if (oldest === undefined || making.touched.has(key)) continue;
      if (oldest <= dayPlus(today, -45) && random.chance(0.08)) making.actions.push({ kind: 'review_decided', caseKey: key });
      if (oldest <= dayPlus(today, -60) && random.chance(0.12)) {
        making.touched.set(key, 'other');
        making.actions.push(random.chance(0.6)
          ? { kind: 'handoff_decided', caseKey: key, decision: 'approved' }
          : { kind: 'handoff_decided', caseKey: key, decision: 'refused', nextDay: dayPlus(today, random.between(3, 20)) });
      } else if (oldest <= dayPlus(today, -3) && random.chance(0.02)) {
        making.touched.set(key, 'other');
        making.actions.push({ kind: 'call_outcome', caseKey: key, outcome: random.pick(['no_answer', 'says_paid']) });
      }
    }
    const [person] = plan.contacts;
    if (person !== undefined && person.from < making.index && random.chance(0.0006)) {
      making.actions.push({ kind: 'opted_out', customer: plan.line.number, person: person.name, channel: person.phone !== undefined && random.chance(0.5) ? 'sms' : 'email' });
    }
  }
}
