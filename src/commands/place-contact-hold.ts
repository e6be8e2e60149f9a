import { casesByIds } from '../db/collection-cases.js';
import { insertContactHold } from '../db/contact-holds.js';
import { customerById } from '../db/customers.js';
import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { newId } from '../db/ids.js';
import { itemsByIds } from '../db/open-items.js';
import { activePerson } from '../db/people.js';
import { addDays, dateIn, type PlainDate } from '../domain/dates.js';
import { finishChange } from './ledger/change.js';
import type { Command, CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';

/** Longer than this is no pause but a decision. */
export const CONTACT_HOLD_DAYS_MAX = 366;

export interface NewContactHold {
  readonly caseId: string;
  /** One item; the whole case when it is left out. */
  readonly openItemId?: string | undefined;
  readonly reason: string;
  /** Who answers for it: a person who can sign in. */
  readonly ownerId: string;
  /** The last quiet day, in the customer's zone; today at the earliest. */
  readonly lastQuietOn: PlainDate;
}

export type PlaceContactHoldRefusal =
  | CommandRefusal
  | { readonly kind: 'rejected'; readonly code: 'case_unknown' | 'case_closed' | 'open_item_of_another_case' | 'open_item_settled' | 'person_unknown'; readonly id: string }
  | { readonly kind: 'rejected'; readonly code: 'hold_end_past'; readonly lastQuietOn: PlainDate; readonly today: PlainDate }
  | { readonly kind: 'rejected'; readonly code: 'hold_end_too_far'; readonly lastQuietOn: PlainDate; readonly latest: PlainDate };

/** Contacts rest until a day that is always named, for a person who always answers for it. */
export async function placeContactHold(database: Database, request: { readonly actor: Actor; readonly hold: NewContactHold }): Promise<{ readonly kind: 'placed'; readonly contactHoldId: string } | PlaceContactHoldRefusal> {
  const { actor, hold } = request;
  const about = { table: 'collection_cases', id: hold.caseId } as const;
  return runCustomerCommand(database, { actor, permission: 'keep_contact_holds', about, unknown: 'case_unknown' }, async (command, customerId) => {
    const refusal = await refuse(command, customerId, hold);
    if (refusal !== undefined) return refusal;
    const { trx, at } = command;
    const { caseId, reason, ownerId, lastQuietOn } = hold;
    const contactHoldId = newId(at);
    await insertContactHold(trx, {
      id: contactHoldId, case_id: caseId, open_item_id: hold.openItemId ?? null, reason, owner_id: ownerId, task_id: null, placed_at: at, placed_by: actor, last_quiet_on: lastQuietOn,
    });
    const data = { contactHoldId, openItemId: hold.openItemId ?? null, ownerId, lastQuietOn };
    await finishChange(command, { caseIds: [caseId], customerIds: [], events: [{ customerId, streamKind: 'collection_case', streamId: caseId, type: 'contact_hold_placed', data }] }, { byImport: false });
    return { kind: 'placed', contactHoldId } as const;
  });
}

async function refuse(command: Command, customerId: string, hold: NewContactHold): Promise<PlaceContactHoldRefusal | undefined> {
  const { trx, at } = command;
  const { caseId, openItemId, ownerId, lastQuietOn } = hold;
  const [kase] = await casesByIds(trx, [caseId]);
  const customer = await customerById(trx, customerId);
  if (kase === undefined || customer === undefined) throw new Error(`The case ${caseId} was there a moment ago`);
  if (kase.status !== 'watching' && kase.status !== 'open') return { kind: 'rejected', code: 'case_closed', id: caseId };
  const today = dateIn(customer.time_zone, at);
  const latest = addDays(today, CONTACT_HOLD_DAYS_MAX);
  if (lastQuietOn < today) return { kind: 'rejected', code: 'hold_end_past', lastQuietOn, today };
  if (lastQuietOn > latest) return { kind: 'rejected', code: 'hold_end_too_far', lastQuietOn, latest };
  if ((await activePerson(trx, ownerId)) === undefined) return { kind: 'rejected', code: 'person_unknown', id: ownerId };
  if (openItemId === undefined) return undefined;
  const [item] = await itemsByIds(trx, [openItemId]);
  if (item === undefined || item.caseId !== caseId) return { kind: 'rejected', code: 'open_item_of_another_case', id: openItemId };
  return item.openMinor === 0 ? { kind: 'rejected', code: 'open_item_settled', id: openItemId } : undefined;
}
