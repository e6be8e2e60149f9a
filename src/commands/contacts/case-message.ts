import type { Json, Row } from '../../db/schema.js';
import type { ContactPlan } from '../../domain/contact-wave.js';
import { addDays, dateIn, type PlainDate } from '../../domain/dates.js';
import { formatDate, formatMoney, type Language } from '../../domain/display.js';
import { isBrokenPromiseStep, type Tone } from '../../domain/escalation-ladder.js';
import { addWorkingDays } from '../../domain/working-calendar.js';
import type { NoticeFacts, NoticeItem } from '../../documents/notice-facts.js';
import { renderMail, renderSms } from '../../notifications/templates.js';
import type { MessageText, SellerContact } from '../../notifications/template-facts.js';
import type { CaseRead } from '../case-facts.js';
import type { Command } from '../run-command.js';
import { ownText, type StepMessage } from './step-text.js';
import { listParts, wordedParts, type ListedItem, type ListedParts } from './four-parts.js';

/** A message as it will be sent, fixed when it is reserved: an attempt and its repetition send the same bytes. */
export interface WrittenMessage {
  readonly address: string;
  readonly language: Language;
  readonly subject: string;
  readonly body: string;
  readonly bodyHtml: string | null;
  readonly letterNumber: string | null;
  readonly content: MessageContent;
}

/** What a contact's row keeps beside the text. */
export interface MessageContent {
  readonly senderName: string;
  readonly senderAddress: string;
  readonly recipientName: string;
  /** A letter to be attached, as its facts: it is drawn before the first attempt. */
  readonly notice?: NoticeFacts;
}

/** `letterNumber`: of a letter that is written anew because nothing accepted it; it keeps its number. */
type Plan = Pick<ContactPlan, 'stepAction' | 'tone' | 'channel' | 'recipientId' | 'lines'> & { readonly letterNumber?: string | undefined };

/** Working days that a message gives for payment. */
const PAY_WITHIN_WORKING_DAYS: Readonly<Record<Tone, number>> = { friendly: 5, firm: 5, final: 7 };

/** Writes what a customer is told at a step. @throws if the recipient cannot be reached over the channel: a gate saw to that (a defect) */
export async function writeCaseMessage(command: Command, read: CaseRead, plan: Plan): Promise<WrittenMessage> {
  const { facts, records } = read;
  const person = records.persons.find((candidate) => candidate.id === plan.recipientId);
  const address = plan.channel === 'email' ? person?.email : person?.phone;
  if (person === undefined || address === null || address === undefined) throw new Error(`Recipient ${plan.recipientId} has no address for ${plan.channel}`);
  const seller = await command.trx.selectFrom('selling_entities').selectAll().where('id', '=', records.case.selling_entity_id).executeTakeFirstOrThrow();
  const parts = await listParts(command.trx, read, command.at);
  const { language } = person;
  const today = dateIn(facts.timeZone, command.at);
  const payBy = addWorkingDays(facts.calendar, today, PAY_WITHIN_WORKING_DAYS[plan.tone]);
  const common = {
    ...wordedParts(parts, language), ...(await sellerContact(command, seller, records.customer)), recipientName: person.name,
    customerName: nameIn(language, records.customer.name, records.customer.name_english), payBy: formatDate(payBy, language),
  };
  const content: MessageContent = { senderName: seller.sender_name, senderAddress: seller.sender_email, recipientName: person.name };
  const written = { address, language, bodyHtml: null, letterNumber: null, content };
  const ownOf = (key: StepMessage): MessageText | undefined => ownText(read, { lines: plan.lines, key, channel: plan.channel, language });
  const reminder = `escalation_reminder.${plan.tone}` as const;
  if (plan.channel === 'sms') {
    const own = ownOf(reminder);
    return { ...written, subject: '', body: renderSms(reminder, language, { ...common, bank: bankOf(seller), portalLink: '' }, own?.sms === undefined ? undefined : own) };
  }
  if (plan.channel === 'task') {
    const mail = renderMail('call_script', language, { ...common, recipientPhone: address, brokenPromise: brokenPromise(read, plan, language), lastContact: '' }, ownOf('call_script'));
    return { ...written, subject: mail.subject, body: mail.text, bodyHtml: mail.html };
  }
  if (plan.stepAction !== 'written_notice' || parts.demanded.length === 0) {
    const mail = renderMail(reminder, language, { ...common, bank: bankOf(seller), portalLink: '' }, ownOf(reminder));
    return { ...written, subject: mail.subject, body: mail.text, bodyHtml: mail.html };
  }
  const noticeNumber = plan.letterNumber ?? await nextLetterNumber(command, records.customer);
  const notice = noticeFacts({ noticeNumber, parts, seller, customer: records.customer, person, today, payBy, contact: common });
  const fileName = language === 'zh-CN' ? `催款函 ${noticeNumber}.pdf` : `notice ${noticeNumber}.pdf`;
  const mail = renderMail('notice_cover', language, { ...common, noticeNumber, fileName }, ownOf('notice_cover'));
  return { ...written, subject: mail.subject, body: mail.text, bodyHtml: mail.html, letterNumber: noticeNumber, content: { ...content, notice } };
}

export function nameIn(language: Language, name: string, english: string | null): string {
  return language === 'en' && english !== null ? english : name;
}

export function bankOf(seller: Row<'selling_entities'>): { readonly accountName: string; readonly bankName: string; readonly accountNumber: string; readonly swiftCode: string } {
  return { accountName: seller.bank_account_name, bankName: seller.bank_name, accountNumber: seller.bank_account_number, swiftCode: '' };
}

