import { newId } from '../../db/ids.js';
import { json } from '../../db/json.js';
import type { Database } from '../../db/database.js';
import type { NewRow } from '../../db/schema.js';
import { dateIn, startOfDay } from '../../domain/dates.js';
import { audienceOf, isReachable, type ContactPlan } from '../../domain/contact-wave.js';
import { callAtRank } from '../../domain/contact-steps.js';
import { isBrokenPromiseStep } from '../../domain/escalation-ladder.js';
import { collectableMinor, pausedBy } from '../../domain/item-pause.js';
import { ladderOf } from '../../domain/step-instants.js';
import { addWorkingDays } from '../../domain/working-calendar.js';
import type { ActRequest } from '../../workflows/messages.js';
import { actOnCase, type CaseActOf } from '../case-story.js';
import type { CaseRead } from '../case-facts.js';
import type { Command } from '../run-command.js';
import { openTask } from '../tasks.js';
import { overtakeCallTasks } from './call-tasks.js';
import { contentJson, writeCaseMessage, writeSalesHeadsUp, type WrittenMessage } from './case-message.js';
import { claimOf, type Reserved } from './reserved.js';

export type Reservation =
  | { readonly kind: 'reserved'; readonly reserved: Reserved }
  /** Nothing goes over a wire: a person was asked. */
  | { readonly kind: 'done' }
  | { readonly kind: 'changed' };

/** Claims what a case says next, if the gates are still open: the contact and its lines are written in the transaction that
 * read the ledger. An attempt that finds another one unfinished is answered `changed`. */
export async function reserveCaseContact(database: Database, request: ActRequest): Promise<Reservation> {
  const outcome = await actOnCase<Reservation>(database, request, async (command, read, next) => {
    switch (next.action) {
      case 'contact_customer': return contactCustomer(command, read, next);
      case 'retry_contact': return retryContact(command, read, next);
      case 'tell_sales': return tellSales(command, read, next);
      default: throw new Error(`"${next.action}" is no contact`);
    }
  });
  return outcome === 'changed' ? { kind: 'changed' } : outcome;
}

async function contactCustomer(command: Command, read: CaseRead, next: CaseActOf<'contact_customer'>): Promise<Reservation> {
  const { facts, records } = read;
  await takeSteps(command, read, next);
  const message = await writeCaseMessage(command, read, next);
  const overWire = next.channel !== 'task';
  const claim = claimOf(command, 1);
  const contactId = newId(command.at);
  await command.trx.insertInto('contacts').values({
    ...baseOf(command, read, message), ...claim.columns, id: contactId, action: next.stepAction, tone: next.tone, channel: next.channel,
    must_arrive: next.mustArrive, recipient_kind: 'contact_person', recipient_id: next.recipientId,
    ...(overWire ? {} : { state: 'sent' as const, send_by: null, callback_token_hash: null, resolved_at: command.at }),
  }).execute();
  await command.trx.insertInto('contact_lines').values(next.lines.map((line) => ({
    contact_id: contactId, open_item_id: line.openItemId, step_key: line.stepKey, recipient_id: next.recipientId, channel: next.channel,
  }))).execute();
  await overtakeCallTasks(command, facts.caseId);
  if (!overWire) {
    const dueAt = startOfDay(addWorkingDays(facts.calendar, dateIn(facts.timeZone, command.at), 1), facts.timeZone);
    await openTask(command, { kind: 'call', customerId: records.customer.id, caseId: facts.caseId, contactId, ownerRole: 'collector', ownerId: records.customer.collector_id, data: { stepAction: next.stepAction, tone: next.tone }, dueAt });
  }
  await recordContact(command, read, overWire ? 'contact_reserved' : 'call_task_opened', {
    contactId, stepAction: next.stepAction, tone: next.tone, channel: next.channel, recipientId: next.recipientId, letterNumber: message.letterNumber,
    lines: next.lines.map((line) => ({ openItemId: line.openItemId, stepKey: line.stepKey })),
  });
  return overWire ? { kind: 'reserved', reserved: { contactId, ...claim.reserved } } : { kind: 'done' };
}

async function recordContact(command: Command, { facts, records }: CaseRead, type: string, data: Parameters<Command['record']>[0]['data']): Promise<void> {
  await command.record({ customerId: records.customer.id, streamKind: 'collection_case', streamId: facts.caseId, type, data });
}

function baseOf(command: Command, { facts, records }: CaseRead, message: WrittenMessage): Omit<NewRow<'contacts'>, 'id' | 'action' | 'tone' | 'channel' | 'must_arrive' | 'recipient_kind' | 'recipient_id' | 'state' | 'attempt' | 'send_by' | 'try_again_at' | 'settle_at' | 'callback_token_hash'> {
  return {
    story_kind: 'collection_case', story_id: facts.caseId, case_id: facts.caseId, customer_id: records.customer.id, address: message.address, language: message.language,
    resends: 0, settlements: 0, provider_id: null, outcome: null, late: false, delivery: null, delivered_at: null, subject: message.subject, body: message.body,
    body_html: message.bodyHtml, content: json(contentJson(message.content)) as never, letter_number: message.letterNumber, document_id: null,
    day: dateIn(facts.timeZone, command.at), reserved_at: command.at, resolved_at: null,
  };
}

