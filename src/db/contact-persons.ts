import { sql } from 'kysely';
import type { Instant } from '../domain/dates.js';
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

export async function markRemoved(trx: Trx, id: string, at: Instant): Promise<void> {
  await trx.updateTable('contact_persons').set({ removed_at: at }).where('id', '=', id).execute();
}

export async function setOptOuts(trx: Trx, id: string, optedOutOf: readonly string[]): Promise<void> {
  await trx.updateTable('contact_persons').set({ opted_out_of: [...optedOutOf] }).where('id', '=', id).execute();
}

/** Whom a contact person speaks for; undefined when it was removed. */
export async function customerOfContactPerson(trx: Trx, id: string): Promise<string | undefined> {
  const found = await trx.selectFrom('contact_persons').select('customer_id').where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst();
  return found?.customer_id;
}
