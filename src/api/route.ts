import { z } from 'zod';
import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import type { Json } from '../db/schema.js';
import { isDayOfTrade, isPlainDate } from '../domain/dates.js';
import { AMOUNT_MINOR_MAX } from '../domain/money.js';
import type { Role } from '../domain/roles.js';
import type { Language } from './problems.js';
import type { Refusal } from './refusals.js';

/** Who may call: nobody in particular, any person or key, or one with any of these roles. */
export type Access = 'anyone' | 'signed_in' | readonly Role[];

/** Whoever is calling, as far as the credentials say. Authority is read again by the command that decides. */
export interface Caller {
  readonly actor: Extract<Actor, { readonly kind: 'person' | 'api_key' }>;
  readonly roles: readonly string[];
  /** `person:id` or `key:id`. */
  readonly name: string;
  readonly sessionHash: string | undefined;
}

export interface Exchange<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly language: Language;
  readonly database: Database;
  /** `undefined` only where anyone may call. */
  readonly caller: Caller | undefined;
  /** Whoever is calling. @throws where anyone may call (a defect) */
  readonly actor: () => Caller['actor'];
  setCookie(value: string, maxAgeSeconds: number): void;
  /** Hears how far a long request is; absent where the caller did not ask to. */
  readonly tell: ((progress: Json) => void) | undefined;
}

/** A file instead of JSON. */
export interface FileAnswer {
  readonly kind: 'file';
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

export type Answer = Refusal | FileAnswer | { readonly kind: 'answer'; readonly status: number; readonly body: unknown };

export interface Route {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** Express path, such as `/v1/customers/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params: z.ZodType;
  readonly query: z.ZodType;
  readonly body: z.ZodType | undefined;
  /** Takes bytes as they are, of at most so many. */
  readonly rawBodyBytesMax: number | undefined;
  /** A POST that may be repeated without a key: reading, signing in. */
  readonly withoutIdempotencyKey: boolean;
  /** Fields of the answer that are shown once: the kept answer of the same request again has `null` there. */
  readonly shownOnce: readonly string[];
  readonly answer: z.ZodType;
  readonly handle: (exchange: Exchange<never, never, never>) => Promise<Answer>;
}

interface RouteGiven<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  readonly method: Route['method'];
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly rawBodyBytesMax?: number;
  readonly withoutIdempotencyKey?: boolean;
  readonly shownOnce?: readonly string[];
  readonly answer?: z.ZodType;
  readonly handle: (exchange: Exchange<z.infer<Params>, z.infer<Query>, z.infer<Body>>) => Promise<Answer>;
}

const Nothing = z.strictObject({});
const Anything = z.unknown();

/** One route: what it takes, who may call it, and what it does. Express and OpenAPI are made from the same. */
export function defineRoute<Params extends z.ZodType = typeof Nothing, Query extends z.ZodType = typeof Nothing, Body extends z.ZodType = typeof Nothing>(given: RouteGiven<Params, Query, Body>): Route {
  return {
    method: given.method, path: given.path, summary: given.summary, access: given.access, params: given.params ?? Nothing, query: given.query ?? Nothing,
    body: given.body, rawBodyBytesMax: given.rawBodyBytesMax, withoutIdempotencyKey: given.withoutIdempotencyKey ?? false, shownOnce: given.shownOnce ?? [], answer: given.answer ?? Anything,
    handle: given.handle,
  };
}

export function ok(body: unknown, status = 200): Answer {
  return { kind: 'answer', status, body };
}

/** A command's answer as it goes out: a refusal stays one, anything else is the body. */
export function answered(result: Refusal | { readonly kind: string }, status = 200): Answer {
  return result.kind === 'rejected' ? result as Refusal : ok(result, status);
}

export const NOT_FOUND = { kind: 'rejected', code: 'not_found' } as const;

export const Id = z.strictObject({ id: z.uuid() });
/** A name or a number: one line, as it stands in a subject, on a letter and in a list. */
export const Line = z.string().trim().min(1).max(200).regex(/^\P{Cc}*$/u, 'Write it on one line');
/** A day on which trade can have happened or can fall due. */
export const Day = z.iso.date().refine((text) => isPlainDate(text) && isDayOfTrade(text), 'The year is not plausible');
/** An amount above zero in minor units, small enough that many of them can be summed exactly. */
export const Minor = z.number().int().min(1).max(AMOUNT_MINOR_MAX);
