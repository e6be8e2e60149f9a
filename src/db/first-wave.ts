import { sql } from 'kysely';
import type { Instant, PlainDate } from '../domain/dates.js';
import type { FirstWaveStart } from '../domain/first-wave.js';
import { insertRows, uuids } from './bulk.js';
import type { Trx } from './schema.js';

export interface OwingCustomerRow {
  readonly id: string;
  readonly number: string;
  readonly country: string;
  readonly time_zone: string;
  readonly oldest_due_on: PlainDate;
}

/** Customers with something open, each with the due date of it that is furthest back. */
export async function owingCustomers(trx: Trx): Promise<readonly OwingCustomerRow[]> {
  const found = await sql<OwingCustomerRow>`
    select c.id, c.number, c.country, c.time_zone, min(i.due_on) as oldest_due_on
    from open_items i join customers c on c.id = i.customer_id where i.open_minor > 0 group by c.id`.execute(trx);
  return found.rows;
}

export async function keepFirstWave(trx: Trx, starts: readonly FirstWaveStart[]): Promise<void> {
  await insertRows(trx, 'first_wave', starts.map((start) => ({ customer_id: start.customerId, starts_on: start.startsOn, starts_at: start.startsAt })));
}

export async function keepPreviewedStarts(trx: Trx, previewId: string, starts: readonly FirstWaveStart[]): Promise<void> {
  await insertRows(trx, 'previewed_starts', starts.map((start) => ({ preview_id: previewId, customer_id: start.customerId, starts_on: start.startsOn, starts_at: start.startsAt })));
}

/** When customers would start by a preview; one that is not in its first wave is absent. */
export async function previewedStarts(trx: Trx, wanted: { readonly previewId: string; readonly customerIds: readonly string[] }): Promise<ReadonlyMap<string, Instant>> {
  const rows = await trx.selectFrom('previewed_starts').select(['customer_id', 'starts_at']).where('preview_id', '=', wanted.previewId)
    .where(sql<boolean>`customer_id in ${uuids(wanted.customerIds)}`).execute();
  return new Map(rows.map((row) => [row.customer_id, row.starts_at]));
}

/** On how many days a preview's first wave starts, and the last of them; `null` without a limit. */
export async function previewedWaveDays(trx: Trx, previewId: string): Promise<{ readonly days: number; readonly lastOn: PlainDate | null }> {
  const found = await sql<{ days: number; lastOn: PlainDate | null }>`
    select count(distinct starts_on)::int as days, max(starts_on) as "lastOn" from previewed_starts where preview_id = ${previewId}`.execute(trx);
  const [row] = found.rows;
  if (row === undefined) throw new Error('A query of sums answers one row');
  return row;
}
