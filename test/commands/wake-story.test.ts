import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { Response } from 'supertest';
import { caseStory } from '../../src/commands/case-story.js';
import { lookAt, postpone } from '../../src/commands/story.js';
import { plainDate } from '../../src/domain/dates.js';
import { ApiDesk } from '../support/api.js';
import { playCasesTo } from '../support/case-hands.js';
import { describeOnBothDatabases } from '../support/database.js';
import { anInvoice, makeCompany, type Company } from '../support/ledger.js';

describeOnBothDatabases('waking a story by hand', (opened) => {
  let company: Company;
  let desk: ApiDesk;
  let key: string;
  let id: string;

  beforeEach(async () => {
    company = await makeCompany(opened(), { customers: ['C-1'] });
    desk = new ApiDesk(opened());
    key = await desk.key(['administrator']);
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'INV-1', dueOn: plainDate('2026-03-20') })] });
    id = await company.only('collection_cases');
    await lookAt(opened(), caseStory, id);
  });

  const wake = (body: object): Promise<Response> => desk.send('post', '/v1/story-wakings', { key, body });
  const row = async (): Promise<unknown> => (await company.query('select change, looked, stuck_at is not null as stuck, futile_acts from stories'))[0];
  const becomeStuck = async (): Promise<void> => { for (let act = 0; act < 20; act += 1) await postpone(opened(), caseStory, id); };

  it('frees one that is stuck, closes its task, and says who did it', async () => {
    await becomeStuck();
    await lookAt(opened(), caseStory, id);
    expect((await desk.send('get', '/v1/stories-in-trouble', { key })).body.items).toMatchObject([{ id, futileActs: 20, nextAt: null }]);
    const manager = await desk.session(company.personId('manager'));
    const woken = await desk.send('post', '/v1/story-wakings', { headers: { cookie: manager, 'x-dunlin-request': '1' }, body: { kind: 'collection_case', id } });
    expect([woken.status, woken.body]).toEqual([200, { kind: 'woken', wasStuck: true }]);
    expect(await row()).toMatchObject({ change: 2, looked: 1, stuck: false, futile_acts: 0 });
    expect(await company.query("select state from tasks where kind = 'story_stuck'")).toEqual([{ state: 'done' }]);
    expect(await company.query("select actor, data from events where type = 'story_woken'")).toEqual([{ actor: { kind: 'person', personId: company.personId('manager') }, data: { wasStuck: true, futileActs: 20 } }]);
    await playCasesTo(opened(), '2026-03-03T02:00:00Z');
    expect(await row()).toMatchObject({ change: 2, looked: 2, stuck: false });
  });

  it('that is well only lets it look once more', async () => {
    expect((await wake({ kind: 'collection_case', id })).body).toEqual({ kind: 'woken', wasStuck: false });
    expect(await row()).toMatchObject({ change: 2, stuck: false });
  });

  it('refuses a story that is none, is of another kind or has ended', async () => {
    expect((await wake({ kind: 'collection_case', id: randomUUID() })).body.code).toBe('story_unknown');
    expect((await wake({ kind: 'handoff', id })).body.code).toBe('story_unknown');
    await company.query('update stories set closed_at = clock_timestamp() returning id');
    const ended = await wake({ kind: 'collection_case', id });
    expect([ended.status, ended.body.code]).toEqual([404, 'story_unknown']);
    expect(await company.eventTypes('collection_case')).not.toContain('story_woken');
  });
});
