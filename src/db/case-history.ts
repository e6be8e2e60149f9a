import { sql } from 'kysely';
import type { Instant } from '../domain/dates.js';
import { uuids } from './bulk.js';
import type { Json, Trx } from './schema.js';

export interface HistoryEntry {
  readonly id: string;
  /** Of the event; `null` for what came with a file, which is one event as a whole. */
  readonly sequence: number | null;
  /** Of the case itself, or of a handoff that it led to. */
  readonly stream: 'collection_case' | 'handoff';
  readonly type: string;
  readonly data: Json;
  readonly actor: Json;
  readonly at: Instant;
  readonly hash: string | null;
  /** Numbers of the invoices that it is about, as far as it names any. */
  readonly invoices: readonly string[];
  /** A payment's reference, a credit note's number. */
  readonly reference: string | null;
  /** The file that it came with. */
  readonly fileName: string | null;
}

type Found = Omit<HistoryEntry, 'invoices' | 'reference'>;

/** What happened in a case, the newest first: its events and those of its handoffs, and the invoices, credit notes, payments and reversals that came with files. */
export async function caseHistory(trx: Trx, { caseId, limit }: { readonly caseId: string; readonly limit: number }): Promise<readonly HistoryEntry[]> {
  const { rows } = await sql<Found>`
    with kase as (select id, customer_id from collection_cases where id = ${caseId}::uuid)
    select * from (
      (select e.sequence::text as id, e.sequence, e.stream_kind as stream, e.type, e.data, e.actor, e.at, e.hash, null as "fileName" from events e
        where (e.stream_kind = 'collection_case' and e.stream_id = ${caseId}::uuid) or (e.stream_kind = 'handoff' and e.stream_id in (select id from handoffs where case_id = ${caseId}::uuid)) order by e.sequence desc limit ${limit})
      union all select v.id::text, null, 'collection_case', 'invoice_recorded', jsonb_build_object('invoiceId', v.id, 'currency', v.currency, 'amountMinor', v.amount_minor), m.imported_by, v.recorded_at, null, m.file_name
        from invoices v join kase k on k.customer_id = v.customer_id and k.id = v.case_id join imports m on m.id = v.import_id
      union all select n.id::text, null, 'collection_case', 'credit_note_recorded', jsonb_build_object('creditNoteId', n.id, 'invoiceId', n.invoice_id, 'currency', n.currency, 'amountMinor', n.amount_minor), m.imported_by, n.recorded_at, null, m.file_name
        from credit_notes n join invoices v on v.id = n.invoice_id join kase k on k.customer_id = v.customer_id and k.id = v.case_id join imports m on m.id = n.import_id
      union all select p.id::text, null, 'collection_case', 'payment_recorded', jsonb_build_object('paymentId', p.id, 'currency', p.currency, 'amountMinor', p.amount_minor, 'receivedOn', p.received_on), m.imported_by, p.recorded_at, null, m.file_name
        from payments p join imports m on m.id = p.import_id where p.case_id = ${caseId}::uuid
      union all select p.id::text || '-reversed', null, 'collection_case', 'payment_reversed', jsonb_build_object('paymentId', p.id, 'currency', p.currency, 'amountMinor', p.amount_minor, 'reversedOn', p.reversed_on), m.imported_by, p.reversed_at, null, m.file_name
        from payments p join imports m on m.id = p.reversal_import_id where p.case_id = ${caseId}::uuid
    ) h order by h.at desc, h.sequence desc nulls last, h.id desc limit ${limit}`.execute(trx);
  return withNumbers(trx, rows);
}

async function withNumbers(trx: Trx, rows: readonly Found[]): Promise<readonly HistoryEntry[]> {
  const known = { items: new Map<string, string>(), invoices: new Map<string, string>(), references: new Map<string, string>(), paid: new Map<string, string[]>() };
  const ids = [...new Set(rows.flatMap(({ data }) => idsIn(data)))];
  if (ids.length > 0) {
    const { rows: named } = await sql<{ kind: 'items' | 'invoices' | 'references' | 'paid'; id: string; number: string }>`
      select 'items' as kind, i.id, v.number from open_items i join invoices v on v.id = i.invoice_id where i.id in ${uuids(ids)}
      union all select 'invoices', id, number from invoices where id in ${uuids(ids)}
      union all select 'references', id, reference from payments where id in ${uuids(ids)}
      union all select 'references', id, number from credit_notes where id in ${uuids(ids)}
      union all select 'paid', a.payment_id, v.number from allocations a join open_items i on i.id = a.open_item_id join invoices v on v.id = i.invoice_id where a.payment_id in ${uuids(ids)}
      order by 3`.execute(trx);
    for (const { kind, id, number } of named) {
      if (kind === 'paid') known.paid.set(id, [...known.paid.get(id) ?? [], number]);
      else known[kind].set(id, number);
    }
  }
  return rows.map((row) => {
    const own = idsIn(row.data);
    const invoices = own.flatMap((id) => [known.items.get(id), known.invoices.get(id), ...known.paid.get(id) ?? []]).filter((number) => number !== undefined);
    return { ...row, invoices: [...new Set(invoices)], reference: own.map((id) => known.references.get(id)).find((reference) => reference !== undefined) ?? null };
  });
}

const NAMED = ['invoiceId', 'paymentId', 'creditNoteId', 'openItemId'] as const;

/** Ids of invoices, items, payments and credit notes that an event's data names, in its own order. */
function idsIn(data: Json): readonly string[] {
  if (typeof data !== 'object' || data === null) return [];
  if (Array.isArray(data)) return data.flatMap(idsIn);
  const fields = data as Readonly<Record<string, Json>>;
  const { openItemIds, openItems, allocations } = fields;
  const listed = Array.isArray(openItemIds) ? openItemIds.filter((id) => typeof id === 'string') : [];
  const inside = [openItems, allocations].flatMap((part) => (Array.isArray(part) ? part.flatMap(idsIn) : []));
  return [...NAMED.map((field) => fields[field]).filter((id) => typeof id === 'string'), ...listed, ...inside];
}
