import { insertRows, updateRows } from '../../db/bulk.js';
import type { NewEvent } from '../../db/events.js';
import { newId } from '../../db/ids.js';
import { creditNotesOfInvoices, invoicesByNumbers } from '../../db/invoices.js';
import { openItemsOfCustomers } from '../../db/open-items.js';
import type { NewRow, Row } from '../../db/schema.js';
import { decimalOf, money } from '../../domain/money.js';
import type { CreditNoteRow } from '../../intake/row-types.js';
import type { NumberedRow } from '../../intake/rows.js';
import type { Command } from '../run-command.js';
import { AccountBook, allocationProblem, currencyOf } from './account-book.js';
import type { LedgerChange, RowsToRecord } from './change.js';
import { refuseRows, type RowProblem, type RowsRefused } from './problems.js';
import { readReferences, type References } from './references.js';

interface Books {
  readonly references: References;
  readonly invoices: ReadonlyMap<string, readonly Row<'invoices'>[]>;
  readonly customers: ReadonlyMap<string, Row<'customers'>>;
  /** Known ones, by invoice and number, and what the notes of an invoice come to. */
  readonly notes: Map<string, Row<'credit_notes'>>;
  readonly credited: Map<string, number>;
  readonly book: AccountBook;
}

/** Records credit notes, each for one invoice: it lowers what is open of it, oldest instalment first; what finds nothing left stays
 * unallocated on the note. Together the notes of an invoice are at most the invoice. */
export async function recordCreditNotes(command: Command, request: RowsToRecord<CreditNoteRow>): Promise<LedgerChange | RowsRefused> {
  const { rows, importId } = request;
  const books = await openBooks(command, request);
  const problems: RowProblem[] = [];
  const notes: Row<'credit_notes'>[] = [];
  const allocations: NewRow<'allocations'>[] = [];
  const caseIds = new Set<string>();
  const events: NewEvent[] = [];
  for (const row of rows) {
    const invoice = invoiceOf(books, row);
    const problem = 'code' in invoice ? invoice : problemWith(books, row, invoice);
    if (problem !== undefined) problems.push(problem);
    if ('code' in invoice || problem !== undefined || books.notes.has(noteKey(invoice.id, row.value.number))) continue;
    const done = books.book.spend({ caseId: invoice.case_id, amount: row.value.amount, undesignated: 'leave_unallocated', designations: designationOf(books, invoice) });
    if (done.kind === 'rejected') {
      problems.push(allocationProblem(row.row, done));
      continue;
    }
    const note = noteRow(command, row.value, { invoice, unallocatedMinor: done.unallocated.minor, importId });
    const made = done.allocations.map(({ openItemId, amount }): NewRow<'allocations'> => ({
      id: newId(command.at), payment_id: null, credit_note_id: note.id, open_item_id: openItemId, amount_minor: amount.minor, allocated_at: command.at, reversed_at: null,
    }));
    books.notes.set(noteKey(invoice.id, note.number), note);
    books.credited.set(invoice.id, (books.credited.get(invoice.id) ?? 0) + note.amount_minor);
    notes.push(note);
    allocations.push(...made);
    caseIds.add(invoice.case_id);
    if (importId === null) events.push(eventOf(note, invoice, made));
  }
  if (problems.length > 0) return refuseRows(problems);
  await insertRows(command.trx, 'credit_notes', notes, request.onWritten);
  await insertRows(command.trx, 'allocations', allocations);
  await updateRows(command.trx, 'open_items', books.book.changedBalances());
  return { kind: 'recorded', counts: { recorded: notes.length, updated: 0, unchanged: rows.length - notes.length, reversed: 0 }, caseIds: [...caseIds], customerIds: [], events };
}

async function openBooks(command: Command, request: RowsToRecord<CreditNoteRow>): Promise<Books> {
  const { rows, customerIds } = request;
  const locked = new Set(customerIds);
  const references = await readReferences(command, customerIds);
  const found = (await invoicesByNumbers(command.trx, rows.map(({ value }) => value.invoiceNumber))).filter((invoice) => locked.has(invoice.customer_id));
  const invoices = new Map<string, Row<'invoices'>[]>();
  for (const invoice of found) invoices.set(invoice.number, [...(invoices.get(invoice.number) ?? []), invoice]);
  const known = await creditNotesOfInvoices(command.trx, found.map((invoice) => invoice.id));
  const credited = new Map<string, number>();
  for (const note of known) credited.set(note.invoice_id, (credited.get(note.invoice_id) ?? 0) + note.amount_minor);
  return {
    references, invoices, credited, notes: new Map(known.map((note) => [noteKey(note.invoice_id, note.number), note])),
    customers: new Map([...references.customers.values()].map((customer) => [customer.id, customer])),
    book: new AccountBook(await openItemsOfCustomers(command.trx, customerIds)),
  };
}

