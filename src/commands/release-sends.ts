import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { newId } from '../db/ids.js';
import { raiseChange } from '../db/stories.js';
import type { Instant } from '../domain/dates.js';
import { asking } from './permissions.js';
import { runCommand, type CommandRefusal } from './run-command.js';

export type ReleaseRefusal = CommandRefusal | { readonly kind: 'rejected'; readonly code: 'sends_already_released'; readonly releasedAt: Instant };

/** A manager has seen what would be sent: from now on messages leave, and the release counts as the end of a pause (ladder rule 12). */
export async function releaseSends(database: Database, request: { readonly actor: Actor }): Promise<{ readonly kind: 'released'; readonly releasedAt: Instant } | ReleaseRefusal> {
  return runCommand(database, asking(request.actor, 'release_sends'), async (command): Promise<{ readonly kind: 'released'; readonly releasedAt: Instant } | ReleaseRefusal> => {
    const { trx, at } = command;
    const installation = await trx.selectFrom('installation').select('sends_released_at').forUpdate().executeTakeFirstOrThrow();
    if (installation.sends_released_at !== null) return { kind: 'rejected', code: 'sends_already_released', releasedAt: installation.sends_released_at };
    await trx.updateTable('installation').set({ sends_released_at: at }).execute();
    const cases = await trx.selectFrom('stories').select(['id', 'customer_id']).where('kind', '=', 'collection_case').where('closed_at', 'is', null).execute();
    for (const story of cases) await raiseChange(trx, { kind: 'collection_case', id: story.id, customerId: story.customer_id }, { byPerson: false });
    await command.record({ customerId: null, streamKind: 'installation', streamId: newId(at), type: 'sends_released', data: { cases: cases.length } });
    return { kind: 'released', releasedAt: at };
  });
}
