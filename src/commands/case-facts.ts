import { readCaseRecords, type CaseRecords, type ContactRecord, type ItemRecord, type LineRecord } from '../db/case-records.js';
import type { Trx } from '../db/database.js';
import type { Row } from '../db/schema.js';
import { laddersKey, type AudienceMember, type CaseFacts, type ContactFacts, type ContactState, type ItemFacts, type SendsRelease } from '../domain/collection-facts.js';
import { refusalKey } from '../domain/contact-wave.js';
import { addDays, dateIn, latestOf, mondayOf, type Instant, type PlainDate } from '../domain/dates.js';
import { isNoticeStep, rankOf, type ContactChannel, type EscalationLadder } from '../domain/escalation-ladder.js';
import { neverArrived } from '../notifications/delivery-status.js';
import { calendarFor, laddersByKey, smsAllowed } from './policy-documents.js';

/** What a command about a case has read: the facts that the domain decides on, and the rows that messages are written from. */
export interface CaseRead {
  readonly facts: CaseFacts;
  readonly records: CaseRecords;
}

const DAYS_PER_WEEK = 7;

/** Reads one case as it is now. The customer must be locked where something is decided on it. */
export async function readCase(trx: Trx, request: { readonly caseId: string; readonly at: Instant; readonly tryAgainAt?: Instant | null }): Promise<CaseRead> {
  const { caseId, at } = request;
  const today = (timeZone: string): { day: PlainDate; weekBefore: PlainDate } => {
    const day = dateIn(timeZone, at);
    return { day, weekBefore: addDays(mondayOf(day), -DAYS_PER_WEEK) };
  };
  const records = await readCaseRecords(trx, { caseId, today });
  const ladders = await laddersByKey(trx, records.items.map((item) => ({ name: item.ladder_name, version: item.ladder_version, id: item.ladder_id })));
  const { customer } = records;
  const facts: CaseFacts = {
    caseId, status: records.case.status, currency: records.case.currency, timeZone: customer.time_zone,
    calendar: calendarFor(customer.country, Object.values(ladders).some((ladder) => ladder.unit === 'second')),
    ladders, items: records.items.map((item) => itemFacts(records, item, ladders)),
    audience: records.persons.map((person) => audienceMember(person, customer.country)), salesPersonId: records.salesPersonId,
    holds: records.holds.map((hold) => ({ id: hold.id, openItemId: hold.open_item_id, placedAt: hold.placed_at, lastQuietOn: hold.last_quiet_on, endedAt: hold.ended_at })),
    promises: records.promises.map((promise) => ({ id: promise.id, status: promise.status, payBy: promise.pay_by, judgedAt: promise.judged_at, openItemIds: promise.openItemIds })),
    contacts: records.contacts.map((contact) => contactFacts(records, contact)), contactDaysOfCustomer: records.contactDaysOfCustomer,
    creditHoldPlaced: records.creditHoldPlaced, release: releaseOf(records), tryAgainAt: request.tryAgainAt ?? null,
  };
  return { facts, records };
}

function releaseOf({ installation, firstWaveStartsAt }: CaseRecords): SendsRelease {
  const { clock_kind: clockKind, sends_released_at: releasedAt, first_wave_per_day: customersPerDay } = installation;
  if (clockKind === 'test') return { kind: 'not_needed' };
  if (releasedAt === null) return { kind: 'waiting' };
  return firstWaveStartsAt === null || customersPerDay === null ? { kind: 'released', at: releasedAt } : { kind: 'first_wave', at: firstWaveStartsAt, customersPerDay };
}

