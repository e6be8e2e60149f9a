import type { Database } from '../src/db/database.js';
import { instantOf } from '../src/domain/dates.js';
import { openPostgres } from '../src/db/database.js';
import { aCustomer, anInstallation } from '../test/support/small-company.js';
import { createTestDatabase } from '../test/support/postgres.js';

/** A ladder of e-mails on an always open calendar, so many seconds apart: 0 makes all of them due at once, one after another. */
function ladderOf(steps: number, secondsApart: number): string {
  const step = (index: number): string => `  - { key: step_${index}, name: { zh-CN: 第 ${index} 步, en: Step ${index} }, kind: contact, action: reminder, offset: ${1 + (index - 1) * secondsApart}, channels: [email], recipientRoles: [finance], tone: friendly, mustArrive: false }`;
  return [
    'name: default', 'unit: second', "windows: [{ from: '00:00', to: '24:00' }]", 'gapWorkingDays: 0', 'promiseToleranceWorkingDays: 0', 'handoffAfterNoticeWorkingDays: 0', 'steps:',
    ...Array.from({ length: steps }, (_, index) => step(index + 1)), '',
  ].join('\n');
}

export interface Rehearsal {
  readonly database: Database;
  /** Commits so many cases in one transaction. @returns their ids */
  addCases(count: number): Promise<readonly string[]>;
  /** Contacts that were sent so far. */
  sent(): Promise<number>;
  close(): Promise<void>;
}

/** An installation on PostgreSQL and the real clock, whose cases climb such a ladder and end in the local inbox. */
export async function rehearse({ steps, secondsApart }: { readonly steps: number; readonly secondsApart: number }): Promise<Rehearsal> {
  const testDatabase = await createTestDatabase();
  const database = await openPostgres(testDatabase.url);
  await database.migrate();
  const at = instantOf(Date.now());
  const installation = await database.transaction(async (trx) => {
    const made = await anInstallation(trx, { clock: { kind: 'real' }, at, ladder: ladderOf(steps, secondsApart) });
    await trx.updateTable('installation').set({ sends_released_at: at }).execute();
    return made;
  });
  let cases = 0;
  return {
    database,
    addCases: (count) => database.transaction(async (trx) => {
      const ids: string[] = [];
      for (let index = 0; index < count; index += 1) {
        cases += 1;
        const number = `B${String(cases).padStart(6, '0')}`;
        const company = await aCustomer(trx, { at: instantOf(Date.now()), number, ...installation, invoices: [{ number: `INV-${number}`, amountMinor: 10_000_00, issuedOn: '2026-01-01', dueOn: '2026-01-31' }] });
        ids.push(company.caseId);
      }
      return ids;
    }),
    sent: async () => {
      const { count } = await database.transaction((trx) => trx.selectFrom('contacts').select((select) => select.fn.countAll<number>().as('count')).where('state', '=', 'sent').executeTakeFirstOrThrow());
      return count;
    },
    close: async () => {
      await database.close();
      await testDatabase.drop();
    },
  };
}

export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => { setTimeout(resolve, 20); });
}
