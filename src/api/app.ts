import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { rateLimit } from 'express-rate-limit';
import { keepAnswer, KeyClaimLost, releaseIdempotencyKey, takeIdempotencyKey, underClaim, type KeyClaim } from '../db/idempotency.js';
import { isDatabaseAway } from '../db/database-away.js';
import type { Database } from '../db/database.js';
import type { Json } from '../db/schema.js';
import type { ConnectedChannels } from '../notifications/channel.js';
import { assertNever } from '../domain/assert-never.js';
import { placeOf } from '../domain/error-place.js';
import { authenticate, SESSION_COOKIE } from './authentication.js';
import { mountApiDocs } from './docs-page.js';
import { valueProblem } from './given-values.js';
import { problemFor, retryAfterSeconds, type Language } from './problems.js';
import { mountProviderCallbacks, type TwilioAccount } from './provider-callbacks.js';
import { endProgress, tellProgress, wantsProgress } from './progress-lines.js';
import type { Refusal } from './refusals.js';
import { allRoutes } from './routes.js';
import type { Answer, Caller, Exchange, Route } from './route.js';

export interface ApiParts {
  readonly database: Database;
  readonly engine: () => 'reachable' | 'away' | 'not_asked_yet';
  readonly publicUrl: string;
  /** Proxies of ours before the API; the addresses that rate limits count by are what the last of them saw. */
  readonly trustedProxies: number;
  /** What a test message leaves by. */
  readonly channels: ConnectedChannels;
  /** Whose reports about messages are believed; absent without credentials. */
  readonly twilio?: TwilioAccount | undefined;
  /** A line of the log: ids and codes, never people's data. */
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
  /** Served beside the API: the console's files and the public pages. */
  readonly mount?: (app: Express) => void;
}

const BODY_BYTES_MAX = 1_000_000;
const SIGN_INS_PER_MINUTE = 20;

// The parser would put a sign for "unreadable" into the ledger.
function refuseDamagedText(_request: unknown, _response: unknown, body: Buffer, encoding: string): void {
  if (encoding === 'utf-8' && !isUtf8(body)) throw new Error('not UTF-8');
}

/** The whole HTTP API as one Express application. */
export function createApp(parts: ApiParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', parts.trustedProxies);
  app.use(helmet({ contentSecurityPolicy: { directives: { 'script-src': ["'self'"], 'style-src': ["'self'", "'unsafe-inline'"], 'img-src': ["'self'", 'data:'], 'upgrade-insecure-requests': null } }, strictTransportSecurity: parts.publicUrl.startsWith('https:') }));
  app.use('/v1/session', rateLimit({ windowMs: 60_000, limit: SIGN_INS_PER_MINUTE, standardHeaders: 'draft-8', legacyHeaders: false, skip: (request) => request.method !== 'POST', handler: (request, response) => { sendRefusal(request, response, { kind: 'rejected', code: 'too_many_requests' }); } }));
  mountApiDocs(app);
  mountProviderCallbacks(app, { ...parts, refuse: sendRefusal });
  for (const route of allRoutes(parts)) {
    const body = route.rawBodyBytesMax === undefined ? express.json({ limit: BODY_BYTES_MAX, strict: true, verify: refuseDamagedText }) : express.raw({ type: () => true, limit: route.rawBodyBytesMax });
    // Nobody's body is read before it is known who sends it. A promise that fails goes to the error handler by itself.
    app[route.method](route.path, async (request: Request, response: Response, next: NextFunction) => {
      const admitted = await admit(parts, route, request);
      if (admitted.kind === 'rejected') sendRefusal(request, response, admitted);
      else {
        response.locals['caller'] = admitted.caller;
        next();
      }
    }, body, async (request: Request, response: Response) => {
      await serve(parts, route, { request, response });
    });
  }
  parts.mount?.(app);
  app.use((request: Request, response: Response) => { sendRefusal(request, response, { kind: 'rejected', code: 'route_unknown' }); });
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent && !wantsProgress(request)) {
      next(error);
      return;
    }
    const refusal = refusalOfError(error);
    if (refusal.code === 'defect' || refusal.code === 'database_away') parts.log({ level: 'error', path: request.route?.path ?? 'unknown', method: request.method, error: placeOf(error) });
    sendRefusal(request, response, refusal);
  });
  return app;
}

