import { Client, Connection } from '@temporalio/client';
import { afterEach, expect, it } from 'vitest';
import { openEmbedded, type Database } from '../../src/db/database.js';
import { instantOf } from '../../src/domain/dates.js';
import { workflowIdOf } from '../../src/workflows/ids.js';
import type { RunningWorker } from '../../worker.js';
import { startTestEngine, untilFound } from '../support/engine.js';
import { aCustomer, anInstallation, type SmallCompany } from '../support/small-company.js';
import { describeWithTemporal, testTemporal, testTemporalNamespace } from '../support/temporal.js';

const LADDER = `
name: default
unit: second
windows: [{ from: '00:00', to: '24:00' }]
gapWorkingDays: 0
promiseToleranceWorkingDays: 0
handoffAfterNoticeWorkingDays: 0
steps:
  - { key: first, name: { zh-CN: 一, en: First }, kind: contact, action: reminder, offset: 1, channels: [email], recipientRoles: [finance], tone: friendly, mustArrive: false }
  - { key: second, name: { zh-CN: 二, en: Second }, kind: contact, action: reminder, offset: 12, channels: [email], recipientRoles: [finance], tone: firm, mustArrive: false }
`;
const QUICK_SWEEPS = { sweepRules: { overdueSeconds: 2, backOffSeconds: 2 }, sweepEveryMilliseconds: 500 };

describeWithTemporal('a case whose run is gone', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.toReversed()) await end();
    ends.length = 0;
  });

  async function aRunningCase(): Promise<{ readonly database: Database; readonly company: SmallCompany; readonly engine: RunningWorker & { readonly taskQueue: string } }> {
    const database = await openEmbedded();
    await database.migrate();
    const at = instantOf(Date.now());
    const company = await database.transaction(async (trx) => {
      const installation = await anInstallation(trx, { clock: { kind: 'real' }, at, ladder: LADDER });
      await trx.updateTable('installation').set({ sends_released_at: at }).execute();
      return aCustomer(trx, { at, number: 'C0001', ...installation, invoices: [{ number: 'INV-1', amountMinor: 10_000_00, issuedOn: '2026-01-01', dueOn: '2026-01-31' }] });
    });
    const engine = await startTestEngine(database, QUICK_SWEEPS);
    ends.push(() => database.close());
    return { database, company, engine };
  }

  const said = (database: Database, count: number): Promise<readonly { readonly subject: string }[]> => untilFound(database, async (trx) => {
    const rows = await trx.selectFrom('inbox_messages').select('subject').execute();
    return rows.length < count ? undefined : rows;
  });

  it('because an operator terminated it goes on at its next step, once', async () => {
    const { database, company, engine } = await aRunningCase();
    ends.push(() => engine.stop());
    await said(database, 1);
    const { address, namespace } = await testTemporal();
    const connection = await Connection.connect({ address });
    await new Client({ connection, namespace }).workflow.getHandle(workflowIdOf({ kind: 'collection_case', id: company.caseId })).terminate('an operator was curious');
    await connection.close();
    expect(await said(database, 2)).toHaveLength(2);
  });

  it('because Temporal\'s data is gone goes on from the database alone', async () => {
    const { database, engine } = await aRunningCase();
    await said(database, 1);
    await engine.stop();
    const again = await startTestEngine(database, { ...QUICK_SWEEPS, temporal: await testTemporalNamespace() });
    ends.push(() => again.stop());
    expect(await said(database, 2)).toHaveLength(2);
  });
});