function noteKey(invoiceId: string, number: string): string {
  return `${invoiceId} ${number}`;
}

function invoiceOf(books: Books, { row, value }: NumberedRow<CreditNoteRow>): Row<'invoices'> | RowProblem {
  const number = value.invoiceNumber;
  const [invoice, another] = books.invoices.get(number) ?? [];
  if (invoice === undefined) return { row, field: 'invoiceNumber', value: number, code: 'invoice_unknown', details: { number } };
  return another === undefined ? invoice : { row, field: 'invoiceNumber', value: number, code: 'invoice_ambiguous', details: { number } };
}

function problemWith(books: Books, { row, value }: NumberedRow<CreditNoteRow>, invoice: Row<'invoices'>): RowProblem | undefined {
  const known = books.notes.get(noteKey(invoice.id, value.number));
  const customer = books.customers.get(invoice.customer_id);
  const today = customer === undefined ? value.issuedOn : books.references.todayOf(customer);
  if (invoice.currency !== value.currency) return { row, field: 'currency', value: value.currency, code: 'currency_of_invoice_differs', details: { expected: invoice.currency, found: value.currency } };
  if (known !== undefined) {
    const what = known.amount_minor !== value.amount.minor ? 'amount' : known.issued_on !== value.issuedOn ? 'issuedOn' : undefined;
    return what === undefined ? undefined : { row, field: what, value: value.number, code: 'credit_note_differs', details: { number: value.number, what } };
  }
  if (invoice.voided_at !== null) return { row, field: 'invoiceNumber', value: invoice.number, code: 'invoice_voided', details: { number: invoice.number } };
  if (value.amount.minor <= 0) return { row, field: 'amount', value: decimalOf(value.amount), code: 'amount_not_positive', details: {} };
  if (value.issuedOn > today) return { row, field: 'issuedOn', value: value.issuedOn, code: 'issued_in_future', details: { today } };
  const credited = money((books.credited.get(invoice.id) ?? 0) + value.amount.minor, value.currency);
  if (credited.minor <= invoice.amount_minor) return undefined;
  const invoiced = money(invoice.amount_minor, currencyOf(invoice.currency));
  return { row, field: 'amount', value: decimalOf(value.amount), code: 'credit_exceeds_invoice', details: { credited: decimalOf(credited), invoiced: decimalOf(invoiced) } };
}

/** An invoice that is paid already has nothing to designate: its credit stays unallocated. */
function designationOf(books: Books, invoice: Row<'invoices'>): readonly { readonly invoiceNumber: string }[] {
  return books.book.isInvoiceOpen(invoice.case_id, invoice.number) ? [{ invoiceNumber: invoice.number }] : [];
}

function noteRow(command: Command, value: CreditNoteRow, given: { invoice: Row<'invoices'>; unallocatedMinor: number; importId: string | null }): Row<'credit_notes'> {
  const { invoice, unallocatedMinor, importId } = given;
  return {
    id: newId(command.at), customer_id: invoice.customer_id, invoice_id: invoice.id, number: value.number, currency: value.currency, amount_minor: value.amount.minor,
    unallocated_minor: unallocatedMinor, issued_on: value.issuedOn, recorded_at: command.at, import_id: importId,
  };
}

function eventOf(note: Row<'credit_notes'>, invoice: Row<'invoices'>, allocations: readonly NewRow<'allocations'>[]): NewEvent {
  return {
    customerId: note.customer_id, streamKind: 'collection_case', streamId: invoice.case_id, type: 'credit_note_recorded',
    data: {
      creditNoteId: note.id, invoiceId: invoice.id, currency: note.currency, amountMinor: note.amount_minor, unallocatedMinor: note.unallocated_minor,
      allocations: allocations.map((allocation) => ({ openItemId: allocation.open_item_id, amountMinor: allocation.amount_minor })),
    },
  };
}
