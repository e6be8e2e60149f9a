import { insertRows, updateRows } from '../../db/bulk.js';
import { newId } from '../../db/ids.js';
import { invoicesByNumbers, itemsOfInvoices, type InvoiceItem } from '../../db/invoices.js';
import { openItemsOfCustomers } from '../../db/open-items.js';
import { livePaymentReferences } from '../../db/payments.js';
import type { Row } from '../../db/schema.js';
import type { PlainDate } from '../../domain/dates.js';
import { money } from '../../domain/money.js';
import type { InvoiceRow, OpenItemRow, PaymentRow } from '../../intake/row-types.js';
import type { NumberedRow } from '../../intake/rows.js';
import type { Command } from '../run-command.js';
import { currencyOf } from './account-book.js';
import type { LedgerChange, RowsToRecord } from './change.js';
import { refuseRows, type RowProblem, type RowsRefused } from './problems.js';
import { recordInvoices } from './record-invoices.js';
import { recordPayments } from './record-payments.js';
import { customerOf, entityOf, readReferences, type References } from './references.js';
import { differenceOf, newInvoiceRows, type RecordedInvoice, type SnapshotLine, type SnapshotRow } from './snapshot-difference.js';

export interface SnapshotToRecord extends RowsToRecord<OpenItemRow> {
  /** What its payments are called: each is `<name> <invoice>/<instalment>`. */
  readonly name: string;
}

export interface SnapshotChange extends LedgerChange {
  readonly difference: readonly SnapshotLine[];
}

/** Takes today's open items of the selling entities that the file names: what is new becomes invoices, what is less or gone becomes
 * payments, each named after the snapshot; a moved due date moves. Open items of those entities without a line count as settled. */
export async function recordSnapshot(command: Command, request: SnapshotToRecord): Promise<SnapshotChange | RowsRefused> {
  const { customerIds, importId } = request;
  const plan = await planSnapshot(command, request);
  if (plan.problems.length > 0) return refuseRows(plan.problems.toSorted((a, b) => a.row - b.row));
  const invoices = await recordInvoices(command, { rows: plan.invoices, customerIds, importId });
  if (invoices.kind === 'rejected') return invoices;
  await moveDueDates(command, plan.dueDates);
  const onlyItems = await itemsOfPayments(command, plan.payments);
  const payments = await recordPayments(command, { rows: plan.payments.map(({ row }) => row), customerIds, importId, onlyItems });
  if (payments.kind === 'rejected') return payments;
  return {
    kind: 'recorded', difference: plan.lines, counts: { recorded: invoices.counts.recorded, updated: plan.changed.size, unchanged: plan.unchanged, reversed: 0 },
    caseIds: [...new Set([...invoices.caseIds, ...payments.caseIds, ...plan.dueDates.map(({ item }) => item.case_id)])], customerIds: [], events: [],
  };
}

interface PlannedPayment {
  readonly row: NumberedRow<PaymentRow>;
  readonly sellingEntityId: string;
  readonly invoiceNumber: string;
  readonly instalment: number;
}

/** What the lines of a snapshot come to, before any of it is written. */
class Plan {
  readonly problems: RowProblem[] = [];
  readonly invoices: NumberedRow<InvoiceRow>[] = [];
  readonly payments: PlannedPayment[] = [];
  readonly dueDates: { readonly item: InvoiceItem; readonly dueOn: PlainDate }[] = [];
  readonly lines: SnapshotLine[] = [];
  readonly changed = new Set<string>();
  unchanged = 0;
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  addNew(rows: readonly SnapshotRow[], entity: Row<'selling_entities'>): void {
    for (const { row, value, openMinor, today } of newInvoiceRows(rows)) {
      this.invoices.push({ row, value });
      const instalment = value.instalment ?? 1;
      const { number: invoiceNumber, customerNumber, currency } = value;
      this.lines.push({ what: 'new', customerNumber, invoiceNumber, instalment, currency, dueOn: value.dueOn ?? today, openBeforeMinor: 0, openAfterMinor: openMinor });
      if (openMinor < value.amount.minor) this.#pay({ row, entity, customerNumber, invoiceNumber, instalment, currency, minor: value.amount.minor - openMinor, today });
    }
  }

  addRecorded(rows: readonly SnapshotRow[], recorded: RecordedInvoice): void {
    const [first] = rows;
    if (first === undefined) return;
    const { customer, entity, today } = first;
    const { invoice } = recorded;
    const difference = differenceOf(rows, recorded);
    this.problems.push(...difference.problems);
    this.unchanged += difference.unchanged;
    this.dueDates.push(...difference.dueDates);
    const common = { customerNumber: customer.number, invoiceNumber: invoice.number, currency: invoice.currency };
    for (const { row, item, minor } of difference.paidOff) {
      this.addPaidOff({ ...common, row, entity, today, minor, id: item.id, instalment: item.instalment, dueOn: item.due_on, openMinor: item.open_minor });
    }
    for (const { item, dueOn } of difference.dueDates) {
      this.changed.add(item.id);
      this.lines.push({ ...common, what: 'due_date_changed', instalment: item.instalment, dueOn, openBeforeMinor: item.open_minor, openAfterMinor: item.open_minor });
    }
  }

  addPaidOff(paid: {
    readonly row: number; readonly entity: Row<'selling_entities'>; readonly today: PlainDate; readonly customerNumber: string; readonly invoiceNumber: string;
    readonly currency: string; readonly id: string; readonly instalment: number; readonly dueOn: PlainDate; readonly openMinor: number; readonly minor: number;
  }): void {
    const { customerNumber, invoiceNumber, instalment, currency, dueOn, openMinor, minor } = paid;
    this.changed.add(paid.id);
    this.lines.push({ what: minor === openMinor ? 'settled' : 'paid_in_part', customerNumber, invoiceNumber, instalment, currency, dueOn, openBeforeMinor: openMinor, openAfterMinor: openMinor - minor });
    this.#pay(paid);
  }

