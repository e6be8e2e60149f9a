import { readApplicationRecords, type ApplicationRecords } from '../db/credit-applications.js';
import type { Database, Trx } from '../db/database.js';
import { newId } from '../db/ids.js';
import { json } from '../db/json.js';
import { linkTokenOf, useLinkToken } from '../db/link-tokens.js';
import type { Json, Row } from '../db/schema.js';
import { informationAnswerBy, isSignInNeeded } from '../domain/approval-matrix.js';
import { refusalOf, type Decision, type DecisionFacts, type DecisionRejection } from '../domain/decision.js';
import { money } from '../domain/money.js';
import { calendarOfMatrix, matrixOfAssessment } from './application-policies.js';
import { decidersOfOtherStages, requesterPersonIds } from './application-story.js';
import { openInformationRequest } from './applications/assess.js';
import { closeTasksAbout, decidedStage, limitOnTable, moveTo, recordOn, type DecidedStage } from './applications/change.js';
import { decisionFactsNow } from './applications/decision-facts.js';
import { runCommand, type Command, type CommandRefusal } from './run-command.js';

/** Of links that let an approver decide. */
export const APPROVAL_LINK = 'approval_stage';

const TEXT_LENGTH_MAX = 2_000;

/** Who decides and how that is known. */
export type Decider =
  /** The secret of a prompt's link. */
  | { readonly kind: 'link'; readonly token: string }
  /** A person who is signed in. */
  | { readonly kind: 'session'; readonly personId: string; readonly stageId: string };

export interface ApprovalDecision {
  readonly decider: Decider;
  readonly decision: Decision;
  /** What the page showed, given back with the decision. By a link it may be left out: then it is what the prompt said. */
  readonly shown?: DecisionFacts | undefined;
}

export type DecideStageAnswer =
  | { readonly kind: 'decided'; readonly applicationId: string; readonly stage: DecidedStage }
  /** Somebody was first, perhaps the same person: this is what they decided, and it stands. */
  | { readonly kind: 'already_decided'; readonly applicationId: string; readonly stage: DecidedStage };

export type DecideStageRefusal =
  | CommandRefusal
  | DecisionRejection
  | { readonly kind: 'rejected' } & (
    /** Unknown, expired, used up or replaced by a newer one: which of them is not said. */
    | { readonly code: 'link_not_valid' }
    | { readonly code: 'stage_unknown'; readonly stageId: string }
    | { readonly code: 'shown_facts_missing' }
    | { readonly code: 'text_too_long'; readonly max: number });

interface Addressed {
  readonly stageId: string;
  readonly personId: string;
  readonly applicationId: string;
  readonly customerId: string;
}

/** Decides a stage, once. Authority, the link, the time to answer and the facts are read again in the deciding transaction; the first
 * decision of a stage stands and a second one is answered with it. */
export async function decideApprovalStage(database: Database, request: ApprovalDecision): Promise<DecideStageAnswer | DecideStageRefusal> {
  const { decider } = request;
  const addressed = await database.transaction((trx) => addressOf(trx, decider));
  if (addressed === undefined) return decider.kind === 'link' ? { kind: 'rejected', code: 'link_not_valid' } : { kind: 'rejected', code: 'stage_unknown', stageId: decider.stageId };
  const actor = { kind: 'person', personId: addressed.personId } as const;
  return runCommand<DecideStageAnswer | DecideStageRefusal>(database, { actor, customers: [addressed.customerId] }, (command) => decide(command, addressed, request));
}

async function addressOf(trx: Trx, decider: Decider): Promise<Addressed | undefined> {
  const token = decider.kind === 'link' ? await linkTokenOf(trx, decider.token, APPROVAL_LINK) : undefined;
  const stageId = decider.kind === 'link' ? token?.subject_id : decider.stageId;
  const personId = decider.kind === 'link' ? token?.recipient_id : decider.personId;
  if (stageId === undefined || personId === undefined || personId === null) return undefined;
  const found = await trx.selectFrom('approval_stages as stage').innerJoin('credit_applications as application', 'application.id', 'stage.application_id')
    .select(['stage.application_id', 'application.customer_id']).where('stage.id', '=', stageId).executeTakeFirst();
  return found === undefined ? undefined : { stageId, personId, applicationId: found.application_id, customerId: found.customer_id };
}

async function decide(command: Command, addressed: Addressed, { decider, decision, shown }: ApprovalDecision): Promise<DecideStageAnswer | DecideStageRefusal> {
  const { trx, at } = command;
  const { applicationId, stageId, personId } = addressed;
  const records = await readApplicationRecords(trx, applicationId);
  const token = decider.kind === 'link' ? await linkTokenOf(trx, decider.token, APPROVAL_LINK) : undefined;
  const stage = await trx.selectFrom('approval_stages').selectAll().where('id', '=', stageId).executeTakeFirstOrThrow();
  const authority = { mayLook: token !== undefined || command.roles.includes(stage.role) };
  const first = records.decisions.find((row) => row.stage_id === stageId && (row.kind !== 'ask' || (token !== undefined && row.token_hash === token.hash)));
  if (first !== undefined && authority.mayLook) return { kind: 'already_decided', applicationId, stage: decidedStage(first) };
  if (decider.kind === 'link' && !isLinkAlive(token, stage, at)) return { kind: 'rejected', code: 'link_not_valid' };
  const seen = shown ?? shownBy(token);
  if (seen === undefined) return { kind: 'rejected', code: 'shown_facts_missing' };
  if (textOf(decision).length > TEXT_LENGTH_MAX) return { kind: 'rejected', code: 'text_too_long', max: TEXT_LENGTH_MAX };
  const refused = await refusalNow(command, { records, stage, personId, by: decider.kind, decision, seen });
  if (refused !== undefined) return refused;
  if (token !== undefined && !(await useLinkToken(trx, token.hash, at))) throw new Error('A link that was alive under the lock was used meanwhile');
  const row = await keepDecision(command, { records, stage, personId, by: decider.kind, decision, seen, tokenHash: token?.hash ?? null });
  await command.raise({ kind: 'credit_application', id: applicationId, customerId: addressed.customerId });
  return { kind: 'decided', applicationId, stage: decidedStage(row) };
}

