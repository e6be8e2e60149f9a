import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient, type UseInfiniteQueryResult, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { currentLanguage } from './i18n/language.js';
import type { Page } from './shapes.js';

/** So long an answer about a draft is kept after the draft has changed. */
const ASKED_MILLISECONDS = 30_000;

/** A request that was refused, or that nobody answered (`status` 0). */
export class ApiProblem extends Error {
  readonly status: number;
  /** Stable code of the refusal; `no_answer` when the server could not be reached. */
  readonly code: string;
  /** In the reader's language. */
  readonly title: string;
  readonly data: Readonly<Record<string, unknown>>;

  constructor({ status, code, title, data = {} }: { readonly status: number; readonly code: string; readonly title: string; readonly data?: Readonly<Record<string, unknown>> }) {
    super(title);
    this.status = status;
    this.code = code;
    this.title = title;
    this.data = data;
  }

  /** What is wrong with single fields: `body.amountMinor` → words. */
  get fields(): readonly { readonly path: string; readonly message: string }[] {
    const problems = this.data['problems'];
    return Array.isArray(problems) ? problems.filter((problem): problem is { path: string; message: string } => typeof problem === 'object' && problem !== null && 'path' in problem && 'message' in problem) : [];
  }
}

interface Sent {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  readonly path: string;
  /** A file goes as it is, everything else as JSON. */
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/** One request to the API. @throws ApiProblem when it is refused or not answered */
export async function request<T>({ method, path, body, idempotencyKey }: Sent): Promise<T> {
  const headers: Record<string, string> = { 'accept': 'application/json', 'accept-language': currentLanguage(), 'x-dunlin-request': '1' };
  const file = body instanceof Blob ? body : undefined;
  if (body !== undefined) headers['content-type'] = file === undefined ? 'application/json' : 'application/octet-stream';
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  const response = await fetch(path, { method: method.toUpperCase(), headers, credentials: 'same-origin', ...(body === undefined ? {} : { body: file ?? JSON.stringify(body) }) })
    .catch((error: unknown) => { throw new ApiProblem({ status: 0, code: 'no_answer', title: String(error) }); });
  if (response.status === 204) return undefined as T;
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as T;
  throw problemOf(response.status, answer);
}

function problemOf(status: number, answer: unknown): ApiProblem {
  if (typeof answer !== 'object' || answer === null) return new ApiProblem({ status, code: 'no_answer', title: `HTTP ${status}` });
  const data = answer as Readonly<Record<string, unknown>> & { readonly code?: unknown; readonly title?: unknown };
  const { code, title } = data;
  return new ApiProblem({ status, code: typeof code === 'string' ? code : 'unknown', title: typeof title === 'string' ? title : `HTTP ${status}`, data });
}

/** An answer of the API, kept and refreshed under its own address. `undefined` asks nothing. */
export function useApi<T>(path: string | undefined, options: { readonly refreshEverySeconds?: number; readonly keep?: boolean } = {}): UseQueryResult<T, ApiProblem> {
  return useQuery<T, ApiProblem>({
    queryKey: [path], enabled: path !== undefined, queryFn: () => request<T>({ method: 'get', path: path ?? '' }),
    ...(options.refreshEverySeconds === undefined ? {} : { refetchInterval: options.refreshEverySeconds * 1_000 }),
    // A list keeps its rows while the next filter is on its way.
    ...(options.keep === true ? { placeholderData: (previous: unknown) => previous as never } : {}),
  });
}

/** Something that changes something. The same form sent twice carries the same key until it is answered, so it counts once.
 * Afterwards everything on the screen is asked again. */
export function useCommand<Answer = unknown>(): UseMutationResult<Answer, ApiProblem, Omit<Sent, 'idempotencyKey'>> {
  const client = useQueryClient();
  const pending = useRef<{ readonly content: string; readonly key: string } | undefined>(undefined);
  return useMutation<Answer, ApiProblem, Omit<Sent, 'idempotencyKey'>>({
    mutationFn: async (sent) => {
      const content = JSON.stringify(sent);
      if (pending.current?.content !== content) pending.current = { content, key: newKey() };
      try {
        const answer = await request<Answer>({ ...sent, idempotencyKey: pending.current.key });
        pending.current = undefined;
        return answer;
      } catch (error) {
        if (error instanceof ApiProblem && error.status >= 400 && error.status < 500 && error.code !== 'idempotency_key_in_use') pending.current = undefined;
        throw error;
      }
    },
    // Not waited for: a form whose task leaves the list with the new answers would be gone before it is told that it is done.
    onSuccess: () => { void client.invalidateQueries(); },
  });
}

/** A random key. `crypto.randomUUID` is missing where the page came over plain HTTP from another machine. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** An address with the parts of a query that are there. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string | number] => entry[1] !== undefined && entry[1] !== '');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()}`;
}

/** A list of pages, loaded one after another. The query is without cursor. */
export function usePages<T>(path: string, query: Readonly<Record<string, string | number | undefined>>): UseInfiniteQueryResult<readonly T[], ApiProblem> {
  return useInfiniteQuery<Page<T>, ApiProblem, readonly T[], readonly [string], string | undefined>({
    queryKey: [withQuery(path, { ...query, pages: 'all' })], initialPageParam: undefined,
    queryFn: ({ pageParam }) => request<Page<T>>({ method: 'get', path: withQuery(path, { ...query, cursor: pageParam }) }),
    getNextPageParam: (last) => last.nextCursor ?? undefined, select: (data) => data.pages.flatMap((page) => page.items), placeholderData: keepPreviousData,
  });
}

/** A question about something that is not written anywhere yet, asked by POST; it changes nothing. While the next answer is on its way the last one stays.
 * `undefined` asks nothing. */
export function useAsked<T>(path: string, body: unknown): UseQueryResult<T, ApiProblem> {
  return useQuery<T, ApiProblem>({
    queryKey: [path, body], enabled: body !== undefined, queryFn: () => request<T>({ method: 'post', path, body }), placeholderData: (previous: unknown) => previous as never,
    staleTime: 0, gcTime: ASKED_MILLISECONDS, retry: false,
  });
}
