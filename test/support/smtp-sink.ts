import { appendFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What the sink does to the next conversations, in their order; `accept` once the list is used up. */
export type SmtpFault =
  | { readonly kind: 'accept' }
  | { readonly kind: 'drop'; readonly at: SmtpMoment }
  | { readonly kind: 'silence'; readonly at: SmtpMoment }
  /** Answers this line at that moment instead of the usual one; a 4xx or 5xx to the final dot accepts nothing. */
  | { readonly kind: 'reply'; readonly at: SmtpMoment; readonly line: string };

/** `data`: the DATA command; `mid_body`: first bytes of the body; `dot`: the final dot, the message being accepted. */
export type SmtpMoment = 'greeting' | 'mail' | 'rcpt' | 'data' | 'mid_body' | 'dot';

export interface AcceptedMail {
  readonly messageId: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly possibleDuplicate: boolean;
  readonly source: string;
}

export interface SmtpSink {
  readonly port: number;
  readonly accepted: AcceptedMail[];
  readonly conversations: number;
  failNext(...faults: SmtpFault[]): void;
  /** Called at each moment of each conversation, before the answer. */
  onMoment: (moment: SmtpMoment) => void;
  close(): Promise<void>;
}

export interface SmtpSinkOptions {
  readonly port?: number;
  /** Each accepted mail is appended as one JSON line: a record that outlives every process. */
  readonly file?: string;
  readonly pipelining?: boolean;
}

interface Conversation {
  readonly fault: SmtpFault;
  from: string;
  to: string[];
  body: string | undefined;
  buffer: string;
  /** After `silence` nothing is answered any more. */
  silent: boolean;
}

/** An SMTP server that accepts everything, unless told to fail at a moment; the judge of what has been delivered. */
export async function startSmtpSink(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const faults: SmtpFault[] = [];
  const accepted: AcceptedMail[] = [];
  const sockets = new Set<Socket>();
  const sink = { conversations: 0, onMoment: (_moment: SmtpMoment): void => undefined };
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    sink.conversations += 1;
    const conversation: Conversation = { fault: faults.shift() ?? { kind: 'accept' }, from: '', to: [], body: undefined, buffer: '', silent: false };
    const answer = (moment: SmtpMoment, line: string): boolean => {
      sink.onMoment(moment);
      return respond(socket, conversation, moment, line);
    };
    socket.setEncoding('utf8');
    answer('greeting', '220 sink ready');
    socket.on('data', (chunk) => {
      conversation.buffer += String(chunk);
      while (!socket.destroyed && !conversation.silent && step(conversation, answer, (line) => void socket.write(`${line}\r\n`), options, record)) continue;
    });
  });
  function record(mail: AcceptedMail): void {
    accepted.push(mail);
    if (options.file !== undefined) appendFileSync(options.file, `${JSON.stringify(mail)}\n`);
  }
  await new Promise<void>((resolve) => { server.listen(options.port ?? 0, '127.0.0.1', resolve); });
  return {
    port: (server.address() as AddressInfo).port,
    accepted,
    get conversations() { return sink.conversations; },
    failNext: (...next) => { faults.push(...next); },
    get onMoment() { return sink.onMoment; },
    set onMoment(listener) { sink.onMoment = listener; },
    close: () => new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => { resolve(); });
    }),
  };
}

/** @returns whether the conversation goes on as usual. */
function respond(socket: Socket, conversation: Conversation, moment: SmtpMoment, line: string): boolean {
  const { fault } = conversation;
  if (fault.kind === 'accept' || fault.at !== moment) {
    if (line !== '') socket.write(`${line}\r\n`);
    return true;
  }
  if (fault.kind === 'drop') socket.destroy();
  else if (fault.kind === 'silence') conversation.silent = true;
  else socket.write(`${fault.line}\r\n`);
  return false;
}

function step(
  conversation: Conversation, answer: (moment: SmtpMoment, line: string) => boolean, write: (line: string) => void,
  options: SmtpSinkOptions, record: (mail: AcceptedMail) => void,
): boolean {
  if (conversation.body !== undefined) return readBody(conversation, answer, record);
  const end = conversation.buffer.indexOf('\r\n');
  if (end < 0) return false;
  const line = conversation.buffer.slice(0, end);
  conversation.buffer = conversation.buffer.slice(end + 2);
  const verb = line.slice(0, 4).toUpperCase();
  if (verb === 'EHLO') write(options.pipelining === true ? '250-sink\r\n250-PIPELINING\r\n250 8BITMIME' : '250-sink\r\n250 8BITMIME');
  else if (verb === 'MAIL') { conversation.from = addressIn(line); answer('mail', '250 ok'); }
  else if (verb === 'RCPT') { if (answer('rcpt', '250 ok')) conversation.to.push(addressIn(line)); }
  else if (verb === 'DATA') {
    if (conversation.to.length === 0) write('503 no recipient');
    else if (answer('data', '354 go on')) conversation.body = '';
  } else if (verb === 'QUIT') write('221 bye');
  else write('250 ok');
  return true;
}

function readBody(conversation: Conversation, answer: (moment: SmtpMoment, line: string) => boolean, record: (mail: AcceptedMail) => void): boolean {
  if (conversation.buffer !== '' && conversation.body === '' && !answer('mid_body', '')) return false;
  conversation.body += conversation.buffer;
  conversation.buffer = '';
  const end = conversation.body?.indexOf('\r\n.\r\n') ?? -1;
  if (end < 0) return false;
  const source = (conversation.body ?? '').slice(0, end);
  conversation.body = undefined;
  const { fault } = conversation;
  const refused = fault.kind === 'reply' && fault.at === 'dot' && /^[45]/.test(fault.line);
  if (!refused) {
    record({
      messageId: headerOf(source, 'Message-ID'), from: conversation.from, to: [...conversation.to],
      possibleDuplicate: headerOf(source, 'X-Dunlin-Possible-Duplicate') === 'yes', source,
    });
  }
  answer('dot', '250 accepted');
  return false;
}

function addressIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? '';
}

export function headerOf(source: string, name: string): string {
  const unfolded = source.slice(0, source.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const line = unfolded.split('\r\n').find((candidate) => candidate.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line === undefined ? '' : line.slice(name.length + 1).trim();
}
