import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { newId } from '../db/ids.js';
import { keepLinkToken } from '../db/link-tokens.js';
import { endSessionsOf } from '../db/sessions.js';
import { addMilliseconds, type Instant } from '../domain/dates.js';
import { ROLES, type Role } from '../domain/roles.js';
import { wakeApplicationsInReview } from './applications/wake-in-review.js';
import { asking } from './permissions.js';
import { runCommand, type Command, type CommandRefusal } from './run-command.js';

/** People and keys: who may do what. Secrets come in as their hashes; nothing here ever sees one. */

export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly phone?: string | undefined;
  readonly language: 'zh-CN' | 'en';
  readonly timeZone: string;
  readonly country: string;
  readonly roles: readonly Role[];
}

export type PeopleRefusal =
  | CommandRefusal
  | { readonly kind: 'rejected'; readonly code: 'email_taken' }
  | { readonly kind: 'rejected'; readonly code: 'own_roles' | 'own_account'; readonly id: string }
  | { readonly kind: 'rejected'; readonly code: 'person_not_found' | 'api_key_unknown'; readonly id: string }
  | { readonly kind: 'rejected'; readonly code: 'link_invalid' | 'last_administrator' };

/** A one-time link is good for seven days. */
const LINK_VALID_MILLISECONDS = 7 * 86_400_000;
const EVERYWHERE = '00000000-0000-0000-0000-000000000000';

function record(command: Command, type: string, id: string, data: Parameters<Command['record']>[0]['data'] = {}): Promise<void> {
  return command.record({ customerId: null, streamKind: 'person', streamId: id, type, data });
}

/** Invites a person: they choose their password by the link whose hash is given. */
export async function invitePerson(database: Database, request: { readonly actor: Actor; readonly person: NewPerson; readonly linkHash: string }): Promise<{ readonly kind: 'invited'; readonly personId: string; readonly linkValidUntil: Instant } | PeopleRefusal> {
  const { actor, person, linkHash } = request;
  return runCommand(database, asking(actor, 'keep_people'), async (command): Promise<{ readonly kind: 'invited'; readonly personId: string; readonly linkValidUntil: Instant } | PeopleRefusal> => {
    const made = await insertPerson(command, person, null);
    if (typeof made !== 'string') return made;
    const linkValidUntil = await offerInvitation(command, made, linkHash);
    await record(command, 'person_invited', made, { roles: [...person.roles] });
    await wakeApplicationsInReview(command);
    return { kind: 'invited', personId: made, linkValidUntil };
  });
}

/** The one-time link by which a person chooses their password. @returns until when it is good */
export async function offerInvitation(command: Command, personId: string, linkHash: string): Promise<Instant> {
  const expiresAt = addMilliseconds(command.at, LINK_VALID_MILLISECONDS);
  await keepLinkToken(command.trx, linkHash, { purpose: 'invitation', subjectId: personId, recipientId: personId, data: {}, at: command.at, expiresAt });
  return expiresAt;
}

async function insertPerson(command: Command, person: NewPerson, passwordHash: string | null): Promise<string | PeopleRefusal> {
  const { trx, at } = command;
  const email = person.email.toLowerCase();
  const taken = await trx.selectFrom('people').select('id').where('email', '=', email).executeTakeFirst();
  if (taken !== undefined) return { kind: 'rejected', code: 'email_taken' };
  const id = newId(at);
  await trx.insertInto('people').values({
    id, name: person.name, email, phone: person.phone ?? null, language: person.language, time_zone: person.timeZone, country: person.country,
    roles: [...person.roles], password_hash: passwordHash, disabled_at: null, created_at: at,
  }).execute();
  return id;
}

