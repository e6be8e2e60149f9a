import type { Request, Response } from 'express';
import { decideApprovalStage, type DecideStageRefusal } from '../commands/decide-approval-stage.js';
import { lookAtApprovalLink } from '../commands/look-at-approval-link.js';
import type { Database } from '../db/database.js';
import { DECLINE_REASONS, type Decision } from '../domain/decision.js';
import { readTypedAmount } from '../domain/typed-amount.js';
import { amountShown, confirmPage, decidedPage, decidePage, type OpenLink, type TypedDecision } from './decide-view.js';
import { fieldsOf, shownFactsOf } from './forms.js';
import { languageOfReader, notValidPage, plainPage, sendPage, type Page } from './page.js';
import { fill, pageTexts } from './texts.js';

export interface PageParts {
  readonly database: Database;
  readonly publicUrl: string;
}

type LinkRequest = Request<{ token: string }>;

/** Shows what an approver's link stands for. Nothing changes by looking. */
export async function showDecision(parts: PageParts, request: LinkRequest, response: Response): Promise<void> {
  const link = await lookAtApprovalLink(parts.database, request.params.token);
  switch (link.kind) {
    case 'open': return sendPage(response, decidePage(link, { status: 200, publicUrl: parts.publicUrl }), parts);
    case 'decided': return sendPage(response, decidedPage(link, parts), parts);
    default: return sendPage(response, notValidPage(languageOfReader(request)), parts);
  }
}

/** Takes the decision that a form brings, on the facts that its page showed. What was decided is then read by the same address, so
 * that a page that is loaded again decides nothing again. */
export async function takeDecision(parts: PageParts, request: LinkRequest, response: Response): Promise<void> {
  const { token } = request.params;
  const link = await lookAtApprovalLink(parts.database, token);
  if (link.kind === 'not_valid') return sendPage(response, notValidPage(languageOfReader(request)), parts);
  if (link.kind === 'decided') return response.redirect(303, pathOf(token));
  const typed = typedIn(request.body);
  const answer = await decisionOf(parts, link, { typed, token, facts: fieldsOf(request.body)('facts') });
  if (answer.kind === 'page') return sendPage(response, answer.page, parts);
  return response.redirect(303, pathOf(token));
}

function pathOf(token: string): string {
  return `/decide/${encodeURIComponent(token)}`;
}

function typedIn(body: unknown): TypedDecision {
  const field = fieldsOf(body);
  return { action: field('action'), limit: field('limit'), reason: field('reason'), note: field('note'), question: field('question') };
}

type Outcome = { readonly kind: 'page'; readonly page: Page } | { readonly kind: 'look_again' };

async function decisionOf(parts: PageParts, link: OpenLink, given: { readonly typed: TypedDecision; readonly token: string; readonly facts: string }): Promise<Outcome> {
  const { typed, token } = given;
  const { language, limitOnTable } = link;
  const again = (status: number, error: string): Outcome => ({ kind: 'page', page: decidePage(link, { status, error, typed, publicUrl: parts.publicUrl }) });
  const shown = shownFactsOf(given.facts);
  if (shown === undefined) return again(400, pageTexts[language].decisionRefusals.shown_facts_missing);
  const decision = readDecision(link, typed);
  if (typeof decision === 'string') return again(422, decision);
  // A limit below the one on the table is shown in digits and words first; it decides when it comes back.
  if (decision.kind === 'approve_less' && typed.action !== 'less' && decision.limit.minor > 0 && !link.signInNeeded) {
    return { kind: 'page', page: confirmPage(link, { typed: typed.limit, amount: decision.limit, path: pathOf(token), shown: given.facts }) };
  }
  const answer = await decideApprovalStage(parts.database, { decider: { kind: 'link', token }, decision, shown });
  if (answer.kind !== 'rejected') return { kind: 'look_again' };
  // Somebody was first, or the link has died: the address says so by itself.
  const now = await lookAtApprovalLink(parts.database, token);
  if (now.kind === 'decided') return { kind: 'look_again' };
  const error = refusalText(link, answer, { decision, limit: amountShown(now.kind === 'open' ? now.limitOnTable : limitOnTable, language) });
  const status = STATUS[answer.code] ?? 409;
  if (now.kind === 'not_valid') return { kind: 'page', page: plainPage({ status, language, title: pageTexts[language].common.errorTitle, sentences: [error, pageTexts[language].common.notValidCure] }) };
  const changes = answer.code === 'facts_changed' ? { changes: answer.changes } : {};
  return { kind: 'page', page: decidePage(now, { status, error, typed, publicUrl: parts.publicUrl, ...changes }) };
}

/** What was typed is at fault, not the state of things. */
const STATUS: Partial<Readonly<Record<DecideStageRefusal['code'], number>>> = {
  sign_in_needed: 403, not_permitted: 403, not_an_approver: 403, no_longer_valid: 403, requester_may_not_decide: 403, already_decided_other_stage: 403, link_not_valid: 410,
  typed_limit_differs: 422, limit_not_less: 422, currency_differs: 422, reason_missing: 422, question_missing: 422, text_too_long: 422,
};

/** @returns the decision, or what is wrong with what was typed */
function readDecision({ language, limitOnTable }: OpenLink, typed: TypedDecision): Decision | string {
  const { decide, decisionRefusals } = pageTexts[language];
  switch (typed.action) {
    case 'limit':
    case 'less': {
      const limit = readTypedAmount(typed.limit, limitOnTable.currency);
      if (limit === undefined) return fill(decide.notRead, { typed: typed.limit });
      return { kind: limit.minor < limitOnTable.minor ? 'approve_less' : 'approve', limit };
    }
    case 'decline': {
      const reason = DECLINE_REASONS.find((known) => known === typed.reason);
      return reason === undefined ? decide.reasonNotChosen : { kind: 'decline', reason, note: typed.note };
    }
    case 'ask': return { kind: 'ask', question: typed.question };
    default: return decisionRefusals.shown_facts_missing;
  }
}

function refusalText({ language }: OpenLink, refusal: DecideStageRefusal, about: { readonly decision: Decision; readonly limit: string }): string {
  const typed = 'limit' in about.decision ? amountShown(about.decision.limit, language) : '';
  return fill(pageTexts[language].decisionRefusals[refusal.code], { typed, limit: about.limit, max: 'max' in refusal ? refusal.max : 0 });
}
