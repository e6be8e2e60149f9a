import { notePauses } from '../../db/open-items.js';
import { judgePromise } from '../../domain/promise-judgement.js';
import type { CaseActOf } from '../case-story.js';
import type { CaseRead } from '../case-facts.js';
import type { Command } from '../run-command.js';

/** Judges a promise whose day and tolerance have passed: what it held back is pursued again. */
export async function judge(command: Command, { facts, records }: CaseRead, next: CaseActOf<'judge_promise'>): Promise<void> {
  const { trx, at } = command;
  const promise = records.promises.find((candidate) => candidate.id === next.promiseId);
  if (promise === undefined) throw new Error(`Promise ${next.promiseId} was not read with its case`);
  const items = await trx.selectFrom('promise_items as promised').innerJoin('open_items as item', 'item.id', 'promised.open_item_id')
    .select(['promised.open_when_made_minor', 'item.open_minor']).where('promised.promise_id', '=', promise.id).execute();
  const { status, paidMinor } = judgePromise(promise.amount_minor, items.map((item) => ({ openWhenMadeMinor: item.open_when_made_minor, openMinor: item.open_minor })));
  await trx.updateTable('promise_items as promised').from('open_items as item').set((set) => ({ open_when_judged_minor: set.ref('item.open_minor') }))
    .whereRef('item.id', '=', 'promised.open_item_id').where('promised.promise_id', '=', promise.id).execute();
  await trx.updateTable('promises_to_pay').set({ status, judged_at: at, paid_minor: paidMinor }).where('id', '=', promise.id).execute();
  await notePauses(trx, [facts.caseId], at);
  await command.record({
    customerId: records.customer.id, streamKind: 'collection_case', streamId: facts.caseId, type: 'promise_judged',
    data: { promiseId: promise.id, status, promisedMinor: promise.amount_minor, paidMinor, currency: facts.currency, payBy: promise.pay_by },
  });
}
