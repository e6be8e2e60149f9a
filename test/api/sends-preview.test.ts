import { randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import { beforeEach, expect, it } from 'vitest';
import { readCase } from '../../src/commands/case-facts.js';
import { nextAction } from '../../src/domain/collection-case.js';
import { plainDate } from '../../src/domain/dates.js';
import { parseMoney } from '../../src/domain/money.js';
import { previewSends } from '../../src/domain/sends-preview.js';
import { ApiDesk } from '../support/api.js';
import { describeOnBothDatabases } from '../support/database.js';
import { aCustomer, anInvoice, makeCompany, START, type Company } from '../support/ledger.js';

const RELEASE = '/v1/installation/release-sends';
/** More than one part plays. */
const CUSTOMERS = 22;

describeOnBothDatabases('going live', (opened) => {
  let company: Company;
  let desk: ApiDesk;
  let key: string;

  beforeEach(async () => {
    company = await makeCompany(opened(), { customers: [] });
    desk = new ApiDesk(opened());
    key = await desk.key(['manager']);
  });

  const numbers = (): readonly string[] => Array.from({ length: CUSTOMERS }, (_, index) => `C-${index + 101}`);
  const post = (path: string, body: unknown = {}): Promise<Response> => desk.send('post', path, { key, body });
  const get = async (path: string): Promise<Response['body']> => (await desk.send('get', path, { key })).body;
  const codeOf = async (answer: Promise<Response>): Promise<unknown> => { const { status, body } = await answer; return [status, (body as { code?: string }).code]; };

  /** Everybody owes one invoice since yesterday and one from April on; the last customer has nobody to write to. */
  async function openBooks(): Promise<void> {
    await company.record({ kind: 'customers', rows: numbers().map((number) => aCustomer({ number, salesPersonEmail: 'sales@seller.example' })) });
    await company.record({ kind: 'contacts', rows: numbers().slice(0, -1).map((customerNumber) => ({ customerNumber, name: '李芳', role: 'finance', email: `${customerNumber.toLowerCase()}@one.example`, phone: '+8613900000000' })) });
    await company.record({ kind: 'invoices', rows: numbers().flatMap((customerNumber) => [
      anInvoice({ number: `${customerNumber}-1`, customerNumber, amount: parseMoney('1000.10', 'CNY') }), anInvoice({ number: `${customerNumber}-2`, customerNumber, amount: parseMoney('500.00', 'CNY'), dueOn: plainDate('2026-04-30') }),
    ]) });
  }

  async function playedPreview(body: { readonly firstWavePerDay?: number } = {}): Promise<string> {
    const begun = await post('/v1/sends-previews', body);
    expect([begun.status, begun.body.kind]).toEqual([201, 'begun']);
    for (;;) {
      const { body } = await post(`/v1/sends-previews/${begun.body.id}/continuations`);
      if (body.finished === true) return begun.body.id as string;
    }
  }

  it('a preview is played in parts, and tells day by day what would be sent, what is heard by nobody, and why', async () => {
    await openBooks();
    const begun = (await post('/v1/sends-previews')).body;
    expect(begun.casesTotal).toBe(CUSTOMERS);
    const part = (): Promise<Response> => post(`/v1/sends-previews/${begun.id}/continuations`);
    expect((await part()).body).toEqual({ kind: 'continued', casesPlayed: 20, casesTotal: CUSTOMERS, finished: false });
    expect((await get('/v1/sends-previews/latest')).preview).toMatchObject({ id: begun.id, finished: false, casesPlayed: 20 });
    const end = { kind: 'continued', casesPlayed: CUSTOMERS, casesTotal: CUSTOMERS, finished: true };
    expect((await part()).body).toEqual(end);
    expect((await part()).body).toEqual(end);
    const { preview } = await get('/v1/sends-previews/latest');
    const heard = CUSTOMERS - 1;
    const step = { items: heard, sends: heard, customers: heard, amounts: [{ currency: 'CNY', minor: heard * 1_000_10 }] };
    expect(preview).toMatchObject({ finished: true, madeAt: START, contacts: heard * 2, customers: heard, firstAt: '2026-03-04T01:00:00.000Z', itemsLeftOut: 0, openItems: CUSTOMERS * 2, releasedAt: null });
    expect(preview.steps).toEqual([
      { ...step, day: '2026-03-02', action: 'tell_sales', stepKey: 'tell_sales', stepName: { 'zh-CN': '告知销售', en: 'Tell sales' }, channel: 'email', items: CUSTOMERS, sends: CUSTOMERS, customers: CUSTOMERS, amounts: [{ currency: 'CNY', minor: CUSTOMERS * 1_000_10 }] },
      { ...step, day: '2026-03-04', action: 'reminder_call', stepKey: 'call', stepName: { 'zh-CN': '电话提醒', en: 'Reminder call' }, channel: 'task' },
      { ...step, day: '2026-03-11', action: 'reminder', stepKey: 'reminder', stepName: { 'zh-CN': '逾期提醒', en: 'Overdue reminder' }, channel: 'email' },
    ]);
    expect(preview.silences).toEqual([
      { reason: 'later', customers: CUSTOMERS, items: CUSTOMERS, amounts: [{ currency: 'CNY', minor: CUSTOMERS * 500_00 }] },
      { reason: 'no_recipient', customers: 1, items: 1, amounts: [{ currency: 'CNY', minor: 1_000_10 }] },
    ]);
    expect(preview.first).toHaveLength(5);
    expect(preview.firstWave).toEqual({ perDay: null, customers: CUSTOMERS, days: 0, lastOn: null });
  });

  it('every sum opens to its customers, page by page', async () => {
    await openBooks();
    const id = await playedPreview();
    const calls = `/v1/sends-previews/${id}/sends?day=2026-03-04&stepKey=call&channel=task&limit=20`;
    const page = await get(calls);
    expect([page.items.length, page.items[0].customer.number]).toEqual([20, 'C-101']);
    expect(page.items[0]).toMatchObject({ at: '2026-03-04T01:00:00.000Z', currency: 'CNY', recipientRole: 'finance', recipientName: '李芳', items: 1, amountMinor: 1_000_10 });
    const rest = await get(`${calls}&cursor=${page.nextCursor}`);
    expect(rest.items.map((send: { customer: { number: string } }) => send.customer.number)).toEqual(['C-121']);
    const silent = await get(`/v1/sends-previews/${id}/silences?reason=no_recipient`);
    expect(silent.items).toMatchObject([{ customer: { number: 'C-122' }, items: 1, amountMinor: 1_000_10 }]);
    expect(await codeOf(post(`/v1/sends-previews/${randomUUID()}/continuations`))).toEqual([404, 'sends_preview_unknown']);
  });

  it('sends are released once, on a preview that was looked through; the event says what it came to, and every open case looks again', async () => {
    await openBooks();
    expect(await codeOf(post(RELEASE))).toEqual([409, 'sends_not_previewed']);
    expect(await codeOf(post(RELEASE, { previewId: randomUUID() }))).toEqual([409, 'sends_not_previewed']);
    const begun = (await post('/v1/sends-previews')).body.id as string;
    expect(await codeOf(post(RELEASE, { previewId: begun }))).toEqual([409, 'sends_not_previewed']);
    const previewId = await playedPreview();
    const before = await company.query<{ change: number }>("select change from stories where kind = 'collection_case' order by id");
    expect((await post(RELEASE, { previewId })).status).toBe(200);
    expect(await codeOf(post(RELEASE, { previewId }))).toEqual([409, 'sends_already_released']);
    expect(await company.query("select change from stories where kind = 'collection_case' order by id")).toEqual(before.map(({ change }) => ({ change: change + 1 })));
    const [event] = await company.query<{ data: unknown }>("select data from events where type = 'sends_released'");
    expect(event?.data).toMatchObject({ previewId, previewedAt: START, contacts: (CUSTOMERS - 1) * 2, customers: CUSTOMERS - 1, casesPlayed: CUSTOMERS, firstAt: '2026-03-04T01:00:00.000Z' });
  });

  it('a limit spreads the first wave over working days, and the preview shows it: two a day, the calls of customers who start later come later', async () => {
    await openBooks();
    await playedPreview({ firstWavePerDay: 2 });
    const { preview } = await get('/v1/sends-previews/latest');
    expect(preview.firstWave).toEqual({ perDay: 2, customers: CUSTOMERS, days: 11, lastOn: '2026-03-16' });
    const callsOf = (steps: readonly { readonly stepKey: string; readonly day: string; readonly sends: number }[]): unknown => steps.filter(({ stepKey }) => stepKey === 'call').map(({ day, sends }) => [day, sends]);
    // Who starts by 4 March is called on that day, the fourth after the due date; the week-end rests.
    expect(callsOf(preview.steps)).toEqual([['2026-03-04', 6], ['2026-03-05', 2], ['2026-03-06', 2], ['2026-03-09', 2], ['2026-03-10', 2], ['2026-03-11', 2], ['2026-03-12', 2], ['2026-03-13', 2]]);
    expect(preview.silences).toEqual([
      { reason: 'later', customers: CUSTOMERS, items: CUSTOMERS, amounts: [{ currency: 'CNY', minor: CUSTOMERS * 500_00 }] },
      { reason: 'first_wave', customers: 2, items: 2, amounts: [{ currency: 'CNY', minor: 2_000_20 }] },
    ]);
    expect((await get(`/v1/sends-previews/${preview.id}/silences?reason=first_wave`)).items.map((silence: { customer: { number: string } }) => silence.customer.number).toSorted()).toEqual(['C-121', 'C-122']);
  });

  it('what is released is what was previewed: another limit is refused; each case waits for its customer\'s day and then sends what was shown', async () => {
    await openBooks();
    const previewId = await playedPreview({ firstWavePerDay: 5 });
    expect((await post(RELEASE, { previewId })).body).toMatchObject({ status: 409, code: 'sends_preview_other_limit', previewedPerDay: 5 });
    expect((await post(RELEASE, { previewId, firstWavePerDay: 6 })).body).toMatchObject({ code: 'sends_preview_other_limit', previewedPerDay: 5, askedPerDay: 6 });
    expect((await post(RELEASE, { previewId, firstWavePerDay: 5 })).status).toBe(200);
    expect(await codeOf(post('/v1/sends-previews', { firstWavePerDay: 5 }))).toEqual([409, 'sends_already_released']);
    const [event] = await company.query<{ data: unknown }>("select data from events where type = 'sends_released'");
    expect(event?.data).toMatchObject({ firstWavePerDay: 5, overdueCustomers: CUSTOMERS, firstWaveLastOn: '2026-03-06' });
    expect(await company.query('select starts_on, count(*)::int as customers from first_wave group by 1 order by 1')).toEqual([['2026-03-02', 5], ['2026-03-03', 5], ['2026-03-04', 5], ['2026-03-05', 5], ['2026-03-06', 2]].map(([startsOn, customers]) => ({ starts_on: startsOn, customers })));
    // A test clock needs no release: the same ledger on the real clock.
    await company.query("update installation set clock_kind = 'real', clock_at = null");
    const cases = await company.query<{ id: string; number: string }>('select k.id, c.number from collection_cases k join customers c on c.id = k.customer_id order by c.number');
    const next = new Map<string, unknown>();
    for (const { id, number } of cases) {
      const { facts } = await opened().transaction((trx) => readCase(trx, { caseId: id, at: START }));
      const seen = await company.query<{ at: string; step: string }>(`select at, step_key as step from previewed_sends where preview_id = '${previewId}' and case_id = '${id}' order by at, id`);
      expect(previewSends(facts, START).sends.map(({ at, stepKey }) => ({ at, step: stepKey }))).toEqual(seen);
      next.set(number, nextAction(facts, START));
    }
    expect(next.get('C-105')).toMatchObject({ action: 'record_refusal' });
    expect(next.get('C-106')).toEqual({ action: 'wait', until: '2026-03-02T16:00:00.000Z', code: 'first_wave', customersPerDay: 5 });
  });

  it.each([0, 1.5, 10_001])('a limit of %d customers a day is no limit that can be asked for', async (firstWavePerDay) => {
    expect(await codeOf(post('/v1/sends-previews', { firstWavePerDay }))).toEqual([400, 'request_invalid']);
    expect(await codeOf(post(RELEASE, { firstWavePerDay }))).toEqual([400, 'request_invalid']);
  });

  it('a preview of the day before yesterday, of an empty ledger, or overtaken by more to send releases nothing', async () => {
    expect(await codeOf(post(RELEASE, { previewId: await playedPreview() }))).toEqual([409, 'sends_preview_empty']);
    await openBooks();
    const seen = await playedPreview();
    await company.record({ kind: 'invoices', rows: Array.from({ length: 5 }, (_, index) => anInvoice({ number: `NEW-${index}`, customerNumber: 'C-101' })) });
    expect((await post(RELEASE, { previewId: seen })).body).toMatchObject({ code: 'sends_preview_overtaken', changes: [{ figure: 'openItems', seen: 44, now: 49 }, { figure: 'CNY', seen: 3_300_220, now: 3_800_220 }] });
    const fresh = await playedPreview();
    await company.moveClock('2026-03-03T02:00:00.001Z');
    expect((await post(RELEASE, { previewId: fresh })).body).toMatchObject({ status: 409, code: 'sends_preview_too_old', previewedAt: START });
    // The next one takes the old ones away.
    expect((await post(RELEASE, { previewId: await playedPreview() })).status).toBe(200);
    expect(await company.query('select count(*)::int as previews from sends_previews')).toEqual([{ previews: 1 }]);
  });
});
