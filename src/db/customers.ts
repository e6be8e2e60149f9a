import { sql } from 'kysely';
import { texts, uuids } from './bulk.js';
import type { Row, Trx } from './schema.js';

/** Locks customers in the order of their ids: whatever a gate reads changes only under this lock.
 * @returns the first id that no customer has */
export async function lockCustomers(trx: Trx, ids: readonly string[]): Promise<string | undefined> {
  if (ids.length === 0) return undefined;
  const wanted = [...new Set(ids)].toSorted();
  const locked = await sql<{ id: string }>`select id from customers where id in ${uuids(wanted)} order by id for update`.execute(trx);
  const found = new Set(locked.rows.map((row) => row.id));
  return wanted.find((id) => !found.has(id));
}

export async function customerById(trx: Trx, id: string): Promise<Row<'customers'> | undefined> {
  return trx.selectFrom('customers').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function customersByIds(trx: Trx, ids: readonly string[]): Promise<readonly Row<'customers'>[]> {
  const found = await sql<Row<'customers'>>`select * from customers where id in ${uuids(ids)} order by id`.execute(trx);
  return found.rows;
}

export async function customersByNumbers(trx: Trx, numbers: readonly string[]): Promise<readonly Row<'customers'>[]> {
  const found = await sql<Row<'customers'>>`select * from customers where number in ${texts(numbers)} order by id`.execute(trx);
  return found.rows;
}
