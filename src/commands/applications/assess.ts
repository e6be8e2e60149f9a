import { creditStandingOf, type CreditStanding } from '../../db/credit-standing.js';
import { endInformationRequest, supersedeAssessment, type ApplicationRecords } from '../../db/credit-applications.js';
import { newId } from '../../db/ids.js';
import { json } from '../../db/json.js';
import type { Json, Row } from '../../db/schema.js';
import { informationAnswerBy, routeApproval, type ApprovalMatrix, type ApprovalRoute } from '../../domain/approval-matrix.js';
import { dateIn, type Instant, type PlainDate } from '../../domain/dates.js';
import { money, type Currency, type Money } from '../../domain/money.js';
import { proposeLimit, type LimitFacts, type ProposedLimit } from '../../domain/proposed-limit.js';
import { percentageOf, ratio } from '../../domain/rates.js';
import { score, type InputValue, type LedgerInputKey, type MissingInput, type ScorecardInput, type ScoreResult } from '../../domain/scorecard.js';
import type { ScorecardPolicy } from '../../policies/scorecards.js';
import { calendarOfMatrix, matrixOfToday, scorecardOfToday } from '../application-policies.js';
import type { ApplicationRead } from '../application-story.js';
import type { Command } from '../run-command.js';
import { openTask } from '../tasks.js';
import { closeTasksAbout, moveTo, recordOn } from './change.js';

/** Scores an application by the scorecard of today and chooses who decides; or asks for what is missing. */
export async function assessApplication(command: Command, { records }: ApplicationRead): Promise<void> {
  const { trx, at } = command;
  const { application, customer } = records;
  const today = dateIn(customer.time_zone, at);
  const silent = await endInformationRequest(trx, application.id, { state: 'unanswered', answer: null, at });
  if (silent !== undefined) {
    await closeTasksAbout(command, [silent.id], 'overtaken');
    await recordOn(command, application, 'information_not_given', { requestId: silent.id, inputs: silent.inputs });
  }
  const { scorecard, limits } = await scorecardOfToday(trx);
  const matrix = await matrixOfToday(trx);
  const standing = await creditStandingOf(trx, { customerId: customer.id, currency: application.currency, today });
  const inputs = [...ledgerInputs(standing, today), ...givenInputs(records)];
  const unanswered = [...records.informationRequests.filter((request) => request.state === 'unanswered'), ...(silent === undefined ? [] : [silent])].flatMap((request) => request.inputs);
  const result = score(scorecard, { inputs, unanswered: new Set(unanswered) }, today);
  if (result.kind === 'incomplete') return askForInputs(command, records, { missing: result.missing, matrix });
  const asked = { limit: money(application.asked_limit_minor, application.currency), termsDays: application.asked_terms_days };
  const proposed = proposeLimit(limits, result.grade, { asked, ...limitFacts(standing, inputs, application.currency) });
  const route = routeApproval(matrix, { grade: result.grade, asked, proposed, overdue: money(standing.overdueMinor, application.currency) });
  await keepAssessment(command, records, { result, proposed, route, standing, matrix, scorecard });
}

/** What the ledger knows, as inputs of the scorecard; what it does not know is missing. */
export function ledgerInputs(standing: CreditStanding, today: PlainDate): readonly ScorecardInput[] {
  const values: Readonly<Record<LedgerInputKey, number | null>> = {
    paid_on_time_percent: standing.paidOnTimePercent, worst_delay_days: standing.worstDelayDays, oldest_overdue_days: standing.oldestOverdueDays,
    relationship_months: standing.relationshipMonths, sales_trend_percent: standing.salesTrendPercent,
  };
  return Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [{ key, value, source: 'ledger' as const, asOf: today }]));
}

function givenInputs(records: ApplicationRecords): readonly ScorecardInput[] {
  return records.inputs.map((input) => ({ key: input.key, value: inputValue(input.value), source: input.source, asOf: input.as_of }));
}

function inputValue(value: Json): InputValue {
  if (typeof value === 'number' || typeof value === 'string') return value;
  throw new Error(`${JSON.stringify(value)} is no value of an input`);
}

function limitFacts(standing: CreditStanding, inputs: readonly ScorecardInput[], currency: Currency): Omit<LimitFacts, 'asked'> {
  const given = (key: string): Money | null => {
    const value = inputs.findLast((input) => input.key === key)?.value;
    return typeof value === 'number' ? money(value, currency) : null;
  };
  const expected = given('expected_monthly_sales');
  const fromLedger = standing.monthsWithSales === 0 ? null
    : { amount: percentageOf(money(standing.salesTwelveMonthsMinor, currency), ratio(1, standing.monthsWithSales), 'down'), source: 'ledger' as const };
  return {
    yearlyTurnover: given('yearly_turnover'),
    monthlySales: fromLedger ?? (expected === null ? null : { amount: expected, source: 'requester' }),
    insurerLimit: standing.insurerLimitMinor === null ? null : money(standing.insurerLimitMinor, currency),
  };
}

