import type { ApplicationRecords } from '../../db/credit-applications.js';
import type { Database } from '../../db/database.js';
import { newId } from '../../db/ids.js';
import { json } from '../../db/json.js';
import { issueLinkToken } from '../../db/link-tokens.js';
import type { Json, NewRow, Row } from '../../db/schema.js';
import { assertNever } from '../../domain/assert-never.js';
import { informationSubject, outcomeSubject, promptSubject, reminderSubject, type MessageAct } from '../../domain/credit-application.js';
import { addDays, dateIn, startOfDay, type Instant } from '../../domain/dates.js';
import { renderMail, renderSms } from '../../notifications/templates.js';
import type { ActRequest } from '../../workflows/messages.js';
import { applicationStory, type ApplicationRead } from '../application-story.js';
import { contentJson, sellerContact } from '../contacts/case-message.js';
import type { Reservation } from '../contacts/reserve-case-contact.js';
import { claimOf, LINK_TOKEN_MARK, type Reserved } from '../contacts/reserved.js';
import { settle, type SettlementBegun, type SettlingRules } from '../contacts/settle-contact.js';
import { APPROVAL_LINK } from '../decide-approval-stage.js';
import type { Command } from '../run-command.js';
import { actOn } from '../story.js';
import { recordOn } from './change.js';
import { decisionFactsNow } from './decision-facts.js';
import { informationFacts, outcomeFacts, promptFacts, sellerOfApplication } from './plan-message.js';

/** Of links that let a customer's contact person add information. */
export const INFORMATION_LINK = 'application_information';
/** Of links that show a customer's contact person how an application has ended. */
export const OUTCOME_LINK = 'application_outcome';
const OUTCOME_LINK_DAYS = 30;

type Next = ReturnType<typeof applicationStory.next>;

/** A message as it is to be sent: recipient, text with the mark of the link's secret, and what the link opens. */
export interface PlannedMessage {
  readonly recipient: { readonly kind: 'person' | 'contact_person'; readonly id: string; readonly name: string; readonly address: string; readonly language: 'zh-CN' | 'en' };
  readonly subject: string;
  readonly body: string;
  readonly bodyHtml: string | null;
  readonly sender: { readonly name: string; readonly address: string };
  /** Absent for a link that needs no secret because its reader signs in. */
  readonly link: { readonly purpose: string; readonly subjectId: string; readonly data: Json; readonly expiresAt: Instant } | undefined;
}

/** Reserves a message of an application, or another attempt of it. @param publicUrl where links lead */
export async function reserveApplicationMessage(database: Database, request: ActRequest, publicUrl: string): Promise<Reservation> {
  const outcome = await actOn<ApplicationRead, Next, Reservation>(database, applicationStory, request, async (command, { records }, next) => {
    switch (next.action) {
      case 'ask_for_information':
      case 'prompt_approver':
      case 'remind_approver':
      case 'tell_requester': return firstAttempt(command, records, { act: next, publicUrl });
      case 'retry_contact': return anotherAttempt(command, records, { contactId: next.contactId, publicUrl });
      default: throw new Error(`"${next.action}" sends nothing`);
    }
  });
  return outcome === 'changed' ? { kind: 'changed' } : outcome;
}

async function firstAttempt(command: Command, records: ApplicationRecords, { act, publicUrl }: { readonly act: MessageAct; readonly publicUrl: string }): Promise<Reservation> {
  const { application, customer } = records;
  const planned = await planMessage(command, records, { act, publicUrl });
  const contactId = newId(command.at);
  const claim = claimOf(command, 1);
  await command.trx.insertInto('contacts').values({
    ...claim.columns, ...textColumns(command, records, planned), id: contactId, story_kind: 'credit_application', story_id: application.id, case_id: null, customer_id: customer.id, action: TEMPLATE_OF[act.action], tone: null,
    channel: act.channel, must_arrive: true, recipient_kind: act.recipientKind, recipient_id: act.recipientId, resends: 0, settlements: 0, provider_id: null, outcome: null, late: false, delivery: null,
    delivered_at: null, letter_number: null, document_id: null, resolved_at: null,
  }).execute();
  await command.trx.insertInto('contact_subjects').values({ contact_id: contactId, subject_key: act.subject, recipient_id: act.recipientId, channel: act.channel }).execute();
  await recordOn(command, application, 'contact_reserved', { contactId, about: TEMPLATE_OF[act.action], subject: act.subject, channel: act.channel, recipientId: act.recipientId });
  return { kind: 'reserved', reserved: { contactId, ...claim.reserved, ...(await secretOf(command, planned)) } };
}

