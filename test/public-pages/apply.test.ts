import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inviteToApply } from '../../src/commands/invite-to-apply.js';
import { openEmbedded, type Database } from '../../src/db/database.js';
import { newId } from '../../src/db/ids.js';
import { money } from '../../src/domain/money.js';
import { ApplicationDesk, GOOD_INPUTS, goodPayer } from '../support/applications.js';
import { makeCompany, START, type Company } from '../support/ledger.js';
import { everythingIn, PageVisitor, wordsOf } from '../support/pages.js';

let database: Database;
let company: Company;
let desk: ApplicationDesk;
let visitor: PageVisitor;
let id: string;
const LI = newId(START);

beforeAll(async () => {
  database = await openEmbedded();
  await database.migrate();
});
afterAll(() => database.close());
beforeEach(async () => {
  company = await makeCompany(database);
  desk = new ApplicationDesk(company);
  visitor = new PageVisitor(database);
  await goodPayer(company);
  await company.query(`insert into contact_persons (id, customer_id, name, role, email, language, created_at) select '${LI}', id, 'Li Fang', 'finance', 'li@c.example', 'en', '2026-03-02T02:00:00Z' from customers where number = 'C-1' returning id`);
});

async function apply(inputs: Parameters<ApplicationDesk['submit']>[0] = {}): Promise<void> {
  id = await desk.apply({ actor: { kind: 'contact_person', contactPersonId: LI }, ...inputs });
}

/** The address of the newest link of a kind in the local inbox. */
async function linkTo(kind: 'apply' | 'applications/told'): Promise<string> {
  const found = (await desk.inbox()).flatMap((message) => new RegExp(`/${kind}/[\\w-]+`).exec(message.body)?.[0] ?? []);
  return found.at(-1) ?? '';
}

const inputs = async (): Promise<readonly (readonly [string, unknown])[]> => (await company.query<{ key: string; value: unknown }>('select key, value from application_inputs order by position')).map((row) => [row.key, row.value]);

