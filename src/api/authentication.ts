import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Request } from 'express';
import type { Database } from '../db/database.js';
import { personOfSession } from '../db/sessions.js';
import type { Caller } from './route.js';

export const SESSION_COOKIE = 'dunlin_session';
export const SESSION_DAYS = 14;
/** Only our own pages can set it: a foreign page's form cannot. */
export const SESSION_HEADER = 'x-dunlin-request';
export const API_KEY_PREFIX = 'dk_';

const deriveKey = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);
const SCRYPT = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const KEY_BYTES = 32;

/** A secret for a link, a cookie or a key, and what is stored of it. */
export function newSecret(prefix = ''): { readonly secret: string; readonly hash: string } {
  const secret = `${prefix}${randomBytes(32).toString('base64url')}`;
  return { secret, hash: hashOf(secret) };
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await deriveKey(password.normalize('NFKC'), salt, KEY_BYTES, SCRYPT);
  return `scrypt:${SCRYPT.N}:${salt.toString('base64url')}:${key.toString('base64url')}`;
}

// A password of nobody: who does not exist takes as long as who mistypes.
const NOBODY = `scrypt:${SCRYPT.N}:${Buffer.alloc(16).toString('base64url')}:${Buffer.alloc(KEY_BYTES).toString('base64url')}`;

export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const [, , salt = '', key = ''] = (stored ?? NOBODY).split(':');
  const derived = await deriveKey(password.normalize('NFKC'), Buffer.from(salt, 'base64url'), KEY_BYTES, SCRYPT);
  const expected = Buffer.from(key, 'base64url');
  return expected.length === derived.length && timingSafeEqual(expected, derived) && stored !== null;
}

export type Authenticated = { readonly kind: 'caller'; readonly caller: Caller } | { readonly kind: 'nobody' } | { readonly kind: 'rejected'; readonly code: 'not_signed_in' | 'session_header_missing' };

/** Who is calling, by API key or by session cookie. */
export async function authenticate(database: Database, request: Request): Promise<Authenticated> {
  const bearer = /^Bearer (\S+)$/.exec(request.get('authorization') ?? '')?.[1];
  if (bearer !== undefined) return byApiKey(database, bearer);
  const cookie = cookieOf(request);
  if (cookie === undefined) return { kind: 'nobody' };
  const person = await database.transaction((trx) => personOfSession(trx, hashOf(cookie)));
  if (person === undefined) return { kind: 'nobody' };
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  if (changes && request.get(SESSION_HEADER) === undefined) return { kind: 'rejected', code: 'session_header_missing' };
  return { kind: 'caller', caller: { actor: { kind: 'person', personId: person.id }, roles: person.roles, name: `person:${person.id}`, sessionHash: hashOf(cookie) } };
}

async function byApiKey(database: Database, secret: string): Promise<Authenticated> {
  const key = await database.transaction((trx) => trx.selectFrom('api_keys').selectAll().where('hash', '=', hashOf(secret)).where('revoked_at', 'is', null).executeTakeFirst());
  if (key === undefined) return { kind: 'rejected', code: 'not_signed_in' };
  return { kind: 'caller', caller: { actor: { kind: 'api_key', apiKeyId: key.id }, roles: key.roles, name: `key:${key.id}`, sessionHash: undefined } };
}

function cookieOf(request: Request): string | undefined {
  for (const part of (request.get('cookie') ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === SESSION_COOKIE && value !== undefined && value !== '') return value;
  }
  return undefined;
}
