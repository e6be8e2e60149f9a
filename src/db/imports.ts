import { sql } from 'kysely';
import type { Instant } from '../domain/dates.js';
import type { Actor } from './events.js';
import { json } from './json.js';
import type { Json, Row, Trx } from './schema.js';

export interface ImportKey {
  readonly kind: string;
  readonly source: string;
  readonly fileHash: string;
}

/** The import of this very file. Of a snapshot only the last one counts: what is open may come back to what it was. */
export async function importOfFile(trx: Trx, key: ImportKey): Promise<Row<'imports'> | undefined> {
  const ofSource = trx.selectFrom('imports').selectAll().where('kind', '=', key.kind).where('source', '=', key.source);
  if (key.kind !== 'open-items') return ofSource.where('file_hash', '=', key.fileHash).executeTakeFirst();
  const last = await ofSource.orderBy(sql`sequence`, 'desc').limit(1).executeTakeFirst();
  return last?.file_hash === key.fileHash ? last : undefined;
}

/** Claims a file before its rows are written, so that of two at once the second waits and then finds it imported.
 * @returns whether it is claimed */
export async function claimImport(trx: Trx, claim: ImportKey & {
  readonly id: string; readonly fileName: string; readonly rows: number; readonly at: Instant; readonly actor: Actor;
}): Promise<boolean> {
  const row = {
    id: claim.id, kind: claim.kind, file_hash: claim.fileHash, file_name: claim.fileName, source: claim.source, rows: claim.rows,
    result: json({}) as never, imported_at: claim.at, imported_by: json({ ...claim.actor }) as never,
  };
  const inserted = await trx.insertInto('imports').values(row).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst();
  return inserted !== undefined;
}

export async function noteImportResult(trx: Trx, id: string, result: Json): Promise<void> {
  await trx.updateTable('imports').set({ result: json(result) as never }).where('id', '=', id).execute();
}

export type SavedMapping = Pick<Row<'import_mappings'>, 'source' | 'headings_hash' | 'mapping'>;

/** Every mapping of a kind of file, by source. */
export async function savedMappings(trx: Trx, kind: string): Promise<readonly SavedMapping[]> {
  return trx.selectFrom('import_mappings').select(['source', 'headings_hash', 'mapping']).where('kind', '=', kind).orderBy('source').execute();
}

/** Keeps what was stated about files of a source with these headings, in place of what was stated before. */
export async function saveMapping(trx: Trx, saved: { readonly source: string; readonly kind: string; readonly headingsHash: string; readonly mapping: Json }): Promise<void> {
  const mapping = json(saved.mapping) as never;
  await trx.insertInto('import_mappings').values({ source: saved.source, kind: saved.kind, headings_hash: saved.headingsHash, mapping })
    .onConflict((conflict) => conflict.columns(['source', 'kind', 'headings_hash']).doUpdateSet({ mapping })).execute();
}
