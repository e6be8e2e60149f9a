import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { endOtherSessionsOf, endSessionsOf } from '../db/sessions.js';
import type { Instant } from '../domain/dates.js';
import { offerInvitation } from './people.js';
import { asking } from './permissions.js';
import { runCommand, type CommandRefusal } from './run-command.js';

/** Passwords that change: by their owner with the old one, or by a new one-time link from an administrator. Only hashes come in. */

export type PasswordRefusal =
  | CommandRefusal
  | { readonly kind: 'rejected'; readonly code: 'password_wrong' | 'people_only' }
  | { readonly kind: 'rejected'; readonly code: 'person_not_found' | 'own_password'; readonly id: string };

/** A person's new password; their other sessions end, the one that is given goes on.
 * @param request `checkedHash` is what the old password was found to match: refuses `password_wrong` when another change came first */
export async function changePassword(database: Database, request: { readonly personId: string; readonly checkedHash: string; readonly passwordHash: string; readonly sessionHash: string | undefined }): Promise<{ readonly kind: 'changed' } | PasswordRefusal> {
  const { personId, checkedHash, passwordHash, sessionHash } = request;
  return runCommand(database, { actor: { kind: 'person', personId } }, async (command): Promise<{ readonly kind: 'changed' } | PasswordRefusal> => {
    const changed = await command.trx.updateTable('people').set({ password_hash: passwordHash }).where('id', '=', personId).where('password_hash', '=', checkedHash).returning('id').executeTakeFirst();
    if (changed === undefined) return { kind: 'rejected', code: 'password_wrong' };
    await endOtherSessionsOf(command.trx, personId, sessionHash);
    await command.record({ customerId: null, streamKind: 'person', streamId: personId, type: 'password_changed', data: {} });
    return { kind: 'changed' };
  });
}

/** A new one-time link for a person who has lost theirs, or their password. From now on only that link lets them in: earlier links, the password and all sessions end.
 * Never for oneself: whoever sits before somebody else's open session must not take the account over. Refuses `own_password`, `person_not_found`. */
export async function offerNewLink(database: Database, request: { readonly actor: Actor; readonly personId: string; readonly linkHash: string }): Promise<{ readonly kind: 'offered'; readonly linkValidUntil: Instant } | PasswordRefusal> {
  const { actor, personId, linkHash } = request;
  return runCommand(database, asking(actor, 'keep_people'), async (command): Promise<{ readonly kind: 'offered'; readonly linkValidUntil: Instant } | PasswordRefusal> => {
    const { trx } = command;
    if (actor.kind === 'person' && actor.personId === personId) return { kind: 'rejected', code: 'own_password', id: personId };
    const known = await trx.updateTable('people').set({ password_hash: null }).where('id', '=', personId).where('disabled_at', 'is', null).returning('id').executeTakeFirst();
    if (known === undefined) return { kind: 'rejected', code: 'person_not_found', id: personId };
    await trx.deleteFrom('link_tokens').where('purpose', '=', 'invitation').where('subject_id', '=', personId).where('used_at', 'is', null).execute();
    const linkValidUntil = await offerInvitation(command, personId, linkHash);
    await endSessionsOf(trx, personId);
    await command.record({ customerId: null, streamKind: 'person', streamId: personId, type: 'new_link_offered', data: {} });
    return { kind: 'offered', linkValidUntil };
  });
}
