import { z } from 'zod';
import { changePassword } from '../commands/passwords.js';
import { acceptInvitation, becomeFirstAdministrator } from '../commands/people.js';
import type { Database } from '../db/database.js';
import { endSession, insertSession } from '../db/sessions.js';
import { isTimeZone } from '../domain/dates.js';
import { hashOf, hashPassword, newSecret, passwordMatches, SESSION_DAYS } from './authentication.js';
import { answered, defineRoute, Line, ok, type Answer, type Exchange, type Route } from './route.js';

const Password = z.string().min(10, 'Use at least 10 characters').max(200);
const Token = z.string().min(20).max(200);
const SECONDS_PER_DAY = 86_400;

export const PersonFields = {
  name: Line.max(100), email: z.email().max(200), phone: z.string().regex(/^\+[1-9]\d{6,14}$/, 'Write it as +8613800138000').optional(),
  language: z.enum(['zh-CN', 'en']), timeZone: z.string().refine(isTimeZone, 'Use a time zone name such as Asia/Shanghai'), country: z.string().regex(/^[A-Z]{2}$/, 'Use a country code such as CN'),
};

async function begin(exchange: Pick<Exchange<unknown, unknown, unknown>, 'database' | 'setCookie'>, personId: string): Promise<Answer> {
  const { secret, hash } = newSecret();
  await exchange.database.transaction((trx) => insertSession(trx, { hash, personId, days: SESSION_DAYS }));
  exchange.setCookie(secret, SESSION_DAYS * SECONDS_PER_DAY);
  return ok({ personId }, 201);
}

/** Signing in and out, and the ways in of somebody who has no password yet. */
export function sessionRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: 'post', path: '/v1/session', summary: 'Sign in', access: 'anyone', body: z.strictObject({ email: z.string().max(200), password: z.string().max(200) }),
      handle: async (exchange) => {
        const person = await exchange.database.transaction((trx) => trx.selectFrom('people').select(['id', 'password_hash']).where('email', '=', exchange.body.email.toLowerCase()).where('disabled_at', 'is', null).executeTakeFirst());
        const matches = await passwordMatches(exchange.body.password, person?.password_hash ?? null);
        return person !== undefined && matches ? begin(exchange, person.id) : { kind: 'rejected', code: 'sign_in_failed' };
      },
    }),
    defineRoute({
      method: 'get', path: '/v1/session/sample-people', summary: 'The sample company\'s people; nobody on any other installation', access: 'anyone',
      handle: async (exchange) => ok({ items: await samplePeople(exchange.database) }),
    }),
    defineRoute({
      method: 'post', path: '/v1/session/sample', summary: 'Sign in as one of the sample company\'s people', access: 'anyone', body: z.strictObject({ personId: z.uuid() }),
      handle: async (exchange) => {
        const people = await samplePeople(exchange.database);
        return people.some((person) => person.id === exchange.body.personId) ? begin(exchange, exchange.body.personId) : { kind: 'rejected', code: 'sign_in_failed' };
      },
    }),
    defineRoute({
      method: 'get', path: '/v1/session', summary: 'Who is calling', access: 'signed_in',
      handle: async (exchange) => {
        const actor = exchange.actor();
        if (actor.kind === 'api_key') return ok({ kind: 'api_key', apiKeyId: actor.apiKeyId, roles: exchange.caller?.roles ?? [] });
        const person = await exchange.database.transaction((trx) => trx.selectFrom('people').select(['id', 'name', 'email', 'language', 'time_zone', 'roles', 'password_hash']).where('id', '=', actor.personId).executeTakeFirstOrThrow());
        return ok({ kind: 'person', personId: person.id, name: person.name, email: person.email, language: person.language, timeZone: person.time_zone, roles: person.roles, hasPassword: person.password_hash !== null });
      },
    }),
    defineRoute({
      method: 'delete', path: '/v1/session', summary: 'Sign out', access: 'signed_in',
      handle: async (exchange) => {
        const hash = exchange.caller?.sessionHash;
        if (hash !== undefined) await exchange.database.transaction((trx) => endSession(trx, hash));
        exchange.setCookie('', 0);
        return ok(null, 204);
      },
    }),
    defineRoute({
      // A request that is kept by its key would keep a fingerprint of the passwords.
      method: 'post', path: '/v1/session/password', summary: 'Change one\'s own password by the old one; all other sessions end', access: 'signed_in', withoutIdempotencyKey: true,
      body: z.strictObject({ oldPassword: z.string().max(200), newPassword: Password }),
      handle: changeOwnPassword,
    }),
    ...linkRoutes(),
  ];
}

/** The ways in by a one-time link. */
function linkRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: 'post', path: '/v1/session/invitation', summary: 'Accept an invitation: choose a password by its link', access: 'anyone', body: z.strictObject({ token: Token, password: Password }),
      handle: async (exchange) => {
        const accepted = await acceptInvitation(exchange.database, { linkHash: hashOf(exchange.body.token), passwordHash: await hashPassword(exchange.body.password) });
        return accepted.kind === 'rejected' ? accepted : begin(exchange, accepted.personId);
      },
    }),
    defineRoute({
      method: 'post', path: '/v1/session/first-administrator', summary: 'Become the first administrator by the link that start has printed', access: 'anyone',
      body: z.strictObject({ token: Token, password: Password, ...PersonFields }),
      handle: async (exchange) => {
        const { token, password, ...person } = exchange.body;
        const accepted = await becomeFirstAdministrator(exchange.database, { linkHash: hashOf(token), person, passwordHash: await hashPassword(password) });
        return accepted.kind === 'rejected' ? accepted : begin(exchange, accepted.personId);
      },
    }),
  ];
}

async function changeOwnPassword(exchange: Exchange<unknown, unknown, { readonly oldPassword: string; readonly newPassword: string }>): Promise<Answer> {
  const actor = exchange.actor();
  if (actor.kind !== 'person') return { kind: 'rejected', code: 'people_only' };
  const { oldPassword, newPassword } = exchange.body;
  const { password_hash: stored } = await exchange.database.transaction((trx) => trx.selectFrom('people').select('password_hash').where('id', '=', actor.personId).executeTakeFirstOrThrow());
  if (!(await passwordMatches(oldPassword, stored)) || stored === null) return { kind: 'rejected', code: 'password_wrong' };
  return answered(await changePassword(exchange.database, { personId: actor.personId, checkedHash: stored, passwordHash: await hashPassword(newPassword), sessionHash: exchange.caller?.sessionHash }));
}

async function samplePeople(database: Database): Promise<readonly { readonly id: string; readonly name: string; readonly roles: readonly string[]; readonly language: string }[]> {
  return database.transaction(async (trx) => {
    const installation = await trx.selectFrom('installation').select('sample_company').executeTakeFirst();
    if (installation?.sample_company !== true) return [];
    return trx.selectFrom('people').select(['id', 'name', 'roles', 'language']).where('disabled_at', 'is', null).orderBy('created_at').orderBy('id').execute();
  });
}
