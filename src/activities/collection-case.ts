import { actOnCase, caseStory, type CaseAct } from '../commands/case-story.js';
import { closeCase } from '../commands/acts/close-case.js';
import { placeCreditHold, releaseCreditHold } from '../commands/acts/credit-hold.js';
import { judge } from '../commands/acts/judge-promise.js';
import { openManagerReview } from '../commands/acts/open-manager-review.js';
import { recordRefusals } from '../commands/acts/record-refusals.js';
import { requestHandoff } from '../commands/acts/request-handoff.js';
import { reserveCaseContact } from '../commands/contacts/reserve-case-contact.js';
import { beginSettling } from '../commands/contacts/settle-contact.js';
import { lookAt, postpone } from '../commands/story.js';
import type { Database } from '../db/database.js';
import type { ActOutcome, ActRequest, CaseLook } from '../workflows/messages.js';
import { finishSettling, sendReserved, settlingRules, type Outbound } from './send-contact.js';

/** Everything that a collection case looks at and does. */
export interface CollectionCaseActivities {
  lookAtCase(caseId: string): Promise<CaseLook>;
  /** An act that touches only the database. */
  actOnCase(request: ActRequest): Promise<ActOutcome>;
  /** Reminder, notice, call task, salesperson told, another attempt: reserve, act, record. */
  contactCustomer(request: ActRequest): Promise<ActOutcome>;
  /** An outcome that we could not see. */
  settleContact(request: ActRequest): Promise<ActOutcome>;
  /** An act failed for another reason than the database: look again later. */
  postponeCase(caseId: string): Promise<void>;
}

export function collectionCaseActivities(database: Database, outbound: Outbound): CollectionCaseActivities {
  const rules = settlingRules(outbound);
  return {
    lookAtCase: (caseId) => lookAt(database, caseStory, caseId),
    actOnCase: (request) => act(database, request),
    contactCustomer: async (request) => {
      const reservation = await reserveCaseContact(database, request);
      if (reservation.kind !== 'reserved') return reservation.kind;
      await sendReserved(database, outbound, reservation.reserved);
      return 'done';
    },
    settleContact: async (request) => finishSettling(database, outbound, await beginSettling(database, request, rules)),
    postponeCase: (caseId) => postpone(database, caseStory, caseId),
  };
}

async function act(database: Database, request: ActRequest): Promise<ActOutcome> {
  return actOnCase<ActOutcome>(database, request, async (command, read, next: CaseAct) => {
    switch (next.action) {
      case 'judge_promise': await judge(command, read, next); return 'done';
      case 'record_refusal': await recordRefusals(command, read, next); return 'done';
      case 'place_credit_hold': await placeCreditHold(command, read); return 'done';
      case 'release_credit_hold': await releaseCreditHold(command, read); return 'done';
      case 'open_manager_review': await openManagerReview(command, read, next); return 'done';
      case 'request_handoff': await requestHandoff(command, read, next); return 'done';
      case 'close_case': await closeCase(command, read); return 'closed';
      default: throw new Error(`"${next.action}" reaches further than the database`);
    }
  });
}
