import { z } from 'zod';
import { decideApprovalStage } from '../commands/decide-approval-stage.js';
import { provideApplicationInformation } from '../commands/provide-application-information.js';
import { submitCreditApplication } from '../commands/submit-credit-application.js';
import { withdrawCreditApplication } from '../commands/withdraw-credit-application.js';
import { scorecardOfToday } from '../commands/application-policies.js';
import { applicationFacts, approversOf } from '../commands/application-story.js';
import { limitOnTable } from '../commands/applications/change.js';
import { decisionFactsNow } from '../commands/applications/decision-facts.js';
import { now } from '../db/clock.js';
import { readApplicationRecords } from '../db/credit-applications.js';
import type { Trx } from '../db/database.js';
import { READERS_OF, ROLES_FOR } from '../domain/authority.js';
import { nextApplicationAction } from '../domain/credit-application.js';
import { plainDate } from '../domain/dates.js';
import { DECLINE_REASONS, type Decision } from '../domain/decision.js';
import { currencies, isCurrency, money } from '../domain/money.js';
import { afterOf, pageOf, pageQuery } from './paging.js';
import { answered, Day, defineRoute, Id, Minor, NOT_FOUND, ok, type Answer, type Exchange, type Route } from './route.js';

const Code = z.string().refine(isCurrency, `Use one of ${currencies.join(', ')}`);
const Input = z.strictObject({ key: z.string().min(1).max(60), value: z.union([z.number().int(), z.string().max(60)]), asOf: Day.optional() });
const Inputs = z.array(Input).max(40).default([]);

const ShownFacts = z.strictObject({
  currency: z.string().max(3), askedLimit: z.number().int(), askedTermsDays: z.number().int(), limitOnTable: z.number().int(), score: z.number().int(), grade: z.enum(['A', 'B', 'C', 'D', 'E']), proposedLimit: z.number().int(),
  proposedTermsDays: z.number().int(), currentLimit: z.number().int().nullable(), currentTermsDays: z.number().int().nullable(), owed: z.number().int(), overdue: z.number().int(), answers: z.number().int(),
});

const DecisionBody = z.strictObject({
  shown: ShownFacts,
  decision: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['approve', 'approve_less']), limitMinor: Minor, currency: Code }),
    z.strictObject({ kind: z.literal('decline'), reason: z.enum(DECLINE_REASONS), note: z.string().max(2_000).default('') }),
    z.strictObject({ kind: z.literal('ask'), question: z.string().trim().min(1).max(2_000) }),
  ]),
});

function inputsOf(given: z.infer<typeof Inputs>): { key: string; value: string | number; asOf?: ReturnType<typeof plainDate> }[] {
  return given.map(({ key, value, asOf }) => (asOf === undefined ? { key, value } : { key, value, asOf: plainDate(asOf) }));
}

/** Applications for a limit and terms. */
export function applicationRoutes(): readonly Route[] {
  return [...reading(), ...acting()];
}

function reading(): readonly Route[] {
  return [
    defineRoute({
      method: 'get', path: '/v1/credit-applications', summary: 'Applications, the newest first', access: READERS_OF.credit_applications, query: z.strictObject({ ...pageQuery('instant'), open: z.enum(['true', 'false']).optional(), customerId: z.uuid().optional() }),
      handle: async (exchange) => {
        const { cursor, limit, open, customerId } = exchange.query;
        const after = afterOf(cursor);
        const rows = await exchange.database.transaction((trx) => {
          let query = trx.selectFrom('credit_applications as application').innerJoin('customers as customer', 'customer.id', 'application.customer_id')
            .leftJoin('stories as story', (join) => join.onRef('story.id', '=', 'application.id').on('story.kind', '=', 'credit_application'))
            .leftJoin('assessments as assessment', (join) => join.onRef('assessment.application_id', '=', 'application.id').on('assessment.superseded_at', 'is', null))
            .selectAll('application').select(['customer.number as customer_number', 'customer.name as customer_name', 'customer.name_english as customer_name_english', 'story.next_at', 'story.next_reason', 'assessment.score', 'assessment.grade', 'assessment.proposed_limit_minor'])
            .orderBy('application.received_at', 'desc').orderBy('application.id', 'desc').limit(limit + 1);
          if (open !== undefined) query = query.where('application.ended_at', open === 'true' ? 'is' : 'is not', null);
          if (customerId !== undefined) query = query.where('application.customer_id', '=', customerId);
          if (after !== undefined) query = query.where('application.id', '<', after[1]);
          return query.execute();
        });
        return ok(pageOf(rows, limit, {
          value: (row) => row.received_at,
          shown: (row) => ({
            id: row.id, number: row.number, customer: { id: row.customer_id, number: row.customer_number, name: row.customer_name, nameEnglish: row.customer_name_english }, currency: row.currency, askedLimitMinor: row.asked_limit_minor, askedTermsDays: row.asked_terms_days,
            status: row.status, receivedAt: row.received_at, endedAt: row.ended_at, score: row.score, grade: row.grade, proposedLimitMinor: row.proposed_limit_minor, next: { at: row.next_at, reason: row.next_reason },
          }),
        }));
      },
    }),
    defineRoute({
      method: 'get', path: '/v1/credit-applications/:id', summary: 'One application: file, score line by line, stages, decisions, what comes next', access: READERS_OF.credit_applications, params: Id,
      handle: async (exchange) => {
        const found = await exchange.database.transaction((trx) => detail(trx, exchange.params.id));
        return found === undefined ? NOT_FOUND : ok(found);
      },
    }),
    defineRoute({
      method: 'get', path: '/v1/scorecard', summary: 'The scorecard of today: what an application may be asked for', access: READERS_OF.credit_applications,
      handle: async (exchange) => ok(await exchange.database.transaction((trx) => scorecardOfToday(trx))),
    }),
  ];
}

