import { now } from '../db/clock.js';
import { readApplicationRecords } from '../db/credit-applications.js';
import type { Database, Trx } from '../db/database.js';
import { linkTokenOf } from '../db/link-tokens.js';
import { isSignInNeeded } from '../domain/approval-matrix.js';
import { factChanges, type DecisionFacts, type FactChange } from '../domain/decision.js';
import { money, type Money } from '../domain/money.js';
import { matrixOfAssessment } from './application-policies.js';
import { approversOf } from './application-story.js';
import { decidedStage, limitOnTable, type DecidedStage } from './applications/change.js';
import { decisionFactsNow } from './applications/decision-facts.js';
import { promptFacts, sellerOfApplication, type PromptFacts } from './applications/plan-message.js';
import { APPROVAL_LINK, isLinkAlive, shownBy } from './decide-approval-stage.js';

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
  | { readonly kind: 'decided'; readonly applicationId: string; readonly stage: DecidedStage }
  /** Unknown, expired, replaced, or of somebody who may not decide any more: which of them is not said. */
  | { readonly kind: 'not_valid' };

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
  if (first !== undefined) return { kind: 'decided', applicationId: records.application.id, stage: decidedStage(first) };
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
