import { afterAll, beforeAll, expect, it } from 'vitest';
import { createInstallation, now } from '../../src/db/clock.js';
import { openEmbedded, type Database } from '../../src/db/database.js';
import { makeSampleCompany, playSampleHistory, SAMPLE_CLOCK_START } from '../../src/embedded/sample-company/sample-company.js';
import type { RunningWorker } from '../../worker.js';
import { startTestEngine } from '../support/engine.js';
import { describeWithTemporal } from '../support/temporal.js';

describeWithTemporal('the sample company', () => {
  let database: Database;
  let engine: RunningWorker & { readonly problems: readonly string[] };

  beforeAll(async () => {
    database = await openEmbedded();
    await database.migrate();
    await database.transaction((trx) => createInstallation(trx, { kind: 'test', start: SAMPLE_CLOCK_START }));
    await makeSampleCompany(database);
    engine = await startTestEngine(database);
  });
  afterAll(async () => {
    await engine.stop();
    await database.close();
  });

  it('has a past of three months that the engine has played, with cases at every rung', async () => {
    const reported: number[] = [];
    await playSampleHistory(database, (percent) => reported.push(percent));
    expect(await database.transaction(now)).toBe('2026-03-02T00:00:00.000Z');
    expect(reported.at(-1)).toBe(100);
    const events = await database.transaction((trx) => trx.selectFrom('events').select('type').select((select) => select.fn.countAll<number>().as('count')).groupBy('type').orderBy('type').execute());
    const counts = Object.fromEntries(events.map((event) => [event.type, event.count]));
    process.stdout.write(`${JSON.stringify(counts)}\n`);
    const wanted = ['contact_sent', 'call_task_opened', 'sales_told', 'credit_hold_placed', 'manager_review_opened', 'handoff_requested', 'promise_judged'];
    expect(wanted.filter((type) => (counts[type] ?? 0) === 0)).toEqual([]);
    const applications = await database.transaction((trx) => trx.selectFrom('credit_applications as application').innerJoin('customers as customer', 'customer.id', 'application.customer_id').select(['customer.number', 'application.status']).orderBy('customer.number').execute());
    expect(applications).toEqual([
      { number: 'C1002', status: 'in_review' }, { number: 'C1005', status: 'approved' }, { number: 'C1006', status: 'declined' }, { number: 'C1007', status: 'awaiting_information' },
    ]);
    expect(engine.problems).toEqual([]);
    await playSampleHistory(database, () => undefined);
    expect(await database.transaction(now)).toBe('2026-03-02T00:00:00.000Z');
  }, 240_000);
});