async function detail(trx: Trx, id: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const known = await trx.selectFrom('credit_applications').select('id').where('id', '=', id).executeTakeFirst();
  if (known === undefined) return undefined;
  const at = await now(trx);
  const records = await readApplicationRecords(trx, id);
  const { application, customer, assessment } = records;
  const inReview = assessment !== undefined && application.status === 'in_review';
  const decision = inReview ? await decisionFactsNow(trx, records, at) : undefined;
  const people = new Map(records.people.map((person) => [person.id, person.name]));
  return {
    id, number: application.number, customer: { id: customer.id, number: customer.number, name: customer.name, nameEnglish: customer.name_english }, currency: application.currency, askedLimitMinor: application.asked_limit_minor,
    askedTermsDays: application.asked_terms_days, reason: application.reason, status: application.status, receivedAt: application.received_at, endedAt: application.ended_at, declineReason: application.decline_reason, outcomeNote: application.outcome_note,
    applyAgainFrom: application.apply_again_from, now: at, next: nextApplicationAction(applicationFacts(records, null), at), currentLimit: records.currentLimit ?? null,
    requesters: records.requesters.map((requester) => ({ kind: requester.kind, id: requester.requester_id, name: people.get(requester.requester_id) ?? null })),
    inputs: records.inputs.map((input) => ({ key: input.key, value: input.value, source: input.source, asOf: input.as_of })), assessment: assessment ?? null,
    stages: records.stages.map((stage) => ({
      id: stage.id, position: stage.position, name: stage.name, role: stage.role, state: stage.state, turn: stage.turn, openedAt: stage.opened_at, remindAt: stage.remind_at, answerBy: stage.answer_by,
      approvers: stage.state === 'open' ? approversOf(records, stage).map((person) => ({ id: person.id, name: person.name })) : [],
    })),
    decisions: records.decisions.map((row) => ({ id: row.id, stageId: row.stage_id, kind: row.kind, limitMinor: row.limit_minor, declineReason: row.decline_reason, note: row.note, personId: row.person_id, decidedBy: row.decided_by, decidedAt: row.decided_at })),
    informationRequests: records.informationRequests, limitOnTableMinor: limitOnTable(records), decisionFacts: decision?.facts ?? null,
    contacts: records.contacts.map((contact) => ({ id: contact.id, channel: contact.channel, state: contact.state, reservedAt: contact.reserved_at, subjectKey: contact.subject_key })),
  };
}

function acting(): readonly Route[] {
  return [
    defineRoute({
      method: 'post', path: '/v1/credit-applications', summary: 'Ask for a limit and terms; one that is open takes the request in', access: ROLES_FOR.apply_for_credit,
      body: z.strictObject({ customerId: z.uuid(), limitMinor: Minor, currency: Code, termsDays: z.number().int().min(0).max(3_650), reason: z.string().trim().min(1).max(2_000), inputs: Inputs }),
      handle: async (exchange) => {
        const { customerId, limitMinor, currency, termsDays, reason, inputs } = exchange.body;
        return answered(await submitCreditApplication(exchange.database, { actor: exchange.actor(), customerId, limit: money(limitMinor, currency), termsDays, reason, inputs: inputsOf(inputs) }), 201);
      },
    }),
    defineRoute({
      method: 'post', path: '/v1/credit-applications/:id/information', summary: 'Add facts, or answer an approver\'s question', access: ROLES_FOR.give_application_information, params: Id, body: z.strictObject({ inputs: Inputs, answer: z.string().trim().max(4_000).optional() }),
      handle: async (exchange) => answered(await provideApplicationInformation(exchange.database, { actor: exchange.actor(), applicationId: exchange.params.id, inputs: inputsOf(exchange.body.inputs), answer: exchange.body.answer })),
    }),
    defineRoute({
      method: 'post', path: '/v1/credit-applications/:id/withdrawals', summary: 'Take an application back', access: 'signed_in', params: Id, body: z.strictObject({ note: z.string().max(2_000).default('') }),
      handle: async (exchange) => answered(await withdrawCreditApplication(exchange.database, { actor: exchange.actor(), applicationId: exchange.params.id, note: exchange.body.note })),
    }),
    defineRoute({ method: 'post', path: '/v1/approval-stages/:id/decisions', summary: 'Decide a stage, signed in', access: 'signed_in', params: Id, body: DecisionBody, handle: decide }),
  ];
}

async function decide(exchange: Exchange<z.infer<typeof Id>, unknown, z.infer<typeof DecisionBody>>): Promise<Answer> {
  const actor = exchange.actor();
  if (actor.kind !== 'person') return { kind: 'rejected', code: 'not_permitted', rolesNeeded: ['manager'] };
  const { shown, decision } = exchange.body;
  const typed: Decision = 'limitMinor' in decision ? { kind: decision.kind, limit: money(decision.limitMinor, decision.currency) } : decision;
  return answered(await decideApprovalStage(exchange.database, { decider: { kind: 'session', personId: actor.personId, stageId: exchange.params.id }, decision: typed, shown }));
}
