import { contactPersonById } from '../db/contact-persons.js';
import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { issueLinkToken } from '../db/link-tokens.js';
import { sellingEntities } from '../db/selling-entities.js';
import { addDays, dateIn, startOfDay, type Instant } from '../domain/dates.js';
import type { Currency } from '../domain/money.js';
import type { CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';

/** Of links by which a customer's contact person asks for a limit. */
export const APPLY_LINK = 'application_invitation';
/** To the end of the customer's day. */
export const APPLY_LINK_DAYS = 14;

export type InviteToApplyRefusal =
  | CommandRefusal
  | { readonly kind: 'rejected'; readonly code: 'contact_person_unknown' | 'contact_person_already_removed'; readonly id: string }
  | { readonly kind: 'rejected'; readonly code: 'selling_entity_missing' };

export interface InvitedToApply {
  readonly kind: 'invited';
  /** It stands nowhere else. */
  readonly token: string;
  readonly linkValidUntil: Instant;
}

/** Makes the link by which a contact person fills in an application itself, once. Whoever holds it asks for a limit in this person's
 * name and learns nothing but the customer's; who sends it, and how, is up to whoever invites. */
export async function inviteToApply(database: Database, request: { readonly actor: Actor; readonly contactPersonId: string; readonly currency: Currency }): Promise<InvitedToApply | InviteToApplyRefusal> {
  const { actor, contactPersonId: id, currency } = request;
  const about = { table: 'contact_persons', id } as const;
  return runCustomerCommand(database, { actor, permission: 'apply_for_credit', about, unknown: 'contact_person_unknown' }, async (command, customerId): Promise<InvitedToApply | InviteToApplyRefusal> => {
    const { trx, at } = command;
    const person = await contactPersonById(trx, id);
    if (person === undefined || person.removed_at !== null) return { kind: 'rejected', code: 'contact_person_already_removed', id };
    if ((await sellingEntities(trx)).length === 0) return { kind: 'rejected', code: 'selling_entity_missing' };
    const { time_zone: timeZone } = await trx.selectFrom('customers').select('time_zone').where('id', '=', customerId).executeTakeFirstOrThrow();
    const linkValidUntil = startOfDay(addDays(dateIn(timeZone, at), APPLY_LINK_DAYS + 1), timeZone);
    const token = await issueLinkToken(trx, { purpose: APPLY_LINK, subjectId: customerId, recipientId: id, data: { currency }, at, expiresAt: linkValidUntil });
    await command.record({ customerId, streamKind: 'contact_person', streamId: id, type: 'invited_to_apply', data: { currency, linkValidUntil } });
    return { kind: 'invited', token, linkValidUntil };
  });
}
