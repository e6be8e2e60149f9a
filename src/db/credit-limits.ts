import type { Instant, PlainDate } from '../domain/dates.js';
import type { Currency } from '../domain/money.js';
import { newId } from './ids.js';
import type { Row, Trx } from './schema.js';

/** The limit in force; undefined for a customer that has none. */
export async function limitInForce(trx: Trx, customerId: string, currency: Currency): Promise<Row<'credit_limits'> | undefined> {
  return trx.selectFrom('credit_limits').selectAll().where('customer_id', '=', customerId).where('currency', '=', currency).where('ended_at', 'is', null).executeTakeFirst();
}

/** Every limit of a customer that is in force, one per currency. */
export async function limitsInForce(trx: Trx, customerId: string): Promise<readonly Row<'credit_limits'>[]> {
  return trx.selectFrom('credit_limits').selectAll().where('customer_id', '=', customerId).where('ended_at', 'is', null).orderBy('currency').execute();
}

/** Puts a limit and its terms in force in place of the one before: at no instant are there two, or none. @returns its id */
export async function putLimitInForce(trx: Trx, limit: {
  readonly customerId: string; readonly currency: Currency; readonly limitMinor: number; readonly termsDays: number; readonly applicationId: string | null;
  readonly effectiveOn: PlainDate; readonly at: Instant;
}): Promise<string> {
  const { customerId, currency, limitMinor, termsDays, applicationId, effectiveOn, at } = limit;
  await trx.updateTable('credit_limits').set({ ended_at: at }).where('customer_id', '=', customerId).where('currency', '=', currency).where('ended_at', 'is', null).execute();
  const id = newId(at);
  await trx.insertInto('credit_limits').values({
    id, customer_id: customerId, currency, limit_minor: limitMinor, terms_days: termsDays, application_id: applicationId, effective_on: effectiveOn, effective_at: at, ended_at: null,
  }).execute();
  // Invoices that come without a due date are counted by the customer's terms from now on; those that are there keep theirs.
  await trx.updateTable('customers').set((set) => ({ terms_days: termsDays, terms_from: set.fn.coalesce('terms_from', set.val('invoice_date' as const)) })).where('id', '=', customerId).execute();
  return id;
}
