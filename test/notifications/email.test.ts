import { createServer, type AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addMilliseconds, instantOf, type Instant } from '../../src/domain/dates.js';
import type { OutboundMessage } from '../../src/notifications/channel.js';
import { wireAddress } from '../../src/notifications/email-address.js';
import { emailChannel } from '../../src/notifications/email.js';
import { headerOf, startSmtpSink, type SmtpFault, type SmtpSink } from '../support/smtp-sink.js';

const wallTime = (): Instant => instantOf(Date.now());

function aMail(change: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    contactId: '0195-contact-1', channel: 'email',
    sender: { name: 'Linden 贸易', address: 'credit@linden.example', replyTo: 'team@linden.example' },
    recipient: { name: '王敏', address: 'wang@customer.example' },
    subject: '付款提醒', text: '请付款。\n.\n谢谢', html: '<p>请付款。</p>',
    writtenAt: instantOf(Date.parse('2026-03-09T01:00:00Z')), sendBy: addMilliseconds(wallTime(), 20_000),
    ...change,
  };
}

let sink: SmtpSink;
beforeEach(async () => { sink = await startSmtpSink(); });
afterEach(async () => { await sink.close(); });

function channelTo(port: number, options: { now?: () => Instant; silence?: number; onPhase?: (phase: string) => void } = {}) {
  return emailChannel({
    server: { host: '127.0.0.1', port, secure: false }, now: options.now ?? wallTime,
    silenceMillisecondsMax: options.silence ?? 5_000,
    ...(options.onPhase === undefined ? {} : { onPhase: options.onPhase }),
  });
}

