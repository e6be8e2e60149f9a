import { sql } from 'kysely';
import { newId } from './ids.js';
import { json } from './json.js';
import type { Instant } from '../domain/dates.js';
import type { Json, Row, Trx } from './schema.js';

/** The latest published version. */
export async function latestPolicy(trx: Trx, policy: { readonly kind: string; readonly name: string }): Promise<Row<'policies'> | undefined> {
  return trx.selectFrom('policies').selectAll().where('kind', '=', policy.kind).where('name', '=', policy.name).orderBy('version', 'desc').limit(1).executeTakeFirst();
}

/** Lets one publish at a time, so that each sees the version before its own. Until the end of the transaction. */
export async function lockPolicies(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('policies'))`.execute(trx);
}

/** Every version of every policy without its document, by kind and name, the newest first. `open_items`: of a ladder, how many go by it. */
export async function listPolicyVersions(trx: Trx): Promise<readonly (Omit<Row<'policies'>, 'document'> & { readonly publisher: string | null; readonly open_items: number | null })[]> {
  return trx.selectFrom('policies as policy').leftJoin('people as person', (join) => join.on((on) => on(sql<string>`person.id::text`, '=', on.ref('policy.published_by'))))
    .select(['policy.id', 'policy.kind', 'policy.name', 'policy.version', 'policy.published_at', 'policy.published_by', 'policy.note', 'person.name as publisher'])
    .select((eb) => eb.case().when('policy.kind', '=', 'escalation_ladder').then(
      eb.selectFrom('open_items as item').select(sql<number>`count(*)::integer`.as('open')).whereRef('item.ladder_name', '=', 'policy.name').whereRef('item.ladder_version', '=', 'policy.version').where('item.open_minor', '>', 0),
    ).end().as('open_items'))
    .orderBy('policy.kind').orderBy('policy.name').orderBy('policy.version', 'desc').execute();
}

export async function policyVersion(trx: Trx, policy: { readonly kind: string; readonly name: string; readonly version: number }): Promise<Row<'policies'> | undefined> {
  return trx.selectFrom('policies').selectAll().where('kind', '=', policy.kind).where('name', '=', policy.name).where('version', '=', policy.version).executeTakeFirst();
}

/** Publishes a document as the version after the last. The policies are locked, or the database refuses the second of two at once. */
export async function insertPolicyVersion(trx: Trx, policy: {
  readonly kind: string; readonly name: string; readonly document: Json; readonly note: string; readonly publishedBy: string; readonly at: Instant;
}): Promise<{ readonly id: string; readonly version: number }> {
  const { kind, name, document, note, publishedBy, at } = policy;
  const version = ((await latestPolicy(trx, policy))?.version ?? 0) + 1;
  const id = newId(at);
  await trx.insertInto('policies').values({ id, kind, name, version, document: json(document) as never, published_at: at, published_by: publishedBy, note }).execute();
  return { id, version };
}
