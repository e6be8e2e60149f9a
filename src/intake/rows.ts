import { assertNever } from '../domain/assert-never.js';
import { compare, decimalOf, isGreater, sumIn } from '../domain/money.js';
import type { Currency, Money } from '../domain/money.js';
import type { ColumnMapping } from './columns.js';
import { cureOf } from './errors.js';
import type { ErrorDetails, IntakeError, IntakeErrorCode } from './errors.js';
import { fieldEntries } from './fields.js';
import type { Field } from './fields.js';
import type { Table, TableRow } from './read-table.js';
import type { IntakeKind, RowOf } from './row-types.js';
import { meaningOf, readValue } from './values.js';
import type { ReadingContext } from './values.js';

export interface NumberedRow<Row> {
  /** As a spreadsheet numbers it. */
  readonly row: number;
  readonly value: Row;
}

export interface ConvertedRows<Kind extends IntakeKind> {
  /** Rows without an error. An import takes all of them or, when `errorsTotal` is not 0, none. */
  readonly rows: readonly NumberedRow<RowOf[Kind]>[];
  /** The first ones, in order of rows. */
  readonly errors: readonly IntakeError[];
  /** All there are, also beyond the limit. */
  readonly errorsTotal: number;
}

export interface ConvertRowsRequest<Kind extends IntakeKind> {
  readonly kind: Kind;
  readonly table: Pick<Table, 'headings' | 'rows'>;
  readonly mapping: ColumnMapping;
  readonly reading?: Omit<ReadingContext, 'currency'> | undefined;
  /** 100 when not given. */
  readonly errorsMax?: number | undefined;
  /** Hears how many rows of a long file are checked, now and then and at the end. */
  readonly onChecked?: ((rows: number) => void) | undefined;
}

/** Rows between two words about how far it is. */
const ROWS_BETWEEN_WORDS = 5_000;
const VALUE_SHOWN_MAX = 200;
const TOTAL_LINE = /^(合计|总计|小计|共计|本页合计|sum|sub-?total|grand total|totals?)[:：]?$/i;

interface Source {
  readonly name: string;
  readonly field: Field;
  readonly column: string | undefined;
  readonly textIn: (row: TableRow) => string;
}

type Complaint = Pick<IntakeError, 'code' | 'details'> & { readonly source?: Source | undefined; readonly value: string };

/** A row being read: what it holds so far, by field. */
type Bag = Map<string, unknown>;

/** Turns cells into typed rows. Each fault of each row is an error of its own; what depends on a faulty cell is not complained
 * about again. */
export function convertRows<Kind extends IntakeKind>(request: ConvertRowsRequest<Kind>): ConvertedRows<Kind> {
  const { kind, table, mapping, reading = {}, errorsMax = 100, onChecked } = request;
  const sources = sourcesOf(kind, mapping);
  const rows: NumberedRow<RowOf[Kind]>[] = [];
  const errors: IntakeError[] = [];
  let errorsTotal = 0;
  const firstRows = new Map<string, number>();
  for (const [index, row] of table.rows.entries()) {
    if (index > 0 && index % ROWS_BETWEEN_WORDS === 0) onChecked?.(index);
    const { bag, complaints } = readRow(row, table.headings.length, sources, reading);
    if (complaints.length === 0) complaints.push(...faultsBetweenFields(bag, kind), ...repetition({ kind, bag, row: row.row, firstRows }));
    errorsTotal += complaints.length;
    for (const complaint of complaints) if (errors.length < errorsMax) errors.push(toError(row.row, complaint, sources));
    // The field lists are typed against the rows: a complete bag without complaints is the row.
    if (complaints.length === 0) rows.push({ row: row.row, value: Object.fromEntries(bag) as unknown as RowOf[Kind] });
  }
  if (table.rows.length > ROWS_BETWEEN_WORDS) onChecked?.(table.rows.length);
  return { rows, errors, errorsTotal };
}

/** The currency first: amounts are read in it. */
function sourcesOf(kind: IntakeKind, mapping: ColumnMapping): readonly Source[] {
  const sources = fieldEntries(kind).flatMap(([name, field]): Source[] => {
    const constant = mapping.constants[name];
    if (constant !== undefined) return [{ name, field, column: undefined, textIn: () => constant }];
    const column = mapping.columns.find((mapped) => mapped.field === name);
    return column === undefined ? [] : [{ name, field, column: column.heading, textIn: ({ cells }) => cells[column.index] ?? '' }];
  });
  return sources.toSorted((a, b) => Number(b.field.type === 'currency') - Number(a.field.type === 'currency'));
}

