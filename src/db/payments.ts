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
