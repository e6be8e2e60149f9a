import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Client, Pool, types as postgresTypes, type ClientConfig } from 'pg';
import { instant } from '../domain/dates.js';
import { migrate, pendingMigrations } from './migrate.js';
import { pgliteDialect } from './pglite-dialect.js';
import { preparedPool } from './prepared-pool.js';
import type { Schema, Trx } from './schema.js';

export type { Trx } from './schema.js';

/** The database of one installation. Stores take the `trx` that `transaction` hands out; nothing else reaches the tables. */
export interface Database {
  readonly kind: 'postgresql' | 'embedded';
  /** Runs the body in one transaction: committed when it returns, rolled back when it throws. @throws if called inside another one. */
  transaction<T>(body: (trx: Trx) => Promise<T>): Promise<T>;
  /** Calls back after every commit that raised a story's change, in any process. */
  onStoriesChanged(listener: () => void): Promise<() => Promise<void>>;
  /** On a test clock: calls back after every commit by which a story came to rest, in any process. */
  onStoryRests(listener: () => void): Promise<() => Promise<void>>;
  migrate(): Promise<readonly string[]>;
  pendingMigrations(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export const STORIES_CHANNEL = 'dunlin_stories';
export const RESTS_CHANNEL = 'dunlin_rests';

const OID = { int8: 20, date: 1082, timestamptz: 1184, numeric: 1700 } as const;

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`The database holds ${text}, more than can be counted exactly`);
  return value;
}

// The same on both databases: dates and decimals stay text, instants become ISO instants, big integers safe integers.
const parsers: Record<number, (text: string) => unknown> = {
  [OID.int8]: parseInt8,
  [OID.date]: (text) => text,
  [OID.timestamptz]: (text) => instant(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')),
  [OID.numeric]: (text) => text,
};

function parserOf(oid: number): (text: string) => unknown {
  return parsers[oid] ?? postgresTypes.getTypeParser(oid, 'text');
}

const inTransaction = new AsyncLocalStorage<true>();

function guarded(kysely: Kysely<Schema>): Database['transaction'] {
  return (body) => {
    // On the embedded database's one connection a second transaction inside the first would wait for ever.
    if (inTransaction.getStore() === true) throw new Error('A transaction was opened inside a transaction: pass its trx instead');
    return inTransaction.run(true, () => kysely.transaction().execute(body));
  };
}

/** Opens PostgreSQL 15 or newer. @param url `postgresql://user:password@host:port/database` */
export async function openPostgres(url: string, options: { readonly connections: number } = { connections: 10 }): Promise<Database> {
  const configuration = {
    connectionString: url,
    options: '-c timezone=UTC',
    types: { getTypeParser: parserOf },
  };
  const pool = new Pool({ ...configuration, max: options.connections, pipeline: true });
  // An idle connection that the server ends would otherwise end this process; the next use opens a new one.
  pool.on('error', () => undefined);
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: preparedPool(pool) }) });
  return {
    kind: 'postgresql',
    transaction: guarded(kysely),
    migrate: () => migrate(kysely as unknown as Kysely<never>),
    pendingMigrations: () => pendingMigrations(kysely as unknown as Kysely<never>),
    onStoriesChanged: (listener) => listen(configuration, { channel: STORIES_CHANNEL, listener }),
    onStoryRests: (listener) => listen(configuration, { channel: RESTS_CHANNEL, listener }),
    close: () => kysely.destroy(),
  };
}

// Keeps one listening connection, opened again when it breaks: a missed notice only costs the relay its slow poll.
async function listen(configuration: ClientConfig, { channel, listener }: { readonly channel: string; readonly listener: () => void }): Promise<() => Promise<void>> {
  let closed = false;
  let client: Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  const connect = async (): Promise<void> => {
    const next = new Client(configuration);
    client = next;
    next.on('error', () => undefined);
    next.on('end', () => { if (!closed) retry = setTimeout(() => void connect().catch(() => undefined), 1_000); });
    next.on('notification', listener);
    await next.connect();
    await next.query(`listen ${channel}`);
  };
  await connect().catch(() => undefined);
  return async () => {
    closed = true;
    clearTimeout(retry);
    await client?.end().catch(() => undefined);
  };
}

/** Opens the embedded database: one process only, not safe against power loss. @param folder `undefined` keeps it in memory */
export async function openEmbedded(folder?: string): Promise<Database> {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const pglite = await PGlite.create(folder === undefined ? {} : { dataDir: folder });
  // A statement is planned once for whatever it is asked: here planning costs ten times what carrying it out does.
  await pglite.exec("set time zone 'UTC'; set plan_cache_mode = force_generic_plan");
  const kysely = new Kysely<Schema>({ dialect: pgliteDialect(pglite, parserOf) });
  return {
    kind: 'embedded',
    transaction: guarded(kysely),
    migrate: () => migrate(kysely as unknown as Kysely<never>),
    pendingMigrations: () => pendingMigrations(kysely as unknown as Kysely<never>),
    onStoriesChanged: async (listener) => {
      const stop = await pglite.listen(STORIES_CHANNEL, listener);
      return () => stop();
    },
    onStoryRests: async (listener) => {
      const stop = await pglite.listen(RESTS_CHANNEL, listener);
      return () => stop();
    },
    close: () => kysely.destroy(),
  };
}

/** Sends the notice that wakes every relay; it goes out when the transaction commits. */
export async function notifyStoriesChanged(trx: Trx): Promise<void> {
  await sql`select pg_notify(${STORIES_CHANNEL}, '')`.execute(trx);
}

/** Tells the driver of a test clock that a story has come to rest; it goes out when the transaction commits. */
export async function notifyStoryRests(trx: Trx): Promise<void> {
  await sql`select pg_notify(${RESTS_CHANNEL}, '')`.execute(trx);
}