function readRow(
  row: TableRow, width: number, sources: readonly Source[], reading: Omit<ReadingContext, 'currency'>,
): { bag: Bag; complaints: Complaint[] } {
  const bag: Bag = new Map();
  const first = row.cells.find((cell) => cell.trim() !== '')?.trim() ?? '';
  if (TOTAL_LINE.test(first)) return { bag, complaints: [{ code: 'total_line', details: {}, value: first }] };
  if (row.cells.length !== width) {
    return { bag, complaints: [{ code: 'wrong_number_of_cells', details: { found: row.cells.length, expected: width }, value: row.cells.join(' | ') }] };
  }
  const complaints: Complaint[] = [];
  let currency: Currency | undefined;
  for (const source of sources) {
    const raw = source.textIn(row);
    const text = meaningOf(raw);
    if (text === '') {
      if (source.field.required) complaints.push({ code: 'required_value_missing', details: {}, source, value: raw });
      continue;
    }
    if (needsCurrency(source.field) && currency === undefined) continue;
    const result = readValue(source.field.type, text, { ...reading, currency });
    if (result.kind === 'refused') complaints.push({ code: result.code, details: result.details, source, value: raw });
    else bag.set(source.name, result.value);
    if (source.field.type === 'currency') currency = bag.get(source.name) as Currency | undefined;
  }
  return { bag, complaints };
}

function needsCurrency({ type }: Field): boolean {
  return type === 'positive_amount' || type === 'amount_from_zero' || type === 'designations';
}

function toError(row: number, complaint: Complaint, sources: readonly Source[]): IntakeError {
  const { code, details, value } = complaint;
  const source = complaint.source ?? sources.find(({ name }) => name === details['field']);
  const place = { ...(source?.column === undefined ? {} : { column: source.column }), ...(source === undefined ? {} : { field: source.name }) };
  return { row, ...place, value: value.slice(0, VALUE_SHOWN_MAX), code, details, cure: cureOf({ code, details }, 'en') };
}

function complain(code: IntakeErrorCode, field: string, value: string, details: ErrorDetails = {}): Complaint {
  return { code, details: { field, ...details }, value };
}

function faultsBetweenFields(bag: Bag, kind: IntakeKind): Complaint[] {
  switch (kind) {
    case 'invoices':
    case 'open-items': return [...faultsOfDates(bag), ...faultsOfOpenAmount(bag)];
    case 'payments': return faultsOfDesignations(bag);
    case 'covers': return faultsOfValidity(bag);
    case 'contacts': return bag.has('email') || bag.has('phone') ? [] : [{ code: 'contact_not_reachable', details: {}, value: String(bag.get('name')) }];
    case 'customers':
    case 'credit-notes': return [];
    default: return assertNever(kind);
  }
}

function faultsOfDates(bag: Bag): Complaint[] {
  const [issuedOn, dueOn] = [bag.get('issuedOn'), bag.get('dueOn')];
  if (typeof issuedOn !== 'string' || typeof dueOn !== 'string' || dueOn >= issuedOn) return [];
  return [complain('due_before_issued', 'dueOn', dueOn, { issuedOn })];
}

function faultsOfOpenAmount(bag: Bag): Complaint[] {
  const open = bag.get('openAmount') as Money | undefined;
  const original = bag.get('originalAmount') as Money | undefined;
  if (open === undefined || original === undefined || !isGreater(open, original)) return [];
  return [complain('open_amount_exceeds_original', 'openAmount', decimalOf(open), { original: decimalOf(original) })];
}

function faultsOfDesignations(bag: Bag): Complaint[] {
  const { amount, invoices } = Object.fromEntries(bag) as Partial<RowOf['payments']>;
  if (amount === undefined || invoices === undefined) return [];
  const designated = sumIn(amount.currency, invoices.flatMap((invoice) => (invoice.amount === undefined ? [] : [invoice.amount])));
  if (compare(designated, amount) <= 0) return [];
  return [complain('designations_exceed_amount', 'invoices', decimalOf(designated), { designated: decimalOf(designated), amount: decimalOf(amount) })];
}

function faultsOfValidity(bag: Bag): Complaint[] {
  const { validFrom, validUntil } = Object.fromEntries(bag) as Partial<RowOf['covers']>;
  if (validFrom === undefined || validUntil === undefined || validUntil >= validFrom) return [];
  return [complain('valid_until_before_valid_from', 'validUntil', validUntil, { validFrom })];
}

/** The fields that no two rows of a file may share; none for contacts. */
const identityOf: Readonly<Record<IntakeKind, readonly string[]>> = {
  'customers': ['number'],
  'contacts': [],
  'invoices': ['number', 'sellingEntityCode', 'instalment'],
  'credit-notes': ['number', 'invoiceNumber'],
  'payments': ['reference', 'sellingEntityCode'],
  'covers': ['policyNumber', 'customerNumber', 'invoiceNumber', 'validFrom'],
  // Instalments of one invoice are told apart by their due date.
  'open-items': ['invoiceNumber', 'sellingEntityCode', 'dueOn'],
};

function repetition(seen: { kind: IntakeKind; bag: Bag; row: number; firstRows: Map<string, number> }): Complaint[] {
  const [main, ...others] = identityOf[seen.kind];
  if (main === undefined) return [];
  const key = JSON.stringify([main, ...others].map((field) => seen.bag.get(field) ?? null));
  const firstRow = seen.firstRows.get(key);
  if (firstRow !== undefined) return [complain('duplicate_in_file', main, String(seen.bag.get(main)), { firstRow })];
  seen.firstRows.set(key, seen.row);
  return [];
}
