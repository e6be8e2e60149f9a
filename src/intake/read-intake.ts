import type { DecimalMark } from './amounts-in-text.js';
import { mapColumns } from './columns.js';
import type { ColumnMapping, ColumnRejection } from './columns.js';
import type { DateOrder } from './dates-in-text.js';
import { readTable } from './read-table.js';
import type { ReadTableOptions, Table, TableRejection } from './read-table.js';
import type { IntakeKind } from './row-types.js';
import { convertRows } from './rows.js';
import type { ConvertedRows } from './rows.js';

export interface IntakeRequest<Kind extends IntakeKind> extends ReadTableOptions {
  readonly kind: Kind;
  readonly bytes: Uint8Array;
  /** Field to column, see `mapColumns`. */
  readonly columns?: Readonly<Record<string, string>> | undefined;
  /** Field to a value for all rows. */
  readonly constants?: Readonly<Record<string, string>> | undefined;
  readonly dateOrder?: DateOrder | undefined;
  readonly decimalMark?: DecimalMark | undefined;
  readonly errorsMax?: number | undefined;
  readonly onChecked?: ((rows: number) => void) | undefined;
}

export interface IntakeRead<Kind extends IntakeKind> extends ConvertedRows<Kind>, Pick<Table, 'encoding' | 'delimiter' | 'headings'> {
  readonly kind: 'read';
  readonly mapping: ColumnMapping;
}

export type IntakeRejection = TableRejection | ColumnRejection;

/** Reads a file of one kind into typed rows. What is wrong with the file as a whole is a rejection, what is wrong with rows is listed. */
export function readIntake<Kind extends IntakeKind>(request: IntakeRequest<Kind>): IntakeRead<Kind> | IntakeRejection {
  const table = readTable(request.bytes, request);
  return table.kind === 'rejected' ? table : intakeOfTable(table, request);
}

/** The second half: a table that was read becomes typed rows. */
export function intakeOfTable<Kind extends IntakeKind>(table: Table, request: Omit<IntakeRequest<Kind>, 'bytes' | keyof ReadTableOptions>): IntakeRead<Kind> | ColumnRejection {
  const mapping = mapColumns({ kind: request.kind, headings: table.headings, stated: request.columns, constants: request.constants });
  if (mapping.kind === 'rejected') return mapping;
  const { dateOrder, decimalMark, errorsMax, onChecked } = request;
  const converted = convertRows({ kind: request.kind, table, mapping, reading: { dateOrder, decimalMark }, errorsMax, onChecked });
  return { kind: 'read', encoding: table.encoding, delimiter: table.delimiter, headings: table.headings, mapping, ...converted };
}
