import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { describe, inject } from 'vitest';
import { askPart } from './ask-part.js';
import type { PostgresCluster } from './postgres-cluster.js';

/** `describe` for suites that need a real PostgreSQL: left out, and reported as left out, where none is installed. */
export function describeWithPostgres(title: string, suite: () => void): void {
  describe(title, { skip: !inject('partsPresent').postgres }, suite);
}

/** A database of one test file or test alone. */
export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  /** Deletes it, also when connections are still open. */
  drop(): Promise<void>;
}

/** How a database is filled once per run, then cloned: give migrations here. */
export interface DatabaseTemplate {
  /** Names the content; a second file that gives the same name gets a clone of what the first has built. */
  readonly name: string;
  readonly fill: (url: string) => Promise<void>;
}

/** The PostgreSQL of this run. @throws when none is installed */
export async function testPostgres(): Promise<Omit<PostgresCluster, 'stop'>> {
  return (await askPart('postgres')) as PostgresCluster;
}

/** A fresh database: empty, or a clone of the template (0.1–0.2 s). */
export async function createTestDatabase(template?: DatabaseTemplate): Promise<TestDatabase> {
  const { url } = await testPostgres();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  if (template !== undefined) await ensureTemplate(url, template);
  const source = template === undefined ? 'template0' : templateDatabase(template);
  await withClient(url, (client) => client.query(`create database ${name} template ${source}`));
  return {
    name,
    url: withDatabase(url, name),
    drop: () => withClient(url, async (client) => {
      await client.query(`drop database if exists ${name} with (force)`);
    }),
  };
}

/** Builds a template once: test files run side by side, so one holds a lock and the others wait for what it builds. */
async function ensureTemplate(url: string, template: DatabaseTemplate): Promise<void> {
  const finished = templateDatabase(template);
  const unfinished = `${finished}_unfinished`;
  await withClient(url, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [finished]);
    const found = await client.query('select 1 from pg_database where datname = $1', [finished]);
    if (found.rowCount === 1) return;
    await client.query(`drop database if exists ${unfinished} with (force)`);
    await client.query(`create database ${unfinished} template template0`);
    await template.fill(withDatabase(url, unfinished));
    await client.query(`alter database ${unfinished} rename to ${finished}`);
  });
}

function templateDatabase({ name }: DatabaseTemplate): string {
  if (!/^[a-z][a-z0-9_]{0,30}$/.test(name)) throw new Error(`"${name}" is no name for a template: small letters, digits, _`);
  return `template_${name}`;
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

async function withClient<Result>(url: string, act: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}
