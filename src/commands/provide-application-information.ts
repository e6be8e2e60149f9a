import { endInformationRequest, readApplicationRecords } from '../db/credit-applications.js';
import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { isOpenStatus, type ApplicationStatus } from '../domain/credit-application.js';
import { dateIn } from '../domain/dates.js';
import { applicationFacts } from './application-story.js';
import { assessAgain, closeTasksAbout, keepInputs, moveTo, recordOn, type GivenInput, type InputRefusal } from './applications/change.js';
import { openStage } from './applications/follow-up.js';
import type { Command, CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';

const ANSWER_LENGTH_MAX = 4_000;

export interface GivenInformation {
  readonly applicationId: string;
  readonly inputs: readonly GivenInput[];
  /** To an approver's question. */
  readonly answer?: string | undefined;
}

export type ProvideInformationAnswer =
  /** `assess`: the facts have changed and all begins anew. `stage`: the approver who asked decides on with the answer. */
  { readonly kind: 'taken'; readonly goesTo: 'assess' | 'stage' };

export type ProvideInformationRefusal =
  | CommandRefusal
  | InputRefusal
  | { readonly kind: 'rejected' } & (
    | { readonly code: 'application_unknown'; readonly id: string }
    | { readonly code: 'application_not_open'; readonly status: ApplicationStatus }
    | { readonly code: 'nothing_given' }
    | { readonly code: 'no_question_open' }
    | { readonly code: 'answer_too_long'; readonly max: number });

/** Adds facts to an open application, or answers an approver's question. New facts mean a new assessment and new approvals;
 * a mere answer goes back to the stage that asked, whose approvers are prompted anew. */
export async function provideApplicationInformation(database: Database, request: { readonly actor: Actor } & GivenInformation): Promise<ProvideInformationAnswer | ProvideInformationRefusal> {
  const about = { table: 'credit_applications', id: request.applicationId } as const;
  return runCustomerCommand<ProvideInformationAnswer | ProvideInformationRefusal, 'application_unknown'>(
    database, { actor: request.actor, permission: 'give_application_information', about, unknown: 'application_unknown' }, (command) => provide(command, request));
}

async function provide(command: Command, { applicationId, inputs, answer }: GivenInformation): Promise<ProvideInformationAnswer | ProvideInformationRefusal> {
  const { trx, at } = command;
  const records = await readApplicationRecords(trx, applicationId);
  const { application, customer } = records;
  const text = answer?.trim() ?? '';
  if (!isOpenStatus(application.status)) return { kind: 'rejected', code: 'application_not_open', status: application.status };
  if (inputs.length === 0 && text === '') return { kind: 'rejected', code: 'nothing_given' };
  if (text.length > ANSWER_LENGTH_MAX) return { kind: 'rejected', code: 'answer_too_long', max: ANSWER_LENGTH_MAX };
  const asked = records.informationRequests.find((request) => request.state === 'open');
  // What the scorecard asks for is answered by its inputs, an approver's question by words.
  if (text !== '' && (asked === undefined || asked.decision_id === null)) return { kind: 'rejected', code: 'no_question_open' };
  const refused = await keepInputs(command, applicationId, { inputs, today: dateIn(customer.time_zone, at) });
  if (refused !== undefined) return refused;
  const isAnswered = asked !== undefined && (asked.decision_id === null || text !== '');
  if (isAnswered) {
    await endInformationRequest(trx, applicationId, { state: 'answered', answer: text === '' ? null : text, at });
    await closeTasksAbout(command, [asked.id], 'done');
  }
  await recordOn(command, application, 'information_given', { inputs: inputs.map((input) => input.key), requestId: isAnswered ? asked.id : null });
  const goesTo = inputs.length > 0 ? 'assess' : 'stage';
  if (goesTo === 'assess') await assessAgain(command, application, 'information_given');
  else {
    const stage = records.stages.find((candidate) => candidate.state === 'open');
    if (stage === undefined) throw new Error('A question is asked by the stage that is open');
    await moveTo(command, application, 'in_review');
    await openStage(command, { records, facts: applicationFacts(records, null) }, { stageId: stage.id });
  }
  await command.raise({ kind: 'credit_application', id: applicationId, customerId: application.customer_id });
  return { kind: 'taken', goesTo };
}
