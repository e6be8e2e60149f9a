import { attachPack, evidenceOf } from '../commands/handoffs/evidence.js';
import { followUp } from '../commands/handoffs/follow-up.js';
import { beginSettlingPack, reservePack } from '../commands/handoffs/send-pack.js';
import { handoffStory } from '../commands/handoff-story.js';
import { actOn, lookAt, postpone } from '../commands/story.js';
import type { Database } from '../db/database.js';
import { buildEvidencePack } from '../documents/evidence-pack.js';
import type { ActOutcome, ActRequest, HandoffLook } from '../workflows/messages.js';
import { finishSettling, sendReserved, settlingRules, type Outbound } from './send-contact.js';

/** Everything that a handoff looks at and does. */
export interface HandoffActivities {
  lookAtHandoff(handoffId: string): Promise<HandoffLook>;
  actOnHandoff(request: ActRequest): Promise<ActOutcome>;
  buildEvidencePack(request: ActRequest): Promise<ActOutcome>;
  /** Offers the pack to the counterparty by a link, or tries again. */
  sendPack(request: ActRequest): Promise<ActOutcome>;
  settlePack(request: ActRequest): Promise<ActOutcome>;
  postponeHandoff(handoffId: string): Promise<void>;
}

export function handoffActivities(database: Database, outbound: Outbound): HandoffActivities {
  const rules = settlingRules(outbound);
  return {
    lookAtHandoff: (id) => lookAt(database, handoffStory, id),
    actOnHandoff: (request) => actOn<Awaited<ReturnType<typeof handoffStory.read>>, ReturnType<typeof handoffStory.next>, ActOutcome>(database, handoffStory, request, followUp),
    buildEvidencePack: async (request) => attachPack(database, request, await buildEvidencePack(await evidenceOf(database, request.storyId))),
    sendPack: async (request) => {
      const reservation = await reservePack(database, request, outbound.publicUrl);
      if (reservation.kind !== 'reserved') return reservation.kind;
      await sendReserved(database, outbound, reservation.reserved);
      return 'done';
    },
    settlePack: async (request) => finishSettling(database, outbound, await beginSettlingPack(database, request, rules)),
    postponeHandoff: (id) => postpone(database, handoffStory, id),
  };
}
