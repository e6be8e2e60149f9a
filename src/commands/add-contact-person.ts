import { contactPersonsOfCustomers } from '../db/contact-persons.js';
import { customersByNumbers } from '../db/customers.js';
import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import type { ContactRow } from '../intake/row-types.js';
import { recordLedgerRecord, type LedgerRefusal } from './record-ledger-rows.js';

export type AddContactPersonRefusal = LedgerRefusal | { readonly kind: 'rejected'; readonly code: 'contact_person_not_reachable' };

/** Adds a contact person, or brings the one with the same name and role up to date. Refuses one without e-mail and phone. */
export async function addContactPerson(
  database: Database, request: { readonly actor: Actor; readonly person: ContactRow },
): Promise<{ readonly kind: 'added' | 'updated' | 'unchanged'; readonly contactPersonId: string } | AddContactPersonRefusal> {
  const { actor, person } = request;
  if (person.email === undefined && person.phone === undefined) return { kind: 'rejected', code: 'contact_person_not_reachable' };
  const recorded = await recordLedgerRecord(database, { actor, record: { kind: 'contacts', rows: [person] } });
  if (recorded.kind === 'rejected') return recorded;
  const found = await database.transaction(async (trx) => {
    const customers = await customersByNumbers(trx, [person.customerNumber]);
    const persons = await contactPersonsOfCustomers(trx, customers.map((customer) => customer.id));
    return persons.find((other) => other.name === person.name && other.role === person.role);
  });
  if (found === undefined) throw new Error('The contact person was added and is not there');
  const { counts } = recorded;
  return { kind: counts.recorded > 0 ? 'added' : counts.updated > 0 ? 'updated' : 'unchanged', contactPersonId: found.id };
}
