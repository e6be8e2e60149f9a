import { randomUUID } from 'node:crypto';

/** Where a command line reads and writes; tests give their own. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  out(line: string): void;
  error(line: string): void;
}

/** What became of a command, as a shell sees it. */
export type ExitCode = 0 | 1;

export const processTerminal: Terminal = {
  environment: process.env,
  out: (line) => { process.stdout.write(`${line}\n`); },
  error: (line) => { process.stderr.write(`${line}\n`); },
};

export interface Problem {
  readonly code: string;
  readonly title: string;
  readonly [data: string]: unknown;
}

/** What a running Dunlin answered. `away`: nobody answered as Dunlin does, with the cure in one line. */
export type ApiAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'problem'; readonly status: number; readonly problem: Problem }
  | { readonly kind: 'away'; readonly message: string };

export const DEFAULT_URL = 'http://127.0.0.1:8300';
const KEY = /^[\x21-\x7e]+$/;

interface Sent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly contentType?: string;
  readonly onProgress?: (progress: unknown) => void;
}

/** Speaks to a running Dunlin as a script does: DUNLIN_URL says where it is, DUNLIN_API_KEY who asks. */
export class ApiClient {
  readonly #url: string;
  readonly #key: string;

  constructor({ environment }: Terminal) {
    this.#url = (environment['DUNLIN_URL'] ?? '').replace(/\/+$/, '') || DEFAULT_URL;
    this.#key = environment['DUNLIN_API_KEY'] ?? '';
  }

  get(path: string): Promise<ApiAnswer> {
    return this.#send({ method: 'GET', path });
  }

  post(path: string, body: unknown): Promise<ApiAnswer> {
    return this.#send({ method: 'POST', path, body: JSON.stringify(body), contentType: 'application/json' });
  }

  /** @param onProgress hears how far it is while it is on its way */
  postFile(path: string, bytes: Uint8Array<ArrayBuffer>, onProgress: (progress: unknown) => void): Promise<ApiAnswer> {
    return this.#send({ method: 'POST', path, body: bytes, contentType: 'application/octet-stream', onProgress });
  }

  async #send({ method, path, body, contentType, onProgress }: Sent): Promise<ApiAnswer> {
    if (!KEY.test(this.#key)) return { kind: 'away', message: 'DUNLIN_API_KEY is not set; make a key in the console under Settings, API keys, or take the one of DUNLIN_ADMIN_API_KEY.' };
    if (!URL.canParse(this.#url)) return { kind: 'away', message: `DUNLIN_URL is no address: ${this.#url}; write it as ${DEFAULT_URL}.` };
    let response: Response;
    try {
      response = await fetch(`${this.#url}${path}`, {
        method, body: body ?? null, redirect: 'error',
        headers: { 'authorization': `Bearer ${this.#key}`, 'accept-language': 'en', 'idempotency-key': randomUUID(), ...(onProgress === undefined ? {} : { accept: 'application/x-ndjson, application/json' }), ...(contentType === undefined ? {} : { 'content-type': contentType }) },
      });
      return onProgress !== undefined && (response.headers.get('content-type') ?? '').startsWith('application/x-ndjson') ? await lastOf(response, this.#url, onProgress) : answerFrom(response.status, await response.text(), this.#url);
    } catch (error) {
      // Whatever keeps an answer away has the same cure; the code tells the cases apart.
      return { kind: 'away', message: `Dunlin does not answer at ${this.#url} (${reasonOf(error)}); start it, or set DUNLIN_URL.` };
    }
  }
}

/** Lines of progress, then the answer. */
async function lastOf(response: Response, url: string, onProgress: (progress: unknown) => void): Promise<ApiAnswer> {
  let rest = '';
  for await (const text of (response.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream())) {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const told = JSON.parse(line) as { readonly progress?: unknown; readonly status?: number; readonly body?: unknown };
      if (told.status !== undefined) return answerFrom(told.status, JSON.stringify(told.body), url);
      onProgress(told.progress);
    }
  }
  return { kind: 'away', message: `Dunlin at ${url} broke off; look whether the file was imported (import it again: the same file counts once).` };
}

function answerFrom(status: number, text: string, url: string): ApiAnswer {
  let body: unknown;
  try {
    body = text === '' ? {} : JSON.parse(text);
  } catch {
    return { kind: 'away', message: `What answers at ${url} is not Dunlin (status ${status}); set DUNLIN_URL.` };
  }
  if (status >= 200 && status < 300) return { kind: 'answer', status, body };
  if (!isProblem(body)) return { kind: 'away', message: `What answers at ${url} is not Dunlin (status ${status}); set DUNLIN_URL.` };
  return { kind: 'problem', status, problem: body };
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string' && 'title' in body && typeof body.title === 'string';
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause: unknown = error.cause;
  if (typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.message : error.message;
}
