import type { Actor } from './events.js';
import { json } from './json.js';
import type { NewRow, Row, Trx } from './schema.js';

export async function insertPromise(
  trx: Trx, row: Pick<Row<'promises_to_pay'>, 'id' | 'case_id' | 'amount_minor' | 'pay_by' | 'source' | 'made_at'> & { readonly made_by: Actor }, items: readonly Omit<NewRow<'promise_items'>, 'open_when_judged_minor'>[],
): Promise<void> {
  await trx.insertInto('promises_to_pay').values({ ...row, status: 'pending', made_by: json({ ...row.made_by }) as never, judged_at: null, paid_minor: null }).execute();
  await trx.insertInto('promise_items').values(items.map((item) => ({ ...item, open_when_judged_minor: null }))).execute();
}

export async function promiseById(trx: Trx, id: string): Promise<Row<'promises_to_pay'> | undefined> {
  return trx.selectFrom('promises_to_pay').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function withdrawPromise(trx: Trx, id: string): Promise<void> {
  await trx.updateTable('promises_to_pay').set({ status: 'withdrawn' }).where('id', '=', id).execute();
}
