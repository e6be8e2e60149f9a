import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { keepFirstWave } from '../db/first-wave.js';
import { newId } from '../db/ids.js';
import type { Row } from '../db/schema.js';
import { lockSendsPreview, sendsPicture, type SendsSummary } from '../db/sends-previews.js';
import { raiseChanges } from '../db/stories.js';
import { latestOf, type Instant } from '../domain/dates.js';
import { releaseRejection, type PreviewSeen, type ReleaseRejection, type SendsPicture } from '../domain/sends-release.js';
import type { BeginSendsPreviewRefusal } from './begin-sends-preview.js';
import { asking } from './permissions.js';
import { planFirstWave } from './plan-first-wave.js';
import { runCommand } from './run-command.js';

export type ReleaseRefusal = BeginSendsPreviewRefusal | ReleaseRejection;

export interface SendsReleased {
  readonly kind: 'released';
  readonly releasedAt: Instant;
}

interface ReleaseRequest {
  readonly actor: Actor;
  readonly previewId?: string | undefined;
  /** Customers that are overdue already and start on one day; absent: all at once. */
  readonly firstWavePerDay?: number | undefined;
}

/** A manager has seen what would be sent: from now on messages leave, and the release counts as the end of a pause (ladder rule 12),
 * for customers of the first wave from their own day on. The event names the preview, the limit, and what it came to. */
export async function releaseSends(database: Database, request: ReleaseRequest): Promise<SendsReleased | ReleaseRefusal> {
  const { actor, previewId, firstWavePerDay } = request;
  return runCommand(database, asking(actor, 'release_sends'), async (command): Promise<SendsReleased | ReleaseRefusal> => {
    const { trx, at } = command;
    const installation = await trx.selectFrom('installation').select('sends_released_at').forUpdate().executeTakeFirstOrThrow();
    if (installation.sends_released_at !== null) return { kind: 'rejected', code: 'sends_already_released', releasedAt: installation.sends_released_at };
    const row = previewId === undefined ? undefined : await lockSendsPreview(trx, previewId);
    const refusal = releaseRejection({ preview: row === undefined ? undefined : seenIn(row), firstWavePerDay, picture: await sendsPicture(trx), at });
    if (refusal !== undefined) return refusal;
    if (row === undefined) throw new Error('A release without a preview was not refused');
    await trx.updateTable('installation').set({ sends_released_at: at, first_wave_per_day: firstWavePerDay ?? null }).execute();
    await trx.updateTable('sends_previews').set({ released_at: at }).where('id', '=', row.id).execute();
    const { overdueCustomers, starts } = await planFirstWave(trx, { at, perDay: firstWavePerDay });
    await keepFirstWave(trx, starts);
    const cases = await trx.selectFrom('stories').select(['id', 'customer_id as customerId']).where('kind', '=', 'collection_case').where('closed_at', 'is', null).execute();
    await raiseChanges(trx, 'collection_case', cases);
    const { contacts, customers, firstAt } = row.summary as unknown as SendsSummary;
    await command.record({
      customerId: null, streamKind: 'installation', streamId: newId(at), type: 'sends_released',
      data: {
        cases: cases.length, previewId: row.id, previewedAt: row.made_at, previewedBy: row.made_by, contacts, customers, firstAt, casesPlayed: row.cases_played, itemsLeftOut: row.items_left_out, picture: row.picture,
        firstWavePerDay: firstWavePerDay ?? null, overdueCustomers, firstWaveLastOn: latestOf(starts.map(({ startsOn }) => startsOn)) ?? null,
      },
    });
    return { kind: 'released', releasedAt: at };
  });
}

function seenIn(row: Row<'sends_previews'>): PreviewSeen {
  return { madeAt: row.made_at, finished: row.finished_at !== null, picture: row.picture as unknown as SendsPicture, firstWavePerDay: row.first_wave_per_day ?? undefined };
}
