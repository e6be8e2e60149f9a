import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'kysely';
import { json } from './json.js';
import type { Json, Trx } from './schema.js';

const KEPT_HOURS = 24;
/** Wall time for which an unfinished request keeps its key; longer than any request but a large import, and that one is safe by its fence. */
const LEASE_SECONDS = 60;

/** A key that a request holds. `attempt` rises when another request takes the key over. */
export interface KeyClaim {
  readonly caller: string;
  readonly key: string;
  readonly attempt: number;
}

export type KeyTaken =
  | { readonly kind: 'taken'; readonly claim: KeyClaim }
  /** Another request was sent under this key. */
  | { readonly kind: 'of_another_request' }
  /** The first request still runs, or was cut off a moment ago. */
  | { readonly kind: 'in_use' }
  /** The first request was carried out, and whoever should have kept its answer is gone. */
  | { readonly kind: 'answer_lost' }
  | { readonly kind: 'answered'; readonly status: number; readonly body: Json };

/** Another request has taken over the key of this one, which must change nothing. */
export class KeyClaimLost extends Error {}

const held = new AsyncLocalStorage<KeyClaim>();

/** Runs what a request does, so that its commands know which key they are carried out under. */
export function underClaim<T>(claim: KeyClaim, run: () => Promise<T>): Promise<T> {
  return held.run(claim, run);
}

/**
 * Takes an idempotency key for a request. A request may be killed at any moment, and its key must neither block the next try for a day nor let a thing be
 * done twice. So each command writes `carried_out_at` in its own transaction (`noteCarriedOut`): it is there exactly if the command has committed.
 * Unfinished, without it and older than the lease: nothing was done, the key is taken over. With it, nothing is done again. A slow first request that
 * lives on finds `attempt` risen and rolls back; one that is inside its transaction holds the row, and whoever would take over waits for its end.
 */
export async function takeIdempotencyKey(trx: Trx, request: { readonly caller: string; readonly key: string; readonly hash: string }): Promise<KeyTaken> {
  const { caller, key, hash } = request;
  await sql`delete from idempotency_keys where caller = ${caller} and key = ${key} and created_at < clock_timestamp() - make_interval(hours => ${KEPT_HOURS})`.execute(trx);
  const taken = await sql<{ attempt: number }>`
    insert into idempotency_keys as known (caller, key, request_hash) values (${caller}, ${key}, ${hash})
    on conflict (caller, key) do update set attempt = known.attempt + 1, claimed_at = clock_timestamp()
      where known.request_hash = excluded.request_hash and known.status is null and known.carried_out_at is null
        and known.claimed_at < clock_timestamp() - make_interval(secs => ${LEASE_SECONDS}::double precision)
    returning attempt`.execute(trx);
  const [first] = taken.rows;
  if (first !== undefined) return { kind: 'taken', claim: { caller, key, attempt: first.attempt } };
  const found = await sql<{ request_hash: string; status: number | null; body: Json; lost: boolean }>`
    select request_hash, status, body, coalesce(carried_out_at < clock_timestamp() - make_interval(secs => ${LEASE_SECONDS}::double precision), false) as lost
    from idempotency_keys where caller = ${caller} and key = ${key}`.execute(trx);
  const [earlier] = found.rows;
  if (earlier === undefined) return { kind: 'in_use' };
  if (earlier.request_hash !== hash) return { kind: 'of_another_request' };
  if (earlier.status !== null) return { kind: 'answered', status: earlier.status, body: earlier.body };
  return { kind: earlier.lost ? 'answer_lost' : 'in_use' };
}

/** In the transaction of a command: it is carried out under the key of its request, if it has one. First of all, so that the row is held to the end.
 * @throws KeyClaimLost when another request has taken the key over */
export async function noteCarriedOut(trx: Trx): Promise<void> {
  const claim = held.getStore();
  if (claim === undefined) return;
  const noted = await sql`update idempotency_keys set carried_out_at = clock_timestamp() where caller = ${claim.caller} and key = ${claim.key} and attempt = ${claim.attempt}`.execute(trx);
  if (noted.numAffectedRows !== 1n) throw new KeyClaimLost('Another request has taken over the key of this one');
}

/** Keeps the answer, so that the same request again is answered the same. */
export async function keepAnswer(trx: Trx, claim: KeyClaim, answer: { readonly status: number; readonly body: Json }): Promise<void> {
  await trx.updateTable('idempotency_keys').set({ status: answer.status, body: json(answer.body) as never }).where('caller', '=', claim.caller).where('key', '=', claim.key).where('attempt', '=', claim.attempt).execute();
}

/** Gives the key back: the request came to nothing and may be sent again. One that was carried out in part keeps it. */
export async function releaseIdempotencyKey(trx: Trx, { caller, key, attempt }: KeyClaim): Promise<void> {
  await sql`delete from idempotency_keys where caller = ${caller} and key = ${key} and attempt = ${attempt} and status is null and carried_out_at is null`.execute(trx);
}
