import { z } from 'zod';
import { completeTask } from '../commands/complete-task.js';
import { recordCallOutcome } from '../commands/record-call-outcome.js';
import { now } from '../db/clock.js';
import { listTasks, type TaskListRow, type TasksOf } from '../db/lists.js';
import { READERS_OF, ROLES_FOR } from '../domain/authority.js';
import { plainDate } from '../domain/dates.js';
import { ROLES } from '../domain/roles.js';
import { afterOf, pageOf, pageQuery } from './paging.js';
import { answered, Day, defineRoute, Id, Minor, ok, type Caller, type Route } from './route.js';

const Note = z.string().trim().max(2_000).optional();

const OutcomeBody = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.enum(['promised', 'in_payment_run']), amountMinor: Minor, payBy: Day, note: Note }),
  z.strictObject({ outcome: z.enum(['says_paid', 'waits_for_papers']), note: Note }),
  z.strictObject({ outcome: z.enum(['no_answer', 'wrong_number', 'call_back', 'other']), note: Note }),
]);

/** What people are asked to do. */
export function taskRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: 'get', path: '/v1/tasks', summary: 'Tasks of one\'s own roles that are not another person\'s, or of all, by their due date', access: READERS_OF.tasks,
      query: z.strictObject({ ...pageQuery('instant'), state: z.enum(['open', 'done', 'overtaken', 'dropped']).default('open'), role: z.enum(ROLES).optional(), all: z.enum(['true', 'false']).default('false'), kind: z.string().max(60).optional(), caseId: z.uuid().optional() }),
      handle: async (exchange) => {
        const { cursor, limit, state, role, all, kind, caseId } = exchange.query;
        const of = all === 'true' || caseId !== undefined ? undefined : tasksOf(exchange.caller);
        const rows = await exchange.database.transaction(async (trx) => listTasks(trx, { after: afterOf(cursor), limit: limit + 1, at: await now(trx), state, role, of, kind, caseId }));
        return ok(pageOf(rows, limit, { value: (row) => row.due_at ?? row.opened_at, shown: taskShown }));
      },
    }),
    defineRoute({
      method: 'post', path: '/v1/tasks/:id/call-outcomes', summary: 'Record what a call brought', access: ROLES_FOR.record_call_outcome, params: Id, body: OutcomeBody,
      handle: async (exchange) => {
        const { note, ...given } = exchange.body;
        const outcome = 'payBy' in given ? { ...given, payBy: plainDate(given.payBy) } : given;
        return answered(await recordCallOutcome(exchange.database, { actor: exchange.actor(), taskId: exchange.params.id, note, ...outcome }));
      },
    }),
    defineRoute({
      method: 'post', path: '/v1/tasks/:id/completions', summary: 'Mark a task as done; a salesperson may object', access: 'signed_in', params: Id, body: z.strictObject({ objects: z.boolean().optional(), note: Note }),
      handle: async (exchange) => answered(await completeTask(exchange.database, { actor: exchange.actor(), taskId: exchange.params.id, objects: exchange.body.objects ?? false, note: exchange.body.note })),
    }),
  ];
}

function tasksOf(caller: Caller | undefined): TasksOf {
  return { roles: caller?.roles ?? [], personId: caller?.actor.kind === 'person' ? caller.actor.personId : undefined };
}

function taskShown(row: TaskListRow): Readonly<Record<string, unknown>> {
  return {
    id: row.id, kind: row.kind, state: row.state, ownerRole: row.owner_role, ownerId: row.owner_id, openedAt: row.opened_at, dueAt: row.due_at, closedAt: row.closed_at, outcome: row.outcome, data: row.data,
    caseId: row.case_id, subjectId: row.subject_id, customer: row.customer_id === null ? null : { id: row.customer_id, number: row.customer_number, name: row.customer_name, nameEnglish: row.customer_name_english },
    currency: row.currency, overdueMinor: row.overdue_minor, collectableMinor: row.collectable_minor, daysPastDue: row.days_past_due, insured: row.insured, said: row.said, next: { at: row.next_at, reason: row.next_reason }, script: row.script, recipient: row.recipient_name === null ? null : { name: row.recipient_name, phone: row.recipient_phone },
  };
}
