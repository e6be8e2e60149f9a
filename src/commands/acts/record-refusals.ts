import { newId } from '../../db/ids.js';
import { json } from '../../db/json.js';
import { dateIn } from '../../domain/dates.js';
import type { CaseActOf } from '../case-story.js';
import type { CaseRead } from '../case-facts.js';
import type { Command } from '../run-command.js';
import { openTask } from '../tasks.js';

/** Records every step that is not heard now, once, with its reason; one that nobody can hear asks a person for an address. */
export async function recordRefusals(command: Command, { facts, records }: CaseRead, next: CaseActOf<'record_refusal'>): Promise<void> {
  const { trx, at } = command;
  const day = dateIn(facts.timeZone, at);
  await trx.insertInto('refusals').values(next.refusals.map((refusal) => ({
    id: newId(at), case_id: facts.caseId, open_item_id: refusal.openItemId, step_key: refusal.stepKey, recipient_id: refusal.recipientId ?? null,
    channel: refusal.channel ?? null, code: refusal.code, reference: '', at,
  }))).onConflict((conflict) => conflict.doNothing()).execute();
  for (const refusal of next.refusals) {
    if (refusal.mark === undefined) continue;
    const mark = { rank: refusal.rank, state: refusal.mark, reason: refusal.code, day, at };
    await trx.insertInto('item_steps').values({ open_item_id: refusal.openItemId, step_key: refusal.stepKey, audience: json([]) as never, ...mark })
      .onConflict((conflict) => conflict.columns(['open_item_id', 'step_key']).doUpdateSet(mark)).execute();
  }
  const failed = next.refusals.filter((refusal) => refusal.mark === 'failed');
  // One task per case: whoever finds an address finds it for all steps that nobody heard.
  const asked = failed.length === 0 ? undefined : await trx.selectFrom('tasks').select('id').where('case_id', '=', facts.caseId).where('kind', '=', 'nobody_to_contact').where('state', '=', 'open').executeTakeFirst();
  if (failed.length > 0 && asked === undefined) {
    await openTask(command, {
      kind: 'nobody_to_contact', customerId: records.customer.id, caseId: facts.caseId, ownerRole: 'collector', ownerId: records.customer.collector_id,
      data: { steps: failed.map(({ openItemId, stepKey, code }) => ({ openItemId, stepKey, code })) },
    });
  }
  await command.record({
    customerId: records.customer.id, streamKind: 'collection_case', streamId: facts.caseId, type: 'steps_refused',
    data: {
      refusals: next.refusals.map(({ openItemId, stepKey, code, mark, recipientId, channel }) => ({
        openItemId, stepKey, code, mark: mark ?? 'kept', recipientId: recipientId ?? null, channel: channel ?? null,
      })),
    },
  });
}
