import { fieldEntries, normalisedHeading } from './fields.js';
import type { Field } from './fields.js';
import type { IntakeKind } from './row-types.js';

/** A column of the file that fills a field. */
export interface MappedColumn {
  readonly field: string;
  /** 0 for the first. */
  readonly index: number;
  readonly heading: string;
  readonly how: 'stated' | 'recognised';
}

/** A column that fills nothing: shown, so that nobody believes it was imported. */
export interface UnusedColumn {
  readonly index: number;
  readonly heading: string;
}

export interface ColumnMapping {
  readonly kind: 'mapped';
  readonly columns: readonly MappedColumn[];
  readonly unused: readonly UnusedColumn[];
  /** Values that hold for all rows, by field. */
  readonly constants: Readonly<Record<string, string>>;
}

export type ColumnRejection =
  | { readonly kind: 'rejected'; readonly code: 'assignment_not_understood'; readonly assignment: string }
  | { readonly kind: 'rejected'; readonly code: 'field_unknown'; readonly field: string; readonly known: readonly string[] }
  | { readonly kind: 'rejected'; readonly code: 'field_assigned_twice'; readonly field: string }
  | { readonly kind: 'rejected'; readonly code: 'column_unknown'; readonly column: string; readonly headings: readonly string[] }
  | { readonly kind: 'rejected'; readonly code: 'column_used_twice'; readonly heading: string; readonly fields: readonly string[] }
  /** Two columns have the same heading, or headings that mean the field equally well. */
  | { readonly kind: 'rejected'; readonly code: 'column_ambiguous'; readonly field: string; readonly headings: readonly string[] }
  | { readonly kind: 'rejected'; readonly code: 'required_fields_missing'; readonly fields: readonly string[]; readonly headings: readonly string[] };

export interface ColumnRequest {
  readonly kind: IntakeKind;
  readonly headings: readonly string[];
  /** Field to column: its heading, or `#3` for the third; the empty text keeps the field from being recognised. */
  readonly stated?: Readonly<Record<string, string>> | undefined;
  /** Field to a value for all rows; instead of a column. */
  readonly constants?: Readonly<Record<string, string>> | undefined;
}

/** Reads `field=column` and `field=value` of a command line. */
export function parseAssignments(assignments: readonly string[]): { readonly kind: 'parsed'; readonly values: Readonly<Record<string, string>> } | ColumnRejection {
  const values = new Map<string, string>();
  for (const assignment of assignments) {
    const equals = assignment.indexOf('=');
    const field = assignment.slice(0, Math.max(equals, 0)).trim();
    if (field === '') return { kind: 'rejected', code: 'assignment_not_understood', assignment };
    if (values.has(field)) return { kind: 'rejected', code: 'field_assigned_twice', field };
    values.set(field, assignment.slice(equals + 1).trim());
  }
  return { kind: 'parsed', values: Object.fromEntries(values) };
}

/** Decides which column fills which field: as stated, else by the headings that common exports use, in Chinese and English.
 * Refuses rather than guesses between two columns, and names required fields that no column fills. */
export function mapColumns(request: ColumnRequest): ColumnMapping | ColumnRejection {
  const { kind, headings, stated = {}, constants = {} } = request;
  const fields = fieldEntries(kind);
  const unknown = [...Object.keys(stated), ...Object.keys(constants)].find((name) => !fields.some(([known]) => known === name));
  if (unknown !== undefined) return { kind: 'rejected', code: 'field_unknown', field: unknown, known: fields.map(([name]) => name) };
  const twice = Object.keys(constants).find((name) => stated[name] !== undefined && stated[name] !== '');
  if (twice !== undefined) return { kind: 'rejected', code: 'field_assigned_twice', field: twice };
  const statedColumns = resolveStated(stated, headings);
  if ('kind' in statedColumns) return statedColumns;
  const open = fields.filter(([name]) => stated[name] === undefined && constants[name] === undefined);
  const recognised = recognise(open, headings, new Set(statedColumns.map(({ index }) => index)));
  if ('kind' in recognised) return recognised;
  const columns = [...statedColumns, ...recognised];
  const filled = new Set([...columns.map(({ field }) => field), ...Object.keys(constants)]);
  const missing = fields.filter(([name, field]) => field.required && !filled.has(name)).map(([name]) => name);
  if (missing.length > 0) return { kind: 'rejected', code: 'required_fields_missing', fields: missing, headings };
  const used = new Set(columns.map(({ index }) => index));
  const unused = headings.map((heading, index) => ({ index, heading })).filter(({ index }) => !used.has(index));
  return { kind: 'mapped', columns, unused, constants };
}

function resolveStated(stated: Readonly<Record<string, string>>, headings: readonly string[]): readonly MappedColumn[] | ColumnRejection {
  const columns: MappedColumn[] = [];
  for (const [field, column] of Object.entries(stated)) {
    if (column === '') continue;
    const matches = indexesOf(column, headings);
    const [index] = matches;
    if (index === undefined) return { kind: 'rejected', code: 'column_unknown', column, headings };
    if (matches.length > 1) return { kind: 'rejected', code: 'column_ambiguous', field, headings: matches.map((match) => headings[match] ?? '') };
    const other = columns.find((taken) => taken.index === index);
    if (other !== undefined) return { kind: 'rejected', code: 'column_used_twice', heading: headings[index] ?? '', fields: [other.field, field] };
    columns.push({ field, index, heading: headings[index] ?? '', how: 'stated' });
  }
  return columns;
}

/** The exact heading first, so that a heading which begins with # can still be named. */
function indexesOf(column: string, headings: readonly string[]): readonly number[] {
  const exact = headings.flatMap((heading, index) => (heading === column ? [index] : []));
  if (exact.length > 0) return exact;
  const position = /^#(\d{1,4})$/.exec(column)?.[1];
  if (position !== undefined) return Number(position) >= 1 && Number(position) <= headings.length ? [Number(position) - 1] : [];
  return headings.flatMap((heading, index) => (normalisedHeading(heading) === normalisedHeading(column) ? [index] : []));
}

interface Candidate {
  readonly field: string;
  readonly index: number;
  /** 0 for the field's own name, then the place in its list. */
  readonly rank: number;
}

/** Best matches first over all fields, so that a weak heading of one field does not take the column that another one is sure of. */
function recognise(
  fields: readonly (readonly [string, Field])[], headings: readonly string[], taken: ReadonlySet<number>,
): readonly MappedColumn[] | ColumnRejection {
  const normalised = headings.map(normalisedHeading);
  const candidates = fields.flatMap(([name, { headings: known }]) => normalised.flatMap((heading, index): Candidate[] => {
    const rank = [normalisedHeading(name), ...known].indexOf(heading);
    return rank < 0 || heading === '' || taken.has(index) ? [] : [{ field: name, index, rank }];
  })).toSorted((a, b) => a.rank - b.rank || a.index - b.index);
  const columns = new Map<string, MappedColumn>();
  const used = new Set(taken);
  for (const { field, index, rank } of candidates) {
    if (columns.has(field) || used.has(index)) continue;
    const rivals = candidates.filter((other) => other.field === field && other.rank === rank && !used.has(other.index));
    if (rivals.length > 1) return { kind: 'rejected', code: 'column_ambiguous', field, headings: rivals.map((rival) => headings[rival.index] ?? '') };
    columns.set(field, { field, index, heading: headings[index] ?? '', how: 'recognised' });
    used.add(index);
  }
  return [...columns.values()];
}
