import { addDays, addMilliseconds, dateIn, daysBetween, plainDate, startOfDay, type Instant, type PlainDate } from '../../domain/dates.js';
import { money } from '../../domain/money.js';
import type { InvoiceRow, PaymentRow } from '../../intake/row-types.js';
import { SAMPLE_CUSTOMERS, type SampleCustomer } from './customers.js';

/** The sample company's own past: the engine plays it day by day when the installation is made. */
export const HISTORY_BEGINS_ON = plainDate('2025-12-01');
export const SAMPLE_BEGINS_ON = plainDate('2026-03-02');
export const SELLING_ENTITY_CODE = 'LINDEN';

const ZONE = 'Asia/Shanghai';
const MORNING_MILLISECONDS = 8 * 3_600_000;

/** What the books say on one day. */
export interface SampleDay {
  readonly on: PlainDate;
  readonly invoices: readonly InvoiceRow[];
  readonly payments: readonly PaymentRow[];
}

/** Eight in the morning in Shanghai: before anybody is called, and the same date or later nowhere that matters. */
export function morningOf(day: PlainDate): Instant {
  return addMilliseconds(startOfDay(day, ZONE), MORNING_MILLISECONDS);
}

export function dayOf(at: Instant): PlainDate {
  return dateIn(ZONE, at);
}

/** Every day from the first of the history to the day on which the sample begins, exclusive. What is dated on a day is recorded on
 * the next morning: wherever the customer is, the date has come there too. */
export function sampleDays(): readonly SampleDay[] {
  const days = Array.from({ length: daysBetween(HISTORY_BEGINS_ON, SAMPLE_BEGINS_ON) }, (_, offset) => addDays(HISTORY_BEGINS_ON, offset));
  const sold = SAMPLE_CUSTOMERS.flatMap(soldTo);
  const paid = sold.flatMap(({ customer, invoice, turn }) => paymentsOf(customer, invoice, turn));
  return days.map((on) => ({
    on,
    invoices: sold.filter(({ invoice }) => invoice.issuedOn === addDays(on, -1)).map(({ invoice }) => invoice),
    payments: paid.filter((payment) => payment.receivedOn === addDays(on, -1)),
  }));
}

interface Sold {
  readonly customer: SampleCustomer;
  readonly invoice: InvoiceRow;
  readonly turn: number;
}

function soldTo(customer: SampleCustomer): readonly Sold[] {
  const { habit } = customer;
  const sold: Sold[] = [];
  for (let turn = 0; ; turn += 1) {
    const issuedOn = addDays(HISTORY_BEGINS_ON, habit.firstAfterDays + turn * habit.everyDays);
    if (issuedOn >= addDays(SAMPLE_BEGINS_ON, -1)) return sold;
    const amount = money(Math.round(habit.amountMinor * (1 + ((turn * 37) % 23) / 100)), habit.currency);
    const number = `LT-${customer.customer.number.slice(1)}-${String(turn + 1).padStart(2, '0')}`;
    sold.push({ customer, turn, invoice: { number, customerNumber: customer.customer.number, sellingEntityCode: SELLING_ENTITY_CODE, currency: habit.currency, amount, issuedOn, dueOn: addDays(issuedOn, habit.termsDays) } });
  }
}

function paymentsOf({ customer, habit }: SampleCustomer, invoice: InvoiceRow, turn: number): readonly PaymentRow[] {
  const after = habit.paysAfterDays[turn % habit.paysAfterDays.length];
  if (after === null || after === undefined || invoice.dueOn === undefined) return [];
  const payment = (reference: string, minor: number, receivedOn: PlainDate): PaymentRow => {
    const amount = money(minor, habit.currency);
    return { reference, customerNumber: customer.number, sellingEntityCode: SELLING_ENTITY_CODE, currency: habit.currency, amount, receivedOn, invoices: [{ invoiceNumber: invoice.number, amount }], method: 'transfer' };
  };
  const whole = invoice.amount.minor;
  const paidOn = addDays(invoice.dueOn, after);
  if (habit.firstPartPercent === undefined) return [payment(`P-${invoice.number}`, whole, paidOn)];
  const first = Math.round((whole * habit.firstPartPercent) / 100);
  return [payment(`P-${invoice.number}-1`, first, addDays(paidOn, -10)), payment(`P-${invoice.number}-2`, whole - first, paidOn)];
}
