import type { Database } from '../db/database.js';
import { closeDispute, disputeById } from '../db/disputes.js';
import type { Actor } from '../db/events.js';
import { finishChange } from './ledger/change.js';
import type { CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';

export type DisputeAnswer = 'accepted' | 'rejected' | 'withdrawn';

export type AnswerDisputeRefusal =
  | CommandRefusal
  | { readonly kind: 'rejected'; readonly code: 'dispute_unknown'; readonly id: string }
  | { readonly kind: 'rejected'; readonly code: 'dispute_already_answered'; readonly id: string; readonly answer: DisputeAnswer };

/** Answers a dispute. Accepted, its amount stays out of what is demanded until the credit note is there; rejected or withdrawn, the
 * item goes on at once where it stood. */
export async function answerDispute(database: Database, request: { readonly actor: Actor; readonly disputeId: string; readonly answer: DisputeAnswer }): Promise<{ readonly kind: 'answered' } | AnswerDisputeRefusal> {
  const { actor, disputeId: id, answer } = request;
  const about = { table: 'disputes', id } as const;
  return runCustomerCommand(database, { actor, permission: 'answer_dispute', about, unknown: 'dispute_unknown' }, async (command, customerId): Promise<{ readonly kind: 'answered' } | AnswerDisputeRefusal> => {
    const { trx, at } = command;
    const dispute = await disputeById(trx, id);
    if (dispute === undefined) throw new Error(`The dispute ${id} was there a moment ago`);
    if (dispute.status !== 'open') return { kind: 'rejected', code: 'dispute_already_answered', id, answer: dispute.status };
    await closeDispute(trx, id, { status: answer, at });
    const data = { disputeId: id, openItemId: dispute.open_item_id, amountMinor: dispute.amount_minor };
    const event = { customerId, streamKind: 'collection_case', streamId: dispute.case_id, type: `dispute_${answer}`, data };
    await finishChange(command, { caseIds: [dispute.case_id], customerIds: [], events: [event] }, { byImport: false });
    return { kind: 'answered' };
  });
}
