import { newId } from '../../db/ids.js';
import type { CaseActOf } from '../case-story.js';
import type { CaseRead } from '../case-facts.js';
import type { Command } from '../run-command.js';
import { openTask } from '../tasks.js';

const RULE_OF = { insurance_claim: 'cover_valid_on_item', legal: 'no_cover' } as const;

/** Asks a manager to hand items over; they join a request of the same route that is not yet decided. */
export async function requestHandoff(command: Command, { facts, records }: CaseRead, next: CaseActOf<'request_handoff'>): Promise<void> {
  const { trx, at } = command;
  const open = await trx.selectFrom('handoffs').select('id').where('case_id', '=', facts.caseId).where('route', '=', next.route).where('state', '=', 'requested').executeTakeFirst();
  const handoffId = open?.id ?? newId(at);
  const rule = RULE_OF[next.route];
  if (open === undefined) {
    await trx.insertInto('handoffs').values({
      id: handoffId, case_id: facts.caseId, customer_id: records.customer.id, route: next.route, rule, state: 'requested', requested_at: at,
      decided_at: null, decided_by: null, next_on: null, pack_document_id: null, counterparty_name: null, counterparty_email: null,
      sent_at: null, acknowledged_at: null, ended_at: null, recovered_minor: 0,
    }).execute();
    await openTask(command, { kind: 'handoff_approval', customerId: records.customer.id, caseId: facts.caseId, subjectId: handoffId, ownerRole: 'manager', data: { route: next.route } });
  }
  await trx.insertInto('handoff_items').values(next.openItemIds.map((id) => ({ handoff_id: handoffId, open_item_id: id }))).onConflict((conflict) => conflict.doNothing()).execute();
  await command.record({
    customerId: records.customer.id, streamKind: 'collection_case', streamId: facts.caseId, type: 'handoff_requested',
    data: { handoffId, route: next.route, rule, joined: open !== undefined, openItemIds: next.openItemIds },
  });
}
