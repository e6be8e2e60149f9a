import { sql } from 'kysely';
import type { PlainDate } from '../domain/dates.js';
import type { Row, Trx } from './schema.js';

/** What the database holds of one collection case, as far as its next step depends on it. */
export interface CaseRecords {
  readonly case: Row<'collection_cases'>;
  readonly customer: Row<'customers'>;
  readonly items: readonly ItemRecord[];
  readonly steps: readonly Row<'item_steps'>[];
  readonly lines: readonly LineRecord[];
  readonly refusals: readonly Row<'refusals'>[];
  readonly contacts: readonly Row<'contacts'>[];
  readonly contactDaysOfCustomer: readonly PlainDate[];
  readonly persons: readonly Row<'contact_persons'>[];
  readonly holds: readonly Row<'contact_holds'>[];
  readonly promises: readonly (Row<'promises_to_pay'> & { readonly openItemIds: readonly string[] })[];
  readonly reviewedItemIds: readonly string[];
  readonly handoffs: readonly (Row<'handoffs'> & { readonly openItemIds: readonly string[] })[];
  readonly coveredItemIds: readonly string[];
  readonly creditHoldPlaced: boolean;
  readonly salesPersonId: string | null;
}

export type ItemRecord = Row<'open_items'> & {
  readonly number: string; readonly issued_on: PlainDate; readonly disputed_minor: number; readonly promised_minor: number;
};

export type LineRecord = Row<'contact_lines'> & Pick<Row<'contacts'>, 'state' | 'day' | 'action' | 'recipient_kind'>;

export async function caseById(trx: Trx, caseId: string): Promise<Row<'collection_cases'> | undefined> {
  return trx.selectFrom('collection_cases').selectAll().where('id', '=', caseId).executeTakeFirst();
}

/** Items that have nothing left and that no promise or message still waits on are not read: a case may be years old. */
export async function readCaseRecords(trx: Trx, request: { readonly caseId: string; readonly today: (timeZone: string) => { readonly day: PlainDate; readonly weekBefore: PlainDate } }): Promise<CaseRecords> {
  const { caseId } = request;
  const kase = await trx.selectFrom('collection_cases').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow();
  const customer = await trx.selectFrom('customers').selectAll().where('id', '=', kase.customer_id).executeTakeFirstOrThrow();
  const { day, weekBefore } = request.today(customer.time_zone);
  const items = await readItems(trx, caseId);
  const itemIds = items.map((item) => item.id);
  const contacts = await trx.selectFrom('contacts').selectAll().where('story_kind', '=', 'collection_case').where('case_id', '=', caseId)
    .where((where) => where.or([where('day', '>=', day), where('state', 'in', ['sending', 'not_sent']), where.and([where('state', '=', 'unknown'), where('settle_at', 'is not', null)])])).execute();
  const days = await sql<{ day: PlainDate }>`
    select distinct day from contacts where customer_id = ${customer.id} and story_kind = 'collection_case' and recipient_kind = 'contact_person'
      and day >= ${weekBefore}::date and state in ('sending', 'sent', 'unknown')`.execute(trx);
  const ofItems = await readOfItems(trx, itemIds);
  const holds = await trx.selectFrom('contact_holds').selectAll().where('case_id', '=', caseId).orderBy('placed_at').execute();
  const persons = await trx.selectFrom('contact_persons').selectAll().where('customer_id', '=', customer.id).where('removed_at', 'is', null).orderBy('created_at').orderBy('id').execute();
  const creditHold = await trx.selectFrom('credit_holds').select('id').where('case_id', '=', caseId).where('lifted_at', 'is', null).executeTakeFirst();
  const sales = customer.sales_person_id === null ? undefined
    : await trx.selectFrom('people').select('id').where('id', '=', customer.sales_person_id).where('disabled_at', 'is', null).executeTakeFirst();
  return {
    case: kase, customer, items, contacts, holds, persons, ...ofItems, promises: await readPromises(trx, caseId, itemIds),
    contactDaysOfCustomer: days.rows.map((row) => row.day), creditHoldPlaced: creditHold !== undefined, salesPersonId: sales?.id ?? null,
  };
}

