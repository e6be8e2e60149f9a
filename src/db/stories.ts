import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../domain/dates.js';
import { timeOfClock, type ClockKind } from './clock.js';
import { notifyStoriesChanged, notifyStoryRests, RESTS_CHANNEL, STORIES_CHANNEL } from './database.js';
import type { Json, Row, Trx } from './schema.js';

export type StoryKind = 'collection_case' | 'handoff' | 'credit_application' | 'jobs';

export interface StoryKey {
  readonly kind: StoryKind;
  readonly id: string;
}

/** Raises a story's change: the relay will tell its workflow to look again. A story without a row begins; a closed one opens
 * again and a stuck one is freed. People's changes are signalled before all others. */
export async function raiseChange(trx: Trx, story: StoryKey & { readonly customerId: string | null }, options: { readonly byPerson: boolean }): Promise<void> {
  await sql`
    with raised as (
      insert into stories (kind, id, customer_id, by_person) values (${story.kind}, ${story.id}, ${story.customerId}, ${options.byPerson})
      on conflict (kind, id) do update set change = stories.change + 1, closed_at = null, stuck_at = null, futile_acts = 0, sweeps = 0,
        relay_due_at = null, relay_failures = 0, by_person = stories.by_person or excluded.by_person returning id)
    select pg_notify(${STORIES_CHANNEL}, '') from raised`.execute(trx);
}

/** Raises the change of many stories of one kind at once, in the order of their ids; behind what people change one by one. */
export async function raiseChanges(trx: Trx, kind: StoryKind, stories: readonly { readonly id: string; readonly customerId: string | null }[]): Promise<void> {
  if (stories.length === 0) return;
  await sql`
    insert into stories (kind, id, customer_id)
    select ${kind}, id, "customerId" from json_to_recordset(${JSON.stringify(stories)}::json) as story(id uuid, "customerId" uuid) order by id
    on conflict (kind, id) do update set change = stories.change + 1, closed_at = null, stuck_at = null, futile_acts = 0, sweeps = 0,
      relay_due_at = null, relay_failures = 0`.execute(trx);
  await notifyStoriesChanged(trx);
}

/** A row that is to be signalled, with the change that the signal will carry word of. */
export interface Claimed extends StoryKey {
  readonly change: number;
}

/** Takes rows to signal under a lease of its own short transaction: no lock is held over the call. People's changes first.
 * Wall time, not Dunlin's: it is about processes. */
export async function claimToSignal(trx: Trx, request: { readonly rows: number; readonly leaseSeconds: number }): Promise<readonly Claimed[]> {
  const claimed = await sql<{ kind: StoryKind; id: string; change: number }>`
    update stories set relay_lease_until = clock_timestamp() + make_interval(secs => ${request.leaseSeconds}::double precision)
    where (kind, id) in (
      select kind, id from stories
      where signalled < change and (relay_due_at is null or relay_due_at <= clock_timestamp())
        and (relay_lease_until is null or relay_lease_until <= clock_timestamp())
      order by by_person desc, relay_due_at nulls first, kind, id
      limit ${request.rows} for update skip locked)
    returning kind, id, change`.execute(trx);
  return claimed.rows;
}

/** The signal was delivered: `signalled` becomes the change read before the call, never a later one. */
export async function markSignalled(trx: Trx, claimed: Claimed): Promise<void> {
  await sql`
    with signalled as (
      update stories set signalled = greatest(signalled, ${claimed.change}::bigint), signalled_at = clock_timestamp(), relay_lease_until = null,
        relay_due_at = null, relay_failures = 0, by_person = by_person and change > ${claimed.change}::bigint
      where kind = ${claimed.kind} and id = ${claimed.id} returning id)
    select pg_notify(${RESTS_CHANNEL}, '') from signalled`.execute(trx);
}

/** The signal was not delivered: tried again after 1, 2, 4 … at most 60 seconds. */
export async function postponeSignal(trx: Trx, claimed: Claimed): Promise<void> {
  await sql`
    update stories set relay_lease_until = null, relay_failures = relay_failures + 1,
      relay_due_at = clock_timestamp() + make_interval(secs => least(60, power(2, least(relay_failures, 6)))::double precision)
    where kind = ${claimed.kind} and id = ${claimed.id}`.execute(trx);
}

export async function lockStory(trx: Trx, story: StoryKey): Promise<Row<'stories'>> {
  return trx.selectFrom('stories').selectAll().where('kind', '=', story.kind).where('id', '=', story.id).forUpdate().executeTakeFirstOrThrow();
}

/** The row, locked, with the time read after its lock: what a look begins with. Its customer must be locked before. */
export async function lockStoryAtNow(trx: Trx, story: StoryKey): Promise<Row<'stories'> & { readonly clock_kind: ClockKind; readonly at: Instant }> {
  const found = await sql<Row<'stories'> & { clock_kind: ClockKind; at: Instant }>`
    select stories.*, clock_kind, ${timeOfClock} as at from stories, installation where kind = ${story.kind} and id = ${story.id} for update of stories`.execute(trx);
  const [row] = found.rows;
  if (row === undefined) throw new Error(`There is no story ${story.kind} ${story.id}`);
  return row;
}

