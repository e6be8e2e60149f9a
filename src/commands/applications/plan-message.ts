import type { ApplicationRecords } from '../../db/credit-applications.js';
import type { CreditStanding } from '../../db/credit-standing.js';
import type { Json, Row, Trx } from '../../db/schema.js';
import { isSignInNeeded, type ApprovalMatrix } from '../../domain/approval-matrix.js';
import { dateIn, epochMilliseconds, type Instant } from '../../domain/dates.js';
import type { DecisionFacts } from '../../domain/decision.js';
import { formatDate, formatMoney, type Language } from '../../domain/display.js';
import { money } from '../../domain/money.js';
import { gradeReasons, type BandHit, type ScoreLine } from '../../domain/scorecard.js';
import type { ApproverPromptFacts, DecisionToldFacts, InformationRequestFacts } from '../../notifications/template-facts.js';
import { nameIn } from '../contacts/case-message.js';
import { matrixOfAssessment, scorecardOfToday } from '../application-policies.js';
import { limitOnTable } from './change.js';

const REASONS_SHOWN_MAX = 3;

const says = (language: Language, chinese: string, english: string): string => (language === 'zh-CN' ? chinese : english);

/** Terms as people read them; without terms there are none yet. */
export function termsIn(language: Language, days: number | null): string {
  if (days === null) return says(language, '无', 'none');
  return days === 0 ? says(language, '款到发货', 'payment before delivery') : says(language, `${days} 天`, `${days} days`);
}

/** An instant on the clock of a zone, with the zone's name: `Fri 6 Mar 2026, 17:00 (Shanghai)`. */
export function momentIn(language: Language, at: Instant, timeZone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(epochMilliseconds(at));
  const day = formatDate(dateIn(timeZone, at), language);
  const place = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  return language === 'zh-CN' ? `${day} ${time}` : `${day}, ${time} (${place})`;
}

/** A line of the score as people read it: `Paid on time in twelve months: 96, 30 of 30 points`. */
export function scoreLineIn(language: Language, line: ScoreLine): string {
  const value = valueOf(language, line);
  return says(language, `${line.name[language]}：${value}，${line.points}/${line.weight} 分`, `${line.name[language]}: ${value}, ${line.points} of ${line.weight} points`);
}

function valueOf(language: Language, line: ScoreLine): string {
  const band: BandHit = line.band;
  if (band.kind === 'choice') return band.name[language];
  return line.value === null || band.kind === 'missing' ? says(language, '未提供', 'not known') : String(line.value);
}

export function logOf(assessment: Row<'assessments'>): readonly ScoreLine[] {
  if (!Array.isArray(assessment.log)) throw new Error(`The log of assessment ${assessment.id} is no list`);
  return assessment.log as readonly ScoreLine[];
}

function hardStopNames(card: Awaited<ReturnType<typeof scorecardOfToday>>, assessment: Row<'assessments'>, language: Language): readonly string[] {
  return assessment.hard_stops.map((key) => card.scorecard.hardStops.find((stop) => stop.key === key)?.name[language] ?? key);
}

/** What an approver is told, but for the link. */
export type PromptFacts = Omit<ApproverPromptFacts, 'link'>;

/** Fills the prompt of a stage for one approver, in their language. */
export async function promptFacts(trx: Trx, records: ApplicationRecords, about: {
  readonly stage: Row<'approval_stages'>; readonly approver: Row<'people'>; readonly seller: Row<'selling_entities'>; readonly facts: DecisionFacts; readonly standing: CreditStanding;
}): Promise<PromptFacts> {
  const { application, customer, assessment } = records;
  const { stage, approver, facts, standing } = about;
  const { language } = approver;
  if (assessment === undefined || stage.answer_by === null) throw new Error('An approver is prompted for an open stage of an assessment that counts');
  const matrix = await matrixOfAssessment(trx, assessment);
  const amount = (minor: number): string => formatMoney({ minor, currency: application.currency }, language);
  const { inFavour, against } = gradeReasons(logOf(assessment), REASONS_SHOWN_MAX);
  const stops = hardStopNames(await scorecardOfToday(trx), assessment, language);
  return {
    approverName: approver.name, sellerName: nameIn(language, about.seller.legal_name, about.seller.legal_name_english), applicationNumber: application.number,
    customerName: nameIn(language, customer.name, customer.name_english), requesterName: await requesterName(trx, records, language),
    limitBefore: facts.currentLimit === null ? says(language, '无', 'none') : amount(facts.currentLimit), limitAfter: amount(facts.limitOnTable),
    termsBefore: termsIn(language, facts.currentTermsDays), termsAfter: termsIn(language, facts.askedTermsDays), owed: amount(facts.owed), overdue: amount(facts.overdue),
    salesTwelveMonths: amount(standing.salesTwelveMonthsMinor), worstDelayDays: standing.worstDelayDays ?? 0, reason: application.reason, grade: facts.grade, score: facts.score,
    gradeReasons: [
      ...stops.map((name) => says(language, `一票否决：${name}`, `Hard stop: ${name}`)),
      ...inFavour.map((line) => `${says(language, '有利：', 'For: ')}${scoreLineIn(language, line)}`), ...against.map((line) => `${says(language, '不利：', 'Against: ')}${scoreLineIn(language, line)}`),
      says(language, `建议额度 ${amount(facts.proposedLimit)}，账期 ${termsIn(language, facts.proposedTermsDays)}`, `Proposed: ${amount(facts.proposedLimit)}, ${termsIn(language, facts.proposedTermsDays)}`),
      ...answeredQuestions(records, language),
    ],
    stage: stageText(records, stage, language), answerBy: momentIn(language, stage.answer_by, approver.time_zone), onSilence: 'expire', signInNeeded: isSignIn(matrix, records),
  };
}

