import type { Instant } from '../../../src/domain/dates.js';
import { dayIn } from '../../parts/format.js';
import type { Task } from '../../shapes.js';

export type TaskGroupKey = 'now' | 'today' | 'later' | 'no_date';

export interface TaskGroup {
  readonly key: TaskGroupKey;
  readonly rows: readonly Task[];
}

const GROUPS: readonly TaskGroupKey[] = ['now', 'today', 'no_date', 'later'];

/** What decides on much stands before what informs. */
const WEIGHT: Readonly<Record<string, number>> = { handoff_approval: 0, manager_review: 1, approval: 1, story_stuck: 2, objection: 2, call: 3, find_payment: 3, send_papers: 3, contact_outcome_unknown: 4, acknowledge_handoff: 4, nobody_to_contact: 5, sales_heads_up: 6 };
const WEIGHT_OF_OTHERS = 4;

/** Tasks in the order in which they press: past due, due today, without a day, later; in each group what decides most first,
 * then the oldest debt, then the most money. */
export function groupTasks(tasks: readonly Task[], now: Instant, zone: string): readonly TaskGroup[] {
  const today = dayIn(zone, now);
  const groupOf = (task: Task): TaskGroupKey => {
    if (task.dueAt === null) return 'no_date';
    if (task.dueAt <= now) return 'now';
    // Midnight at the end of today still belongs to today.
    return dayIn(zone, new Date(Date.parse(task.dueAt) - 1).toISOString() as Instant) === today ? 'today' : 'later';
  };
  return GROUPS.map((key) => ({ key, rows: tasks.filter((task) => groupOf(task) === key).toSorted(byPressure) }));
}

function byPressure(a: Task, b: Task): number {
  return weightOf(a) - weightOf(b) || (b.daysPastDue ?? 0) - (a.daysPastDue ?? 0) || b.overdueMinor - a.overdueMinor || (a.id < b.id ? -1 : 1);
}

function weightOf(task: Task): number {
  return WEIGHT[task.kind] ?? WEIGHT_OF_OTHERS;
}
