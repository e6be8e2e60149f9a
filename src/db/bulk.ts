import { sql, type RawBuilder } from 'kysely';
import type { NewRow, Schema, Trx } from './schema.js';

/** Rows of one statement: large enough to cost little each, small enough for the embedded database's memory. */
const ROWS_PER_STATEMENT = 5_000;

/** A list of ids for `in`: one parameter however long it is, where one each would end at 65 535. */
export function uuids(ids: readonly string[]): RawBuilder<unknown> {
  return sql`(select value::uuid from json_array_elements_text(${JSON.stringify(ids)}::json))`;
}

/** A list of texts for `in`. */
export function texts(values: readonly string[]): RawBuilder<unknown> {
  return sql`(select value from json_array_elements_text(${JSON.stringify(values)}::json))`;
}

/** Inserts any number of rows in few statements. All rows have the columns of the first.
 * @param onWritten hears how many are written, after each statement where there are several */
export async function insertRows<Table extends keyof Schema>(trx: Trx, table: Table, rows: readonly NewRow<Table>[], onWritten?: (rows: number) => void): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  let written = 0;
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)));
  for (const chunk of chunksOf(rows)) {
    await sql`insert into ${sql.table(table)} (${columns}) select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(chunk)}::json)`.execute(trx);
    written += chunk.length;
    if (rows.length > ROWS_PER_STATEMENT) onWritten?.(written);
  }
}

/** Sets columns of many rows, found by their `id`. All rows have the columns of the first. */
export async function updateRows<Table extends keyof Schema>(
  trx: Trx, table: Table, rows: readonly (Partial<NewRow<Table>> & { readonly id: string })[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first).filter((column) => column !== 'id').toSorted();
  const assignments = sql.join(columns.map((column) => sql`${sql.ref(column)} = given.${sql.ref(column)}`));
  for (const chunk of chunksOf(rows)) {
    await sql`update ${sql.table(table)} as kept set ${assignments} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(chunk)}::json) as given where kept.id = given.id`.execute(trx);
  }
}

function chunksOf<Entry>(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const chunks: (readonly Entry[])[] = [];
  for (let start = 0; start < entries.length; start += ROWS_PER_STATEMENT) chunks.push(entries.slice(start, start + ROWS_PER_STATEMENT));
  return chunks;
}
