import { sql } from 'kysely';
import type { Row, Trx } from './schema.js';

/** Locks customers in the order of their ids: whatever a gate reads changes only under this lock.
 * @returns the first id that no customer has */
export async function lockCustomers(trx: Trx, ids: readonly string[]): Promise<string | undefined> {
  if (ids.length === 0) return undefined;
  const wanted = [...new Set(ids)].toSorted();
  const locked = await trx.selectFrom('customers').select('id').where('id', 'in', wanted).orderBy('id').forUpdate().execute();
  const found = new Set(locked.map((row) => row.id));
  return wanted.find((id) => !found.has(id));
}

export async function customerById(trx: Trx, id: string): Promise<Row<'customers'> | undefined> {
  return trx.selectFrom('customers').selectAll().where('id', '=', id).executeTakeFirst();
}

/** A look gives up soon when it finds a lock, and is tried again: it must not hold up the story's own task. */
export async function waitForLocksAtMost(trx: Trx, milliseconds: number): Promise<void> {
  await sql`select set_config('lock_timeout', ${`${milliseconds}ms`}, true)`.execute(trx);
}