// One question for all that is missing. Without what blocks there is no decision; the rest counts as nothing when nobody answers.
async function askForInputs(command: Command, records: ApplicationRecords, asked: { readonly missing: readonly MissingInput[]; readonly matrix: ApprovalMatrix }): Promise<void> {
  const { application } = records;
  const onSilence = asked.missing.some((input) => input.rule === 'block') ? 'expire' : 'count_as_zero';
  const answerBy = informationAnswerBy(asked.matrix, calendarOfMatrix(asked.matrix), command.at);
  await openInformationRequest(command, records, { decisionId: null, inputs: asked.missing.map((input) => input.key), question: '', onSilence, answerBy });
  await moveTo(command, application, 'awaiting_information');
}

/** Puts a question to the requesters, with a task for the first of them. */
export async function openInformationRequest(command: Command, records: ApplicationRecords, asked: {
  readonly decisionId: string | null; readonly inputs: readonly string[]; readonly question: string; readonly onSilence: Row<'information_requests'>['on_silence']; readonly answerBy: Instant;
}): Promise<void> {
  const { application, requesters } = records;
  const requestId = newId(command.at);
  await command.trx.insertInto('information_requests').values({
    id: requestId, application_id: application.id, decision_id: asked.decisionId, inputs: [...asked.inputs], question: asked.question, on_silence: asked.onSilence, state: 'open', answer: null,
    asked_at: command.at, answer_by: asked.answerBy, ended_at: null,
  }).execute();
  const first = requesters.find((requester) => requester.kind === 'person');
  await openTask(command, {
    kind: 'application_information', customerId: application.customer_id, subjectId: requestId, ownerRole: first === undefined ? 'credit_analyst' : 'sales', ownerId: first?.requester_id ?? null,
    data: { applicationId: application.id, inputs: [...asked.inputs] }, dueAt: asked.answerBy,
  });
  await recordOn(command, application, 'information_asked', { requestId, inputs: [...asked.inputs], byApprover: asked.decisionId !== null, onSilence: asked.onSilence, answerBy: asked.answerBy });
}

async function keepAssessment(command: Command, records: ApplicationRecords, kept: {
  readonly result: Extract<ScoreResult, { kind: 'scored' }>; readonly proposed: ProposedLimit; readonly route: ApprovalRoute; readonly standing: CreditStanding; readonly matrix: ApprovalMatrix;
  readonly scorecard: ScorecardPolicy['scorecard'];
}): Promise<void> {
  const { trx, at } = command;
  const { result, proposed, route, matrix, scorecard } = kept;
  const { application } = records;
  const assessmentId = newId(at);
  const { count } = await trx.selectFrom('assessments').select((select) => select.fn.countAll<number>().as('count')).where('application_id', '=', application.id).executeTakeFirstOrThrow();
  await supersedeAssessment(trx, application.id, at);
  const automatic = route.kind === 'automatic';
  const obstacles = automatic ? [] : [...route.obstacles];
  await trx.insertInto('assessments').values({
    id: assessmentId, application_id: application.id, position: count + 1, scorecard_name: scorecard.name, scorecard_version: scorecard.version, matrix_name: matrix.name, matrix_version: matrix.version,
    rule_id: route.ruleId, automatic, obstacles: json(obstacles) as never, score: result.score, grade: result.grade, hard_stops: json([...result.hardStops]) as never, log: json(plain(result.log)) as never,
    ledger: json({ ...kept.standing }) as never, proposed_limit_minor: proposed.limit.minor, proposed_terms_days: proposed.termsDays, limit_methods: json(plain(proposed.methods)) as never, limit_bound: proposed.bound,
    assessed_at: at, superseded_at: null,
  }).execute();
  for (const [position, stage] of (automatic ? [] : route.stages).entries()) {
    await trx.insertInto('approval_stages').values({
      id: newId(at), application_id: application.id, assessment_id: assessmentId, position: position + 1, key: stage.key, name: json(stage.name) as never, role: stage.role,
      respond_within_working_days: stage.respondWithinWorkingDays, remind_after_working_days: stage.remindAfterWorkingDays, state: 'planned', turn: 0, opened_at: null, remind_at: null, answer_by: null, ended_at: null,
    }).execute();
  }
  await moveTo(command, application, automatic ? 'assessing' : 'in_review');
  await recordOn(command, application, 'application_assessed', {
    assessmentId, scorecard: `${scorecard.name}@${scorecard.version}`, matrix: `${matrix.name}@${matrix.version}`, score: result.score, grade: result.grade, hardStops: [...result.hardStops],
    proposedLimitMinor: proposed.limit.minor, proposedTermsDays: proposed.termsDays, limitBound: proposed.bound, rule: route.ruleId, automatic, obstacles, stages: automatic ? [] : route.stages.map((stage) => stage.key),
  });
}

// Frozen shapes of the domain as a JSON document.
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