interface Http {
  readonly request: Request;
  readonly response: Response;
}

async function serve(parts: ApiParts, route: Route, http: Http): Promise<void> {
  const { response } = http;
  const began = Date.now();
  const answer = await answerOf(parts, route, http);
  send(http, answer);
  parts.log({ level: 'info', method: route.method, path: route.path, status: response.statusCode, milliseconds: Date.now() - began });
}

async function admit(parts: ApiParts, route: Route, request: Request): Promise<{ readonly kind: 'admitted'; readonly caller: Caller | undefined } | Refusal> {
  if (route.access === 'anyone') return { kind: 'admitted', caller: undefined };
  const authenticated = await authenticate(parts.database, request);
  if (authenticated.kind === 'rejected') return authenticated;
  if (authenticated.kind === 'nobody') return { kind: 'rejected', code: 'not_signed_in' };
  const { caller } = authenticated;
  if (Array.isArray(route.access) && !route.access.some((role) => caller.roles.includes(role))) return { kind: 'rejected', code: 'not_permitted', rolesNeeded: route.access };
  return { kind: 'admitted', caller };
}

async function answerOf(parts: ApiParts, route: Route, http: Http): Promise<Answer> {
  const { request } = http;
  const caller = http.response.locals['caller'] as Caller | undefined;
  const parsed = parse(route, request);
  if ('kind' in parsed) return parsed;
  const run = (): Promise<Answer> => route.handle(exchangeOf(parts, http, { ...parsed, caller }));
  if (route.method !== 'post' || route.withoutIdempotencyKey || caller === undefined) return run();
  return once(parts.database, route, { request, caller, run });
}

function exchangeOf(parts: ApiParts, { request, response }: Http, given: { readonly params: unknown; readonly query: unknown; readonly body: unknown; readonly caller: Caller | undefined }): Exchange<never, never, never> {
  return {
    ...given, language: languageOf(request), database: parts.database, tell: wantsProgress(request) ? (progress: Json) => { tellProgress(response, progress); } : undefined,
    actor: () => {
      if (given.caller === undefined) throw new Error('A route that anyone may call has no actor');
      return given.caller.actor;
    },
    setCookie: (value: string, maxAgeSeconds: number) => {
      response.cookie(SESSION_COOKIE, value, { httpOnly: true, sameSite: 'lax', secure: parts.publicUrl.startsWith('https:'), path: '/', maxAge: maxAgeSeconds * 1_000 });
    },
  } as Exchange<never, never, never>;
}

function parse(route: Route, request: Request): { readonly params: unknown; readonly query: unknown; readonly body: unknown } | Refusal {
  const { params: pathParams, query: asked } = request;
  const unfit = Object.entries({ params: pathParams, query: asked, body: request.body as unknown }).flatMap(([part, value]) => valueProblem(part, value) ?? []);
  if (unfit.length > 0) return { kind: 'rejected', code: 'request_invalid', problems: unfit };
  if (route.rawBodyBytesMax === undefined && request.body === undefined && sendsBody(request)) return { kind: 'rejected', code: 'request_invalid', problems: [{ path: 'body', message: 'Send it as application/json' }] };
  const problems: { path: string; message: string }[] = [];
  const read = (part: 'params' | 'query' | 'body', schema: Route['params'], value: unknown): unknown => {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) problems.push({ path: [part, ...issue.path].join('.'), message: issue.message });
    return undefined;
  };
  const params = read('params', route.params, pathParams);
  const query = read('query', route.query, asked);
  const body = route.rawBodyBytesMax !== undefined ? request.body : route.body === undefined ? undefined : read('body', route.body, request.body ?? {});
  return problems.length === 0 ? { params, query, body } : { kind: 'rejected', code: 'request_invalid', problems };
}

function sendsBody(request: Request): boolean {
  return Number(request.get('content-length') ?? 0) > 0 || request.get('transfer-encoding') !== undefined;
}

