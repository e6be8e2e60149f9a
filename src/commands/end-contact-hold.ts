import { contactHoldById, endContactHoldAt } from '../db/contact-holds.js';
import { customerById } from '../db/customers.js';
import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { dateIn } from '../domain/dates.js';
import { finishChange } from './ledger/change.js';
import type { CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';

export type EndContactHoldRefusal = CommandRefusal | { readonly kind: 'rejected'; readonly code: 'contact_hold_unknown' | 'contact_hold_already_ended'; readonly id: string };

/** Ends a contact hold before its day: its items go on at once. */
export async function endContactHold(database: Database, request: { readonly actor: Actor; readonly contactHoldId: string }): Promise<{ readonly kind: 'ended' } | EndContactHoldRefusal> {
  const { actor, contactHoldId: id } = request;
  const about = { table: 'contact_holds', id } as const;
  return runCustomerCommand(database, { actor, permission: 'keep_contact_holds', about, unknown: 'contact_hold_unknown' }, async (command, customerId): Promise<{ readonly kind: 'ended' } | EndContactHoldRefusal> => {
    const { trx, at } = command;
    const hold = await contactHoldById(trx, id);
    const customer = await customerById(trx, customerId);
    if (hold === undefined || customer === undefined) throw new Error(`The contact hold ${id} was there a moment ago`);
    if (hold.ended_at !== null || hold.last_quiet_on < dateIn(customer.time_zone, at)) return { kind: 'rejected', code: 'contact_hold_already_ended', id };
    await endContactHoldAt(trx, id, at);
    const event = { customerId, streamKind: 'collection_case', streamId: hold.case_id, type: 'contact_hold_ended', data: { contactHoldId: id, openItemId: hold.open_item_id } };
    await finishChange(command, { caseIds: [hold.case_id], customerIds: [], events: [event] }, { byImport: false });
    return { kind: 'ended' };
  });
}
