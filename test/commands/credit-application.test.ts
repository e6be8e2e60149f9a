import { beforeEach, expect, it } from 'vitest';
import { decideApprovalStage } from '../../src/commands/decide-approval-stage.js';
import { wakeApplicationsInReview } from '../../src/commands/applications/wake-in-review.js';
import { lookAtApprovalLink } from '../../src/commands/look-at-approval-link.js';
import { provideApplicationInformation } from '../../src/commands/provide-application-information.js';
import { runCommand } from '../../src/commands/run-command.js';
import { instantOf } from '../../src/domain/dates.js';
import { money } from '../../src/domain/money.js';
import { smsChannel } from '../../src/notifications/sms.js';
import { ApplicationDesk, GOOD_INPUTS, goodPayer } from '../support/applications.js';
import { describeOnBothDatabases } from '../support/database.js';
import { anInvoice, makeCompany, type Company } from '../support/ledger.js';
import { startTwilioServer } from '../support/twilio-server.js';

const cny = (minor: number): ReturnType<typeof money> => money(minor, 'CNY');
/** With the ledger of a good payer: 67 points, grade C. */
const FAIR_INPUTS = [...GOOD_INPUTS, { key: 'legal_record', value: 'open_suits' }, { key: 'industry', value: 'strained' }] as const;
const without = (...keys: readonly string[]): readonly (typeof GOOD_INPUTS)[number][] => GOOD_INPUTS.filter((input) => !keys.includes(input.key));

