import { sql } from 'kysely';
import { json } from './json.js';
import type { Json, Row, Trx } from './schema.js';

const KEPT_HOURS = 24;

/** Takes an idempotency key for a request. @returns what an earlier request with the same key left; `undefined` when the key is new */
export async function takeIdempotencyKey(trx: Trx, request: { readonly caller: string; readonly key: string; readonly hash: string }): Promise<Row<'idempotency_keys'> | undefined> {
  const { caller, key, hash } = request;
  await sql`delete from idempotency_keys where caller = ${caller} and key = ${key} and created_at < clock_timestamp() - make_interval(hours => ${KEPT_HOURS})`.execute(trx);
  const taken = await trx.insertInto('idempotency_keys').values({ caller, key, request_hash: hash, status: null, body: null }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  if (taken.numInsertedOrUpdatedRows === 1n) return undefined;
  return trx.selectFrom('idempotency_keys').selectAll().where('caller', '=', caller).where('key', '=', key).executeTakeFirst();
}

/** Keeps the answer, so that the same request again is answered the same. */
export async function keepAnswer(trx: Trx, answer: { readonly caller: string; readonly key: string; readonly status: number; readonly body: Json }): Promise<void> {
  await trx.updateTable('idempotency_keys').set({ status: answer.status, body: json(answer.body) as never }).where('caller', '=', answer.caller).where('key', '=', answer.key).execute();
}

/** Gives the key back: the request came to nothing and may be sent again. */
export async function releaseIdempotencyKey(trx: Trx, request: { readonly caller: string; readonly key: string }): Promise<void> {
  await trx.deleteFrom('idempotency_keys').where('caller', '=', request.caller).where('key', '=', request.key).where('status', 'is', null).execute();
}
