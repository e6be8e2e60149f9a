import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { isDatabaseAway } from '../db/database-away.js';
import { placeOf } from '../domain/error-place.js';
import { showOutcome, showQuestions, takeAnswers } from './apply.js';
import { showDecision, takeDecision, type PageParts } from './decide.js';
import { downloadEvidence, showEvidence } from './evidence.js';
import { FORM_BYTES_MAX } from './forms.js';
import { showNewApplication, takeNewApplication } from './new-application.js';
import { languageOfReader, plainPage, sendPage } from './page.js';
import { pageTexts, type PageTexts } from './texts.js';

export interface PublicPagesParts extends PageParts {
  /** Told of what went wrong; never with an address, which holds a secret, nor with the words of an error, which may quote a name. */
  readonly report?: (problem: { readonly path: string; readonly error: string }) => void;
}

const MINUTE_MILLISECONDS = 60_000;
/** Links that do not work, a minute and address: a person mistypes a few, a program guesses. */
const MISSES_PER_MINUTE = 20;
const POSTS_PER_MINUTE = 60;
const MISSED = 410;

type Show = (parts: PageParts, request: Request<{ token: string }>, response: Response) => Promise<void>;

const PAGES: readonly { readonly path: string; readonly show: Show; readonly take?: Show }[] = [
  { path: '/decide/:token', show: showDecision, take: takeDecision },
  { path: '/evidence/:token', show: showEvidence },
  { path: '/evidence/:token/file', show: (_parts, request, response) => Promise.resolve(response.redirect(303, `/evidence/${encodeURIComponent(request.params.token)}`)), take: downloadEvidence },
  { path: '/apply/new/:token', show: showNewApplication, take: takeNewApplication },
  { path: '/apply/:token', show: showQuestions, take: takeAnswers },
  { path: '/applications/told/:token', show: showOutcome },
];

/** The address of every page that a link opens. */
export const PUBLIC_PATHS: readonly string[] = PAGES.map(({ path }) => path);

/** Puts the pages that people open by a link into the application: before the console's files, which answer every other address. */
export function mountPublicPages(app: Express, parts: PublicPagesParts): void {
  const answerTooMany = (request: Request, response: Response): void => { sendProblem(parts, request, response, { status: 429, problem: 'tooMany' }); };
  const limits = { windowMs: MINUTE_MILLISECONDS, standardHeaders: 'draft-8', legacyHeaders: false, handler: answerTooMany } as const;
  const misses = rateLimit({ ...limits, limit: MISSES_PER_MINUTE, skipSuccessfulRequests: true, requestWasSuccessful: (_request, response) => response.statusCode !== MISSED });
  const posts = rateLimit({ ...limits, limit: POSTS_PER_MINUTE });
  const body = express.urlencoded({ extended: false, limit: FORM_BYTES_MAX, parameterLimit: 100 });
  for (const { path, show, take } of PAGES) {
    // A promise that fails goes to the error handler by itself; HEAD is answered by `get`.
    app.get(path, misses, (request: Request<{ token: string }>, response: Response) => show(parts, request, response));
    if (take !== undefined) app.post(path, misses, posts, body, (request: Request<{ token: string }>, response: Response) => take(parts, request, response));
    app.use(path, (error: unknown, request: Request, response: Response, next: NextFunction) => {
      if (response.headersSent) {
        next(error);
        return;
      }
      const answer = problemOf(error);
      if (answer.status >= 500) parts.report?.({ path, error: placeOf(error) });
      sendProblem(parts, request, response, answer);
    });
  }
}

function problemOf(error: unknown): { readonly status: number; readonly problem: Problem } {
  const { type, status } = (typeof error === 'object' && error !== null ? error : {}) as { readonly type?: unknown; readonly status?: unknown };
  if (type === 'entity.too.large' || type === 'parameters.too.many') return { status: 413, problem: 'tooLarge' };
  if (typeof status === 'number' && status >= 400 && status < 500) return { status: 400, problem: 'unreadable' };
  return isDatabaseAway(error) ? { status: 503, problem: 'away' } : { status: 500, problem: 'defect' };
}

type Problem = 'tooMany' | 'tooLarge' | 'unreadable' | 'away' | 'defect';

function sendProblem(parts: PageParts, request: Pick<Request, 'acceptsLanguages'>, response: Response, { status, problem }: { readonly status: number; readonly problem: Problem }): void {
  const language = languageOfReader(request);
  const { common } = pageTexts[language];
  const title = `${problem}Title` as const satisfies keyof PageTexts['common'];
  if (status === 503) response.set('retry-after', '5');
  sendPage(response, plainPage({ status, language, title: common[title], sentences: [common[problem]] }), parts);
}
