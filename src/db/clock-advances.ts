import { sql } from 'kysely';
import type { Instant } from '../domain/dates.js';
import { notifyStoriesChanged } from './database.js';
import { newId } from './ids.js';
import { json } from './json.js';
import type { Json, Row, Trx } from './schema.js';

export type ClockAdvance = Row<'clock_advances'>;

/** Whether the test clock is being moved at this moment. Serialised with the beginning of an advance by the installation's row. */
export async function advanceUnderWay(trx: Trx, lock: 'shared' | 'exclusive'): Promise<boolean> {
  const installation = trx.selectFrom('installation').select('only_one');
  await (lock === 'shared' ? installation.forShare() : installation.forUpdate()).execute();
  const row = await trx.selectFrom('clock_advances').select('id').where('state', '=', 'advancing').executeTakeFirst();
  return row !== undefined;
}

/** Begins an advance, or answers the one that is under way. */
export async function beginAdvance(trx: Trx, advance: { readonly from: Instant; readonly target: Instant }): Promise<{ readonly id: string; readonly begun: boolean }> {
  await trx.selectFrom('installation').select('only_one').forUpdate().execute();
  const running = await runningAdvance(trx);
  if (running !== undefined) return { id: running.id, begun: false };
  const id = newId(advance.from);
  await trx.insertInto('clock_advances').values({ id, from_at: advance.from, target_at: advance.target, state: 'advancing', failure: null, lease_owner: null, lease_until: null, ended_at: null } as never).execute();
  await notifyStoriesChanged(trx);
  return { id, begun: true };
}

export async function runningAdvance(trx: Trx): Promise<ClockAdvance | undefined> {
  return trx.selectFrom('clock_advances').selectAll().where('state', '=', 'advancing').executeTakeFirst();
}

export async function advanceById(trx: Trx, id: string): Promise<ClockAdvance | undefined> {
  return trx.selectFrom('clock_advances').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function endAdvance(trx: Trx, end: { readonly id: string; readonly at: Instant; readonly failure: Json }): Promise<void> {
  await trx.updateTable('clock_advances').set({ state: end.failure === null ? 'ready' : 'failed', failure: end.failure === null ? null : json(end.failure) as never, ended_at: end.at })
    .where('id', '=', end.id).where('state', '=', 'advancing').execute();
}

/** Takes the driving of the advance that is under way, or keeps it. Wall time: it is about processes. @returns the advance, when this driver has it */
export async function leaseAdvance(trx: Trx, lease: { readonly owner: string; readonly seconds: number }): Promise<ClockAdvance | undefined> {
  const taken = await sql<ClockAdvance>`
    update clock_advances set lease_owner = ${lease.owner}, lease_until = clock_timestamp() + make_interval(secs => ${lease.seconds}::double precision)
    where state = 'advancing' and (lease_owner is null or lease_owner = ${lease.owner} or lease_until < clock_timestamp()) returning *`.execute(trx);
  return taken.rows[0];
}
