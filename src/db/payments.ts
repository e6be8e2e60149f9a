import { sql } from 'kysely';
import { texts, uuids } from './bulk.js';
import type { Row, Trx } from './schema.js';

/** Payments known by one of these references: their own, or that of the row which took them back. */
export async function paymentsByReferences(trx: Trx, references: readonly string[]): Promise<readonly Row<'payments'>[]> {
  const wanted = texts([...new Set(references)]);
  const found = await sql<Row<'payments'>>`
    select p.* from payments p where p.id in (
      select q.id from selling_entities e join payments q on q.selling_entity_id = e.id and q.reference in ${wanted}
      union select q.id from selling_entities e join payments q on q.selling_entity_id = e.id and q.reversed_by in ${wanted})`.execute(trx);
  return found.rows;
}

export async function paymentById(trx: Trx, id: string): Promise<Row<'payments'> | undefined> {
  return trx.selectFrom('payments').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What of these payments stands on items now. */
export async function liveAllocationsOfPayments(trx: Trx, paymentIds: readonly string[]): Promise<readonly Row<'allocations'>[]> {
  const found = await sql<Row<'allocations'>>`select * from allocations where payment_id in ${uuids(paymentIds)} and reversed_at is null order by id`.execute(trx);
  return found.rows;
}

/** References of the payments that stand on the items of these invoices, by open item. */
export async function livePaymentReferences(trx: Trx, invoiceIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await sql<{ open_item_id: string; reference_list: readonly string[] }>`
    select a.open_item_id, json_agg(p.reference order by p.recorded_at) as reference_list
    from open_items i join allocations a on a.open_item_id = i.id and a.reversed_at is null join payments p on p.id = a.payment_id
    where i.invoice_id in ${uuids(invoiceIds)} group by a.open_item_id`.execute(trx);
  return new Map(found.rows.map((row) => [row.open_item_id, row.reference_list]));
}