const TEMPLATE_OF = { prompt_approver: 'approver_prompt', remind_approver: 'approver_reminder', ask_for_information: 'information_request', tell_requester: 'decision_told' } as const satisfies Record<MessageAct['action'], string>;

function textColumns(command: Command, records: ApplicationRecords, planned: PlannedMessage): Pick<NewRow<'contacts'>, 'address' | 'language' | 'subject' | 'body' | 'body_html' | 'content' | 'day' | 'reserved_at'> {
  return {
    address: planned.recipient.address, language: planned.recipient.language, subject: planned.subject, body: planned.body, body_html: planned.bodyHtml,
    content: json(contentJson({ senderName: planned.sender.name, senderAddress: planned.sender.address, recipientName: planned.recipient.name })) as never,
    day: dateIn(records.customer.time_zone, command.at), reserved_at: command.at,
  };
}

async function secretOf(command: Command, { link, recipient }: PlannedMessage): Promise<Pick<Reserved, 'linkToken'>> {
  if (link === undefined) return {};
  return { linkToken: await issueLinkToken(command.trx, { ...link, recipientId: recipient.id, at: command.at }) };
}

// Written anew from the facts of now, with a secret of its own: the one of the attempt before was seen by nobody.
async function anotherAttempt(command: Command, records: ApplicationRecords, { contactId, publicUrl }: { readonly contactId: string; readonly publicUrl: string }): Promise<Reservation> {
  const contact = contactOf(records, contactId);
  const planned = await planMessage(command, records, { act: actOfContact(records, contact), publicUrl });
  const claim = claimOf(command, contact.attempt + 1);
  await command.trx.updateTable('contacts').set({ ...claim.columns, ...textColumns(command, records, planned) }).where('id', '=', contactId).execute();
  await recordOn(command, records.application, 'contact_tried_again', { contactId, attempt: claim.reserved.attempt });
  return { kind: 'reserved', reserved: { contactId, ...claim.reserved, ...(await secretOf(command, planned)) } };
}

function contactOf(records: ApplicationRecords, contactId: string): ApplicationRecords['contacts'][number] {
  const contact = records.contacts.find((candidate) => candidate.id === contactId);
  if (contact === undefined) throw new Error(`The contact ${contactId} is not of this application`);
  return contact;
}

/** What a stored message was about, so that it can be written once more. @throws if nothing is left that it could be about (a defect) */
function actOfContact(records: ApplicationRecords, contact: ApplicationRecords['contacts'][number]): MessageAct {
  const { application } = records;
  if ((contact.channel !== 'email' && contact.channel !== 'sms') || contact.recipient_kind === 'counterparty') throw new Error(`The contact ${contact.id} is none of an application`);
  const message = { subject: contact.subject_key, recipientKind: contact.recipient_kind, recipientId: contact.recipient_id, channel: contact.channel };
  const stage = records.stages.find((candidate) => [promptSubject(candidate.id, candidate.turn), reminderSubject(candidate.id, candidate.turn)].includes(message.subject));
  if (stage !== undefined) return { action: message.subject === promptSubject(stage.id, stage.turn) ? 'prompt_approver' : 'remind_approver', stageId: stage.id, turn: stage.turn, ...message };
  const request = records.informationRequests.find((candidate) => informationSubject(candidate.id) === message.subject);
  if (request !== undefined) return { action: 'ask_for_information', requestId: request.id, ...message };
  if (message.subject !== outcomeSubject(application.id) || application.ended_at === null) throw new Error(`The contact ${contact.id} is about nothing that is left`);
  return { action: 'tell_requester', outcome: endedStatus(application.status), ...message };
}

