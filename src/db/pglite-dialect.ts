import type { PGlite } from '@electric-sql/pglite';
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type DatabaseConnection, type Dialect, type Driver, type Kysely } from 'kysely';
import { PGliteConnection, type ParserOf } from './pglite-connection.js';

/** Kysely on the embedded database: one connection, handed out to one user at a time. */
export function pgliteDialect(pglite: PGlite, parserOf: ParserOf): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PGliteDriver(pglite, parserOf),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db: Kysely<never>) => new PostgresIntrospector(db),
  };
}

class PGliteDriver implements Driver {
  private readonly connection: PGliteConnection;
  private tail: Promise<void> = Promise.resolve();
  private release: (() => void) | undefined;

  private readonly pglite: PGlite;

  constructor(pglite: PGlite, parserOf: ParserOf) {
    this.pglite = pglite;
    this.connection = new PGliteConnection(pglite, parserOf);
  }

  async init(): Promise<void> {
    await this.pglite.waitReady;
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.tail;
    let release = (): void => undefined;
    this.tail = new Promise((resolve) => { release = resolve; });
    await before;
    this.release = release;
    return this.connection;
  }

  async releaseConnection(): Promise<void> {
    this.release?.();
  }

  async beginTransaction(): Promise<void> {
    this.connection.begin();
  }

  async commitTransaction(): Promise<void> {
    await this.connection.end('commit');
  }

  async rollbackTransaction(): Promise<void> {
    await this.connection.end('rollback');
  }

  async destroy(): Promise<void> {
    await this.pglite.close();
  }
}
