import { now } from '../db/clock.js';
import { readApplicationRecords, type ApplicationRecords } from '../db/credit-applications.js';
import type { Database, Trx } from '../db/database.js';
import { linkTokenOf } from '../db/link-tokens.js';
import { activePerson } from '../db/people.js';
import type { Row } from '../db/schema.js';
import { isSignInNeeded } from '../domain/approval-matrix.js';
import { factChanges, type DecisionFacts, type FactChange } from '../domain/decision.js';
import { formatMoney } from '../domain/display.js';
import { money, type Currency, type Money } from '../domain/money.js';
import { isRole } from '../domain/roles.js';
import { matrixOfAssessment } from './application-policies.js';
import { approversOf } from './application-story.js';
import { decidedStage, limitOnTable, type DecidedStage } from './applications/change.js';
import { decisionFactsNow } from './applications/decision-facts.js';
import { DECLINE_NAMES, momentIn, promptFacts, sellerOfApplication, type PromptFacts } from './applications/plan-message.js';
import { nameIn } from './contacts/case-message.js';
import { APPROVAL_LINK, isLinkAlive, shownBy } from './decide-approval-stage.js';

const OTHERS_COUNTED_MAX = 50;

export type ApprovalLink =
  | {
    readonly kind: 'open'; readonly applicationId: string; readonly stageId: string;
    /** In the approver's language, as the prompt says it, but of now. */
    readonly language: 'zh-CN' | 'en'; readonly prompt: PromptFacts;
    /** To be given back with the decision. */
    readonly facts: DecisionFacts; readonly limitOnTable: Money; readonly signInNeeded: boolean;
    /** Since the prompt was sent. */
    readonly changes: readonly FactChange[];
  }
  | { readonly kind: 'decided'; readonly applicationId: string; readonly stage: DecidedStage; readonly told: DecisionTold }
  /** Unknown, expired, replaced, or of somebody who may not decide any more: which of them is not said. */
  | { readonly kind: 'not_valid' };

/** The decision of a stage in words, for the approver whose link it is. */
export interface DecisionTold {
  readonly language: 'zh-CN' | 'en';
  readonly sellerName: string;
  readonly applicationNumber: string;
  readonly customerName: string;
  /** Whether the reader decided it. */
  readonly own: boolean;
  readonly deciderName: string;
  readonly decidedAt: string;
  readonly currency: Currency;
  readonly askedLimit: string;
  /** What the reason is called; empty without one. */
  readonly declineReason: string;
  readonly note: string;
  /** Stages of other applications that wait for the reader's decision. */
  readonly othersWaiting: number;
}

/** What an approver's link opens. Looking changes nothing, however often and by whatever program. */
export async function lookAtApprovalLink(database: Database, token: string): Promise<ApprovalLink> {
  return database.transaction((trx) => read(trx, token));
}

async function read(trx: Trx, token: string): Promise<ApprovalLink> {
  const link = await linkTokenOf(trx, token, APPROVAL_LINK);
  const stage = link === undefined ? undefined : await trx.selectFrom('approval_stages').selectAll().where('id', '=', link.subject_id).executeTakeFirst();
  if (link === undefined || stage === undefined) return { kind: 'not_valid' };
  const records = await readApplicationRecords(trx, stage.application_id);
  const first = records.decisions.find((decision) => decision.stage_id === stage.id && (decision.kind !== 'ask' || decision.token_hash === link.hash));
  const reader = await activePerson(trx, link.recipient_id ?? '');
  if (reader === undefined) return { kind: 'not_valid' };
  if (first !== undefined) return { kind: 'decided', applicationId: records.application.id, stage: decidedStage(first), told: await decisionTold(trx, records, { decision: first, reader }) };
  const at = await now(trx);
  const approver = approversOf(records, stage).find((person) => person.id === link.recipient_id);
  if (approver === undefined || records.application.status !== 'in_review' || records.assessment === undefined || !isLinkAlive(link, stage, at)) return { kind: 'not_valid' };
  const { facts, standing } = await decisionFactsNow(trx, records, at);
  const table = money(limitOnTable(records), records.application.currency);
  const seller = await sellerOfApplication(trx, records);
  return {
    kind: 'open', applicationId: records.application.id, stageId: stage.id, language: approver.language, facts, limitOnTable: table,
    prompt: await promptFacts(trx, records, { stage, approver, seller, facts, standing }), signInNeeded: isSignInNeeded(await matrixOfAssessment(trx, records.assessment), table),
    changes: factChanges(shownBy(link) ?? facts, facts),
  };
}

async function decisionTold(trx: Trx, records: ApplicationRecords, about: { readonly decision: Row<'approval_decisions'>; readonly reader: Row<'people'> }): Promise<DecisionTold> {
  const { decision, reader } = about;
  const { language } = reader;
  const { application, customer } = records;
  const decider = await trx.selectFrom('people').select('name').where('id', '=', decision.person_id).executeTakeFirst();
  const seller = await sellerOfApplication(trx, records);
  return {
    language, sellerName: nameIn(language, seller.legal_name, seller.legal_name_english), applicationNumber: application.number, customerName: nameIn(language, customer.name, customer.name_english),
    own: decision.person_id === reader.id, deciderName: decider?.name ?? '', decidedAt: momentIn(language, decision.decided_at, reader.time_zone),
    currency: application.currency, askedLimit: formatMoney({ minor: application.asked_limit_minor, currency: application.currency }, language),
    declineReason: decision.decline_reason === null ? '' : DECLINE_NAMES[decision.decline_reason][language], note: decision.note,
    othersWaiting: await othersWaitingFor(trx, reader, application.id),
  };
}

// Few at any time: each is asked as its own prompt would be.
async function othersWaitingFor(trx: Trx, reader: Row<'people'>, applicationId: string): Promise<number> {
  if (!reader.roles.some(isRole)) return 0;
  const open = await trx.selectFrom('approval_stages as stage').innerJoin('credit_applications as application', 'application.id', 'stage.application_id').select('application.id')
    .where('stage.state', '=', 'open').where('application.status', '=', 'in_review').where('application.id', '<>', applicationId).where('stage.role', 'in', reader.roles.filter(isRole)).limit(OTHERS_COUNTED_MAX).execute();
  let waiting = 0;
  for (const { id } of open) {
    const records = await readApplicationRecords(trx, id);
    const stage = records.stages.find((candidate) => candidate.state === 'open');
    if (stage !== undefined && approversOf(records, stage).some((person) => person.id === reader.id)) waiting += 1;
  }
  return waiting;
}
