import { Client } from 'pg';
import { afterEach, expect, it } from 'vitest';
import { createTestDatabase, describeWithPostgres, testPostgres, type DatabaseTemplate, type TestDatabase } from './postgres.js';

const databases: TestDatabase[] = [];

afterEach(async () => {
  await Promise.all(databases.splice(0).map((database) => database.drop()));
});

async function aDatabase(template?: DatabaseTemplate): Promise<TestDatabase> {
  const database = await createTestDatabase(template);
  databases.push(database);
  return database;
}

async function ask(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describeWithPostgres('a database of a test', () => {
  it('is PostgreSQL 15 or newer', async () => {
    const { url } = await aDatabase();
    expect(await ask(url, "select current_setting('server_version_num')::int >= 150000 as is_new_enough")).toEqual([{ is_new_enough: true }]);
  });

  it('is a clone of its template, which is filled once for all that ask at the same time', async () => {
    let fills = 0;
    const template: DatabaseTemplate = {
      name: 'counted',
      fill: async (url) => {
        fills += 1;
        await ask(url, 'create table invoice (number text)');
      },
    };
    const [first, second] = await Promise.all([aDatabase(template), aDatabase(template)]);
    await ask(first.url, "insert into invoice values ('A-1')");
    expect([await ask(first.url, 'select * from invoice'), await ask(second.url, 'select * from invoice'), fills]).toEqual([[{ number: 'A-1' }], [], 1]);
  });

  it('whose template could not be filled is filled anew by the next who asks', async () => {
    const broken: DatabaseTemplate = { name: 'broken_once', fill: () => Promise.reject(new Error('no disk')) };
    await expect(createTestDatabase(broken)).rejects.toThrow('no disk');
    const { url } = await aDatabase({ ...broken, fill: async (filled) => { await ask(filled, 'create table t (n int)'); } });
    expect(await ask(url, 'select * from t')).toEqual([]);
  });

  it('is gone after drop, also with a connection open', async () => {
    const database = await createTestDatabase();
    const client = new Client({ connectionString: database.url });
    client.on('error', () => undefined);
    await client.connect();
    await database.drop();
    const { url } = await testPostgres();
    expect(await ask(url, `select 1 from pg_database where datname = '${database.name}'`)).toEqual([]);
  });
});