// The same key and the same request: the first answer again. What failed by itself may be tried again under its key.
async function once(database: Database, route: Route, { request, caller, run }: { readonly request: Request; readonly caller: Caller; readonly run: () => Promise<Answer> }): Promise<Answer> {
  const key = request.get('idempotency-key');
  if (key === undefined || key.length < 8 || key.length > 200) return { kind: 'rejected', code: 'idempotency_key_missing' };
  const content = Buffer.isBuffer(request.body) ? request.body : Buffer.from(JSON.stringify(request.body ?? null));
  const hash = createHash('sha256').update(`${request.method} ${request.originalUrl}\n`).update(content).digest('hex');
  const taken = await database.transaction((trx) => takeIdempotencyKey(trx, { caller: caller.name, key, hash }));
  switch (taken.kind) {
    case 'taken': return keepingAnswer(database, route, { claim: taken.claim, run });
    case 'of_another_request': return { kind: 'rejected', code: 'idempotency_key_reused' };
    case 'in_use': return { kind: 'rejected', code: 'idempotency_key_in_use' };
    case 'answer_lost': return { kind: 'rejected', code: 'idempotency_answer_lost' };
    case 'answered': return { kind: 'answer', status: taken.status, body: taken.body };
    default: return assertNever(taken);
  }
}

async function keepingAnswer(database: Database, route: Route, { claim, run }: { readonly claim: KeyClaim; readonly run: () => Promise<Answer> }): Promise<Answer> {
  const release = (): Promise<void> => database.transaction((trx) => releaseIdempotencyKey(trx, claim));
  const answer = await underClaim(claim, run).catch(async (error: unknown): Promise<Answer> => {
    if (error instanceof KeyClaimLost) return { kind: 'rejected', code: 'idempotency_key_in_use' };
    await release().catch(() => undefined);
    throw error;
  });
  if (answer.kind === 'answer') await database.transaction((trx) => keepAnswer(trx, claim, { status: answer.status, body: withoutSecrets(answer.body, route.shownOnce) }));
  else await release();
  return answer;
}

function withoutSecrets(body: unknown, shownOnce: readonly string[]): Json {
  if (shownOnce.length === 0 || typeof body !== 'object' || body === null) return body as Json;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, shownOnce.includes(name) ? null : value as Json]));
}

function send({ request, response }: Http, answer: Answer): void {
  if (answer.kind === 'rejected') {
    sendRefusal(request, response, answer);
    return;
  }
  if (answer.kind === 'answer' && endProgress(response, answer)) return;
  response.set('cache-control', 'no-store');
  if (answer.kind === 'file') {
    response.attachment(answer.fileName).type(answer.contentType).send(Buffer.from(answer.content));
  } else if (answer.status === 204) response.status(204).end();
  else response.status(answer.status).json(answer.body);
}

function sendRefusal(request: Pick<Request, 'acceptsLanguages'>, response: Response, refusal: Refusal): void {
  const problem = problemFor(refusal, languageOf(request));
  if (endProgress(response, { status: problem.status, body: problem })) return;
  response.set('cache-control', 'no-store');
  const wait = retryAfterSeconds(refusal.code);
  if (wait !== undefined) response.set('retry-after', String(wait));
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

export function languageOf(request: Pick<Request, 'acceptsLanguages'>): Language {
  return request.acceptsLanguages(['en', 'zh-CN', 'zh']) === 'en' ? 'en' : 'zh-CN';
}

function refusalOfError(error: unknown): Refusal {
  if (typeof error !== 'object' || error === null) return { kind: 'rejected', code: 'defect' };
  const { type, status } = error as { readonly type?: unknown; readonly status?: unknown };
  if (type === 'entity.too.large') return { kind: 'rejected', code: 'body_too_large' };
  if (type === 'entity.parse.failed') return { kind: 'rejected', code: 'request_invalid', problems: [{ path: 'body', message: 'This is not JSON' }] };
  if (type === 'entity.verify.failed') return { kind: 'rejected', code: 'request_invalid', problems: [{ path: 'body', message: 'This is not UTF-8' }] };
  // A charset or an encoding that is not read here, a broken address, a body that was cut off.
  if (typeof status === 'number' && status >= 400 && status < 500) return { kind: 'rejected', code: 'request_invalid', problems: [{ path: 'request', message: 'This cannot be read' }] };
  return { kind: 'rejected', code: isDatabaseAway(error) ? 'database_away' : 'defect' };
}
