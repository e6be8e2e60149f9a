import { sql } from 'kysely';
import type { Instant } from '../domain/dates.js';
import { orderOfTelling, type StoryKey, type StoryKind } from './stories.js';
import type { Trx } from './schema.js';

export interface DueStory extends StoryKey {
  readonly customerId: string | null;
}

/** The next instant after the test clock's own at which a story is due. */
export async function nextDueInstant(trx: Trx): Promise<Instant | undefined> {
  const found = await sql<{ at: Instant | null }>`select min(next_at) as at from stories, installation where closed_at is null and stuck_at is null and next_at > clock_at`.execute(trx);
  return found.rows[0]?.at ?? undefined;
}

/** What is due at the test clock's instant, in the order in which it is told: jobs, applications, then cases and handoffs by id. */
export async function storiesDue(trx: Trx): Promise<readonly DueStory[]> {
  const found = await sql<{ kind: StoryKind; id: string; customer_id: string | null }>`
    select kind, id, customer_id from stories, installation where closed_at is null and stuck_at is null and next_at <= clock_at
    order by ${orderOfTelling('stories')}`.execute(trx);
  return found.rows.map((row) => ({ kind: row.kind, id: row.id, customerId: row.customer_id }));
}

export interface RestlessStory extends DueStory {
  /** Changes whenever the story does anything. */
  readonly progress: string;
}

/** Stories that have not come to rest at the test clock's instant: to be signalled, to be looked at, or with an act due. */
export async function restlessStories(trx: Trx): Promise<readonly RestlessStory[]> {
  const found = await sql<{ kind: StoryKind; id: string; customer_id: string | null; progress: string }>`
    select kind, id, customer_id, concat_ws('/', change, signalled, looked, next_at, next_action, next_reason, futile_acts) as progress
    from stories, installation where closed_at is null and stuck_at is null and (signalled < change or looked < change or next_at <= clock_at)
    order by kind, id`.execute(trx);
  return found.rows.map((row) => ({ kind: row.kind, id: row.id, customerId: row.customer_id, progress: row.progress }));
}
