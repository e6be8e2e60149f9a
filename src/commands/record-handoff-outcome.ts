import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { handoffById } from '../db/handoffs.js';
import type { HandoffState } from '../domain/handoff.js';
import { finishChange } from './ledger/change.js';
import type { CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';
import { closeTasksAbout } from './tasks.js';

/** What a person has learned of a handoff. */
export type HandoffOutcome =
  | { readonly outcome: 'acknowledged' }
  /** Minor units of the case's currency; the money itself is recorded as a payment. */
  | { readonly outcome: 'recovered'; readonly recoveredMinor: number }
  /** The items come back to the ladder. */
  | { readonly outcome: 'recalled' };

export type HandoffOutcomeRefusal =
  | CommandRefusal
  | { readonly kind: 'rejected'; readonly code: 'handoff_unknown'; readonly id: string }
  | { readonly kind: 'rejected'; readonly code: 'handoff_not_there_yet'; readonly state: HandoffState; readonly outcome: HandoffOutcome['outcome'] };

const FROM: Readonly<Record<HandoffOutcome['outcome'], readonly HandoffState[]>> = {
  acknowledged: ['sent'], recovered: ['sent', 'acknowledged'], recalled: ['approved', 'sent', 'acknowledged'],
};

/** Records that the counterparty has acknowledged the pack, that money was recovered, or that the handoff is recalled. */
export async function recordHandoffOutcome(database: Database, request: { readonly actor: Actor; readonly handoffId: string } & HandoffOutcome): Promise<{ readonly kind: 'recorded' } | HandoffOutcomeRefusal> {
  const { actor, handoffId: id, outcome } = request;
  const about = { table: 'handoffs', id } as const;
  return runCustomerCommand(database, { actor, permission: 'follow_handoffs', about, unknown: 'handoff_unknown' }, async (command, customerId): Promise<{ readonly kind: 'recorded' } | HandoffOutcomeRefusal> => {
    const { trx, at } = command;
    const handoff = await handoffById(trx, id);
    if (handoff === undefined) throw new Error(`The handoff ${id} was there a moment ago`);
    if (!FROM[outcome].includes(handoff.state)) return { kind: 'rejected', code: 'handoff_not_there_yet', state: handoff.state, outcome };
    await trx.updateTable('handoffs').set({
      state: outcome, ...(outcome === 'acknowledged' ? { acknowledged_at: at } : {}), ...(request.outcome === 'recovered' ? { recovered_minor: request.recoveredMinor } : {}),
    }).where('id', '=', id).execute();
    // What comes back waits like anything whose pause has ended: never the same day as what was said already.
    if (outcome === 'recalled') await trx.updateTable('open_items').set({ pause_ended_at: at }).where('id', 'in', (select) => select.selectFrom('handoff_items').select('open_item_id').where('handoff_id', '=', id)).execute();
    await closeTasksAbout(command, { kind: 'acknowledge_handoff', subjectId: id }, 'done');
    const event = { customerId, streamKind: 'handoff', streamId: id, type: `handoff_${outcome}`, data: request.outcome === 'recovered' ? { recoveredMinor: request.recoveredMinor } : {} };
    await finishChange(command, { caseIds: [handoff.case_id], customerIds: [], events: [event] }, { byImport: false });
    await command.raise({ kind: 'handoff', id, customerId });
    return { kind: 'recorded' };
  });
}
