import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { Response } from 'supertest';
import { plainDate } from '../../src/domain/dates.js';
import { ROLES } from '../../src/domain/roles.js';
import { ApiDesk } from '../support/api.js';
import { playCasesTo } from '../support/case-hands.js';
import { describeOnBothDatabases } from '../support/database.js';
import { anInvoice, makeCompany, type Company } from '../support/ledger.js';

const nobody = randomUUID();

describeOnBothDatabases('what people record over the API', (opened) => {
  let company: Company;
  let desk: ApiDesk;
  let key: string;

  beforeEach(async () => {
    company = await makeCompany(opened(), { customers: ['C-1'] });
    desk = new ApiDesk(opened());
    key = await desk.key(ROLES);
    await company.record({ kind: 'contacts', rows: [{ customerNumber: 'C-1', name: '李芳', role: 'accounts_payable', email: 'li.fang@one.example', phone: '+8613900000000' }] });
    await company.record({ kind: 'customers', rows: [{ number: 'C-1', name: 'C-1 有限公司', country: 'CN', timeZone: 'Asia/Shanghai', language: 'zh-CN', salesPersonEmail: 'sales@seller.example' }] });
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'INV-1', dueOn: plainDate('2026-03-06') })] });
  });

  const post = (path: string, body: unknown = {}): Promise<Response> => desk.send('post', path, { key, body });
  const codeOf = async (answer: Promise<Response>): Promise<unknown> => { const { status, body } = await answer; return [status, (body as { code?: string }).code]; };
  const taskOf = async (kind: string): Promise<string> => (await company.query<{ id: string }>(`select id from tasks where kind = '${kind}' order by opened_at desc, id desc limit 1`))[0]?.id ?? '';
  /** Thursday 12 March, two working days after the call of T+3 has been asked for. */
  const untilCall = (): Promise<void> => playCasesTo(opened(), '2026-03-10T02:00:00Z');

  it('a call that brings a promise, or the day of a payment run, is a promise; the task is done once', async () => {
    await untilCall();
    const outcome = `/v1/tasks/${await taskOf('call')}/call-outcomes`;
    expect(await codeOf(post(outcome, { outcome: 'promised', amountMinor: 9_999_999_00, payBy: '2026-03-20' }))).toEqual([422, 'promise_exceeds_balance']);
    const recorded = await post(outcome, { outcome: 'in_payment_run', amountMinor: 500_00, payBy: '2026-03-20' });
    expect([recorded.status, recorded.body.kind]).toEqual([200, 'recorded']);
    expect(await company.query('select amount_minor, pay_by, source, status from promises_to_pay')).toEqual([{ amount_minor: 500_00, pay_by: '2026-03-20', source: 'call', status: 'pending' }]);
    expect(await codeOf(post(outcome, { outcome: 'no_answer' }))).toEqual([409, 'task_not_open']);
    expect(await codeOf(post(`/v1/tasks/${nobody}/call-outcomes`, { outcome: 'no_answer' }))).toEqual([404, 'task_unknown']);
  });

  it.each([['says_paid', 'find_payment', 'finance'], ['waits_for_papers', 'send_papers', 'sales']])('a call that brings "%s" pauses three working days, until its task is done', async (outcome, kind, role) => {
    await untilCall();
    expect((await post(`/v1/tasks/${await taskOf('call')}/call-outcomes`, { outcome })).status).toBe(200);
    expect(await company.query(`select owner_role, state from tasks where kind = '${kind}'`)).toEqual([{ owner_role: role, state: 'open' }]);
    expect(await company.query('select last_quiet_on, ended_at from contact_holds')).toEqual([{ last_quiet_on: '2026-03-13', ended_at: null }]);
    expect(await codeOf(post(`/v1/tasks/${await taskOf(kind)}/call-outcomes`, { outcome: 'other' }))).toEqual([422, 'task_of_another_kind']);
    expect((await post(`/v1/tasks/${await taskOf(kind)}/completions`)).status).toBe(200);
    expect(await company.query('select ended_at is not null as ended from contact_holds')).toEqual([{ ended: true }]);
    expect(await codeOf(post(`/v1/tasks/${await taskOf(kind)}/completions`))).toEqual([409, 'task_not_open']);
  });

  it.each(['no_answer', 'wrong_number', 'call_back', 'other'])('a call that brings "%s" pauses nothing', async (outcome) => {
    await untilCall();
    expect((await post(`/v1/tasks/${await taskOf('call')}/call-outcomes`, { outcome })).status).toBe(200);
    expect(await company.query('select (select count(*) from contact_holds)::int as holds, (select count(*) from promises_to_pay)::int as promises')).toEqual([{ holds: 0, promises: 0 }]);
  });

  it('a salesperson who objects asks the collector for a contact hold; a call is not completed but has an outcome', async () => {
    await untilCall();
    expect((await post(`/v1/tasks/${await taskOf('sales_heads_up')}/completions`, { objects: true, note: 'a return is under way' })).status).toBe(200);
    expect(await company.query("select owner_role, state from tasks where kind = 'objection'")).toEqual([{ owner_role: 'collector', state: 'open' }]);
    expect(await codeOf(post(`/v1/tasks/${await taskOf('call')}/completions`))).toEqual([422, 'task_of_another_kind']);
    expect(await codeOf(post(`/v1/tasks/${nobody}/completions`))).toEqual([404, 'task_unknown']);
  });

  it('a handoff is acknowledged and recovered in its order, and may be recalled before', async () => {
    await playCasesTo(opened(), '2026-05-06T02:00:00Z');
    const handoff = `/v1/handoffs/${await company.only('handoffs')}`;
    expect(await codeOf(post(`${handoff}/outcomes`, { outcome: 'acknowledged' }))).toEqual([409, 'handoff_not_there_yet']);
    expect((await post(`${handoff}/decisions`, { kind: 'approve', counterpartyName: '王律师', counterpartyEmail: 'wang@law.example' })).status).toBe(200);
    expect(await codeOf(post(`${handoff}/decisions`, { kind: 'refuse', nextOn: '2026-06-01' }))).toEqual([409, 'handoff_already_decided']);
    expect((await post(`${handoff}/outcomes`, { outcome: 'recalled' })).status).toBe(200);
    expect(await company.query('select state from handoffs')).toEqual([{ state: 'recalled' }]);
    expect(await company.query('select pause_ended_at is not null as ended from open_items')).toEqual([{ ended: true }]);
    expect(await codeOf(post(`/v1/handoffs/${nobody}/outcomes`, { outcome: 'recalled' }))).toEqual([404, 'handoff_unknown']);
  });

  it('nobody changes their own roles or account, and somebody always administrates', async () => {
    const self = company.personId('administrator');
    const headers = { cookie: await desk.session(self), 'x-dunlin-request': '1' };
    expect(await codeOf(desk.send('patch', `/v1/people/${self}/roles`, { headers, body: { roles: ['manager'] } }))).toEqual([403, 'own_roles']);
    expect(await codeOf(desk.send('delete', `/v1/people/${self}`, { headers }))).toEqual([403, 'own_account']);
    expect(await codeOf(desk.send('delete', `/v1/people/${self}`, { key }))).toEqual([409, 'last_administrator']);
    expect(await codeOf(desk.send('patch', `/v1/people/${self}/roles`, { key, body: { roles: ['manager'] } }))).toEqual([409, 'last_administrator']);
    expect(await codeOf(desk.send('delete', `/v1/people/${nobody}`, { key }))).toEqual([404, 'person_not_found']);
    expect(await codeOf(desk.send('delete', `/v1/api-keys/${nobody}`, { key }))).toEqual([404, 'api_key_unknown']);
    expect((await desk.send('patch', `/v1/people/${company.personId('sales')}/roles`, { key, body: { roles: ['sales', 'collector'] } })).status).toBe(200);
  });

  it('a test clock goes forward, not too far, and to what is due; a real one is moved by nobody', async () => {
    const advance = (body: unknown): Promise<unknown> => codeOf(post('/v1/test-clock/advance', body));
    expect(await advance({ to: '2026-03-01T00:00:00Z' })).toEqual([422, 'clock_goes_forward_only']);
    expect(await advance({ by: '500d' })).toEqual([422, 'advance_too_far']);
    await company.query("update stories set next_at = null");
    expect(await advance({ next: true })).toEqual([409, 'nothing_due']);
    await company.query("update installation set clock_kind = 'real', clock_at = null");
    expect(await advance({ by: '1d' })).toEqual([409, 'clock_is_real']);
  });

  it('what does not exist, is too large, cannot be stored, or is still under way is one clear answer', async () => {
    expect(await codeOf(desk.send('get', `/v1/customers/${nobody}`, { key }))).toEqual([404, 'not_found']);
    expect(await codeOf(post('/v1/api-keys', { name: 'x'.repeat(1_100_000), roles: ['sales'] }))).toEqual([413, 'body_too_large']);
    expect(await codeOf(post('/v1/api-keys', { name: 'a\u0000b', roles: ['sales'] }))).toEqual([400, 'request_invalid']);
    const headers = { 'idempotency-key': randomUUID() };
    await desk.send('post', '/v1/sends-previews', { key, headers, body: {} });
    await company.query('update idempotency_keys set status = null, body = null');
    expect(await codeOf(desk.send('post', '/v1/sends-previews', { key, headers, body: {} }))).toEqual([409, 'idempotency_key_in_use']);
  });

  it('who guesses passwords is slowed down', async () => {
    const guesses = await Promise.all(Array.from({ length: 21 }, () => desk.send('post', '/v1/session/sample', { body: { personId: nobody } })));
    expect(guesses.filter((guess) => guess.status === 429).map((guess) => guess.body.code)).toEqual(['too_many_requests']);
  });
});
