import { contactPersonById, markRemoved } from '../db/contact-persons.js';
import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { finishChange } from './ledger/change.js';
import type { CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';

export type RemoveContactPersonRefusal = CommandRefusal | { readonly kind: 'rejected'; readonly code: 'contact_person_unknown' | 'contact_person_already_removed'; readonly id: string };

/** Nobody speaks to this person from now on; what was said stays in the record. */
export async function removeContactPerson(database: Database, request: { readonly actor: Actor; readonly contactPersonId: string }): Promise<{ readonly kind: 'removed' } | RemoveContactPersonRefusal> {
  const { actor, contactPersonId: id } = request;
  const about = { table: 'contact_persons', id } as const;
  return runCustomerCommand(database, { actor, permission: 'keep_contact_persons', about, unknown: 'contact_person_unknown' }, async (command, customerId) => {
    const person = await contactPersonById(command.trx, id);
    if (person?.removed_at !== null) return { kind: 'rejected', code: 'contact_person_already_removed', id } as const;
    await markRemoved(command.trx, id, command.at);
    const event = { customerId, streamKind: 'contact_person', streamId: id, type: 'contact_person_removed', data: {} };
    await finishChange(command, { caseIds: [], customerIds: [customerId], events: [event] }, { byImport: false });
    return { kind: 'removed' } as const;
  });
}
