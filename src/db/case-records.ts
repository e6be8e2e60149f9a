import { sql } from 'kysely';
import { rowsOfJson } from './json.js';
import type { Instant, PlainDate } from '../domain/dates.js';
import type { Row, Trx } from './schema.js';

/** What the database holds of one collection case, as far as its next step depends on it. */
export interface CaseRecords {
  readonly case: Row<'collection_cases'>;
  readonly customer: Row<'customers'>;
  readonly installation: Pick<Row<'installation'>, 'clock_kind' | 'sends_released_at' | 'first_wave_per_day'>;
  /** `null` for a customer who was not overdue at the release, or was released without a limit. */
  readonly firstWaveStartsAt: Instant | null;
  readonly items: readonly ItemRecord[];
  readonly steps: readonly Row<'item_steps'>[];
  readonly lines: readonly LineRecord[];
  readonly refusals: readonly Row<'refusals'>[];
  readonly contacts: readonly ContactRecord[];
  readonly contactDaysOfCustomer: readonly PlainDate[];
  readonly persons: readonly Row<'contact_persons'>[];
  readonly holds: readonly Row<'contact_holds'>[];
  readonly promises: readonly (Row<'promises_to_pay'> & { readonly openItemIds: readonly string[] })[];
  readonly reviewedItemIds: readonly string[];
  readonly handoffs: readonly (Row<'handoffs'> & { readonly openItemIds: readonly string[] })[];
  readonly creditHoldPlaced: boolean;
  readonly salesPersonId: string | null;
}

export type ItemRecord = Row<'open_items'> & {
  /** The row of its ladder's document; `null` when it was never published (a defect). */
  readonly ladder_id: string | null;
  readonly number: string; readonly issued_on: PlainDate; readonly disputed_minor: number; readonly promised_minor: number;
  /** Whether a cover is valid on it: decides where a handoff goes. */
  readonly covered: boolean;
};

export type LineRecord = Row<'contact_lines'> & Pick<Row<'contacts'>, 'state' | 'day' | 'recipient_kind' | 'delivery'>;

/** A contact without its text. */
export type ContactRecord = Pick<Row<'contacts'>, 'id' | 'state' | 'channel' | 'recipient_kind' | 'recipient_id' | 'attempt' | 'day' | 'reserved_at' | 'send_by' | 'try_again_at' | 'settle_at'>;

export async function caseById(trx: Trx, caseId: string): Promise<Row<'collection_cases'> | undefined> {
  return trx.selectFrom('collection_cases').selectAll().where('id', '=', caseId).executeTakeFirst();
}

/** Reads a case in three statements, however much it has: each costs a journey to the database. Items that have nothing left and that
 * no promise or message still waits on are not read: a case may be years old. */
export async function readCaseRecords(trx: Trx, request: { readonly caseId: string; readonly today: (timeZone: string) => { readonly day: PlainDate; readonly weekBefore: PlainDate } }): Promise<CaseRecords> {
  const { caseId } = request;
  const { kase, customer, installation, firstWaveStartsAt } = await readHead(trx, caseId);
  const items = await readItems(trx, caseId);
  const others = await readOthers(trx, { caseId, customer, itemIds: items.map((item) => item.id), ...request.today(customer.time_zone) });
  return { case: kase, customer, installation, firstWaveStartsAt, items, ...others };
}

type Head = Pick<CaseRecords, 'customer' | 'installation' | 'firstWaveStartsAt'> & { readonly kase: Row<'collection_cases'> };