/** The invited person has chosen a password; the link is used up. */
export async function acceptInvitation(database: Database, request: { readonly linkHash: string; readonly passwordHash: string }): Promise<{ readonly kind: 'accepted'; readonly personId: string } | PeopleRefusal> {
  return runCommand(database, { actor: { kind: 'installation' } }, async (command): Promise<{ readonly kind: 'accepted'; readonly personId: string } | PeopleRefusal> => {
    const personId = await useLink(command, { purpose: 'invitation', hash: request.linkHash });
    if (personId === undefined) return { kind: 'rejected', code: 'link_invalid' };
    await command.trx.updateTable('people').set({ password_hash: request.passwordHash }).where('id', '=', personId).execute();
    await record(command, 'invitation_accepted', personId);
    return { kind: 'accepted', personId };
  });
}

async function useLink(command: Command, link: { readonly purpose: string; readonly hash: string }): Promise<string | undefined> {
  const used = await command.trx.updateTable('link_tokens').set({ used_at: command.at }).where('hash', '=', link.hash).where('purpose', '=', link.purpose)
    .where('used_at', 'is', null).where('expires_at', '>', command.at).returning('subject_id').executeTakeFirst();
  return used?.subject_id;
}

/** The link by which the first administrator of an empty installation comes in; an earlier one no longer works. */
export async function offerFirstAdministrator(database: Database, linkHash: string): Promise<'offered' | 'not_needed'> {
  const answer = await runCommand(database, { actor: { kind: 'installation' } }, async ({ trx, at }) => {
    const person = await trx.selectFrom('people').select('id').executeTakeFirst();
    if (person !== undefined) return { offered: false };
    await trx.deleteFrom('link_tokens').where('purpose', '=', 'first_administrator').execute();
    await keepLinkToken(trx, linkHash, { purpose: 'first_administrator', subjectId: EVERYWHERE, recipientId: null, data: {}, at, expiresAt: addMilliseconds(at, LINK_VALID_MILLISECONDS) });
    return { offered: true };
  });
  return 'offered' in answer && answer.offered ? 'offered' : 'not_needed';
}

/** Makes the first administrator, once. */
export async function becomeFirstAdministrator(database: Database, request: { readonly linkHash: string; readonly person: Omit<NewPerson, 'roles'>; readonly passwordHash: string }): Promise<{ readonly kind: 'accepted'; readonly personId: string } | PeopleRefusal> {
  return runCommand(database, { actor: { kind: 'installation' } }, async (command): Promise<{ readonly kind: 'accepted'; readonly personId: string } | PeopleRefusal> => {
    if ((await useLink(command, { purpose: 'first_administrator', hash: request.linkHash })) === undefined) return { kind: 'rejected', code: 'link_invalid' };
    const made = await insertPerson(command, { ...request.person, roles: ['administrator', 'manager'] }, request.passwordHash);
    if (typeof made !== 'string') return made;
    await record(command, 'first_administrator_made', made);
    return { kind: 'accepted', personId: made };
  });
}

/** Gives a person roles, never oneself. */
export async function setRoles(database: Database, request: { readonly actor: Actor; readonly personId: string; readonly roles: readonly Role[] }): Promise<{ readonly kind: 'changed' } | PeopleRefusal> {
  const { actor, personId, roles } = request;
  return runCommand(database, asking(actor, 'keep_people'), async (command): Promise<{ readonly kind: 'changed' } | PeopleRefusal> => {
    if (actor.kind === 'person' && actor.personId === personId) return { kind: 'rejected', code: 'own_roles', id: personId };
    const changed = await command.trx.updateTable('people').set({ roles: [...roles] }).where('id', '=', personId).returning('id').executeTakeFirst();
    if (changed === undefined) return { kind: 'rejected', code: 'person_not_found', id: personId };
    if (await nobodyAdministrates(command)) return { kind: 'rejected', code: 'last_administrator' };
    await record(command, 'roles_set', personId, { roles: [...roles] });
    await wakeApplicationsInReview(command);
    return { kind: 'changed' };
  });
}

