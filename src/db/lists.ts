import { sql, type RawBuilder } from 'kysely';
import { assertNever } from '../domain/assert-never.js';
import { instant, type Instant, type PlainDate } from '../domain/dates.js';
import type { Json, Row, Trx } from './schema.js';

/** What a page of a list asks for: rows after the cursor's, at most so many. The cursor is the last row's own sort values. */
export interface PageRequest {
  readonly after: readonly [value: string, id: string] | undefined;
  readonly limit: number;
}

export interface CaseListRow {
  readonly id: string;
  readonly customer_id: string;
  readonly customer_number: string;
  readonly customer_name: string;
  readonly customer_name_english: string | null;
  readonly selling_entity_code: string;
  readonly currency: string;
  readonly status: Row<'collection_cases'>['status'];
  readonly open_minor: number;
  readonly overdue_minor: number;
  readonly disputed_minor: number;
  readonly promised_minor: number;
  readonly collectable_minor: number;
  readonly open_items: number;
  readonly oldest_due_on: PlainDate | null;
  readonly days_past_due: number | null;
  readonly next_at: Instant | null;
  readonly next_action: string | null;
  readonly next_reason: Json;
  readonly stuck_at: Instant | null;
  readonly credit_hold: boolean;
}

export interface CasesWanted extends PageRequest {
  readonly at: Instant;
  readonly sort: CaseSort;
  readonly status?: string | undefined;
  readonly search?: string | undefined;
  readonly customerId?: string | undefined;
  readonly overdueOnly?: boolean | undefined;
}

/** Orders of a list of cases: most money first, oldest first, or what comes next first. */
export const CASE_SORTS = ['overdue', 'collectable', 'oldest', 'next'] as const;

export type CaseSort = (typeof CASE_SORTS)[number];

/** By what a page of cases goes on, as its cursor keeps it. */
export function caseSortValue(row: CaseListRow, sort: CaseSort): string | number {
  switch (sort) {
    case 'overdue': return row.overdue_minor;
    case 'collectable': return row.collectable_minor;
    case 'oldest': return row.days_past_due ?? NO_AGE;
    case 'next': return row.next_at ?? 'infinity';
    default: return assertNever(sort);
  }
}

/** Younger than any item, so that cases without one come last. */
const NO_AGE = -1_000_000;

const COLLECTABLE = sql`greatest(0, coalesce(o.overdue_minor, 0) - coalesce(o.disputed_minor, 0) - coalesce(o.promised_minor, 0))`;
const CASE_ORDERS: Readonly<Record<CaseSort, { readonly value: RawBuilder<unknown>; readonly type: RawBuilder<unknown>; readonly descends: boolean }>> = {
  overdue: { value: sql`coalesce(o.overdue_minor, 0)`, type: sql`bigint`, descends: true },
  collectable: { value: COLLECTABLE, type: sql`bigint`, descends: true },
  oldest: { value: sql`coalesce(o.days_past_due, ${sql.lit(NO_AGE)})`, type: sql`bigint`, descends: true },
  next: { value: sql`coalesce(t.next_at, 'infinity'::timestamptz)`, type: sql`timestamptz`, descends: false },
};

