import { sql } from 'kysely';
import type { Instant, PlainDate } from '../domain/dates.js';
import type { SendsPicture } from '../domain/sends-release.js';
import type { PageRequest } from './lists.js';
import type { Json, Row, Trx } from './schema.js';

/** How much there is to send about, now. */
export async function sendsPicture(trx: Trx): Promise<SendsPicture> {
  const found = await sql<{ open_items: number; reachable_people: number; open_minor: Readonly<Record<string, number>> | null }>`
    with owed as (select v.currency, count(*)::int as items, sum(i.open_minor)::bigint as open_minor from open_items i join invoices v on v.id = i.invoice_id where i.open_minor > 0 group by v.currency)
    select coalesce((select sum(items) from owed), 0)::int as open_items, (select json_object_agg(currency, open_minor) from owed) as open_minor,
      (select count(*) from contact_persons where removed_at is null and (email is not null or phone is not null))::int as reachable_people`.execute(trx);
  const [row] = found.rows;
  if (row === undefined) throw new Error('A query without a table answers one row');
  return { openItems: row.open_items, reachablePeople: row.reachable_people, openMinor: row.open_minor ?? {} };
}

export interface PlayableCase {
  readonly id: string;
  readonly customer_id: string;
  readonly currency: string;
}

/** Cases with something open, in the order of their ids, after one of them. */
export async function playableCases(trx: Trx, { after, limit }: { readonly after: string | null; readonly limit: number }): Promise<readonly PlayableCase[]> {
  const found = await sql<PlayableCase>`
    select k.id, k.customer_id, k.currency from collection_cases k
    where (${after}::uuid is null or k.id > ${after}::uuid) and exists (select 1 from open_items i where i.case_id = k.id and i.open_minor > 0)
    order by k.id limit ${limit}`.execute(trx);
  return found.rows;
}

export async function countPlayableCases(trx: Trx): Promise<number> {
  const found = await sql<{ cases: number }>`select count(distinct case_id)::int as cases from open_items where open_minor > 0`.execute(trx);
  return found.rows[0]?.cases ?? 0;
}

