import { insertRows } from '../../db/bulk.js';
import type { NewEvent } from '../../db/events.js';
import { newId } from '../../db/ids.js';
import { invoicesByNumbers, itemsOfInvoices, type InvoiceItem } from '../../db/invoices.js';
import type { Json, NewRow, Row } from '../../db/schema.js';
import type { PlainDate } from '../../domain/dates.js';
import { rankOf, type EscalationLadder } from '../../domain/escalation-ladder.js';
import type { DueDateBasis } from '../../domain/payment-terms.js';
import type { InvoiceRow } from '../../intake/row-types.js';
import type { Command } from '../run-command.js';
import type { LedgerChange, RowsToRecord } from './change.js';
import { ladderForNewItems } from './default-ladder.js';
import { problemsBetweenInstalments, problemsWithRecorded, readInvoiceRow, type Instalment } from './invoice-rows.js';
import { refuseRows, type RowProblem, type RowsRefused } from './problems.js';
import { readReferences, type References } from './references.js';

interface Batch {
  readonly invoices: NewRow<'invoices'>[];
  readonly items: NewRow<'open_items'>[];
  readonly steps: NewRow<'item_steps'>[];
  readonly events: NewEvent[];
  readonly caseIds: Set<string>;
}

/** Records invoices with their open items; rows of one number and selling entity are instalments of one invoice. One that is recorded
 * already and says the same is left as it is, one that says otherwise is refused. Each item enters the ladder that is in force now. */
export async function recordInvoices(command: Command, request: RowsToRecord<InvoiceRow>): Promise<LedgerChange | RowsRefused> {
  const { rows, customerIds, importId } = request;
  const references = await readReferences(command, customerIds);
  const ladder = await ladderForNewItems(command.trx);
  const recorded = await readRecorded(command, rows.map(({ value }) => value.number));
  const problems: RowProblem[] = [];
  const byInvoice = new Map<string, Instalment[]>();
  for (const row of rows) {
    const read = readInvoiceRow(references, ladder, row);
    if ('row' in read) instalmentsOf(byInvoice, invoiceKey(read.entity.id, read.value.number)).push(read);
    else problems.push(...read);
  }
  const batch: Batch = { invoices: [], items: [], steps: [], events: [], caseIds: new Set() };
  for (const [key, instalments] of byInvoice) {
    const known = recorded.get(key);
    const found = [...problemsBetweenInstalments(instalments), ...(known === undefined ? [] : problemsWithRecorded(instalments, known))];
    problems.push(...found);
    if (known === undefined && problems.length === 0) addInvoice(command, batch, { instalments, ladder, references, importId });
  }
  if (problems.length > 0) return refuseRows(problems.toSorted((a, b) => a.row - b.row));
  await references.cases.write(command);
  await insertRows(command.trx, 'invoices', batch.invoices);
  await insertRows(command.trx, 'open_items', batch.items, request.onWritten);
  await insertRows(command.trx, 'item_steps', batch.steps);
  return {
    kind: 'recorded', counts: { recorded: batch.items.length, updated: 0, unchanged: rows.length - batch.items.length, reversed: 0 },
    caseIds: [...batch.caseIds], onlyNewItems: true, customerIds: [], events: batch.events,
  };
}

async function readRecorded(command: Command, numbers: readonly string[]): Promise<ReadonlyMap<string, { invoice: Row<'invoices'>; items: InvoiceItem[] }>> {
  const invoices = await invoicesByNumbers(command.trx, numbers);
  const byId = new Map(invoices.map((invoice) => [invoice.id, { invoice, items: [] as InvoiceItem[] }]));
  if (invoices.length > 0) for (const item of await itemsOfInvoices(command.trx, [...byId.keys()])) byId.get(item.invoice_id)?.items.push(item);
  return new Map([...byId.values()].map((found) => [invoiceKey(found.invoice.selling_entity_id, found.invoice.number), found]));
}

function invoiceKey(sellingEntityId: string, number: string): string {
  return `${sellingEntityId} ${number}`;
}

function instalmentsOf(byInvoice: Map<string, Instalment[]>, key: string): Instalment[] {
  const known = byInvoice.get(key);
  if (known !== undefined) return known;
  const begun: Instalment[] = [];
  byInvoice.set(key, begun);
  return begun;
}

interface NewInvoice {
  readonly instalments: readonly Instalment[];
  readonly ladder: EscalationLadder;
  readonly references: References;
  readonly importId: string | null;
}

function addInvoice(command: Command, batch: Batch, { instalments, ladder, references, importId }: NewInvoice): void {
  const [first] = instalments;
  if (first === undefined) return;
  const { at } = command;
  const { value, customer, entity } = first;
  const kase = references.cases.findOrMake(command, { customerId: customer.id, sellingEntityId: entity.id, currency: value.currency });
  const invoice: NewRow<'invoices'> = {
    id: newId(at), customer_id: customer.id, selling_entity_id: entity.id, case_id: kase.id, number: value.number, currency: value.currency,
    amount_minor: instalments.reduce((sum, instalment) => sum + instalment.value.amount.minor, 0), issued_on: value.issuedOn,
    order_number: firstGiven(instalments, 'orderNumber'), delivery_number: firstGiven(instalments, 'deliveryNumber'),
    recorded_at: at, voided_at: null, void_reason: null, import_id: importId,
  };
  batch.invoices.push(invoice);
  batch.caseIds.add(kase.id);
  const items = instalments.map((instalment) => addItem(command, batch, { instalment, invoice, ladder, today: references.todayOf(customer) }));
  if (importId !== null) return;
  batch.events.push({
    customerId: customer.id, streamKind: 'collection_case', streamId: kase.id, type: 'invoice_recorded',
    data: { invoiceId: invoice.id, currency: invoice.currency, amountMinor: invoice.amount_minor, openItems: items },
  });
}

function firstGiven(instalments: readonly Instalment[], field: 'orderNumber' | 'deliveryNumber'): string | null {
  return instalments.find(({ value }) => value[field] !== undefined)?.value[field] ?? null;
}

function addItem(command: Command, batch: Batch, given: { instalment: Instalment; invoice: NewRow<'invoices'>; ladder: EscalationLadder; today: PlainDate }): Json {
  const { instalment: { value, due, instalment }, invoice, ladder, today } = given;
  const id = newId(command.at);
  batch.items.push({
    id, invoice_id: invoice.id, case_id: invoice.case_id, customer_id: invoice.customer_id, instalment, amount_minor: value.amount.minor,
    open_minor: value.amount.minor, due_on: due.dueOn, due_basis: basisJson(due.basis), recorded_at: command.at, ladder_name: ladder.name,
    ladder_version: ladder.version, ladder_rule: 'default', paused_at: null, pause_ended_at: null, notice_elsewhere_on: value.noticeSentElsewhereOn ?? null,
  });
  for (const step of new Set(value.stepsDoneElsewhere)) {
    const isNotice = ladder.steps.find(({ key }) => key === step)?.action === 'written_notice';
    batch.steps.push({
      open_item_id: id, step_key: step, rank: rankOf(ladder, step), state: 'done_elsewhere', reason: null, audience: [],
      day: (isNotice ? value.noticeSentElsewhereOn : undefined) ?? today, at: command.at,
    });
  }
  return { openItemId: id, instalment, amountMinor: value.amount.minor, dueOn: due.dueOn, ladder: ladder.name, ladderVersion: ladder.version, ladderRule: 'default' };
}

function basisJson(basis: DueDateBasis): Json {
  return { ...basis };
}
