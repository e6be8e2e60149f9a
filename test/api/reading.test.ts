import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { newId } from '../../src/db/ids.js';
import { instant, plainDate } from '../../src/domain/dates.js';
import type { Role } from '../../src/domain/roles.js';
import { ApiDesk } from '../support/api.js';
import { playCasesTo } from '../support/case-hands.js';
import { describeOnBothDatabases } from '../support/database.js';
import { anInvoice, makeCompany, type Company } from '../support/ledger.js';

describeOnBothDatabases('reading over the API', (opened) => {
  let company: Company;
  let desk: ApiDesk;

  beforeEach(async () => {
    company = await makeCompany(opened(), { customers: ['C-1'] });
    desk = new ApiDesk(opened());
    await company.record({ kind: 'customers', rows: [{ number: 'C-1', name: 'C-1 有限公司', country: 'CN', timeZone: 'Asia/Shanghai', language: 'zh-CN', salesPersonEmail: 'sales@seller.example' }] });
    await company.record({ kind: 'contacts', rows: [{ customerNumber: 'C-1', name: '李芳', role: 'accounts_payable', email: 'li.fang@one.example', phone: '+8613900000000' }] });
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'INV-1', dueOn: plainDate('2026-03-06') })] });
    await playCasesTo(opened(), '2026-03-10T02:00:00Z');
  });

  const as = async (role: Role): Promise<{ readonly headers: { readonly cookie: string } }> => ({ headers: { cookie: await desk.session(company.personId(role)) } });

  /** What the case has sent, and one mail to the manager. */
  async function inbox(): Promise<{ readonly toCustomer: readonly string[]; readonly toSales: readonly string[]; readonly toManager: string }> {
    const idsTo = async (kind: string): Promise<readonly string[]> => (await company.query<{ id: string }>(`select contact_id as id from inbox_messages join contacts c on c.id = contact_id where recipient_kind = '${kind}'`)).map(({ id }) => id);
    const [toCustomer, toSales] = [await idsTo('contact_person'), await idsTo('person')];
    const toManager = newId(instant('2026-03-10T02:00:00Z'));
    await opened().transaction(async (trx) => {
      const pattern = await trx.selectFrom('contacts').selectAll().where('id', '=', toSales[0] ?? '').executeTakeFirstOrThrow();
      await trx.insertInto('contacts').values({ ...pattern, content: JSON.stringify(pattern.content) as never, outcome: null, id: toManager, story_kind: 'credit_application', story_id: randomUUID(), case_id: null, recipient_id: company.personId('manager'), callback_token_hash: null }).execute();
      await trx.insertInto('inbox_messages').values({ contact_id: toManager, copy: 1, channel: 'email', sender: 'SH <sh@seller.example>', recipient: 'manager <manager@seller.example>', subject: 'Decide', body: 'https://…', body_html: null, stored_at: instant('2026-03-10T02:00:00Z') }).execute();
    });
    return { toCustomer, toSales, toManager };
  }

  it('the local inbox shows people their own mail, those who work with customers what went to customers, managers and administrators everything', async () => {
    const { toCustomer, toSales, toManager } = await inbox();
    const idsOf = ({ body }: { readonly body: { readonly items: readonly { readonly id: string }[] } }): readonly string[] => body.items.map(({ id }) => id).toSorted();
    const read = async (role: Role): Promise<readonly string[]> => idsOf(await desk.send('get', '/v1/inbox', await as(role)));
    const everything = [...toCustomer, ...toSales, toManager].toSorted();
    expect([toCustomer.length > 0, toSales.length]).toEqual([true, 1]);
    expect([await read('manager'), await read('administrator')]).toEqual([everything, everything]);
    expect(await read('sales')).toEqual([...toCustomer, ...toSales].toSorted());
    expect(await read('collector')).toEqual(toCustomer.toSorted());
    expect(idsOf(await desk.send('get', '/v1/inbox', { key: await desk.key(['sales']) }))).toEqual(toCustomer.toSorted());
    expect(idsOf(await desk.send('get', '/v1/inbox', { key: await desk.key([]) }))).toEqual([]);
    expect((await desk.send('get', `/v1/inbox/${toManager}`, await as('collector'))).status).toBe(404);
    expect((await desk.send('get', `/v1/inbox/${toManager}`, await as('manager'))).body).toMatchObject({ id: toManager, subject: 'Decide' });
  });

  it('a message to a customer is read as it was written, one to an approver is not', async () => {
    const { toCustomer: [toCustomer = ''], toManager } = await inbox();
    expect((await desk.send('get', `/v1/contacts-made/${toCustomer}`, await as('sales'))).body).toMatchObject({ id: toCustomer, channel: 'email' });
    expect((await desk.send('get', `/v1/contacts-made/${toManager}`, await as('sales'))).status).toBe(404);
  });

  it('colleagues are known by name to everybody, and by nothing else', async () => {
    const { body } = await desk.send('get', '/v1/colleagues', await as('sales'));
    expect(body.items).toContainEqual({ id: company.personId('manager'), name: 'manager' });
    expect(body.items).toHaveLength(7);
    for (const colleague of body.items) expect(Object.keys(colleague as object)).toEqual(['id', 'name']);
  });

  it('a customer\'s limit in force stands with the customer, for those too who may not read applications', async () => {
    const [customer] = await company.query<{ id: string }>('select id from customers');
    const path = `/v1/customers/${customer?.id ?? ''}`;
    expect((await desk.send('get', path, await as('collector'))).body.limits).toEqual([]);
    await company.query(`insert into credit_limits (id, customer_id, currency, limit_minor, terms_days, effective_on, effective_at, ended_at) values
      ('${randomUUID()}', '${customer?.id ?? ''}', 'CNY', 100, 30, '2026-01-01', '2026-01-01', '2026-02-01'), ('${randomUUID()}', '${customer?.id ?? ''}', 'CNY', 50000000, 60, '2026-02-01', '2026-02-01', null)`);
    expect((await desk.send('get', path, await as('collector'))).body.limits).toEqual([{ limitMinor: 500_000_00, currency: 'CNY', termsDays: 60, effectiveOn: '2026-02-01' }]);
  });

  it('what a contact person prefers stands with the person, at the customer and in the case', async () => {
    const [customer] = await company.query<{ id: string }>('select id from customers');
    const [kase] = await company.query<{ id: string }>('select id from collection_cases');
    const path = `/v1/customers/${customer?.id ?? ''}`;
    const person = { name: '王芳', role: 'management', phone: '+8613900000001' };
    expect((await desk.send('post', `${path}/contacts`, { headers: { ...(await as('collector')).headers, 'x-dunlin-request': '1' }, body: { ...person, channel: 'pigeon' } })).body.code).toBe('request_invalid');
    expect((await desk.send('post', `${path}/contacts`, { headers: { ...(await as('collector')).headers, 'x-dunlin-request': '1' }, body: { ...person, channel: 'voice' } })).status).toBe(201);
    const preferred = { name: '王芳', preferredChannel: 'voice' };
    expect((await desk.send('get', path, await as('collector'))).body.contacts).toContainEqual(expect.objectContaining(preferred));
    expect((await desk.send('get', `/v1/collection-cases/${kase?.id ?? ''}`, await as('collector'))).body.people).toContainEqual(expect.objectContaining(preferred));
  });
});
