import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../domain/dates.js';
import type { Trx } from './schema.js';

export type ClockKind = 'real' | 'test';

/** Makes the installation, with the clock that it keeps for good. @param start where a test clock begins */
export async function createInstallation(trx: Trx, clock: { readonly kind: 'real' } | { readonly kind: 'test'; readonly start: Instant }): Promise<void> {
  await trx.insertInto('installation').values({
    only_one: true, clock_kind: clock.kind, clock_at: clock.kind === 'test' ? clock.start : null, sample_company: false, sends_released_at: null, first_wave_per_day: null,
  }).execute();
}

/** The time by the installation's row, in a statement that reads it. */
export const timeOfClock: RawBuilder<Instant> = sql`case clock_kind when 'test' then clock_at else date_trunc('milliseconds', clock_timestamp()) end`;

/** The one source of time. A command reads it after it has taken its lock, so that what waited is later than what it waited for.
 * @throws if there is no installation yet (a defect) */
export async function now(trx: Trx): Promise<Instant> {
  return (await clock(trx)).at;
}

/** The time, and which clock tells it. @throws if there is no installation yet (a defect) */
export async function clock(trx: Trx): Promise<{ readonly kind: ClockKind; readonly at: Instant }> {
  const read = await sql<{ kind: ClockKind; at: Instant }>`select clock_kind as kind, ${timeOfClock} as at from installation`.execute(trx);
  const [row] = read.rows;
  if (row === undefined) throw new Error('The installation has not been created');
  return row;
}

export async function clockKind(trx: Trx): Promise<ClockKind> {
  const { clock_kind: kind } = await trx.selectFrom('installation').select('clock_kind').executeTakeFirstOrThrow();
  return kind;
}

/** Sets the test clock's row. @returns `false` when the clock is real or already later: time never goes back, and a real clock is never set */
export async function setTestClock(trx: Trx, at: Instant): Promise<boolean> {
  const result = await trx.updateTable('installation').set({ clock_at: at }).where('clock_kind', '=', 'test').where('clock_at', '<=', at).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
