import { sql } from 'kysely';
import { addMonths, type PlainDate } from '../domain/dates.js';
import type { Currency } from '../domain/money.js';
import type { Trx } from './schema.js';

/** What our own ledger says about a customer on a day, in one currency: minor units, whole percents rounded down, whole days. */
export interface CreditStanding {
  readonly owedMinor: number;
  readonly overdueMinor: number;
  /** 0 when nothing is overdue. */
  readonly oldestOverdueDays: number;
  /** Invoices of the last twelve months less their credit notes. */
  readonly salesTwelveMonthsMinor: number;
  /** Months of the last twelve in which there was an invoice. */
  readonly monthsWithSales: number;
  /** `null` when nothing fell due in twelve months. */
  readonly paidOnTimePercent: number | null;
  /** Of what fell due in twelve months or is still open; `null` when nothing did. */
  readonly worstDelayDays: number | null;
  /** Whole months since the first invoice; `null` without one. */
  readonly relationshipMonths: number | null;
  /** The last six months in percent of the six before; `null` when those had none. */
  readonly salesTrendPercent: number | null;
  /** Cover of the customer as a whole that is valid on the day; `null` without any. */
  readonly insurerLimitMinor: number | null;
}

interface About {
  readonly customerId: string;
  readonly currency: Currency;
  readonly today: PlainDate;
}

/** Reads the standing. Voided invoices and reversed payments do not count, and an amount that was credited was never to be paid. */
export async function creditStandingOf(trx: Trx, about: About): Promise<CreditStanding> {
  return { ...(await balances(trx, about)), ...(await punctuality(trx, about)), ...(await sales(trx, about)), insurerLimitMinor: await insurerLimit(trx, about) };
}

async function balances(trx: Trx, { customerId, currency, today }: About): Promise<Pick<CreditStanding, 'owedMinor' | 'overdueMinor' | 'oldestOverdueDays'>> {
  const found = await sql<{ owed: number; overdue: number; oldest: number }>`
    select coalesce(sum(i.open_minor), 0)::bigint as owed, coalesce(sum(i.open_minor) filter (where i.due_on < ${today}::date), 0)::bigint as overdue,
      greatest(0, coalesce(max(${today}::date - i.due_on) filter (where i.open_minor > 0), 0))::integer as oldest
    from open_items i join invoices v on v.id = i.invoice_id
    where i.customer_id = ${customerId} and v.currency = ${currency} and v.voided_at is null`.execute(trx);
  const [row] = found.rows;
  return { owedMinor: row?.owed ?? 0, overdueMinor: row?.overdue ?? 0, oldestOverdueDays: row?.oldest ?? 0 };
}

async function punctuality(trx: Trx, { customerId, currency, today }: About): Promise<Pick<CreditStanding, 'paidOnTimePercent' | 'worstDelayDays'>> {
  const since = addMonths(today, -12);
  const found = await sql<{ to_pay: number; on_time: number; worst: number | null }>`
    with item as (
      select i.id, i.due_on, i.open_minor, i.amount_minor - coalesce((select sum(a.amount_minor) from allocations a where a.open_item_id = i.id and a.credit_note_id is not null and a.reversed_at is null), 0) as to_pay
      from open_items i join invoices v on v.id = i.invoice_id
      where i.customer_id = ${customerId} and v.currency = ${currency} and v.voided_at is null and i.due_on < ${today}::date and (i.due_on >= ${since}::date or i.open_minor > 0)),
    paid as (
      select item.id, coalesce(sum(a.amount_minor) filter (where p.received_on <= item.due_on), 0) as on_time, max(p.received_on) as last_on
      from item left join allocations a on a.open_item_id = item.id and a.reversed_at is null and a.payment_id is not null
        left join payments p on p.id = a.payment_id and p.reversed_at is null
      group by item.id)
    select coalesce(sum(item.to_pay) filter (where item.due_on >= ${since}::date), 0)::bigint as to_pay,
      coalesce(sum(least(paid.on_time, item.to_pay)) filter (where item.due_on >= ${since}::date), 0)::bigint as on_time,
      max(case when item.open_minor > 0 then ${today}::date - item.due_on when paid.last_on is null then null else greatest(0, paid.last_on - item.due_on) end)::integer as worst
    from item join paid on paid.id = item.id`.execute(trx);
  const [row] = found.rows;
  if (row === undefined) return { paidOnTimePercent: null, worstDelayDays: null };
  return { paidOnTimePercent: percentDown(row.on_time, row.to_pay), worstDelayDays: row.worst };
}

async function sales(trx: Trx, { customerId, currency, today }: About): Promise<Pick<CreditStanding, 'salesTwelveMonthsMinor' | 'monthsWithSales' | 'relationshipMonths' | 'salesTrendPercent'>> {
  const halfYearAgo = addMonths(today, -6);
  const yearAgo = addMonths(today, -12);
  const found = await sql<{ first_on: PlainDate | null; months: number; recent: number; before: number }>`
    with sale as (
      select v.issued_on, v.amount_minor - coalesce((select sum(c.amount_minor) from credit_notes c where c.invoice_id = v.id), 0) as amount
      from invoices v where v.customer_id = ${customerId} and v.currency = ${currency} and v.voided_at is null and v.issued_on <= ${today}::date)
    select min(issued_on) as first_on, count(distinct date_trunc('month', issued_on)) filter (where issued_on > ${yearAgo}::date)::integer as months,
      coalesce(sum(amount) filter (where issued_on > ${halfYearAgo}::date), 0)::bigint as recent,
      coalesce(sum(amount) filter (where issued_on > ${yearAgo}::date and issued_on <= ${halfYearAgo}::date), 0)::bigint as before
    from sale`.execute(trx);
  const [row] = found.rows;
  if (row === undefined || row.first_on === null) return { salesTwelveMonthsMinor: 0, monthsWithSales: 0, relationshipMonths: null, salesTrendPercent: null };
  return { salesTwelveMonthsMinor: row.recent + row.before, monthsWithSales: row.months, relationshipMonths: wholeMonths(row.first_on, today), salesTrendPercent: percentDown(row.recent, row.before) };
}

async function insurerLimit(trx: Trx, { customerId, currency, today }: About): Promise<number | null> {
  const found = await sql<{ covered: number | null }>`
    select sum(covered_minor)::bigint as covered from covers
    where customer_id = ${customerId} and currency = ${currency} and invoice_id is null and valid_from <= ${today}::date and valid_until >= ${today}::date`.execute(trx);
  return found.rows[0]?.covered ?? null;
}

function percentDown(part: number, whole: number): number | null {
  return whole <= 0 ? null : Number((100n * BigInt(part)) / BigInt(whole));
}

/** The 31st of a month is a whole month before the end of a shorter one. */
export function wholeMonths(from: PlainDate, to: PlainDate): number {
  let months = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  while (months > 0 && addMonths(from, months) > to) months -= 1;
  return Math.max(0, months);
}
