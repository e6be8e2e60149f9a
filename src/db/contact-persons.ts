import { sql } from 'kysely';
import { uuids } from './bulk.js';
import type { Row, Trx } from './schema.js';

/** The customers' contact persons of today. */
export async function contactPersonsOfCustomers(trx: Trx, customerIds: readonly string[]): Promise<readonly Row<'contact_persons'>[]> {
  const found = await sql<Row<'contact_persons'>>`select * from contact_persons where customer_id in ${uuids(customerIds)} and removed_at is null order by created_at, id`.execute(trx);
  return found.rows;
}

export async function contactPersonById(trx: Trx, id: string): Promise<Row<'contact_persons'> | undefined> {
  return trx.selectFrom('contact_persons').selectAll().where('id', '=', id).executeTakeFirst();
}
