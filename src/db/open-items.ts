import { sql } from 'kysely';
import type { Instant, PlainDate } from '../domain/dates.js';
import { uuids } from './bulk.js';
import type { Actor } from './events.js';
import { json } from './json.js';
import type { Trx } from './schema.js';

/** Notes where pauses by money and words begin and end: an item is paused while nothing of it is collectable. To be called by
 * every command that changes a balance, a dispute or a promise, after the change. Source: docs, ladder rules 8 and 11. */
export async function notePauses(trx: Trx, caseIds: readonly string[], at: Instant): Promise<void> {
  if (caseIds.length === 0) return;
  await sql`
    update open_items i set
      pause_ended_at = case when i.paused_at is not null and b.collectable > 0 then ${at}::timestamptz else i.pause_ended_at end,
      paused_at = case when b.collectable > 0 then null else coalesce(i.paused_at, ${at}::timestamptz) end
    from (select open_item_id, open_minor - disputed_minor - promised_minor as collectable from item_balances where case_id in ${uuids(caseIds)}) b
    where b.open_item_id = i.id and (i.paused_at is not null) = (b.collectable > 0)`.execute(trx);
}

/** Items that a handoff had taken off the ladder come back: for them a pause ends now. */
export async function noteItemsReturned(trx: Trx, handoffId: string, at: Instant): Promise<void> {
  await sql`update open_items set pause_ended_at = ${at}::timestamptz where open_minor > 0 and id in (select open_item_id from handoff_items where handoff_id = ${handoffId})`.execute(trx);
}

/** An item with what allocation and words need to know of it. */
export interface ItemBalance {
  readonly id: string;
  readonly caseId: string;
  readonly customerId: string;
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly sellingEntityId: string;
  readonly instalment: number;
  readonly currency: string;
  readonly dueOn: PlainDate;
  readonly issuedOn: PlainDate;
  readonly openMinor: number;
  readonly disputedMinor: number;
  readonly promisedMinor: number;
}

const itemBalance = sql`
  select i.id, i.case_id as "caseId", i.customer_id as "customerId", i.invoice_id as "invoiceId", v.number as "invoiceNumber",
    v.selling_entity_id as "sellingEntityId", i.instalment, v.currency, i.due_on as "dueOn", v.issued_on as "issuedOn", i.open_minor as "openMinor",
    b.disputed_minor as "disputedMinor", b.promised_minor as "promisedMinor"
  from open_items i join invoices v on v.id = i.invoice_id join item_balances b on b.open_item_id = i.id`;

/** What is open of these customers, oldest due first. */
export async function openItemsOfCustomers(trx: Trx, customerIds: readonly string[]): Promise<readonly ItemBalance[]> {
  const found = await sql<ItemBalance>`${itemBalance} where i.customer_id in ${uuids(customerIds)} and i.open_minor > 0 order by i.due_on, v.number, i.id`.execute(trx);
  return found.rows;
}

/** What is open of one case, oldest due first, then by invoice number. */
export async function openItemsOfCase(trx: Trx, caseId: string): Promise<readonly ItemBalance[]> {
  const found = await sql<ItemBalance>`${itemBalance} where i.case_id = ${caseId} and i.open_minor > 0 order by i.due_on, v.number, i.id`.execute(trx);
  return found.rows;
}

/** These items, settled ones too. */
export async function itemsByIds(trx: Trx, ids: readonly string[]): Promise<readonly ItemBalance[]> {
  const found = await sql<ItemBalance>`${itemBalance} where i.id in ${uuids(ids)} order by i.due_on, v.number, i.id`.execute(trx);
  return found.rows;
}

/** Customers that owe something to one of these selling entities. */
export async function customersWithOpenItems(trx: Trx, sellingEntityIds: readonly string[]): Promise<readonly string[]> {
  const found = await sql<{ customer_id: string }>`
    select distinct i.customer_id from open_items i join invoices v on v.id = i.invoice_id where i.open_minor > 0 and v.selling_entity_id in ${uuids(sellingEntityIds)}`.execute(trx);
  return found.rows.map((row) => row.customer_id);
}

/** Sets another due date and keeps the one before with its reason. What comes due by it comes due no earlier than now: after the
 * day's contact it waits for the next working day (ladder rules 1 and 13). */
export async function changeDueDateOf(trx: Trx, change: {
  readonly id: string; readonly openItemId: string; readonly dueBefore: PlainDate; readonly dueAfter: PlainDate; readonly reason: string; readonly at: Instant; readonly actor: Actor;
}): Promise<void> {
  const { id, openItemId, dueBefore, dueAfter, reason, at, actor } = change;
  await trx.insertInto('due_date_changes').values({
    id, open_item_id: openItemId, due_before: dueBefore, due_after: dueAfter, reason, changed_at: at, changed_by: json({ ...actor }) as never,
  }).execute();
  await trx.updateTable('open_items').set({ due_on: dueAfter, due_basis: json({ kind: 'given' }) as never, pause_ended_at: at }).where('id', '=', openItemId).execute();
}