async function nobodyAdministrates(command: Command): Promise<boolean> {
  const found = await command.trx.selectFrom('people').select(['id', 'roles']).where('disabled_at', 'is', null).execute();
  return !found.some((person) => person.roles.includes('administrator'));
}

/** A person may no longer sign in; their sessions end at once. */
export async function disablePerson(database: Database, request: { readonly actor: Actor; readonly personId: string }): Promise<{ readonly kind: 'changed' } | PeopleRefusal> {
  const { actor, personId } = request;
  return runCommand(database, asking(actor, 'keep_people'), async (command): Promise<{ readonly kind: 'changed' } | PeopleRefusal> => {
    if (actor.kind === 'person' && actor.personId === personId) return { kind: 'rejected', code: 'own_account', id: personId };
    const changed = await command.trx.updateTable('people').set({ disabled_at: command.at }).where('id', '=', personId).where('disabled_at', 'is', null).returning('id').executeTakeFirst();
    if (changed === undefined) return { kind: 'rejected', code: 'person_not_found', id: personId };
    if (await nobodyAdministrates(command)) return { kind: 'rejected', code: 'last_administrator' };
    await endSessionsOf(command.trx, personId);
    await record(command, 'person_disabled', personId);
    await wakeApplicationsInReview(command);
    return { kind: 'changed' };
  });
}

/** A key for another system, with roles as its scopes. */
export async function createApiKey(database: Database, request: { readonly actor: Actor; readonly name: string; readonly roles: readonly Role[]; readonly hash: string; readonly prefix: string }): Promise<{ readonly kind: 'created'; readonly apiKeyId: string } | PeopleRefusal> {
  const { actor, name, roles, hash, prefix } = request;
  return runCommand(database, asking(actor, 'keep_api_keys'), async (command): Promise<{ readonly kind: 'created'; readonly apiKeyId: string } | PeopleRefusal> => {
    const id = newId(command.at);
    await command.trx.insertInto('api_keys').values({ id, name, prefix, hash, roles: [...roles], revoked_at: null }).execute();
    await command.record({ customerId: null, streamKind: 'api_key', streamId: id, type: 'api_key_created', data: { roles: [...roles] } });
    return { kind: 'created', apiKeyId: id };
  });
}

/** The key that the environment gives to scripts; the same one again changes nothing. It may make further keys, no more. */
export async function installAdminApiKey(database: Database, key: { readonly hash: string; readonly prefix: string }): Promise<void> {
  await runCommand(database, { actor: { kind: 'installation' } }, async (command) => {
    const known = await command.trx.selectFrom('api_keys').select('id').where('hash', '=', key.hash).executeTakeFirst();
    if (known !== undefined) return;
    const id = newId(command.at);
    await command.trx.insertInto('api_keys').values({ id, name: 'DUNLIN_ADMIN_API_KEY', prefix: key.prefix, hash: key.hash, roles: [...ROLES], revoked_at: null }).execute();
    await command.record({ customerId: null, streamKind: 'api_key', streamId: id, type: 'api_key_created', data: { roles: [...ROLES] } });
  });
}

export async function revokeApiKey(database: Database, request: { readonly actor: Actor; readonly apiKeyId: string }): Promise<{ readonly kind: 'changed' } | PeopleRefusal> {
  const { actor, apiKeyId } = request;
  return runCommand(database, asking(actor, 'keep_api_keys'), async (command): Promise<{ readonly kind: 'changed' } | PeopleRefusal> => {
    const changed = await command.trx.updateTable('api_keys').set({ revoked_at: command.at }).where('id', '=', apiKeyId).where('revoked_at', 'is', null).returning('id').executeTakeFirst();
    if (changed === undefined) return { kind: 'rejected', code: 'api_key_unknown', id: apiKeyId };
    await command.record({ customerId: null, streamKind: 'api_key', streamId: apiKeyId, type: 'api_key_revoked', data: {} });
    return { kind: 'changed' };
  });
}
