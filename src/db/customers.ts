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

// Registrations take turns, so that of two with the same number the second finds the first; the number only has to be the same in all processes.
const REGISTRATION_LOCK = 4_207_312;

/** Customers with these numbers, to be read before new ones are registered: until the transaction ends nobody else registers. */
export async function customersToRegister(trx: Trx, numbers: readonly string[]): Promise<readonly Row<'customers'>[]> {
  await sql`select pg_advisory_xact_lock(${sql.lit(REGISTRATION_LOCK)})`.execute(trx);
  return customersByNumbers(trx, numbers);
}

/** The same for one customer, giving up soon: a look that finds a lock is tried again, and must not hold up the story's own task.
 * The limit is set by the statement itself, before it locks, and holds for the rest of the transaction. */
export async function lockCustomerWithin(trx: Trx, id: string, milliseconds: number): Promise<void> {
  await sql`select id from customers where id = ${id} and set_config('lock_timeout', ${`${milliseconds}ms`}, true) is not null for update`.execute(trx);
}
