import type { Actor } from '../db/events.js';
import { ROLES_FOR, type Permission } from '../domain/authority.js';
import type { CommandRequest } from './run-command.js';

/** What a contact person may do by a link of their own; the link has been checked by its page. */
const OPEN_TO_CONTACT_PERSONS: ReadonlySet<Permission> = new Set(['raise_dispute', 'record_promise', 'record_opt_out', 'apply_for_credit', 'give_application_information']);

/** What is asked of an actor: any of the roles of people and keys, none of stories and of the installation itself. */
export function asking(actor: Actor, permission: Permission): Pick<CommandRequest, 'actor' | 'roles'> {
  const free = actor.kind === 'installation' || actor.kind === 'story' || (actor.kind === 'contact_person' && OPEN_TO_CONTACT_PERSONS.has(permission));
  return free ? { actor } : { actor, roles: ROLES_FOR[permission] };
}
