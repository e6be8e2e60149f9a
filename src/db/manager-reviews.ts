import type { Instant } from '../domain/dates.js';
import type { Actor } from './events.js';
import { json } from './json.js';
import type { Row, Trx } from './schema.js';

export async function managerReviewById(trx: Trx, id: string): Promise<Row<'manager_reviews'> | undefined> {
  return trx.selectFrom('manager_reviews').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function writeManagerReviewDecision(trx: Trx, id: string, decision: { readonly at: Instant; readonly by: Actor; readonly note: string }): Promise<void> {
  await trx.updateTable('manager_reviews').set({
    state: 'decided', decided_at: decision.at, decided_by: json({ ...decision.by }) as never, decision: json({ note: decision.note }) as never,
  }).where('id', '=', id).execute();
}
