import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { newId } from '../db/ids.js';
import { changeDueDateOf, itemsByIds } from '../db/open-items.js';
import type { PlainDate } from '../domain/dates.js';
import { finishChange } from './ledger/change.js';
import type { CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';

export type ChangeDueDateRefusal =
  | CommandRefusal
  /** A voided invoice's items are settled too. */
  | { readonly kind: 'rejected'; readonly code: 'open_item_unknown' | 'open_item_settled'; readonly id: string }
  | { readonly kind: 'rejected'; readonly code: 'due_date_unchanged'; readonly dueOn: PlainDate }
  | { readonly kind: 'rejected'; readonly code: 'due_before_issued'; readonly issuedOn: PlainDate };

/** Agrees on another due date for one open item: steps not yet taken follow it, none is repeated (ladder rule 13). */
export async function changeDueDate(
  database: Database, request: { readonly actor: Actor; readonly openItemId: string; readonly dueOn: PlainDate; readonly reason: string },
): Promise<{ readonly kind: 'changed'; readonly dueBefore: PlainDate } | ChangeDueDateRefusal> {
  const { actor, openItemId: id, dueOn, reason } = request;
  const about = { table: 'open_items', id } as const;
  return runCustomerCommand(database, { actor, permission: 'change_due_date', about, unknown: 'open_item_unknown' }, async (command, customerId): Promise<{ readonly kind: 'changed'; readonly dueBefore: PlainDate } | ChangeDueDateRefusal> => {
    const { trx, at } = command;
    const [item] = await itemsByIds(trx, [id]);
    if (item === undefined || item.openMinor === 0) return { kind: 'rejected', code: 'open_item_settled', id };
    if (item.dueOn === dueOn) return { kind: 'rejected', code: 'due_date_unchanged', dueOn };
    if (dueOn < item.issuedOn) return { kind: 'rejected', code: 'due_before_issued', issuedOn: item.issuedOn };
    await changeDueDateOf(trx, { id: newId(at), openItemId: id, dueBefore: item.dueOn, dueAfter: dueOn, reason, at, actor });
    const event = { customerId, streamKind: 'collection_case', streamId: item.caseId, type: 'due_date_changed', data: { openItemId: id, dueBefore: item.dueOn, dueAfter: dueOn } };
    await finishChange(command, { caseIds: [item.caseId], customerIds: [], events: [event] }, { byImport: false });
    return { kind: 'changed', dueBefore: item.dueOn };
  });
}