async function readHead(trx: Trx, caseId: string): Promise<Head> {
  const found = await sql<{ kase: object; customer: object; installation: object; first_wave_starts_at: Instant | null }>`
    select to_json(k) as kase, to_json(c) as customer, to_json(i) as installation, w.starts_at as first_wave_starts_at
    from collection_cases k join customers c on c.id = k.customer_id left join first_wave w on w.customer_id = c.id cross join installation i where k.id = ${caseId}`.execute(trx);
  const [row] = found.rows;
  const [kase] = rowsOfJson<Row<'collection_cases'>>(row === undefined ? null : [row.kase], ['created_at', 'opened_at', 'closed_at']);
  const [customer] = rowsOfJson<Row<'customers'>>(row === undefined ? null : [row.customer], ['created_at']);
  const [installation] = rowsOfJson<Row<'installation'>>(row === undefined ? null : [row.installation], ['clock_at', 'sends_released_at']);
  if (kase === undefined || customer === undefined || installation === undefined) throw new Error(`There is no collection case ${caseId}`);
  return { kase, customer, installation, firstWaveStartsAt: row?.first_wave_starts_at ?? null };
}

async function readItems(trx: Trx, caseId: string): Promise<readonly ItemRecord[]> {
  const found = await sql<ItemRecord>`
    select i.*, p.id as ladder_id, v.number, v.issued_on, b.disputed_minor, b.promised_minor,
      exists (select 1 from covers k where k.customer_id = i.customer_id and (k.invoice_id is null or k.invoice_id = i.invoice_id)
        and v.issued_on between k.valid_from and k.valid_until) as covered
    from open_items i join invoices v on v.id = i.invoice_id join item_balances b on b.open_item_id = i.id
      left join policies p on p.kind = 'escalation_ladder' and p.name = i.ladder_name and p.version = i.ladder_version
    where i.case_id = ${caseId} and (i.open_minor > 0
      or exists (select 1 from promise_items p join promises_to_pay t on t.id = p.promise_id where p.open_item_id = i.id and t.status = 'pending')
      or exists (select 1 from contact_lines l join contacts c on c.id = l.contact_id where l.open_item_id = i.id
        and (c.state in ('sending', 'not_sent') or (c.state = 'unknown' and c.settle_at is not null))))
    order by i.due_on, v.number, i.instalment, i.id`.execute(trx);
  return found.rows;
}

type Others = Omit<CaseRecords, 'case' | 'customer' | 'installation' | 'firstWaveStartsAt' | 'items'>;
type PromiseLink = Pick<Row<'promise_items'>, 'promise_id' | 'open_item_id' | 'open_when_judged_minor'>;

/** As the database answers it: lists of rows as JSON, `null` for an empty one. */
interface OthersRead {
  readonly steps: readonly object[] | null;
  readonly lines: readonly object[] | null;
  readonly refusals: readonly object[] | null;
  readonly contacts: readonly object[] | null;
  readonly contact_days: readonly PlainDate[] | null;
  readonly persons: readonly object[] | null;
  readonly holds: readonly object[] | null;
  readonly promises: readonly object[] | null;
  readonly promise_links: readonly PromiseLink[] | null;
  readonly reviewed: readonly string[] | null;
  readonly handoffs: readonly object[] | null;
  readonly handoff_links: readonly Row<'handoff_items'>[] | null;
  readonly credit_hold_placed: boolean;
  readonly sales_person_id: string | null;
}

