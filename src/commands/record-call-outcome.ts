import { insertContactHold } from '../db/contact-holds.js';
import { customerById } from '../db/customers.js';
import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { newId } from '../db/ids.js';
import { json } from '../db/json.js';
import type { Row } from '../db/schema.js';
import { dateIn, type PlainDate } from '../domain/dates.js';
import { addWorkingDays } from '../domain/working-calendar.js';
import { finishChange } from './ledger/change.js';
import { calendarFor } from './policy-documents.js';
import { asking } from './permissions.js';
import { recordPromise, type RecordPromiseRefusal } from './record-promise-to-pay.js';
import { runCommand, type Command } from './run-command.js';
import { openTask, type TaskKind } from './tasks.js';

/** What the collector was told. The day of a payment run is a promise (ladder rule 5). */
export type CallOutcome =
  | { readonly outcome: 'promised' | 'in_payment_run'; readonly amountMinor: number; readonly payBy: PlainDate }
  | { readonly outcome: 'says_paid' | 'waits_for_papers' }
  | { readonly outcome: 'no_answer' | 'wrong_number' | 'call_back' | 'other' };

export type CallOutcomeRefusal =
  | RecordPromiseRefusal
  | { readonly kind: 'rejected'; readonly code: 'task_unknown'; readonly id: string }
  | { readonly kind: 'rejected'; readonly code: 'task_not_open'; readonly id: string; readonly state: Row<'tasks'>['state'] }
  | { readonly kind: 'rejected'; readonly code: 'task_of_another_kind'; readonly id: string };

/** Longest pause that a call alone brings, in working days. */
const PAUSE_WORKING_DAYS = 3;

const FOLLOW_UP = {
  says_paid: { kind: 'find_payment', ownerRole: 'finance' },
  waits_for_papers: { kind: 'send_papers', ownerRole: 'sales' },
} as const satisfies Record<string, { readonly kind: TaskKind; readonly ownerRole: 'finance' | 'sales' }>;

/** Records what a call brought and closes its task. A promise becomes one; "says paid" and "waits for papers" pause the case until their
 * task is done, three working days at most; the others pause nothing. */
export async function recordCallOutcome(database: Database, request: { readonly actor: Actor; readonly taskId: string; readonly note?: string | undefined } & CallOutcome): Promise<{ readonly kind: 'recorded'; readonly promiseId?: string; readonly contactHoldId?: string } | CallOutcomeRefusal> {
  const { actor, taskId, note, ...given } = request;
  const known = await database.transaction((trx) => trx.selectFrom('tasks').select('customer_id').where('id', '=', taskId).executeTakeFirst());
  if (known?.customer_id === undefined || known.customer_id === null) return { kind: 'rejected', code: 'task_unknown', id: taskId };
  const customerId = known.customer_id;
  return runCommand(database, { ...asking(actor, 'record_call_outcome'), customers: [customerId] }, async (command): Promise<{ readonly kind: 'recorded'; readonly promiseId?: string; readonly contactHoldId?: string } | CallOutcomeRefusal> => {
    const task = await command.trx.selectFrom('tasks').selectAll().where('id', '=', taskId).forUpdate().executeTakeFirstOrThrow();
    if (task.kind !== 'call' || task.case_id === null) return { kind: 'rejected', code: 'task_of_another_kind', id: taskId };
    if (task.state !== 'open') return { kind: 'rejected', code: 'task_not_open', id: taskId, state: task.state };
    const effect = await effectOf(command, { customerId, caseId: task.case_id, given });
    if ('kind' in effect) return effect;
    await command.trx.updateTable('tasks').set({ state: 'done', outcome: json({ ...given, ...(note === undefined ? {} : { note }) }) as never, closed_at: command.at, closed_by: json({ ...actor }) as never }).where('id', '=', taskId).execute();
    const event = { customerId, streamKind: 'collection_case', streamId: task.case_id, type: 'call_outcome_recorded', data: { taskId, contactId: task.contact_id, outcome: given.outcome, ...effect } };
    await finishChange(command, { caseIds: [task.case_id], customerIds: [], events: [event] }, { byImport: false });
    return { kind: 'recorded', ...effect };
  });
}

async function effectOf(command: Command, call: { readonly customerId: string; readonly caseId: string; readonly given: CallOutcome }): Promise<{ readonly promiseId?: string; readonly contactHoldId?: string } | RecordPromiseRefusal> {
  const { customerId, caseId, given } = call;
  switch (given.outcome) {
    case 'promised':
    case 'in_payment_run': {
      const promised = await recordPromise(command, customerId, { caseId, amountMinor: given.amountMinor, payBy: given.payBy, source: 'call' });
      return promised.kind === 'rejected' ? promised : { promiseId: promised.promiseId };
    }
    case 'says_paid':
    case 'waits_for_papers': return { contactHoldId: await pauseFor(command, { customerId, caseId, outcome: given.outcome }) };
    default: return {};
  }
}

async function pauseFor(command: Command, pause: { readonly customerId: string; readonly caseId: string; readonly outcome: keyof typeof FOLLOW_UP }): Promise<string> {
  const { trx, at, actor } = command;
  const customer = await customerById(trx, pause.customerId);
  if (customer === undefined) throw new Error(`The customer ${pause.customerId} was locked a moment ago`);
  const lastQuietOn = addWorkingDays(calendarFor(customer.country, false), dateIn(customer.time_zone, at), PAUSE_WORKING_DAYS);
  const { kind, ownerRole } = FOLLOW_UP[pause.outcome];
  const taskId = await openTask(command, { kind, customerId: pause.customerId, caseId: pause.caseId, ownerRole, data: {} });
  const contactHoldId = newId(at);
  await insertContactHold(trx, {
    id: contactHoldId, case_id: pause.caseId, open_item_id: null, reason: pause.outcome, owner_id: actor.kind === 'person' ? actor.personId : null, task_id: taskId,
    placed_at: at, placed_by: actor, last_quiet_on: lastQuietOn,
  });
  return contactHoldId;
}