describe('a mail that goes', () => {
  it('is sent once, to its recipient alone, with the headers that repeat in every attempt', async () => {
    const channel = channelTo(sink.port);
    expect(await channel.send(aMail())).toEqual({ kind: 'sent', providerId: '<0195-contact-1@linden.example>' });
    expect(await channel.send(aMail({ possibleDuplicate: true }))).toMatchObject({ kind: 'sent' });
    const [first, again] = sink.accepted;
    expect(first).toMatchObject({ messageId: '<0195-contact-1@linden.example>', from: 'credit@linden.example', to: ['wang@customer.example'], possibleDuplicate: false });
    expect(headerOf(first?.source ?? '', 'Date')).toBe('Mon, 09 Mar 2026 01:00:00 +0000');
    expect(headerOf(first?.source ?? '', 'Auto-Submitted')).toBe('auto-generated');
    expect(headerOf(first?.source ?? '', 'Reply-To')).toContain('team@linden.example');
    expect(again?.possibleDuplicate).toBe(true);
    expect(again?.source.replace('X-Dunlin-Possible-Duplicate: yes\r\n', '')).toBe(first?.source);
  });

  it('takes bounces at the sender\'s bounce address', async () => {
    await channelTo(sink.port).send(aMail({ sender: { name: 'L', address: 'credit@linden.example', bounceAddress: 'bounce+1@linden.example' } }));
    expect(sink.accepted[0]?.from).toBe('bounce+1@linden.example');
  });

  it('tells of the moments after which a crash matters', async () => {
    const phases: string[] = [];
    await channelTo(sink.port, { onPhase: (phase) => phases.push(phase) }).send(aMail());
    expect(phases).toEqual(['data_accepted', 'message_accepted']);
  });

  it('reaches a complete SMTP server with an attachment', async () => {
    const received: string[] = [];
    const server = new SMTPServer({
      authOptional: true, disabledCommands: ['STARTTLS'],
      onData(stream, _session, callback) {
        let text = '';
        stream.on('data', (chunk: Buffer) => { text += chunk.toString('latin1'); });
        stream.on('end', () => { received.push(text); callback(); });
      },
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const port = (server.server.address() as AddressInfo).port;
    const letter = { fileName: '催款函.pdf', contentType: 'application/pdf', content: new Uint8Array(300_000).fill(7) };
    expect(await channelTo(port).send(aMail({ attachments: [letter] }))).toMatchObject({ kind: 'sent' });
    expect(received[0]).toContain('application/pdf');
    expect(received[0]?.length).toBeGreaterThan(400_000);
    await new Promise<void>((resolve) => { server.close(resolve); });
  });
});

describe('a fault before the server may own the message is not sent', () => {
  it.each<[string, SmtpFault, string]>([
    ['closed before the greeting', { kind: 'drop', at: 'greeting' }, 'connection_lost'],
    ['no greeting', { kind: 'silence', at: 'greeting' }, 'timed_out'],
    ['the whole server refuses', { kind: 'reply', at: 'greeting', line: '554 go away' }, 'server_refused'],
    ['closed at the sender', { kind: 'drop', at: 'mail' }, 'connection_lost'],
    ['450 to the recipient: greylisted', { kind: 'reply', at: 'rcpt', line: '450 try later' }, 'temporarily_refused'],
    ['421 to the recipient', { kind: 'reply', at: 'rcpt', line: '421 shutting down' }, 'server_refused'],
    ['closed at the recipient', { kind: 'drop', at: 'rcpt' }, 'connection_lost'],
    ['silence at the recipient', { kind: 'silence', at: 'rcpt' }, 'timed_out'],
    ['closed on the DATA command', { kind: 'drop', at: 'data' }, 'connection_lost'],
    ['silence on the DATA command', { kind: 'silence', at: 'data' }, 'timed_out'],
    ['451 to the DATA command', { kind: 'reply', at: 'data', line: '451 later' }, 'temporarily_refused'],
    ['451 to the final dot', { kind: 'reply', at: 'dot', line: '451 later' }, 'temporarily_refused'],
    ['421 to the final dot', { kind: 'reply', at: 'dot', line: '421 shutting down' }, 'server_refused'],
  ])('%s', async (_name, fault, code) => {
    for (const pipelining of [false, true]) {
      const target = await startSmtpSink({ pipelining });
      target.failNext(fault);
      expect(await channelTo(target.port, { silence: 200 }).send(aMail())).toMatchObject({ kind: 'not_sent', code });
      expect(target.accepted).toEqual([]);
      expect(target.conversations).toBe(1);
      await target.close();
    }
  });

  it('nobody listens', async () => {
    const port = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const { port: free } = server.address() as AddressInfo;
        server.close(() => { resolve(free); });
      });
    });
    expect(await channelTo(port).send(aMail())).toMatchObject({ kind: 'not_sent', code: 'cannot_connect' });
  });

  it('a server whose certificate nobody vouches for is not spoken to, by STARTTLS or TLS', async () => {
    for (const secure of [false, true]) {
      let received = 0;
      const server = new SMTPServer({ secure, authOptional: true, onData(stream, _session, callback) { received += 1; stream.resume(); stream.on('end', () => { callback(); }); } });
      server.on('error', () => undefined);
      await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
      const { port } = server.server.address() as AddressInfo;
      const channel = emailChannel({ server: { host: '127.0.0.1', port, secure, requireTls: true }, now: wallTime });
      expect(await channel.send(aMail())).toMatchObject({ kind: 'not_sent', code: 'cannot_connect' });
      expect(received).toBe(0);
      await new Promise<void>((resolve) => { server.close(resolve); });
    }
  });

  it('a wrong password says nothing about the address', async () => {
    const server = new SMTPServer({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true, onAuth: (_auth, _session, callback) => { callback(new Error('no')); } });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const { port } = server.server.address() as AddressInfo;
    const channel = emailChannel({ server: { host: '127.0.0.1', port, secure: false, user: 'u', password: 'wrong' }, now: wallTime });
    expect(await channel.send(aMail())).toMatchObject({ kind: 'not_sent', code: 'sign_in_failed' });
    await new Promise<void>((resolve) => { server.close(resolve); });
  });
});

describe('a refusal for good', () => {
  it.each<[string, SmtpFault, string]>([
    ['550 to the recipient', { kind: 'reply', at: 'rcpt', line: '550 no such user' }, 'recipient_refused'],
    ['550 to the sender', { kind: 'reply', at: 'mail', line: '550 not you' }, 'sender_refused'],
    ['552 to the final dot', { kind: 'reply', at: 'dot', line: '552 too big' }, 'content_refused'],
  ])('%s', async (_name, fault, code) => {
    sink.failNext(fault);
    expect(await channelTo(sink.port).send(aMail())).toMatchObject({ kind: 'refused', code });
    expect(sink.accepted).toEqual([]);
  });
});

