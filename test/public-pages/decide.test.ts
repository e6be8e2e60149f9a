import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Response } from 'supertest';
import { beginAdvance } from '../../src/db/clock-advances.js';
import { openEmbedded, openPostgres, type Database } from '../../src/db/database.js';
import { instant } from '../../src/domain/dates.js';
import { money } from '../../src/domain/money.js';
import { ApplicationDesk, goodPayer } from '../support/applications.js';
import { anInvoice, makeCompany, START, type Company } from '../support/ledger.js';
import { everythingIn, hiddenField, PageVisitor, wordsOf } from '../support/pages.js';

let database: Database;
let company: Company;
let desk: ApplicationDesk;
let visitor: PageVisitor;
let id: string;
let path: string;

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
});

async function ask(given: Parameters<ApplicationDesk['apply']>[0] = {}): Promise<void> {
  id = await desk.apply(given);
  path = `/decide/${(await desk.tokens()).at(-1) ?? ''}`;
}

const decisions = (): Promise<readonly { kind: string; limit_minor: number | null; note: string }[]> => company.query('select kind, limit_minor, note from approval_decisions order by decided_at');
const h1 = (response: Response): string => /<h1>(.*?)<\/h1>/.exec(response.text)?.[1] ?? '';

describe('an approver\'s link', () => {
  it('shows what the decision rests on, on one small page without script or anything from elsewhere', async () => {
    await ask();
    const response = await visitor.open(path);
    expect(response.status).toBe(200);
    const words = wordsOf(response.text);
    for (const shown of ['asks for CNY 300,000.00, 30 days', 'spring season', 'Limit today none', 'Owes CNY 0.00', 'Of it overdue CNY 0.00', 'Bought in twelve months CNY 600,000.00', 'Worst delay 0 days', 'Grade B (84 of 100)', 'For: Paid on time',
      'Proposed: CNY', 'Answer by Wed 4 Mar 2026, 17:00 (Shanghai)', 'the application expires', 'This link is for credit_analyst alone', 'Is this really SH 有限公司?', 'begins with http://dunlin.example', 'Proposed by the scorecard: CNY 60,000.00', '叁拾万元整']) expect(words).toContain(shown);
    expect(response.text).not.toMatch(/<script|<img|<link|https?:\/\/(?!dunlin\.example)/);
    expect(Buffer.byteLength(response.text)).toBeLessThan(30_000);
    expect(response.text).toContain('<html lang="en">');
    expect(response.headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'x-frame-options': 'DENY', 'content-type': 'text/html; charset=utf-8' });
    expect(response.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/);
    expect(response.get('set-cookie')).toBeUndefined();
  });

  it('speaks the approver\'s language, whatever the browser asks for', async () => {
    await company.query("update people set language = 'zh-CN' where name = 'credit_analyst'");
    await ask();
    const words = wordsOf((await visitor.open(path)).text);
    for (const shown of ['申请信用额度人民币 300,000.00 元，账期 30 天', '目前欠款', '信用等级', '请于 2026-03-04 周三 17:00 前答复', '如批准，请输入额度', '叁拾万元整']) expect(words).toContain(shown);
    expect(words).not.toMatch(/Approve|Limit|Owes/);
    await visitor.press(path, { action: 'limit', limit: '30万' });
    expect(wordsOf((await visitor.open(path)).text)).toContain('已完成 您已于 2026-03-02 周一 10:00 批准上海贸易有限公司的额度 人民币 300,000.00 元（叁拾万元整）');
  });

  it('changes nothing by GET and HEAD, however often a scanner asks', async () => {
    await ask();
    const before = await everythingIn(company);
    for (let times = 0; times < 5; times += 1) expect([(await visitor.open(path)).status, (await visitor.head(path)).status]).toEqual([200, 200]);
    for (const query of ['?action=limit&limit=300000', '?approve']) await visitor.open(`${path}${query}`);
    expect(await everythingIn(company)).toBe(before);
    expect(await decisions()).toEqual([]);
  });

  it('decides nothing for a program that presses every button as it finds them', async () => {
    await ask();
    const page = await visitor.open(path);
    for (const action of ['limit', 'decline', 'ask', 'less', '']) {
      const response = await visitor.press(path, { action }, page);
      expect([400, 422]).toContain(response.status);
    }
    expect(await decisions()).toEqual([]);
  });
});