/** Notes what a look saw and answered, in the look's own transaction; the driver of a test clock is told of one that rests. */
export async function noteLook(trx: Trx, story: StoryKey, look: { readonly looked: number; readonly nextAt: Instant | null; readonly action: string; readonly reason: Json; readonly tellDriver?: boolean }): Promise<void> {
  await sql`
    with noted as (update stories set looked = ${look.looked}, next_at = ${look.nextAt}, next_action = ${look.action}, next_reason = ${JSON.stringify(look.reason)}::jsonb, sweeps = 0
      where kind = ${story.kind} and id = ${story.id} returning id)
    select pg_notify(${RESTS_CHANNEL}, '') from noted where ${look.tellDriver === true}`.execute(trx);
}

export async function closeStory(trx: Trx, story: StoryKey, at: Instant): Promise<void> {
  await notifyStoryRests(trx);
  await trx.updateTable('stories').set({ closed_at: at, next_at: null }).where('kind', '=', story.kind).where('id', '=', story.id).execute();
}

/** An act was done: what failed before is forgotten. */
export async function noteAct(trx: Trx, story: StoryKey): Promise<void> {
  await trx.updateTable('stories').set({ futile_acts: 0, try_again_at: null }).where('kind', '=', story.kind).where('id', '=', story.id).execute();
}

/** An act failed in the world outside: the story looks again at that instant. */
export async function postponeStory(trx: Trx, story: StoryKey, at: Instant): Promise<void> {
  await trx.updateTable('stories').set({ try_again_at: at }).where('kind', '=', story.kind).where('id', '=', story.id).execute();
}

/** An act did nothing. @returns whether the story has just become stuck: it rests until the next change */
export async function noteFutileAct(trx: Trx, story: StoryKey, count: { readonly at: Instant; readonly max: number }): Promise<boolean> {
  const row = await trx.updateTable('stories').set((set) => ({ futile_acts: set('futile_acts', '+', 1) })).where('kind', '=', story.kind).where('id', '=', story.id)
    .returning(['futile_acts', 'stuck_at']).executeTakeFirstOrThrow();
  if (row.futile_acts < count.max || row.stuck_at !== null) return false;
  await trx.updateTable('stories').set({ stuck_at: count.at, next_at: null }).where('kind', '=', story.kind).where('id', '=', story.id).execute();
  return true;
}

/** When a story counts as forgotten: seconds of wall time. */
export interface SweepRules {
  /** A signalled change that was not looked at, or a due instant that has passed, for so long. */
  readonly overdueSeconds: number;
  /** From the first sweep to the second; doubled up to an hour. */
  readonly backOffSeconds: number;
}

const BACK_OFF_SECONDS_MAX = 3_600;

function forgotten({ overdueSeconds }: SweepRules): RawBuilder<boolean> {
  return sql<boolean>`closed_at is null and stuck_at is null and signalled = change and signalled_at < clock_timestamp() - make_interval(secs => ${overdueSeconds}::double precision)
    and (looked < change or exists (select 1 from installation where
      (clock_kind = 'real' and next_at < clock_timestamp() - make_interval(secs => ${overdueSeconds}::double precision)) or (clock_kind = 'test' and next_at <= clock_at)))`;
}

/** Order in which the stories of one customer are told at an instant of a test clock: applications before cases and handoffs, then by id.
 * @param table the name under which `stories` stands in the statement */
export function orderOfTelling(table: string): RawBuilder<unknown> {
  return sql`case ${sql.ref(`${table}.kind`)} when 'jobs' then 0 when 'credit_application' then 1 else 2 end, ${sql.ref(`${table}.id`)}`;
}

// On a test clock the stories of a customer act one after another: only the one whose turn it is may be woken, or two would act at once.
function turnHasCome(): RawBuilder<boolean> {
  return sql<boolean>`not exists (select 1 from stories as earlier, installation
    where clock_kind = 'test' and earlier.customer_id = stories.customer_id and earlier.closed_at is null and earlier.stuck_at is null
      and (earlier.signalled < earlier.change or earlier.looked < earlier.change or earlier.next_at <= clock_at)
      and (${orderOfTelling('earlier')}) < (${orderOfTelling('stories')}))`;
}

/** Raises the change of stories that nobody follows any more: a run was terminated, or Temporal's data is gone. They come last
 * in the relay's order. @returns how many */
export async function sweep(trx: Trx, rules: SweepRules): Promise<number> {
  const swept = await sql`
    update stories set change = change + 1, sweeps = sweeps + 1, relay_due_at = clock_timestamp()
    where ${forgotten(rules)} and ${turnHasCome()} and (sweeps = 0 or signalled_at < clock_timestamp()
      - make_interval(secs => least(${BACK_OFF_SECONDS_MAX}::double precision, ${rules.backOffSeconds}::double precision * power(2, sweeps - 1))))`.execute(trx);
  const count = Number(swept.numAffectedRows ?? 0n);
  if (count > 0) await notifyStoriesChanged(trx);
  return count;
}

/** Stories that need a person's eye: forgotten by the engine, or stuck after too many futile acts. */
export async function storiesInTrouble(trx: Trx, rules: SweepRules): Promise<readonly Row<'stories'>[]> {
  return trx.selectFrom('stories').selectAll().where((where) => where.or([forgotten(rules), where('stuck_at', 'is not', null)])).where('closed_at', 'is', null).orderBy('kind').orderBy('id').limit(500).execute();
}
