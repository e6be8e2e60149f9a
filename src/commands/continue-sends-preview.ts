import { insertRows } from '../db/bulk.js';
import type { Database, Trx } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { previewedStarts } from '../db/first-wave.js';
import { newId } from '../db/ids.js';
import type { Json } from '../db/schema.js';
import { lockSendsPreview, playableCases, sendsSummary, type PlayableCase } from '../db/sends-previews.js';
import type { Instant } from '../domain/dates.js';
import { previewSends, type CaseSends } from '../domain/sends-preview.js';
import { readCase } from './case-facts.js';
import { asking } from './permissions.js';
import { runCommand, type CommandRefusal } from './run-command.js';

export type ContinueSendsPreviewRefusal = CommandRefusal | { readonly kind: 'rejected'; readonly code: 'sends_preview_unknown'; readonly previewId: string };

export interface SendsPreviewContinued {
  readonly kind: 'continued';
  readonly casesPlayed: number;
  readonly casesTotal: number;
  readonly finished: boolean;
}

/** Cases of one part: on the embedded database everybody else waits while a part is played. */
const CASES_PER_PART = 20;

/** Plays the next cases of a preview. Whoever wants all of it asks again until it is finished; asking more often does no harm. */
export async function continueSendsPreview(database: Database, request: { readonly actor: Actor; readonly previewId: string }): Promise<SendsPreviewContinued | ContinueSendsPreviewRefusal> {
  const { actor, previewId } = request;
  return runCommand(database, asking(actor, 'release_sends'), async ({ trx, at }): Promise<SendsPreviewContinued | ContinueSendsPreviewRefusal> => {
    const preview = await lockSendsPreview(trx, previewId);
    if (preview === undefined) return { kind: 'rejected', code: 'sends_preview_unknown', previewId };
    const { made_at: madeAt, cases_total: casesTotal } = preview;
    if (preview.finished_at !== null) return { kind: 'continued', casesPlayed: preview.cases_played, casesTotal, finished: true };
    const found = await playableCases(trx, { after: preview.last_case_id, limit: CASES_PER_PART + 1 });
    const part = found.slice(0, CASES_PER_PART);
    const itemsLeftOut = await playPart(trx, { previewId, cases: part, madeAt, customersPerDay: preview.first_wave_per_day });
    const finished = found.length <= CASES_PER_PART;
    const casesPlayed = preview.cases_played + part.length;
    await trx.updateTable('sends_previews').set({
      cases_played: casesPlayed, last_case_id: part.at(-1)?.id ?? preview.last_case_id, items_left_out: preview.items_left_out + itemsLeftOut, finished_at: finished ? at : null, summary: finished ? (await sendsSummary(trx, previewId)) as unknown as Json : null,
    }).where('id', '=', previewId).execute();
    return { kind: 'continued', casesPlayed, casesTotal, finished };
  });
}

interface Part {
  readonly previewId: string;
  readonly cases: readonly PlayableCase[];
  readonly madeAt: Instant;
  /** `null`: all start at once. */
  readonly customersPerDay: number | null;
}

// All parts are played from the moment at which the preview began.
async function playPart(trx: Trx, { previewId, cases, madeAt, customersPerDay }: Part): Promise<number> {
  const starts = await previewedStarts(trx, { previewId, customerIds: cases.map((playable) => playable.customer_id) });
  let itemsLeftOut = 0;
  for (const playable of cases) {
    const { facts } = await readCase(trx, { caseId: playable.id, at: madeAt });
    const startsAt = starts.get(playable.customer_id);
    const spreads = startsAt !== undefined && customersPerDay !== null && !('at' in facts.release);
    const played = previewSends(spreads ? { ...facts, release: { kind: 'first_wave', at: startsAt, customersPerDay } } : facts, madeAt);
    itemsLeftOut += played.itemsLeftOut;
    await keep(trx, { previewId, playable, played, madeAt });
  }
  return itemsLeftOut;
}

async function keep(trx: Trx, { previewId, playable, played, madeAt }: { readonly previewId: string; readonly playable: PlayableCase; readonly played: CaseSends; readonly madeAt: Instant }): Promise<void> {
  const of = (): { id: string; preview_id: string; case_id: string; customer_id: string; currency: string } => ({ id: newId(madeAt), preview_id: previewId, case_id: playable.id, customer_id: playable.customer_id, currency: playable.currency });
  await insertRows(trx, 'previewed_sends', played.sends.map((send) => ({
    ...of(), day: send.on, at: send.at, action: send.action, step_key: send.stepKey, step_name: send.stepName, channel: send.channel,
    recipient_id: send.recipientId, recipient_role: send.recipientRole, items: send.items, amount_minor: send.amountMinor,
  })));
  await insertRows(trx, 'previewed_silences', played.silences.map((silence) => ({ ...of(), reason: silence.reason, items: silence.items, amount_minor: silence.amountMinor })));
}
