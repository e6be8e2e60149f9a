import { applicationStory } from '../commands/application-story.js';
import { actOnApplication } from '../commands/applications/follow-up.js';
import { beginSettlingApplicationMessage, reserveApplicationMessage } from '../commands/applications/send-message.js';
import { lookAt, postpone } from '../commands/story.js';
import type { Database } from '../db/database.js';
import type { ActOutcome, ActRequest, ApplicationLook } from '../workflows/messages.js';
import { finishSettling, sendReserved, settlingRules, type Outbound } from './send-contact.js';

/** Everything that a credit application looks at and does. */
export interface CreditApplicationActivities {
  lookAtApplication(applicationId: string): Promise<ApplicationLook>;
  /** An act that touches only the database. */
  actOnApplication(request: ActRequest): Promise<ActOutcome>;
  /** A prompt, a reminder, a question, an outcome, or another attempt of one: reserve, act, record. */
  writeOfApplication(request: ActRequest): Promise<ActOutcome>;
  settleOfApplication(request: ActRequest): Promise<ActOutcome>;
  postponeApplication(applicationId: string): Promise<void>;
}

export function creditApplicationActivities(database: Database, outbound: Outbound): CreditApplicationActivities {
  const rules = { ...settlingRules(outbound), publicUrl: outbound.publicUrl };
  return {
    lookAtApplication: (id) => lookAt(database, applicationStory, id),
    actOnApplication: (request) => actOnApplication(database, request),
    writeOfApplication: async (request) => {
      const reservation = await reserveApplicationMessage(database, request, outbound.publicUrl);
      if (reservation.kind !== 'reserved') return reservation.kind;
      await sendReserved(database, outbound, reservation.reserved);
      return 'done';
    },
    settleOfApplication: async (request) => finishSettling(database, outbound, await beginSettlingApplicationMessage(database, request, rules)),
    postponeApplication: (id) => postpone(database, applicationStory, id),
  };
}
