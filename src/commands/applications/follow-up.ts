import { endInformationRequest } from '../../db/credit-applications.js';
import { putLimitInForce } from '../../db/credit-limits.js';
import { closeStory } from '../../db/stories.js';
import { stageTimes } from '../../domain/approval-matrix.js';
import { addDays, dateIn } from '../../domain/dates.js';
import type { Database } from '../../db/database.js';
import type { ActOutcome, ActRequest } from '../../workflows/messages.js';
import { calendarOfMatrix, matrixOfAssessment } from '../application-policies.js';
import { applicationStory, approversOf, type ApplicationAct, type ApplicationRead } from '../application-story.js';
import type { Command } from '../run-command.js';
import { actOn } from '../story.js';
import { openTask } from '../tasks.js';
import { assessApplication } from './assess.js';
import { closeTasksAbout, limitOnTable, moveTo, recordOn } from './change.js';

type Next = ReturnType<typeof applicationStory.next>;

/** Does an act of an application that touches only the database. */
export async function actOnApplication(database: Database, request: ActRequest): Promise<ActOutcome> {
  return actOn<ApplicationRead, Next, ActOutcome>(database, applicationStory, request, followUp);
}

async function followUp(command: Command, read: ApplicationRead, next: ApplicationAct): Promise<'done' | 'closed'> {
  switch (next.action) {
    case 'assess_application': await assessApplication(command, read); return 'done';
    case 'open_stage': await openStage(command, read, { stageId: next.stageId }); return 'done';
    case 'implement_decision': await implementDecision(command, read, next.outcome); return 'done';
    case 'close_application': await closeApplication(command, read); return 'closed';
    default: throw new Error(`"${next.action}" reaches further than the database`);
  }
}

/** Puts a stage to its approvers: for the first time, or once more after their question was answered. */
export async function openStage(command: Command, { records }: ApplicationRead, { stageId }: { readonly stageId: string }): Promise<void> {
  const { trx, at } = command;
  const { application, assessment } = records;
  const stage = records.stages.find((candidate) => candidate.id === stageId);
  if (stage === undefined || assessment === undefined) throw new Error(`The stage ${stageId} belongs to no assessment that counts`);
  const matrix = await matrixOfAssessment(trx, assessment);
  const times = stageTimes(matrix, calendarOfMatrix(matrix), { openedAt: at, respondWithinWorkingDays: stage.respond_within_working_days, remindAfterWorkingDays: stage.remind_after_working_days });
  const turn = stage.turn + 1;
  await trx.updateTable('approval_stages').set({ state: 'open', turn, opened_at: at, remind_at: times.remindAt, answer_by: times.answerBy }).where('id', '=', stage.id).execute();
  // People are read by the role of the stage that is open; of a planned one they have not been read yet.
  const people = await trx.selectFrom('people').selectAll().where('disabled_at', 'is', null).execute();
  const approvers = approversOf({ ...records, people }, stage);
  await closeTasksAbout(command, [stage.id], 'overtaken');
  await openTask(command, { kind: 'approval', customerId: application.customer_id, subjectId: stage.id, ownerRole: stage.role, data: { applicationId: application.id, turn }, dueAt: times.answerBy });
  if (approvers.length === 0) await openTask(command, { kind: 'nobody_to_approve', customerId: application.customer_id, subjectId: stage.id, ownerRole: 'administrator', data: { applicationId: application.id, role: stage.role }, dueAt: times.answerBy });
  await recordOn(command, application, 'stage_opened', { stageId: stage.id, position: stage.position, role: stage.role, turn, answerBy: times.answerBy, approverIds: approvers.map((person) => person.id) });
}

async function implementDecision(command: Command, read: ApplicationRead, outcome: 'approved' | 'declined' | 'expired'): Promise<void> {
  const { records } = read;
  switch (outcome) {
    case 'approved': await putInForce(command, read); break;
    case 'declined': await decline(command, read); break;
    case 'expired': {
      const silentStage = records.stages.find((stage) => stage.state === 'open');
      await moveTo(command, records.application, 'expired');
      await recordOn(command, records.application, 'application_expired', silentStage !== undefined && records.application.status === 'in_review' ? { cause: 'no_decision', stageId: silentStage.id } : { cause: 'no_information' });
      break;
    }
  }
  await endWhatIsOpen(command, records.application.id);
}

/** Nothing is asked of anybody any more. */
export async function endWhatIsOpen(command: Command, applicationId: string): Promise<void> {
  const { trx, at } = command;
  const request = await endInformationRequest(trx, applicationId, { state: 'dropped', answer: null, at });
  const stages = await trx.updateTable('approval_stages').set({ state: 'superseded', ended_at: at }).where('application_id', '=', applicationId).where('state', 'in', ['planned', 'open']).returning('id').execute();
  await closeTasksAbout(command, [...stages.map((stage) => stage.id), ...(request === undefined ? [] : [request.id])], 'overtaken');
}

// The limit, the customer's terms, the application's end and the event that explains them: one transaction.
async function putInForce(command: Command, { records }: ApplicationRead): Promise<void> {
  const { application, customer, assessment, currentLimit, decisions } = records;
  if (assessment === undefined) throw new Error('What was never assessed cannot be approved');
  const limitMinor = limitOnTable(records);
  const termsDays = application.asked_terms_days;
  const limitId = await putLimitInForce(command.trx, {
    customerId: customer.id, currency: application.currency, limitMinor, termsDays, applicationId: application.id, effectiveOn: dateIn(customer.time_zone, command.at), at: command.at,
  });
  await moveTo(command, application, 'approved');
  const stageIds = new Set(records.stages.map((stage) => stage.id));
  await recordOn(command, application, 'credit_limit_effective', {
    limitId, currency: application.currency, limitMinor, termsDays, limitBeforeMinor: currentLimit?.limit_minor ?? null, termsBeforeDays: customer.terms_days, askedLimitMinor: application.asked_limit_minor,
    assessmentId: assessment.id, score: assessment.score, grade: assessment.grade, rule: assessment.rule_id, matrix: `${assessment.matrix_name}@${assessment.matrix_version}`, automatic: assessment.automatic,
    decisionIds: decisions.filter((decision) => decision.kind !== 'ask' && stageIds.has(decision.stage_id)).map((decision) => decision.id),
  });
}

async function decline(command: Command, { records }: ApplicationRead): Promise<void> {
  const { application, assessment, customer } = records;
  const declined = records.stages.find((stage) => stage.state === 'declined');
  const decision = records.decisions.find((candidate) => candidate.stage_id === declined?.id && candidate.kind === 'decline');
  if (assessment === undefined || decision === undefined) throw new Error('A decline was decided by a stage');
  const matrix = await matrixOfAssessment(command.trx, assessment);
  const applyAgainFrom = addDays(dateIn(customer.time_zone, command.at), matrix.applyAgainAfterDays);
  await moveTo(command, application, 'declined', { decline_reason: decision.decline_reason, outcome_note: decision.note, apply_again_from: applyAgainFrom });
  await recordOn(command, application, 'application_declined', { stageId: decision.stage_id, decisionId: decision.id, reason: decision.decline_reason, applyAgainFrom });
}

async function closeApplication(command: Command, { records }: ApplicationRead): Promise<void> {
  const { application } = records;
  await command.trx.updateTable('credit_applications').set({ closed_at: command.at }).where('id', '=', application.id).execute();
  await closeStory(command.trx, { kind: 'credit_application', id: application.id }, command.at);
  await recordOn(command, application, 'application_closed', { status: application.status });
}