  #pay(paid: {
    readonly row: number; readonly entity: Row<'selling_entities'>; readonly customerNumber: string; readonly invoiceNumber: string;
    readonly instalment: number; readonly currency: string; readonly minor: number; readonly today: PlainDate;
  }): void {
    const { row, entity, customerNumber, invoiceNumber, instalment, minor, today } = paid;
    const currency = currencyOf(paid.currency);
    const amount = money(minor, currency);
    const value: PaymentRow = {
      reference: `${this.#name} ${invoiceNumber}/${instalment}`, customerNumber, sellingEntityCode: entity.code, currency, amount, receivedOn: today,
      invoices: [{ invoiceNumber, amount }],
    };
    this.payments.push({ row: { row, value }, sellingEntityId: entity.id, invoiceNumber, instalment });
  }
}

async function planSnapshot(command: Command, request: SnapshotToRecord): Promise<Plan> {
  const references = await readReferences(command, request.customerIds);
  const plan = new Plan(request.name);
  const byInvoice = new Map<string, SnapshotRow[]>();
  for (const given of request.rows) {
    const read = readRow(references, given);
    if (!('value' in read)) plan.problems.push(...read);
    else byInvoice.set(invoiceKey(read.entity.id, read.value.invoiceNumber), [...(byInvoice.get(invoiceKey(read.entity.id, read.value.invoiceNumber)) ?? []), read]);
  }
  const recorded = await readRecorded(command, request.rows.map(({ value }) => value.invoiceNumber));
  for (const [key, rows] of byInvoice) {
    const known = recorded.get(key);
    const [first] = rows;
    if (known !== undefined) plan.addRecorded(rows, known);
    else if (first !== undefined) plan.addNew(rows, first.entity);
  }
  await addSilent(command, { plan, references, byInvoice, customerIds: request.customerIds });
  return plan;
}

function readRow(references: References, { row, value }: NumberedRow<OpenItemRow>): SnapshotRow | readonly RowProblem[] {
  const customer = customerOf(references, { row, number: value.customerNumber });
  const entity = entityOf(references, { row, code: value.sellingEntityCode });
  if ('found' in customer && 'found' in entity) return { row, value, customer: customer.found, entity: entity.found, today: references.todayOf(customer.found) };
  return [customer, entity].flatMap((found) => ('problem' in found ? [found.problem] : []));
}

function invoiceKey(sellingEntityId: string, number: string): string {
  return `${sellingEntityId} ${number}`;
}

async function readRecorded(command: Command, numbers: readonly string[]): Promise<ReadonlyMap<string, RecordedInvoice>> {
  const invoices = await invoicesByNumbers(command.trx, numbers);
  const items = new Map<string, InvoiceItem[]>();
  for (const item of await itemsOfInvoices(command.trx, invoices.map((invoice) => invoice.id))) items.set(item.invoice_id, [...(items.get(item.invoice_id) ?? []), item]);
  const payments = await livePaymentReferences(command.trx, invoices.map((invoice) => invoice.id));
  return new Map(invoices.map((invoice) => [invoiceKey(invoice.selling_entity_id, invoice.number), { invoice, items: items.get(invoice.id) ?? [], payments }]));
}

/** What is open of the selling entities in the file and has no line in it: settled. */
async function addSilent(command: Command, given: { plan: Plan; references: References; byInvoice: ReadonlyMap<string, readonly SnapshotRow[]>; customerIds: readonly string[] }): Promise<void> {
  const { plan, references, byInvoice, customerIds } = given;
  const entities = new Map([...byInvoice.values()].flat().map(({ entity }) => [entity.id, entity]));
  const customers = new Map([...references.customers.values()].map((customer) => [customer.id, customer]));
  for (const item of await openItemsOfCustomers(command.trx, customerIds)) {
    const entity = entities.get(item.sellingEntityId);
    const customer = customers.get(item.customerId);
    if (entity === undefined || customer === undefined || byInvoice.has(invoiceKey(item.sellingEntityId, item.invoiceNumber))) continue;
    plan.addPaidOff({ ...item, row: 0, entity, today: references.todayOf(customer), customerNumber: customer.number, minor: item.openMinor });
  }
}

async function moveDueDates(command: Command, dueDates: Plan['dueDates']): Promise<void> {
  const { trx, at, actor } = command;
  await insertRows(trx, 'due_date_changes', dueDates.map(({ item, dueOn }) => ({
    id: newId(at), open_item_id: item.id, due_before: item.due_on, due_after: dueOn, reason: 'snapshot', changed_at: at, changed_by: { ...actor },
  })));
  await updateRows(trx, 'open_items', dueDates.map(({ item, dueOn }) => ({ id: item.id, due_on: dueOn, due_basis: { kind: 'given' } })));
}

async function itemsOfPayments(command: Command, payments: readonly PlannedPayment[]): Promise<ReadonlyMap<string, string>> {
  const recorded = await readRecorded(command, payments.map(({ invoiceNumber }) => invoiceNumber));
  return new Map(payments.map(({ row, sellingEntityId, invoiceNumber, instalment }) => {
    const item = recorded.get(invoiceKey(sellingEntityId, invoiceNumber))?.items.find((found) => found.instalment === instalment);
    if (item === undefined) throw new Error(`The snapshot's payment ${row.value.reference} has no open item`);
    return [row.value.reference, item.id];
  }));
}
