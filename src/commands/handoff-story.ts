import { handoffById, readHandoffRecords, type HandoffRecords } from '../db/handoffs.js';
import { handoffActKey, nextHandoffAction, type HandoffFacts, type NextHandoffAction } from '../domain/handoff.js';
import { calendarFor } from './policy-documents.js';
import type { StoryRules } from './story.js';

export interface HandoffRead {
  readonly facts: HandoffFacts;
  readonly records: HandoffRecords;
}

export type HandoffAct = Exclude<NextHandoffAction, { readonly action: 'wait' }>;

/** An approved handoff as a story, beside its case. */
export const handoffStory: StoryRules<HandoffRead, NextHandoffAction> = {
  kind: 'handoff',
  customerOf: async (trx, id) => {
    const found = await handoffById(trx, id);
    if (found === undefined) throw new Error(`There is no handoff ${id}`);
    return found.customer_id;
  },
  read: async (trx, { id, tryAgainAt }) => {
    const records = await readHandoffRecords(trx, id);
    return { records, facts: factsOf(records, tryAgainAt) };
  },
  next: ({ facts }, at) => nextHandoffAction(facts, at),
  key: handoffActKey,
  reason: (next) => (next.action === 'wait' ? { code: next.code, until: next.until } : {}),
  summary: (next) => {
    if (next.action !== 'wait') return next.action.replaceAll('_', ' ');
    return next.until === undefined ? `until something changes: ${next.code}` : `until ${next.until}: ${next.code}`;
  },
};

function factsOf({ handoff, customer, contact, chased }: HandoffRecords, tryAgainAt: HandoffFacts['tryAgainAt']): HandoffFacts {
  return {
    handoffId: handoff.id, state: handoff.state, packBuilt: handoff.pack_document_id !== null, sentAt: handoff.sent_at, chased, ended: handoff.ended_at !== null,
    contact: contact === undefined ? null : { id: contact.id, state: contact.state, sendBy: contact.send_by, tryAgainAt: contact.try_again_at, settleAt: contact.settle_at },
    timeZone: customer.time_zone, calendar: calendarFor(customer.country, false), tryAgainAt,
  };
}
