import { sql } from 'kysely';
import type { Row, Trx } from './schema.js';

/** Begins a session. Wall time: a session is about a browser, not about Dunlin's clock. */
export async function insertSession(trx: Trx, session: { readonly hash: string; readonly personId: string; readonly days: number }): Promise<void> {
  await sql`insert into sessions (hash, person_id, expires_at) values (${session.hash}, ${session.personId}, clock_timestamp() + make_interval(days => ${session.days}))`.execute(trx);
}

/** The person of a live session; nobody when it has expired or the person is disabled. */
export async function personOfSession(trx: Trx, hash: string): Promise<Row<'people'> | undefined> {
  const found = await sql<Row<'people'>>`
    select p.* from sessions s join people p on p.id = s.person_id where s.hash = ${hash} and s.expires_at > clock_timestamp() and p.disabled_at is null`.execute(trx);
  return found.rows[0];
}

export async function endSession(trx: Trx, hash: string): Promise<void> {
  await trx.deleteFrom('sessions').where('hash', '=', hash).execute();
}

export async function endOtherSessionsOf(trx: Trx, personId: string, kept: string | undefined): Promise<void> {
  await trx.deleteFrom('sessions').where('person_id', '=', personId).where('hash', '!=', kept ?? '').execute();
}

export async function endSessionsOf(trx: Trx, personId: string): Promise<void> {
  await trx.deleteFrom('sessions').where('person_id', '=', personId).execute();
}