function isSignIn(matrix: ApprovalMatrix, records: ApplicationRecords): boolean {
  return isSignInNeeded(matrix, money(limitOnTable(records), records.application.currency));
}

function stageText(records: ApplicationRecords, stage: Row<'approval_stages'>, language: Language): string {
  const name = nameOf(stage.name, language);
  return says(language, `第 ${stage.position} 步，共 ${records.stages.length} 步：${name}`, `stage ${stage.position} of ${records.stages.length}: ${name}`);
}

function nameOf(name: Json, language: Language): string {
  const names = name as Readonly<Record<Language, string>>;
  return names[language];
}

function answeredQuestions(records: ApplicationRecords, language: Language): readonly string[] {
  return records.informationRequests.filter((request) => request.state === 'answered' && request.answer !== null)
    .map((request) => says(language, `问：${request.question} 答：${request.answer}`, `Asked: ${request.question} Answered: ${request.answer}`));
}

/** Who asked first, as approvers read it. */
export async function requesterName(trx: Trx, records: ApplicationRecords, language: Language): Promise<string> {
  const [first] = records.requesters;
  switch (first?.kind) {
    case 'person': return (await trx.selectFrom('people').select('name').where('id', '=', first.requester_id).executeTakeFirst())?.name ?? '';
    case 'contact_person': return (await trx.selectFrom('contact_persons').select('name').where('id', '=', first.requester_id).executeTakeFirst())?.name ?? '';
    case 'api_key': return (await trx.selectFrom('api_keys').select('name').where('id', '=', first.requester_id).executeTakeFirst())?.name ?? '';
    default: return says(language, '系统', 'the system');
  }
}

/** What a requester is told of the outcome, but for the link. */
export function outcomeFacts(records: ApplicationRecords, told: { readonly language: Language; readonly recipientName: string; readonly seller: Row<'selling_entities'> }): Omit<DecisionToldFacts, 'link'> {
  const { application, customer, currentLimit } = records;
  const { language, seller } = told;
  if (application.status !== 'approved' && application.status !== 'declined' && application.status !== 'withdrawn' && application.status !== 'expired') throw new Error('Only an end is told');
  const approved = application.status === 'approved' && currentLimit !== undefined;
  return {
    recipientName: told.recipientName, sellerName: nameIn(language, seller.legal_name, seller.legal_name_english), applicationNumber: application.number,
    customerName: nameIn(language, customer.name, customer.name_english), outcome: application.status,
    limit: approved ? formatMoney({ minor: currentLimit.limit_minor, currency: application.currency }, language) : '', terms: approved ? termsIn(language, currentLimit.terms_days) : '', validUntil: '', conditions: [],
    reason: application.decline_reason === null ? application.outcome_note : `${DECLINE_NAMES[application.decline_reason][language]}${says(language, '：', ': ')}${application.outcome_note}`,
    applyAgainFrom: application.apply_again_from === null ? '' : formatDate(application.apply_again_from, language),
  };
}

export const DECLINE_NAMES: Readonly<Record<NonNullable<Row<'credit_applications'>['decline_reason']>, Readonly<Record<Language, string>>>> = {
  overdue_debts: { 'zh-CN': '存在逾期欠款', en: 'overdue debts' },
  grade_too_low: { 'zh-CN': '信用等级不足', en: 'the grade is too low' },
  legal_record: { 'zh-CN': '司法或信用记录', en: 'legal or credit record' },
  information_insufficient: { 'zh-CN': '资料不足', en: 'not enough information' },
  beyond_our_risk: { 'zh-CN': '超出我方风险承受', en: 'beyond the risk that we take' },
  other: { 'zh-CN': '其他', en: 'other' },
};

/** What is asked of a requester, but for the link and whom to ask. */
export async function informationFacts(trx: Trx, records: ApplicationRecords, asked: { readonly request: Row<'information_requests'>; readonly language: Language; readonly recipientName: string; readonly timeZone: string }): Promise<Omit<InformationRequestFacts, 'link' | 'sellerName' | 'contactName' | 'contactPhone' | 'contactEmail'>> {
  const { application, customer } = records;
  const { request, language } = asked;
  const { scorecard } = await scorecardOfToday(trx);
  return {
    recipientName: asked.recipientName, applicationNumber: application.number, customerName: nameIn(language, customer.name, customer.name_english),
    missing: request.inputs.map((key) => scorecard.indicators.find((indicator) => indicator.key === key)?.name[language] ?? key),
    question: request.question, answerBy: momentIn(language, request.answer_by, asked.timeZone),
  };
}

/** Who writes: the selling entity that last did business with the customer, else the first of ours. A limit holds for all of them. */
export async function sellerOfApplication(trx: Trx, { customer }: Pick<ApplicationRecords, 'customer'>): Promise<Row<'selling_entities'>> {
  const last = await trx.selectFrom('invoices').select('selling_entity_id').where('customer_id', '=', customer.id).where('voided_at', 'is', null).orderBy('issued_on', 'desc').orderBy('id').limit(1).executeTakeFirst();
  const entities = await trx.selectFrom('selling_entities').selectAll().orderBy('code').execute();
  const seller = entities.find((entity) => entity.id === last?.selling_entity_id) ?? entities[0];
  if (seller === undefined) throw new Error('An installation has a selling entity before anybody applies for credit');
  return seller;
}
