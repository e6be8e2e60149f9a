import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openPostgres, type Database } from '../../src/db/database.js';
import { createTestDatabase, describeWithPostgres } from '../support/postgres.js';

async function withDatabase(run: (database: Database) => Promise<void>): Promise<void> {
  const test = await createTestDatabase();
  const database = await openPostgres(test.url, { connections: 1 });
  try {
    await run(database);
  } finally {
    await database.close();
    await test.drop();
  }
}

async function keptStatements(database: Database, like: string): Promise<number> {
  const { rows } = await database.transaction((trx) => sql<{ kept: number }>`select count(*)::int as kept from pg_prepared_statements where statement like ${like} and statement not like '%pg_prepared%'`.execute(trx));
  return rows[0]?.kept ?? -1;
}

describeWithPostgres('a connection to PostgreSQL', () => {
  it('keeps a statement from its second use on, whatever its parameters, and nothing of one that was asked once', async () => {
    await withDatabase(async (database) => {
      const ask = (value: number): Promise<number | undefined> => database.transaction(async (trx) => (await sql<{ twice: number }>`select 2 * ${value}::int as twice`.execute(trx)).rows[0]?.twice);
      expect(await ask(1)).toBe(2);
      expect(await keptStatements(database, 'select 2 *%')).toBe(0);
      expect(await ask(2)).toBe(4);
      expect(await ask(21)).toBe(42);
      expect(await keptStatements(database, 'select 2 *%')).toBe(1);
    });
  });

  it('whose tables a migration changes under it fails once at most, and reads the new columns from then on', async () => {
    await withDatabase(async (database) => {
      const run = (text: string): Promise<unknown> => database.transaction((trx) => sql.raw(text).execute(trx));
      const read = async (): Promise<readonly unknown[]> => (await database.transaction((trx) => sql`select * from kept`.execute(trx))).rows;
      await run('create table kept (a int not null)');
      await run('insert into kept values (1)');
      for (let time = 0; time < 3; time += 1) expect(await read()).toEqual([{ a: 1 }]);
      await run('alter table kept add column b int not null default 2');
      await expect(read()).rejects.toThrow('cached plan');
      expect(await read()).toEqual([{ a: 1, b: 2 }]);
    });
  });

  it('begins with its first statement: what fails there undoes all, and what asked nothing has begun nothing', async () => {
    await withDatabase(async (database) => {
      await database.transaction((trx) => sql.raw('create table kept (a int not null unique)').execute(trx));
      const add = async (...values: readonly number[]): Promise<void> => database.transaction(async (trx) => {
        for (const value of values) await sql`insert into kept values (${value})`.execute(trx);
      });
      await add(1, 2);
      await expect(add(1)).rejects.toThrow('duplicate key');
      await expect(add(3, 2)).rejects.toThrow('duplicate key');
      await database.transaction(() => Promise.resolve());
      await expect(database.transaction(() => Promise.reject(new Error('changed its mind')))).rejects.toThrow('changed its mind');
      const { rows } = await database.transaction((trx) => sql<{ a: number }>`select a from kept order by a`.execute(trx));
      expect(rows.map(({ a }) => a)).toEqual([1, 2]);
      await expect(database.transaction(async (trx) => {
        await sql`insert into kept values (4)`.execute(trx);
        throw new Error('changed its mind');
      })).rejects.toThrow('changed its mind');
      await add(4);
    });
  });
});