async function readOthers(trx: Trx, wanted: { readonly caseId: string; readonly customer: Row<'customers'>; readonly itemIds: readonly string[]; readonly day: PlainDate; readonly weekBefore: PlainDate }): Promise<Others> {
  const { caseId, customer, day, weekBefore } = wanted;
  const items = sql`any(${wanted.itemIds}::uuid[])`;
  const read = await sql<OthersRead>`
    select
      (select json_agg(s order by s.rank, s.at) from item_steps s where s.open_item_id = ${items}) as steps,
      (select json_agg(l order by l.reserved_at, l.contact_id) from (select n.*, c.state, c.day, c.recipient_kind, c.delivery, c.reserved_at
        from contact_lines n join contacts c on c.id = n.contact_id where n.open_item_id = ${items}) l) as lines,
      (select json_agg(r) from refusals r where r.open_item_id = ${items}) as refusals,
      (select json_agg(c) from (select id, state, channel, recipient_kind, recipient_id, attempt, day, reserved_at, send_by, try_again_at, settle_at
        from contacts where story_kind = 'collection_case' and case_id = ${caseId}::uuid
          and (day >= ${day}::date or state in ('sending', 'not_sent') or (state = 'unknown' and settle_at is not null))) c) as contacts,
      (select json_agg(distinct day) from contacts where customer_id = ${customer.id}::uuid and story_kind = 'collection_case' and recipient_kind = 'contact_person'
        and day >= ${weekBefore}::date and state in ('sending', 'sent', 'unknown')) as contact_days,
      (select json_agg(p order by p.created_at, p.id) from contact_persons p where p.customer_id = ${customer.id}::uuid and p.removed_at is null) as persons,
      (select json_agg(h order by h.placed_at) from contact_holds h where h.case_id = ${caseId}::uuid) as holds,
      (select json_agg(t order by t.made_at, t.id) from promises_to_pay t where t.case_id = ${caseId}::uuid and t.status in ('pending', 'broken', 'partly_kept')) as promises,
      (select json_agg(p) from promise_items p where p.open_item_id = ${items}) as promise_links,
      (select json_agg(open_item_id) from manager_review_items where open_item_id = ${items}) as reviewed,
      (select json_agg(f order by f.requested_at) from handoffs f where f.case_id = ${caseId}::uuid) as handoffs,
      (select json_agg(h) from handoff_items h where h.open_item_id = ${items}) as handoff_links,
      exists (select 1 from credit_holds where case_id = ${caseId}::uuid and lifted_at is null) as credit_hold_placed,
      (select id from people where id = ${customer.sales_person_id}::uuid and disabled_at is null) as sales_person_id`.execute(trx);
  const [row] = read.rows;
  if (row === undefined) throw new Error('A query without a table answers one row');
  return othersOf(row);
}

function othersOf(row: OthersRead): Others {
  return {
    steps: rowsOfJson<Row<'item_steps'>>(row.steps, ['at']),
    lines: rowsOfJson<LineRecord>(row.lines, []),
    refusals: rowsOfJson<Row<'refusals'>>(row.refusals, ['at']),
    contacts: rowsOfJson<ContactRecord>(row.contacts, ['reserved_at', 'send_by', 'try_again_at', 'settle_at']),
    contactDaysOfCustomer: row.contact_days ?? [],
    persons: rowsOfJson<Row<'contact_persons'>>(row.persons, ['created_at', 'removed_at']),
    holds: rowsOfJson<Row<'contact_holds'>>(row.holds, ['placed_at', 'ended_at']),
    promises: promisesOf(rowsOfJson<Row<'promises_to_pay'>>(row.promises, ['made_at', 'judged_at']), row.promise_links ?? []),
    reviewedItemIds: row.reviewed ?? [],
    handoffs: handoffsOf(rowsOfJson<Row<'handoffs'>>(row.handoffs, ['requested_at', 'decided_at', 'sent_at', 'acknowledged_at', 'ended_at']), row.handoff_links ?? []),
    creditHoldPlaced: row.credit_hold_placed, salesPersonId: row.sales_person_id,
  };
}

function handoffsOf(handoffs: readonly Row<'handoffs'>[], links: readonly Row<'handoff_items'>[]): CaseRecords['handoffs'] {
  return handoffs.map((handoff) => ({ ...handoff, openItemIds: links.filter((link) => link.handoff_id === handoff.id).map((link) => link.open_item_id) }))
    .filter((handoff) => handoff.openItemIds.length > 0);
}

function promisesOf(promises: readonly Row<'promises_to_pay'>[], links: readonly PromiseLink[]): CaseRecords['promises'] {
  // What was settled when its promise was judged was not broken, whatever comes back later (ladder rule 9).
  const named = links.filter((link) => link.open_when_judged_minor !== 0);
  return promises.map((promise) => ({ ...promise, openItemIds: named.filter((link) => link.promise_id === promise.id).map((link) => link.open_item_id) }))
    .filter((promise) => promise.openItemIds.length > 0);
}
