import { z } from 'zod';
import { isPlainDate } from '../domain/dates.js';
import { isStorable } from './given-values.js';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

/** What the rows of a list are sorted by. A cursor that holds something else was not made by this list. */
const SORTED_BY = {
  text: isStorable,
  day: isPlainDate,
  instant: isInstant,
  /** An instant to come, or never. */
  coming: (value: string) => value === 'infinity' || isInstant(value),
  amount: (value: string) => /^-?\d{1,16}$/.test(value),
} as const satisfies Record<string, (value: string) => boolean>;

export type SortedBy = keyof typeof SORTED_BY;

export const NO_CURSOR = 'This is no cursor of this list; leave it out to begin';

/** A list's query: an opaque cursor from the page before, and how many rows. */
export function pageQuery(sortedBy: SortedBy) {
  return {
    cursor: z.string().max(400).refine((cursor) => isCursorBy(sortedBy, cursor), NO_CURSOR).optional(),
    limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT),
  };
}

/** Whether a cursor, where one is given, can have been made by a list in that order. */
export function isCursorBy(sortedBy: SortedBy, cursor: string | undefined): boolean {
  const after = afterOf(cursor);
  return cursor === undefined || (after !== undefined && SORTED_BY[sortedBy](after[0]));
}

export function afterOf(cursor: string | undefined): readonly [string, string] | undefined {
  if (cursor === undefined) return undefined;
  const parsed = z.tuple([z.string(), z.uuid()]).safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString('utf8')));
  return parsed.success ? parsed.data : undefined;
}

function isInstant(value: string): boolean {
  return z.iso.datetime({ offset: true }).safeParse(value).success && !Number.isNaN(Date.parse(value));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A page of a list, with the cursor of the next one; `null` at the end. One row more than the page was read to know. */
export function pageOf<Row extends { readonly id: string }, Shown>(rows: readonly Row[], limit: number, page: { readonly value: (row: Row) => string | number; readonly shown: (row: Row) => Shown }): { readonly items: readonly Shown[]; readonly nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: shown.map(page.shown), nextCursor: more ? Buffer.from(JSON.stringify([String(page.value(last)), last.id])).toString('base64url') : null };
}