describeOnBothDatabases('the story of a credit application', (opened) => {
  let company: Company;
  let desk: ApplicationDesk;
  beforeEach(async () => {
    company = await makeCompany(opened());
    desk = new ApplicationDesk(company);
    await goodPayer(company);
  });
  const status = async (id: string): Promise<string> => (await desk.records(id)).application.status;
  const limits = (): Promise<readonly unknown[]> => company.query('select limit_minor, terms_days, ended_at is not null as ended from credit_limits order by effective_at, id');
  const events = (): Promise<readonly string[]> => company.eventTypes('credit_application');
  const openTasks = (): Promise<readonly unknown[]> => company.query("select kind, owner_role from tasks where state = 'open' order by kind");

  it('goes from the form through two stages, by the links of the prompts, to limit and terms in force', async () => {
    const answer = await desk.submit({ limitMinor: 300_000_00, termsDays: 60, inputs: FAIR_INPUTS });
    expect(answer).toMatchObject({ kind: 'received', number: 'CA-2026-0001' });
    const id = answer.kind === 'received' ? answer.applicationId : '';
    expect(await desk.play(id)).toEqual(['assess application', 'open stage', 'prompt approver by email', 'until 2026-03-03T01:00:00.000Z: decision']);
    expect((await desk.records(id)).assessment).toMatchObject({ score: 67, grade: 'C', rule_id: 'fair_medium', automatic: false, proposed_limit_minor: 48_000_00, proposed_terms_days: 30, limit_bound: 'need' });

    const [first = ''] = await desk.tokens();
    const decider = { kind: 'link', token: first } as const;
    expect(await decideApprovalStage(desk.database, { decider, decision: { kind: 'approve', limit: cny(300_000_00) } })).toMatchObject({ kind: 'decided', stage: { decision: 'approve', limitMinor: 300_000_00 } });
    expect(await limits()).toEqual([]);
    expect(await desk.play(id)).toEqual(['open stage', 'prompt approver by email', 'until 2026-03-04T01:00:00.000Z: decision']);

    const [, second = ''] = await desk.tokens();
    expect(await decideApprovalStage(desk.database, { decider: { kind: 'link', token: second }, decision: { kind: 'approve_less', limit: cny(250_000_00) } })).toMatchObject({ kind: 'decided', stage: { limitMinor: 250_000_00 } });
    expect(await desk.play(id)).toEqual(['implement decision: approved', 'tell requester by email', 'close application', 'closed']);

    expect(await status(id)).toBe('approved');
    expect(await limits()).toEqual([{ limit_minor: 250_000_00, terms_days: 60, ended: false }]);
    expect(await company.query("select terms_days, terms_from from customers where number = 'C-1'")).toEqual([{ terms_days: 60, terms_from: 'invoice_date' }]);
    expect(await openTasks()).toEqual([]);
    expect(await events()).toEqual([
      'application_received', 'application_assessed', 'stage_opened', 'contact_reserved', 'contact_sent', 'stage_decided', 'stage_opened', 'contact_reserved', 'contact_sent', 'stage_decided',
      'credit_limit_effective', 'contact_reserved', 'contact_sent', 'application_closed',
    ]);
    const [effective] = await company.query<{ data: unknown }>("select data from events where type = 'credit_limit_effective'");
    expect(effective?.data).toMatchObject({ limitMinor: 250_000_00, termsDays: 60, limitBeforeMinor: null, termsBeforeDays: null, askedLimitMinor: 300_000_00, grade: 'C', score: 67, rule: 'fair_medium', automatic: false });
    const inbox = await desk.inbox();
    expect(inbox.map((message) => message.recipient)).toEqual(['credit_analyst <credit_analyst@seller.example>', 'manager <manager@seller.example>', 'sales <sales@seller.example>']);
    expect(inbox[2]?.subject).toContain('approved, CNY 250,000.00');
  });

  it('tells an approver what the decision rests on, in their language', async () => {
    await company.query("update people set language = 'zh-CN' where name = 'manager'");
    const id = await desk.apply({ limitMinor: 300_000_00, inputs: FAIR_INPUTS });
    await desk.decide(id, 'credit_analyst', { kind: 'approve', limit: cny(300_000_00) });
    await desk.play(id);
    const [english, chinese] = await desk.inbox();
    for (const said of ['Credit limit | none | CNY 300,000.00', 'Payment terms | none | 30 days', 'Owes today: CNY 0.00', 'Sales in the last twelve months: CNY 600,000.00', 'Worst delay: 0 days', 'Grade: C (67 of 100 points)', 'For: Paid on time in twelve months: 100, 30 of 30 points', 'Against: Legal and credit record: open suits or listed as abnormal, 3 of 15 points', 'Proposed: CNY 48,000.00, 30 days', 'spring season', 'stage 1 of 2: credit analyst', 'Wed 4 Mar 2026, 17:00 (Shanghai)', 'sales asks for a credit limit', 'expires without a decision']) expect(english?.body).toContain(said);
    for (const said of ['人民币 300,000.00 元', '2026-03-05 周四 17:00', '第 2 步，共 2 步：经理', '建议额度 人民币 48,000.00 元']) expect(chinese?.body).toContain(said);
  });

  it('prompts by text message too where the approver has a number and its country lets links through', async () => {
    await company.query("update people set phone = '+8613800000001' where name = 'credit_analyst'");
    await company.query("update people set phone = '+4915100000001', country = 'DE' where name = 'manager'");
    const id = await desk.apply({ limitMinor: 300_000_00, inputs: FAIR_INPUTS });
    await desk.decide(id, 'credit_analyst', { kind: 'approve', limit: cny(300_000_00) });
    await desk.play(id);
    expect((await desk.inbox()).map((message) => `${message.channel} ${message.recipient}`)).toEqual([
      'email credit_analyst <credit_analyst@seller.example>', 'email manager <manager@seller.example>', 'sms manager <+4915100000001>',
    ]);
    const tokens = await desk.tokens();
    expect(new Set(tokens).size).toBe(3);
    expect(await decideApprovalStage(desk.database, { decider: { kind: 'link', token: tokens[2] ?? '' }, decision: { kind: 'approve', limit: cny(300_000_00) } })).toMatchObject({ kind: 'decided' });
    // The mail's link of the same prompt is dead with the stage, and answers with what was decided.
    expect(await decideApprovalStage(desk.database, { decider: { kind: 'link', token: tokens[1] ?? '' }, decision: { kind: 'decline', reason: 'other', note: 'no' } })).toMatchObject({ kind: 'already_decided', stage: { decision: 'approve' } });
  });

  it('finds a text whose outcome nobody saw at its provider, though the secret of its link is kept nowhere, and sends it once', async () => {
    const provider = await startTwilioServer({ accountId: 'AC1', authToken: 'token', now: () => new Date('2026-03-02T02:00:00Z') });
    const sms = smsChannel({ accountId: 'AC1', authToken: 'token', baseUrl: provider.url, now: () => instantOf(Date.now()) });
    const texting = new ApplicationDesk(company, { sms: { send: (message) => sms.send({ ...message, sender: { name: 'SH', address: '+4915100000009' } }), ask: (question) => sms.ask(question) } });
    await company.query("update people set phone = '+4915100000001', country = 'DE' where name = 'credit_analyst'");
    provider.failNext({ kind: 'server_error', accepting: true });
    const id = await texting.apply({ limitMinor: 300_000_00, inputs: FAIR_INPUTS });
    const texts = (): Promise<readonly unknown[]> => company.query("select state, provider_id, resends from contacts where channel = 'sms'");
    expect(await texts()).toEqual([{ state: 'unknown', provider_id: null, resends: 0 }]);
    await texting.until('2026-03-02T02:02:00Z', id);
    expect([await texts(), provider.accepted.length, await openTasks()]).toEqual([[{ state: 'sent', provider_id: provider.accepted[0]?.sid, resends: 0 }], 1, [{ kind: 'approval', owner_role: 'credit_analyst' }]]);
    await provider.close();
  });

  it('keeps the secret of a link nowhere but in the message', async () => {
    await desk.apply();
    const [token = ''] = await desk.tokens();
    expect(token).toMatch(/^[\w-]{43}$/);
    const rows = await company.query<{ kept: string }>("select (select string_agg(c::text, ' ') from contacts c) || (select string_agg(l::text, ' ') from link_tokens l) || (select string_agg(e::text, ' ') from events e) as kept");
    expect(rows[0]?.kept).not.toContain(token);
    expect(rows[0]?.kept).toContain('secret-of-this-link');
    expect((await desk.inbox())[0]?.body_html).toContain(token);
  });

  it.each([[60_000_00, 'approved', []], [60_000_01, 'in_review', ['more_than_proposed']]] as const)('for %i fen, with 60,000.00 proposed, is %s', async (limitMinor, expected, obstacles) => {
    const id = await desk.apply({ limitMinor });
    expect(await status(id)).toBe(expected);
    expect((await desk.records(id)).assessment).toMatchObject({ rule_id: 'good_small', automatic: expected === 'approved', obstacles, proposed_limit_minor: 60_000_00 });
    expect(await limits()).toEqual(expected === 'approved' ? [{ limit_minor: 60_000_00, terms_days: 30, ended: false }] : []);
    const effective = await company.query<{ rule: string; automatic: boolean; decisions: number }>("select data->>'rule' as rule, (data->>'automatic')::boolean as automatic, jsonb_array_length(data->'decisionIds') as decisions from events where type = 'credit_limit_effective'");
    expect(effective).toEqual(expected === 'approved' ? [{ rule: 'good_small', automatic: true, decisions: 0 }] : []);
  });

  it('puts a new limit in the place of the old one, and never has two in force', async () => {
    await desk.apply({ limitMinor: 60_000_00 });
    await company.moveClock('2026-03-03T02:00:00Z');
    await desk.apply({ limitMinor: 40_000_00, termsDays: 20 });
    expect(await limits()).toEqual([{ limit_minor: 60_000_00, terms_days: 30, ended: true }, { limit_minor: 40_000_00, terms_days: 20, ended: false }]);
  });

  it('reminds once and then expires when nobody decides; quiet before and between', async () => {
    const id = await desk.apply();
    expect(await desk.until('2026-03-03T00:59:59Z', id)).toEqual(['until 2026-03-03T01:00:00.000Z: decision']);
    expect(await desk.until('2026-03-03T01:00:00Z', id)).toEqual(['remind approver by email', 'until 2026-03-04T09:00:00.000Z: decision']);
    expect(await desk.until('2026-03-04T08:59:59Z', id)).toEqual(['until 2026-03-04T09:00:00.000Z: decision']);
    expect(await desk.until('2026-03-04T09:00:00Z', id)).toEqual(['implement decision: expired', 'tell requester by email', 'close application', 'closed']);
    expect(await status(id)).toBe('expired');
    expect(await limits()).toEqual([]);
    expect(await openTasks()).toEqual([]);
    expect((await desk.inbox()).map((message) => message.subject.slice(0, 8))).toEqual(['Decision', 'Reminder', 'CA-2026-']);
    const [token = ''] = await desk.tokens();
    expect(await decideApprovalStage(desk.database, { decider: { kind: 'link', token }, decision: { kind: 'approve', limit: cny(300_000_00) } })).toEqual({ kind: 'rejected', code: 'link_not_valid' });
  });

  it('lets the reminder\'s link decide as the prompt\'s does', async () => {
    const id = await desk.apply();
    await desk.until('2026-03-03T01:00:00Z', id);
    const [, token = ''] = await desk.tokens();
    expect(await decideApprovalStage(desk.database, { decider: { kind: 'link', token }, decision: { kind: 'approve', limit: cny(300_000_00) } })).toMatchObject({ kind: 'decided' });
  });

  it('that is declined says why and when one may apply again', async () => {
    const id = await desk.apply();
    await desk.decide(id, 'credit_analyst', { kind: 'decline', reason: 'beyond_our_risk', note: 'too large for a first year' });
    expect(await desk.play(id)).toEqual(['implement decision: declined', 'tell requester by email', 'close application', 'closed']);
    expect((await desk.records(id)).application).toMatchObject({ status: 'declined', decline_reason: 'beyond_our_risk', outcome_note: 'too large for a first year', apply_again_from: '2026-05-31' });
    expect(await limits()).toEqual([]);
    const body = (await desk.inbox()).at(-1)?.body ?? '';
    expect(body).toContain('beyond the risk that we take: too large for a first year');
    expect(body).toContain('You may apply again from Sun 31 May 2026');

    await company.moveClock('2026-05-30T02:00:00Z');
    expect(await desk.submit()).toEqual({ kind: 'rejected', code: 'applied_again_too_soon', applyAgainFrom: '2026-05-31' });
    await company.moveClock('2026-05-31T02:00:00Z');
    expect(await desk.submit()).toMatchObject({ kind: 'received', number: 'CA-2026-0002' });
  });

  it('may be made again at once by a manager', async () => {
    const id = await desk.apply();
    await desk.decide(id, 'credit_analyst', { kind: 'decline', reason: 'other', note: 'no' });
    await desk.play(id);
    expect(await desk.submit({ actor: company.as('manager') })).toMatchObject({ kind: 'received' });
  });

  it('without what blocks asks the requester once, and expires on silence', async () => {
    const id = await desk.apply({ inputs: without('legal_record', 'years_since_founding') });
    expect(await status(id)).toBe('awaiting_information');
    const [mail] = await desk.inbox();
    for (const said of ['Legal and credit record', 'Years since founding', 'Mon 9 Mar 2026, 17:00']) expect(mail?.body).toContain(said);
    expect(await openTasks()).toEqual([{ kind: 'application_information', owner_role: 'sales' }]);
    expect(await desk.until('2026-03-09T08:59:59Z', id)).toEqual(['until 2026-03-09T09:00:00.000Z: information']);
    expect(await desk.until('2026-03-09T09:00:00Z', id)).toEqual(['implement decision: expired', 'tell requester by email', 'close application', 'closed']);
    expect(await openTasks()).toEqual([]);
  });

  it('without what is only asked for goes on after silence, with no points for it', async () => {
    const id = await desk.apply({ inputs: without('years_since_founding') });
    expect(await status(id)).toBe('awaiting_information');
    await desk.until('2026-03-09T09:00:00Z', id);
    expect((await desk.records(id)).assessment).toMatchObject({ score: 74, grade: 'B' });
    expect(await status(id)).toBe('in_review');
    expect(await events()).toContain('information_not_given');
  });

  it('goes on at once when what was asked for is given', async () => {
    const id = await desk.apply({ inputs: without('legal_record') });
    expect(await provideApplicationInformation(desk.database, { actor: company.as('credit_analyst'), applicationId: id, inputs: [{ key: 'legal_record', value: 'clean' }] })).toEqual({ kind: 'taken', goesTo: 'assess' });
    await desk.play(id);
    const records = await desk.records(id);
    expect(records.application.status).toBe('in_review');
    expect(records.assessment).toMatchObject({ score: 84 });
    expect(records.inputs.at(-1)).toMatchObject({ key: 'legal_record', source: 'credit_team', as_of: '2026-03-02' });
    expect(records.inputs[0]).toMatchObject({ source: 'requester' });
    expect(records.informationRequests.map((request) => request.state)).toEqual(['answered']);
  });

  it('waits while an approver\'s question is open, then goes back to the same stage with the answer', async () => {
    const id = await desk.apply();
    const [token = ''] = await desk.tokens();
    const ask = { decider: { kind: 'link', token }, decision: { kind: 'ask', question: 'When do the shops open?' } } as const;
    expect(await decideApprovalStage(desk.database, ask)).toMatchObject({ kind: 'decided', stage: { decision: 'ask' } });
    expect(await decideApprovalStage(desk.database, ask)).toMatchObject({ kind: 'already_decided', stage: { decision: 'ask' } });
    expect(await desk.play(id)).toEqual(['ask for information by email', 'until 2026-03-09T09:00:00.000Z: information']);
    expect((await desk.inbox()).at(-1)?.body).toContain('When do the shops open?');

    // The approver's own time has passed meanwhile: it rests.
    expect(await desk.until('2026-03-05T02:00:00Z', id)).toEqual(['until 2026-03-09T09:00:00.000Z: information']);
    expect(await provideApplicationInformation(desk.database, { actor: company.as('sales'), applicationId: id, inputs: [], answer: 'In April' })).toEqual({ kind: 'taken', goesTo: 'stage' });
    expect(await desk.play(id)).toEqual(['prompt approver by email', 'until 2026-03-06T01:00:00.000Z: decision']);
    const [, anew = ''] = await desk.tokens();
    expect((await desk.inbox()).at(-1)?.body).toContain('Asked: When do the shops open? Answered: In April');
    expect(await decideApprovalStage(desk.database, { decider: { kind: 'link', token: anew }, decision: { kind: 'approve', limit: cny(300_000_00) } })).toMatchObject({ kind: 'decided' });
    await desk.play(id);
    expect(await status(id)).toBe('approved');
  });

  it('expires when nobody answers an approver\'s question', async () => {
    const id = await desk.apply();
    await desk.decide(id, 'credit_analyst', { kind: 'ask', question: 'Why so much?' });
    await desk.play(id);
    await desk.until('2026-03-09T09:00:00Z', id);
    expect(await status(id)).toBe('expired');
  });

  it('begins anew when its facts change: approvals that were given count no more', async () => {
    const id = await desk.apply({ inputs: FAIR_INPUTS });
    await desk.decide(id, 'credit_analyst', { kind: 'approve', limit: cny(300_000_00) });
    await desk.play(id);
    const [, managersLink = ''] = await desk.tokens();
    await provideApplicationInformation(desk.database, { actor: company.as('credit_analyst'), applicationId: id, inputs: [{ key: 'legal_record', value: 'clean' }] });
    expect(await status(id)).toBe('assessing');
    expect(await decideApprovalStage(desk.database, { decider: { kind: 'link', token: managersLink }, decision: { kind: 'approve', limit: cny(300_000_00) } })).toEqual({ kind: 'rejected', code: 'link_not_valid' });
    await desk.play(id);
    const records = await desk.records(id);
    expect(records.assessment).toMatchObject({ grade: 'B', rule_id: 'good_medium', position: 2 });
    expect(records.stages.map((stage) => stage.state)).toEqual(['open']);
    expect(await openTasks()).toEqual([{ kind: 'approval', owner_role: 'credit_analyst' }]);
  });

  it('that nobody may decide asks an administrator to name somebody, and prompts whoever is named', async () => {
    await company.query("update people set roles = '{sales}' where name = 'credit_analyst'");
    const id = await desk.apply();
    expect(await desk.inbox()).toEqual([]);
    expect(await openTasks()).toEqual([{ kind: 'approval', owner_role: 'credit_analyst' }, { kind: 'nobody_to_approve', owner_role: 'administrator' }]);
    await company.query("update people set roles = '{legal,credit_analyst}' where name = 'legal'");
    expect(await desk.play(id)).toEqual(['prompt approver by email', 'until 2026-03-03T01:00:00.000Z: decision']);
  });

  it('tries a mail again that nothing accepted, written from the facts of then, with a link that works', async () => {
    desk.mailsRefused = 1;
    const id = await desk.apply();
    expect(await desk.inbox()).toEqual([]);
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'NEW', amount: cny(5_000_00) })] });
    expect(await desk.until('2026-03-02T02:01:00Z', id)).toEqual(['retry contact', 'until 2026-03-03T01:00:00.000Z: decision']);
    const [mail] = await desk.inbox();
    expect(mail?.body).toContain('of which overdue: CNY 5,000.00');
    const [token = ''] = await desk.tokens();
    expect(await decideApprovalStage(desk.database, { decider: { kind: 'link', token }, decision: { kind: 'approve', limit: cny(300_000_00) } })).toMatchObject({ kind: 'decided' });
    await desk.play(id);
    expect(await status(id)).toBe('approved');
  });

  it('drops a mail that nothing accepted once it is not needed any more', async () => {
    desk.mailsRefused = 1;
    const id = await desk.apply();
    await desk.decide(id, 'credit_analyst', { kind: 'approve', limit: cny(300_000_00) });
    expect(await desk.play(id)).toEqual(['settle contact', 'implement decision: approved', 'tell requester by email', 'close application', 'closed']);
    expect((await desk.records(id)).contacts.map((contact) => contact.state).toSorted()).toEqual(['dropped', 'sent']);
    expect((await desk.inbox()).map((mail) => mail.recipient)).toEqual(['sales <sales@seller.example>']);
  });

  it('sends a mail whose attempt was interrupted once more, labelled, with a link that works', async () => {
    const answer = await desk.submit();
    const id = answer.kind === 'received' ? answer.applicationId : '';
    await desk.playUntilReserved(id);
    expect(await desk.inbox()).toEqual([]);
    // Found interrupted, it is unknown; two minutes later it goes out once more.
    expect(await desk.play(id)).toEqual(['settle contact', 'until 2026-03-02T02:02:00.000Z: contact_outcome']);
    expect(await desk.until('2026-03-02T02:02:00Z', id)).toEqual(['settle contact', 'until 2026-03-03T01:00:00.000Z: decision']);
    const [token = ''] = await desk.tokens();
    expect((await desk.inbox()).map((message) => message.body.includes('secret-of-this-link'))).toEqual([false]);
    expect(await decideApprovalStage(desk.database, { decider: { kind: 'link', token }, decision: { kind: 'approve', limit: cny(300_000_00) } })).toMatchObject({ kind: 'decided' });
  });

  it('shows an approver by the link what the decision rests on, as often as one looks, and changes nothing', async () => {
    const id = await desk.apply();
    const [token = ''] = await desk.tokens();
    const all = "select (select string_agg(t::text, ' ') from link_tokens t) || (select string_agg(s::text, ' ') from approval_stages s) || (select string_agg(s::text, ' ') from stories s) || (select count(*)::text from events) as everything";
    const before = await company.query(all);
    const seen = await lookAtApprovalLink(desk.database, token);
    for (let times = 0; times < 3; times += 1) expect(await lookAtApprovalLink(desk.database, token)).toEqual(seen);
    expect(await company.query(all)).toEqual(before);
    expect(seen).toMatchObject({ kind: 'open', applicationId: id, limitOnTable: cny(300_000_00), signInNeeded: false, changes: [], prompt: { limitAfter: 'CNY 300,000.00', grade: 'B', approverName: 'credit_analyst' } });

    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'NEW', amount: cny(5_000_00) })] });
    const now = await lookAtApprovalLink(desk.database, token);
    expect(now).toMatchObject({ kind: 'open', changes: [{ field: 'owed', was: 0, now: 5_000_00 }, { field: 'overdue', was: 0, now: 5_000_00 }] });
    const decided = await decideApprovalStage(desk.database, { decider: { kind: 'link', token }, decision: { kind: 'approve', limit: cny(300_000_00) }, shown: now.kind === 'open' ? now.facts : undefined });
    expect(decided).toMatchObject({ kind: 'decided' });
    expect(await lookAtApprovalLink(desk.database, token)).toMatchObject({ kind: 'decided', stage: { decision: 'approve', limitMinor: 300_000_00 } });
  });

  it('shows nothing by a link that is forged, too late, or of somebody who may not decide any more', async () => {
    await desk.apply();
    const [token = ''] = await desk.tokens();
    expect(await lookAtApprovalLink(desk.database, 'forged')).toEqual({ kind: 'not_valid' });
    await company.query("update people set roles = '{sales}' where name = 'credit_analyst'");
    expect(await lookAtApprovalLink(desk.database, token)).toEqual({ kind: 'not_valid' });
    await company.query("update people set roles = '{credit_analyst}', disabled_at = now() where name = 'credit_analyst'");
    expect(await lookAtApprovalLink(desk.database, token)).toEqual({ kind: 'not_valid' });
    await company.query("update people set disabled_at = null where name = 'credit_analyst'");
    expect(await lookAtApprovalLink(desk.database, token)).toMatchObject({ kind: 'open' });
    await company.moveClock('2026-03-04T09:00:00Z');
    expect(await lookAtApprovalLink(desk.database, token)).toEqual({ kind: 'not_valid' });
  });

  it('looks again when people change, but only where somebody is to decide', async () => {
    const id = await desk.apply();
    const change = async (): Promise<number | undefined> => (await company.query<{ change: number }>(`select change from stories where id = '${id}'`))[0]?.change;
    const before = await change() ?? 0;
    await runCommand(desk.database, { actor: company.as('administrator') }, wakeApplicationsInReview);
    expect(await change()).toBe(before + 1);
    await desk.decide(id, 'credit_analyst', { kind: 'approve', limit: cny(300_000_00) });
    await desk.play(id);
    const after = await change();
    await runCommand(desk.database, { actor: company.as('administrator') }, wakeApplicationsInReview);
    expect(await change()).toBe(after);
  });
});