export async function sendsPreviewById(trx: Trx, id: string): Promise<Row<'sends_previews'> | undefined> {
  return trx.selectFrom('sends_previews').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The same, and nobody else plays it on or releases on it until this transaction ends. */
export async function lockSendsPreview(trx: Trx, id: string): Promise<Row<'sends_previews'> | undefined> {
  return trx.selectFrom('sends_previews').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function latestSendsPreview(trx: Trx): Promise<Row<'sends_previews'> | undefined> {
  return trx.selectFrom('sends_previews').selectAll().orderBy('made_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst();
}

// What is said to the customer, not to our own people.
const toCustomers = sql`channel is not null and action <> 'tell_sales'`;

export interface MoneySum {
  readonly currency: string;
  readonly minor: number;
}

/** What one step does over one channel on one day. */
export interface PreviewedStep {
  readonly day: PlainDate;
  readonly action: string;
  readonly stepKey: string;
  readonly stepName: Json;
  readonly channel: string | null;
  readonly sends: number;
  readonly customers: number;
  readonly items: number;
  readonly amounts: readonly MoneySum[];
}

/** What is heard by nobody, by reason. */
export interface PreviewedSilenceSum {
  readonly reason: string;
  readonly customers: number;
  readonly items: number;
  readonly amounts: readonly MoneySum[];
}

/** What a preview comes to; kept with it when it is finished. */
export interface SendsSummary {
  /** Messages and calls to customers; what stays in the house is not counted. */
  readonly contacts: number;
  readonly customers: number;
  readonly firstAt: Instant | null;
  readonly steps: readonly PreviewedStep[];
  readonly silences: readonly PreviewedSilenceSum[];
}

export async function sendsSummary(trx: Trx, previewId: string): Promise<SendsSummary> {
  const found = await sql<Pick<SendsSummary, 'contacts' | 'customers' | 'firstAt'>>`
    select count(*)::int as contacts, count(distinct customer_id)::int as customers, min(at) as "firstAt" from previewed_sends where preview_id = ${previewId} and ${toCustomers}`.execute(trx);
  const [totals] = found.rows;
  if (totals === undefined) throw new Error('A query of sums answers one row');
  return { ...totals, steps: await stepsOf(trx, previewId), silences: await silencesOf(trx, previewId) };
}

async function stepsOf(trx: Trx, previewId: string): Promise<readonly PreviewedStep[]> {
  const found = await sql<PreviewedStep>`
    with sums as (select day, action, step_key, channel, currency, sum(amount_minor)::bigint as minor from previewed_sends where preview_id = ${previewId} group by 1, 2, 3, 4, 5)
    select s.day, s.action, s.step_key as "stepKey", (min(s.step_name::text))::jsonb as "stepName", s.channel, count(*)::int as sends, count(distinct s.customer_id)::int as customers, sum(s.items)::int as items,
      (select json_agg(json_build_object('currency', m.currency, 'minor', m.minor) order by m.currency) from sums m
        where m.day = s.day and m.action = s.action and m.step_key = s.step_key and m.channel is not distinct from s.channel) as amounts
    from previewed_sends s where s.preview_id = ${previewId}
    group by s.day, s.action, s.step_key, s.channel order by s.day, s.channel is null, s.action = 'tell_sales', min(s.at), s.step_key, s.channel`.execute(trx);
  return found.rows;
}

async function silencesOf(trx: Trx, previewId: string): Promise<readonly PreviewedSilenceSum[]> {
  const found = await sql<PreviewedSilenceSum>`
    with sums as (select reason, currency, sum(amount_minor)::bigint as minor from previewed_silences where preview_id = ${previewId} group by 1, 2)
    select s.reason, count(distinct s.customer_id)::int as customers, sum(s.items)::int as items,
      (select json_agg(json_build_object('currency', m.currency, 'minor', m.minor) order by m.currency) from sums m where m.reason = s.reason) as amounts
    from previewed_silences s where s.preview_id = ${previewId} group by s.reason order by items desc, s.reason`.execute(trx);
  return found.rows;
}

interface OfCustomer {
  readonly customer_number: string;
  readonly customer_name: string;
  readonly customer_name_english: string | null;
}

export type PreviewedSendRow = Row<'previewed_sends'> & OfCustomer & { readonly recipient_name: string | null };

/** Messages of a preview in the order in which they would go; of one day, step or channel, or only those to customers, where asked. */
export async function listPreviewedSends(trx: Trx, wanted: PageRequest & { readonly previewId: string; readonly day?: string | undefined; readonly stepKey?: string | undefined; readonly channel?: string | undefined; readonly toCustomersOnly?: boolean }): Promise<readonly PreviewedSendRow[]> {
  const found = await sql<PreviewedSendRow>`
    select s.*, c.number as customer_number, c.name as customer_name, c.name_english as customer_name_english, coalesce(p.name, o.name) as recipient_name
    from previewed_sends s join customers c on c.id = s.customer_id left join contact_persons p on p.id = s.recipient_id left join people o on o.id = s.recipient_id
    where s.preview_id = ${wanted.previewId} and (${wanted.toCustomersOnly ?? false}::boolean = false or ${toCustomers}) and (${wanted.day ?? null}::date is null or s.day = ${wanted.day ?? null}::date)
      and (${wanted.stepKey ?? null}::text is null or s.step_key = ${wanted.stepKey ?? null}) and (${wanted.channel ?? null}::text is null or coalesce(s.channel, 'inside') = ${wanted.channel ?? null})
      and (${wanted.after?.[1] ?? null}::uuid is null or (s.at, s.id) > (${wanted.after?.[0] ?? null}::timestamptz, ${wanted.after?.[1] ?? null}::uuid))
    order by s.at, s.id limit ${wanted.limit}`.execute(trx);
  return found.rows;
}

export type PreviewedSilenceRow = Row<'previewed_silences'> & OfCustomer;

/** Who would not be heard for a reason, the largest amounts first. */
export async function listPreviewedSilences(trx: Trx, wanted: PageRequest & { readonly previewId: string; readonly reason: string }): Promise<readonly PreviewedSilenceRow[]> {
  const found = await sql<PreviewedSilenceRow>`
    select s.*, c.number as customer_number, c.name as customer_name, c.name_english as customer_name_english
    from previewed_silences s join customers c on c.id = s.customer_id where s.preview_id = ${wanted.previewId} and s.reason = ${wanted.reason}
      and (${wanted.after?.[1] ?? null}::uuid is null or (s.amount_minor, s.id) < (${wanted.after?.[0] ?? null}::bigint, ${wanted.after?.[1] ?? null}::uuid))
    order by s.amount_minor desc, s.id desc limit ${wanted.limit}`.execute(trx);
  return found.rows;
}
