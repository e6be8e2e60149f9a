import type { PlainDate } from '../../../src/domain/dates.js';
import { dayPlus } from './days.js';
import type { Plan } from './generate-customers.js';
import type { Making } from './generate-making.js';
import type { InvoiceLine } from './world.js';
import { itemKey } from './world.js';

const elsewhere = ['reminder_before_due', 'call', 'reminder', 'written_notice'] as const;

/** Writes an invoice of the customer into today's file and plans what becomes of it. */
export function enterInvoice(making: Making, plan: Plan, late: boolean): void {
  const { random, today } = making;
  const one = random.pick(plan.cases);
  const issuedOn = dayPlus(today, -(late ? random.between(25, 100) : random.between(1, 4)));
  const terms = random.pick([7, 15, 30, 30, 45]);
  const instalments = random.chance(0.05) ? random.between(2, 3) : 1;
  const number = making.next('INV-');
  const byTerms = instalments === 1 && random.chance(0.3);
  const done = late && random.chance(0.25) ? random.between(1, elsewhere.length) : 0;
  for (let instalment = 1; instalment <= instalments; instalment += 1) {
    const dueOn = dayPlus(issuedOn, terms + (instalment - 1) * 30);
    const doneHere = dueOn < today ? done : 0;
    const line: InvoiceLine = {
      number, instalment, customer: plan.line.number, entity: one.entity, currency: one.currency, amount: anAmount(making, one.currency), issuedOn,
      ...(byTerms ? { termsDays: terms } : { dueOn }),
      ...(doneHere > 0 ? { stepsDoneElsewhere: elsewhere.slice(0, doneHere) } : {}),
      ...(doneHere === elsewhere.length ? { noticeSentElsewhereOn: noticeDay(making, dueOn) } : {}),
    };
    making.rows.invoices.push(line);
    making.books.enter(line);
    planItem(making, plan, itemKey(number, instalment), dueOn);
  }
}

function noticeDay(making: Making, dueOn: PlainDate): PlainDate {
  const latest = dayPlus(making.today, -1);
  const wanted = dayPlus(dueOn, making.random.between(1, 20));
  return wanted < latest ? wanted : latest;
}

function anAmount(making: Making, currency: string): number {
  const { random } = making;
  const least = { CNY: 80_000, USD: 20_000, EUR: 20_000, JPY: 30_000 }[currency] ?? 10_000;
  return Math.floor(least * Math.exp(random.fraction() * 4)) + random.between(0, 99);
}

/** When the money comes, and what else happens to the item on its way. Days count from the due date. */
function planItem(making: Making, plan: Plan, item: string, dueOn: PlainDate): void {
  const { random } = making;
  const until = (daysAfterDue: number): number => Math.max(1, Math.round((Date.parse(dueOn) - Date.parse(making.today)) / 86_400_000) + daysAfterDue);
  const [earliest, latest] = ({ prompt: [-5, 2], late: [1, 22], slow: [12, 55], bad: [40, 130] } as const)[plan.payer];
  const designated = random.chance(plan.designates);
  if (plan.payer !== 'bad' || random.chance(0.55)) {
    const payAfter = random.between(earliest, latest);
    const parts = random.chance(0.25);
    if (parts) making.later(until(payAfter - random.between(1, 15)), { kind: 'pay', item, share: random.between(20, 80) / 100, designated });
    making.later(until(payAfter), { kind: 'pay', item, share: 1, designated });
  }
  if (random.chance(0.12)) making.later(until(random.between(1, 40)), { kind: 'pay_on_account', item, share: random.between(10, 90) / 100 });
  if (random.chance(0.05)) making.later(until(random.between(-5, 30)), { kind: 'credit', item, share: random.between(1, 10) / 10 });
  if (random.chance(0.07)) making.later(until(random.between(-5, 45)), { kind: 'dispute', item });
  if (random.chance(0.16)) making.later(until(random.between(4, 40)), { kind: 'promise', item });
  if (random.chance(0.05)) making.later(until(random.between(-8, 50)), { kind: 'hold', item });
  if (random.chance(0.05)) making.later(until(random.between(-10, 18)), { kind: 'move_due_date', item });
}
