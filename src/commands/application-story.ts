import { applicationById, readApplicationRecords, type ApplicationRecords } from '../db/credit-applications.js';
import type { Row } from '../db/schema.js';
import {
  applicationActKey, nextApplicationAction, type ApplicationFacts, type MessageChannel, type NextApplicationAction, type RecipientFacts, type StageFacts,
} from '../domain/credit-application.js';
import type { Instant } from '../domain/dates.js';
import { smsAllowed } from './policy-documents.js';
import type { StoryRules } from './story.js';

/** What a command about an application has read: the facts that the domain decides on, and the rows that messages are written from. */
export interface ApplicationRead {
  readonly facts: ApplicationFacts;
  readonly records: ApplicationRecords;
}

export type ApplicationAct = Exclude<NextApplicationAction, { readonly action: 'wait' }>;

/** A credit application as a story: from the request to the decision in force. */
export const applicationStory: StoryRules<ApplicationRead, NextApplicationAction> = {
  kind: 'credit_application',
  customerOf: async (trx, id) => {
    const found = await applicationById(trx, id);
    if (found === undefined) throw new Error(`There is no credit application ${id}`);
    return found.customer_id;
  },
  read: async (trx, { id, tryAgainAt }) => {
    const records = await readApplicationRecords(trx, id);
    return { records, facts: applicationFacts(records, tryAgainAt) };
  },
  next: ({ facts }, at) => nextApplicationAction(facts, at),
  key: applicationActKey,
  reason: reasonOf,
  summary: summaryOf,
};

export function applicationFacts(records: ApplicationRecords, tryAgainAt: Instant | null): ApplicationFacts {
  const { application, assessment } = records;
  return {
    applicationId: application.id, status: application.status, closed: application.closed_at !== null, approvedAutomatically: assessment?.automatic ?? false,
    informationRequests: records.informationRequests.filter((request) => request.state === 'open').map((request) => ({ id: request.id, answerBy: request.answer_by, onSilence: request.on_silence })),
    stages: records.stages.flatMap((stage) => stageFacts(records, stage)), requesters: requesterFacts(records),
    contacts: records.contacts.map((contact) => ({
      id: contact.id, subject: contact.subject_key, recipientId: contact.recipient_id, channel: messageChannel(contact.channel), state: contact.state,
      reservedAt: contact.reserved_at, sendBy: contact.send_by, tryAgainAt: contact.try_again_at, settleAt: contact.settle_at,
    })),
    tryAgainAt,
  };
}

function messageChannel(channel: Row<'contacts'>['channel']): MessageChannel {
  if (channel === 'task') throw new Error('An application writes no calls');
  return channel;
}

// A stage that was superseded when the application ended is nobody's any more.
function stageFacts(records: ApplicationRecords, stage: Row<'approval_stages'>): readonly StageFacts[] {
  const { id, state, turn, remind_at: remindAt, answer_by: answerBy } = stage;
  if (state === 'superseded') return [];
  if (state !== 'open') return [{ id, state }];
  if (remindAt === null || answerBy === null) throw new Error(`The open stage ${id} has no time to answer`);
  return [{ id, state, turn, remindAt, answerBy, approvers: approversOf(records, stage).map(approverFacts) }];
}

/** People who may decide a stage: they hold its role, did not ask for the limit, and decided no other stage of this plan. */
export function approversOf(records: ApplicationRecords, stage: Row<'approval_stages'>): readonly Row<'people'>[] {
  const barred = new Set([...requesterPersonIds(records), ...decidersOfOtherStages(records, stage.id)]);
  return records.people.filter((person) => person.roles.includes(stage.role) && !barred.has(person.id));
}

export function requesterPersonIds(records: Pick<ApplicationRecords, 'requesters'>): readonly string[] {
  return records.requesters.filter((requester) => requester.kind === 'person').map((requester) => requester.requester_id);
}

export function decidersOfOtherStages(records: Pick<ApplicationRecords, 'stages' | 'decisions'>, stageId: string): readonly string[] {
  const others = new Set(records.stages.filter((stage) => stage.id !== stageId).map((stage) => stage.id));
  return records.decisions.filter((decision) => decision.kind !== 'ask' && others.has(decision.stage_id)).map((decision) => decision.person_id);
}

// An e-mail always; a text message where the approver has a number and its country lets a link through.
function approverFacts(person: Row<'people'>): RecipientFacts {
  const sms = person.phone !== null && smsAllowed(person.country, 'approval_prompt');
  return { kind: 'person', id: person.id, channels: sms ? ['email', 'sms'] : ['email'] };
}

// Whoever asked hears the outcome; for a system's key the customer's salesperson does.
function requesterFacts(records: ApplicationRecords): readonly RecipientFacts[] {
  const found = new Map<string, RecipientFacts>();
  for (const requester of records.requesters) {
    if (requester.kind === 'contact_person') {
      const person = records.contactPersons.find((candidate) => candidate.id === requester.requester_id);
      if (person?.email !== null && person?.opted_out_of.includes('email') === false) found.set(person.id, { kind: 'contact_person', id: person.id, channels: ['email'] });
      continue;
    }
    const personId = requester.kind === 'person' ? requester.requester_id : records.customer.sales_person_id;
    const person = records.people.find((candidate) => candidate.id === personId);
    if (person !== undefined) found.set(person.id, { kind: 'person', id: person.id, channels: ['email'] });
  }
  return [...found.values()];
}

type Reason = Readonly<Record<string, string | number>>;

function reasonOf(next: NextApplicationAction): Reason {
  switch (next.action) {
    case 'wait': return { code: next.code, ...(next.until === undefined ? {} : { until: next.until }) };
    case 'open_stage': return { stageId: next.stageId };
    case 'implement_decision': return { outcome: next.outcome };
    case 'prompt_approver':
    case 'remind_approver': return { stageId: next.stageId, turn: next.turn, channel: next.channel };
    case 'ask_for_information': return { requestId: next.requestId, channel: next.channel };
    case 'tell_requester': return { outcome: next.outcome, channel: next.channel };
    default: return {};
  }
}

function summaryOf(next: NextApplicationAction): string {
  switch (next.action) {
    case 'wait': return next.until === undefined ? `until something changes: ${next.code}` : `until ${next.until}: ${next.code}`;
    case 'implement_decision': return `implement decision: ${next.outcome}`;
    case 'prompt_approver':
    case 'remind_approver':
    case 'ask_for_information':
    case 'tell_requester': return `${next.action.replaceAll('_', ' ')} by ${next.channel}`;
    default: return next.action.replaceAll('_', ' ');
  }
}
