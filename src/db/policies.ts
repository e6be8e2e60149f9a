import { newId } from './ids.js';
import { json } from './json.js';
import type { Instant } from '../domain/dates.js';
import type { Json, Row, Trx } from './schema.js';

/** The latest published version. */
export async function latestPolicy(trx: Trx, policy: { readonly kind: string; readonly name: string }): Promise<Row<'policies'> | undefined> {
  return trx.selectFrom('policies').selectAll().where('kind', '=', policy.kind).where('name', '=', policy.name).orderBy('version', 'desc').limit(1).executeTakeFirst();
}

/** Publishes a document as the version after the last. Two at once: the database refuses the second. */
export async function insertPolicyVersion(trx: Trx, policy: {
  readonly kind: string; readonly name: string; readonly document: Json; readonly note: string; readonly publishedBy: string; readonly at: Instant;
}): Promise<{ readonly id: string; readonly version: number }> {
  const { kind, name, document, note, publishedBy, at } = policy;
  const version = ((await latestPolicy(trx, policy))?.version ?? 0) + 1;
  const id = newId(at);
  await trx.insertInto('policies').values({ id, kind, name, version, document: json(document) as never, published_at: at, published_by: publishedBy, note }).execute();
  return { id, version };
}