/** Cases with what is owed in them, in the order that is asked for. */
export async function listCases(trx: Trx, wanted: CasesWanted): Promise<readonly CaseListRow[]> {
  const order = CASE_ORDERS[wanted.sort];
  const [after, direction] = order.descends ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  const search = wanted.search === undefined || wanted.search === '' ? undefined : `%${wanted.search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const found = await sql<CaseListRow>`
    with owed as (
      select i.case_id, count(*) filter (where b.open_minor > 0)::int as open_items, coalesce(sum(b.open_minor), 0)::bigint as open_minor,
        coalesce(sum(b.open_minor) filter (where i.due_on < (${wanted.at}::timestamptz at time zone c.time_zone)::date), 0)::bigint as overdue_minor,
        coalesce(sum(b.disputed_minor) filter (where i.due_on < (${wanted.at}::timestamptz at time zone c.time_zone)::date), 0)::bigint as disputed_minor,
        coalesce(sum(b.promised_minor) filter (where i.due_on < (${wanted.at}::timestamptz at time zone c.time_zone)::date), 0)::bigint as promised_minor,
        min(i.due_on) filter (where b.open_minor > 0) as oldest_due_on,
        max((${wanted.at}::timestamptz at time zone c.time_zone)::date - i.due_on) filter (where b.open_minor > 0) as days_past_due
      from open_items i join item_balances b on b.open_item_id = i.id join customers c on c.id = i.customer_id group by i.case_id)
    select k.id, k.customer_id, c.number as customer_number, c.name as customer_name, c.name_english as customer_name_english, s.code as selling_entity_code, k.currency, k.status,
      coalesce(o.open_minor, 0)::bigint as open_minor, coalesce(o.overdue_minor, 0)::bigint as overdue_minor, coalesce(o.disputed_minor, 0)::bigint as disputed_minor,
      coalesce(o.promised_minor, 0)::bigint as promised_minor,
      ${COLLECTABLE}::bigint as collectable_minor,
      coalesce(o.open_items, 0)::int as open_items, o.oldest_due_on, o.days_past_due, t.next_at, t.next_action, t.next_reason, t.stuck_at,
      exists (select 1 from credit_holds h where h.case_id = k.id and h.lifted_at is null) as credit_hold
    from collection_cases k join customers c on c.id = k.customer_id join selling_entities s on s.id = k.selling_entity_id
    left join owed o on o.case_id = k.id left join stories t on t.kind = 'collection_case' and t.id = k.id
    where (${wanted.status ?? null}::text is null or k.status = ${wanted.status ?? null}) and (${wanted.customerId ?? null}::uuid is null or k.customer_id = ${wanted.customerId ?? null}::uuid)
      and (${wanted.overdueOnly === true}::boolean = false or coalesce(o.overdue_minor, 0) > 0)
      and (${search ?? null}::text is null or c.name ilike ${search ?? null} or c.name_english ilike ${search ?? null} or c.number ilike ${search ?? null}
        or exists (select 1 from invoices v where v.case_id = k.id and v.number ilike ${search ?? null}))
      and (${wanted.after?.[1] ?? null}::uuid is null or (${order.value}, k.id) ${after} (${wanted.after?.[0] ?? null}::${order.type}, ${wanted.after?.[1] ?? null}::uuid))
    order by ${order.value} ${direction}, k.id ${direction} limit ${wanted.limit}`.execute(trx);
  return found.rows;
}

export interface TaskListRow extends Row<'tasks'> {
  readonly customer_number: string | null;
  readonly customer_name: string | null;
  readonly customer_name_english: string | null;
  readonly currency: string | null;
  readonly overdue_minor: number;
  readonly collectable_minor: number;
  readonly days_past_due: number | null;
  /** Whether a cover is valid on something overdue. */
  readonly insured: boolean;
  /** What the customer said last: in a call (“other” alone says nothing), by a promise or by a dispute. `what` is the call's outcome or the dispute's reason. */
  readonly said: { readonly by: 'call' | 'dispute' | 'promise'; readonly what: string | null; readonly note: string | null; readonly at: Instant } | null;
  readonly next_at: Instant | null;
  readonly next_reason: Json;
  readonly script: string | null;
  readonly recipient_name: string | null;
  readonly recipient_phone: string | null;
}

/** Whose tasks: those of these roles that are not another person's own. A task whose owner has left, or has the role no more, is the role's. */
export interface TasksOf {
  readonly roles: readonly string[];
  /** Absent for a key. */
  readonly personId: string | undefined;
}

/** Tasks of somebody, or of all, in the order in which they are due, then by what is overdue. */
export async function listTasks(trx: Trx, wanted: PageRequest & { readonly at: Instant; readonly state: string; readonly role?: string | undefined; readonly of?: TasksOf | undefined; readonly kind?: string | undefined; readonly caseId?: string | undefined }): Promise<readonly TaskListRow[]> {
  const { of, role = null } = wanted;
  const roles = of === undefined ? null : [...of.roles];
  // The page is cut first: what stands beside a task is counted for its rows alone.
  const found = await sql<TaskListRow>`
    with page as (select t.* from tasks t
      where t.state = ${wanted.state} and (${role}::text is null or t.owner_role = ${role})
        and (${roles}::text[] is null or (t.owner_role = any(${roles}::text[]) and (t.owner_id is null or t.owner_id = ${of?.personId ?? null}::uuid
          or not exists (select 1 from people w where w.id = t.owner_id and w.disabled_at is null and t.owner_role = any(w.roles)))))
        and (${wanted.kind ?? null}::text is null or t.kind = ${wanted.kind ?? null})
        and (${wanted.caseId ?? null}::uuid is null or t.case_id = ${wanted.caseId ?? null}::uuid)
        and (${wanted.after?.[1] ?? null}::uuid is null or (coalesce(t.due_at, t.opened_at), t.id) > (${wanted.after?.[0] ?? null}::timestamptz, ${wanted.after?.[1] ?? null}::uuid))
      order by coalesce(t.due_at, t.opened_at), t.id limit ${wanted.limit})
    select t.*, c.number as customer_number, c.name as customer_name, c.name_english as customer_name_english, k.currency,
      coalesce(o.overdue_minor, 0)::bigint as overdue_minor, coalesce(o.collectable_minor, 0)::bigint as collectable_minor, o.days_past_due, coalesce(o.insured, false) as insured, w.said,
      s.next_at, s.next_reason, x.body as script, p.name as recipient_name, p.phone as recipient_phone
    from page t left join customers c on c.id = t.customer_id left join collection_cases k on k.id = t.case_id
    left join stories s on s.kind = 'collection_case' and s.id = t.case_id
    left join contacts x on x.id = t.contact_id and t.kind = 'call' left join contact_persons p on p.id = x.recipient_id
    left join lateral (select sum(i.open_minor)::bigint as overdue_minor, sum(greatest(0, i.open_minor - b.disputed_minor - b.promised_minor))::bigint as collectable_minor,
        max((${wanted.at}::timestamptz at time zone c.time_zone)::date - i.due_on) as days_past_due,
        bool_or(exists (select 1 from covers v where v.customer_id = i.customer_id and (v.invoice_id is null or v.invoice_id = i.invoice_id) and n.issued_on between v.valid_from and v.valid_until)) as insured
      from open_items i join invoices n on n.id = i.invoice_id join item_balances b on b.open_item_id = i.id
      where i.case_id = t.case_id and i.open_minor > 0 and i.due_on < (${wanted.at}::timestamptz at time zone c.time_zone)::date) o on true
    left join lateral (select to_jsonb(l) as said from (
        select 'call' as by, d.outcome->>'outcome' as what, d.outcome->>'note' as note, d.closed_at as at from tasks d where d.case_id = t.case_id and d.kind = 'call' and d.state = 'done'
          and not (d.outcome->>'outcome' = 'other' and d.outcome->>'note' is null)
        union all select 'dispute', d.reason, d.note, d.raised_at from disputes d where d.case_id = t.case_id
        union all select 'promise', null, null, m.made_at from promises_to_pay m where m.case_id = t.case_id
        order by at desc, by limit 1) l) w on true
    order by coalesce(t.due_at, t.opened_at), t.id`.execute(trx);
  return found.rows.map((row) => (row.said === null ? row : { ...row, said: { ...row.said, at: instant(row.said.at) } }));
}

export interface CustomerListRow extends Row<'customers'> {
  readonly open_cases: number;
  readonly credit_hold: boolean;
  readonly covered: boolean;
}

export async function listCustomers(trx: Trx, wanted: PageRequest & { readonly search?: string | undefined }): Promise<readonly CustomerListRow[]> {
  const search = wanted.search === undefined || wanted.search === '' ? null : `%${wanted.search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const found = await sql<CustomerListRow>`
    select c.*, (select count(*) from collection_cases k where k.customer_id = c.id and k.status in ('watching', 'open'))::int as open_cases,
      exists (select 1 from credit_holds h where h.customer_id = c.id and h.lifted_at is null) as credit_hold, exists (select 1 from covers v where v.customer_id = c.id) as covered
    from customers c where (${search}::text is null or c.name ilike ${search} or c.name_english ilike ${search} or c.number ilike ${search})
      and (${wanted.after?.[1] ?? null}::uuid is null or (c.number, c.id) > (${wanted.after?.[0] ?? null}::text, ${wanted.after?.[1] ?? null}::uuid))
    order by c.number, c.id limit ${wanted.limit}`.execute(trx);
  return found.rows;
}

export interface ItemListRow {
  readonly id: string;
  readonly invoice_id: string;
  readonly number: string;
  readonly instalment: number;
  readonly case_id: string;
  readonly customer_number: string;
  readonly customer_name: string;
  readonly customer_name_english: string | null;
  readonly currency: string;
  readonly amount_minor: number;
  readonly open_minor: number;
  readonly disputed_minor: number;
  readonly promised_minor: number;
  readonly issued_on: PlainDate;
  readonly due_on: PlainDate;
  readonly due_basis: Json;
  readonly days_past_due: number;
  readonly voided_at: Instant | null;
}

/** Days past due, in the steps in which what is open is counted. */
export const AGE_BUCKETS = ['not_due', 'days_1_30', 'days_31_60', 'days_61_90', 'over_90'] as const;

export type AgeBucket = (typeof AGE_BUCKETS)[number];

/** @param late the days past due, as SQL */
function bucketOf(late: RawBuilder<unknown>): RawBuilder<AgeBucket> {
  return sql<AgeBucket>`case when ${late} <= 0 then 'not_due' when ${late} <= 30 then 'days_1_30' when ${late} <= 60 then 'days_31_60' when ${late} <= 90 then 'days_61_90' else 'over_90' end`;
}

export interface ItemsWanted extends PageRequest {
  readonly at: Instant;
  readonly openOnly: boolean;
  readonly customerId?: string | undefined;
  readonly search?: string | undefined;
  readonly currency?: string | undefined;
  /** Of one bucket, or all that is past due. */
  readonly age?: AgeBucket | 'overdue' | undefined;
}

/** Open items (or all of them), the oldest due first. */
export async function listItems(trx: Trx, wanted: ItemsWanted): Promise<readonly ItemListRow[]> {
  const search = wanted.search === undefined || wanted.search === '' ? null : `%${wanted.search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const age = wanted.age ?? null;
  const late = sql`((${wanted.at}::timestamptz at time zone c.time_zone)::date - i.due_on)`;
  const found = await sql<ItemListRow>`
    select i.id, i.invoice_id, v.number, i.instalment, i.case_id, c.number as customer_number, c.name as customer_name, c.name_english as customer_name_english, v.currency, i.amount_minor, i.open_minor,
      b.disputed_minor, b.promised_minor, v.issued_on, i.due_on, i.due_basis, ${late} as days_past_due, v.voided_at
    from open_items i join invoices v on v.id = i.invoice_id join customers c on c.id = i.customer_id join item_balances b on b.open_item_id = i.id
    where (${wanted.openOnly}::boolean = false or i.open_minor > 0) and (${wanted.customerId ?? null}::uuid is null or i.customer_id = ${wanted.customerId ?? null}::uuid)
      and (${search}::text is null or v.number ilike ${search} or c.name ilike ${search} or c.name_english ilike ${search} or c.number ilike ${search})
      and (${wanted.currency ?? null}::text is null or v.currency = ${wanted.currency ?? null})
      and (${age}::text is null or (${age} = 'overdue' and ${late} > 0) or ${bucketOf(late)} = ${age})
      and (${wanted.after?.[1] ?? null}::uuid is null or (i.due_on, i.id) > (${wanted.after?.[0] ?? null}::date, ${wanted.after?.[1] ?? null}::uuid))
    order by i.due_on, i.id limit ${wanted.limit}`.execute(trx);
  return found.rows;
}

/** What is open, by currency and days past due: not due, 1–30, 31–60, 61–90, over 90. */
export async function ageing(trx: Trx, at: Instant): Promise<readonly { readonly currency: string; readonly bucket: AgeBucket; readonly open_minor: number; readonly items: number }[]> {
  const found = await sql<{ currency: string; bucket: AgeBucket; open_minor: number; items: number }>`
    select currency, bucket, sum(open_minor)::bigint as open_minor, count(*)::int as items from (
      select v.currency, i.open_minor, ${bucketOf(sql`late`)} as bucket
      from open_items i join invoices v on v.id = i.invoice_id join customers c on c.id = i.customer_id
      cross join lateral (select (${at}::timestamptz at time zone c.time_zone)::date - i.due_on as late) d where i.open_minor > 0) aged
    group by currency, bucket order by currency, bucket`.execute(trx);
  return found.rows;
}
