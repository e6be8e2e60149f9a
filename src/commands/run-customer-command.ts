import { customerOfRow, type CaseTable, type OwnedTable } from '../db/customer-of.js';
import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { customerOfContactPerson } from '../db/contact-persons.js';
import type { Permission } from '../domain/authority.js';
import { asking } from './permissions.js';
import { runCommand, type Command, type CommandRefusal } from './run-command.js';

export interface CustomerCommandRequest<Unknown extends string> {
  readonly actor: Actor;
  readonly permission: Permission;
  /** The row that the command is about: its customer is locked. */
  readonly about: { readonly table: OwnedTable | CaseTable; readonly id: string };
  /** What is answered when there is no such row. */
  readonly unknown: Unknown;
}

/** Runs a command about one row of one customer, under that customer's lock. Refuses a row that does not exist; to a contact person
 * the rows of other customers do not exist. */
export async function runCustomerCommand<T, Unknown extends string>(
  database: Database, request: CustomerCommandRequest<Unknown>, body: (command: Command, customerId: string) => Promise<T>,
): Promise<T | CommandRefusal | { readonly kind: 'rejected'; readonly code: Unknown; readonly id: string }> {
  const { actor, permission, about, unknown } = request;
  const customerId = await database.transaction((trx) => customerOfRow(trx, about.table, about.id));
  const customers = customerId === undefined ? [] : [customerId];
  return runCommand<T | { readonly kind: 'rejected'; readonly code: Unknown; readonly id: string }>(database, { ...asking(actor, permission), customers }, async (command) => {
    const isOfAnother = actor.kind === 'contact_person' && (await customerOfContactPerson(command.trx, actor.contactPersonId)) !== customerId;
    if (customerId === undefined || isOfAnother) return { kind: 'rejected', code: unknown, id: about.id };
    return body(command, customerId);
  });
}
