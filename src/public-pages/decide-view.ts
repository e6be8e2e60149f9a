import type { ApprovalLink, DecisionTold } from '../commands/look-at-approval-link.js';
import { amountInChineseWords } from '../domain/chinese-amount.js';
import { DECLINE_REASONS, type FactChange } from '../domain/decision.js';
import { formatMoney, type Language } from '../domain/display.js';
import { money, type Money } from '../domain/money.js';
import { html, type Html } from './html.js';
import { errorBox, type Page } from './page.js';
import { fill, pageTexts, type PageTexts } from './texts.js';

export type OpenLink = Extract<ApprovalLink, { readonly kind: 'open' }>;
export type DecidedLink = Extract<ApprovalLink, { readonly kind: 'decided' }>;

/** What somebody typed, kept when the page is shown again. */
export interface TypedDecision {
  readonly action: string;
  readonly limit: string;
  readonly reason: string;
  readonly note: string;
  readonly question: string;
}

export const NOTHING_TYPED: TypedDecision = { action: '', limit: '', reason: '', note: '', question: '' };

/** An amount in digits; of renminbi also in the words of a cheque, in which no digit can be overlooked. */
export function amountShown(amount: Money, language: Language): string {
  const digits = formatMoney(amount, language);
  if (amount.currency !== 'CNY' || amount.minor < 0) return digits;
  return language === 'zh-CN' ? `${digits}（${amountInChineseWords(amount.minor)}）` : `${digits} (${amountInChineseWords(amount.minor)})`;
}

/** What an approver is to decide, with the forms that decide it. */
export function decidePage(link: OpenLink, given: { readonly status: number; readonly error?: string | undefined; readonly typed?: TypedDecision; readonly changes?: readonly FactChange[]; readonly publicUrl: string }): Page {
  const { language, prompt, limitOnTable } = link;
  const { decide, common } = pageTexts[language];
  const asked = formatMoney({ minor: link.facts.askedLimit, currency: limitOnTable.currency }, language);
  const terms = prompt.termsAfter;
  const changes = given.changes ?? link.changes;
  return {
    status: given.status, language, sellerName: prompt.sellerName, title: fill(decide.title, { number: prompt.applicationNumber }),
    body: html`${errorBox(language, given.error)}
<h1>${fill(decide.asks, { customer: prompt.customerName, limit: asked, terms })}</h1>
<p class="soft">${fill(decide.stage, { number: prompt.applicationNumber, stage: prompt.stage })}</p>
${link.facts.askedLimit === limitOnTable.minor ? html`` : html`<p>${fill(decide.onTable, { limit: amountShown(limitOnTable, language), terms, asked })}</p>`}
<p>${prompt.requesterName}${common.colon}</p><blockquote>${prompt.reason}</blockquote>
${changes.length === 0 ? html`` : changesBox(language, changes, link.facts.currency)}
${factsList(link)}
<h2>${decide.reasons}</h2><ul>${prompt.gradeReasons.map((line) => html`<li>${line}</li>`)}</ul>
<p><strong>${fill(decide.answerBy, { answerBy: prompt.answerBy })}</strong> ${decide.expire}</p>
${link.signInNeeded ? signIn(link, given.publicUrl) : forms(link, given.typed ?? NOTHING_TYPED)}
<p class="soft">${fill(decide.notYou, { name: prompt.approverName, seller: prompt.sellerName })}</p>`,
  };
}

function factsList({ language, prompt }: OpenLink): Html {
  const { decide } = pageTexts[language];
  const rows: readonly (readonly [string, string])[] = [
    [decide.today, prompt.limitBefore === prompt.termsBefore ? prompt.limitBefore : fill(decide.limitAndTerms, { limit: prompt.limitBefore, terms: prompt.termsBefore })], [decide.asked, fill(decide.limitAndTerms, { limit: prompt.limitAfter, terms: prompt.termsAfter })],
    [decide.owes, prompt.owed], [decide.ofItOverdue, prompt.overdue], [decide.bought, prompt.salesTwelveMonths], [decide.worstDelay, daysShown(language, prompt.worstDelayDays)],
    [decide.grade, fill(decide.gradeOf, { grade: prompt.grade, score: prompt.score })],
  ];
  return definitions(rows);
}

