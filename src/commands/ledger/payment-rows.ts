import type { Row } from '../../db/schema.js';
import { decimalOf } from '../../domain/money.js';
import type { PaymentRow } from '../../intake/row-types.js';
import { currencyOf } from './account-book.js';
import type { RowProblem } from './problems.js';
import { customerOf, entityOf, type References } from './references.js';

export interface PaymentRead {
  readonly row: number;
  readonly value: PaymentRow;
  readonly customer: Row<'customers'>;
  readonly entity: Row<'selling_entities'>;
}

/** Looks up what a payment's row refers to and checks what needs no other row. */
export function readPaymentRow(references: References, given: { readonly row: number; readonly value: PaymentRow }): PaymentRead | readonly RowProblem[] {
  const { row, value } = given;
  const customer = customerOf(references, { row, number: value.customerNumber });
  const entity = entityOf(references, { row, code: value.sellingEntityCode });
  const problems = [customer, entity].flatMap((found) => ('problem' in found ? [found.problem] : []));
  if (value.amount.minor <= 0) problems.push({ row, field: 'amount', value: decimalOf(value.amount), code: 'amount_not_positive', details: {} });
  if ('problem' in customer || 'problem' in entity) return problems;
  const today = references.todayOf(customer.found);
  if (value.receivedOn > today) problems.push({ row, field: 'receivedOn', value: value.receivedOn, code: 'received_in_future', details: { today } });
  return problems.length > 0 ? problems : { row, value, customer: customer.found, entity: entity.found };
}

/** Why a payment that is recorded already is not what its row says; undefined when it is. */
export function sameAsRecorded({ row, value, customer }: PaymentRead, recorded: Row<'payments'>): RowProblem | undefined {
  const what = recorded.customer_id !== customer.id ? 'customer' : recorded.currency !== value.currency ? 'currency'
    : recorded.amount_minor !== value.amount.minor ? 'amount' : recorded.received_on !== value.receivedOn ? 'receivedOn' : undefined;
  return what === undefined ? undefined : { row, field: what === 'customer' ? 'customerNumber' : what, value: value.reference, code: 'payment_differs', details: { reference: value.reference, what } };
}

/** Why a row does not take back this payment; undefined when it does, or has done so already. */
export function reversalProblem({ row, value, customer }: PaymentRead, payment: Row<'payments'>): RowProblem | undefined {
  const reference = payment.reference;
  const differs = (field: string, what: string, expected: string): RowProblem => ({ row, field, value: value.reference, code: 'reversal_differs', details: { reference, what, expected } });
  if (payment.reversed_by !== null && payment.reversed_by !== value.reference) {
    return { row, field: 'reverses', value: reference, code: 'payment_already_reversed', details: { reference, by: payment.reversed_by } };
  }
  if (payment.customer_id !== customer.id) return { ...differs('customerNumber', 'customer', ''), code: 'payment_unknown', details: { reference } };
  if (payment.currency !== value.currency) return differs('currency', 'currency', payment.currency);
  if (payment.amount_minor !== value.amount.minor) return differs('amount', 'amount', decimalOf({ minor: payment.amount_minor, currency: currencyOf(payment.currency) }));
  if (payment.reversed_on !== null && payment.reversed_on !== value.receivedOn) return differs('receivedOn', 'receivedOn', payment.reversed_on);
  if (value.receivedOn < payment.received_on) return { row, field: 'receivedOn', value: value.receivedOn, code: 'reversal_before_payment', details: { receivedOn: payment.received_on } };
  return undefined;
}
