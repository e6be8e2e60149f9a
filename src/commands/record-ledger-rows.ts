import { customersByNumbers } from '../db/customers.js';
import type { Database, Trx } from '../db/database.js';
import { invoicesByNumbers } from '../db/invoices.js';
import { customersWithOpenItems } from '../db/open-items.js';
import type { Actor } from '../db/events.js';
import { sellingEntities } from '../db/selling-entities.js';
import { assertNever } from '../domain/assert-never.js';
import { PERMISSION_OF_IMPORT, type Permission } from '../domain/authority.js';
import type { IntakeKind, RowOf } from '../intake/row-types.js';
import type { NumberedRow } from '../intake/rows.js';
import { finishChange, type LedgerChange } from './ledger/change.js';
import type { RowProblem, RowsRefused } from './ledger/problems.js';
import { recordContactPersons } from './ledger/record-contact-persons.js';
import { recordCovers } from './ledger/record-covers.js';
import { recordCreditNotes } from './ledger/record-credit-notes.js';
import { recordCustomers } from './ledger/record-customers.js';
import { recordInvoices } from './ledger/record-invoices.js';
import { recordPayments } from './ledger/record-payments.js';
import { recordSnapshot, type SnapshotChange } from './ledger/record-snapshot.js';
import { asking } from './permissions.js';
import { runCommand, type Command, type CommandRefusal } from './run-command.js';

/** Rows of one kind. */
export type LedgerRows = { readonly [Kind in IntakeKind]: { readonly kind: Kind; readonly rows: readonly NumberedRow<RowOf[Kind]>[] } }[IntakeKind];

export const PERMISSION_FOR: Readonly<Record<IntakeKind, Permission>> = PERMISSION_OF_IMPORT;

/** The customers that rows touch, as far as they exist: to be locked before anything is decided. Their numbers never change hands, so
 * they are looked up before the lock. A snapshot touches all who owe something to its selling entities. */
export async function customersOfRows(trx: Trx, { kind, rows }: LedgerRows): Promise<readonly string[]> {
  switch (kind) {
    case 'customers': return idsOf(await customersByNumbers(trx, distinct(rows, (row) => row.number)));
    case 'credit-notes': return distinctTexts((await invoicesByNumbers(trx, distinct(rows, (row) => row.invoiceNumber))).map((invoice) => invoice.customer_id));
    case 'contacts':
    case 'invoices':
    case 'payments':
    case 'covers': return idsOf(await customersByNumbers(trx, customerNumbers(rows)));
    case 'open-items': {
      const codes = new Set(rows.map(({ value }) => value.sellingEntityCode));
      const entities = (await sellingEntities(trx)).filter((entity) => codes.has(undefined) || codes.has(entity.code));
      const named = idsOf(await customersByNumbers(trx, customerNumbers(rows)));
      return distinctTexts([...named, ...(await customersWithOpenItems(trx, entities.map((entity) => entity.id)))]);
    }
    default: return assertNever(kind);
  }
}

function customerNumbers(rows: readonly NumberedRow<{ readonly customerNumber: string }>[]): readonly string[] {
  return distinct(rows, (row) => row.customerNumber);
}

function distinct<Row>(rows: readonly NumberedRow<Row>[], textOf: (row: Row) => string): readonly string[] {
  return distinctTexts(rows.map(({ value }) => textOf(value)));
}

function distinctTexts(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function idsOf(customers: readonly { readonly id: string }[]): readonly string[] {
  return customers.map((customer) => customer.id);
}

/** Records rows of any kind inside a command that has locked their customers; `finishChange` is to follow.
 * @param snapshotName what payments of a snapshot are called */
export async function recordRows(command: Command, given: LedgerRows, place: {
  readonly customerIds: readonly string[]; readonly importId: string | null; readonly snapshotName: string; readonly onWritten?: ((rows: number) => void) | undefined;
}): Promise<LedgerChange | SnapshotChange | RowsRefused> {
  const { customerIds, importId, snapshotName, onWritten } = place;
  switch (given.kind) {
    case 'customers': return recordCustomers(command, { rows: given.rows, customerIds, importId, onWritten });
    case 'contacts': return recordContactPersons(command, { rows: given.rows, customerIds, importId, onWritten });
    case 'invoices': return recordInvoices(command, { rows: given.rows, customerIds, importId, onWritten });
    case 'credit-notes': return recordCreditNotes(command, { rows: given.rows, customerIds, importId, onWritten });
    case 'payments': return recordPayments(command, { rows: given.rows, customerIds, importId, onWritten });
    case 'covers': return recordCovers(command, { rows: given.rows, customerIds, importId, onWritten });
    case 'open-items': return recordSnapshot(command, { rows: given.rows, customerIds, importId, name: snapshotName });
    default: return assertNever(given);
  }
}

/** Kinds that are recorded one by one as well; a snapshot is always a file. */
type SingleKind = Exclude<IntakeKind, 'open-items'>;
/** One record; an invoice in instalments is a row for each. */
export type LedgerRecord = { readonly [Kind in SingleKind]: { readonly kind: Kind; readonly rows: readonly RowOf[Kind][] } }[SingleKind];

export type LedgerRefusal = CommandRefusal | ({ readonly kind: 'rejected' } & Omit<RowProblem, 'row'>);

export interface LedgerRecorded {
  readonly kind: 'recorded';
  readonly counts: LedgerChange['counts'];
  /** What was recorded is in these; ids of the new rows are in the events' data. */
  readonly events: readonly { readonly type: string; readonly data: LedgerChange['events'][number]['data'] }[];
}

/** Records one customer, contact person, invoice, credit note, payment, reversal or cover, with its event. Refuses what the row is
 * refused for in an import, under the same code. */
export async function recordLedgerRecord(database: Database, request: { readonly actor: Actor; readonly record: LedgerRecord }): Promise<LedgerRecorded | LedgerRefusal> {
  const given = numbered(request.record);
  const customerIds = await database.transaction((trx) => customersOfRows(trx, given));
  return runCommand(database, { ...asking(request.actor, PERMISSION_FOR[given.kind]), customers: customerIds }, async (command) => {
    const change = await recordRows(command, given, { customerIds, importId: null, snapshotName: '' });
    if (change.kind === 'rejected') return refusalOf(change);
    await finishChange(command, change, { byImport: false });
    return { kind: 'recorded', counts: change.counts, events: change.events.map(({ type, data }) => ({ type, data })) };
  });
}

function numbered(record: LedgerRecord): LedgerRows {
  const rows = record.rows.map((value, index) => ({ row: index + 1, value }));
  // The kind and its rows came as one, and stay so.
  return { kind: record.kind, rows } as LedgerRows;
}

function refusalOf(refused: RowsRefused): LedgerRefusal {
  const [problem] = refused.problems;
  if (problem === undefined) throw new Error('A refusal without a problem');
  const { row: _, ...what } = problem;
  return { kind: 'rejected', ...what };
}
