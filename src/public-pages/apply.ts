import type { Request, Response } from 'express';
import { lookAtApplicationOutcome, lookAtInformationRequest, type InformationLink, type OutcomeLink } from '../commands/look-at-information-request.js';
import { provideApplicationInformation } from '../commands/provide-application-information.js';
import type { PageParts } from './decide.js';
import { definitions } from './decide-view.js';
import { fieldsOf } from './forms.js';
import { html } from './html.js';
import { errorBox, languageOfReader, notValidPage, plainPage, sendPage, type Page } from './page.js';
import { answersOf, questionField } from './questions.js';
import { fill, pageTexts } from './texts.js';

type LinkRequest = Request<{ token: string }>;
type OpenRequest = Extract<InformationLink, { readonly kind: 'open' }>;

/** Shows what a customer is asked for its application. Nothing changes by looking. */
export async function showQuestions(parts: PageParts, request: LinkRequest, response: Response): Promise<void> {
  const link = await lookAtInformationRequest(parts.database, request.params.token);
  switch (link.kind) {
    case 'open': return sendPage(response, questionsPage(link, { status: 200, field: () => '' }), parts);
    case 'answered': return sendPage(response, thanksPage(link), parts);
    default: return sendPage(response, notValidPage(languageOfReader(request)), parts);
  }
}

/** Takes the answers that a form brings; then the address itself says that they have arrived. */
export async function takeAnswers(parts: PageParts, request: LinkRequest, response: Response): Promise<void> {
  const { token } = request.params;
  const link = await lookAtInformationRequest(parts.database, token);
  if (link.kind === 'not_valid') return sendPage(response, notValidPage(languageOfReader(request)), parts);
  if (link.kind === 'open') {
    const field = fieldsOf(request.body);
    const error = await answerQuestions(parts, link, field);
    const now = error === undefined ? link : await lookAtInformationRequest(parts.database, token);
    if (error !== undefined && now.kind !== 'answered') return sendPage(response, questionsPage(link, { status: 422, error, field }), parts);
  }
  return response.redirect(303, `/apply/${encodeURIComponent(token)}`);
}

/** @returns what stood in the way */
async function answerQuestions({ database }: PageParts, link: OpenRequest, field: (name: string) => string): Promise<string | undefined> {
  const { language } = link.reader;
  const inputs = answersOf(link.inputs, { field, language });
  if (typeof inputs === 'string') return inputs;
  const answer = await provideApplicationInformation(database, {
    actor: { kind: 'contact_person', contactPersonId: link.contactPersonId }, applicationId: link.applicationId, inputs, ...(link.question === '' ? {} : { answer: field('answer') }),
  });
  return answer.kind === 'rejected' ? fill(pageTexts[language].informationRefusals[answer.code], { max: 'max' in answer ? answer.max : 0 }) : undefined;
}

function questionsPage(link: OpenRequest, given: { readonly status: number; readonly error?: string; readonly field: (name: string) => string }): Page {
  const { reader, inputs, question } = link;
  const { language, sellerName } = reader;
  const { apply } = pageTexts[language];
  const title = fill(apply.title, { number: reader.applicationNumber });
  return {
    status: given.status, language, sellerName, title,
    body: html`${errorBox(language, given.error)}<h1>${title}</h1><p>${fill(apply.intro, { seller: sellerName, customer: reader.customerName })}</p><p><strong>${fill(apply.answerBy, { answerBy: link.answerBy })}</strong></p>
<form method="post" autocomplete="off">${inputs.map((input) => questionField(input, { field: given.field, language }))}
${question === '' ? html`<p class="hint">${apply.leaveOut}</p>` : html`<h2>${apply.questionFrom}</h2><blockquote>${question}</blockquote><label for="answer">${apply.answer}</label><textarea id="answer" name="answer" maxlength="4000" required>${given.field('answer')}</textarea>`}
<button>${apply.send}</button></form><p>${apply.nothingYet}</p><p class="soft">${whoToAsk(reader)}</p>`,
  };
}

function whoToAsk({ language, sellerName, sellerEmail }: OpenRequest['reader']): string {
  return fill(pageTexts[language].common.pair, { one: sellerName, other: sellerEmail });
}

function thanksPage({ reader }: Extract<InformationLink, { readonly kind: 'answered' }>): Page {
  const { language, sellerName } = reader;
  const { apply } = pageTexts[language];
  return plainPage({ status: 200, language, sellerName, title: apply.thanksTitle, sentences: [fill(apply.thanks, { number: reader.applicationNumber }), fill(apply.thanksNext, { seller: sellerName })] });
}

/** Shows a customer how its application has ended. */
export async function showOutcome(parts: PageParts, request: LinkRequest, response: Response): Promise<void> {
  const link = await lookAtApplicationOutcome(parts.database, request.params.token);
  sendPage(response, link.kind === 'told' ? outcomePage(link) : notValidPage(languageOfReader(request)), parts);
}

const ENDS = {
  approved: ['approvedTitle', 'approved'], approved_with_conditions: ['approvedTitle', 'approved'], declined: ['declinedTitle', 'declined'], withdrawn: ['withdrawnTitle', 'withdrawn'], expired: ['expiredTitle', 'expired'],
} as const;

function outcomePage({ reader, outcome }: Extract<OutcomeLink, { readonly kind: 'told' }>): Page {
  const { language, sellerName } = reader;
  const { outcome: texts } = pageTexts[language];
  const [titleKey, sentenceKey] = ENDS[outcome.outcome];
  const rows = ([[texts.limit, outcome.limit], [texts.terms, outcome.terms], [texts.reason, outcome.reason], [texts.applyAgainFrom, outcome.applyAgainFrom]] as const).filter(([, value]) => value !== '');
  return {
    status: 200, language, sellerName, title: texts[titleKey],
    body: html`<h1>${texts[titleKey]}</h1><p>${fill(texts[sentenceKey], { seller: sellerName, customer: reader.customerName, number: reader.applicationNumber })}</p>${definitions(rows)}<p class="soft">${whoToAsk(reader)}</p>`,
  };
}
