import { sql } from 'kysely';
import type { Database, Trx } from '../../../src/db/database.js';
import type { Instant } from '../../../src/domain/dates.js';
import { brokenPromiseLine, sortedLines } from './oracle-lines.js';
import type { OracleLine } from './oracle-lines.js';

/** Reads what the cases of an installation did back from its tables.
 * @param promises reference by id: installations number promises differently */
export async function readOracleLines(database: Database, promises: ReadonlyMap<string, string>): Promise<readonly OracleLine[]> {
  return database.transaction(async (trx) => {
    const names = await readNames(trx);
    const shown = (stepKey: string): string => {
      const [key = '', promiseId] = stepKey.split(':');
      return promiseId === undefined ? key : brokenPromiseLine(promises.get(promiseId) ?? promiseId);
    };
    return sortedLines([
      ...(await contactLines(trx, names, shown)), ...(await stepLines(trx, names, shown)), ...(await holdLines(trx, names)),
      ...(await promiseLines(trx, names, promises)), ...(await eventLines(trx, names)),
    ]);
  });
}

interface Names {
  readonly caseKey: (caseId: string) => string;
  readonly item: (openItemId: string) => string;
  readonly items: (openItemIds: readonly string[]) => readonly string[];
}

async function readNames(trx: Trx): Promise<Names> {
  const cases = await sql<{ id: string; key: string }>`
    select k.id, c.number || '|' || e.code || '|' || k.currency as key from collection_cases k join customers c on c.id = k.customer_id join selling_entities e on e.id = k.selling_entity_id`.execute(trx);
  const items = await sql<{ id: string; key: string }>`select i.id, v.number || '/' || i.instalment as key from open_items i join invoices v on v.id = i.invoice_id`.execute(trx);
  const caseKeys = new Map(cases.rows.map(({ id, key }) => [id, key]));
  const itemKeys = new Map(items.rows.map(({ id, key }) => [id, key]));
  const item = (id: string): string => itemKeys.get(id) ?? id;
  return { caseKey: (id) => caseKeys.get(id) ?? id, item, items: (ids) => ids.map(item).toSorted() };
}

async function contactLines(trx: Trx, names: Names, shown: (stepKey: string) => string): Promise<readonly OracleLine[]> {
  const rows = await sql<{ case_id: string; at: Instant; kind: string; channel: string; state: string; name: string; tone: string | null; lines: readonly { readonly item: string; readonly step: string }[] }>`
    select c.case_id, c.reserved_at as at, c.recipient_kind as kind, c.channel, c.state, coalesce(p.name, s.email) as name, c.tone,
      (select json_agg(json_build_object('item', l.open_item_id, 'step', l.step_key)) from contact_lines l where l.contact_id = c.id) as lines
    from contacts c left join contact_persons p on p.id = c.recipient_id left join people s on s.id = c.recipient_id where c.story_kind = 'collection_case'`.execute(trx);
  return rows.rows.map((row) => {
    if (row.state !== 'sent') throw new Error(`A contact of ${names.caseKey(row.case_id)} at ${row.at} is ${row.state}`);
    const base = { at: row.at, caseKey: names.caseKey(row.case_id) };
    if (row.kind === 'person') return { ...base, kind: 'sales_told', detail: row.name, items: names.items(row.lines.map((line) => line.item)) };
    return { ...base, kind: 'contact', detail: `${row.channel} to ${row.name} ${row.tone ?? ''}`, items: row.lines.map((line) => `${names.item(line.item)} ${shown(line.step)}`).toSorted() };
  });
}

async function stepLines(trx: Trx, names: Names, shown: (stepKey: string) => string): Promise<readonly OracleLine[]> {
  const rows = await trx.selectFrom('item_steps as step').innerJoin('open_items as item', 'item.id', 'step.open_item_id').select(['item.case_id', 'step.open_item_id', 'step.step_key', 'step.state'])
    .where('step.state', 'in', ['passed_over', 'failed']).execute();
  return rows.map((row) => ({ kind: row.state === 'failed' ? 'failed' : 'passed_over', at: '', caseKey: names.caseKey(row.case_id), detail: shown(row.step_key), items: [names.item(row.open_item_id)] }));
}

async function holdLines(trx: Trx, names: Names): Promise<readonly OracleLine[]> {
  const rows = await trx.selectFrom('credit_holds').select(['case_id', 'placed_at', 'lifted_at']).execute();
  return rows.flatMap((row): OracleLine[] => {
    const base = { caseKey: names.caseKey(row.case_id ?? ''), detail: '', items: [] };
    return [{ ...base, kind: 'hold_placed', at: row.placed_at }, ...(row.lifted_at === null ? [] : [{ ...base, kind: 'hold_lifted', at: row.lifted_at } as const])];
  });
}

async function promiseLines(trx: Trx, names: Names, references: ReadonlyMap<string, string>): Promise<readonly OracleLine[]> {
  const promises = await trx.selectFrom('promises_to_pay').select(['id', 'case_id', 'status', 'judged_at']).where('judged_at', 'is not', null).execute();
  const parts = await trx.selectFrom('promise_items').select(['promise_id', 'open_item_id']).execute();
  return promises.map((promise) => ({
    kind: 'promise_judged', at: promise.judged_at ?? '', caseKey: names.caseKey(promise.case_id), detail: `${references.get(promise.id) ?? promise.id} ${promise.status}`,
    items: names.items(parts.filter((part) => part.promise_id === promise.id).map((part) => part.open_item_id)),
  }));
}

// What the tables keep only the last state of: a case that closes and opens again, items that join a review or a request.
async function eventLines(trx: Trx, names: Names): Promise<readonly OracleLine[]> {
  const events = await trx.selectFrom('events').select(['stream_id', 'type', 'at', 'data']).where('stream_kind', '=', 'collection_case')
    .where('type', 'in', ['case_closed', 'case_reopened', 'manager_review_opened', 'handoff_requested']).execute();
  const reviewed = new Set((await trx.selectFrom('manager_review_items').select('open_item_id').execute()).map((row) => row.open_item_id));
  const handed = new Set((await trx.selectFrom('handoff_items').select('open_item_id').execute()).map((row) => row.open_item_id));
  return events.map((event): OracleLine => {
    const data = event.data as { readonly status?: string; readonly joined?: boolean; readonly route?: string; readonly openItemIds?: readonly string[] };
    const openItemIds = data.openItemIds ?? [];
    const base = { at: event.at, caseKey: names.caseKey(event.stream_id), items: names.items(openItemIds) };
    const kept = event.type === 'manager_review_opened' ? reviewed : handed;
    if (openItemIds.some((id) => !kept.has(id))) throw new Error(`${event.type} of ${base.caseKey} names an item that its table does not`);
    switch (event.type) {
      case 'case_closed': return { ...base, kind: 'case_closed', detail: data.status ?? '' };
      case 'case_reopened': return { ...base, kind: 'case_reopened', detail: '' };
      case 'manager_review_opened': return { ...base, kind: 'review', detail: data.joined === true ? 'joined' : 'opened' };
      default: return { ...base, kind: 'handoff_requested', detail: data.route ?? '' };
    }
  });
}
