import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import type { StoryKind } from '../db/stories.js';
import { asking } from './permissions.js';
import { runCommand, type CommandRefusal } from './run-command.js';
import { closeTasksAbout } from './tasks.js';

export type WokenKind = Exclude<StoryKind, 'jobs'>;

export type WakeStoryRefusal = CommandRefusal | { readonly kind: 'rejected'; readonly code: 'story_unknown'; readonly id: string };

/** Somebody has put right what a story failed on: it looks again at once, and one that was stuck is free. What it then does it decides by itself, so waking one
 * that is well does no harm. Refuses `story_unknown`, also for a story that has ended. */
export async function wakeStory(database: Database, request: { readonly actor: Actor; readonly story: { readonly kind: WokenKind; readonly id: string } }): Promise<{ readonly kind: 'woken'; readonly wasStuck: boolean } | WakeStoryRefusal> {
  const { actor, story } = request;
  const known = await database.transaction((trx) => trx.selectFrom('stories').select('customer_id').where('kind', '=', story.kind).where('id', '=', story.id).executeTakeFirst());
  const customers = known === undefined || known.customer_id === null ? [] : [known.customer_id];
  return runCommand(database, { ...asking(actor, 'wake_stories'), customers }, async (command): Promise<{ readonly kind: 'woken'; readonly wasStuck: boolean } | WakeStoryRefusal> => {
    const row = await command.trx.selectFrom('stories').selectAll().where('kind', '=', story.kind).where('id', '=', story.id).where('closed_at', 'is', null).forUpdate().executeTakeFirst();
    if (row === undefined) return { kind: 'rejected', code: 'story_unknown', id: story.id };
    const wasStuck = row.stuck_at !== null;
    await closeTasksAbout(command, { kind: 'story_stuck', subjectId: story.id }, 'done');
    await command.record({ customerId: row.customer_id, streamKind: story.kind, streamId: story.id, type: 'story_woken', data: { wasStuck, futileActs: row.futile_acts } });
    await command.raise({ ...story, customerId: row.customer_id });
    return { kind: 'woken', wasStuck };
  });
}
