import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { paymentById } from '../db/payments.js';
import { customersByIds } from '../db/customers.js';
import { sellingEntities } from '../db/selling-entities.js';
import type { PlainDate } from '../domain/dates.js';
import { money } from '../domain/money.js';
import type { PaymentRow } from '../intake/row-types.js';
import { currencyOf } from './ledger/account-book.js';
import { finishChange } from './ledger/change.js';
import { recordPayments } from './ledger/record-payments.js';
import type { RowProblem } from './ledger/problems.js';
import type { Command, CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';

export type ReversePaymentRefusal =
  | CommandRefusal
  | { readonly kind: 'rejected'; readonly code: 'payment_unknown'; readonly id: string }
  | ({ readonly kind: 'rejected' } & Omit<RowProblem, 'row'>);

/** Takes a whole payment back, as a bank does: its allocations are undone exactly, once. The same reversal again changes nothing.
 * Refuses what a row of an import that reverses is refused for. @param request.reference of the reversal in the books */
export async function reversePayment(
  database: Database, request: { readonly actor: Actor; readonly paymentId: string; readonly reference: string; readonly reversedOn: PlainDate },
): Promise<{ readonly kind: 'reversed' | 'unchanged' } | ReversePaymentRefusal> {
  const { actor, paymentId: id } = request;
  const about = { table: 'payments', id } as const;
  return runCustomerCommand(database, { actor, permission: 'record_money', about, unknown: 'payment_unknown' }, async (command, customerId): Promise<{ readonly kind: 'reversed' | 'unchanged' } | ReversePaymentRefusal> => {
    const value = await reversalRow(command, { ...request, customerId });
    const change = await recordPayments(command, { rows: [{ row: 1, value }], customerIds: [customerId], importId: null });
    if (change.kind === 'rejected') {
      const [problem] = change.problems;
      if (problem === undefined) throw new Error('A refusal without a problem');
      const { row: _, ...what } = problem;
      return { kind: 'rejected', ...what };
    }
    await finishChange(command, change, { byImport: false });
    return { kind: change.counts.reversed > 0 ? 'reversed' : 'unchanged' };
  });
}

async function reversalRow(command: Command, given: { readonly customerId: string; readonly paymentId: string; readonly reference: string; readonly reversedOn: PlainDate }): Promise<PaymentRow> {
  const payment = await paymentById(command.trx, given.paymentId);
  const [customer] = await customersByIds(command.trx, [given.customerId]);
  const entity = (await sellingEntities(command.trx)).find((found) => found.id === payment?.selling_entity_id);
  if (payment === undefined || customer === undefined || entity === undefined) throw new Error(`The payment ${given.paymentId} was there a moment ago`);
  const currency = currencyOf(payment.currency);
  return {
    reference: given.reference, customerNumber: customer.number, sellingEntityCode: entity.code, currency, amount: money(payment.amount_minor, currency),
    receivedOn: given.reversedOn, reverses: payment.reference,
  };
}
