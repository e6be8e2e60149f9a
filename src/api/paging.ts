import { z } from 'zod';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

/** A list's query: an opaque cursor from the page before, and how many rows. */
export const pageQuery = {
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT),
};

export function afterOf(cursor: string | undefined): readonly [string, string] | undefined {
  if (cursor === undefined) return undefined;
  const parsed = z.tuple([z.string(), z.uuid()]).safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString('utf8')));
  return parsed.success ? parsed.data : undefined;
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
