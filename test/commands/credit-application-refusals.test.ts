import { beforeEach, expect, it } from 'vitest';
import { decideApprovalStage } from '../../src/commands/decide-approval-stage.js';
import { provideApplicationInformation } from '../../src/commands/provide-application-information.js';
import { runCommand } from '../../src/commands/run-command.js';
import { submitCreditApplication } from '../../src/commands/submit-credit-application.js';
import { withdrawCreditApplication } from '../../src/commands/withdraw-credit-application.js';
import { beginAdvance } from '../../src/db/clock-advances.js';
import { newId } from '../../src/db/ids.js';
import { issueLinkToken } from '../../src/db/link-tokens.js';
import { instant, plainDate } from '../../src/domain/dates.js';
import type { Decision } from '../../src/domain/decision.js';
import { money } from '../../src/domain/money.js';
import { ApplicationDesk, GOOD_INPUTS, goodPayer } from '../support/applications.js';
import { describeOnBothDatabases } from '../support/database.js';
import { anInvoice, makeCompany, START, type Company } from '../support/ledger.js';

const cny = (minor: number): ReturnType<typeof money> => money(minor, 'CNY');
const approve: Decision = { kind: 'approve', limit: cny(300_000_00) };
const FAIR_INPUTS = [...GOOD_INPUTS, { key: 'legal_record', value: 'open_suits' }, { key: 'industry', value: 'strained' }] as const;
const NOBODY = newId(START);

