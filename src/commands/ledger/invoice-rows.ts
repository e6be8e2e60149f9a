import type { InvoiceItem } from '../../db/invoices.js';
import type { Row } from '../../db/schema.js';
import { rankOf, type EscalationLadder } from '../../domain/escalation-ladder.js';
import { decimalOf, type Money } from '../../domain/money.js';
import { dueDateByTerms, givenDueDate, type DueDate } from '../../domain/payment-terms.js';
import type { InvoiceRow } from '../../intake/row-types.js';
import type { RowProblem } from './problems.js';
import { customerOf, entityOf, type References } from './references.js';

/** One due amount of an invoice, with what its row refers to. */
export interface Instalment {
  readonly row: number;
  readonly value: InvoiceRow;
  readonly instalment: number;
  readonly customer: Row<'customers'>;
  readonly entity: Row<'selling_entities'>;
  readonly due: DueDate;
}

/** Looks up what an invoice's row refers to and checks what needs no other row. */
export function readInvoiceRow(references: References, ladder: EscalationLadder, given: { readonly row: number; readonly value: InvoiceRow }): Instalment | readonly RowProblem[] {
  const { row, value } = given;
  const customer = customerOf(references, { row, number: value.customerNumber });
  const entity = entityOf(references, { row, code: value.sellingEntityCode });
  const problems = [customer, entity].flatMap((found) => ('problem' in found ? [found.problem] : []));
  if ('problem' in customer || 'problem' in entity) return problems;
  const today = references.todayOf(customer.found);
  const due = dueDateOf(value, customer.found);
  const complain = (field: string, text: string, problem: Pick<RowProblem, 'code' | 'details'>): void => {
    problems.push({ row, field, value: text, ...problem });
  };
  if (value.amount.minor <= 0) complain('amount', decimalOf(value.amount), { code: 'amount_not_positive', details: {} });
  if (value.issuedOn > today) complain('issuedOn', value.issuedOn, { code: 'issued_in_future', details: { today } });
  if (due === undefined) complain('dueOn', '', { code: 'due_date_needed', details: { number: value.customerNumber } });
  else if (due.dueOn < value.issuedOn) complain('dueOn', due.dueOn, { code: 'due_before_issued', details: { issuedOn: value.issuedOn } });
  if (value.noticeSentElsewhereOn !== undefined && value.noticeSentElsewhereOn > today) {
    complain('noticeSentElsewhereOn', value.noticeSentElsewhereOn, { code: 'notice_in_future', details: { today } });
  }
  for (const step of value.stepsDoneElsewhere ?? []) {
    if (rankOf(ladder, step) < 0) complain('stepsDoneElsewhere', step, { code: 'ladder_step_unknown', details: { step, known: ladder.steps.map(({ key }) => key).join(', ') } });
  }
  return problems.length > 0 || due === undefined ? problems : { row, value, instalment: value.instalment ?? 1, customer: customer.found, entity: entity.found, due };
}

/** As given; else by the days of the row, else of the customer, counted as its terms say. */
function dueDateOf(row: InvoiceRow, customer: Row<'customers'>): DueDate | undefined {
  if (row.dueOn !== undefined) return givenDueDate(row.dueOn);
  const days = row.termsDays ?? customer.terms_days;
  if (days === null) return undefined;
  return dueDateByTerms({ issuedOn: row.issuedOn, terms: { days, from: customer.terms_from ?? 'invoice_date', paymentDay: customer.payment_day ?? undefined } });
}

/** What the rows of one invoice say differently, and whether its sum can be counted. */
export function problemsBetweenInstalments(instalments: readonly Instalment[]): readonly RowProblem[] {
  const [first, ...others] = instalments;
  if (first === undefined) return [];
  const problems: RowProblem[] = [];
  const numbers = new Map([[first.instalment, first.row]]);
  let sum = first.value.amount.minor;
  for (const other of others) {
    sum += other.value.amount.minor;
    const place = { row: other.row, field: 'number', value: other.value.number };
    const what = differenceBetween(first, other);
    if (what !== undefined) problems.push({ ...place, code: 'instalments_differ', details: { number: other.value.number, what, firstRow: first.row } });
    const firstRow = numbers.get(other.instalment);
    if (firstRow !== undefined) problems.push({ ...place, code: 'duplicate_in_file', details: { firstRow } });
    numbers.set(other.instalment, other.row);
  }
  if (!Number.isSafeInteger(sum)) problems.push({ row: first.row, field: 'amount', value: decimalOf(first.value.amount), code: 'invoice_too_large', details: { number: first.value.number } });
  return problems;
}

function differenceBetween(first: Instalment, other: Instalment): string | undefined {
  if (first.customer.id !== other.customer.id) return 'customer';
  if (first.value.currency !== other.value.currency) return 'currency';
  if (first.value.issuedOn !== other.value.issuedOn) return 'issuedOn';
  return undefined;
}

/** Why an invoice that is recorded already is not what its rows say; empty when it is. An earlier due date of an item that was
 * changed since is still true of the invoice as it was issued. */
export function problemsWithRecorded(instalments: readonly Instalment[], recorded: { readonly invoice: Row<'invoices'>; readonly items: readonly InvoiceItem[] }): readonly RowProblem[] {
  const { invoice, items } = recorded;
  return instalments.flatMap((given): RowProblem[] => {
    const { number } = given.value;
    if (invoice.voided_at !== null) return [{ row: given.row, field: 'number', value: number, code: 'invoice_voided', details: { number } }];
    const what = differenceFromRecorded(given, invoice, items.find((item) => item.instalment === given.instalment));
    return what === undefined ? [] : [{ row: given.row, field: what === 'customer' ? 'customerNumber' : what, value: number, code: 'invoice_differs', details: { number, what } }];
  });
}

function differenceFromRecorded(given: Instalment, invoice: Row<'invoices'>, item: InvoiceItem | undefined): string | undefined {
  const { value } = given;
  if (invoice.customer_id !== given.customer.id) return 'customer';
  if (invoice.currency !== value.currency) return 'currency';
  if (invoice.issued_on !== value.issuedOn) return 'issuedOn';
  if (item === undefined) return 'instalment';
  if (!isAmount(value.amount, item.amount_minor)) return 'amount';
  if (value.dueOn !== undefined && value.dueOn !== item.due_on && !item.earlier_due_dates.includes(value.dueOn)) return 'dueOn';
  if (bothAndDifferent(value.orderNumber, invoice.order_number)) return 'orderNumber';
  return bothAndDifferent(value.deliveryNumber, invoice.delivery_number) ? 'deliveryNumber' : undefined;
}

function isAmount(amount: Money, minor: number): boolean {
  return amount.minor === minor;
}

function bothAndDifferent(given: string | undefined, recorded: string | null): boolean {
  return given !== undefined && recorded !== null && given !== recorded;
}
