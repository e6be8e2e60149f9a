import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { Response } from 'supertest';
import { hashPassword } from '../../src/api/authentication.js';
import { ApiDesk } from '../support/api.js';
import { describeOnBothDatabases } from '../support/database.js';
import { makeCompany, type Company } from '../support/ledger.js';

const OLD = 'the old password';
const NEW = 'quite another one';

describeOnBothDatabases('a password', (opened) => {
  let company: Company;
  let desk: ApiDesk;
  let key: string;

  beforeEach(async () => {
    company = await makeCompany(opened(), { customers: [] });
    desk = new ApiDesk(opened());
    key = await desk.key(['administrator']);
    await company.query(`update people set password_hash = '${await hashPassword(OLD)}' where name = 'sales' returning id`);
  });

  const signIn = (password: string): Promise<Response> => desk.send('post', '/v1/session', { body: { email: 'sales@seller.example', password } });
  const change = (cookie: string, body: object): Promise<Response> => desk.send('post', '/v1/session/password', { headers: { cookie, 'x-dunlin-request': '1' }, body });
  const isSignedIn = async (cookie: string): Promise<boolean> => (await desk.send('get', '/v1/session', { headers: { cookie } })).status === 200;
  const newLink = (personId = company.personId('sales')): Promise<Response> => desk.send('post', `/v1/people/${personId}/links`, { key });
  const choose = (token: unknown, password: string): Promise<Response> => desk.send('post', '/v1/session/invitation', { body: { token, password } });

  it('is changed by the old one: the session that does so goes on, all others of the person end', async () => {
    const [here, elsewhere] = [await desk.session(company.personId('sales')), await desk.session(company.personId('sales'))];
    const another = await desk.session(company.personId('finance'));
    expect((await change(here, { oldPassword: OLD, newPassword: NEW })).status).toBe(200);
    expect([await isSignedIn(here), await isSignedIn(elsewhere), await isSignedIn(another)]).toEqual([true, false, true]);
    expect([(await signIn(OLD)).body.code, (await signIn(NEW)).status]).toEqual(['sign_in_failed', 201]);
    expect(await company.query("select actor, data from events where type = 'password_changed'")).toEqual([{ actor: { kind: 'person', personId: company.personId('sales') }, data: {} }]);
  });

  it('stays as it is when the old one is wrong or the new one too short, and for a key', async () => {
    const [here, elsewhere] = [await desk.session(company.personId('sales')), await desk.session(company.personId('sales'))];
    const wrong = await change(here, { oldPassword: 'another', newPassword: NEW });
    expect([wrong.status, wrong.body.code]).toEqual([403, 'password_wrong']);
    expect((await change(here, { oldPassword: OLD, newPassword: 'too short' })).body.code).toBe('request_invalid');
    expect((await change(await desk.session(company.personId('legal')), { oldPassword: '', newPassword: NEW })).body.code).toBe('password_wrong');
    expect((await desk.send('post', '/v1/session/password', { key, body: { oldPassword: OLD, newPassword: NEW } })).body.code).toBe('people_only');
    expect([await isSignedIn(elsewhere), (await signIn(OLD)).status]).toEqual([true, 201]);
  });

  it('of which two changes are made at the same instant is changed once', async () => {
    const sessions = [await desk.session(company.personId('sales')), await desk.session(company.personId('sales'))];
    const answers = await Promise.all(sessions.map((cookie, index) => change(cookie, { oldPassword: OLD, newPassword: `${NEW} ${index}` })));
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)[0]).toBe(200);
    expect(await company.eventTypes('person')).toEqual(['password_changed']);
  });

  it('that is lost is chosen anew by a new link, once; the password, earlier links and all sessions end with it', async () => {
    const cookie = await desk.session(company.personId('sales'));
    const first = await newLink();
    const second = await newLink();
    expect([first.status, second.body.kind]).toEqual([201, 'offered']);
    expect([await isSignedIn(cookie), (await signIn(OLD)).body.code, (await choose(first.body.token, NEW)).body.code]).toEqual([false, 'sign_in_failed', 'link_invalid']);
    expect((await choose(second.body.token, NEW)).status).toBe(201);
    expect([(await choose(second.body.token, NEW)).body.code, (await signIn(NEW)).status]).toEqual(['link_invalid', 201]);
    expect(await company.eventTypes('person')).toEqual(['new_link_offered', 'new_link_offered', 'invitation_accepted']);
  });

  it('gets a new link from an administrator only, never for oneself, nor for somebody who is disabled or unknown', async () => {
    const self = { cookie: await desk.session(company.personId('administrator')), 'x-dunlin-request': '1' };
    const own = await desk.send('post', `/v1/people/${company.personId('administrator')}/links`, { headers: self });
    expect([own.status, own.body.code]).toEqual([403, 'own_password']);
    expect((await newLink(randomUUID())).body.code).toBe('person_not_found');
    await desk.send('delete', `/v1/people/${company.personId('sales')}`, { key });
    expect((await newLink()).body.code).toBe('person_not_found');
  });

  it('stands nowhere: not in the record, not among the keys, not in the log', async () => {
    const cookie = await desk.session(company.personId('sales'));
    await change(cookie, { oldPassword: OLD, newPassword: NEW });
    const link = await newLink();
    const kept = JSON.stringify([await company.query('select * from idempotency_keys'), await company.query('select * from events'), await company.query('select * from link_tokens'), desk.logged]);
    for (const secret of [OLD, NEW, link.body.token as string]) expect(kept).not.toContain(secret);
  });
});
