import { sql, type RawBuilder } from 'kysely';
import { instant } from '../domain/dates.js';
import type { Json } from './schema.js';

/** A value for a `jsonb` column: drivers would take a bare array for an SQL array. */
export function json(value: Json): RawBuilder<Json> {
  return sql`${JSON.stringify(value)}::jsonb`;
}

/** JSON text with sorted keys: the same value gives the same text whatever order the database keeps the keys in. */
export function canonicalJson(value: Json | undefined): string {
  if (value === undefined) return 'null';
  if (Array.isArray(value)) return `[${value.map((entry: Json) => canonicalJson(entry)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Rows that one statement answered as JSON, several lists at once. Instants are made the same text as a column's; dates are text, and
 * amounts whole numbers that can be counted exactly, in both.
 * @param instants the columns that hold one */
export function rowsOfJson<R extends object>(rows: readonly object[] | null, instants: readonly (keyof R & string)[]): readonly R[] {
  if (rows === null) return [];
  if (instants.length === 0) return rows as readonly R[];
  return rows.map((row) => {
    const read: Record<string, unknown> = { ...row };
    for (const column of instants) {
      const text = read[column];
      if (typeof text === 'string') read[column] = instant(text);
    }
    return read as R;
  });
}
