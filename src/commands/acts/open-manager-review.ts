import { newId } from '../../db/ids.js';
import { json } from '../../db/json.js';
import { dateIn } from '../../domain/dates.js';
import type { CaseActOf } from '../case-story.js';
import type { CaseRead } from '../case-facts.js';
import type { Command } from '../run-command.js';
import { openTask } from '../tasks.js';

/** Asks a manager to look at the case's old items; they join a review that is not yet decided. */
export async function openManagerReview(command: Command, { facts, records }: CaseRead, next: CaseActOf<'tell_sales' | 'open_manager_review'>): Promise<void> {
  const { trx, at } = command;
  const open = await trx.selectFrom('manager_reviews').select('id').where('case_id', '=', facts.caseId).where('state', '=', 'open').executeTakeFirst();
  const reviewId = open?.id ?? newId(at);
  if (open === undefined) {
    await trx.insertInto('manager_reviews').values({ id: reviewId, case_id: facts.caseId, state: 'open', opened_at: at, decided_at: null, decided_by: null, decision: null }).execute();
    await openTask(command, { kind: 'manager_review', customerId: records.customer.id, caseId: facts.caseId, subjectId: reviewId, ownerRole: 'manager', data: {} });
  }
  await trx.insertInto('manager_review_items').values(next.openItemIds.map((id) => ({ review_id: reviewId, open_item_id: id }))).onConflict((conflict) => conflict.doNothing()).execute();
  const mark = { rank: next.rank, state: 'taken' as const, reason: null, day: dateIn(facts.timeZone, at), at };
  await trx.insertInto('item_steps').values(next.openItemIds.map((id) => ({ open_item_id: id, step_key: next.stepKey, audience: json([]) as never, ...mark })))
    .onConflict((conflict) => conflict.doNothing()).execute();
  const withoutNotice = facts.items.filter((item) => next.openItemIds.includes(item.id) && item.noticeOn === null).map((item) => item.id);
  await command.record({
    customerId: records.customer.id, streamKind: 'collection_case', streamId: facts.caseId, type: 'manager_review_opened',
    data: { reviewId, joined: open !== undefined, openItemIds: next.openItemIds, stepKey: next.stepKey, withoutNotice },
  });
}