describeOnBothDatabases('what a credit application refuses', (opened) => {
  let company: Company;
  let desk: ApplicationDesk;
  beforeEach(async () => {
    company = await makeCompany(opened());
    desk = new ApplicationDesk(company);
    await goodPayer(company);
  });
  const rowsOf = async (table: string): Promise<number> => (await company.query<{ count: number }>(`select count(*)::integer as count from ${table}`))[0]?.count ?? -1;
  const byLink = (token: string, decision: Decision = approve): ReturnType<typeof decideApprovalStage> => decideApprovalStage(desk.database, { decider: { kind: 'link', token }, decision });
  const contactPerson = async (customerNumber: string): Promise<string> => {
    const id = newId(START);
    await company.query(`insert into contact_persons (id, customer_id, name, role, email, language, created_at) select '${id}', id, 'Li Fang', 'finance', 'li@c.example', 'en', '2026-03-02T02:00:00Z' from customers where number = '${customerNumber}'`);
    return id;
  };

  it.each([
    ['limit_not_positive', { limitMinor: 0 }], ['limit_not_positive', { limitMinor: -1 }], ['terms_out_of_range', { termsDays: 366 }], ['terms_out_of_range', { termsDays: -1 }], ['terms_out_of_range', { termsDays: 1.5 }],
    ['reason_missing', { reason: ' ' }], ['reason_too_long', { reason: 'x'.repeat(8_001) }], ['customer_unknown', { customerId: NOBODY }], ['input_unknown', { inputs: [{ key: 'star_sign', value: 'leo' }] }],
    ['input_is_from_ledger', { inputs: [{ key: 'paid_on_time_percent', value: 100 }] }], ['input_value_invalid', { inputs: [{ key: 'legal_record', value: 'spotless' }] }],
    ['input_from_future', { inputs: [{ key: 'legal_record', value: 'clean', asOf: plainDate('2026-03-03') }] }],
  ] as const)('to take in: %s', async (code, given) => {
    expect(await desk.submit(given)).toMatchObject({ kind: 'rejected', code });
    expect([await rowsOf('credit_applications'), await rowsOf('application_inputs'), await rowsOf('application_numbers'), await rowsOf("events where stream_kind = 'credit_application'")]).toEqual([0, 0, 0, 0]);
  });

  it('nothing at the edges: terms of 0 and 365 days, the longest reason, an input of today', async () => {
    expect(await desk.submit({ termsDays: 0, reason: 'x'.repeat(8_000), inputs: [{ key: 'legal_record', value: 'clean', asOf: plainDate('2026-03-02') }] })).toMatchObject({ kind: 'received' });
    expect(await desk.submit({ termsDays: 365, reason: 'x'.repeat(8_000) })).toMatchObject({ kind: 'joined' });
    expect(await desk.submit({ reason: 'and one more' })).toMatchObject({ kind: 'rejected', code: 'reason_too_long' });
  });

  it('people without the duty, and other customers\' contact persons', async () => {
    expect(await desk.submit({ actor: company.as('legal') })).toMatchObject({ kind: 'rejected', code: 'not_permitted' });
    const stranger = { kind: 'contact_person', contactPersonId: await contactPerson('C-2') } as const;
    expect(await desk.submit({ actor: stranger })).toMatchObject({ kind: 'rejected', code: 'customer_unknown' });
    const own = { kind: 'contact_person', contactPersonId: await contactPerson('C-1') } as const;
    expect(await desk.submit({ actor: own })).toMatchObject({ kind: 'received' });
    const id = await company.only('credit_applications');
    expect(await provideApplicationInformation(desk.database, { actor: stranger, applicationId: id, inputs: GOOD_INPUTS })).toEqual({ kind: 'rejected', code: 'application_unknown', id });
    expect(await provideApplicationInformation(desk.database, { actor: company.as('legal'), applicationId: id, inputs: GOOD_INPUTS })).toMatchObject({ kind: 'rejected', code: 'not_permitted' });
    expect(await withdrawCreditApplication(desk.database, { actor: stranger, applicationId: id, note: '' })).toEqual({ kind: 'rejected', code: 'not_your_application' });
  });

  it('everything from outside while the test clock moves', async () => {
    await desk.database.transaction((trx) => beginAdvance(trx, { from: START, target: instant('2026-03-03T02:00:00Z') }));
    expect(await desk.submit()).toEqual({ kind: 'rejected', code: 'clock_advancing' });
  });

  it('to begin before anybody sells', async () => {
    await company.query('delete from inbox_messages');
    const empty = await makeCompany(opened(), { entities: [], customers: ['C-1'] });
    expect(await new ApplicationDesk(empty).submit()).toEqual({ kind: 'rejected', code: 'selling_entity_missing' });
  });

  it('a second application: it joins the open one', async () => {
    const id = await desk.apply();
    expect(await desk.submit({ inputs: [] })).toMatchObject({ kind: 'joined', applicationId: id, changed: false });
    expect((await desk.records(id)).application.status).toBe('in_review');
    expect(await desk.submit({ actor: company.as('finance'), limitMinor: 400_000_00, reason: 'new shops', inputs: [] })).toMatchObject({ kind: 'joined', applicationId: id, changed: true });
    await desk.play(id);
    const records = await desk.records(id);
    expect(records.application).toMatchObject({ status: 'in_review', asked_limit_minor: 400_000_00, reason: 'spring season\nnew shops' });
    expect(records.requesters).toHaveLength(2);
    expect(await desk.submit({ currency: 'USD' })).toEqual({ kind: 'rejected', code: 'open_application_in_other_currency', applicationId: id, currency: 'CNY' });
    await desk.decide(id, 'credit_analyst', { kind: 'approve', limit: cny(400_000_00) });
    await desk.play(id);
    expect((await desk.inbox()).slice(-2).map((message) => message.recipient)).toEqual(['sales <sales@seller.example>', 'finance <finance@seller.example>']);
    expect(await desk.submit({ inputs: [] })).toMatchObject({ kind: 'received', number: 'CA-2026-0002' });
  });

  it('a decision by who asked, also by who joined, and does not prompt them', async () => {
    const id = await desk.apply({ actor: company.as('credit_analyst') });
    expect(await desk.inbox()).toEqual([]);
    expect(await desk.decide(id, 'credit_analyst', approve)).toEqual({ kind: 'rejected', code: 'requester_may_not_decide' });
    await company.query("update people set roles = '{manager,credit_analyst}' where name = 'manager'");
    await desk.submit({ actor: company.as('manager'), inputs: [] });
    expect(await desk.decide(id, 'manager', approve)).toEqual({ kind: 'rejected', code: 'requester_may_not_decide' });
    expect(await rowsOf('approval_decisions')).toBe(0);
  });

  it('two stages to one person', async () => {
    await company.query("update people set roles = '{manager,credit_analyst}' where name = 'manager'");
    const id = await desk.apply({ inputs: FAIR_INPUTS });
    expect(await desk.decide(id, 'manager', approve)).toMatchObject({ kind: 'decided' });
    await desk.play(id);
    expect(await desk.decide(id, 'manager', approve)).toEqual({ kind: 'rejected', code: 'already_decided_other_stage' });
    // Both were prompted for the first stage; nobody is left to prompt for the second.
    expect((await desk.inbox()).map((message) => message.recipient)).toEqual(['credit_analyst <credit_analyst@seller.example>', 'manager <manager@seller.example>']);
    expect((await company.query<{ kind: string }>("select kind from tasks where state = 'open'")).map((task) => task.kind).toSorted()).toEqual(['approval', 'nobody_to_approve']);
  });

  it('authority that was there when the prompt was sent and is gone now', async () => {
    await desk.apply();
    const [token = ''] = await desk.tokens();
    await company.query("update people set roles = '{sales}' where name = 'credit_analyst'");
    expect(await byLink(token)).toEqual({ kind: 'rejected', code: 'not_an_approver', roleNeeded: 'credit_analyst' });
    await company.query("update people set roles = '{credit_analyst}', disabled_at = now() where name = 'credit_analyst'");
    expect(await byLink(token)).toEqual({ kind: 'rejected', code: 'no_longer_valid' });
    await company.query("update people set disabled_at = null where name = 'credit_analyst'");
    expect(await byLink(token)).toMatchObject({ kind: 'decided' });
  });

  it('links that are forged, for another purpose, or that everybody else holds', async () => {
    const id = await desk.apply();
    const { stages } = await desk.records(id);
    const notValid = { kind: 'rejected', code: 'link_not_valid' };
    expect(await byLink('forged')).toEqual(notValid);
    const [token = ''] = await desk.tokens();
    expect(await byLink(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toEqual(notValid);
    const other = await desk.database.transaction((trx) => issueLinkToken(trx, { purpose: 'evidence_pack', subjectId: stages[0]?.id ?? '', recipientId: company.personId('credit_analyst'), data: {}, at: START, expiresAt: instant('2027-01-01T00:00:00Z') }));
    expect(await byLink(other)).toEqual(notValid);
    expect(await decideApprovalStage(desk.database, { decider: { kind: 'session', personId: company.personId('credit_analyst'), stageId: NOBODY }, decision: approve })).toEqual({ kind: 'rejected', code: 'stage_unknown', stageId: NOBODY });
    expect(await desk.decide(id, 'sales', approve)).toEqual({ kind: 'rejected', code: 'not_an_approver', roleNeeded: 'credit_analyst' });
    expect(await rowsOf('approval_decisions')).toBe(0);
    expect(await byLink(token)).toMatchObject({ kind: 'decided' });
  });

  it('a link alone above the limit for signing in', async () => {
    const id = await desk.apply({ limitMinor: 500_000_01, inputs: GOOD_INPUTS });
    const [token = ''] = await desk.tokens();
    expect((await desk.inbox())[0]?.body).toContain('you will be asked to sign in');
    expect(await byLink(token, { kind: 'approve', limit: cny(500_000_01) })).toEqual({ kind: 'rejected', code: 'sign_in_needed' });
    expect(await desk.decide(id, 'credit_analyst', { kind: 'approve', limit: cny(500_000_01) })).toMatchObject({ kind: 'decided' });
  });

  it('a second decision: it gets the first one\'s outcome, whoever comes', async () => {
    const id = await desk.apply();
    const [token = ''] = await desk.tokens();
    await desk.decide(id, 'credit_analyst', { kind: 'decline', reason: 'other', note: 'not now' });
    const outcome = { kind: 'already_decided', applicationId: id, stage: { decision: 'decline', declineReason: 'other', personId: company.personId('credit_analyst') } };
    expect(await byLink(token)).toMatchObject(outcome);
    expect(await desk.decide(id, 'credit_analyst', approve)).toMatchObject(outcome);
    await desk.play(id);
    expect(await byLink(token)).toMatchObject(outcome);
    expect(await desk.decide(id, 'sales', approve)).toMatchObject({ kind: 'rejected', code: 'not_an_approver' });
  });

  it('one of two decisions of the same instant', async () => {
    const second = newId(START);
    await company.query(`insert into people (id, name, email, language, time_zone, country, roles, created_at) values ('${second}', 'second', 'second@seller.example', 'en', 'Asia/Shanghai', 'CN', '{credit_analyst}', '2026-03-02T02:00:00Z')`);
    const id = await desk.apply();
    const tokens = await desk.tokens();
    expect(tokens).toHaveLength(2);
    const answers = await Promise.all([byLink(tokens[0] ?? ''), byLink(tokens[1] ?? '', { kind: 'decline', reason: 'other', note: 'no' })]);
    expect(answers.map((answer) => answer.kind).toSorted()).toEqual(['already_decided', 'decided']);
    expect(await rowsOf('approval_decisions')).toBe(1);
    expect(new Set(answers.map((answer) => (answer.kind === 'rejected' ? '' : answer.stage.decision))).size).toBe(1);
    expect((await desk.records(id)).stages.map((stage) => stage.state)).not.toContain('open');
  });

  it('a decision on facts that have changed, and says what changed; on what the page shows now it stands', async () => {
    const id = await desk.apply();
    const [token = ''] = await desk.tokens();
    const before = await desk.shown(id);
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'LATE-1', amount: cny(12_000_00), dueOn: plainDate('2026-03-01') })] });
    const refused = await byLink(token);
    expect(refused).toMatchObject({ kind: 'rejected', code: 'facts_changed', changes: [{ field: 'owed', was: 0, now: 12_000_00 }, { field: 'overdue', was: 0, now: 12_000_00 }] });
    expect(await desk.decide(id, 'credit_analyst', approve, before)).toMatchObject({ kind: 'rejected', code: 'facts_changed' });
    expect(await rowsOf('approval_decisions')).toBe(0);
    expect(await decideApprovalStage(desk.database, { decider: { kind: 'link', token }, decision: approve, shown: await desk.shown(id) })).toMatchObject({ kind: 'decided' });
  });

  it.each([
    ['typed_limit_differs', { kind: 'approve', limit: cny(300_000_01) }], ['limit_not_less', { kind: 'approve_less', limit: cny(300_000_00) }], ['currency_differs', { kind: 'approve', limit: money(300_000_00, 'USD') }],
    ['reason_missing', { kind: 'decline', reason: 'other', note: '' }], ['question_missing', { kind: 'ask', question: ' ' }], ['text_too_long', { kind: 'ask', question: 'x'.repeat(2_001) }],
  ] as const)('the value %s, and the link still decides', async (code, decision) => {
    await desk.apply();
    const [token = ''] = await desk.tokens();
    expect(await byLink(token, decision)).toMatchObject({ kind: 'rejected', code });
    expect([await rowsOf('approval_decisions'), await rowsOf('link_tokens where used_at is not null')]).toEqual([0, 0]);
    expect(await byLink(token)).toMatchObject({ kind: 'decided' });
  });

  it('a signed-in decision that does not say what was shown', async () => {
    const id = await desk.apply();
    const [stage] = (await desk.records(id)).stages;
    expect(await decideApprovalStage(desk.database, { decider: { kind: 'session', personId: company.personId('credit_analyst'), stageId: stage?.id ?? '' }, decision: approve })).toEqual({ kind: 'rejected', code: 'shown_facts_missing' });
  });

  it('a decision where nothing is to be decided, or too late', async () => {
    const id = await desk.apply();
    await company.moveClock('2026-03-04T09:00:00Z');
    // The time to answer is over although the application has not looked yet.
    expect(await desk.decide(id, 'credit_analyst', approve)).toEqual({ kind: 'rejected', code: 'answer_too_late', answerBy: '2026-03-04T09:00:00.000Z' });
    const shown = await desk.shown(id);
    await withdrawCreditApplication(desk.database, { actor: company.as('sales'), applicationId: id, note: '' });
    expect(await desk.decide(id, 'credit_analyst', approve, shown)).toEqual({ kind: 'rejected', code: 'stage_not_open', status: 'withdrawn' });
  });

  it('information that nobody asked for, that is none, or that comes after the end', async () => {
    const id = await desk.apply();
    const give = (given: { readonly inputs?: readonly { readonly key: string; readonly value: string }[]; readonly answer?: string }): ReturnType<typeof provideApplicationInformation> => (
      provideApplicationInformation(desk.database, { actor: company.as('sales'), applicationId: id, inputs: [], ...given }));
    expect(await give({})).toEqual({ kind: 'rejected', code: 'nothing_given' });
    expect(await give({ answer: 'by the way' })).toEqual({ kind: 'rejected', code: 'no_question_open' });
    expect(await give({ answer: 'x'.repeat(4_001) })).toMatchObject({ kind: 'rejected', code: 'answer_too_long' });
    expect(await give({ inputs: [{ key: 'security', value: 'a handshake' }] })).toMatchObject({ kind: 'rejected', code: 'input_value_invalid', allowed: ['none', 'bank_reference', 'guarantee', 'bank_guarantee'] });
    expect(await provideApplicationInformation(desk.database, { actor: company.as('sales'), applicationId: NOBODY, inputs: GOOD_INPUTS })).toEqual({ kind: 'rejected', code: 'application_unknown', id: NOBODY });
    expect((await desk.records(id)).application.status).toBe('in_review');
    await withdrawCreditApplication(desk.database, { actor: company.as('sales'), applicationId: id, note: '' });
    expect(await give({ inputs: [{ key: 'security', value: 'guarantee' }] })).toEqual({ kind: 'rejected', code: 'application_not_open', status: 'withdrawn' });
  });

  it('a withdrawal by others, of nothing, twice, or at length; by the requester it ends all that is open', async () => {
    const id = await desk.apply();
    const withdraw = (role: 'sales' | 'finance' | 'manager', note = 'lost the order'): ReturnType<typeof withdrawCreditApplication> => withdrawCreditApplication(desk.database, { actor: company.as(role), applicationId: id, note });
    expect(await withdraw('finance')).toEqual({ kind: 'rejected', code: 'not_your_application' });
    expect(await withdraw('sales', 'x'.repeat(2_001))).toEqual({ kind: 'rejected', code: 'note_too_long', max: 2_000 });
    expect(await withdrawCreditApplication(desk.database, { actor: company.as('sales'), applicationId: NOBODY, note: '' })).toEqual({ kind: 'rejected', code: 'application_unknown', id: NOBODY });
    expect(await withdraw('sales')).toEqual({ kind: 'withdrawn' });
    expect(await withdraw('manager')).toEqual({ kind: 'rejected', code: 'application_not_open', status: 'withdrawn' });
    expect(await desk.play(id)).toEqual(['tell requester by email', 'close application', 'closed']);
    expect((await desk.inbox()).at(-1)?.body).toContain('lost the order');
    expect(await rowsOf("tasks where state = 'open'")).toBe(0);
    expect(await rowsOf('credit_limits')).toBe(0);
  });

  it('a withdrawal of what others asked for, but not to the credit team', async () => {
    const id = await desk.apply();
    expect(await withdrawCreditApplication(desk.database, { actor: company.as('credit_analyst'), applicationId: id, note: '' })).toEqual({ kind: 'withdrawn' });
  });

  it('two open applications of one customer, and a second final decision of a stage: the database does', async () => {
    const id = await desk.apply();
    await expect(company.query(`insert into credit_applications select '${NOBODY}', 'CA-X', customer_id, currency, 1, 1, 'x', 'received', received_at from credit_applications where id = '${id}'`)).rejects.toThrow(/credit_applications_one_open/);
    await desk.decide(id, 'credit_analyst', approve);
    await expect(company.query(`insert into approval_decisions select '${NOBODY}', application_id, stage_id, turn, person_id, kind, limit_minor, decline_reason, note, decided_by, null, shown, decided_at from approval_decisions`)).rejects.toThrow(/approval_decisions_one_per_stage/);
  });

  it('to leave anything behind when the story\'s own command fails', async () => {
    const customerId = await desk.customerId();
    await expect(runCommand(desk.database, { actor: { kind: 'installation' }, customers: [customerId] }, async (command) => {
      await command.trx.insertInto('credit_limits').values({ id: NOBODY, customer_id: customerId, currency: 'CNY', limit_minor: 1, terms_days: 1, application_id: null, effective_on: plainDate('2026-03-02'), effective_at: START, ended_at: null }).execute();
      throw new Error('power is gone');
    })).rejects.toThrow('power is gone');
    expect(await rowsOf('credit_limits')).toBe(0);
    expect(await submitCreditApplication(desk.database, { actor: company.as('sales'), customerId, limit: cny(1), termsDays: 0, reason: 'x', inputs: [] })).toMatchObject({ kind: 'received' });
  });
});
