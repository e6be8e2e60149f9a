import { customerById } from '../db/customers.js';
import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { handoffById, openMinorOfHandoff, writeHandoffDecision } from '../db/handoffs.js';
import { dateIn } from '../domain/dates.js';
import { decideHandoff as decide, type HandoffDecided, type HandoffDecision } from '../domain/handoff-decision.js';
import { wireAddress } from '../notifications/email-address.js';
import { overtakeCallTasks } from './contacts/call-tasks.js';
import { finishChange } from './ledger/change.js';
import type { Command, CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';
import { closeTasksAbout } from './tasks.js';

export type DecideHandoffRefusal =
  | CommandRefusal
  | Extract<HandoffDecided, { readonly kind: 'rejected' }>
  | { readonly kind: 'rejected'; readonly code: 'handoff_unknown'; readonly id: string }
  | { readonly kind: 'rejected'; readonly code: 'counterparty_name_missing' }
  /** Not one bare e-mail address. */
  | { readonly kind: 'rejected'; readonly code: 'counterparty_email_invalid'; readonly email: string };

type Outcome = { readonly kind: 'approved' | 'refused' } | DecideHandoffRefusal;

/** A manager decides on a requested handoff. Approved, it names who receives the evidence pack, its items leave the ladder and it
 * goes on as a story of its own; refused, it names the day from which it may be requested again. */
export async function decideHandoff(database: Database, request: { readonly actor: Actor; readonly handoffId: string; readonly decision: HandoffDecision }): Promise<Outcome> {
  const { actor, handoffId, decision } = request;
  const about = { table: 'handoffs', id: handoffId } as const;
  return runCustomerCommand(database, { actor, permission: 'decide_handoff', about, unknown: 'handoff_unknown' }, (command, customerId) => decideOn(command, { customerId, handoffId, decision }));
}

async function decideOn(command: Command, given: { readonly customerId: string; readonly handoffId: string; readonly decision: HandoffDecision }): Promise<Outcome> {
  const { trx, at, actor } = command;
  const { customerId, handoffId, decision } = given;
  const customer = await customerById(trx, customerId);
  const handoff = await handoffById(trx, handoffId);
  if (customer === undefined || handoff === undefined) throw new Error(`The handoff ${handoffId} was there a moment ago`);
  const decided = decide({ state: handoff.state, openMinor: await openMinorOfHandoff(trx, handoffId) }, decision, dateIn(customer.time_zone, at));
  if (decided.kind === 'rejected') return decided;
  const counterparty = decision.kind === 'approve' ? { name: decision.counterpartyName.trim(), email: wireAddress(decision.counterpartyEmail.trim()) } : { name: null, email: null };
  if (counterparty.name === '') return { kind: 'rejected', code: 'counterparty_name_missing' };
  if (decision.kind === 'approve' && counterparty.email === undefined) return { kind: 'rejected', code: 'counterparty_email_invalid', email: decision.counterpartyEmail };
  const nextOn = decision.kind === 'refuse' ? decision.nextOn : null;
  await writeHandoffDecision(trx, handoffId, { state: decided.kind, at, by: actor, nextOn, counterpartyName: counterparty.name, counterpartyEmail: counterparty.email ?? null });
  await closeTasksAbout(command, { kind: 'handoff_approval', subjectId: handoffId }, 'done');
  const caseId = handoff.case_id;
  const data = { handoffId, route: handoff.route, ...(nextOn === null ? {} : { nextOn }) };
  await finishChange(command, { caseIds: [caseId], customerIds: [], events: [{ customerId, streamKind: 'collection_case', streamId: caseId, type: `handoff_${decided.kind}`, data }] }, { byImport: false });
  if (decided.kind === 'approved') {
    // Nobody of ours calls any more about what somebody else pursues.
    await overtakeCallTasks(command, caseId);
    await command.raise({ kind: 'handoff', id: handoffId, customerId });
  }
  return { kind: decided.kind };
}