export function definitions(rows: readonly (readonly [string, string])[]): Html {
  return html`<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function changesBox(language: Language, changes: readonly FactChange[], currency: string): Html {
  const { decide, facts } = pageTexts[language];
  const lines = changes.map(({ field, was, now }) => fill(decide.changed, { field: facts[field], was: factShown(language, { field, value: was, currency }), now: factShown(language, { field, value: now, currency }) }));
  return html`<div class="box"><h2>${decide.changedTitle}</h2><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></div>`;
}

const AMOUNTS: ReadonlySet<FactChange['field']> = new Set(['askedLimit', 'limitOnTable', 'proposedLimit', 'currentLimit', 'owed', 'overdue']);
const DAYS: ReadonlySet<FactChange['field']> = new Set(['askedTermsDays', 'proposedTermsDays', 'currentTermsDays']);

function factShown(language: Language, { field, value, currency }: { readonly field: FactChange['field']; readonly value: FactChange['now']; readonly currency: string }): string {
  const { common } = pageTexts[language];
  if (value === null) return common.none;
  if (AMOUNTS.has(field) && typeof value === 'number') return formatMoney({ minor: value, currency }, language);
  return DAYS.has(field) && typeof value === 'number' ? daysShown(language, value) : String(value);
}

function daysShown(language: Language, days: number): string {
  const { common } = pageTexts[language];
  return fill(days === 1 ? common.day : common.days, { days });
}

function signIn({ language, applicationId }: OpenLink, publicUrl: string): Html {
  const { decide } = pageTexts[language];
  return html`<div class="task"><h2>${decide.signInTitle}</h2><p>${decide.signIn}</p><a class="button" href="${publicUrl}/applications/${applicationId}">${decide.signInLink}</a></div>`;
}

function hidden(link: OpenLink, action: string): Html {
  return html`<input type="hidden" name="action" value="${action}"><input type="hidden" name="facts" value="${JSON.stringify(link.facts)}">`;
}

// Three forms, each with the one value that decides. What the browser can check it checks; the rest is the command's.
function forms(link: OpenLink, typed: TypedDecision): Html {
  const { language, prompt, limitOnTable, facts } = link;
  const { decide } = pageTexts[language];
  return html`<div class="task"><form method="post" autocomplete="off">${hidden(link, 'limit')}
<label for="limit">${decide.approveLabel}</label><p class="hint" id="limit-hint">${fill(decide.approveHint, { limit: amountShown(limitOnTable, language), proposed: formatMoney({ minor: facts.proposedLimit, currency: limitOnTable.currency }, language) })}</p>
<input type="text" id="limit" name="limit" maxlength="40" required aria-describedby="limit-hint" value="${typed.limit}"><button>${decide.approve}</button></form>
<details${typed.action === 'decline' && html` open`}><summary>${decide.declineTitle}</summary><form method="post" autocomplete="off">${hidden(link, 'decline')}${declineFields(language, typed)}<button class="quiet">${decide.decline}</button></form></details>
<details${typed.action === 'ask' && html` open`}><summary>${decide.askTitle}</summary><form method="post" autocomplete="off">${hidden(link, 'ask')}
<label for="question">${decide.askLabel}</label><p class="hint">${fill(decide.askHint, { requester: prompt.requesterName })}</p><textarea id="question" name="question" maxlength="2000" required>${typed.question}</textarea><button class="quiet">${decide.ask}</button></form></details>
<p>${decide.nothingYet}</p></div>`;
}

function declineFields(language: Language, typed: TypedDecision): Html {
  const { decide, declineReasons, apply } = pageTexts[language];
  return html`<label for="reason">${decide.declineReason}</label><select id="reason" name="reason" required><option value="">${apply.choose}</option>${DECLINE_REASONS.map((reason) => html`<option value="${reason}"${typed.reason === reason && html` selected`}>${declineReasons[reason]}</option>`)}</select>
<label for="note">${decide.declineNote}</label><textarea id="note" name="note" maxlength="2000" required>${typed.note}</textarea>`;
}

/** Less than was asked for is shown once more before it counts: a digit too few would be a limit too. */
export function confirmPage(link: OpenLink, given: { readonly typed: string; readonly amount: Money; readonly path: string; readonly shown: string }): Page {
  const { language, prompt, limitOnTable } = link;
  const { decide, common } = pageTexts[language];
  return {
    status: 200, language, sellerName: prompt.sellerName, title: decide.confirmTitle,
    body: html`<h1>${decide.confirmTitle}</h1><p>${fill(common.pair, { one: prompt.customerName, other: prompt.applicationNumber })}</p>
<p>${fill(decide.confirm, { typed: given.typed, amount: amountShown(given.amount, language), limit: amountShown(limitOnTable, language) })}</p>
<form method="post" autocomplete="off"><input type="hidden" name="action" value="less"><input type="hidden" name="limit" value="${given.typed}"><input type="hidden" name="facts" value="${given.shown}"><button>${fill(decide.confirmYes, { amount: formatMoney(given.amount, language) })}</button></form>
<p><a class="button quiet" href="${given.path}">${decide.confirmNo}</a></p><p>${decide.nothingYet}</p>`,
  };
}

const SENTENCES = {
  own: { approve: 'ownApproved', approve_less: 'ownApprovedLess', decline: 'ownDeclined', ask: 'ownAsked' },
  other: { approve: 'otherApproved', approve_less: 'otherApprovedLess', decline: 'otherDeclined', ask: 'otherAsked' },
} as const satisfies Record<string, Record<DecidedLink['stage']['decision'], keyof PageTexts['decided']>>;

/** What was decided, by the reader or by whoever was first. */
export function decidedPage({ stage, told }: DecidedLink, { publicUrl }: { readonly publicUrl: string }): Page {
  const { language, own } = told;
  const { decided } = pageTexts[language];
  const title = own ? decided.titleOwn : decided.titleOther;
  const next = stage.decision === 'ask' ? decided.nextAsked : decided.nextOwn;
  return {
    status: 200, language, sellerName: told.sellerName, title,
    body: html`<h1>${title}</h1><p>${fill(decided[SENTENCES[own ? 'own' : 'other'][stage.decision]], decisionValues(stage, told))}</p>
${told.note === '' ? html`` : html`<blockquote>${told.note}</blockquote>`}
<p>${own ? next : decided.stands}</p><p class="soft">${told.applicationNumber}</p>${own && html`<p class="soft">${decided.notYou}</p>`}
${told.othersWaiting === 0 ? html`` : html`<p>${fill(decided.othersWaiting, { count: told.othersWaiting })} <a href="${publicUrl}/applications">${decided.othersWaitingLink}</a></p>`}`,
  };
}

function decisionValues(stage: DecidedLink['stage'], told: DecisionTold): Readonly<Record<string, string>> {
  const amount = stage.limitMinor === null ? '' : amountShown(money(stage.limitMinor, told.currency), told.language);
  return { name: told.deciderName, customer: told.customerName, when: told.decidedAt, amount, asked: told.askedLimit, reason: told.declineReason };
}
