import { appendFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';

/** What the server does to the next requests that create a message, in their order. */
export type TwilioFault =
  | { readonly kind: 'refuse'; readonly status: number; readonly code: number; readonly message: string }
  | { readonly kind: 'server_error'; readonly accepting: boolean }
  | { readonly kind: 'reset'; readonly accepting: boolean }
  | { readonly kind: 'silence'; readonly accepting: boolean }
  /** 201 and a page of HTML, as a proxy in between may answer. */
  | { readonly kind: 'html'; readonly accepting: boolean }
  /** 201 and a byte of JSON now and then. */
  | { readonly kind: 'drip'; readonly accepting: boolean };

export interface AcceptedSms {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly statusCallback: string;
  readonly createdAt: string;
  status: string;
}

export interface TwilioServer {
  readonly url: string;
  readonly accepted: AcceptedSms[];
  /** Requests that create a message, whatever became of them. */
  readonly requests: number;
  failNext(...faults: TwilioFault[]): void;
  /** The callback as the provider would sign and post it. */
  callbackFor(sid: string, status: string, more?: Readonly<Record<string, string>>): { readonly url: string; readonly params: Record<string, string>; readonly signature: string };
  close(): Promise<void>;
}

export interface TwilioServerOptions {
  readonly accountId: string;
  readonly authToken: string;
  readonly port?: number;
  /** Each accepted message is appended as one JSON line. */
  readonly file?: string;
  readonly now?: () => Date;
}

interface Account {
  readonly options: TwilioServerOptions;
  readonly accepted: AcceptedSms[];
  readonly faults: TwilioFault[];
  requests: number;
}

/** Speaks the Messages part of Twilio's API: create and list, with its error form; the judge of what has been accepted. */
export async function startTwilioServer(options: TwilioServerOptions): Promise<TwilioServer> {
  const account: Account = { options, accepted: [], faults: [], requests: 0 };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => { text += String(chunk); });
    request.on('end', () => { answer(account, request, response, text); });
  });
  await new Promise<void>((resolve) => { server.listen(options.port ?? 0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted: account.accepted,
    get requests() { return account.requests; },
    failNext: (...faults) => { account.faults.push(...faults); },
    callbackFor: (sid, status, more = {}) => {
      const message = account.accepted.find((candidate) => candidate.sid === sid);
      if (message === undefined) throw new Error(`No message ${sid} was accepted`);
      const params = { AccountSid: options.accountId, MessageSid: sid, SmsSid: sid, MessageStatus: status, To: message.to, From: message.from, ...more };
      return { url: message.statusCallback, params, signature: twilio.getExpectedTwilioSignature(options.authToken, message.statusCallback, params) };
    },
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => { resolve(); });
    }),
  };
}

function answer(account: Account, request: IncomingMessage, response: ServerResponse, text: string): void {
  const { accountId, authToken } = account.options;
  const url = new URL(request.url ?? '/', 'http://localhost');
  const expected = `Basic ${Buffer.from(`${accountId}:${authToken}`).toString('base64')}`;
  if (request.headers.authorization !== expected) return problem(response, 401, 20003, 'Authenticate');
  if (url.pathname !== `/2010-04-01/Accounts/${accountId}/Messages.json`) return problem(response, 404, 20404, 'The requested resource was not found');
  if (request.method === 'GET') return list(account, url, response);
  account.requests += 1;
  const fields = new URLSearchParams(text);
  const fault = account.faults.shift();
  if (fault?.kind === 'refuse') return problem(response, fault.status, fault.code, fault.message);
  if (fault === undefined) {
    if (fields.get('To') === null) return problem(response, 400, 21604, "A 'To' phone number is required.");
    return json(response, 201, resourceOf(accept(account, fields)));
  }
  if (fault.accepting) accept(account, fields);
  switch (fault.kind) {
    case 'server_error': return problem(response, 500, 20500, 'Internal Server Error');
    case 'reset': request.socket.resetAndDestroy(); return;
    case 'html': response.writeHead(201, { 'content-type': 'text/html' }).end('<html>ok</html>'); return;
    case 'drip': {
      response.writeHead(201, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => { clearInterval(drip); });
      return;
    }
    case 'silence': return;
    default: throw new Error('Unexpected fault');
  }
}

function accept({ accepted, options }: Account, fields: URLSearchParams): AcceptedSms {
  const message: AcceptedSms = {
    sid: `SM${String(accepted.length + 1).padStart(32, '0')}`,
    to: fields.get('To') ?? '', from: fields.get('From') ?? fields.get('MessagingServiceSid') ?? '', body: fields.get('Body') ?? '',
    statusCallback: fields.get('StatusCallback') ?? '', createdAt: (options.now?.() ?? new Date()).toUTCString(), status: 'queued',
  };
  accepted.push(message);
  if (options.file !== undefined) appendFileSync(options.file, `${JSON.stringify(message)}\n`);
  return message;
}

function list({ accepted, options }: Account, url: URL, response: ServerResponse): void {
  const to = url.searchParams.get('To');
  const size = Number(url.searchParams.get('PageSize') ?? 50);
  const page = Number(url.searchParams.get('Page') ?? 0);
  const matching = accepted.filter((message) => to === null || message.to === to).toReversed();
  const next = new URLSearchParams({ PageSize: String(size), Page: String(page + 1), ...(to === null ? {} : { To: to }) });
  json(response, 200, {
    messages: matching.slice(page * size, (page + 1) * size).map(resourceOf),
    page, page_size: size,
    next_page_uri: matching.length > (page + 1) * size ? `/2010-04-01/Accounts/${options.accountId}/Messages.json?${next.toString()}` : null,
  });
}

function resourceOf(message: AcceptedSms) {
  return {
    sid: message.sid, to: message.to, from: message.from, body: message.body, status: message.status,
    date_created: message.createdAt, date_sent: null, date_updated: message.createdAt, error_code: null, direction: 'outbound-api',
  };
}

function problem(response: ServerResponse, status: number, code: number, message: string): void {
  json(response, status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