describe('the link of a question to a customer', () => {
  it('asks for what is missing by name, with the choices of each, and changes nothing by looking', async () => {
    await apply({ inputs: [] });
    const path = await linkTo('apply');
    const before = await everythingIn(company);
    const page = await visitor.open(path);
    expect([page.status, (await visitor.head(path)).status]).toEqual([200, 200]);
    expect(await everythingIn(company)).toBe(before);
    const words = wordsOf(page.text);
    for (const shown of ['Information for application CA-2026-0001', 'SH 有限公司 needs this', 'Please answer by', 'Years since founding', 'Paid-in capital', 'CNY 5 million or more', 'Legal and credit record', 'listed as a dishonest debtor']) expect(words).toContain(shown);
    expect(words).not.toMatch(/Worst delay|State of the industry/);
    expect(page.text).not.toContain('<script');
    expect(Buffer.byteLength(page.text)).toBeLessThan(30_000);
  });

  it('speaks the contact person\'s language', async () => {
    await company.query("update contact_persons set language = 'zh-CN' returning id");
    await apply({ inputs: [] });
    const words = wordsOf((await visitor.open(await linkTo('apply'))).text);
    expect(words).toContain('补充资料：CA-2026-0001 SH 有限公司需要以下资料');
    expect(words).toContain('实缴资本');
  });

  it('takes the answers, and the application goes on; a second time thanks again and changes nothing', async () => {
    await apply({ inputs: [] });
    const path = await linkTo('apply');
    const answers = { 'input-years_since_founding': '１２', 'input-paid_in_capital': 'from_5m', 'input-legal_record': 'clean' };
    const sent = await visitor.send(path, answers);
    expect([sent.status, sent.get('location')]).toEqual([303, path]);
    expect(await inputs()).toEqual([['years_since_founding', 12], ['paid_in_capital', 'from_5m'], ['legal_record', 'clean']]);
    expect(await company.query('select source from application_inputs group by source')).toEqual([{ source: 'requester' }]);
    expect(wordsOf((await visitor.open(path)).text)).toContain('Thank you Your answer for application CA-2026-0001 has arrived.');
    const before = await everythingIn(company);
    expect((await visitor.send(path, { ...answers, 'input-legal_record': 'dishonest' })).status).toBe(303);
    expect(await everythingIn(company)).toBe(before);
    await desk.play(id);
    expect((await desk.records(id)).application.status).toBe('in_review');
  });

  it.each([
    ['nothing at all', {}, 'Nothing is filled in yet.'], ['a word for a number', { 'input-years_since_founding': 'twelve' }, 'Years since founding: “twelve” is no whole number.'],
    ['a number below zero', { 'input-years_since_founding': '-1' }, '“-1” is no whole number'], ['a fraction', { 'input-years_since_founding': '1.5' }, '“1.5” is no whole number'],
    ['none of the choices', { 'input-legal_record': 'spotless' }, 'One of the answers is none of the choices.'], ['what was not asked', { 'input-paid_on_time_percent': '100', 'input-industry': 'stable' }, 'Nothing is filled in yet.'],
  ])('does not take %s', async (_what, given, message) => {
    await apply({ inputs: [] });
    const path = await linkTo('apply');
    const response = await visitor.send(path, { ...given });
    expect([response.status, wordsOf(response.text)]).toEqual([422, expect.stringContaining(message)]);
    expect([await inputs(), (await desk.records(id)).application.status]).toEqual([[], 'awaiting_information']);
  });

  it('puts an approver\'s question in their words, as text only, and takes the answer', async () => {
    await apply({ inputs: GOOD_INPUTS });
    await desk.decide(id, 'credit_analyst', { kind: 'ask', question: 'Which <b>shops</b>?' });
    await desk.play(id);
    const path = await linkTo('apply');
    const page = await visitor.open(path);
    expect(page.text).toContain('<blockquote>Which &lt;b&gt;shops&lt;/b&gt;?</blockquote>');
    expect((await visitor.send(path, { answer: ' ' })).status).toBe(422);
    const tooLong = await visitor.send(path, { answer: 'x'.repeat(4_001) });
    expect([tooLong.status, wordsOf(tooLong.text)]).toEqual([422, expect.stringContaining('at most 4000 characters')]);
    expect((await visitor.send(path, { answer: 'Three, in Hangzhou' })).status).toBe(303);
    expect(await company.query('select answer, state from information_requests')).toEqual([{ answer: 'Three, in Hangzhou', state: 'answered' }]);
  });

  it('does not work when it is forged, too late, of a removed contact person, or of an application that has ended', async () => {
    await apply({ inputs: [] });
    const path = await linkTo('apply');
    const unknown = await visitor.open('/apply/forged');
    expect([unknown.status, (await visitor.send('/apply/forged', { answer: 'x' })).status]).toEqual([410, 410]);
    await company.query("update contact_persons set removed_at = created_at returning id");
    expect((await visitor.open(path)).text).toBe(unknown.text);
    await company.query('update contact_persons set removed_at = null returning id');
    expect((await visitor.open(path)).status).toBe(200);
    const [{ answer_by: answerBy } = { answer_by: '' }] = await company.query<{ answer_by: string }>('select answer_by from information_requests');
    await company.moveClock(answerBy);
    expect((await visitor.open(path)).text).toBe(unknown.text);
    expect((await visitor.send(path, { 'input-legal_record': 'clean' })).text).toBe(unknown.text);
    await desk.play(id);
    expect((await visitor.open(path)).text).toBe(unknown.text);
    expect(await inputs()).toEqual([]);
  });
});

