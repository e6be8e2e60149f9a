import type { Trx } from './schema.js';

/** Tables whose rows belong to one customer for good: it is looked up before the lock. */
export type OwnedTable = 'collection_cases' | 'invoices' | 'open_items' | 'payments' | 'contact_persons' | 'credit_applications' | 'handoffs';
/** Tables whose rows belong to a case. */
export type CaseTable = 'disputes' | 'promises_to_pay' | 'contact_holds' | 'manager_reviews';

/** The customer that a row belongs to; undefined when there is no such row. */
export async function customerOfRow(trx: Trx, table: OwnedTable | CaseTable, id: string): Promise<string | undefined> {
  if (table === 'disputes' || table === 'promises_to_pay' || table === 'contact_holds' || table === 'manager_reviews') {
    const found = await trx.selectFrom(table).innerJoin('collection_cases', 'collection_cases.id', `${table}.case_id`).select('collection_cases.customer_id').where(`${table}.id`, '=', id).executeTakeFirst();
    return found?.customer_id;
  }
  const found = await trx.selectFrom(table).select('customer_id').where('id', '=', id).executeTakeFirst();
  return found?.customer_id;
}
