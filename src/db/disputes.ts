import type { Instant } from '../domain/dates.js';
import { json } from './json.js';
import type { Actor } from './events.js';
import type { Row, Trx } from './schema.js';

export async function insertDispute(trx: Trx, row: Omit<Row<'disputes'>, 'raised_by' | 'status' | 'closed_at'> & { readonly raised_by: Actor }): Promise<void> {
  await trx.insertInto('disputes').values({ ...row, status: 'open', closed_at: null, raised_by: json({ ...row.raised_by }) as never }).execute();
}

export async function disputeById(trx: Trx, id: string): Promise<Row<'disputes'> | undefined> {
  return trx.selectFrom('disputes').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function closeDispute(trx: Trx, id: string, closed: { readonly status: 'accepted' | 'rejected' | 'withdrawn'; readonly at: Instant }): Promise<void> {
  await trx.updateTable('disputes').set({ status: closed.status, closed_at: closed.at }).where('id', '=', id).execute();
}
