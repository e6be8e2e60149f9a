import { beforeEach, expect, it } from 'vitest';
import { raiseDispute } from '../../src/commands/raise-dispute.js';
import { newId } from '../../src/db/ids.js';
import { plainDate } from '../../src/domain/dates.js';
import { parseMoney } from '../../src/domain/money.js';
import type { Role } from '../../src/domain/roles.js';
import { ApiDesk } from '../support/api.js';
import { describeOnBothDatabases } from '../support/database.js';
import { anInvoice, makeCompany, START, type Company } from '../support/ledger.js';

describeOnBothDatabases('the list of tasks', (opened) => {
  let company: Company;
  let desk: ApiDesk;

  beforeEach(async () => {
    company = await makeCompany(opened(), { customers: [] });
    desk = new ApiDesk(opened());
    await opened().transaction((trx) => trx.insertInto('people').values({ id: SOUTH, name: '李强', email: 'south@seller.example', phone: null, language: 'zh-CN', time_zone: 'Asia/Shanghai', country: 'CN', roles: ['sales'], password_hash: null, disabled_at: null, created_at: START }).execute());
    await task('of north', 'sales', company.personId('sales'));
    await task('of south', 'sales', SOUTH);
    await task('of sales', 'sales', null);
    await task('of collectors', 'collector', null);
  });

  const SOUTH = newId(START);
  const task = async (kind: string, role: Role, ownerId: string | null): Promise<void> => {
    await opened().transaction((trx) => trx.insertInto('tasks').values({ id: newId(START), kind, customer_id: null, case_id: null, contact_id: null, subject_id: null, owner_role: role, owner_id: ownerId, data: '{}' as never, due_at: null, state: 'open', outcome: null, opened_at: START, closed_at: null, closed_by: null }).execute());
  };
  const listed = async (query: string, who: { readonly personId: string } | { readonly key: string }): Promise<readonly string[]> => {
    const given = 'key' in who ? who : { headers: { cookie: await desk.session(who.personId) } };
    return (await desk.send('get', `/v1/tasks${query}`, given)).body.items.map(({ kind }: { readonly kind: string }) => kind).toSorted();
  };

  it('shows a person their own tasks and those of their roles, and another person\'s only when all are asked for', async () => {
    expect(await listed('', { personId: company.personId('sales') })).toEqual(['of north', 'of sales']);
    expect(await listed('', { personId: SOUTH })).toEqual(['of sales', 'of south']);
    expect(await listed('', { personId: company.personId('collector') })).toEqual(['of collectors']);
    expect(await listed('?all=true', { personId: SOUTH })).toEqual(['of collectors', 'of north', 'of sales', 'of south']);
  });

  it('of one role is what one sees of it, or all of it', async () => {
    expect(await listed('?role=sales', { personId: SOUTH })).toEqual(['of sales', 'of south']);
    expect(await listed('?role=sales&all=true', { personId: SOUTH })).toEqual(['of north', 'of sales', 'of south']);
    expect(await listed('?role=collector', { personId: SOUTH })).toEqual([]);
  });

  it('shows a key what is of its roles and nobody\'s own', async () => {
    expect(await listed('', { key: await desk.key(['sales']) })).toEqual(['of sales']);
  });

  it.each([['has left', 'disabled_at = created_at'], ['has the role no more', 'roles = array[\'finance\']']])('shows the task of somebody who %s to everybody of the role', async (_why, change) => {
    await company.query(`update people set ${change} where id = '${SOUTH}' returning id`);
    expect(await listed('', { personId: company.personId('sales') })).toEqual(['of north', 'of sales', 'of south']);
  });
});

describeOnBothDatabases('what stands beside a task', (opened) => {
  it('is what may be collected, whether it is insured, and what the customer said last, with the note of the call', async () => {
    const company = await makeCompany(opened(), { customers: ['C-1'] });
    const desk = new ApiDesk(opened());
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'INV-1' }), anInvoice({ number: 'INV-2', amount: parseMoney('250.50', 'CNY') }), anInvoice({ number: 'INV-3', dueOn: plainDate('2026-03-02') })] });
    const [kase] = await company.query<{ id: string; customer_id: string }>('select id, customer_id from collection_cases');
    const key = await desk.key(['collector']);
    const openTask = async (kind: string): Promise<string> => {
      const id = newId(START);
      await opened().transaction((trx) => trx.insertInto('tasks').values({ id, kind, customer_id: kase?.customer_id ?? null, case_id: kase?.id ?? null, contact_id: null, subject_id: null, owner_role: 'collector', owner_id: null, data: '{}' as never, due_at: null, state: 'open', outcome: null, opened_at: START, closed_at: null, closed_by: null }).execute());
      return id;
    };
    const beside = async (): Promise<unknown> => (await desk.send('get', '/v1/tasks?kind=objection', { key })).body.items[0];
    await openTask('objection');
    expect(await beside()).toMatchObject({ overdueMinor: 1_250_50, collectableMinor: 1_250_50, daysPastDue: 1, insured: false, said: null });

    await raiseDispute(opened(), { actor: company.as('collector'), dispute: { openItemId: await company.itemId('INV-1/1'), amountMinor: 200_10, reason: 'price_differs', answerBy: plainDate('2026-03-10') } });
    expect(await beside()).toMatchObject({ overdueMinor: 1_250_50, collectableMinor: 1_050_40, said: { by: 'dispute', what: 'price_differs' } });

    expect((await desk.send('post', `/v1/tasks/${await openTask('call')}/call-outcomes`, { key, body: { outcome: 'other' } })).status).toBe(200);
    expect(await beside()).toMatchObject({ said: { by: 'dispute' } });

    const call = await openTask('call');
    await company.moveClock('2026-03-02T03:00:00Z');
    expect((await desk.send('post', `/v1/tasks/${call}/call-outcomes`, { key, body: { outcome: 'no_answer', note: 'Rang three times' } })).status).toBe(200);
    expect(await beside()).toMatchObject({ said: { by: 'call', what: 'no_answer', note: 'Rang three times', at: expect.stringContaining('2026-03-02T03:00:00') } });
    expect((await desk.send('get', `/v1/collection-cases/${kase?.id ?? ''}`, { key })).body.notes).toEqual([{ aboutId: call, note: 'Rang three times' }]);

    await company.record({ kind: 'covers', rows: [{ customerNumber: 'C-1', invoiceNumber: 'INV-2', insurer: 'Insurer', policyNumber: 'P-1', currency: 'CNY', coveredAmount: parseMoney('1000.00', 'CNY'), insuredPercent: '85', validFrom: plainDate('2026-01-01'), validUntil: plainDate('2026-02-01') }] });
    expect(await beside()).toMatchObject({ insured: true });
  });
});
