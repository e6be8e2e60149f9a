import { CsvError, parse } from 'csv-parse/sync';
import { decodeText } from './encoding.js';
import type { Encoding, EncodingRejection } from './encoding.js';

export type Delimiter = ',' | ';' | '\t';

/** A row with its number as a spreadsheet shows it: 1 for the first row of the file, headings and blank rows counted. */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** As written, trimmed; a column without one is the empty text. */
  readonly headings: readonly string[];
  /** Without blank rows; cells as written. A row may have more or fewer cells than there are headings. */
  readonly rows: readonly TableRow[];
}

export interface TableLimits {
  readonly bytesMax: number;
  readonly rowsMax: number;
  readonly columnsMax: number;
  readonly charactersPerRowMax: number;
}

export const defaultLimits: TableLimits = { bytesMax: 64 * 1024 * 1024, rowsMax: 200_000, columnsMax: 200, charactersPerRowMax: 100_000 };

export type TableRejection =
  | EncodingRejection
  | { readonly kind: 'rejected'; readonly code: 'file_empty' }
  | { readonly kind: 'rejected'; readonly code: 'file_too_large'; readonly bytes: number; readonly bytesMax: number }
  | { readonly kind: 'rejected'; readonly code: 'too_many_rows'; readonly rowsMax: number }
  | { readonly kind: 'rejected'; readonly code: 'too_many_columns'; readonly columns: number; readonly columnsMax: number }
  | { readonly kind: 'rejected'; readonly code: 'row_too_long'; readonly line: number; readonly charactersMax: number }
  /** A quotation mark that is not closed, or closed before the end of its cell. */
  | { readonly kind: 'rejected'; readonly code: 'quotes_broken'; readonly line: number }
  | { readonly kind: 'rejected'; readonly code: 'heading_row_missing'; readonly headingRow: number };

export interface ReadTableOptions {
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: Delimiter | undefined;
  /** Row of the headings, 1 by default; titles above it are passed over. */
  readonly headingRow?: number | undefined;
  readonly limits?: Partial<TableLimits> | undefined;
}

/** Reads delimited text: encoding and delimiter are recognised unless stated. Cells are not interpreted. */
export function readTable(bytes: Uint8Array, options: ReadTableOptions = {}): ({ readonly kind: 'read' } & Table) | TableRejection {
  const limits = { ...defaultLimits, ...options.limits };
  if (bytes.length > limits.bytesMax) return { kind: 'rejected', code: 'file_too_large', bytes: bytes.length, bytesMax: limits.bytesMax };
  const decoded = decodeText(bytes, options.encoding);
  if (decoded.kind === 'rejected') return decoded;
  const announced = /^sep=([,;\t])\r?\n/.exec(decoded.text);
  const text = announced === null ? decoded.text : decoded.text.slice(announced[0].length);
  const rowsBefore = announced === null ? 0 : 1;
  if (text.trim() === '') return { kind: 'rejected', code: 'file_empty' };
  const headingRow = options.headingRow ?? 1 + rowsBefore;
  const delimiter = options.delimiter ?? delimiterOf(announced?.[1]) ?? likeliestDelimiter(text, headingRow - rowsBefore);
  const records = split(text, delimiter, limits);
  if ('kind' in records) return records;
  if (records.length > recordsMaxOf(limits)) return { kind: 'rejected', code: 'too_many_rows', rowsMax: limits.rowsMax };
  const headings = records[headingRow - rowsBefore - 1];
  if (headings === undefined || isBlank(headings)) return { kind: 'rejected', code: 'heading_row_missing', headingRow };
  const rows = records.map((cells, index) => ({ row: index + 1 + rowsBefore, cells }))
    .filter(({ row, cells }) => row > headingRow && !isBlank(cells));
  if (rows.length > limits.rowsMax) return { kind: 'rejected', code: 'too_many_rows', rowsMax: limits.rowsMax };
  const table = withoutEmptyColumns(headings.map((heading) => heading.trim()), rows);
  if (table.headings.length > limits.columnsMax) {
    return { kind: 'rejected', code: 'too_many_columns', columns: table.headings.length, columnsMax: limits.columnsMax };
  }
  return { kind: 'read', encoding: decoded.encoding, delimiter, ...table };
}

type Records = readonly (readonly string[])[];

/** Strictly first. Only when a quotation mark stands inside an unquoted cell (`="001"`, `19" rack`) are such marks taken as characters;
 * then a quoted cell that was closed badly must not pass, as it may have swallowed rows. */
function split(text: string, delimiter: Delimiter, limits: TableLimits): Records | TableRejection {
  const strict = parseRecords({ text, delimiter, limits, marksInsideCells: false });
  if (!('code' in strict)) return strict;
  if (strict.code !== 'INVALID_OPENING_QUOTE') return toRejection(strict, limits);
  const relaxed = parseRecords({ text, delimiter, limits, marksInsideCells: true });
  if ('code' in relaxed) return toRejection(relaxed, limits);
  const broken = relaxed.findIndex((cells) => cells.some((cell) => cell.startsWith('"') && (cell.includes(delimiter) || /[\r\n]/.test(cell))));
  return broken < 0 ? relaxed : { kind: 'rejected', code: 'quotes_broken', line: broken + 1 };
}

function parseRecords(request: { text: string; delimiter: Delimiter; limits: TableLimits; marksInsideCells: boolean }): Records | CsvError {
  const { text, delimiter, limits, marksInsideCells } = request;
  try {
    // Blank rows are kept so that rows have the numbers that a spreadsheet shows; one more than allowed shows the excess.
    return parse(text, {
      delimiter, relax_quotes: marksInsideCells, relax_column_count: true, skip_empty_lines: false,
      max_record_size: limits.charactersPerRowMax, to: recordsMaxOf(limits) + 1,
    });
  } catch (error) {
    if (error instanceof CsvError) return error;
    throw error;
  }
}

function toRejection(error: CsvError, limits: TableLimits): TableRejection {
  const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
  if (error.code === 'CSV_MAX_RECORD_SIZE') return { kind: 'rejected', code: 'row_too_long', line, charactersMax: limits.charactersPerRowMax };
  return { kind: 'rejected', code: 'quotes_broken', line };
}

/** As many blank rows as filled ones are read over, and titles. */
function recordsMaxOf(limits: TableLimits): number {
  return 2 * limits.rowsMax + 100;
}

function delimiterOf(text: string | undefined): Delimiter | undefined {
  return text === ',' || text === ';' || text === '\t' ? text : undefined;
}

/** The delimiter that splits the heading row into most cells; a comma when none does. */
function likeliestDelimiter(text: string, headingRow: number): Delimiter {
  const line = text.split(/\r\n|\r|\n/, headingRow)[headingRow - 1] ?? '';
  const unquoted = line.replaceAll(/"[^"]*"/g, '');
  const counts = ([',', ';', '\t'] as const).map((delimiter) => ({ delimiter, count: unquoted.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/** Drops the columns at the right end that have neither heading nor content, as spreadsheets write for a formatted but empty area. */
function withoutEmptyColumns(headings: readonly string[], rows: readonly TableRow[]): Pick<Table, 'headings' | 'rows'> {
  let width = headings.length;
  while (width > 0 && headings[width - 1] === '' && rows.every(({ cells }) => (cells[width - 1] ?? '').trim() === '')) width -= 1;
  const trimmed = rows.map(({ row, cells }) => ({ row, cells: cells.slice(width).every((cell) => cell.trim() === '') ? cells.slice(0, width) : cells }));
  return { headings: headings.slice(0, width), rows: trimmed };
}
