import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Response } from 'supertest';
import { channelsOf } from '../../src/embedded/channels.js';
import { ApiDesk } from '../support/api.js';
import { describeOnBothDatabases } from '../support/database.js';
import { makeCompany, type Company } from '../support/ledger.js';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.js';
import { startTwilioServer, type TwilioServer } from '../support/twilio-server.js';

const account = { accountId: 'AC00000000000000000000000000000001', authToken: 'the-token' };

describeOnBothDatabases('a test message', (opened) => {
  let company: Company;
  let mailServer: SmtpSink;
  let smsServer: TwilioServer;
  let desk: ApiDesk;
  let key: string;

  beforeEach(async () => {
    company = await makeCompany(opened(), { customers: [] });
    await company.query("update people set phone = '+8613800138000' where name = 'administrator' returning id");
    mailServer = await startSmtpSink();
    smsServer = await startTwilioServer(account);
    const channels = channelsOf({
      settleAfterMinutes: [], fontPath: undefined, smtp: { host: '127.0.0.1', port: mailServer.port, secure: false, user: undefined, password: undefined },
      twilio: { ...account, from: '+15005550006', baseUrl: smsServer.url },
    }, opened(), { publicUrl: 'http://dunlin.example' });
    desk = new ApiDesk(opened(), { channels });
    key = await desk.key(['administrator']);
  });
  afterEach(() => Promise.all([mailServer.close(), smsServer.close()]));

  const test = (channel: string, personId = company.personId('administrator')): Promise<Response> => desk.send('post', '/v1/channel-tests', { key, body: { channel, personId } });
  const events = (): Promise<readonly unknown[]> => company.query("select type, data - 'recipientId' as data from events where stream_kind = 'channel_test' order by sequence");

  it('goes over the channel that carries every message, and its outcome is the other side\'s', async () => {
    const mail = await test('email');
    expect(mail.body).toMatchObject({ outcome: 'sent' });
    expect(mailServer.accepted).toMatchObject([{ from: 'sh@seller.example', to: ['administrator@seller.example'] }]);
    const text = await test('sms');
    expect(text.body).toMatchObject({ outcome: 'sent' });
    expect(smsServer.accepted).toMatchObject([{ to: '+8613800138000', from: '+15005550006', body: 'SH 有限公司: test message, nothing to do.' }]);
    expect((await desk.send('get', '/v1/channels', { key })).body.items).toEqual([{ channel: 'email', connected: true }, { channel: 'sms', connected: true }]);
  });

  it('that is refused shows the words of the server; one that got no answer is of unknown outcome', async () => {
    mailServer.failNext({ kind: 'reply', at: 'rcpt', line: '550 5.1.1 no mailbox here' }, { kind: 'drop', at: 'dot' });
    const refused = await test('email');
    expect(refused.body).toMatchObject({ outcome: 'refused', code: 'recipient_refused' });
    expect(refused.body.detail).toContain('no mailbox here');
    expect((await test('email')).body).toMatchObject({ outcome: 'unknown', code: 'no_reply_after_message' });
    smsServer.failNext({ kind: 'refuse', status: 401, code: 20003, message: 'Authenticate' });
    expect((await test('sms')).body).toMatchObject({ outcome: 'not_sent', code: 'sign_in_failed', detail: '20003: Authenticate' });
  });

  it('is on record with who asked, the channel and the outcome, and without an address', async () => {
    const session = await desk.session(company.personId('administrator'));
    mailServer.failNext({ kind: 'reply', at: 'rcpt', line: '550 5.1.1 <administrator@seller.example> unknown' });
    await desk.send('post', '/v1/channel-tests', { headers: { cookie: session, 'x-dunlin-request': '1' }, body: { channel: 'email', personId: company.personId('administrator') } });
    expect(await events()).toEqual([{ type: 'channel_test_begun', data: { channel: 'email' } }, { type: 'channel_test_ended', data: { channel: 'email', outcome: 'refused', code: 'recipient_refused' } }]);
    expect(await company.query("select actor from events where type = 'channel_test_begun'")).toEqual([{ actor: { kind: 'person', personId: company.personId('administrator') } }]);
    expect(JSON.stringify([await company.query('select data from events'), desk.logged])).not.toContain('seller.example');
  });

  it('lands in the local inbox where no provider is connected, and says so', async () => {
    const local = new ApiDesk(opened());
    const answer = await local.send('post', '/v1/channel-tests', { key, body: { channel: 'email', personId: company.personId('administrator') } });
    expect(answer.body).toMatchObject({ outcome: 'captured' });
    expect((await local.send('get', `/v1/inbox/${answer.body.testId as string}`, { key })).body).toMatchObject({ channel: 'email', subject: 'SH 有限公司: test message' });
    expect((await local.send('get', '/v1/channels', { key })).body.items).toEqual([{ channel: 'email', connected: false }, { channel: 'sms', connected: false }]);
  });

  it('needs a person of ours, who has a number when it is a text, and a selling entity in whose name it is', async () => {
    expect([(await test('email', randomUUID())).body.code, (await test('sms', company.personId('finance'))).body.code]).toEqual(['person_unknown', 'person_has_no_phone']);
    company = await makeCompany(opened(), { customers: [], entities: [] });
    key = await desk.key(['administrator']);
    expect((await test('email')).body.code).toBe('selling_entity_missing');
    expect([mailServer.accepted.length, (await events()).length]).toEqual([0, 0]);
  });
});
