import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openEmbedded, openPostgres } from '../../src/db/database.js';
import { createTestDatabase, describeWithPostgres } from '../support/postgres.js';

describe('the embedded database', () => {
  it('applies migrations once, opens no transaction inside another, and reads what it wrote exactly', async () => {
    const database = await openEmbedded();
    expect(await database.pendingMigrations()).not.toEqual([]);
    expect(await database.migrate()).not.toEqual([]);
    expect(await database.migrate()).toEqual([]);
    expect(await database.pendingMigrations()).toEqual([]);
    await expect(database.transaction(async () => database.transaction(async () => 1))).rejects.toThrow('inside a transaction');
    const read = await database.transaction((trx) => sql<{ at: string; day: string; big: number; exact: string }>`
      select timestamptz '2026-03-09 09:00:00+08' as at, date '2026-03-09' as day, 9007199254740991::bigint as big, 0.10::numeric as exact`.execute(trx));
    expect(read.rows[0]).toEqual({ at: '2026-03-09T01:00:00.000Z', day: '2026-03-09', big: 9_007_199_254_740_991, exact: '0.10' });
    await database.close();
  });
});

describeWithPostgres('PostgreSQL', () => {
  it('applies migrations once, also when two processes start together', async () => {
    const created = await createTestDatabase();
    const [one, other] = [await openPostgres(created.url), await openPostgres(created.url)];
    const applied = await Promise.all([one.migrate(), other.migrate()]);
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    expect(await one.pendingMigrations()).toEqual([]);
    await Promise.all([one.close(), other.close()]);
    await created.drop();
  });
});
