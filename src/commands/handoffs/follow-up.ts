import { noteItemsReturned } from '../../db/open-items.js';
import { closeStory } from '../../db/stories.js';
import type { HandoffAct, HandoffRead } from '../handoff-story.js';
import type { Command } from '../run-command.js';
import { openTask } from '../tasks.js';

/** The acts of a handoff that touch only the database. @returns whether the story has ended */
export async function followUp(command: Command, { records }: HandoffRead, next: HandoffAct): Promise<'done' | 'closed'> {
  const { trx, at } = command;
  const { handoff, customer } = records;
  const record = (type: string, data: Parameters<Command['record']>[0]['data'] = {}): Promise<void> => command.record({ customerId: customer.id, streamKind: 'handoff', streamId: handoff.id, type, data });
  switch (next.action) {
    case 'note_pack_sent':
      await trx.updateTable('handoffs').set({ state: 'sent', sent_at: at }).where('id', '=', handoff.id).execute();
      await record('handoff_sent');
      return 'done';
    case 'chase_acknowledgement':
      await openTask(command, { kind: 'acknowledge_handoff', customerId: customer.id, caseId: handoff.case_id, subjectId: handoff.id, ownerRole: 'legal', data: { route: handoff.route } });
      await record('acknowledgement_chased');
      return 'done';
    case 'return_to_case':
    case 'close_handoff':
      if (next.action === 'return_to_case') await noteItemsReturned(trx, handoff.id, at);
      await trx.updateTable('handoffs').set({ ended_at: at }).where('id', '=', handoff.id).execute();
      await closeStory(trx, { kind: 'handoff', id: handoff.id }, at);
      await record(next.action === 'return_to_case' ? 'handoff_returned_to_case' : 'handoff_closed', { state: handoff.state });
      // The case goes on with what came back, or closes on what was recovered.
      await command.raise({ kind: 'collection_case', id: handoff.case_id, customerId: customer.id });
      return 'closed';
    default: throw new Error(`"${next.action}" reaches further than the database`);
  }
}
