import { newId } from '../../db/ids.js';
import { json } from '../../db/json.js';
import { collectableMinor } from '../../domain/item-pause.js';
import type { CaseRead } from '../case-facts.js';
import type { Command } from '../run-command.js';

/** New orders of the customer stop, for as long as this case's old items exceed the tolerance. */
export async function placeCreditHold(command: Command, { facts, records }: CaseRead): Promise<void> {
  const owed = facts.items.reduce((sum, item) => sum + collectableMinor(item), 0);
  const data = { collectableMinor: owed, currency: facts.currency };
  await command.trx.insertInto('credit_holds').values({
    id: newId(command.at), customer_id: records.customer.id, case_id: facts.caseId, cause: 'overdue', data: json(data) as never, placed_at: command.at, lifted_at: null,
  }).execute();
  await command.record({ customerId: records.customer.id, streamKind: 'collection_case', streamId: facts.caseId, type: 'credit_hold_placed', data });
}

/** The cause is gone: the hold ends by itself. */
export async function releaseCreditHold(command: Command, { facts, records }: CaseRead): Promise<void> {
  await command.trx.updateTable('credit_holds').set({ lifted_at: command.at }).where('case_id', '=', facts.caseId).where('lifted_at', 'is', null).execute();
  await command.record({ customerId: records.customer.id, streamKind: 'collection_case', streamId: facts.caseId, type: 'credit_hold_released', data: {} });
}
