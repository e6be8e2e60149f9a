import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { keepPreviewedStarts } from '../db/first-wave.js';
import { newId } from '../db/ids.js';
import { countPlayableCases, sendsPicture } from '../db/sends-previews.js';
import type { Json } from '../db/schema.js';
import { addMilliseconds, type Instant } from '../domain/dates.js';
import { PREVIEW_VALID_MILLISECONDS } from '../domain/sends-release.js';
import { asking } from './permissions.js';
import { planFirstWave } from './plan-first-wave.js';
import { runCommand, type CommandRefusal } from './run-command.js';

export type BeginSendsPreviewRefusal = CommandRefusal | { readonly kind: 'rejected'; readonly code: 'sends_already_released'; readonly releasedAt: Instant };

export interface SendsPreviewBegun {
  readonly kind: 'begun';
  readonly id: string;
  readonly casesTotal: number;
}

/** Begins a preview of two weeks of sends: it counts what there is and says who starts when; `continueSendsPreview` plays it,
 * part by part. Previews on which nothing was released and nothing can be any more are taken away.
 * After the release there is no limit left to try: the start days are kept. */
export async function beginSendsPreview(database: Database, request: { readonly actor: Actor; readonly firstWavePerDay?: number | undefined }): Promise<SendsPreviewBegun | BeginSendsPreviewRefusal> {
  const { actor, firstWavePerDay } = request;
  return runCommand(database, asking(actor, 'release_sends'), async ({ trx, at }): Promise<SendsPreviewBegun | BeginSendsPreviewRefusal> => {
    const { sends_released_at: releasedAt } = await trx.selectFrom('installation').select('sends_released_at').executeTakeFirstOrThrow();
    if (releasedAt !== null && firstWavePerDay !== undefined) return { kind: 'rejected', code: 'sends_already_released', releasedAt };
    await trx.deleteFrom('sends_previews').where('released_at', 'is', null).where('made_at', '<', addMilliseconds(at, -PREVIEW_VALID_MILLISECONDS)).execute();
    const casesTotal = await countPlayableCases(trx);
    const id = newId(at);
    const { overdueCustomers, starts } = await planFirstWave(trx, { at, perDay: firstWavePerDay });
    await trx.insertInto('sends_previews').values({
      id, made_at: at, made_by: actor as unknown as Json, picture: (await sendsPicture(trx)) as unknown as Json, cases_total: casesTotal,
      cases_played: 0, last_case_id: null, items_left_out: 0, finished_at: null, summary: null, released_at: null,
      first_wave_per_day: firstWavePerDay ?? null, overdue_customers: overdueCustomers,
    }).execute();
    await keepPreviewedStarts(trx, id, starts);
    return { kind: 'begun', id, casesTotal };
  });
}
