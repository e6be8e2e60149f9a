import type { Instant } from '../domain/dates.js';
import type { Actor } from './events.js';
import { json } from './json.js';
import type { Row, Trx } from './schema.js';

export async function insertContactHold(trx: Trx, row: Omit<Row<'contact_holds'>, 'placed_by' | 'ended_at'> & { readonly placed_by: Actor }): Promise<void> {
  await trx.insertInto('contact_holds').values({ ...row, placed_by: json({ ...row.placed_by }) as never, ended_at: null }).execute();
}

export async function contactHoldById(trx: Trx, id: string): Promise<Row<'contact_holds'> | undefined> {
  return trx.selectFrom('contact_holds').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function endContactHoldAt(trx: Trx, id: string, at: Instant): Promise<void> {
  await trx.updateTable('contact_holds').set({ ended_at: at }).where('id', '=', id).execute();
}
