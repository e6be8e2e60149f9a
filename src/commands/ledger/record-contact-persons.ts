import { insertRows, updateRows } from '../../db/bulk.js';
import { contactPersonsOfCustomers } from '../../db/contact-persons.js';
import type { NewEvent } from '../../db/events.js';
import { newId } from '../../db/ids.js';
import type { Row } from '../../db/schema.js';
import type { ContactRow } from '../../intake/row-types.js';
import type { Command } from '../run-command.js';
import type { LedgerChange, RowsToRecord } from './change.js';
import { refuseRows, type RowProblem, type RowsRefused } from './problems.js';
import { customerOf, readReferences } from './references.js';

/** Adds contact persons, or brings those up to date whom the customer has under the same name and role already: what a row leaves
 * out stays as it was. What somebody opted out of is never undone here. */
export async function recordContactPersons(command: Command, request: RowsToRecord<ContactRow>): Promise<LedgerChange | RowsRefused> {
  const { rows, customerIds, importId } = request;
  const references = await readReferences(command, customerIds);
  const known = new Map((await contactPersonsOfCustomers(command.trx, customerIds)).map((person) => [personKey(person.customer_id, person), person]));
  const firstRows = new Map<string, number>();
  const problems: RowProblem[] = [];
  const made: Row<'contact_persons'>[] = [];
  const changed: Row<'contact_persons'>[] = [];
  const events: NewEvent[] = [];
  for (const { row, value } of rows) {
    const customer = customerOf(references, { row, number: value.customerNumber });
    if ('problem' in customer) {
      problems.push(customer.problem);
      continue;
    }
    const key = personKey(customer.found.id, value);
    const firstRow = firstRows.get(key);
    if (firstRow !== undefined) {
      problems.push({ row, field: 'name', value: value.name, code: 'duplicate_in_file', details: { firstRow } });
      continue;
    }
    firstRows.set(key, row);
    const before = known.get(key);
    const after = personRow(command, value, customer.found, before);
    if (before !== undefined && isSame(before, after)) continue;
    (before === undefined ? made : changed).push(after);
    if (importId === null) {
      events.push({ customerId: after.customer_id, streamKind: 'contact_person', streamId: after.id, type: before === undefined ? 'contact_person_added' : 'contact_person_updated', data: { role: after.role } });
    }
  }
  if (problems.length > 0) return refuseRows(problems);
  await insertRows(command.trx, 'contact_persons', made, request.onWritten);
  await updateRows(command.trx, 'contact_persons', changed);
  return {
    kind: 'recorded', counts: { recorded: made.length, updated: changed.length, unchanged: rows.length - made.length - changed.length, reversed: 0 },
    caseIds: [], customerIds: [...made, ...changed].map((person) => person.customer_id), events,
  };
}

function personKey(customerId: string, person: { readonly name: string; readonly role: string }): string {
  return JSON.stringify([customerId, person.name, person.role]);
}

function personRow(command: Command, row: ContactRow, customer: Row<'customers'>, before: Row<'contact_persons'> | undefined): Row<'contact_persons'> {
  return {
    id: before?.id ?? newId(command.at), customer_id: customer.id, name: row.name, role: row.role, email: row.email ?? before?.email ?? null,
    phone: row.phone ?? before?.phone ?? null, language: row.language ?? before?.language ?? customer.language, time_zone: row.timeZone ?? before?.time_zone ?? null,
    opted_out_of: before?.opted_out_of ?? [], preferred_channel: row.channel ?? before?.preferred_channel ?? null,
    created_at: before?.created_at ?? command.at, removed_at: null,
  };
}

function isSame(before: Row<'contact_persons'>, after: Row<'contact_persons'>): boolean {
  return (['email', 'phone', 'language', 'time_zone', 'preferred_channel'] as const).every((field) => before[field] === after[field]);
}
