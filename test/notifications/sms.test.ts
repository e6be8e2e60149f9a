import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addMilliseconds, instantOf, type Instant } from '../../src/domain/dates.js';
import type { OutboundMessage, ProviderQuestion } from '../../src/notifications/channel.js';
import { afterReport, deliveryStatusOf, type DeliveryStatus } from '../../src/notifications/delivery-status.js';
import { isGenuineCallback } from '../../src/notifications/sms-callback.js';
import { smsChannel, type SmsChannelOptions } from '../../src/notifications/sms.js';
import { startTwilioServer, type TwilioFault, type TwilioServer } from '../support/twilio-server.js';

const accountId = `AC${'0'.repeat(32)}`;
const authToken = 'token-for-tests';
const wallTime = (): Instant => instantOf(Date.now());

let server: TwilioServer;
beforeEach(async () => { server = await startTwilioServer({ accountId, authToken }); });
afterEach(async () => { await server.close(); });

function channel(change: Partial<SmsChannelOptions> = {}) {
  return smsChannel({
    accountId, authToken, baseUrl: server.url, callbackBase: 'https://credit.example/callbacks/sms/', now: wallTime, answerMillisecondsMax: 5_000, ...change,
  });
}

function aMessage(change: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    contactId: '0195-contact-1', channel: 'sms', sender: { name: 'Linden', address: '+15005550006' },
    recipient: { name: 'Dana', address: '+447700900123' }, text: 'Linden: please call us. 请联系我们', attemptToken: 'attempt/1',
    writtenAt: wallTime(), sendBy: addMilliseconds(wallTime(), 20_000), ...change,
  };
}

function theQuestion(change: Partial<ProviderQuestion> = {}): ProviderQuestion {
  const { recipient, text } = aMessage();
  return { contactId: '0195-contact-1', recipientAddress: recipient.address, text, attemptedAt: wallTime(), knownProviderIds: [], ...change };
}

describe('a message that goes', () => {
  it('is accepted once, with a callback address that names the attempt', async () => {
    expect(await channel().send(aMessage())).toEqual({ kind: 'sent', providerId: 'SM00000000000000000000000000000001' });
    expect(server.accepted).toMatchObject([{
      to: '+447700900123', from: '+15005550006', body: 'Linden: please call us. 请联系我们', statusCallback: 'https://credit.example/callbacks/sms/attempt%2F1',
    }]);
  });

  it('names a messaging service as such', async () => {
    await channel().send(aMessage({ sender: { name: 'Linden', address: 'MG123' } }));
    expect(server.accepted[0]?.from).toBe('MG123');
  });
});

describe('outcomes', () => {
  it.each<[string, TwilioFault, string, string, number]>([
    ['429', { kind: 'refuse', status: 429, code: 20429, message: 'Too Many Requests' }, 'not_sent', 'rate_limited', 0],
    ['401', { kind: 'refuse', status: 401, code: 20003, message: 'Authenticate' }, 'not_sent', 'sign_in_failed', 0],
    ['400 invalid number', { kind: 'refuse', status: 400, code: 21211, message: 'Invalid To' }, 'refused', 'provider_refused', 0],
    ['400 opted out', { kind: 'refuse', status: 400, code: 21610, message: 'Unsubscribed' }, 'refused', 'opted_out', 0],
    ['408', { kind: 'refuse', status: 408, code: 20408, message: 'Timeout' }, 'unknown', 'server_error', 0],
    ['500 before accepting', { kind: 'server_error', accepting: false }, 'unknown', 'server_error', 0],
    ['500 after accepting', { kind: 'server_error', accepting: true }, 'unknown', 'server_error', 1],
    ['reset after accepting', { kind: 'reset', accepting: true }, 'unknown', 'no_reply', 1],
    ['silence after accepting', { kind: 'silence', accepting: true }, 'unknown', 'no_reply', 1],
    ['an answer in drips', { kind: 'drip', accepting: true }, 'unknown', 'no_reply', 1],
    ['201 with HTML', { kind: 'html', accepting: true }, 'unknown', 'unreadable_reply', 1],
  ])('%s', async (_name, fault, kind, code, accepted) => {
    server.failNext(fault);
    expect(await channel({ answerMillisecondsMax: 300 }).send(aMessage())).toMatchObject({ kind, code });
    expect(server.accepted).toHaveLength(accepted);
    expect(server.requests).toBe(1);
  });

  it('nobody listens: not sent', async () => {
    await server.close();
    expect(await channel().send(aMessage())).toMatchObject({ kind: 'not_sent', code: 'cannot_connect' });
    server = await startTwilioServer({ accountId, authToken });
  });

  it('wrong credentials say nothing about the number', async () => {
    expect(await channel({ authToken: 'old' }).send(aMessage())).toMatchObject({ kind: 'not_sent', code: 'sign_in_failed' });
  });

  it.each(['13800138000', '+0138', 'Dana', '+4477009001234567', '+447700900123,+447700900124'])('%s is no number: refused without a request', async (address) => {
    expect(await channel().send(aMessage({ recipient: { name: 'Dana', address } }))).toMatchObject({ kind: 'refused', code: 'invalid_address' });
    expect(server.requests).toBe(0);
  });

  it('send_by that has passed makes no request; a millisecond before, it does', async () => {
    const sendBy = wallTime();
    expect(await channel({ now: () => sendBy }).send(aMessage({ sendBy }))).toMatchObject({ kind: 'not_sent', code: 'send_by_passed' });
    expect(server.requests).toBe(0);
    expect(await channel({ now: () => addMilliseconds(sendBy, -5_000) }).send(aMessage({ sendBy }))).toMatchObject({ kind: 'sent' });
  });

  it('send_by ends the wait for an answer as unknown', async () => {
    server.failNext({ kind: 'silence', accepting: true });
    expect(await channel().send(aMessage({ sendBy: addMilliseconds(wallTime(), 300) }))).toMatchObject({ kind: 'unknown' });
  });
});

