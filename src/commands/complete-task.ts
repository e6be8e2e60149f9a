import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { json } from '../db/json.js';
import type { Row } from '../db/schema.js';
import { isRole, type Role } from '../domain/roles.js';
import { runCommand, type CommandRefusal } from './run-command.js';
import { openTask } from './tasks.js';

export type CompleteTaskRefusal =
  | CommandRefusal
  | { readonly kind: 'rejected'; readonly code: 'task_unknown'; readonly id: string }
  | { readonly kind: 'rejected'; readonly code: 'task_not_open'; readonly id: string; readonly state: Row<'tasks'>['state'] }
  | { readonly kind: 'rejected'; readonly code: 'task_of_another_kind'; readonly id: string };

/** Tasks that end by a decision or an outcome of their own command. */
const DECIDED_ELSEWHERE: ReadonlySet<string> = new Set(['call', 'manager_review', 'handoff_approval']);

/** Marks a task as done. What paused until it is done goes on; a salesperson's objection asks the collector for a contact hold. */
export async function completeTask(database: Database, request: { readonly actor: Actor; readonly taskId: string; readonly objects?: boolean; readonly note?: string | undefined }): Promise<{ readonly kind: 'completed' } | CompleteTaskRefusal> {
  const { actor, taskId, objects = false, note } = request;
  const known = await database.transaction((trx) => trx.selectFrom('tasks').select(['customer_id', 'owner_role']).where('id', '=', taskId).executeTakeFirst());
  if (known === undefined) return { kind: 'rejected', code: 'task_unknown', id: taskId };
  const owner: Role = isRole(known.owner_role) ? known.owner_role : 'administrator';
  const customers = known.customer_id === null ? [] : [known.customer_id];
  return runCommand(database, { actor, customers, roles: [owner, 'manager', 'administrator'] }, async (command): Promise<{ readonly kind: 'completed' } | CompleteTaskRefusal> => {
    const { trx, at } = command;
    const task = await trx.selectFrom('tasks').selectAll().where('id', '=', taskId).forUpdate().executeTakeFirstOrThrow();
    if (DECIDED_ELSEWHERE.has(task.kind)) return { kind: 'rejected', code: 'task_of_another_kind', id: taskId };
    if (task.state !== 'open') return { kind: 'rejected', code: 'task_not_open', id: taskId, state: task.state };
    await trx.updateTable('tasks').set({ state: 'done', outcome: json({ objects, ...(note === undefined ? {} : { note }) }) as never, closed_at: at, closed_by: json({ ...actor }) as never }).where('id', '=', taskId).execute();
    await trx.updateTable('contact_holds').set({ ended_at: at }).where('task_id', '=', taskId).where('ended_at', 'is', null).execute();
    if (objects && task.kind === 'sales_heads_up') await openTask(command, { kind: 'objection', customerId: task.customer_id, caseId: task.case_id, ownerRole: 'collector', data: note === undefined ? {} : { note } });
    if (task.case_id !== null && task.customer_id !== null) {
      await command.record({ customerId: task.customer_id, streamKind: 'collection_case', streamId: task.case_id, type: 'task_completed', data: { taskId, kind: task.kind, objects } });
      await command.raise({ kind: 'collection_case', id: task.case_id, customerId: task.customer_id });
    }
    return { kind: 'completed' };
  });
}
