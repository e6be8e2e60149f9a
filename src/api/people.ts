import { z } from 'zod';
import { offerNewLink } from '../commands/passwords.js';
import { createApiKey, disablePerson, invitePerson, revokeApiKey, setRoles } from '../commands/people.js';
import { READERS_OF, ROLES_FOR } from '../domain/authority.js';
import { ROLES } from '../domain/roles.js';
import { API_KEY_PREFIX, newSecret } from './authentication.js';
import { answered, defineRoute, Id, Line, ok, type Route } from './route.js';
import { PersonFields } from './session.js';

const RolesBody = z.array(z.enum(ROLES)).min(1).max(ROLES.length);
const PREFIX_SHOWN = 11;

/** People and API keys. */
export function peopleRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: 'get', path: '/v1/people', summary: 'Everybody who can sign in', access: READERS_OF.people,
      handle: async (exchange) => {
        const rows = await exchange.database.transaction((trx) => trx.selectFrom('people').select(['id', 'name', 'email', 'phone', 'language', 'time_zone', 'country', 'roles', 'disabled_at', 'password_hash']).orderBy('name').orderBy('id').execute());
        return ok({ items: rows.map((row) => ({ id: row.id, name: row.name, email: row.email, phone: row.phone, language: row.language, timeZone: row.time_zone, country: row.country, roles: row.roles, disabledAt: row.disabled_at, invited: row.password_hash === null })) });
      },
    }),
    defineRoute({
      method: 'get', path: '/v1/colleagues', summary: 'Names of our people, also of those who have left', access: 'signed_in',
      handle: async (exchange) => ok({ items: await exchange.database.transaction((trx) => trx.selectFrom('people').select(['id', 'name']).orderBy('name').orderBy('id').execute()) }),
    }),
    defineRoute({
      method: 'post', path: '/v1/people', summary: 'Invite a person; the answer holds their one-time link', shownOnce: ['token'], access: ROLES_FOR.keep_people, body: z.strictObject({ ...PersonFields, roles: RolesBody }),
      handle: async (exchange) => {
        const { secret, hash } = newSecret();
        const invited = await invitePerson(exchange.database, { actor: exchange.actor(), person: exchange.body, linkHash: hash });
        return invited.kind === 'rejected' ? invited : ok({ ...invited, token: secret }, 201);
      },
    }),
    defineRoute({
      method: 'patch', path: '/v1/people/:id/roles', summary: 'Give a person roles', access: ROLES_FOR.keep_people, params: Id, body: z.strictObject({ roles: RolesBody }),
      handle: async (exchange) => answered(await setRoles(exchange.database, { actor: exchange.actor(), personId: exchange.params.id, roles: exchange.body.roles })),
    }),
    defineRoute({
      method: 'post', path: '/v1/people/:id/links', summary: 'A new one-time link for a person who has lost theirs or their password; earlier links, the password and all sessions end', shownOnce: ['token'], access: ROLES_FOR.keep_people, params: Id,
      handle: async (exchange) => {
        const { secret, hash } = newSecret();
        const offered = await offerNewLink(exchange.database, { actor: exchange.actor(), personId: exchange.params.id, linkHash: hash });
        return offered.kind === 'rejected' ? offered : ok({ ...offered, token: secret }, 201);
      },
    }),
    defineRoute({
      method: 'delete', path: '/v1/people/:id', summary: 'Disable a person; their sessions end at once', access: ROLES_FOR.keep_people, params: Id,
      handle: async (exchange) => answered(await disablePerson(exchange.database, { actor: exchange.actor(), personId: exchange.params.id })),
    }),
    defineRoute({
      method: 'get', path: '/v1/api-keys', summary: 'Keys of other systems', access: READERS_OF.api_keys,
      handle: async (exchange) => {
        const rows = await exchange.database.transaction((trx) => trx.selectFrom('api_keys').select(['id', 'name', 'prefix', 'roles', 'revoked_at']).orderBy('name').orderBy('id').execute());
        return ok({ items: rows.map((row) => ({ id: row.id, name: row.name, prefix: row.prefix, roles: row.roles, revokedAt: row.revoked_at })) });
      },
    }),
    defineRoute({
      method: 'post', path: '/v1/api-keys', summary: 'Make a key; only this answer holds it', shownOnce: ['key'], access: ROLES_FOR.keep_api_keys, body: z.strictObject({ name: Line.max(100), roles: RolesBody }),
      handle: async (exchange) => {
        const { secret, hash } = newSecret(API_KEY_PREFIX);
        const created = await createApiKey(exchange.database, { actor: exchange.actor(), ...exchange.body, hash, prefix: secret.slice(0, PREFIX_SHOWN) });
        return created.kind === 'rejected' ? created : ok({ ...created, key: secret }, 201);
      },
    }),
    defineRoute({
      method: 'delete', path: '/v1/api-keys/:id', summary: 'Revoke a key', access: ROLES_FOR.keep_api_keys, params: Id,
      handle: async (exchange) => answered(await revokeApiKey(exchange.database, { actor: exchange.actor(), apiKeyId: exchange.params.id })),
    }),
  ];
}
