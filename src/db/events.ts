import { createHash } from 'node:crypto';
import type { Instant } from '../domain/dates.js';
import { canonicalJson, json } from './json.js';
import type { Json, Row, Trx } from './schema.js';

/** Who did it: a person, a key of a system, a story of ours, or the installation itself. Ids only, never names. */
export type Actor =
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'api_key'; readonly apiKeyId: string }
  | { readonly kind: 'story'; readonly storyKind: string; readonly storyId: string }
  | { readonly kind: 'contact_person'; readonly contactPersonId: string }
  | { readonly kind: 'installation' };

/** What happened. `data` holds ids and values, no names, numbers or addresses of people. */
export interface NewEvent {
  /** `null` for what concerns no customer: it stands in the installation's own chain. */
  readonly customerId: string | null;
  readonly streamKind: string;
  readonly streamId: string;
  readonly type: string;
  readonly data: { readonly [key: string]: Json | undefined };
}

export const INSTALLATION_CHAIN = 'installation';
const FIRST_HASH = '0'.repeat(64);

function chainOf(event: { readonly customerId: string | null }): string {
  return event.customerId ?? INSTALLATION_CHAIN;
}

type Hashed = Pick<Row<'events'>, 'chain' | 'position' | 'stream_kind' | 'stream_id' | 'type' | 'data' | 'actor' | 'at' | 'previous_hash'>;

function hashOf(event: Hashed): string {
  return createHash('sha256').update(canonicalJson([
    event.chain, event.position, event.stream_kind, event.stream_id, event.type, event.data, event.actor, event.at, event.previous_hash,
  ])).digest('hex');
}

/** Appends events in the transaction of the change itself; each is chained by hash to the one before it in its chain. */
export async function recordEvents(trx: Trx, recorded: { readonly events: readonly NewEvent[]; readonly actor: Actor; readonly at: Instant }): Promise<void> {
  for (const event of recorded.events) {
    const chain = chainOf(event);
    // An update that changes nothing takes the chain's lock, whether it was there or has just begun.
    const { head, length } = await trx.insertInto('event_chains').values({ chain, head: FIRST_HASH, length: 0 })
      .onConflict((conflict) => conflict.column('chain').doUpdateSet((set) => ({ length: set.ref('event_chains.length') }))).returning(['head', 'length']).executeTakeFirstOrThrow();
    const row: Hashed = {
      chain, position: length + 1, stream_kind: event.streamKind, stream_id: event.streamId, type: event.type,
      data: event.data, actor: { ...recorded.actor }, at: recorded.at, previous_hash: head,
    };
    const hash = hashOf(row);
    await trx.with('appended', (query) => query.insertInto('events').values({ ...row, data: json(row.data), actor: json(row.actor), customer_id: event.customerId, hash } as never))
      .updateTable('event_chains').set({ head: hash, length: length + 1 }).where('chain', '=', chain).execute();
  }
}

export type ChainCheck =
  | { readonly kind: 'intact'; readonly chain: string; readonly length: number; readonly head: string }
  | { readonly kind: 'broken'; readonly chain: string; readonly position: number; readonly stored: string | null; readonly computed: string };

/** Recomputes a chain from its entries. A chain whose rows were all rewritten, or whose tail was cut together with its head,
 * is only seen by who kept an earlier head elsewhere. */
export async function verifyChain(trx: Trx, chain: string): Promise<ChainCheck> {
  const head = await trx.selectFrom('event_chains').selectAll().where('chain', '=', chain).executeTakeFirst();
  const rows = await trx.selectFrom('events').selectAll().where('chain', '=', chain).orderBy('position').execute();
  let previous = FIRST_HASH;
  for (const [index, row] of rows.entries()) {
    const computed = hashOf({ ...row, position: index + 1, previous_hash: previous });
    if (row.position !== index + 1 || row.previous_hash !== previous || row.hash !== computed) {
      return { kind: 'broken', chain, position: index + 1, stored: row.hash, computed };
    }
    previous = row.hash;
  }
  const length = head?.length ?? 0;
  if (rows.length !== length || previous !== (head?.head ?? FIRST_HASH)) return { kind: 'broken', chain, position: rows.length + 1, stored: head?.head ?? null, computed: previous };
  return { kind: 'intact', chain, length, head: previous };
}

/** The events of one stream, oldest first. */
export async function eventsOfStream(trx: Trx, stream: { readonly kind: string; readonly id: string }): Promise<readonly Row<'events'>[]> {
  return trx.selectFrom('events').selectAll().where('stream_kind', '=', stream.kind).where('stream_id', '=', stream.id).orderBy('sequence').execute();
}
