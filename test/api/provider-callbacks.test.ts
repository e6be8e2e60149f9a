import { afterEach, beforeEach, expect, it } from 'vitest';
import supertest, { type Response } from 'supertest';
import { applyDeliveryReports } from '../../src/commands/apply-delivery-report.js';
import { beginAdvance, endAdvance } from '../../src/db/clock-advances.js';
import { instant, instantOf, plainDate } from '../../src/domain/dates.js';
import type { Channel } from '../../src/notifications/channel.js';
import { smsChannel } from '../../src/notifications/sms.js';
import { ApiDesk } from '../support/api.js';
import { playCasesTo } from '../support/case-hands.js';
import { describeOnBothDatabases } from '../support/database.js';
import { anInvoice, makeCompany, START, type Company } from '../support/ledger.js';
import { startTwilioServer, type TwilioServer } from '../support/twilio-server.js';

const twilio = { accountId: 'AC00000000000000000000000000000001', authToken: 'the-token' };
const SID = 'SM00000000000000000000000000000001';
/** After the reminder at ten days past due. */
const REMINDED = '2026-03-13T09:00:00Z';

describeOnBothDatabases('a delivery report', (opened) => {
  let company: Company;
  let desk: ApiDesk;
  let server: TwilioServer;

  beforeEach(async () => {
    company = await makeCompany(opened(), { customers: [] });
    await company.record({ kind: 'customers', rows: [{ number: 'C-1', name: 'Hollis Ltd', country: 'GB', timeZone: 'Europe/London', language: 'en', salesPersonEmail: 'sales@seller.example' }] });
    await company.record({ kind: 'contacts', rows: [{ customerNumber: 'C-1', name: 'Dana Hollis', role: 'accounts_payable', phone: '+447700900123' }] });
    await company.record({ kind: 'invoices', rows: [anInvoice({ dueOn: plainDate('2026-03-02') })] });
    desk = new ApiDesk(opened(), { twilio });
    server = await startTwilioServer(twilio);
  });
  afterEach(() => server.close());

  /** Plays until the reminder has been sent over the provider's wire. */
  const sendReminder = async (sms: Channel = smsChannel({ ...twilio, baseUrl: server.url, callbackBase: 'http://dunlin.example/provider-callbacks/sms', now: () => instantOf(Date.now()), answerMillisecondsMax: 2_000 })): Promise<void> => {
    await playCasesTo(opened(), REMINDED, { sms });
  };
  const report = (status: string, more: Readonly<Record<string, string>> = {}, change: { readonly signature?: string; readonly path?: string } = {}): Promise<Response> => {
    const { url, params, signature } = server.callbackFor(SID, status, more);
    return supertest(desk.app).post(change.path ?? new URL(url).pathname).set('x-twilio-signature', change.signature ?? signature).type('form').send(params).then((response) => response);
  };
  const contact = async (): Promise<Readonly<Record<string, unknown>> | undefined> => (await company.query<Readonly<Record<string, unknown>>>("select state, late, delivery, delivered_at is not null as arrived, provider_id from contacts where channel = 'sms'"))[0];
  const stored = (): Promise<readonly { status: string; applied: boolean }[]> => company.query('select status, applied_at is not null as applied from provider_callbacks order by received_at');
  const told = (): Promise<readonly string[]> => company.query<{ what: string }>("select data->>'delivery' as what from events where type = 'contact_delivery_reported' order by sequence").then((rows) => rows.map((row) => row.what));
  const change = async (): Promise<number> => (await company.query<{ change: number }>("select change from stories where kind = 'collection_case'"))[0]?.change ?? -1;

  it('that is genuine says that the message has arrived', async () => {
    await sendReminder();
    expect(await contact()).toEqual({ state: 'sent', late: false, delivery: null, arrived: false, provider_id: SID });
    expect((await report('delivered')).status).toBe(204);
    expect(await contact()).toEqual({ state: 'sent', late: false, delivery: 'delivered', arrived: true, provider_id: SID });
    expect([await stored(), await told()]).toEqual([[{ status: 'delivered', applied: true }], ['delivered']]);
  });

  it('twice and out of order leaves the highest that was said, recorded once', async () => {
    await sendReminder();
    for (const status of ['delivered', 'queued', 'sent', 'delivered', 'undelivered', 'sending', 'accepted']) expect((await report(status)).status).toBe(204);
    expect(await contact()).toMatchObject({ delivery: 'delivered', arrived: true });
    expect(await told()).toEqual(['delivered']);
    expect((await stored()).map((row) => [row.status, row.applied])).toEqual(['delivered', 'queued', 'sent', 'undelivered', 'sending', 'accepted'].map((status) => [status, true]));
  });

  it('of failure is recorded with the provider\'s code, and gives way to a later arrival', async () => {
    await sendReminder();
    await report('undelivered', { ErrorCode: '30003' });
    expect(await contact()).toMatchObject({ state: 'sent', delivery: 'undelivered', arrived: false });
    expect(await company.query("select data->>'errorCode' as code from events where type = 'contact_delivery_reported'")).toEqual([{ code: '30003' }]);
    await report('delivered');
    expect(await told()).toEqual(['undelivered', 'delivered']);
  });

  it.each([
    ['a wrong signature', { signature: 'forged' }], ['no signature', { signature: '' }], ['the signature of another address', { path: '/provider-callbacks/sms/another' }],
  ])('with %s is refused, and nothing is kept of it', async (_what, forged) => {
    await sendReminder();
    const response = await report('delivered', {}, forged);
    expect([response.status, response.body.code]).toEqual([403, 'callback_not_genuine']);
    expect([await stored(), (await contact())?.['delivery']]).toEqual([[], null]);
  });

  it('with a changed field, of another account, without a message id, or with no provider connected is refused', async () => {
    await sendReminder();
    const { url, params, signature } = server.callbackFor(SID, 'sent');
    const post = (app: ApiDesk['app'], fields: Readonly<Record<string, string>> | string): Promise<number> => supertest(app).post(new URL(url).pathname).set('x-twilio-signature', signature).type('form').send(fields).then((response) => response.status);
    expect(await post(desk.app, { ...params, MessageStatus: 'delivered' })).toBe(403);
    expect(await post(desk.app, 'MessageSid=a&MessageSid=b')).toBe(403);
    expect((await report('sent', { AccountSid: 'AC2' })).status).toBe(403);
    expect((await report('sent', { MessageSid: '' })).status).toBe(403);
    expect(await post(new ApiDesk(opened()).app, params)).toBe(403);
    expect(await post(desk.app, { ...params, padding: 'x'.repeat(20_000) })).toBe(413);
    expect(await stored()).toEqual([]);
  });

  it('proves that the provider took what got no answer: it is sent, late, and its case looks again', async () => {
    server.failNext({ kind: 'server_error', accepting: true });
    // Nobody can be asked: the outcome stays open.
    const real = smsChannel({ ...twilio, baseUrl: server.url, callbackBase: 'http://dunlin.example/provider-callbacks/sms', now: () => instantOf(Date.now()) });
    const blind: Channel = { send: (message) => real.send(message) };
    await sendReminder(blind);
    expect(await contact()).toMatchObject({ state: 'unknown', late: false });
    const before = await change();
    await report('sent');
    expect(await contact()).toMatchObject({ state: 'sent', late: true, provider_id: SID, delivery: 'sent' });
    expect(await change()).toBe(before + 1);
    await report('sent');
    expect(await change()).toBe(before + 1);
    await playCasesTo(opened(), '2026-03-13T17:00:00Z', { sms: blind });
    expect(server.accepted).toHaveLength(1);
  });

  it('that comes before the answer to the attempt itself is believed, and the answer changes nothing', async () => {
    const real = smsChannel({ ...twilio, baseUrl: server.url, callbackBase: 'http://dunlin.example/provider-callbacks/sms', now: () => instantOf(Date.now()) });
    const asked: string[] = [];
    await sendReminder({ send: async (message) => {
      await real.send(message);
      asked.push(String((await report('delivered')).status), String((await contact())?.['state']));
      return { kind: 'unknown', code: 'no_reply', detail: 'the line broke' };
    } });
    expect(asked).toEqual(['204', 'sent']);
    expect(await contact()).toMatchObject({ state: 'sent', late: false, delivery: 'delivered', provider_id: SID });
  });

  it('that the recipient has answered STOP opts them out of text messages, once', async () => {
    await sendReminder();
    await report('undelivered', { ErrorCode: '21610' });
    await report('failed', { ErrorCode: '21610' });
    expect(await company.query('select opted_out_of from contact_persons')).toEqual([{ opted_out_of: ['sms'] }]);
    expect((await company.eventTypes('contact_person')).filter((type) => type === 'opt_out_recorded')).toHaveLength(1);
    expect(await contact()).toMatchObject({ delivery: 'undelivered' });
  });

  const steps = (): Promise<unknown> => company.query("select state, reason from item_steps where step_key in (select step_key from contact_lines where channel = 'sms')");
  const asked = (): Promise<unknown> => company.query("select owner_role, state from tasks where kind = 'nobody_to_contact'");

  it('of failure leaves a step whose messages all reached nobody as failed, and asks the collector for an address, once', async () => {
    await sendReminder();
    expect([await steps(), await asked()]).toEqual([[{ state: 'taken', reason: null }], []]);
    await report('undelivered', { ErrorCode: '30003' });
    await playCasesTo(opened(), '2026-03-13T09:30:00Z');
    await report('failed', { ErrorCode: '30003' });
    await playCasesTo(opened(), '2026-03-13T10:00:00Z');
    expect([await steps(), await asked()]).toEqual([[{ state: 'failed', reason: 'refused_for_good' }], [{ owner_role: 'collector', state: 'open' }]]);
    expect(await company.query("select count(*)::int as times from events where type = 'steps_refused' and data::text like '%refused_for_good%'")).toEqual([{ times: 1 }]);
  });

  it('of failure asks nobody while another message of the step was taken', async () => {
    await company.record({ kind: 'contacts', rows: [{ customerNumber: 'C-1', name: 'Dana Hollis', role: 'accounts_payable', phone: '+447700900123', email: 'dana@hollis.example' }] });
    await sendReminder();
    await report('undelivered', { ErrorCode: '30003' });
    await playCasesTo(opened(), '2026-03-13T10:00:00Z');
    expect([await steps(), await asked()]).toEqual([[{ state: 'taken', reason: null }], []]);
  });

  it('is not needed where the provider refuses a number that has answered STOP: its owner is opted out, once, and the step is failed', async () => {
    server.failNext({ kind: 'refuse', status: 400, code: 21610, message: 'Attempt to send to unsubscribed recipient' });
    await sendReminder();
    expect(await contact()).toMatchObject({ state: 'refused', delivery: null });
    expect(await company.query('select opted_out_of from contact_persons')).toEqual([{ opted_out_of: ['sms'] }]);
    expect((await company.eventTypes('contact_person')).filter((type) => type === 'opt_out_recorded')).toHaveLength(1);
    expect([await steps(), await asked()]).toEqual([[{ state: 'failed', reason: 'refused_for_good' }], [{ owner_role: 'collector', state: 'open' }]]);
    expect(server.accepted).toEqual([]);
  });

  it('of a message that nobody knows is kept and moves nothing', async () => {
    await sendReminder();
    await company.query("update contacts set callback_token_hash = 'of-a-later-attempt', provider_id = 'SM2' where channel = 'sms' returning id");
    expect((await report('delivered')).status).toBe(204);
    expect([await stored(), await told(), (await contact())?.['delivery']]).toEqual([[{ status: 'delivered', applied: true }], [], null]);
  });

  it('is kept while the test clock is moved and applied afterwards', async () => {
    await sendReminder();
    const { id } = await opened().transaction((trx) => beginAdvance(trx, { from: START, target: instant('2026-04-01T00:00:00Z') }));
    expect((await report('delivered', { ErrorCode: '21610' })).status).toBe(204);
    expect([await stored(), (await contact())?.['delivery']]).toEqual([[{ status: 'delivered', applied: false }], null]);
    expect(await company.query("select opted_out_of from contact_persons where opted_out_of <> '{}'")).toEqual([]);
    await opened().transaction((trx) => endAdvance(trx, { id, at: instant('2026-04-01T00:00:00Z'), failure: null }));
    expect(await applyDeliveryReports(opened())).toBe(1);
    expect(await applyDeliveryReports(opened())).toBe(0);
    expect([await stored(), (await contact())?.['delivery']]).toEqual([[{ status: 'delivered', applied: true }], 'delivered']);
  });

  it('keeps no number and no text', async () => {
    await sendReminder();
    await report('delivered');
    expect(JSON.stringify([await company.query('select * from provider_callbacks'), await company.query("select data from events where type like 'contact%'"), desk.logged])).not.toMatch(/7700900123|Hollis/);
  });
});
