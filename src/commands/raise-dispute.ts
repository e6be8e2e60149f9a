import { customerById } from '../db/customers.js';
import type { Database } from '../db/database.js';
import { insertDispute } from '../db/disputes.js';
import type { Actor } from '../db/events.js';
import { newId } from '../db/ids.js';
import { itemsByIds } from '../db/open-items.js';
import { activePerson } from '../db/people.js';
import { dateIn, type PlainDate } from '../domain/dates.js';
import { raiseDisputeOf, type DisputeDecision, type DisputeReason } from '../domain/dispute.js';
import { finishChange } from './ledger/change.js';
import type { Command, CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';

export interface RaiseDispute {
  readonly openItemId: string;
  /** Minor units of the item's currency; all that is open and undisputed when it is left out. */
  readonly amountMinor?: number | undefined;
  readonly reason: DisputeReason;
  readonly note?: string | undefined;
  /** Who must answer; the customer's collector when it is left out. */
  readonly ownerId?: string | undefined;
  /** The customer's local day. */
  readonly answerBy: PlainDate;
}

export type RaiseDisputeRefusal =
  | CommandRefusal
  | Extract<DisputeDecision, { readonly kind: 'rejected' }>
  | { readonly kind: 'rejected'; readonly code: 'open_item_unknown' | 'person_unknown'; readonly id: string };

/** A customer contests an amount of an item: it is left out of what is demanded until it is answered. */
export async function raiseDispute(database: Database, request: { readonly actor: Actor; readonly dispute: RaiseDispute }): Promise<{ readonly kind: 'raised'; readonly disputeId: string; readonly amountMinor: number } | RaiseDisputeRefusal> {
  const { actor, dispute } = request;
  const about = { table: 'open_items', id: dispute.openItemId } as const;
  return runCustomerCommand(database, { actor, permission: 'raise_dispute', about, unknown: 'open_item_unknown' }, (command, customerId) => raise(command, customerId, dispute));
}

async function raise(command: Command, customerId: string, dispute: RaiseDispute): Promise<{ readonly kind: 'raised'; readonly disputeId: string; readonly amountMinor: number } | RaiseDisputeRefusal> {
  const { trx, at, actor } = command;
  const { openItemId, answerBy, reason, note, ownerId } = dispute;
  const customer = await customerById(trx, customerId);
  const [item] = await itemsByIds(trx, [openItemId]);
  if (customer === undefined || item === undefined) throw new Error(`The open item ${openItemId} was there a moment ago`);
  if (ownerId !== undefined && (await activePerson(trx, ownerId)) === undefined) return { kind: 'rejected', code: 'person_unknown', id: ownerId };
  const decision = raiseDisputeOf(item, { amountMinor: dispute.amountMinor, answerBy, today: dateIn(customer.time_zone, at) });
  if (decision.kind === 'rejected') return decision;
  const { amountMinor } = decision;
  const disputeId = newId(at);
  await insertDispute(trx, {
    id: disputeId, case_id: item.caseId, open_item_id: openItemId, amount_minor: amountMinor, reason, note: note ?? '', owner_id: ownerId ?? customer.collector_id,
    answer_by: answerBy, raised_at: at, raised_by: actor,
  });
  const event = { customerId, streamKind: 'collection_case', streamId: item.caseId, type: 'dispute_raised', data: { disputeId, openItemId, amountMinor, currency: item.currency, reason, answerBy } };
  await finishChange(command, { caseIds: [item.caseId], customerIds: [], events: [event] }, { byImport: false });
  return { kind: 'raised', disputeId, amountMinor };
}