/** Whom a customer may ask: the collector who follows the case, else the sender of the selling entity. */
export async function sellerContact(command: Command, seller: Row<'selling_entities'>, customer: Row<'customers'>): Promise<SellerContact> {
  const collector = customer.collector_id === null ? undefined
    : await command.trx.selectFrom('people').select(['name', 'phone']).where('id', '=', customer.collector_id).where('disabled_at', 'is', null).executeTakeFirst();
  return {
    sellerName: seller.legal_name, contactName: collector?.name ?? seller.sender_name,
    contactPhone: collector?.phone ?? seller.phone ?? '', contactEmail: seller.sender_email,
  };
}

function brokenPromise(read: CaseRead, plan: Plan, language: Language): string {
  if (!plan.lines.some((line) => isBrokenPromiseStep(line.stepKey))) return '';
  const named = read.records.promises.find((promise) => plan.lines.some((line) => line.stepKey.endsWith(promise.id)));
  if (named === undefined) return '';
  const amount = formatMoney({ minor: named.amount_minor, currency: read.facts.currency }, language);
  const day = formatDate(named.pay_by, language);
  return language === 'zh-CN' ? `承诺于 ${day} 支付 ${amount}` : `${amount} by ${day}`;
}

// Per customer, so that the numbers do not depend on how many cases run side by side.
async function nextLetterNumber(command: Command, customer: Row<'customers'>): Promise<string> {
  const { letters_written: written } = await command.trx.updateTable('customers').set((set) => ({ letters_written: set('letters_written', '+', 1) }))
    .where('id', '=', customer.id).returning('letters_written').executeTakeFirstOrThrow();
  return `${customer.number}-${String(written).padStart(3, '0')}`;
}

function noticeFacts(notice: {
  readonly noticeNumber: string; readonly parts: ListedParts; readonly seller: Row<'selling_entities'>; readonly customer: Row<'customers'>;
  readonly person: Row<'contact_persons'>; readonly today: PlainDate; readonly payBy: PlainDate; readonly contact: SellerContact;
}): NoticeFacts {
  const { parts, seller, customer, person } = notice;
  const { language } = person;
  const item = ({ record, amountMinor, daysOverdue }: ListedItem): NoticeItem => ({
    invoiceNumber: record.number, issuedOn: record.issued_on, dueOn: record.due_on, daysOverdue, open: { minor: amountMinor, currency: parts.currency },
  });
  return {
    language, noticeNumber: notice.noticeNumber, kind: 'written_notice', issuedOn: notice.today, payBy: notice.payBy,
    seller: {
      legalName: nameIn(language, seller.legal_name, seller.legal_name_english), address: nameIn(language, seller.address, seller.address_english),
      phone: notice.contact.contactPhone, email: seller.sender_email, contactName: notice.contact.contactName, registrationNumber: '', bank: bankOf(seller),
    },
    customer: {
      legalName: nameIn(language, customer.name, customer.name_english), registrationNumber: customer.unified_social_credit_code ?? '', address: '', attention: person.name,
    },
    contracts: [], demanded: parts.demanded.map(item), dueSoon: parts.dueSoon.map(item), disputed: parts.disputed.map(item),
    unallocated: parts.unallocated.map((payment) => ({ receivedOn: payment.receivedOn, reference: payment.reference, amount: { minor: payment.amountMinor, currency: parts.currency } })),
  };
}

/** The content as a `jsonb` column takes it. */
export function contentJson(content: MessageContent): Json {
  return JSON.parse(JSON.stringify(content)) as Json;
}

/** Our own salesperson is told, with a working day to object. */
export async function writeSalesHeadsUp(command: Command, read: CaseRead, sales: Row<'people'>): Promise<WrittenMessage> {
  const { facts, records } = read;
  const seller = await command.trx.selectFrom('selling_entities').selectAll().where('id', '=', records.case.selling_entity_id).executeTakeFirstOrThrow();
  const { language } = sales;
  const today = dateIn(facts.timeZone, command.at);
  const objectBy = addWorkingDays(facts.calendar, today, 1);
  const next = nextContactStep(read, today);
  const mail = renderMail('sales_heads_up', language, {
    ...wordedParts(await listParts(command.trx, read, command.at), language), sellerName: seller.legal_name, salespersonName: sales.name,
    customerName: nameIn(language, records.customer.name, records.customer.name_english),
    nextStep: next.name[language], nextStepOn: formatDate(next.on, language), objectBy: formatDate(objectBy, language), link: '',
  });
  return {
    address: sales.email, language, subject: mail.subject, body: mail.text, bodyHtml: mail.html, letterNumber: null,
    content: { senderName: seller.sender_name, senderAddress: seller.sender_email, recipientName: sales.name },
  };
}

// The next contact step of the item that is furthest along, by its nominal day.
function nextContactStep({ facts }: CaseRead, today: PlainDate): { readonly name: Readonly<Record<Language, string>>; readonly on: PlainDate } {
  const overdue = facts.items.filter((item) => item.openMinor > 0).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  for (const item of overdue) {
    const step = facts.ladders[item.ladder]?.steps.find((candidate) => candidate.kind === 'contact' && addDays(item.dueOn, candidate.offset) > today);
    if (step !== undefined) return { name: step.name, on: addDays(item.dueOn, step.offset) };
  }
  return { name: { 'zh-CN': '下一步', en: 'the next step' }, on: today };
}
