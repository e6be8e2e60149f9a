import { notePauses } from '../../db/open-items.js';
import { closeStory } from '../../db/stories.js';
import type { CaseRead } from '../case-facts.js';
import type { Command } from '../run-command.js';
import { closeTasks } from '../tasks.js';

/** Nothing is left to pursue: what was still asked of people is dropped, and the story ends until something is. */
export async function closeCase(command: Command, { facts, records }: CaseRead): Promise<void> {
  const { trx, at } = command;
  const { caseId } = facts;
  // Only promises whose money is in are still pending when every item is settled.
  await trx.updateTable('promises_to_pay').set((set) => ({ status: 'kept' as const, judged_at: at, paid_minor: set.ref('amount_minor') })).where('case_id', '=', caseId).where('status', '=', 'pending').execute();
  await trx.updateTable('handoffs').set({ state: 'recalled', ended_at: at }).where('case_id', '=', caseId).where('state', '=', 'requested').execute();
  await trx.updateTable('manager_reviews').set({ state: 'decided', decided_at: at }).where('case_id', '=', caseId).where('state', '=', 'open').execute();
  const tasks = await trx.selectFrom('tasks').select('id').where('case_id', '=', caseId).where('state', '=', 'open').execute();
  await closeTasks(command, tasks.map((task) => task.id), 'dropped');
  await notePauses(trx, [caseId], at);
  const recovered = await trx.selectFrom('handoffs').select('id').where('case_id', '=', caseId).where('state', '=', 'recovered').executeTakeFirst();
  const status = recovered === undefined ? 'paid' : 'recovered_by_handoff';
  await trx.updateTable('collection_cases').set({ status, closed_at: at }).where('id', '=', caseId).execute();
  await closeStory(trx, { kind: 'collection_case', id: caseId }, at);
  await command.record({ customerId: records.customer.id, streamKind: 'collection_case', streamId: caseId, type: 'case_closed', data: { status } });
}