describe('a decision', () => {
  beforeEach(() => ask());

  it.each(['300000', '30万', '300,000.00', '￥300,000'])('to approve is the limit typed as %s', async (limit) => {
    const response = await visitor.press(path, { action: 'limit', limit });
    expect([response.status, response.get('location')]).toEqual([303, path]);
    expect(await decisions()).toEqual([{ kind: 'approve', limit_minor: 300_000_00, note: '' }]);
    expect(wordsOf((await visitor.open(path)).text)).toContain('Done You approved CNY 300,000.00 (叁拾万元整) for 上海贸易有限公司 on Mon 2 Mar 2026, 10:00 (Shanghai).');
  });

  it('to approve less is shown in digits and words first, and counts when it is confirmed', async () => {
    const shown = await visitor.press(path, { action: 'limit', limit: '25万' });
    expect([shown.status, await decisions()]).toEqual([200, []]);
    expect(wordsOf(shown.text)).toContain('You typed “25万”: CNY 250,000.00 (贰拾伍万元整). To be decided is CNY 300,000.00 (叁拾万元整).');
    const response = await visitor.send(path, { action: hiddenField(shown.text, 'action'), limit: hiddenField(shown.text, 'limit'), facts: hiddenField(shown.text, 'facts') });
    expect(response.status).toBe(303);
    expect(await decisions()).toEqual([{ kind: 'approve_less', limit_minor: 250_000_00, note: '' }]);
    expect(wordsOf((await visitor.open(path)).text)).toContain('You approved CNY 250,000.00 (贰拾伍万元整) for 上海贸易有限公司, less than the CNY 300,000.00 asked for');
  });

  it('to decline needs a reason and words, and keeps what was typed', async () => {
    const without = await visitor.press(path, { action: 'decline', note: 'too <many> suits' });
    expect([without.status, wordsOf(without.text)]).toEqual([422, expect.stringContaining('Choose why you decline.')]);
    expect(without.text).toContain('too &lt;many&gt; suits</textarea>');
    expect(without.text).toContain('<details open>');
    const silent = await visitor.press(path, { action: 'decline', reason: 'legal_record', note: '  ' });
    expect([silent.status, wordsOf(silent.text)]).toEqual([422, expect.stringContaining('Write why you decline.')]);
    expect(silent.text).toContain('<option value="legal_record" selected>');
    expect(await decisions()).toEqual([]);
    expect((await visitor.press(path, { action: 'decline', reason: 'legal_record', note: 'too many suits' })).status).toBe(303);
    expect(await decisions()).toEqual([{ kind: 'decline', limit_minor: null, note: 'too many suits' }]);
    expect(wordsOf((await visitor.open(path)).text)).toContain('You declined the application of 上海贸易有限公司 on Mon 2 Mar 2026, 10:00 (Shanghai): legal or credit record. too many suits');
  });

  it('to ask puts the question to who asked for the limit', async () => {
    expect((await visitor.press(path, { action: 'ask', question: '' })).status).toBe(422);
    expect((await visitor.press(path, { action: 'ask', question: 'Which shops?' })).status).toBe(303);
    expect(await company.query('select question, state from information_requests')).toEqual([{ question: 'Which shops?', state: 'open' }]);
    expect(wordsOf((await visitor.open(path)).text)).toContain('You asked about the application of 上海贸易有限公司');
  });

  it.each([
    ['more than is on the table', '300,000.01', 'You typed CNY 300,000.01 (叁拾万元零壹分); to be decided is CNY 300,000.00 (叁拾万元整).'], ['zero', '0', 'A limit is more than zero.'], ['nothing', '', 'is no amount that can only be read in one way'],
    ['a word', 'yes', '“yes” is no amount'], ['two readings', '300.000', '“300.000” is no amount'], ['another currency', '$300000', '“$300000” is no amount'],
  ])('by typing %s is not taken, and says what to do', async (_what, limit, message) => {
    const response = await visitor.press(path, { action: 'limit', limit });
    expect([response.status, wordsOf(response.text)]).toEqual([422, expect.stringContaining(message)]);
    expect(/id="limit"[^>]*value="([^"]*)"/.exec(response.text)?.[1]).toBe(limit);
    expect(await decisions()).toEqual([]);
  });

  it('on facts that have changed since is not taken: what changed is shown, and one decides anew', async () => {
    const page = await visitor.open(path);
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'NEW', amount: money(5_000_00, 'CNY') })] });
    const refused = await visitor.press(path, { action: 'limit', limit: '300000' }, page);
    expect(refused.status).toBe(409);
    expect(wordsOf(refused.text)).toMatch(/The facts have changed while you were reading.*Owes: was CNY 0\.00, is now CNY 5,000\.00 Overdue: was CNY 0\.00, is now CNY 5,000\.00/);
    expect(await decisions()).toEqual([]);
    expect((await visitor.press(path, { action: 'limit', limit: '300000' }, refused)).status).toBe(303);
    expect(await company.query("select shown->>'owed' as owed from approval_decisions")).toEqual([{ owed: '500000' }]);
  });

  it('opens with what has changed since the prompt', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'NEW', amount: money(5_000_00, 'CNY') })] });
    expect(wordsOf((await visitor.open(path)).text)).toContain('This has changed since you were asked Owes: was CNY 0.00, is now CNY 5,000.00');
  });

  it.each([['absent', ''], ['no JSON', '{'], ['not all of them', '{"owed":0}']])('with the facts that were shown %s is not taken', async (_what, facts) => {
    const response = await visitor.send(path, { action: 'limit', limit: '300000', facts });
    expect([response.status, wordsOf(response.text)]).toEqual([400, expect.stringContaining('The page came back incomplete.')]);
    expect(await decisions()).toEqual([]);
  });

  it('a second time gets the first one\'s outcome, from the same person and from another', async () => {
    const page = await visitor.open(path);
    await company.query("insert into people (id, name, email, phone, language, time_zone, country, roles, created_at) select gen_random_uuid(), 'second analyst', 'second@seller.example', null, 'en', 'Asia/Shanghai', 'CN', '{credit_analyst}', created_at from people where name = 'credit_analyst' returning id");
    await company.query("update stories set change = change + 1 where kind = 'credit_application' returning id");
    await desk.play(id);
    const other = `/decide/${(await desk.tokens()).at(-1) ?? ''}`;
    expect(other).not.toBe(path);
    const othersPage = await visitor.open(other);
    await visitor.press(path, { action: 'limit', limit: '300000' }, page);
    expect((await visitor.press(path, { action: 'decline', reason: 'other', note: 'no' }, page)).get('location')).toBe(path);
    expect((await visitor.press(other, { action: 'decline', reason: 'other', note: 'no' }, othersPage)).get('location')).toBe(other);
    expect(await decisions()).toHaveLength(1);
    expect(wordsOf((await visitor.open(other)).text)).toContain('Already decided credit_analyst approved CNY 300,000.00 (叁拾万元整) for 上海贸易有限公司 on Mon 2 Mar 2026, 10:00 (Shanghai). This decision stands.');
  });

  it('waits while the test clock is moved', async () => {
    const page = await visitor.open(path);
    await database.transaction((trx) => beginAdvance(trx, { from: START, target: instant('2026-03-03T02:00:00Z') }));
    const response = await visitor.press(path, { action: 'limit', limit: '300000' }, page);
    expect([response.status, wordsOf(response.text), await decisions()]).toEqual([409, expect.stringContaining('The test clock is being moved. Nothing was decided'), []]);
  });
});

