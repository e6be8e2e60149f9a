import { customersByNumbers } from '../db/customers.js';
import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import type { CustomerRow } from '../intake/row-types.js';
import { recordLedgerRecord, type LedgerRefusal } from './record-ledger-rows.js';

export interface CustomerRegistered {
  readonly kind: 'registered' | 'updated' | 'unchanged';
  readonly customerId: string;
}

/** Registers a customer under its number, or brings the one with that number up to date; what is left out stays as it was.
 * Refuses what an import's row is refused for. */
export async function registerCustomer(database: Database, request: { readonly actor: Actor; readonly customer: CustomerRow }): Promise<CustomerRegistered | LedgerRefusal> {
  const { actor, customer } = request;
  const recorded = await recordLedgerRecord(database, { actor, record: { kind: 'customers', rows: [customer] } });
  if (recorded.kind === 'rejected') return recorded;
  const [found] = await database.transaction((trx) => customersByNumbers(trx, [customer.number]));
  if (found === undefined) throw new Error(`The customer ${customer.number} was registered and is not there`);
  const { counts } = recorded;
  return { kind: counts.recorded > 0 ? 'registered' : counts.updated > 0 ? 'updated' : 'unchanged', customerId: found.id };
}
