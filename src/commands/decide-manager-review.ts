import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { managerReviewById, writeManagerReviewDecision } from '../db/manager-reviews.js';
import { finishChange } from './ledger/change.js';
import type { CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';
import { closeTasksAbout } from './tasks.js';

export type DecideManagerReviewRefusal =
  | CommandRefusal
  | { readonly kind: 'rejected'; readonly code: 'manager_review_unknown' | 'manager_review_already_decided'; readonly id: string };

/** A manager has looked at a case's old items. The case goes on by its ladder; what shall be different (a contact hold, a dispute, a
 * handoff that is not approved) is done by its own command. Items that come to review from now on open a new one.
 * @param request.note why, for the record; may be empty */
export async function decideManagerReview(database: Database, request: { readonly actor: Actor; readonly managerReviewId: string; readonly note: string }): Promise<{ readonly kind: 'decided' } | DecideManagerReviewRefusal> {
  const { actor, managerReviewId: id, note } = request;
  const about = { table: 'manager_reviews', id } as const;
  return runCustomerCommand(database, { actor, permission: 'decide_manager_review', about, unknown: 'manager_review_unknown' }, async (command, customerId): Promise<{ readonly kind: 'decided' } | DecideManagerReviewRefusal> => {
    const { trx, at } = command;
    const review = await managerReviewById(trx, id);
    if (review === undefined) throw new Error(`The manager review ${id} was there a moment ago`);
    if (review.state !== 'open') return { kind: 'rejected', code: 'manager_review_already_decided', id };
    await writeManagerReviewDecision(trx, id, { at, by: actor, note });
    await closeTasksAbout(command, { kind: 'manager_review', subjectId: id }, 'done');
    // The note stays in the row: events hold no free text.
    const event = { customerId, streamKind: 'collection_case', streamId: review.case_id, type: 'manager_review_decided', data: { reviewId: id } };
    await finishChange(command, { caseIds: [review.case_id], customerIds: [], events: [event] }, { byImport: false });
    return { kind: 'decided' };
  });
}