describe('asking after an unknown', () => {
  it('finds the message that was accepted, among others', async () => {
    await channel().send(aMessage({ text: 'another text' }));
    server.failNext({ kind: 'server_error', accepting: true });
    expect(await channel().send(aMessage())).toMatchObject({ kind: 'unknown' });
    expect(await channel().ask(theQuestion())).toEqual({ kind: 'found', providerId: 'SM00000000000000000000000000000002', providerStatus: 'queued' });
  });

  it('finds a message by its text around the secret of its link, which we do not keep', async () => {
    const secret = Buffer.alloc(32, 7).toString('base64url');
    const text = 'SH (credit): C-1, limit 10 -> 20. Decide by 5 pm: https://dunlin.example/decide/MARK [2]';
    server.failNext({ kind: 'server_error', accepting: true });
    expect(await channel().send(aMessage({ text: text.replace('MARK', secret) }))).toMatchObject({ kind: 'unknown' });
    const ask = (question: Parameters<typeof theQuestion>[0]): Promise<unknown> => channel().ask(theQuestion(question));
    expect(await ask({ text, secretMark: 'MARK' })).toMatchObject({ kind: 'found' });
    for (const other of [text.replace('10', '11'), text.replace('MARK', 'MARK/more'), `${text}.`]) expect(await ask({ text: other, secretMark: 'MARK' })).toMatchObject({ kind: 'absent' });
    expect(await ask({ text })).toMatchObject({ kind: 'absent' });
  });

  it('says absent when it was not accepted, to another number, or long before the attempt', async () => {
    server.failNext({ kind: 'server_error', accepting: false });
    await channel().send(aMessage());
    expect(await channel().ask(theQuestion())).toEqual({ kind: 'absent', neverArrives: false });
    await channel().send(aMessage({ recipient: { name: 'Sam', address: '+447700900124' } }));
    expect(await channel().ask(theQuestion())).toEqual({ kind: 'absent', neverArrives: false });
    await channel().send(aMessage());
    expect(await channel().ask(theQuestion({ attemptedAt: addMilliseconds(wallTime(), 10 * 60_000) }))).toEqual({ kind: 'absent', neverArrives: false });
    expect(await channel().ask(theQuestion())).toMatchObject({ kind: 'found' });
  });

  it('does not take the message of another contact for it', async () => {
    const outcome = await channel().send(aMessage());
    const known = outcome.kind === 'sent' ? [outcome.providerId ?? ''] : [];
    expect(await channel().ask(theQuestion({ knownProviderIds: known }))).toEqual({ kind: 'absent', neverArrives: false });
  });

  it('reads further pages, and says when there are too many to tell', async () => {
    await channel().send(aMessage());
    for (let count = 0; count < 120; count += 1) server.accepted.push({ ...server.accepted[0]!, sid: `SMx${count}`, body: 'other' });
    expect(await channel().ask(theQuestion())).toMatchObject({ kind: 'found' });
    for (let count = 0; count < 80; count += 1) server.accepted.push({ ...server.accepted[0]!, sid: `SMy${count}`, body: 'other' });
    expect(await channel().ask(theQuestion())).toMatchObject({ kind: 'cannot_tell', code: 'too_many_messages' });
  });

  it('cannot tell while the provider is away', async () => {
    expect(await channel({ baseUrl: 'http://127.0.0.1:1' }).ask(theQuestion())).toMatchObject({ kind: 'cannot_tell', code: 'cannot_connect' });
  });
});

describe('a status callback', () => {
  it('is genuine only with the signature over this address and these fields, for our account', async () => {
    await channel().send(aMessage());
    const { url, params, signature } = server.callbackFor('SM00000000000000000000000000000001', 'delivered');
    const genuine = { authToken, signature, publicUrl: url, params, accountId };
    expect(isGenuineCallback(genuine)).toBe(true);
    expect(isGenuineCallback({ ...genuine, params: { ...params, MessageStatus: 'failed' } })).toBe(false);
    expect(isGenuineCallback({ ...genuine, publicUrl: `${url}2` })).toBe(false);
    expect(isGenuineCallback({ ...genuine, authToken: 'other' })).toBe(false);
    expect(isGenuineCallback({ ...genuine, signature: undefined })).toBe(false);
    expect(isGenuineCallback({ ...genuine, accountId: 'AC1' })).toBe(false);
  });

  it('never moves a delivered message back; later delivery outweighs a failure', () => {
    expect(afterReport('delivered', 'sent')).toBe('delivered');
    expect(afterReport('delivered', 'undelivered')).toBe('delivered');
    expect(afterReport('undelivered', 'delivered')).toBe('delivered');
    expect(afterReport(undefined, 'queued')).toBe('queued');
    expect(deliveryStatusOf('accepted')).toBe('queued');
    expect(deliveryStatusOf('receiving')).toBeUndefined();
  });

  it('gives the same result for any order and any repetition', () => {
    const status = fc.constantFrom<DeliveryStatus>('queued', 'sending', 'sent', 'canceled', 'failed', 'undelivered', 'delivered', 'read');
    fc.assert(fc.property(fc.array(status, { minLength: 1 }), fc.infiniteStream(fc.nat()), (reports, random) => {
      const final = (list: readonly DeliveryStatus[]) => list.reduce<DeliveryStatus | undefined>(afterReport, undefined);
      const disordered = [...reports, ...reports].map((report) => ({ report, key: random.next().value })).toSorted((a, b) => a.key - b.key);
      expect(final(disordered.map(({ report }) => report))).toBe(final(reports));
    }));
  });
});
