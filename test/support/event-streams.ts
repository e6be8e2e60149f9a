import { sql } from 'kysely';
import type { Database } from '../../src/db/database.js';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What an attempt leaves that was interrupted: that its outcome was not seen, and how it was found out. */
const SETTLING: ReadonlySet<string> = new Set(['contact_unknown', 'contact_not_sent', 'contact_tried_again']);

/** Every event of an installation, each stream's in its order, as text without ids and without wall time: rows that have a name of their
 * own are called by it. Two streams of one customer act at the same instant in either order, so streams are told one after another. The settling of interrupted attempts is left out, and so is which attempt a message went with: both tell
 * when a process died, not what was done. */
export async function readStreams(database: Database): Promise<readonly string[]> {
  return database.transaction(async (trx) => {
    const { rows: named } = await sql<{ id: string; name: string }>`
      select id::text as id, number as name from customers union all select id::text, name from contact_persons union all select id::text, email from people union all select id::text, code from selling_entities
      union all select i.id::text, v.number || '/' || i.instalment from open_items i join invoices v on v.id = i.invoice_id
      union all select k.id::text, c.number || '|' || e.code || '|' || k.currency from collection_cases k join customers c on c.id = k.customer_id join selling_entities e on e.id = k.selling_entity_id`.execute(trx);
    const names = new Map(named.map(({ id, name }) => [id, name]));
    const events = await trx.selectFrom('events').select(['chain', 'position', 'stream_kind', 'stream_id', 'type', 'at', 'data', 'actor']).execute();
    const streams = new Map<string, string[]>();
    for (const event of events.filter(({ type }) => !SETTLING.has(type)).toSorted((a, b) => a.position - b.position)) {
      const text = JSON.stringify([event.stream_kind, event.stream_id, event.type, event.data, event.actor]).replaceAll(/"(attempt|late)":(\d+|true|false)/g, '"$1":"any"');
      const stream = `${event.chain} ${event.stream_kind} ${event.stream_id}`;
      streams.set(stream, [...(streams.get(stream) ?? []), `${names.get(event.chain) ?? event.chain} ${event.at} ${text.replaceAll(UUID, (id) => names.get(id) ?? '(id)')}`]);
    }
    return [...streams.values()].toSorted((a, b) => (a.join('\n') < b.join('\n') ? -1 : 1)).flat();
  });
}
