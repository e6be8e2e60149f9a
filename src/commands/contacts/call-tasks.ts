import { callTasksOfCase } from '../../db/call-tasks.js';
import type { Command } from '../run-command.js';
import { closeTasks } from '../tasks.js';

/** Closes the open call tasks of a case that nobody needs to do any more: to be called after a contact has been written, and when
 * items leave the ladder. A call is overtaken once each of its items that is still pursued has been spoken of since (in one contact
 * or in several); one whose items are all settled or handed off is dropped. Source: ladder rule 4. */
export async function overtakeCallTasks(command: Command, caseId: string): Promise<void> {
  const tasks = await callTasksOfCase(command.trx, caseId);
  await closeTasks(command, tasks.filter((task) => task.pursued === 0).map((task) => task.id), 'dropped');
  await closeTasks(command, tasks.filter((task) => task.pursued > 0 && task.spokenOf === task.pursued).map((task) => task.id), 'overtaken');
}