describe('the link by which a customer applies', () => {
  const FORM = { limit: '３０万', terms: '45', reason: 'Three new <b>shops</b>', 'input-years_since_founding': '12', 'input-paid_in_capital': 'from_5m', 'input-legal_record': 'clean' };
  const applications = (): Promise<readonly unknown[]> => company.query('select number, currency, asked_limit_minor, asked_terms_days, reason from credit_applications');

  async function invited(): Promise<string> {
    const made = await inviteToApply(database, { actor: company.as('sales'), contactPersonId: LI, currency: 'CNY' });
    if (made.kind === 'rejected') throw new Error(made.code);
    expect(made.linkValidUntil).toBe('2026-03-16T16:00:00.000Z');
    return `/apply/new/${made.token}`;
  }

  it('asks for limit, terms, reason and what the scorecard cannot do without, and changes nothing by looking', async () => {
    const path = await invited();
    const before = await everythingIn(company);
    const page = await visitor.open(path);
    expect([page.status, (await visitor.head(path)).status, await everythingIn(company)]).toEqual([200, 200, before]);
    const words = wordsOf(page.text);
    for (const shown of ['Apply for a credit limit', '(CNY)', 'Years since founding', 'Paid-in capital', 'Legal and credit record', 'works through Mon 16 Mar 2026']) expect(words).toContain(shown);
    expect(words).not.toMatch(/Worst delay|State of the industry/);
    expect(page.text).not.toContain('<script');
  });

  it('makes one application in the person\'s name; a second time says that it has arrived and changes nothing', async () => {
    const path = await invited();
    const sent = await visitor.send(path, FORM);
    expect([sent.status, sent.get('location')]).toEqual([303, path]);
    expect(await applications()).toEqual([{ number: 'CA-2026-0001', currency: 'CNY', asked_limit_minor: 300_000_00, asked_terms_days: 45, reason: 'Three new <b>shops</b>' }]);
    expect(await company.query('select kind, requester_id from application_requesters')).toEqual([{ kind: 'contact_person', requester_id: LI }]);
    expect(await inputs()).toEqual([['years_since_founding', 12], ['paid_in_capital', 'from_5m'], ['legal_record', 'clean']]);
    expect(wordsOf((await visitor.open(path)).text)).toContain('its number is CA-2026-0001');
    const before = await everythingIn(company);
    expect([(await visitor.send(path, { ...FORM, limit: '900000' })).status, await everythingIn(company)]).toEqual([303, before]);
  });

  it.each([
    ['no limit', { limit: '' }, 'Write the credit limit'], ['a limit of two readings', { limit: '420,00' }, '“420,00”'], ['a limit of zero', { limit: '0' }, 'more than zero'], ['terms in words', { terms: 'soon' }, '“soon” is no whole number'],
    ['terms of more than a year', { terms: '366' }, 'at most 365 days'], ['no reason', { reason: ' ' }, 'Write what it is for'], ['a number in words', { 'input-years_since_founding': 'old' }, '“old” is no whole number'], ['none of the choices', { 'input-legal_record': 'spotless' }, 'none of the choices'],
  ])('keeps what was typed, and the link, when it is %s', async (_what, wrong, message) => {
    const path = await invited();
    const refused = await visitor.send(path, { ...FORM, ...wrong });
    expect([refused.status, wordsOf(refused.text)]).toEqual([422, expect.stringContaining(message)]);
    expect(refused.text).toContain(`<option value="from_5m" selected>`);
    expect(await applications()).toEqual([]);
    expect((await visitor.send(path, FORM)).status).toBe(303);
  });

  it('does not work when it is forged, too late, or of a removed contact person; only who may apply makes it', async () => {
    const path = await invited();
    const unknown = await visitor.open('/apply/new/forged');
    expect([unknown.status, (await visitor.send('/apply/new/forged', FORM)).status]).toEqual([410, 410]);
    await company.query('update contact_persons set removed_at = created_at returning id');
    expect((await visitor.open(path)).text).toBe(unknown.text);
    expect(await inviteToApply(database, { actor: company.as('sales'), contactPersonId: LI, currency: 'CNY' })).toMatchObject({ code: 'contact_person_already_removed' });
    await company.query('update contact_persons set removed_at = null returning id');
    await company.moveClock('2026-03-16T16:00:00Z');
    expect([(await visitor.open(path)).text, (await visitor.send(path, FORM)).status]).toEqual([unknown.text, 410]);
    expect(await inviteToApply(database, { actor: company.as('collector'), contactPersonId: LI, currency: 'CNY' })).toMatchObject({ code: 'not_permitted' });
    expect(await applications()).toEqual([]);
  });

  it('tells who was declined from which day they may apply again', async () => {
    await apply({ inputs: GOOD_INPUTS });
    await desk.decide(id, 'credit_analyst', { kind: 'decline', reason: 'overdue_debts', note: 'Pay first' });
    await desk.play(id);
    const refused = await visitor.send(await invited(), FORM);
    expect([refused.status, wordsOf(refused.text)]).toEqual([422, expect.stringContaining('you may apply again from Sun 31 May 2026')]);
  });
});

describe('the link of an outcome', () => {
  it('shows what was approved, for thirty days, and changes nothing', async () => {
    await apply({ inputs: GOOD_INPUTS });
    await desk.decide(id, 'credit_analyst', { kind: 'approve', limit: money(300_000_00, 'CNY') });
    await desk.play(id);
    const path = await linkTo('applications/told');
    const before = await everythingIn(company);
    const page = await visitor.open(path);
    expect(wordsOf(page.text)).toContain('Approved SH 有限公司 has approved the application CA-2026-0001 of 上海贸易有限公司. Credit limit CNY 300,000.00 Payment terms 30 days');
    expect([(await visitor.head(path)).status, await everythingIn(company)]).toEqual([200, before]);
    await company.moveClock('2026-04-01T15:59:59.999Z');
    expect([(await visitor.open(path)).status, (await visitor.open('/applications/told/forged')).status]).toEqual([410, 410]);
  });

  it('says why an application was declined and when one may apply again', async () => {
    await company.query("update contact_persons set language = 'zh-CN' returning id");
    await apply({ inputs: GOOD_INPUTS });
    await desk.decide(id, 'credit_analyst', { kind: 'decline', reason: 'overdue_debts', note: '请先付清' });
    await desk.play(id);
    expect(wordsOf((await visitor.open(await linkTo('applications/told'))).text)).toMatch(/未获批准 SH 有限公司未批准上海贸易有限公司的申请 CA-2026-0001。 原因 存在逾期欠款：请先付清 可再次申请日期 2026-05-31/);
  });
});
