import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEmbedded, type Database } from '../../src/db/database.js';
import { verifyChain } from '../../src/db/events.js';
import { raiseChange } from '../../src/db/stories.js';
import { instant } from '../../src/domain/dates.js';
import type { RunningWorker } from '../../worker.js';
import { advanceTo, eventsOfCase, startTestEngine } from '../support/engine.js';
import { historiesOf, peopleIn, recordGolden } from '../support/histories.js';
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
    const histories = await historiesOf({ kind: 'collection_case', id: company.caseId });
    expect(histories.flatMap((history) => peopleIn(history, ['李芳', 'li.fang', '恒远', 'Hengyuan', '5500123', '何静', 'he.jing', 'INV-1042', '60,000', '6000000']))).toEqual([]);
    recordGolden('collection-case.sketch', histories[0] ?? { text: '', runId: '' });
    expect(await database.transaction((trx) => verifyChain(trx, company.customerId))).toMatchObject({ kind: 'intact' });
  });

  it('is handed off with its evidence, followed until the money is in, and closes', async () => {
    const handoffId = await database.transaction(async (trx) => {
      const { id } = await trx.selectFrom('handoffs').select('id').where('case_id', '=', company.caseId).executeTakeFirstOrThrow();
      await trx.updateTable('handoffs').set({ state: 'approved', decided_at: instant('2026-05-01T00:00:00Z'), counterparty_name: '王律师', counterparty_email: 'wang@law.example' }).where('id', '=', id).execute();
      await raiseChange(trx, { kind: 'handoff', id, customerId: company.customerId }, { byPerson: true });
      return id;
    });
    await advanceTo(database, instant('2026-05-20T00:00:00Z'));
    const pack = await database.transaction((trx) => trx.selectFrom('handoffs as handoff').innerJoin('documents as document', 'document.id', 'handoff.pack_document_id').selectAll('document').select('handoff.state').where('handoff.id', '=', handoffId).executeTakeFirstOrThrow());
    expect(pack).toMatchObject({ state: 'sent', content_type: 'application/zip' });
    const offer = await database.transaction((trx) => trx.selectFrom('inbox_messages').selectAll().where('recipient', 'like', '%wang@law.example%').executeTakeFirstOrThrow());
    expect(offer.body).toContain(pack.sha256);
    expect(offer.body).toMatch(/http:\/\/dunlin\.example\/evidence\/[\w-]{43}/);
    const chase = await database.transaction((trx) => trx.selectFrom('tasks').select('state').where('kind', '=', 'acknowledge_handoff').execute());
    expect(chase).toEqual([{ state: 'open' }]);
    await database.transaction(async (trx) => {
      await trx.updateTable('handoffs').set({ state: 'recovered', recovered_minor: 60_000_00 }).where('id', '=', handoffId).execute();
      await trx.updateTable('open_items').set({ open_minor: 0 }).where('case_id', '=', company.caseId).execute();
      await raiseChange(trx, { kind: 'handoff', id: handoffId, customerId: company.customerId }, { byPerson: true });
    });
    await advanceTo(database, instant('2026-05-21T00:00:00Z'));
    const ended = await database.transaction((trx) => trx.selectFrom('stories').select(['kind', 'closed_at']).orderBy('kind').execute());
    expect(ended).toEqual([{ kind: 'collection_case', closed_at: '2026-05-20T00:00:00.000Z' }, { kind: 'handoff', closed_at: '2026-05-20T00:00:00.000Z' }]);
    const kase = await database.transaction((trx) => trx.selectFrom('collection_cases').select('status').executeTakeFirstOrThrow());
    expect(kase.status).toBe('recovered_by_handoff');
    const [history] = await historiesOf({ kind: 'handoff', id: handoffId });
    if (history === undefined) throw new Error('A handoff has a history');
    expect(peopleIn(history, ['王律师', 'wang@law', '恒远'])).toEqual([]);
    recordGolden('handoff.recovered', history);
  });
});
