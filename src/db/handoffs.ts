import type { Instant, PlainDate } from '../domain/dates.js';
import type { Actor } from './events.js';
import { json } from './json.js';
import type { Row, Trx } from './schema.js';

export interface HandoffRecords {
  readonly handoff: Row<'handoffs'>;
  readonly customer: Row<'customers'>;
  readonly case: Row<'collection_cases'>;
  readonly seller: Row<'selling_entities'>;
  readonly contact: Row<'contacts'> | undefined;
  readonly chased: boolean;
}

export async function handoffById(trx: Trx, id: string): Promise<Row<'handoffs'> | undefined> {
  return trx.selectFrom('handoffs').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What is still open of the items that it would hand over. Minor units of the case's currency. */
export async function openMinorOfHandoff(trx: Trx, id: string): Promise<number> {
  const items = await trx.selectFrom('handoff_items as handed').innerJoin('open_items as item', 'item.id', 'handed.open_item_id').select('item.open_minor').where('handed.handoff_id', '=', id).execute();
  return items.reduce((sum, item) => sum + item.open_minor, 0);
}

export async function writeHandoffDecision(trx: Trx, id: string, decision: {
  readonly state: 'approved' | 'refused'; readonly at: Instant; readonly by: Actor; readonly nextOn: PlainDate | null;
  readonly counterpartyName: string | null; readonly counterpartyEmail: string | null;
}): Promise<void> {
  await trx.updateTable('handoffs').set({
    state: decision.state, decided_at: decision.at, decided_by: json({ ...decision.by }) as never, next_on: decision.nextOn,
    counterparty_name: decision.counterpartyName, counterparty_email: decision.counterpartyEmail,
  }).where('id', '=', id).execute();
}

export async function readHandoffRecords(trx: Trx, id: string): Promise<HandoffRecords> {
  const handoff = await trx.selectFrom('handoffs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const kase = await trx.selectFrom('collection_cases').selectAll().where('id', '=', handoff.case_id).executeTakeFirstOrThrow();
  const customer = await trx.selectFrom('customers').selectAll().where('id', '=', handoff.customer_id).executeTakeFirstOrThrow();
  const seller = await trx.selectFrom('selling_entities').selectAll().where('id', '=', kase.selling_entity_id).executeTakeFirstOrThrow();
  const contact = await trx.selectFrom('contacts').selectAll().where('story_kind', '=', 'handoff').where('story_id', '=', id).orderBy('reserved_at', 'desc').executeTakeFirst();
  const chase = await trx.selectFrom('tasks').select('id').where('kind', '=', 'acknowledge_handoff').where('subject_id', '=', id).executeTakeFirst();
  return { handoff, customer, case: kase, seller, contact, chased: chase !== undefined };
}

/** Items, contacts and what else happened, from which the evidence pack is made. */
export async function readEvidence(trx: Trx, handoffId: string): Promise<{
  readonly items: readonly (Row<'open_items'> & Pick<Row<'invoices'>, 'number' | 'issued_on' | 'order_number' | 'delivery_number'> & { readonly disputed_minor: number })[];
  readonly contacts: readonly (Row<'contacts'> & { readonly recipient_name: string; readonly invoice_numbers: readonly string[]; readonly step_key: string })[];
  readonly letters: readonly Row<'documents'>[];
  readonly events: readonly Row<'events'>[];
}> {
  const items = await trx.selectFrom('handoff_items as handed').innerJoin('open_items as item', 'item.id', 'handed.open_item_id').innerJoin('invoices as invoice', 'invoice.id', 'item.invoice_id')
    .innerJoin('item_balances as balance', 'balance.open_item_id', 'item.id').selectAll('item').select(['invoice.number', 'invoice.issued_on', 'invoice.order_number', 'invoice.delivery_number', 'balance.disputed_minor'])
    .where('handed.handoff_id', '=', handoffId).orderBy('item.due_on').orderBy('invoice.number').execute();
  const itemIds = items.map((item) => item.id);
  const lines = itemIds.length === 0 ? [] : await trx.selectFrom('contact_lines').selectAll().where('open_item_id', 'in', itemIds).execute();
  const contactIds = [...new Set(lines.map((line) => line.contact_id))];
  const contacts = contactIds.length === 0 ? [] : await trx.selectFrom('contacts as contact').leftJoin('contact_persons as person', 'person.id', 'contact.recipient_id').selectAll('contact').select('person.name as person_name')
    .where('contact.id', 'in', contactIds).where('contact.recipient_kind', '=', 'contact_person').orderBy('contact.reserved_at').orderBy('contact.id').execute();
  const letterIds = contacts.map((contact) => contact.document_id).filter((id) => id !== null);
  const letters = letterIds.length === 0 ? [] : await trx.selectFrom('documents').selectAll().where('id', 'in', letterIds).orderBy('created_at').execute();
  const handoff = await trx.selectFrom('handoffs').select('case_id').where('id', '=', handoffId).executeTakeFirstOrThrow();
  const events = await trx.selectFrom('events').selectAll().where('stream_kind', '=', 'collection_case').where('stream_id', '=', handoff.case_id).orderBy('sequence').execute();
  return {
    items, letters, events,
    contacts: contacts.map((contact) => {
      const own = lines.filter((line) => line.contact_id === contact.id);
      return {
        ...contact, recipient_name: contact.person_name ?? '', step_key: own[0]?.step_key ?? '',
        invoice_numbers: own.map((line) => items.find((item) => item.id === line.open_item_id)?.number ?? '').filter((number) => number !== ''),
      };
    }),
  };
}
