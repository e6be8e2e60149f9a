import { endInformationRequest, supersedeAssessment, type ApplicationRecords } from '../../db/credit-applications.js';
import type { NewEvent } from '../../db/events.js';
import { json } from '../../db/json.js';
import type { NewRow, Row } from '../../db/schema.js';
import { isOpenStatus, mayMove, type ApplicationStatus } from '../../domain/credit-application.js';
import type { PlainDate } from '../../domain/dates.js';
import type { Decision } from '../../domain/decision.js';
import { inputProblem, type InputProblem, type InputValue } from '../../domain/scorecard.js';
import { newId } from '../../db/ids.js';
import { scorecardOfToday } from '../application-policies.js';
import type { Command } from '../run-command.js';
import { closeTasks } from '../tasks.js';

type Application = Row<'credit_applications'>;

/** Moves an application to a status. @throws if the table of moves does not know the move (a defect) */
export async function moveTo(command: Command, application: Application, status: ApplicationStatus, more: Partial<NewRow<'credit_applications'>> = {}): Promise<void> {
  if (!mayMove(application.status, status)) throw new Error(`An application that is ${application.status} cannot become ${status}`);
  await command.trx.updateTable('credit_applications').set({ ...more, status, ended_at: isOpenStatus(status) ? null : command.at }).where('id', '=', application.id).execute();
}

export async function recordOn(command: Command, application: Pick<Application, 'id' | 'customer_id'>, type: string, data: NewEvent['data'] = {}): Promise<void> {
  await command.record({ customerId: application.customer_id, streamKind: 'credit_application', streamId: application.id, type, data });
}

/** Closes the open tasks about these subjects: stages, or questions. */
export async function closeTasksAbout(command: Command, subjectIds: readonly string[], state: 'overtaken' | 'dropped' | 'done'): Promise<void> {
  if (subjectIds.length === 0) return;
  const tasks = await command.trx.selectFrom('tasks').select('id').where('subject_id', 'in', [...subjectIds]).where('state', '=', 'open').execute();
  if (state !== 'done') return closeTasks(command, tasks.map((task) => task.id), state);
  for (const { id } of tasks) await command.trx.updateTable('tasks').set({ state, closed_at: command.at, closed_by: json({ ...command.actor }) as never }).where('id', '=', id).execute();
}

/** The facts of an application have changed: what was assessed, planned and asked counts no more, and it is assessed again. */
export async function assessAgain(command: Command, application: Application, cause: string): Promise<void> {
  const dropped = await endInformationRequest(command.trx, application.id, { state: 'dropped', answer: null, at: command.at });
  const stages = await supersedeAssessment(command.trx, application.id, command.at);
  await closeTasksAbout(command, [...stages, ...(dropped === undefined ? [] : [dropped.id])], 'overtaken');
  if (application.status !== 'received') await moveTo(command, application, 'assessing');
  await recordOn(command, application, 'application_to_be_assessed_again', { cause, stagesSuperseded: [...stages] });
}

/** An input as somebody gives it. */
export interface GivenInput {
  readonly key: string;
  readonly value: InputValue;
  /** The day that it is true of; today when it is left out. */
  readonly asOf?: PlainDate | undefined;
}

export type InputRefusal = { readonly kind: 'rejected' } & (InputProblem | { readonly code: 'input_from_future'; readonly key: string; readonly asOf: PlainDate; readonly today: PlainDate });

/** Keeps what somebody says about a customer. Refuses what the scorecard does not ask for, what is no value of it, what only the ledger
 * can know, and a day that is still to come. */
export async function keepInputs(command: Command, applicationId: string, given: { readonly inputs: readonly GivenInput[]; readonly today: PlainDate }): Promise<InputRefusal | undefined> {
  const { trx, at, actor, roles } = command;
  if (given.inputs.length === 0) return undefined;
  const { scorecard } = await scorecardOfToday(trx);
  const { last } = await trx.selectFrom('application_inputs').select((select) => select.fn.max('position').as('last')).where('application_id', '=', applicationId).executeTakeFirstOrThrow();
  const byCreditTeam = actor.kind !== 'contact_person' && (roles.includes('credit_analyst') || roles.includes('manager'));
  for (const [index, input] of given.inputs.entries()) {
    const asOf = input.asOf ?? given.today;
    const problem = inputProblem(scorecard, input);
    if (problem !== undefined) return { kind: 'rejected', ...problem };
    if (asOf > given.today) return { kind: 'rejected', code: 'input_from_future', key: input.key, asOf, today: given.today };
    await trx.insertInto('application_inputs').values({
      id: newId(at), application_id: applicationId, position: (last ?? 0) + index + 1, key: input.key, value: json(input.value) as never, source: byCreditTeam ? 'credit_team' : 'requester',
      as_of: asOf, given_by: json({ ...actor }) as never, given_at: at,
    }).execute();
  }
  return undefined;
}

/** What a stage decided, as it is told to whoever comes second. */
export interface DecidedStage {
  readonly stageId: string;
  readonly decision: Decision['kind'];
  readonly limitMinor: number | null;
  readonly declineReason: Row<'approval_decisions'>['decline_reason'];
  readonly personId: string;
  readonly decidedAt: string;
}

export function decidedStage(row: Row<'approval_decisions'>): DecidedStage {
  return { stageId: row.stage_id, decision: row.kind, limitMinor: row.limit_minor, declineReason: row.decline_reason, personId: row.person_id, decidedAt: row.decided_at };
}

/** The limit that the next stage decides on: what the last stage left of what was asked for. */
export function limitOnTable(records: ApplicationRecords): number {
  const approved = records.stages.filter((stage) => stage.state === 'approved').map((stage) => records.decisions.find((decision) => decision.stage_id === stage.id && decision.kind !== 'ask'));
  return approved.at(-1)?.limit_minor ?? records.application.asked_limit_minor;
}
