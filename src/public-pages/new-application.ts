import type { Request, Response } from 'express';
import { applyByInvitation, type ApplyByInvitationRefusal } from '../commands/apply-by-invitation.js';
import { lookAtApplicationInvitation, type ApplicationInvitation } from '../commands/look-at-application-invitation.js';
import { formatDate } from '../domain/display.js';
import { readTypedAmount } from '../domain/typed-amount.js';
import type { PageParts } from './decide.js';
import { fieldsOf } from './forms.js';
import { html } from './html.js';
import { errorBox, languageOfReader, notValidPage, plainPage, sendPage, type Page } from './page.js';
import { answersOf, questionField, wholeNumberOf } from './questions.js';
import { fill, pageTexts } from './texts.js';

type LinkRequest = Request<{ token: string }>;
type OpenInvitation = Extract<ApplicationInvitation, { readonly kind: 'open' }>;
type Field = (name: string) => string;

/** Shows a customer the form by which it asks for a limit. Nothing changes by looking. */
export async function showNewApplication(parts: PageParts, request: LinkRequest, response: Response): Promise<void> {
  const invitation = await lookAtApplicationInvitation(parts.database, request.params.token);
  switch (invitation.kind) {
    case 'open': return sendPage(response, formPage(invitation, { status: 200, field: () => '' }), parts);
    case 'received': return sendPage(response, receivedPage(invitation), parts);
    default: return sendPage(response, notValidPage(languageOfReader(request)), parts);
  }
}

/** Takes the form; then the address itself says that it has arrived. */
export async function takeNewApplication(parts: PageParts, request: LinkRequest, response: Response): Promise<void> {
  const { token } = request.params;
  const invitation = await lookAtApplicationInvitation(parts.database, token);
  if (invitation.kind === 'not_valid') return sendPage(response, notValidPage(languageOfReader(request)), parts);
  if (invitation.kind === 'open') {
    const field = fieldsOf(request.body);
    const error = await apply(parts, invitation, { token, field });
    const now = error === undefined ? invitation : await lookAtApplicationInvitation(parts.database, token);
    if (error !== undefined && now.kind !== 'received') return sendPage(response, formPage(invitation, { status: 422, error, field }), parts);
  }
  return response.redirect(303, `/apply/new/${encodeURIComponent(token)}`);
}

/** @returns what stood in the way */
async function apply({ database }: PageParts, invitation: OpenInvitation, { token, field }: { readonly token: string; readonly field: Field }): Promise<string | undefined> {
  const { reader: { language }, currency } = invitation;
  const { invitation: texts, decide, apply: common } = pageTexts[language];
  const limit = readTypedAmount(field('limit'), currency);
  if (field('limit') === '') return texts.limitMissing;
  if (limit === undefined) return fill(decide.notRead, { typed: field('limit') });
  const termsDays = wholeNumberOf(field('terms'));
  if (termsDays === undefined) return fill(common.notWholeNumber, { name: texts.terms, typed: field('terms') });
  const inputs = answersOf(invitation.inputs, { field, language });
  if (typeof inputs === 'string') return inputs;
  const answer = await applyByInvitation(database, { token, contactPersonId: invitation.contactPersonId, customerId: invitation.customerId, limit, termsDays, reason: field('reason'), inputs });
  return answer.kind === 'rejected' ? refusalText(invitation, answer) : undefined;
}

function refusalText({ reader: { language } }: OpenInvitation, refusal: ApplyByInvitationRefusal): string {
  const { applicationRefusals, informationRefusals } = pageTexts[language];
  const values = { max: 'max' in refusal ? refusal.max : 0, day: refusal.code === 'applied_again_too_soon' ? formatDate(refusal.applyAgainFrom, language) : '' };
  return fill({ ...informationRefusals, ...applicationRefusals }[refusal.code], values);
}

function formPage(invitation: OpenInvitation, given: { readonly status: number; readonly error?: string; readonly field: Field }): Page {
  const { reader, currency, inputs } = invitation;
  const { language, sellerName } = reader;
  const { invitation: texts, apply: common, common: { pair } } = pageTexts[language];
  const { field } = given;
  return {
    status: given.status, language, sellerName, title: texts.title,
    body: html`${errorBox(language, given.error)}<h1>${texts.title}</h1><p>${fill(texts.intro, { seller: sellerName, customer: reader.customerName })}</p><p><strong>${fill(texts.validThrough, { day: formatDate(invitation.validThrough, language) })}</strong></p>
<form method="post" autocomplete="off"><label for="limit">${fill(texts.limit, { currency })}</label><p class="hint" id="limit-hint">${texts.limitHint}</p><input type="text" id="limit" name="limit" maxlength="40" required aria-describedby="limit-hint" value="${field('limit')}">
<label for="terms">${texts.terms}</label><p class="hint" id="terms-hint">${texts.termsHint}</p><input type="text" inputmode="numeric" id="terms" name="terms" maxlength="9" required aria-describedby="terms-hint" value="${field('terms')}">
<label for="reason">${texts.reason}</label><textarea id="reason" name="reason" maxlength="2000" required>${field('reason')}</textarea>
${inputs.length === 0 ? html`` : html`<h2>${texts.company}</h2><p class="hint">${common.leaveOut}</p>${inputs.map((input) => questionField(input, { field, language }))}`}
<button>${texts.send}</button></form><p>${common.nothingYet}</p><p class="soft">${fill(pair, { one: sellerName, other: reader.sellerEmail })}</p>`,
  };
}

function receivedPage({ reader, applicationNumber }: Extract<ApplicationInvitation, { readonly kind: 'received' }>): Page {
  const { language, sellerName } = reader;
  const { invitation: texts } = pageTexts[language];
  return plainPage({ status: 200, language, sellerName, title: texts.receivedTitle, sentences: [fill(texts.received, { number: applicationNumber, customer: reader.customerName }), fill(texts.receivedNext, { seller: sellerName })] });
}
