import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lockCustomerWithin } from '../../src/db/customers.js';
import { openPostgres, type Database } from '../../src/db/database.js';
import { makeCompany } from '../support/ledger.js';
import { createTestDatabase, describeWithPostgres, type TestDatabase } from '../support/postgres.js';

const LOCK_NOT_AVAILABLE = '55P03';

describeWithPostgres('a look that finds its customer locked', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = await openPostgres(testDatabase.url);
    await database.migrate();
    await makeCompany(database);
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  it('gives up after the time it was given, and has the lock when nobody holds it', async () => {
    const { id } = await database.transaction((trx) => trx.selectFrom('customers').select('id').orderBy('id').executeTakeFirstOrThrow());
    const look = (): Promise<void> => database.transaction((trx) => lockCustomerWithin(trx, id, 50));
    const other = new Client({ connectionString: testDatabase.url });
    await other.connect();
    await other.query('begin');
    await other.query('select id from customers where id = $1 for update', [id]);
    await expect(look()).rejects.toMatchObject({ code: LOCK_NOT_AVAILABLE });
    await other.query('rollback');
    await other.end();
    await expect(look()).resolves.toBeUndefined();
  });
});