// The first contact of a step fixes who hears it.
async function takeSteps(command: Command, { facts }: CaseRead, plan: ContactPlan): Promise<void> {
  const day = dateIn(facts.timeZone, command.at);
  for (const line of plan.lines) {
    const item = facts.items.find((candidate) => candidate.id === line.openItemId);
    if (item === undefined || item.steps.some((step) => step.key === line.stepKey)) continue;
    const ladder = ladderOf(facts, item);
    const step = isBrokenPromiseStep(line.stepKey) ? callAtRank(ladder, line.rank) : ladder.steps[line.rank];
    if (step === undefined) throw new Error(`The ladder ${item.ladder} has no step of rank ${line.rank}`);
    const audience = audienceOf(facts, step).audience.map((member) => ({ ...member }));
    await command.trx.insertInto('item_steps').values({ open_item_id: item.id, step_key: line.stepKey, rank: line.rank, state: 'taken', reason: null, audience: json(audience) as never, day, at: command.at }).execute();
  }
}

async function tellSales(command: Command, read: CaseRead, next: CaseActOf<'tell_sales' | 'open_manager_review'>): Promise<Reservation> {
  const { facts, records } = read;
  const { trx, at } = command;
  const sales = facts.salesPersonId === null ? undefined : await trx.selectFrom('people').selectAll().where('id', '=', facts.salesPersonId).executeTakeFirst();
  if (sales === undefined) throw new Error('A customer without a salesperson has nobody who is told');
  const message = await writeSalesHeadsUp(command, read, sales);
  const claim = claimOf(command, 1);
  const contactId = newId(at);
  const mark = { rank: next.rank, state: 'taken' as const, reason: null, day: dateIn(facts.timeZone, at), at };
  await trx.insertInto('item_steps').values(next.openItemIds.map((id) => ({ open_item_id: id, step_key: next.stepKey, audience: json([]) as never, ...mark }))).execute();
  await trx.insertInto('contacts').values({
    ...baseOf(command, read, message), ...claim.columns, id: contactId, action: 'tell_sales', tone: null, channel: 'email', must_arrive: false, recipient_kind: 'person', recipient_id: sales.id,
  }).execute();
  await trx.insertInto('contact_lines').values(next.openItemIds.map((id) => ({ contact_id: contactId, open_item_id: id, step_key: next.stepKey, recipient_id: sales.id, channel: 'email' }))).execute();
  const dueAt = startOfDay(addWorkingDays(facts.calendar, dateIn(facts.timeZone, at), 2), facts.timeZone);
  await openTask(command, { kind: 'sales_heads_up', customerId: records.customer.id, caseId: facts.caseId, contactId, ownerRole: 'sales', ownerId: sales.id, data: {}, dueAt });
  await recordContact(command, read, 'sales_told', { contactId, recipientId: sales.id, channel: 'email', openItemIds: next.openItemIds });
  return { kind: 'reserved', reserved: { contactId, ...claim.reserved } };
}

/** Another attempt of a message that nothing accepted: its lines are read again, so it asks only for what may still be asked. */
async function retryContact(command: Command, read: CaseRead, next: CaseActOf<'retry_contact'>): Promise<Reservation> {
  const { facts } = read;
  const { trx } = command;
  const contact = await trx.selectFrom('contacts').selectAll().where('id', '=', next.contactId).executeTakeFirstOrThrow();
  const lines = await trx.selectFrom('contact_lines').selectAll().where('contact_id', '=', contact.id).execute();
  const kept = lines.filter((line) => facts.items.some((item) => item.id === line.open_item_id && pausedBy(facts, item, command.at) === undefined && collectableMinor(item) > 0));
  for (const line of lines) {
    if (kept.includes(line)) continue;
    await trx.deleteFrom('contact_lines').where('open_item_id', '=', line.open_item_id).where('step_key', '=', line.step_key).where('recipient_id', '=', line.recipient_id).where('channel', '=', line.channel).execute();
  }
  const claim = claimOf(command, contact.attempt + 1);
  await trx.updateTable('contacts').set({ ...claim.columns, ...(await rewritten(command, read, { contact, kept })) }).where('id', '=', contact.id).execute();
  await recordContact(command, read, 'contact_tried_again', { contactId: contact.id, attempt: claim.reserved.attempt, lines: kept.map((line) => ({ openItemId: line.open_item_id, stepKey: line.step_key })) });
  return { kind: 'reserved', reserved: { contactId: contact.id, ...claim.reserved } };
}

type Lines = readonly { readonly open_item_id: string; readonly step_key: string }[];

// The text is written anew from today's ledger; a letter keeps its number and is drawn anew.
async function rewritten(command: Command, read: CaseRead, { contact, kept }: { readonly contact: { readonly recipient_kind: string; readonly recipient_id: string; readonly action: string; readonly tone: string | null; readonly channel: string; readonly letter_number: string | null }; readonly kept: Lines }): Promise<Partial<NewRow<'contacts'>>> {
  const said = { day: dateIn(read.facts.timeZone, command.at), reserved_at: command.at };
  if (contact.recipient_kind === 'person') return said;
  if (contact.channel !== 'email' && contact.channel !== 'sms') throw new Error('A call task is no message that is tried again');
  if (!isReachable(read.facts, { recipientId: contact.recipient_id, channel: contact.channel })) throw new Error('A message to somebody who may not be written to is settled, not tried again');
  const message = await writeCaseMessage(command, read, {
    stepAction: contact.action === 'written_notice' ? 'written_notice' : 'reminder', tone: contact.tone === 'final' || contact.tone === 'firm' ? contact.tone : 'friendly',
    channel: contact.channel, recipientId: contact.recipient_id, letterNumber: contact.letter_number ?? undefined, lines: kept.map((line) => ({ openItemId: line.open_item_id, stepKey: line.step_key, rank: 0 })),
  });
  return { ...said, document_id: null, letter_number: message.letterNumber, address: message.address, subject: message.subject, body: message.body, body_html: message.bodyHtml, content: json(contentJson(message.content)) as never };
}
