import { sql } from 'kysely';
import { uuids } from './bulk.js';
import type { Row, Trx } from './schema.js';

export async function coversOfCustomers(trx: Trx, customerIds: readonly string[]): Promise<readonly Row<'covers'>[]> {
  const found = await sql<Row<'covers'>>`select * from covers where customer_id in ${uuids(customerIds)} order by id`.execute(trx);
  return found.rows;
}
