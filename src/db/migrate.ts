import { sql, type Kysely } from 'kysely';
import { sql as foundation } from './migrations/0001-foundation.js';
import { sql as ledger } from './migrations/0002-ledger.js';
import { sql as collection } from './migrations/0003-collection.js';
import { sql as applications } from './migrations/0004-applications.js';
import { sql as providerCallbacks } from './migrations/0005-provider-callbacks.js';
import { sql as idempotencyLease } from './migrations/0006-idempotency-lease.js';
import { sql as sendsPreview } from './migrations/0007-sends-preview.js';
import { sql as importHeadings } from './migrations/0008-import-headings.js';
import { sql as firstWave } from './migrations/0009-first-wave.js';
import { sql as caseNotes } from './migrations/0010-case-notes.js';

/** Forward-only migrations of plain SQL, in the order in which they apply. Applied ones are never edited after a release. */
export const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: '0001-foundation', sql: foundation },
  { name: '0002-ledger', sql: ledger },
  { name: '0003-collection', sql: collection },
  { name: '0004-applications', sql: applications },
  { name: '0005-provider-callbacks', sql: providerCallbacks },
  { name: '0006-idempotency-lease', sql: idempotencyLease },
  { name: '0007-sends-preview', sql: sendsPreview },
  { name: '0008-import-headings', sql: importHeadings },
  { name: '0009-first-wave', sql: firstWave },
  { name: '0010-case-notes', sql: caseNotes },
];

// Processes that start together take turns; the number only has to be the same in all of them.
const MIGRATION_LOCK = 4_207_311;

/** Applies what is missing, all in one transaction. @returns the names of the migrations that were applied now. */
export async function migrate(db: Kysely<never>): Promise<readonly string[]> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(trx);
    await sql`create table if not exists migrations (name text primary key, applied_at timestamptz not null default clock_timestamp())`.execute(trx);
    const applied = await appliedNames(trx);
    const missing = migrations.filter((migration) => !applied.has(migration.name));
    for (const migration of missing) {
      for (const statement of statementsOf(migration.sql)) await sql.raw(statement).execute(trx);
      await sql`insert into migrations (name) values (${migration.name})`.execute(trx);
    }
    return missing.map((migration) => migration.name);
  });
}

/** Names of migrations that the database still lacks: empty when it is ready for this program. */
export async function pendingMigrations(db: Kysely<never>): Promise<readonly string[]> {
  const exists = await sql<{ found: string | null }>`select to_regclass('migrations')::text as found`.execute(db);
  if (exists.rows[0]?.found === null) return migrations.map((migration) => migration.name);
  const applied = await appliedNames(db);
  return migrations.map((migration) => migration.name).filter((name) => !applied.has(name));
}

async function appliedNames(db: Kysely<never>): Promise<ReadonlySet<string>> {
  const result = await sql<{ name: string }>`select name from migrations`.execute(db);
  return new Set(result.rows.map((row) => row.name));
}

// A statement ends at a semicolon at the end of a line, outside of a $$ body.
function statementsOf(text: string): readonly string[] {
  const statements: string[] = [];
  let current = '';
  let insideBody = false;
  for (const line of text.split('\n')) {
    current += `${line}\n`;
    if (line.split('$$').length % 2 === 0) insideBody = !insideBody;
    if (!insideBody && line.trimEnd().endsWith(';')) {
      statements.push(current);
      current = '';
    }
  }
  if (current.trim() !== '') statements.push(current);
  return statements;
}
