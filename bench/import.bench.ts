import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openPostgres } from '../src/db/database.js';
import { makeCompany } from '../test/support/ledger.js';
import { createTestDatabase, describeWithPostgres } from '../test/support/postgres.js';
import { median, report, seconds } from './figures.js';

const INVOICES = 100_000;
const CUSTOMERS = 1_000;
const ROUNDS = 3;

describeWithPostgres('import', () => {
  it(`of ${INVOICES} invoices against COPY of the same rows into tables with the same indexes`, async () => {
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) ratios.push(await oneRound());
    report(`import of ${INVOICES} invoices against COPY`, median(ratios), '>= 0.4', ratios);
    expect(ratios).toHaveLength(ROUNDS);
  });
});

async function oneRound(): Promise<number> {
  const testDatabase = await createTestDatabase();
  const database = await openPostgres(testDatabase.url);
  await database.migrate();
  const company = await makeCompany(database, { customers: Array.from({ length: CUSTOMERS }, (_, index) => `B-${index}`) });
  const lines = ['number,customerNumber,currency,amount,issuedOn,dueOn', ...Array.from({ length: INVOICES }, (_, index) => `INV-${index},B-${index % CUSTOMERS},CNY,${100 + (index % 9_000)}.50,2026-02-0${1 + (index % 9)},2026-03-${10 + (index % 20)}`)];
  const begun = performance.now();
  expect(await company.apply('invoices', lines)).toMatchObject({ kind: 'applied' });
  const importSeconds = seconds(begun);
  const folder = mkdtempSync(join(tmpdir(), 'dunlin-bench-'));
  chmodSync(folder, 0o777);
  const copySeconds = await database.transaction(async (trx) => {
    let total = 0;
    for (const table of ['invoices', 'open_items']) {
      const file = join(folder, table);
      await sql.raw(`copy ${table} to '${file}'`).execute(trx);
      await sql.raw(`create table copied_${table} (like ${table} including all)`).execute(trx);
      const start = performance.now();
      await sql.raw(`copy copied_${table} from '${file}'`).execute(trx);
      total += seconds(start);
    }
    return total;
  });
  rmSync(folder, { recursive: true, force: true });
  await database.close();
  await testDatabase.drop();
  process.stdout.write(`import ${importSeconds.toFixed(2)} s, COPY ${copySeconds.toFixed(2)} s\n`);
  return copySeconds / importSeconds;
}
