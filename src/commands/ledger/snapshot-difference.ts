import type { InvoiceItem } from '../../db/invoices.js';
import type { Row } from '../../db/schema.js';
import { earlier, type PlainDate } from '../../domain/dates.js';
import { decimalOf, money } from '../../domain/money.js';
import type { InvoiceRow, OpenItemRow } from '../../intake/row-types.js';
import { currencyOf } from './account-book.js';
import type { RowProblem } from './problems.js';

/** One line of a snapshot with what it refers to. */
export interface SnapshotRow {
  readonly row: number;
  readonly value: OpenItemRow;
  readonly customer: Row<'customers'>;
  readonly entity: Row<'selling_entities'>;
  readonly today: PlainDate;
}

export interface RecordedInvoice {
  readonly invoice: Row<'invoices'>;
  readonly items: readonly InvoiceItem[];
  /** References of live payments, by open item. */
  readonly payments: ReadonlyMap<string, readonly string[]>;
}

/** What a snapshot says of one invoice that is recorded, against what is open of it. */
export interface InvoiceDifference {
  readonly problems: readonly RowProblem[];
  /** What is to be paid off an item so that it is as open as the snapshot says. */
  readonly paidOff: readonly { readonly row: number; readonly item: InvoiceItem; readonly minor: number }[];
  readonly dueDates: readonly { readonly item: InvoiceItem; readonly dueOn: PlainDate }[];
  readonly unchanged: number;
}

/** Compares line by line: instalments are told apart by their due date, now or earlier; an only line is of the only item, so that its
 * due date may have moved. An item without a line is settled. More open than recorded is refused: a payment was taken back that only
 * its reversal can tell. */
export function differenceOf(rows: readonly SnapshotRow[], recorded: RecordedInvoice): InvoiceDifference {
  const { invoice, items } = recorded;
  const problems: RowProblem[] = [];
  const paidOff: { row: number; item: InvoiceItem; minor: number }[] = [];
  const dueDates: { item: InvoiceItem; dueOn: PlainDate }[] = [];
  const matched = new Set<InvoiceItem>();
  let unchanged = 0;
  for (const given of rows) {
    const { row, value } = given;
    const item = itemOf(given, rows, items.filter((other) => !matched.has(other)));
    const problem = problemWith(given, recorded, item);
    if (problem !== undefined) problems.push(problem);
    if (item === undefined || problem !== undefined) continue;
    matched.add(item);
    const moved = value.dueOn !== item.due_on && !item.earlier_due_dates.includes(value.dueOn);
    if (moved) dueDates.push({ item, dueOn: value.dueOn });
    if (value.openAmount.minor < item.open_minor) paidOff.push({ row, item, minor: item.open_minor - value.openAmount.minor });
    else if (!moved) unchanged += 1;
  }
  const gone = problems.length > 0 || invoice.voided_at !== null ? [] : items.filter((item) => !matched.has(item) && item.open_minor > 0);
  return { problems, paidOff: [...paidOff, ...gone.map((item) => ({ row: rows[0]?.row ?? 0, item, minor: item.open_minor }))], dueDates, unchanged };
}

function itemOf({ value }: SnapshotRow, rows: readonly SnapshotRow[], free: readonly InvoiceItem[]): InvoiceItem | undefined {
  const byDueDate = free.find((item) => item.due_on === value.dueOn) ?? free.find((item) => item.earlier_due_dates.includes(value.dueOn));
  return byDueDate ?? (rows.length === 1 && free.length === 1 ? free[0] : undefined);
}

function problemWith({ row, value, customer }: SnapshotRow, { invoice, payments }: RecordedInvoice, item: InvoiceItem | undefined): RowProblem | undefined {
  const number = invoice.number;
  const differs = (field: string, what: string): RowProblem => ({ row, field, value: number, code: 'invoice_differs', details: { number, what } });
  if (invoice.customer_id !== customer.id) return differs('customerNumber', 'customer');
  if (invoice.currency !== value.currency) return differs('currency', 'currency');
  if (value.openAmount.minor === 0) return undefined;
  if (invoice.voided_at !== null) return { row, field: 'invoiceNumber', value: number, code: 'invoice_voided', details: { number } };
  if (item === undefined) return differs('dueOn', 'instalment');
  if (value.openAmount.minor <= item.open_minor) return undefined;
  const recorded = decimalOf(money(item.open_minor, currencyOf(invoice.currency)));
  const found = decimalOf(value.openAmount);
  return { row, field: 'openAmount', value: found, code: 'open_amount_above_recorded', details: { recorded, found, payments: payments.get(item.id)?.join(', ') ?? '-' } };
}

/** The rows of an invoice that nobody has recorded yet, oldest due first: its lines with something open, each an instalment. */
export function newInvoiceRows(rows: readonly SnapshotRow[]): readonly { readonly row: number; readonly value: InvoiceRow; readonly openMinor: number; readonly today: PlainDate }[] {
  const open = rows.filter(({ value }) => value.openAmount.minor > 0).toSorted((a, b) => (a.value.dueOn < b.value.dueOn ? -1 : 1));
  const stated = open.flatMap(({ value }) => value.issuedOn ?? []).toSorted()[0];
  return open.map(({ row, value, entity, today }, index) => ({
    row, openMinor: value.openAmount.minor, today,
    value: {
      number: value.invoiceNumber, customerNumber: value.customerNumber, sellingEntityCode: entity.code, currency: value.currency,
      amount: value.originalAmount ?? value.openAmount, issuedOn: stated ?? earlier(open[0]?.value.dueOn ?? value.dueOn, today), dueOn: value.dueOn, instalment: index + 1,
    },
  }));
}

export interface SnapshotLine {
  readonly what: 'new' | 'paid_in_part' | 'settled' | 'due_date_changed';
  readonly customerNumber: string;
  readonly invoiceNumber: string;
  readonly instalment: number;
  readonly currency: string;
  readonly dueOn: PlainDate;
  readonly openBeforeMinor: number;
  readonly openAfterMinor: number;
}