describe('a fault after the server was given the message is unknown', () => {
  it.each<[string, SmtpFault, number]>([
    ['closed after the final dot', { kind: 'drop', at: 'dot' }, 1],
    ['silence after the final dot', { kind: 'silence', at: 'dot' }, 1],
    ['closed in the middle of the body', { kind: 'drop', at: 'mid_body' }, 0],
  ])('%s', async (_name, fault, accepted) => {
    for (const pipelining of [false, true]) {
      const target = await startSmtpSink({ pipelining });
      target.failNext(fault);
      expect(await channelTo(target.port, { silence: 200 }).send(aMail())).toMatchObject({ kind: 'unknown', code: 'no_reply_after_message' });
      expect(target.accepted).toHaveLength(accepted);
      await target.close();
    }
  });
});

describe('send_by', () => {
  it('that has passed opens no connection; a millisecond before, it does', async () => {
    const sendBy = wallTime();
    expect(await channelTo(sink.port, { now: () => sendBy }).send(aMail({ sendBy }))).toMatchObject({ kind: 'not_sent', code: 'send_by_passed' });
    expect(sink.conversations).toBe(0);
    const before = addMilliseconds(sendBy, -5_000);
    expect(await channelTo(sink.port, { now: () => before }).send(aMail({ sendBy }))).toMatchObject({ kind: 'sent' });
  });

  it.each(['greeting', 'mail', 'rcpt', 'data'] as const)('that passes at %s sends no body', async (moment) => {
    const sendBy = addMilliseconds(wallTime(), 20_000);
    let passed = false;
    sink.onMoment = (now) => { if (now === moment) passed = true; };
    const outcome = await channelTo(sink.port, { now: () => (passed ? sendBy : wallTime()) }).send(aMail({ sendBy }));
    expect(outcome).toMatchObject({ kind: 'not_sent', code: 'send_by_passed' });
    expect(sink.accepted).toEqual([]);
  });

  it('ends a wait for the answer to the final dot as unknown', async () => {
    sink.failNext({ kind: 'silence', at: 'dot' });
    const outcome = await channelTo(sink.port).send(aMail({ sendBy: addMilliseconds(wallTime(), 300) }));
    expect(outcome).toMatchObject({ kind: 'unknown' });
    expect(sink.accepted).toHaveLength(1);
  });

  it('cuts a body that a slow server has not taken whole: nothing is accepted', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.write('220 slow\r\n');
      socket.on('data', (chunk) => {
        const line = String(chunk);
        if (line.startsWith('DATA')) { socket.write('354 go\r\n'); socket.pause(); } else socket.write('250 ok\r\n');
      });
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const attachments = [{ fileName: 'a.bin', contentType: 'application/octet-stream', content: new Uint8Array(20_000_000) }];
    const outcome = await channelTo((server.address() as AddressInfo).port).send(aMail({ attachments, sendBy: addMilliseconds(wallTime(), 1_500) }));
    expect(outcome).toMatchObject({ kind: 'not_sent', code: 'send_by_passed' });
    server.close();
  });
});

describe('an address', () => {
  it.each(['b@y.example\r\nBcc: evil@x.example', 'b@y.example, evil@x.example', 'b@y.example<evil@x.example>', 'B <b@y.example>', '"b c"@y.example',
    'b@y@example', 'b', '@y.example', 'b@', 'b..c@y.example', 'b@y_z.example', 'b@-y.example', `${'a'.repeat(65)}@y.example`, 'b@y.example;c@z.example', ' b@y.example'])(
    '%j is refused and nothing connects', async (address) => {
      expect(await channelTo(sink.port).send(aMail({ recipient: { name: 'B', address } }))).toMatchObject({ kind: 'refused', code: 'invalid_address' });
      expect(sink.conversations).toBe(0);
    });

  it.each([['b+c@Y.example', 'b+c@y.example'], ['wang@例子.公司', 'wang@xn--fsqu00a.xn--55qx5d'], [`${'a'.repeat(64)}@y.example`, `${'a'.repeat(64)}@y.example`]])(
    '%s goes as %s', (address, wire) => { expect(wireAddress(address)).toBe(wire); });

  it('names with commas, angles and line breaks reach nobody else', async () => {
    const name = 'A, <evil@x.example>\r\nBcc: evil@x.example';
    expect(await channelTo(sink.port).send(aMail({ recipient: { name, address: 'wang@customer.example' } }))).toMatchObject({ kind: 'sent' });
    expect(sink.accepted[0]?.to).toEqual(['wang@customer.example']);
    expect(headerOf(sink.accepted[0]?.source ?? '', 'Bcc')).toBe('');
  });
});
