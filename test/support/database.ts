import { afterAll, beforeAll, describe } from 'vitest';
import { openEmbedded, openPostgres, type Database } from '../../src/db/database.js';
import { createTestDatabase, describeWithPostgres, type DatabaseTemplate } from './postgres.js';

const migrated: DatabaseTemplate = {
  name: 'migrated',
  fill: async (url) => {
    const database = await openPostgres(url, { connections: 1 });
    await database.migrate();
    await database.close();
  },
};

/** The same suite on the embedded database and, where one is installed, on PostgreSQL: each a migrated database of its own, opened
 * before the suite's first test. @param suite takes the function that answers the open database */
export function describeOnBothDatabases(title: string, suite: (open: () => Database) => void): void {
  describe(`${title}, on the embedded database`, () => {
    suite(openedBeforeAll(async () => {
      const database = await openEmbedded();
      await database.migrate();
      return { database, close: () => database.close() };
    }));
  });
  describeWithPostgres(`${title}, on PostgreSQL`, () => {
    suite(openedBeforeAll(async () => {
      const created = await createTestDatabase(migrated);
      const database = await openPostgres(created.url);
      return {
        database,
        close: async () => {
          await database.close();
          await created.drop();
        },
      };
    }));
  });
}

function openedBeforeAll(open: () => Promise<{ readonly database: Database; readonly close: () => Promise<void> }>): () => Database {
  let opened: Awaited<ReturnType<typeof open>> | undefined;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  return () => {
    if (opened === undefined) throw new Error('The database is open in tests only');
    return opened.database;
  };
}
