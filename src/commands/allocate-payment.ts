import { insertRows, updateRows } from '../db/bulk.js';
import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { newId } from '../db/ids.js';
import { openItemsOfCase } from '../db/open-items.js';
import { paymentById } from '../db/payments.js';
import type { Row } from '../db/schema.js';
import type { Allocation } from '../domain/allocation.js';
import { money } from '../domain/money.js';
import { AccountBook, allocationProblem, currencyOf } from './ledger/account-book.js';
import { finishChange } from './ledger/change.js';
import type { RowProblem } from './ledger/problems.js';
import type { Command, CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';

export type AllocatePaymentRefusal =
  | CommandRefusal
  | { readonly kind: 'rejected'; readonly code: 'payment_unknown' | 'nothing_unallocated' | 'nothing_open'; readonly id: string }
  | ({ readonly kind: 'rejected' } & Omit<RowProblem, 'row'>);

export interface AllocatePaymentRequest {
  readonly actor: Actor;
  readonly paymentId: string;
  /** What the money is for, in minor units of the payment's currency; without an amount, as much of the invoice as it reaches. */
  readonly invoices?: readonly { readonly invoiceNumber: string; readonly amountMinor?: number | undefined }[] | undefined;
}

export interface PaymentAllocated {
  readonly kind: 'allocated';
  readonly allocations: readonly { readonly openItemId: string; readonly invoiceNumber: string; readonly amountMinor: number }[];
  readonly unallocatedMinor: number;
}

/** Puts money that was received and found nothing to meet on open items of its case: where it is said to belong and no further, else on
 * the oldest due undisputed balances first. What meets nothing stays unallocated. Refuses a payment that was taken back, that has
 * nothing left, or a case with nothing open; and the designations that a payment is refused for. */
export async function allocatePayment(database: Database, request: AllocatePaymentRequest): Promise<PaymentAllocated | AllocatePaymentRefusal> {
  const { actor, paymentId: id, invoices = [] } = request;
  const about = { table: 'payments', id } as const;
  return runCustomerCommand(database, { actor, permission: 'record_money', about, unknown: 'payment_unknown' }, async (command): Promise<PaymentAllocated | AllocatePaymentRefusal> => {
    const payment = await paymentById(command.trx, id);
    if (payment === undefined) return { kind: 'rejected', code: 'payment_unknown', id };
    if (payment.reversed_by !== null) return { kind: 'rejected', field: 'reference', value: payment.reference, code: 'payment_already_reversed', details: { reference: payment.reference, by: payment.reversed_by } };
    if (payment.unallocated_minor === 0) return { kind: 'rejected', code: 'nothing_unallocated', id };
    const amount = money(payment.unallocated_minor, currencyOf(payment.currency));
    const designations = invoices.map(({ invoiceNumber, amountMinor }) => ({ invoiceNumber, ...(amountMinor === undefined ? {} : { amount: money(amountMinor, amount.currency) }) }));
    const book = new AccountBook(await openItemsOfCase(command.trx, payment.case_id));
    const done = book.spend({ caseId: payment.case_id, amount, designations, undesignated: designations.length === 0 ? undefined : 'leave_unallocated' });
    if (done.kind === 'rejected') {
      const { row: _, ...problem } = allocationProblem(1, done);
      return { kind: 'rejected', ...problem };
    }
    if (done.allocations.length === 0) return { kind: 'rejected', code: 'nothing_open', id };
    await write(command, payment, { book, allocations: done.allocations, unallocatedMinor: done.unallocated.minor });
    return { kind: 'allocated', allocations: done.allocations.map(({ openItemId, invoiceNumber, amount: part }) => ({ openItemId, invoiceNumber, amountMinor: part.minor })), unallocatedMinor: done.unallocated.minor };
  });
}

async function write(command: Command, payment: Row<'payments'>, { book, allocations, unallocatedMinor }: { readonly book: AccountBook; readonly allocations: readonly Allocation[]; readonly unallocatedMinor: number }): Promise<void> {
  const { trx, at } = command;
  await insertRows(trx, 'allocations', allocations.map(({ openItemId, amount }): Row<'allocations'> => ({
    id: newId(at), payment_id: payment.id, credit_note_id: null, open_item_id: openItemId, amount_minor: amount.minor, allocated_at: at, reversed_at: null,
  })));
  await updateRows(trx, 'payments', [{ id: payment.id, unallocated_minor: unallocatedMinor }]);
  await updateRows(trx, 'open_items', book.changedBalances());
  const event = {
    customerId: payment.customer_id, streamKind: 'collection_case', streamId: payment.case_id, type: 'payment_allocated',
    data: {
      paymentId: payment.id, currency: payment.currency, amountMinor: payment.unallocated_minor - unallocatedMinor, unallocatedMinor,
      allocations: allocations.map(({ openItemId, amount }) => ({ openItemId, amountMinor: amount.minor })),
    },
  } as const;
  await finishChange(command, { caseIds: [payment.case_id], customerIds: [], events: [event] }, { byImport: false });
}
