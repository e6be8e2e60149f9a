import twilio from 'twilio';
import { addMilliseconds, addMinutes, earlier, epochMilliseconds, type Instant } from '../domain/dates.js';
import type { Channel, OutboundMessage, ProviderAnswer, ProviderQuestion, SendOutcome } from './channel.js';
import { statusCallbackUrl } from './sms-callback.js';

export interface SmsChannelOptions {
  readonly accountId: string;
  readonly authToken: string;
  /** Another server that speaks the provider's API, such as `http://127.0.0.1:4010`. */
  readonly baseUrl?: string;
  /** Public address of the status callback route, without the attempt's token. Absent: no callbacks are asked for. */
  readonly callbackBase?: string;
  /** Wall time, the time of `sendBy`. */
  readonly now: () => Instant;
  readonly answerMillisecondsMax?: number;
}

const ANSWER_MILLISECONDS_MAX = 20_000;
const MESSAGES_LISTED_MAX = 200;
// Clocks of two machines differ; the provider's stamp may lie before ours.
const CLOCK_DIFFERENCE_MINUTES = 5;
const PHONE_NUMBER = /^\+[1-9]\d{6,14}$/;
/** As they are made: 32 bytes in base64url. */
const LINK_SECRET = '[A-Za-z0-9_-]{43}';
const OPTED_OUT = 21610;
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** SMS through Twilio. Creating a message has no idempotency key: what got no clear answer is `unknown`, and is asked for. */
export function smsChannel(options: SmsChannelOptions): Channel & Required<Pick<Channel, 'ask'>> {
  return {
    send: (message) => send(options, message),
    ask: (question) => ask(options, question),
  };
}

class SendByPassed extends Error {}
class NoAnswerInTime extends Error {}

/** A client that may speak to another server, and that looks at the clock at the last moment before a request leaves. */
function clientFor(options: SmsChannelOptions, deadline: Instant) {
  // A kept connection may be closed by the server just as a message is written to it: an unknown for nothing.
  const httpClient = new twilio.RequestClient({ keepAlive: false, autoRetry: false });
  httpClient.axios.interceptors.request.use((request) => {
    const left = millisecondsLeft(options, deadline);
    if (left <= 0) throw new SendByPassed('the time to send had passed before the request');
    request.timeout = left;
    if (options.baseUrl !== undefined && request.url !== undefined) {
      const { pathname, search } = new URL(request.url);
      request.url = `${options.baseUrl.replace(/\/$/, '')}${pathname}${search}`;
    }
    return request;
  });
  return twilio(options.accountId, options.authToken, { httpClient, autoRetry: false });
}

function millisecondsLeft({ now }: SmsChannelOptions, deadline: Instant): number {
  return epochMilliseconds(deadline) - epochMilliseconds(now());
}

function answerBy({ now, answerMillisecondsMax }: SmsChannelOptions): Instant {
  return addMilliseconds(now(), answerMillisecondsMax ?? ANSWER_MILLISECONDS_MAX);
}

/** The client's own time-out is one of silence: a server that drips bytes would outlast it. */
async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => { reject(new NoAnswerInTime(`no answer within ${milliseconds} ms`)); }, milliseconds);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

async function send(options: SmsChannelOptions, message: OutboundMessage): Promise<SendOutcome> {
  const to = message.recipient.address;
  if (!PHONE_NUMBER.test(to)) return { kind: 'refused', code: 'invalid_address', detail: `"${to}" is no phone number in the form +8613800138000` };
  const callback = options.callbackBase === undefined || message.attemptToken === undefined
    ? {} : { statusCallback: statusCallbackUrl(options.callbackBase, message.attemptToken) };
  const from = message.sender.address.startsWith('MG') ? { messagingServiceSid: message.sender.address } : { from: message.sender.address };
  try {
    const deadline = earlier(message.sendBy, answerBy(options));
    if (millisecondsLeft(options, deadline) <= 0) throw new SendByPassed('the time to send had passed before the request');
    const request = clientFor(options, deadline).messages.create({ to, body: message.text, ...from, ...callback });
    const created = await within(millisecondsLeft(options, deadline), request);
    if (typeof created.sid === 'string' && created.sid !== '') return { kind: 'sent', providerId: created.sid };
    return { kind: 'unknown', code: 'unreadable_reply', detail: 'the provider answered without a message id' };
  } catch (error) {
    return outcomeOf(error);
  }
}

