import { sql } from 'kysely';
import type { Instant, PlainDate } from '../domain/dates.js';
import { uuids } from './bulk.js';
import type { Row, Trx } from './schema.js';

export interface InvoiceItem extends Row<'open_items'> {
  /** Due dates that the item had before. */
  readonly earlier_due_dates: readonly PlainDate[];
}

/** The invoices that have one of these numbers, of any selling entity, voided ones too. */
export async function invoicesByNumbers(trx: Trx, numbers: readonly string[]): Promise<readonly Row<'invoices'>[]> {
  const found = await sql<Row<'invoices'>>`
    select v.* from json_array_elements_text(${JSON.stringify([...new Set(numbers)])}::json) as wanted(number)
    cross join selling_entities e join invoices v on v.selling_entity_id = e.id and v.number = wanted.number order by v.id`.execute(trx);
  return found.rows;
}

export async function itemsOfInvoices(trx: Trx, invoiceIds: readonly string[]): Promise<readonly InvoiceItem[]> {
  const found = await sql<InvoiceItem>`
    select i.*, coalesce((select json_agg(d.due_before order by d.changed_at) from due_date_changes d where d.open_item_id = i.id), '[]') as earlier_due_dates
    from open_items i where i.invoice_id in ${uuids(invoiceIds)} order by i.invoice_id, i.instalment`.execute(trx);
  return found.rows;
}

export async function creditNotesOfInvoices(trx: Trx, invoiceIds: readonly string[]): Promise<readonly Row<'credit_notes'>[]> {
  const found = await sql<Row<'credit_notes'>>`select * from credit_notes where invoice_id in ${uuids(invoiceIds)}`.execute(trx);
  return found.rows;
}

export async function invoiceById(trx: Trx, id: string): Promise<Row<'invoices'> | undefined> {
  return trx.selectFrom('invoices').selectAll().where('id', '=', id).executeTakeFirst();
}

/** How much money and credit stands on an invoice. Minor units. */
export async function allocatedToInvoice(trx: Trx, invoiceId: string): Promise<number> {
  const found = await sql<{ allocated: number }>`
    select coalesce(sum(a.amount_minor), 0)::bigint as allocated from allocations a join open_items i on i.id = a.open_item_id
    where i.invoice_id = ${invoiceId} and a.reversed_at is null`.execute(trx);
  return found.rows[0]?.allocated ?? 0;
}

/** Nothing is open of the invoice any more, and its disputes are settled. @returns the disputes that were open */
export async function markVoided(trx: Trx, voided: { readonly invoiceId: string; readonly reason: string; readonly at: Instant }): Promise<readonly string[]> {
  const { invoiceId, reason, at } = voided;
  await trx.updateTable('invoices').set({ voided_at: at, void_reason: reason }).where('id', '=', invoiceId).execute();
  await trx.updateTable('open_items').set({ open_minor: 0 }).where('invoice_id', '=', invoiceId).execute();
  const settled = await sql<{ id: string }>`
    update disputes d set status = 'accepted', closed_at = ${at}::timestamptz from open_items i
    where i.id = d.open_item_id and i.invoice_id = ${invoiceId} and d.status = 'open' returning d.id`.execute(trx);
  return settled.rows.map((row) => row.id).toSorted();
}
