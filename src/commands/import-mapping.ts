import { createHash } from 'node:crypto';
import type { SavedMapping } from '../db/imports.js';
import type { IntakeRequest } from '../intake/read-intake.js';
import { readTable, type ReadTableOptions } from '../intake/read-table.js';
import type { IntakeKind } from '../intake/row-types.js';

/** How a file's columns and cells are read; what is stated at an apply is kept for the source and the file's headings. */
export type Reading = Pick<IntakeRequest<IntakeKind>, 'columns' | 'constants' | 'dateOrder' | 'decimalMark' | 'encoding' | 'delimiter' | 'headingRow'>;

/** How the columns were found: as stated now, as saved for the source, or by their headings. */
export type MappingFrom = 'stated' | 'saved' | 'guessed';

export interface ChosenReading {
  readonly reading: Reading;
  readonly mappingFrom: MappingFrom;
  readonly table: ReturnType<typeof readTable>;
  /** Sources for which a mapping of these very headings is saved. */
  readonly savedFor: readonly string[];
}

export function headingsHash(headings: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(headings)).digest('hex');
}

/** How the file is read: as stated, else as saved for its source where the headings are the same, else by its headings.
 * @param stated what the request says about columns and cells
 * @param saved every mapping that is saved for this kind of file */
export function chooseReading(bytes: Uint8Array, given: { readonly stated: Reading | undefined; readonly source: string; readonly useSaved: boolean; readonly saved: readonly SavedMapping[] }): ChosenReading {
  const { stated, source, useSaved, saved } = given;
  const tables = new Map<string, ReturnType<typeof readTable>>();
  const tableBy = ({ encoding, delimiter, headingRow }: Reading): ReturnType<typeof readTable> => {
    const options: ReadTableOptions = { encoding, delimiter, headingRow };
    const key = JSON.stringify(options);
    const table = tables.get(key) ?? readTable(bytes, options);
    tables.set(key, table);
    return table;
  };
  const fits = (mapping: SavedMapping): boolean => {
    const table = tableBy(mapping.mapping as Reading);
    return table.kind === 'read' && headingsHash(table.headings) === mapping.headings_hash;
  };
  const own = stated === undefined && useSaved ? saved.find((mapping) => mapping.source === source && fits(mapping)) : undefined;
  // A saved mapping is what an earlier request stated.
  const reading = stated ?? (own?.mapping ?? {}) as Reading;
  const table = tableBy(reading);
  const hash = table.kind === 'read' ? headingsHash(table.headings) : undefined;
  return {
    reading, table, mappingFrom: stated !== undefined ? 'stated' : own === undefined ? 'guessed' : 'saved',
    savedFor: [...new Set(saved.filter((mapping) => mapping.headings_hash === hash).map((mapping) => mapping.source))].toSorted(),
  };
}
