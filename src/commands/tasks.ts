import { newId } from '../db/ids.js';
import { json } from '../db/json.js';
import type { Json } from '../db/schema.js';
import type { Instant } from '../domain/dates.js';
import type { Role } from '../domain/roles.js';
import type { Command } from './run-command.js';

export type TaskKind =
  | 'call' | 'sales_heads_up' | 'nobody_to_contact' | 'contact_outcome_unknown' | 'story_stuck' | 'manager_review' | 'handoff_approval'
  | 'find_payment' | 'send_papers' | 'objection' | 'acknowledge_handoff' | 'approval' | 'nobody_to_approve' | 'application_information';

export interface NewTask {
  readonly kind: TaskKind;
  readonly customerId: string | null;
  readonly caseId?: string | null;
  readonly contactId?: string;
  readonly subjectId?: string;
  readonly ownerRole: Role;
  readonly ownerId?: string | null;
  readonly data: { readonly [key: string]: Json | undefined };
  readonly dueAt?: Instant;
}

/** Asks a person to do something, in the transaction of what makes it needed. @returns the task's id */
export async function openTask(command: Command, task: NewTask): Promise<string> {
  const id = newId(command.at);
  await command.trx.insertInto('tasks').values({
    id, kind: task.kind, customer_id: task.customerId, case_id: task.caseId ?? null, contact_id: task.contactId ?? null, subject_id: task.subjectId ?? null,
    owner_role: task.ownerRole, owner_id: task.ownerId ?? null, data: json(task.data) as never, due_at: task.dueAt ?? null, state: 'open',
    outcome: null, opened_at: command.at, closed_at: null, closed_by: null,
  }).execute();
  return id;
}

/** Closes tasks: done by the command's actor, or needed no more. */
export async function closeTasks(command: Command, ids: readonly string[], state: 'done' | 'overtaken' | 'dropped'): Promise<void> {
  if (ids.length === 0) return;
  await command.trx.updateTable('tasks').set({ state, closed_at: command.at, closed_by: json({ ...command.actor }) as never }).where('id', 'in', [...ids]).where('state', '=', 'open').execute();
}

/** Closes what is asked of people about one thing: a review, a handoff. */
export async function closeTasksAbout(command: Command, about: { readonly kind: TaskKind; readonly subjectId: string }, state: 'done' | 'dropped'): Promise<void> {
  const tasks = await command.trx.selectFrom('tasks').select('id').where('kind', '=', about.kind).where('subject_id', '=', about.subjectId).where('state', '=', 'open').execute();
  await closeTasks(command, tasks.map((task) => task.id), state);
}
