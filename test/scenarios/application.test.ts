import { afterAll, beforeAll, expect, it } from 'vitest';
import { decideApprovalStage } from '../../src/commands/decide-approval-stage.js';
import { openEmbedded, type Database } from '../../src/db/database.js';
import { verifyChain } from '../../src/db/events.js';
import { money } from '../../src/domain/money.js';
import type { RunningWorker } from '../../worker.js';
import { ApplicationDesk, GOOD_INPUTS, goodPayer } from '../support/applications.js';
import { startTestEngine, untilFound } from '../support/engine.js';
import { historiesOf, peopleIn, recordGolden } from '../support/histories.js';
import { makeCompany, type Company } from '../support/ledger.js';
import { describeWithTemporal } from '../support/temporal.js';

const FAIR_INPUTS = [...GOOD_INPUTS, { key: 'legal_record', value: 'open_suits' }, { key: 'industry', value: 'strained' }] as const;

describeWithTemporal('a credit application on the real engine', () => {
  let database: Database;
  let engine: RunningWorker & { readonly problems: readonly string[] };
  let company: Company;
  let desk: ApplicationDesk;

  beforeAll(async () => {
    database = await openEmbedded();
    await database.migrate();
    company = await makeCompany(database);
    desk = new ApplicationDesk(company);
    await goodPayer(company);
    engine = await startTestEngine(database);
  });
  afterAll(async () => {
    await engine.stop();
    await database.close();
  });

  const tokenNumber = (count: number): Promise<string> => untilFound(database, async (trx) => {
    const rows = await trx.selectFrom('inbox_messages').select('body').where('body', 'like', '%/decide/%').orderBy('stored_at').orderBy('contact_id').execute();
    return rows.length < count ? undefined : /\/decide\/(\S+)/.exec(rows.at(-1)?.body ?? '')?.[1];
  });

  it('goes from the form through two stages by the links of its prompts to a limit in force, and its histories hold nobody', async () => {
    const answer = await desk.submit({ limitMinor: 300_000_00, termsDays: 60, inputs: FAIR_INPUTS, reason: 'spring season, three new shops' });
    if (answer.kind !== 'received') throw new Error(JSON.stringify(answer));
    const first = await decideApprovalStage(database, { decider: { kind: 'link', token: await tokenNumber(1) }, decision: { kind: 'approve', limit: money(300_000_00, 'CNY') } });
    expect(first).toMatchObject({ kind: 'decided' });
    const second = await decideApprovalStage(database, { decider: { kind: 'link', token: await tokenNumber(2) }, decision: { kind: 'approve_less', limit: money(250_000_00, 'CNY') } });
    expect(second).toMatchObject({ kind: 'decided' });
    await untilFound(database, async (trx) => (await trx.selectFrom('stories').select('closed_at').where('id', '=', answer.applicationId).executeTakeFirst())?.closed_at ?? undefined);
    expect(await company.query('select limit_minor, terms_days from credit_limits where ended_at is null')).toEqual([{ limit_minor: 250_000_00, terms_days: 60 }]);
    const tokens = await desk.tokens();
    const histories = await historiesOf({ kind: 'credit_application', id: answer.applicationId });
    expect(histories.flatMap((history) => peopleIn(history, ['seller.example', 'spring season', 'C-1', '300000', '250000', ...tokens]))).toEqual([]);
    recordGolden('credit-application.two-stages', histories[0] ?? { text: '', runId: '' });
    expect(engine.problems).toEqual([]);
    const customerId = await desk.customerId();
    expect(await database.transaction((trx) => verifyChain(trx, customerId))).toMatchObject({ kind: 'intact' });
  });
});