function itemFacts(records: CaseRecords, item: ItemRecord, ladders: Readonly<Record<string, EscalationLadder>>): ItemFacts {
  const ladderKey = laddersKey({ name: item.ladder_name, version: item.ladder_version });
  const ladder = ladders[ladderKey];
  if (ladder === undefined) throw new Error(`The ladder ${ladderKey} was not read`);
  const steps = records.steps.filter((step) => step.open_item_id === item.id);
  // What our own salesperson is told is not said to the customer.
  const lines = records.lines.filter((line) => line.open_item_id === item.id && line.recipient_kind === 'contact_person');
  const handoffs = records.handoffs.filter((handoff) => handoff.openItemIds.includes(item.id));
  return {
    id: item.id, invoiceNumber: item.number, instalment: item.instalment, ladder: ladderKey, dueOn: item.due_on, recordedAt: item.recorded_at,
    openMinor: item.open_minor, disputedMinor: item.disputed_minor, promisedMinor: item.promised_minor, pauseEndedAt: item.pause_ended_at,
    steps: steps.map((step) => ({ key: step.step_key, rank: step.rank, state: step.state, audience: audienceOfStep(step) })),
    lines: lines.map((line) => ({
      stepKey: line.step_key, rank: steps.find((step) => step.step_key === line.step_key)?.rank ?? rankOf(ladder, line.step_key),
      recipientId: line.recipient_id, channel: channelOf(line.channel), state: outcomeOf(line), day: line.day,
    })),
    refusals: records.refusals.filter((refusal) => refusal.open_item_id === item.id).map((refusal) => refusalKey({
      openItemId: item.id, stepKey: refusal.step_key, rank: 0, code: refusal.code, mark: undefined,
      recipientId: refusal.recipient_id ?? undefined, channel: refusal.channel === null ? undefined : channelOf(refusal.channel),
    })),
    noticeOn: latestOf([item.notice_elsewhere_on, ...lines.filter((line) => isNoticeStep(ladder, line.step_key) && outcomeOf(line) === 'sent').map((line) => line.day)]) ?? null,
    reviewed: records.reviewedItemIds.includes(item.id), ...handoffOf(handoffs), covered: item.covered,
  };
}

// What the provider took and could not deliver was heard as little as what it refused at once (ladder rule 3).
function outcomeOf(line: LineRecord): ContactState {
  return line.state === 'sent' && neverArrived(line.delivery) ? 'refused' : line.state;
}

const HANDED_OFF: ReadonlySet<string> = new Set(['approved', 'sent', 'acknowledged', 'recovered']);

function handoffOf(handoffs: CaseRecords['handoffs']): Pick<ItemFacts, 'handoff' | 'handoffNotBefore'> {
  const last = handoffs.at(-1);
  if (last === undefined) return { handoff: 'none', handoffNotBefore: null };
  if (HANDED_OFF.has(last.state)) return { handoff: 'handed_off', handoffNotBefore: null };
  return last.state === 'requested' ? { handoff: 'requested', handoffNotBefore: null } : { handoff: 'none', handoffNotBefore: last.next_on };
}

function channelOf(text: string): ContactChannel {
  if (text === 'email' || text === 'sms' || text === 'task') return text;
  throw new Error(`"${text}" is no channel`);
}

function audienceOfStep(step: Row<'item_steps'>): ItemFacts['steps'][number]['audience'] {
  if (!Array.isArray(step.audience)) throw new Error(`The audience of step ${step.step_key} of item ${step.open_item_id} is no list`);
  return step.audience as ItemFacts['steps'][number]['audience'];
}

/** Which channels reach a person, and why one does not. A call needs a number to ring. */
export function audienceMember(person: Row<'contact_persons'>, country: string): AudienceMember {
  const channels: { -readonly [Channel in ContactChannel]?: 'open' | 'opted_out' | 'barred_by_country' } = {};
  const state = (channel: ContactChannel): 'open' | 'opted_out' => (person.opted_out_of.includes(channel) ? 'opted_out' : 'open');
  if (person.email !== null) channels.email = state('email');
  if (person.phone !== null) {
    channels.task = state('task');
    channels.sms = smsAllowed(country, 'escalation_reminder') ? state('sms') : 'barred_by_country';
  }
  return { id: person.id, role: person.role, channels };
}

function contactFacts(records: CaseRecords, contact: ContactRecord): ContactFacts {
  return {
    id: contact.id, state: contact.state, channel: contact.channel, recipientId: contact.recipient_id, attempt: contact.attempt,
    toCustomer: contact.recipient_kind === 'contact_person', day: contact.day, reservedAt: contact.reserved_at, sendBy: contact.send_by,
    tryAgainAt: contact.try_again_at, settleAt: contact.settle_at,
    lines: records.lines.filter((line) => line.contact_id === contact.id).map((line) => ({ openItemId: line.open_item_id, stepKey: line.step_key })),
  };
}
