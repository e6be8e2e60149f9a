import { beforeEach, expect, it } from 'vitest';
import { newId } from '../../src/db/ids.js';
import type { Role } from '../../src/domain/roles.js';
import { ApiDesk } from '../support/api.js';
import { describeOnBothDatabases } from '../support/database.js';
import { makeCompany, START, type Company } from '../support/ledger.js';

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