describe('a link that does not work', () => {
  const forged = '/decide/forged';

  it('says the same to whoever asks, whether it is forged, too late, or of somebody who may not decide any more', async () => {
    await ask();
    const page = await visitor.open(path);
    const unknown = await visitor.open(forged);
    expect([unknown.status, h1(unknown)]).toEqual([410, 'This link does not work']);
    expect((await visitor.head(forged)).status).toBe(410);
    const same = async (): Promise<void> => {
      expect((await visitor.open(path)).text).toBe(unknown.text);
      const posted = await visitor.press(path, { action: 'limit', limit: '300000' }, page);
      expect([posted.status, posted.text]).toEqual([410, unknown.text]);
    };
    await company.query("update people set roles = '{sales}' where name = 'credit_analyst' returning id");
    await same();
    await company.query("update people set roles = '{credit_analyst}', disabled_at = created_at where name = 'credit_analyst' returning id");
    await same();
    await company.query("update people set disabled_at = null where name = 'credit_analyst' returning id");
    await company.moveClock('2026-03-04T09:00:00Z');
    await same();
    expect(await decisions()).toEqual([]);
  });

  it('lasts until the very end of the time to answer', async () => {
    await ask();
    await company.moveClock('2026-03-04T08:59:59.999Z');
    expect((await visitor.press(path, { action: 'limit', limit: '300000' })).status).toBe(303);
  });

  it('answers a browser in its language', async () => {
    expect(h1(await visitor.open(forged, { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5' }))).toBe('此链接无法使用');
  });

  it('may be tried twenty times a minute; then one waits', async () => {
    for (let tries = 0; tries < 20; tries += 1) expect((await visitor.open(`${forged}${tries}`)).status).toBe(410);
    const response = await visitor.open(`${forged}20`);
    expect([response.status, h1(response)]).toEqual([429, 'Too many tries']);
  });
});

describe('the decide page', () => {
  it('of a limit above the signing-in amount shows all and leads to the console, without a form', async () => {
    await ask({ limitMinor: 500_000_01 });
    const page = await visitor.open(path);
    expect(wordsOf(page.text)).toContain('Sign in to decide');
    expect(page.text).toContain(`href="http://dunlin.example/applications/${id}"`);
    expect(page.text).not.toContain('<form');
    const response = await visitor.send(path, { action: 'limit', limit: '500000.01', facts: JSON.stringify(await desk.shown(id)) });
    expect([response.status, wordsOf(response.text), await decisions()]).toEqual([403, expect.stringContaining('decided by people who have signed in'), []]);
  });

  it('of exactly the signing-in amount has the form', async () => {
    await ask({ limitMinor: 500_000_00 });
    expect((await visitor.open(path)).text).toContain('name="limit"');
  });

  it('shows names and words of others as text only', async () => {
    await company.query("update customers set name = '<script>alert(1)</script> & \"Söhne\"' where number = 'C-1' returning id");
    await company.query("update people set name = '''><img src=x onerror=alert(1)>' where name in ('sales', 'credit_analyst') returning id");
    await ask({ reason: '</blockquote><form action="https://evil.example"><button>Approve' });
    const { text } = await visitor.open(path);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Söhne&quot;');
    expect(text).not.toMatch(/<script|<img|action="https/);
    const typed = '"><script>alert(2)</script>';
    const refused = await visitor.press(path, { action: 'limit', limit: typed });
    expect([refused.status, /<script/.test(refused.text), refused.text.includes('&lt;script&gt;alert(2)')]).toEqual([422, false, true]);
    await visitor.press(path, { action: 'decline', reason: 'other', note: typed });
    expect((await visitor.open(path)).text).not.toContain('<script');
  });

  it('says that more applications wait for the reader', async () => {
    await goodPayer(company, 'C-2');
    await ask();
    await desk.apply({ customerId: await desk.customerId('C-2') });
    await visitor.press(path, { action: 'limit', limit: '300000' });
    expect(wordsOf((await visitor.open(path)).text)).toContain('Other applications that wait for you: 1. See them');
  });

  it('takes no form of more than 32 kB', async () => {
    await ask();
    const response = await visitor.send(path, { action: 'ask', question: 'x'.repeat(33_000) });
    expect([response.status, h1(response), await decisions()]).toEqual([413, 'That was too long', []]);
    expect((await visitor.press(path, { action: 'ask', question: 'x'.repeat(2_001) })).status).toBe(422);
    expect((await visitor.press(path, { action: 'ask', question: 'x'.repeat(2_000) })).status).toBe(303);
  });

  it('says that a form was not read whose charset or number of fields is nobody\'s', async () => {
    await ask();
    const charset = await visitor.send(path, { action: 'ask', question: 'why' }, { 'content-type': 'application/x-www-form-urlencoded; charset=bogus' });
    const fields = await visitor.send(path, Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`field${index}`, ''])));
    expect([charset.status, h1(charset), fields.status, visitor.problems, await decisions()]).toEqual([400, 'That could not be read', 413, [], []]);
  });

  it('leaves NUL out of what was typed', async () => {
    await ask();
    expect((await visitor.press(path, { action: 'decline', reason: 'other', note: 'no\0 thanks' })).status).toBe(303);
    expect(await decisions()).toEqual([expect.objectContaining({ note: 'no thanks' })]);
  });

  it('asks for patience while the database is away, and notes it without the link\'s secret', async () => {
    const away = await openPostgres('postgresql://nobody@127.0.0.1:1/nothing');
    const lost = new PageVisitor(away);
    const response = await lost.open('/decide/a-secret');
    expect([response.status, response.get('retry-after'), h1(response)]).toEqual([503, '5', 'One moment, please']);
    expect(lost.problems.map((problem) => problem.path)).toEqual(['/decide/:token']);
    expect(JSON.stringify(lost.problems)).not.toContain('a-secret');
    await away.close();
  });
});
