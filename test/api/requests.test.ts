import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { beginAdvance } from '../../src/db/clock-advances.js';
import { KeyClaimLost, takeIdempotencyKey, underClaim, type KeyClaim } from '../../src/db/idempotency.js';
import { instant } from '../../src/domain/dates.js';
import { parseMoney } from '../../src/domain/money.js';
import { ApiDesk } from '../support/api.js';
import { describeOnBothDatabases } from '../support/database.js';
import { anInvoice, makeCompany, START, type Company } from '../support/ledger.js';

const INVOICE = { number: 'INV-1', customerNumber: 'C-1', currency: 'CNY', issuedOn: '2026-02-01', items: [{ amountMinor: 12_345_67, dueOn: '2026-03-03' }] };

describeOnBothDatabases('requests to the API', (opened) => {
  let company: Company;
  let desk: ApiDesk;
  let finance: string;

  beforeEach(async () => {
    company = await makeCompany(opened());
    desk = new ApiDesk(opened());
    finance = await desk.key(['finance']);
  });

  it('with the same Idempotency-Key are done once and answered the same; another request under it is refused', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await desk.send('post', '/v1/invoices', { key: finance, body: INVOICE, headers });
    const again = await desk.send('post', '/v1/invoices', { key: finance, body: INVOICE, headers });
    const other = await desk.send('post', '/v1/invoices', { key: finance, body: { ...INVOICE, number: 'INV-2' }, headers });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    expect(await company.open()).toEqual({ 'INV-1/1': 12_345_67 });
  });

  /** A request of finance that holds its key and was cut off. */
  const cutOff = async (headers: { readonly 'idempotency-key': string }): Promise<KeyClaim> => {
    const [row] = await company.query<{ id: string }>('select id from api_keys');
    const hash = createHash('sha256').update('POST /v1/invoices\n').update(JSON.stringify(INVOICE)).digest('hex');
    const taken = await opened().transaction((trx) => takeIdempotencyKey(trx, { caller: `key:${row?.id ?? ''}`, key: headers['idempotency-key'], hash }));
    if (taken.kind !== 'taken') throw new Error(taken.kind);
    return taken.claim;
  };
  const minuteLater = (): Promise<unknown> => company.query("update idempotency_keys set claimed_at = claimed_at - interval '61 seconds', carried_out_at = carried_out_at - interval '61 seconds' returning key");
  const invoice = { kind: 'invoices', rows: [anInvoice({ number: 'INV-1', amount: parseMoney('12345.67', 'CNY') })] } as const;

  it('that were cut off before anything was done may be sent again under their key after a minute', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    await cutOff(headers);
    const atOnce = await desk.send('post', '/v1/invoices', { key: finance, body: INVOICE, headers });
    expect([atOnce.status, atOnce.body.code, atOnce.get('retry-after')]).toEqual([409, 'idempotency_key_in_use', '2']);
    await minuteLater();
    expect((await desk.send('post', '/v1/invoices', { key: finance, body: { ...INVOICE, number: 'INV-2' }, headers })).body.code).toBe('idempotency_key_reused');
    expect((await desk.send('post', '/v1/invoices', { key: finance, body: INVOICE, headers })).status).toBe(201);
    expect(await company.open()).toEqual({ 'INV-1/1': 12_345_67 });
  });

  it('that were cut off after their change, before their answer, are never done again', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    await underClaim(await cutOff(headers), () => company.record(invoice));
    expect((await desk.send('post', '/v1/invoices', { key: finance, body: INVOICE, headers })).body.code).toBe('idempotency_key_in_use');
    await minuteLater();
    const later = await desk.send('post', '/v1/invoices', { key: finance, body: INVOICE, headers });
    expect([later.status, later.body.code]).toEqual([409, 'idempotency_answer_lost']);
    expect(await company.open()).toEqual({ 'INV-1/1': 12_345_67 });
  });

  it('that are so slow that another took over their key change nothing any more', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const slow = await cutOff(headers);
    await minuteLater();
    const second = await cutOff(headers);
    expect([slow.attempt, second.attempt]).toEqual([1, 2]);
    await expect(underClaim(slow, () => company.record(invoice))).rejects.toBeInstanceOf(KeyClaimLost);
    expect(await company.open()).toEqual({});
  });

  it('that were refused may be sent again under their key', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const refused = await desk.send('post', '/v1/invoices', { key: finance, body: { ...INVOICE, customerNumber: 'C-9' }, headers });
    expect([refused.status, refused.body.code, refused.body.value]).toEqual([404, 'customer_unknown', 'C-9']);
    expect((await desk.send('post', '/v1/invoices', { key: finance, body: INVOICE, headers })).status).toBe(201);
  });

  it.each([
    ['an unknown field', { ...INVOICE, total: 1 }, 'body'], ['a wrong type', { ...INVOICE, items: [{ amountMinor: '12' }] }, 'body.items.0.amountMinor'],
    ['an impossible date', { ...INVOICE, issuedOn: '2026-02-30' }, 'body.issuedOn'], ['a negative amount', { ...INVOICE, items: [{ amountMinor: -1 }] }, 'body.items.0.amountMinor'],
    ['an unsafe amount', { ...INVOICE, items: [{ amountMinor: 2 ** 53 }] }, 'body.items.0.amountMinor'], ['an unknown currency', { ...INVOICE, currency: 'XXX' }, 'body.currency'],
  ])('with %s name the field', async (_what, body, path) => {
    const response = await desk.send('post', '/v1/invoices', { key: finance, body });
    expect([response.status, response.body.code]).toEqual([400, 'request_invalid']);
    expect((response.body.problems as { path: string }[]).map((problem) => problem.path)).toContain(path);
    expect(await company.open()).toEqual({});
  });

  it('answer in the reader\'s language', async () => {
    const chinese = await desk.send('get', '/v1/people', { headers: { 'accept-language': 'zh-CN,zh;q=0.9' } });
    expect([chinese.status, chinese.body.title]).toEqual([401, '请登录或提供 API 密钥']);
  });

  it('of a session need the header that only our own pages send, and end with it', async () => {
    const cookie = await desk.session(company.personId('finance'));
    const foreign = await desk.send('post', '/v1/invoices', { body: INVOICE, headers: { cookie } });
    expect([foreign.status, foreign.body.code]).toEqual([403, 'session_header_missing']);
    expect((await desk.send('post', '/v1/invoices', { body: INVOICE, headers: { cookie, 'x-dunlin-request': '1' } })).status).toBe(201);
    expect((await desk.send('delete', '/v1/session', { headers: { cookie, 'x-dunlin-request': '1' } })).status).toBe(204);
    expect((await desk.send('get', '/v1/session', { headers: { cookie } })).status).toBe(401);
  });

  it('of an expired session, of a disabled person and of a revoked key are nobody\'s', async () => {
    const expired = await desk.session(company.personId('finance'), 0);
    expect((await desk.send('get', '/v1/session', { headers: { cookie: expired } })).body.code).toBe('not_signed_in');
    const cookie = await desk.session(company.personId('sales'));
    const administrator = await desk.key(['administrator']);
    expect((await desk.send('get', '/v1/session', { headers: { cookie } })).status).toBe(200);
    expect((await desk.send('delete', `/v1/people/${company.personId('sales')}`, { key: administrator })).status).toBe(200);
    expect((await desk.send('get', '/v1/session', { headers: { cookie } })).status).toBe(401);
    const made = await desk.send('post', '/v1/api-keys', { key: administrator, body: { name: 'books', roles: ['finance'] } });
    expect((await desk.send('get', '/v1/customers', { key: made.body.key })).status).toBe(200);
    expect((await desk.send('delete', `/v1/api-keys/${made.body.apiKeyId as string}`, { key: administrator })).status).toBe(200);
    expect((await desk.send('get', '/v1/customers', { key: made.body.key })).status).toBe(401);
  });

  it('invite a person, who chooses a password once and signs in with it', async () => {
    const administrator = await desk.key(['administrator']);
    const person = { name: '刘洋', email: 'Liu.Yang@seller.example', language: 'zh-CN', timeZone: 'Asia/Shanghai', country: 'CN', roles: ['collector'] };
    const invited = await desk.send('post', '/v1/people', { key: administrator, body: person });
    expect(invited.status).toBe(201);
    expect((await desk.send('post', '/v1/people', { key: administrator, body: person })).body.code).toBe('email_taken');
    const choose = (password: string): ReturnType<ApiDesk['send']> => desk.send('post', '/v1/session/invitation', { body: { token: invited.body.token, password } });
    expect((await choose('short')).body.code).toBe('request_invalid');
    expect((await choose('a long password')).status).toBe(201);
    expect((await choose('another password')).body.code).toBe('link_invalid');
    const signIn = (password: string): ReturnType<ApiDesk['send']> => desk.send('post', '/v1/session', { body: { email: 'liu.yang@seller.example', password } });
    expect((await signIn('a wrong password')).body.code).toBe('sign_in_failed');
    const session = await signIn('a long password');
    expect([session.status, session.get('set-cookie')?.[0]]).toEqual([201, expect.stringMatching(/HttpOnly; SameSite=Lax/)]);
  });

  it('that show a secret once keep it nowhere', async () => {
    const administrator = await desk.key(['administrator']);
    const headers = { 'idempotency-key': randomUUID() };
    const made = await desk.send('post', '/v1/api-keys', { key: administrator, body: { name: 'books', roles: ['finance'] }, headers });
    expect(made.body.key).toMatch(/^dk_/);
    const again = await desk.send('post', '/v1/api-keys', { key: administrator, body: { name: 'books', roles: ['finance'] }, headers });
    expect(again.body).toEqual({ ...made.body, key: null });
    expect(JSON.stringify(await company.query('select * from idempotency_keys'))).not.toContain(made.body.key as string);
  });

  it('to move the clock at the same instant: one moves it, the other is told so', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice()] });
    const answers = await Promise.all([1, 2].map(() => desk.send('post', '/v1/test-clock/advance', { key: finance, body: { by: '7d' } })));
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([202, 409]);
    const backwards = await desk.send('post', '/v1/test-clock/advance', { key: finance, body: { by: '7y' } });
    expect(backwards.body.code).toBe('request_invalid');
  });

  it('of people wait while the test clock is moved', async () => {
    await opened().transaction((trx) => beginAdvance(trx, { from: START, target: instant('2026-04-01T00:00:00Z') }));
    const response = await desk.send('post', '/v1/invoices', { key: finance, body: INVOICE });
    expect([response.status, response.body.code, response.get('retry-after')]).toEqual([409, 'clock_advancing', '2']);
  });

  it('page through a list by cursor, each row once', async () => {
    for (const index of [1, 2, 3, 4, 5]) await company.record({ kind: 'customers', rows: [{ number: `P-${index}`, name: 'P', country: 'CN', timeZone: 'Asia/Shanghai', language: 'en' }] });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await desk.send('get', `/v1/customers?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`, { key: finance });
      seen.push(...(page.body.items as { number: string }[]).map((item) => item.number));
      cursor = page.body.nextCursor as string | null;
    } while (cursor !== null);
    expect(seen).toEqual(['C-1', 'C-2', 'P-1', 'P-2', 'P-3', 'P-4', 'P-5']);
  });

  it('leave no person\'s data in the log', async () => {
    await desk.send('post', '/v1/invoices', { key: finance, body: INVOICE });
    await desk.send('get', '/v1/customers?search=C-1', { key: finance });
    expect(desk.logged.length).toBeGreaterThan(1);
    expect(JSON.stringify(desk.logged)).not.toMatch(/C-1|INV-1|1234567/);
  });

  it('say that the database lacks migrations', async () => {
    expect((await desk.send('get', '/readyz')).body).toMatchObject({ status: 'ready', engine: 'reachable' });
    await opened().transaction(async (trx) => { await sql`delete from migrations where name = '0003-collection'`.execute(trx); });
    const response = await desk.send('get', '/readyz');
    expect([response.status, response.body.pendingMigrations]).toEqual([503, ['0003-collection']]);
    await opened().transaction(async (trx) => { await sql`insert into migrations (name) values ('0003-collection')`.execute(trx); });
  });
});
