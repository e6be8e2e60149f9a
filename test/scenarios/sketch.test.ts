import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEmbedded, type Database } from '../../src/db/database.js';
import { verifyChain } from '../../src/db/events.js';
import { instant } from '../../src/domain/dates.js';
import type { RunningWorker } from '../../worker.js';
import { advanceTo, eventsOfCase, startTestEngine } from '../support/engine.js';
import { theSketch, type SmallCompany } from '../support/small-company.js';
import { describeWithTemporal } from '../support/temporal.js';

describeWithTemporal('one invoice that nobody pays, on the real engine and a test clock', () => {
  let database: Database;
  let engine: RunningWorker & { readonly problems: readonly string[] };
  let company: SmallCompany;

  beforeAll(async () => {
    database = await openEmbedded();
    await database.migrate();
    company = await theSketch(database);
    engine = await startTestEngine(database);
  });
  afterAll(async () => {
    await engine.stop();
    await database.close();
  });

  it('climbs the ladder on the days that the case page shows', async () => {
    await advanceTo(database, instant('2026-05-01T00:00:00Z'));
    const events = await eventsOfCase(database, company.caseId);
    const told = events.filter((event) => !event.type.startsWith('contact_sent')).map((event) => `${event.at} ${event.type}`);
    expect(told).toEqual([
      '2026-02-24T01:00:00.000Z case_opened',
      '2026-02-24T01:00:00.000Z contact_reserved',
      '2026-02-27T01:00:00.000Z sales_told',
      '2026-03-02T01:00:00.000Z call_task_opened',
      '2026-03-09T01:00:00.000Z contact_reserved',
      '2026-03-13T01:00:00.000Z credit_hold_placed',
      '2026-03-18T01:00:00.000Z contact_reserved',
      '2026-04-13T01:00:00.000Z manager_review_opened',
      '2026-04-27T01:00:00.000Z handoff_requested',
    ]);
    const inbox = await database.transaction((trx) => trx.selectFrom('inbox_messages').select(['subject', 'attachments']).orderBy('stored_at').execute());
    expect(inbox.map((message) => message.subject)).toEqual([
      expect.stringContaining('60,000.00'), expect.stringContaining('恒远'), expect.stringContaining('60,000.00'), expect.stringContaining('C0001-001'),
    ]);
    expect(inbox.at(-1)?.attachments).toEqual([expect.objectContaining({ contentType: 'application/pdf' })]);
    expect(engine.problems).toEqual([]);
    expect(await database.transaction((trx) => verifyChain(trx, company.customerId))).toMatchObject({ kind: 'intact' });
  });
});