async function readItems(trx: Trx, caseId: string): Promise<readonly ItemRecord[]> {
  const found = await sql<ItemRecord>`
    select i.*, v.number, v.issued_on, b.disputed_minor, b.promised_minor
    from open_items i join invoices v on v.id = i.invoice_id join item_balances b on b.open_item_id = i.id
    where i.case_id = ${caseId} and (i.open_minor > 0
      or exists (select 1 from promise_items p join promises_to_pay t on t.id = p.promise_id where p.open_item_id = i.id and t.status = 'pending')
      or exists (select 1 from contact_lines l join contacts c on c.id = l.contact_id where l.open_item_id = i.id
        and (c.state in ('sending', 'not_sent') or (c.state = 'unknown' and c.settle_at is not null))))
    order by i.due_on, v.number, i.instalment, i.id`.execute(trx);
  return found.rows;
}

type OfItems = Pick<CaseRecords, 'steps' | 'lines' | 'refusals' | 'reviewedItemIds' | 'handoffs' | 'coveredItemIds'>;

async function readOfItems(trx: Trx, itemIds: readonly string[]): Promise<OfItems> {
  if (itemIds.length === 0) return { steps: [], lines: [], refusals: [], reviewedItemIds: [], handoffs: [], coveredItemIds: [] };
  const steps = await trx.selectFrom('item_steps').selectAll().where('open_item_id', 'in', itemIds).orderBy('rank').orderBy('at').execute();
  const lines = await trx.selectFrom('contact_lines as line').innerJoin('contacts as contact', 'contact.id', 'line.contact_id')
    .selectAll('line').select(['contact.state', 'contact.day', 'contact.action', 'contact.recipient_kind']).where('line.open_item_id', 'in', itemIds).orderBy('contact.reserved_at').orderBy('contact.id').execute();
  const refusals = await trx.selectFrom('refusals').selectAll().where('open_item_id', 'in', itemIds).execute();
  const reviewed = await trx.selectFrom('manager_review_items').select('open_item_id').where('open_item_id', 'in', itemIds).execute();
  const covered = await sql<{ id: string }>`
    select i.id from open_items i join invoices v on v.id = i.invoice_id where i.id in (${sql.join([...itemIds])})
      and exists (select 1 from covers k where k.customer_id = i.customer_id and (k.invoice_id is null or k.invoice_id = i.invoice_id)
        and v.issued_on between k.valid_from and k.valid_until)`.execute(trx);
  return {
    steps, lines, refusals, reviewedItemIds: reviewed.map((row) => row.open_item_id), coveredItemIds: covered.rows.map((row) => row.id),
    handoffs: await readHandoffs(trx, itemIds),
  };
}

async function readHandoffs(trx: Trx, itemIds: readonly string[]): Promise<CaseRecords['handoffs']> {
  const links = await trx.selectFrom('handoff_items').selectAll().where('open_item_id', 'in', itemIds).execute();
  if (links.length === 0) return [];
  const handoffs = await trx.selectFrom('handoffs').selectAll().where('id', 'in', [...new Set(links.map((link) => link.handoff_id))]).orderBy('requested_at').execute();
  return handoffs.map((handoff) => ({ ...handoff, openItemIds: links.filter((link) => link.handoff_id === handoff.id).map((link) => link.open_item_id) }));
}

async function readPromises(trx: Trx, caseId: string, itemIds: readonly string[]): Promise<CaseRecords['promises']> {
  const promises = await trx.selectFrom('promises_to_pay').selectAll().where('case_id', '=', caseId).where('status', 'in', ['pending', 'broken', 'partly_kept']).orderBy('made_at').orderBy('id').execute();
  if (promises.length === 0) return [];
  const links = await trx.selectFrom('promise_items').selectAll().where('promise_id', 'in', promises.map((promise) => promise.id)).execute();
  const read = new Set(itemIds);
  // What was settled when its promise was judged was not broken, whatever comes back later (ladder rule 9).
  const named = links.filter((link) => read.has(link.open_item_id) && link.open_when_judged_minor !== 0);
  return promises.map((promise) => ({ ...promise, openItemIds: named.filter((link) => link.promise_id === promise.id).map((link) => link.open_item_id) }))
    .filter((promise) => promise.openItemIds.length > 0);
}
