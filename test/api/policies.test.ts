import { beforeEach, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { plainDate } from '../../src/domain/dates.js';
import { parseMoney } from '../../src/domain/money.js';
import type { TimelinePreview } from '../../src/domain/timeline-preview.js';
import { playCasesTo } from '../support/case-hands.js';
import { ApiDesk } from '../support/api.js';
import { describeOnBothDatabases } from '../support/database.js';
import { anInvoice, aPayment, makeCompany, type Company } from '../support/ledger.js';
import { aLadderDocument, textsOf, type LadderDocument } from '../support/policies.js';

const KIND = 'escalation_ladder';

describeOnBothDatabases('policies over the API', (opened) => {
  let company: Company;
  let desk: ApiDesk;
  let manager: string;
  let customerId: string;

  beforeEach(async () => {
    company = await makeCompany(opened());
    desk = new ApiDesk(opened());
    manager = await desk.key(['manager']);
    customerId = (await company.query<{ id: string }>("select id from customers where number = 'C-1'"))[0]?.id ?? '';
    await company.record({ kind: 'contacts', rows: [{ customerNumber: 'C-1', name: '李芳', role: 'finance', email: 'li.fang@one.example', phone: '+8613900000000' }] });
  });

  const later = (): LadderDocument => aLadderDocument({ reminder: { offset: 13 } });
  const publish = (document: unknown, given: Readonly<Record<string, unknown>> = {}): ReturnType<ApiDesk['send']> =>
    desk.send('post', '/v1/policies', { key: manager, body: { kind: KIND, name: 'default', document, note: 'three days later', ...given } });

  it('are listed with their versions, and read as JSON and as YAML, each version', async () => {
    expect((await publish(later())).body).toMatchObject({ kind: 'published', version: 2 });
    const list = await desk.send('get', '/v1/policies', { key: manager });
    expect((list.body.items as { kind: string; name: string; versions: unknown[] }[]).map((policy) => [policy.kind, policy.name, policy.versions.length])).toEqual([['approval_matrix', 'default', 1], [KIND, 'default', 2], ['scorecard', 'default', 1]]);
    expect(list.body.items[1].versions[0]).toMatchObject({ version: 2, note: 'three days later' });
    const latest = await desk.send('get', `/v1/policies/${KIND}/default`, { key: manager });
    expect(latest.body).toMatchObject({ version: 2, document: later() });
    expect((await desk.send('post', '/v1/policies/check', { key: manager, body: { kind: KIND, document: latest.body.yaml } })).body).toEqual({ kind: 'valid', name: 'default', warnings: [] });
    expect((await desk.send('get', `/v1/policies/${KIND}/default?version=1`, { key: manager })).body).toMatchObject({ version: 1, document: aLadderDocument() });
    expect((await desk.send('get', `/v1/policies/${KIND}/default?version=3`, { key: manager })).status).toBe(404);
    expect((await desk.send('get', `/v1/policies/${KIND}/other`, { key: manager })).status).toBe(404);
  });

  it('name the person who published', async () => {
    const cookie = await desk.session(company.personId('administrator'));
    expect((await desk.send('post', '/v1/policies', { headers: { cookie, 'x-dunlin-request': '1' }, body: { kind: KIND, name: 'default', document: later(), note: 'n' } })).status).toBe(201);
    const list = await desk.send('get', '/v1/policies', { key: manager });
    expect(list.body.items[1].versions.map((version: { publishedBy: string }) => version.publishedBy)).toEqual(['administrator', 'installation']);
  });

  it('are checked: problems with path and cure, or valid', async () => {
    const check = async (document: unknown, kind = KIND): Promise<unknown> => (await desk.send('post', '/v1/policies/check', { key: await desk.key(['collector']), body: { kind, document } })).body;
    expect(await check(later())).toEqual({ kind: 'valid', name: 'default', warnings: [] });
    expect(await check(stringify(aLadderDocument({ call: { offset: 99 } })))).toEqual({ kind: 'invalid', problems: [{ path: 'steps.3.offset', message: 'Day 10 comes before day 99 of the step above; order the steps by day', code: 'days_out_of_order', values: { day: 10, before: 99 } }] });
    expect(await check(later(), 'scorecard')).toMatchObject({ kind: 'invalid' });
    expect(await check(7)).toMatchObject({ code: 'request_invalid' });
  });

  it('that do not hold, or carry another name, are not published', async () => {
    const hole = await publish(aLadderDocument({ call: { channels: [] } }));
    expect([hole.status, hole.body.code, hole.body.problems]).toEqual([422, 'policy_invalid', [{ path: 'steps.2.channels', message: 'Name at least one channel', code: 'list_too_short', values: { minimum: 1 } }]]);
    expect((await publish(later(), { name: 'other' })).body).toMatchObject({ code: 'policy_invalid', problems: [{ path: 'name' }] });
    expect((await publish(later(), { note: ' ' })).body).toMatchObject({ code: 'request_invalid', problems: [{ path: 'body.note' }] });
    expect(await company.query("select max(version) as version from policies")).toEqual([{ version: 1 }]);
  });

  it('are not published over a version that the draft was not made from', async () => {
    expect((await publish(later(), { basedOn: 1 })).status).toBe(201);
    const late = await publish(aLadderDocument(), { basedOn: 1 });
    expect([late.status, late.body.code, late.body.latest]).toEqual([409, 'policy_changed_since', 2]);
    expect((await publish(aLadderDocument(), { basedOn: 2 })).body).toMatchObject({ version: 3 });
  });

  it('published by two at once are two versions', async () => {
    const both = await Promise.all([publish(later()), publish(aLadderDocument())]);
    expect(new Set(both.map((response) => response.body.version as number))).toEqual(new Set([2, 3]));
  });

  it('are previewed on a real customer: what is on the ladder keeps it, what comes takes the new one, and so it is', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice({ dueOn: plainDate('2026-03-04') })] });
    const response = await desk.send('post', '/v1/policies/preview', { key: await desk.key(['collector']), body: { customerId, document: later() } });
    expect(response.status).toBe(200);
    const preview = response.body as TimelinePreview & { today: string; draft: string; itemsLeftOut: number; people: { id: string; name: string }[] };
    expect([preview.today, preview.draft, preview.itemsLeftOut]).toEqual(['default@1', 'default@2', 0]);
    const [item] = preview.cases[0]?.items ?? [];
    expect([item?.takes, item?.ladder, item?.invoiceNumber]).toEqual(['keeps', 'default@1', 'INV-1']);
    const reminder = item?.steps.find((step) => step.stepKey === 'reminder');
    expect(reminder).toMatchObject({ differs: ['day'], today: { ruleOn: '2026-03-14', on: '2026-03-16', moved: ['rest_day'], to: [{ recipientId: preview.people[0]?.id, channel: 'email' }] }, draft: { ruleOn: '2026-03-17', on: '2026-03-17', moved: [] } });
  });

  it('are previewed for a customer who owes nothing, and not for one who does not exist', async () => {
    const free = await desk.send('post', '/v1/policies/preview', { key: manager, body: { customerId, document: stringify(later()) } });
    expect(free.body.cases).toEqual([]);
    expect(free.body.example.items[0].steps.find((step: { stepKey: string }) => step.stepKey === 'reminder')).toMatchObject({ differs: ['day'], today: { on: '2026-04-13' }, draft: { on: '2026-04-14' } });
    const nobody = await desk.send('post', '/v1/policies/preview', { key: manager, body: { customerId: '00000000-0000-7000-8000-000000000000', document: later() } });
    expect([nobody.status, nobody.body.code]).toEqual([404, 'customer_unknown']);
    expect((await desk.send('post', '/v1/policies/preview', { key: manager, body: { customerId, document: aLadderDocument({ call: { channels: [] } }) } })).body.code).toBe('policy_invalid');
  });

  it('show how a step reads over each of its channels in both languages: its own words, else the shipped ones', async () => {
    const messages = async (document: unknown, stepKey: string): Promise<readonly { channel: string; language: string; subject: string | null; text: string; shipped: { subject: string } }[]> =>
      (await desk.send('post', '/v1/policies/messages', { key: await desk.key(['collector']), body: { document, stepKey } })).body.items;
    const shipped = await messages(aLadderDocument(), 'reminder');
    expect(shipped.map((message) => [message.channel, message.language, message.subject === null])).toEqual([['email', 'zh-CN', false], ['email', 'en', false], ['sms', 'zh-CN', true], ['sms', 'en', true]]);
    const own = await messages(aLadderDocument({ reminder: { texts: textsOf({ subject: 'About {{ customerName }}', body: 'Please pay.', sms: 'See the e-mail.' }) } }), 'reminder');
    expect(own[1]).toMatchObject({ subject: 'About Hengyuan Machinery Co., Ltd.', shipped: shipped[1]?.shipped });
    expect(own[1]?.text).toContain('Please pay.');
    expect(own[3]?.text).toBe('See the e-mail.');
    expect((await messages(aLadderDocument(), 'written_notice')).map((message) => message.channel)).toEqual(['email', 'email']);
    expect(await messages(aLadderDocument(), 'order_hold')).toEqual([]);
    const refused = async (document: unknown, stepKey: string): Promise<unknown> => (await desk.send('post', '/v1/policies/messages', { key: manager, body: { document, stepKey } })).status;
    expect([await refused(aLadderDocument(), 'nothing'), await refused(aLadderDocument({ call: { channels: [] } }), 'call')]).toEqual([404, 422]);
  });

  it('move what enters after publishing, and nothing that was there', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'OLD', dueOn: plainDate('2026-03-04') })] });
    expect((await publish(aLadderDocument({ call: { offset: 6 } }))).status).toBe(201);
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'NEW', dueOn: plainDate('2026-03-04') })] });
    const preview = await desk.send('post', '/v1/policies/preview', { key: manager, body: { customerId, document: aLadderDocument() } });
    const items = preview.body.cases[0].items as TimelinePreview['cases'][number]['items'];
    const calls = items.map((item) => [item.invoiceNumber, item.ladder, item.steps.find((step) => step.stepKey === 'call')?.today]);
    expect(calls).toMatchObject([['NEW', 'default@2', { on: '2026-03-10' }], ['OLD', 'default@1', { on: '2026-03-09' }]]);
    await playCasesTo(opened(), '2026-03-11T00:00:00Z');
    const heard = await company.query("select v.number, c.day from contact_lines l join contacts c on c.id = l.contact_id join open_items i on i.id = l.open_item_id join invoices v on v.id = i.invoice_id where l.step_key = 'call' order by 2, 1");
    expect(heard).toEqual([{ number: 'OLD', day: '2026-03-09' }, { number: 'NEW', day: '2026-03-10' }]);
  });

  it('say how many open items go by each version of a ladder; of the other kinds nothing', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'OLD-1' }), anInvoice({ number: 'OLD-2' }), anInvoice({ number: 'PAID' })] });
    await company.record({ kind: 'payments', rows: [aPayment({ amount: parseMoney('1000.00', 'CNY'), invoices: [{ invoiceNumber: 'PAID' }] })] });
    expect((await publish(later())).status).toBe(201);
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'NEW' })] });
    const list = await desk.send('get', '/v1/policies', { key: manager });
    expect((list.body.items as { versions: { openItems: number | null }[] }[]).map((policy) => policy.versions.map((version) => version.openItems))).toEqual([[null], [1, 2], [null]]);
  });
});