function outcomeOf(error: unknown): SendOutcome {
  if (error instanceof SendByPassed) return { kind: 'not_sent', code: 'send_by_passed', detail: error.message };
  const detail = error instanceof Error ? error.message : String(error);
  const status = numberIn(error, 'status');
  if (status !== undefined) return outcomeOfStatus(status, numberIn(error, 'code'), detail);
  if (error instanceof SyntaxError) return { kind: 'unknown', code: 'unreadable_reply', detail };
  const code = textIn(error, 'code');
  if (NEVER_CONNECTED.has(code)) return { kind: 'not_sent', code: 'cannot_connect', detail: detail === '' ? code : detail };
  return { kind: 'unknown', code: 'no_reply', detail: detail === '' ? code : detail };
}

function outcomeOfStatus(status: number, providerCode: number | undefined, message: string): SendOutcome {
  const detail = providerCode === undefined ? `HTTP ${status}: ${message}` : `${providerCode}: ${message}`;
  if (status === 429) return { kind: 'not_sent', code: 'rate_limited', detail };
  // Wrong credentials or a wrong account say nothing about this message.
  if (status === 401 || status === 403 || status === 404) return { kind: 'not_sent', code: 'sign_in_failed', detail };
  if (providerCode === OPTED_OUT) return { kind: 'refused', code: 'opted_out', detail };
  // 408 is the server's own time-out: it may have begun.
  if (status >= 400 && status < 500 && status !== 408) return { kind: 'refused', code: 'provider_refused', detail };
  return { kind: 'unknown', code: 'server_error', detail };
}

function numberIn(error: unknown, field: 'status' | 'code'): number | undefined {
  const value: unknown = typeof error === 'object' && error !== null && field in error ? Reflect.get(error, field) : undefined;
  return typeof value === 'number' ? value : undefined;
}

function textIn(error: unknown, field: 'code'): string {
  const value: unknown = typeof error === 'object' && error !== null && field in error ? Reflect.get(error, field) : undefined;
  return typeof value === 'string' ? value : '';
}

/** Whether a text that the provider holds is the one that was sent: letter by letter, with any secret of ours at the mark. */
function isTextOf({ text, secretMark }: ProviderQuestion): (body: string | null) => boolean {
  if (secretMark === undefined || !text.includes(secretMark)) return (body) => body === text;
  const parts = text.split(secretMark).map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join(LINK_SECRET)}$`);
  return (body) => body !== null && pattern.test(body);
}

/**
 * Looks for a message in the provider's own list by recipient and text. Filtering by the day sent would hide a
 * message still in its queue, so the newest are read and compared here.
 */
async function ask(options: SmsChannelOptions, question: ProviderQuestion): Promise<ProviderAnswer> {
  const since = epochMilliseconds(addMinutes(question.attemptedAt, -CLOCK_DIFFERENCE_MINUTES));
  try {
    const deadline = answerBy(options);
    const request = clientFor(options, deadline).messages.list({ to: question.recipientAddress, limit: MESSAGES_LISTED_MAX });
    const listed = await within(millisecondsLeft(options, deadline), request);
    const recent = listed.filter((candidate) => candidate.dateCreated.getTime() >= since);
    const isText = isTextOf(question);
    const found = recent.find((candidate) => candidate.to === question.recipientAddress && isText(candidate.body)
      && !question.knownProviderIds.includes(candidate.sid));
    if (found !== undefined) return { kind: 'found', providerId: found.sid, providerStatus: found.status };
    if (recent.length >= MESSAGES_LISTED_MAX) {
      return { kind: 'cannot_tell', code: 'too_many_messages', detail: `more than ${MESSAGES_LISTED_MAX} messages to this number since the attempt` };
    }
    return { kind: 'absent', neverArrives: false };
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome.kind === 'sent') throw error;
    return { kind: 'cannot_tell', code: outcome.code, detail: outcome.detail };
  }
}