function endedStatus(status: Row<'credit_applications'>['status']): Extract<MessageAct, { action: 'tell_requester' }>['outcome'] {
  if (status === 'approved' || status === 'declined' || status === 'withdrawn' || status === 'expired') return status;
  throw new Error(`An application that is ${status} has not ended`);
}

/** Begins to settle a message of an application whose outcome is open. What is sent once more carries a new secret, as the old one stands nowhere. */
export async function beginSettlingApplicationMessage(database: Database, request: ActRequest, rules: SettlingRules & { readonly publicUrl: string }): Promise<SettlementBegun> {
  const outcome = await actOn<ApplicationRead, Next, SettlementBegun>(database, applicationStory, request, async (command, { records }, next) => {
    if (next.action !== 'settle_contact') throw new Error(`"${next.action}" settles nothing`);
    const contact = contactOf(records, next.contactId);
    const begun = await settle(command, contact, rules);
    if (begun.kind !== 'resend' || !contact.body.includes(LINK_TOKEN_MARK)) return begun;
    const link = await linkOfContact(command, records, contact);
    return { kind: 'resend', reserved: { ...begun.reserved, linkToken: await issueLinkToken(command.trx, { ...link, recipientId: contact.recipient_id, at: command.at }) } };
  });
  return outcome === 'changed' ? { kind: 'changed' } : outcome;
}

// The link of a message that is about something past opens nothing any more, but leads to the page that says so.
async function linkOfContact(command: Command, records: ApplicationRecords, contact: ApplicationRecords['contacts'][number]): Promise<NonNullable<PlannedMessage['link']>> {
  const stage = records.stages.find((candidate) => [promptSubject(candidate.id, candidate.turn), reminderSubject(candidate.id, candidate.turn)].includes(contact.subject_key));
  if (stage !== undefined && stage.state === 'open') return stageLink(command, records, stage);
  const request = records.informationRequests.find((candidate) => informationSubject(candidate.id) === contact.subject_key);
  const [, subjectId = records.application.id] = contact.subject_key.split('/');
  return { purpose: request === undefined ? APPROVAL_LINK : INFORMATION_LINK, subjectId, data: { turn: 0 }, expiresAt: request?.answer_by ?? command.at };
}

async function stageLink(command: Command, records: ApplicationRecords, stage: Row<'approval_stages'>): Promise<NonNullable<PlannedMessage['link']>> {
  if (stage.answer_by === null) throw new Error(`The open stage ${stage.id} has no time to answer`);
  const { facts } = await decisionFactsNow(command.trx, records, command.at);
  return { purpose: APPROVAL_LINK, subjectId: stage.id, data: { turn: stage.turn, shown: { ...facts } }, expiresAt: stage.answer_by };
}

/** Writes one message of an application from the facts of now. @throws if its recipient cannot be reached: the domain saw to that (a defect) */
export async function planMessage(command: Command, records: ApplicationRecords, { act, publicUrl }: { readonly act: MessageAct; readonly publicUrl: string }): Promise<PlannedMessage> {
  const seller = await sellerOfApplication(command.trx, records);
  switch (act.action) {
    case 'prompt_approver':
    case 'remind_approver': return planPrompt(command, records, { act, publicUrl, seller });
    case 'ask_for_information': return planQuestion(command, records, { act, publicUrl, seller });
    case 'tell_requester': {
      const reader = readerOf(records, act);
      const secret = reader.kind === 'contact_person';
      const link = secret ? `${publicUrl}/applications/told/${LINK_TOKEN_MARK}` : `${publicUrl}/applications/${records.application.id}`;
      const mail = renderMail('decision_told', reader.language, { ...outcomeFacts(records, { language: reader.language, recipientName: reader.name, seller }), link });
      const expiresAt = startOfDay(addDays(dateIn(records.customer.time_zone, command.at), OUTCOME_LINK_DAYS), records.customer.time_zone);
      return { ...mailOf(reader, mail, seller), link: secret ? { purpose: OUTCOME_LINK, subjectId: records.application.id, data: {}, expiresAt } : undefined };
    }
    default: return assertNever(act);
  }
}

