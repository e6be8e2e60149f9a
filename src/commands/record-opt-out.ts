import { contactPersonById, setOptOuts } from '../db/contact-persons.js';
import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import type { Row } from '../db/schema.js';
import type { ContactChannel } from '../domain/escalation-ladder.js';
import { finishChange } from './ledger/change.js';
import type { CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';

export type RecordOptOutRefusal = CommandRefusal | { readonly kind: 'rejected'; readonly code: 'contact_person_unknown' | 'contact_person_already_removed' | 'opt_out_of_another'; readonly id: string };

/** A contact person wants to hear nothing more over these channels: effective at once, for every case. A second time changes nothing.
 * By its own link a person opts out itself only. */
export async function recordOptOut(
  database: Database, request: { readonly actor: Actor; readonly contactPersonId: string; readonly channels: readonly ContactChannel[] },
): Promise<{ readonly kind: 'recorded'; readonly optedOutOf: readonly string[] } | RecordOptOutRefusal> {
  const { actor, contactPersonId: id, channels } = request;
  const about = { table: 'contact_persons', id } as const;
  return runCustomerCommand(database, { actor, permission: 'record_opt_out', about, unknown: 'contact_person_unknown' }, async (command, customerId) => {
    const person = await contactPersonById(command.trx, id);
    if (person === undefined || person.removed_at !== null) return { kind: 'rejected', code: 'contact_person_already_removed', id } as const;
    if (actor.kind === 'contact_person' && actor.contactPersonId !== id) return { kind: 'rejected', code: 'opt_out_of_another', id } as const;
    const optedOutOf = [...new Set([...person.opted_out_of, ...channels])].toSorted();
    if (optedOutOf.length > person.opted_out_of.length) {
      await setOptOuts(command.trx, id, optedOutOf);
      const event = { customerId, streamKind: 'contact_person', streamId: id, type: 'opt_out_recorded', data: { channels: [...channels] } };
      await finishChange(command, { caseIds: [], customerIds: [customerId], events: [event] }, { byImport: false });
    }
    return { kind: 'recorded', optedOutOf } as const;
  });
}

/** The provider says that the owner of the number has answered STOP: they are opted out of text messages. Of our own people nothing is noted, and
 * somebody who was removed meanwhile hears nothing anyhow: that refusal needs no answer. */
export async function optOutByProvider(database: Database, contact: Pick<Row<'contacts'>, 'recipient_kind' | 'recipient_id'>): Promise<void> {
  if (contact.recipient_kind !== 'contact_person') return;
  await recordOptOut(database, { actor: { kind: 'installation' }, contactPersonId: contact.recipient_id, channels: ['sms'] });
}
