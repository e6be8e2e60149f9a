import type { Database } from '../../db/database.js';
import { newId } from '../../db/ids.js';
import { json } from '../../db/json.js';
import { issueLinkToken } from '../../db/link-tokens.js';
import { addDays, dateIn, startOfDay } from '../../domain/dates.js';
import { formatDate, formatMoney, type Language } from '../../domain/display.js';
import { renderMail } from '../../notifications/templates.js';
import type { ActRequest } from '../../workflows/messages.js';
import { contentJson, sellerContact } from '../contacts/case-message.js';
import type { Reservation } from '../contacts/reserve-case-contact.js';
import { claimOf, LINK_TOKEN_MARK } from '../contacts/reserved.js';
import { settle, type SettlementBegun, type SettlingRules } from '../contacts/settle-contact.js';
import { handoffStory, type HandoffRead } from '../handoff-story.js';
import type { Command } from '../run-command.js';
import { actOn } from '../story.js';
import { packNumberOf } from './evidence.js';

/** Of links that offer an evidence pack to its counterparty. */
export const EVIDENCE_LINK = 'evidence_pack';
const LINK_VALID_DAYS = 30;

/** Reserves the message that offers the pack, or another attempt of it. @param publicUrl where the link leads */
export async function reservePack(database: Database, request: ActRequest, publicUrl: string): Promise<Reservation> {
  const outcome = await actOn<HandoffRead, ReturnType<typeof handoffStory.next>, Reservation>(database, handoffStory, request, async (command, read, next) => {
    if (next.action === 'send_pack') return firstAttempt(command, read, publicUrl);
    if (next.action === 'retry_contact') return anotherAttempt(command, read);
    throw new Error(`"${next.action}" sends nothing`);
  });
  return outcome === 'changed' ? { kind: 'changed' } : outcome;
}

async function firstAttempt(command: Command, read: HandoffRead, publicUrl: string): Promise<Reservation> {
  const { trx, at } = command;
  const { handoff, customer, case: kase, seller } = read.records;
  const address = handoff.counterparty_email;
  const name = handoff.counterparty_name;
  if (address === null || name === null) throw new Error('An approved handoff names its counterparty');
  const items = await trx.selectFrom('handoff_items as handed').innerJoin('open_items as item', 'item.id', 'handed.open_item_id').select('item.open_minor').where('handed.handoff_id', '=', handoff.id).execute();
  const pack = await trx.selectFrom('documents').select('sha256').where('id', '=', handoff.pack_document_id ?? '').executeTakeFirstOrThrow();
  const language: Language = seller.country === 'CN' ? 'zh-CN' : 'en';
  const lastDay = addDays(dateIn(customer.time_zone, at), LINK_VALID_DAYS);
  const mail = renderMail('handoff_pack', language, {
    ...(await sellerContact(command, seller, customer)), recipientName: name, kind: handoff.route, handoffNumber: packNumberOf(customer, handoff),
    customerName: customer.name, total: formatMoney({ minor: items.reduce((sum, item) => sum + item.open_minor, 0), currency: kase.currency }, language), itemCount: items.length,
    link: `${publicUrl}/evidence/${LINK_TOKEN_MARK}`, linkValidUntil: formatDate(lastDay, language), fingerprint: pack.sha256,
  });
  const contactId = newId(at);
  const claim = claimOf(command, 1);
  await trx.insertInto('contacts').values({
    ...claim.columns, id: contactId, story_kind: 'handoff', story_id: handoff.id, case_id: handoff.case_id, customer_id: customer.id, action: 'handoff_pack', tone: null, channel: 'email',
    must_arrive: true, recipient_kind: 'counterparty', recipient_id: handoff.id, address, language, resends: 0, settlements: 0, provider_id: null, outcome: null, late: false, delivery: null,
    delivered_at: null, subject: mail.subject, body: mail.text, body_html: mail.html,
    content: json(contentJson({ senderName: seller.sender_name, senderAddress: seller.sender_email, recipientName: name })) as never,
    letter_number: null, document_id: null, day: dateIn(customer.time_zone, at), reserved_at: at, resolved_at: null,
  }).execute();
  await trx.insertInto('contact_subjects').values({ contact_id: contactId, subject_key: `handoff_pack:${handoff.id}`, recipient_id: handoff.id, channel: 'email' }).execute();
  await command.record({ customerId: customer.id, streamKind: 'handoff', streamId: handoff.id, type: 'contact_reserved', data: { contactId, channel: 'email' } });
  return { kind: 'reserved', reserved: { contactId, ...claim.reserved, linkToken: await newLink(command, read) } };
}

// Each attempt has a secret of its own, which stands in no record; the stored text holds a mark in its place.
function newLink(command: Command, { records: { handoff, customer } }: HandoffRead): Promise<string> {
  const lastDay = addDays(dateIn(customer.time_zone, command.at), LINK_VALID_DAYS);
  return issueLinkToken(command.trx, { purpose: EVIDENCE_LINK, subjectId: handoff.id, recipientId: null, data: {}, at: command.at, expiresAt: startOfDay(addDays(lastDay, 1), customer.time_zone) });
}

async function anotherAttempt(command: Command, read: HandoffRead): Promise<Reservation> {
  const { contact, handoff, customer } = read.records;
  if (contact === undefined) throw new Error('A message that is tried again was written before');
  const claim = claimOf(command, contact.attempt + 1);
  await command.trx.updateTable('contacts').set(claim.columns).where('id', '=', contact.id).execute();
  await command.record({ customerId: customer.id, streamKind: 'handoff', streamId: handoff.id, type: 'contact_tried_again', data: { contactId: contact.id, attempt: claim.reserved.attempt } });
  return { kind: 'reserved', reserved: { contactId: contact.id, ...claim.reserved, linkToken: await newLink(command, read) } };
}

/** Begins to settle the offer of the pack whose outcome is open. */
export async function beginSettlingPack(database: Database, request: ActRequest, rules: SettlingRules): Promise<SettlementBegun> {
  const outcome = await actOn<HandoffRead, ReturnType<typeof handoffStory.next>, SettlementBegun>(database, handoffStory, request, async (command, read) => {
    if (read.records.contact === undefined) throw new Error('There is no contact to settle');
    const begun = await settle(command, read.records.contact, rules);
    return begun.kind === 'resend' ? { kind: 'resend', reserved: { ...begun.reserved, linkToken: await newLink(command, read) } } : begun;
  });
  return outcome === 'changed' ? { kind: 'changed' } : outcome;
}