/** The prompt or the reminder of a stage for one approver over one channel: who, where, in which words, and the link that decides. */
export async function planPrompt(command: Command, records: ApplicationRecords, { act, publicUrl, seller }: {
  readonly act: Extract<MessageAct, { action: 'prompt_approver' | 'remind_approver' }>; readonly publicUrl: string; readonly seller: Row<'selling_entities'>;
}): Promise<PlannedMessage> {
  const stage = records.stages.find((candidate) => candidate.id === act.stageId);
  const approver = records.people.find((person) => person.id === act.recipientId);
  const address = act.channel === 'email' ? approver?.email : approver?.phone;
  if (stage === undefined || approver === undefined || address === null || address === undefined) throw new Error(`Approver ${act.recipientId} cannot be reached by ${act.channel}`);
  const now = await decisionFactsNow(command.trx, records, command.at);
  const facts = { ...(await promptFacts(command.trx, records, { stage, approver, seller, ...now })), link: `${publicUrl}/decide/${LINK_TOKEN_MARK}` };
  const { language } = approver;
  const link = await stageLink(command, records, stage);
  const common = { recipient: { kind: 'person' as const, id: approver.id, name: approver.name, address, language }, sender: { name: seller.sender_name, address: seller.sender_email }, link };
  const template = TEMPLATE_OF[act.action];
  if (act.channel === 'sms') return { ...common, subject: '', body: template === 'approver_prompt' ? renderSms(template, language, facts) : renderSms(template, language, facts), bodyHtml: null };
  const mail = template === 'approver_prompt' ? renderMail(template, language, facts) : renderMail(template, language, facts);
  return { ...common, subject: mail.subject, body: mail.text, bodyHtml: mail.html };
}

async function planQuestion(command: Command, records: ApplicationRecords, { act, publicUrl, seller }: {
  readonly act: Extract<MessageAct, { action: 'ask_for_information' }>; readonly publicUrl: string; readonly seller: Row<'selling_entities'>;
}): Promise<PlannedMessage> {
  const { application, customer } = records;
  const request = records.informationRequests.find((candidate) => candidate.id === act.requestId);
  if (request === undefined) throw new Error(`There is no question ${act.requestId}`);
  const reader = readerOf(records, act);
  const secret = reader.kind === 'contact_person';
  const facts = {
    ...(await informationFacts(command.trx, records, { request, language: reader.language, recipientName: reader.name, timeZone: reader.timeZone })), ...(await sellerContact(command, seller, customer)),
    link: secret ? `${publicUrl}/apply/${LINK_TOKEN_MARK}` : `${publicUrl}/applications/${application.id}`,
  };
  const mail = renderMail('information_request', reader.language, facts);
  return { ...mailOf(reader, mail, seller), link: secret ? { purpose: INFORMATION_LINK, subjectId: request.id, data: {}, expiresAt: request.answer_by } : undefined };
}

type Reader = PlannedMessage['recipient'] & { readonly timeZone: string };

function readerOf(records: ApplicationRecords, act: MessageAct): Reader {
  if (act.recipientKind === 'person') {
    const person = records.people.find((candidate) => candidate.id === act.recipientId);
    if (person === undefined) throw new Error(`The person ${act.recipientId} is not there any more`);
    return { kind: 'person', id: person.id, name: person.name, address: person.email, language: person.language, timeZone: person.time_zone };
  }
  const person = records.contactPersons.find((candidate) => candidate.id === act.recipientId);
  if (person?.email === undefined || person.email === null) throw new Error(`The contact person ${act.recipientId} has no e-mail address`);
  return { kind: 'contact_person', id: person.id, name: person.name, address: person.email, language: person.language, timeZone: person.time_zone ?? records.customer.time_zone };
}

function mailOf({ kind, id, name, address, language }: Reader, mail: { readonly subject: string; readonly text: string; readonly html: string }, seller: Row<'selling_entities'>): Omit<PlannedMessage, 'link'> {
  return { recipient: { kind, id, name, address, language }, subject: mail.subject, body: mail.text, bodyHtml: mail.html, sender: { name: seller.sender_name, address: seller.sender_email } };
}