/** Whether a link still decides. A stage that was put to its approvers anew, or an application that was assessed anew, has new links. */
export function isLinkAlive(token: Row<'link_tokens'> | undefined, stage: Row<'approval_stages'>, at: string): boolean {
  if (token === undefined || token.used_at !== null || token.expires_at <= at || stage.state === 'superseded') return false;
  return field(token.data, 'turn') === stage.turn;
}

function field(data: Json, name: string): Json | undefined {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as { readonly [key: string]: Json | undefined })[name] : undefined;
}

/** What the prompt said that the link stands in. */
export function shownBy(token: Row<'link_tokens'> | undefined): DecisionFacts | undefined {
  const shown = token === undefined ? undefined : field(token.data, 'shown');
  return shown === undefined ? undefined : shown as unknown as DecisionFacts;
}

function textOf(decision: Decision): string {
  return decision.kind === 'decline' ? decision.note : decision.kind === 'ask' ? decision.question : '';
}

interface Deciding {
  readonly records: ApplicationRecords;
  readonly stage: Row<'approval_stages'>;
  readonly personId: string;
  readonly by: 'link' | 'session';
  readonly decision: Decision;
  readonly seen: DecisionFacts;
}

async function refusalNow(command: Command, { records, stage, personId, by, decision, seen }: Deciding): Promise<DecisionRejection | undefined> {
  const { application, assessment } = records;
  const table = money(limitOnTable(records), application.currency);
  // Without an assessment that counts there is nothing to decide; the domain says so before it looks at the facts.
  const facts = assessment === undefined ? seen : (await decisionFactsNow(command.trx, records, command.at)).facts;
  const signInNeeded = assessment === undefined || isSignInNeeded(await matrixOfAssessment(command.trx, assessment), table);
  return refusalOf({
    decision, at: command.at, by, person: { id: personId, roles: command.roles }, application: { status: application.status, requesterIds: requesterPersonIds(records) },
    stage: { state: stage.state, role: stage.role, answerBy: stage.answer_by }, otherDeciders: decidersOfOtherStages(records, stage.id), limitOnTable: table, signInNeeded, shown: seen, facts,
  });
}

async function keepDecision(command: Command, deciding: Deciding & { readonly tokenHash: string | null }): Promise<Row<'approval_decisions'>> {
  const { trx, at } = command;
  const { records, stage, personId, by, decision, seen, tokenHash } = deciding;
  const row: Row<'approval_decisions'> = {
    id: newId(at), application_id: records.application.id, stage_id: stage.id, turn: stage.turn, person_id: personId, kind: decision.kind,
    limit_minor: decision.kind === 'approve' || decision.kind === 'approve_less' ? decision.limit.minor : null, decline_reason: decision.kind === 'decline' ? decision.reason : null, note: textOf(decision).trim(),
    decided_by: by, token_hash: tokenHash, shown: { ...seen }, decided_at: at,
  };
  await trx.insertInto('approval_decisions').values({ ...row, shown: json(row.shown) as never }).execute();
  await closeTasksAbout(command, [stage.id], 'done');
  await recordOn(command, records.application, 'stage_decided', {
    stageId: stage.id, decisionId: row.id, decision: row.kind, limitMinor: row.limit_minor, declineReason: row.decline_reason, by, turn: stage.turn, role: stage.role, shown: { ...seen },
  });
  if (decision.kind === 'ask') await askRequesters(command, { records, decisionId: row.id, question: decision.question });
  else await trx.updateTable('approval_stages').set({ state: decision.kind === 'decline' ? 'declined' : 'approved', ended_at: at }).where('id', '=', stage.id).execute();
  return row;
}

// The stage stays open but rests: its time to answer is counted anew once the question is answered.
async function askRequesters(command: Command, { records, decisionId, question }: { readonly records: ApplicationRecords; readonly decisionId: string; readonly question: string }): Promise<void> {
  const { application, assessment } = records;
  if (assessment === undefined) throw new Error('A stage that asks belongs to an assessment that counts');
  const matrix = await matrixOfAssessment(command.trx, assessment);
  await openInformationRequest(command, records, { decisionId, inputs: [], question: question.trim(), onSilence: 'expire', answerBy: informationAnswerBy(matrix, calendarOfMatrix(matrix), command.at) });
  await moveTo(command, application, 'awaiting_information');
}
