import { caseById } from '../db/case-records.js';
import type { Database } from '../db/database.js';
import { actKey, nextAction, type NextAction } from '../domain/collection-case.js';
import type { ActRequest } from '../workflows/messages.js';
import { readCase, type CaseRead } from './case-facts.js';
import type { Command } from './run-command.js';
import { actOn, type StoryRules } from './story.js';

export type CaseAct = Exclude<NextAction, { readonly action: 'wait' }>;
export type CaseActOf<Action extends CaseAct['action']> = Extract<CaseAct, { readonly action: Action }>;

/** The collection case as a story. */
export const caseStory: StoryRules<CaseRead, NextAction> = {
  kind: 'collection_case',
  customerOf: async (trx, id) => {
    const found = await caseById(trx, id);
    if (found === undefined) throw new Error(`There is no collection case ${id}`);
    return found.customer_id;
  },
  read: (trx, { id, at, tryAgainAt }) => readCase(trx, { caseId: id, at, tryAgainAt }),
  next: ({ facts }, at) => nextAction(facts, at),
  key: actKey,
  reason: (next) => {
    switch (next.action) {
      case 'wait': return { code: next.code, until: next.until, stepKey: next.stepKey, openItemId: next.openItemId, customersPerDay: next.customersPerDay };
      case 'contact_customer': return { step: next.lines[0]?.stepKey ?? '', channel: next.channel, openItemIds: next.lines.map((line) => line.openItemId) };
      case 'tell_sales':
      case 'open_manager_review': return { step: next.stepKey, openItemIds: next.openItemIds };
      case 'request_handoff': return { route: next.route, openItemIds: next.openItemIds };
      default: return {};
    }
  },
  summary: (next) => {
    switch (next.action) {
      case 'wait': return next.until === undefined ? `until something changes: ${next.code}` : `until ${next.until}: ${next.stepKey ?? next.code}`;
      case 'contact_customer': return `${next.stepAction} by ${next.channel}, ${next.lines.length} item(s)`;
      case 'tell_sales':
      case 'open_manager_review': return `${next.action}, ${next.openItemIds.length} item(s)`;
      case 'request_handoff': return `request handoff: ${next.route}`;
      case 'record_refusal': return `record ${next.refusals.length} refusal(s)`;
      default: return next.action.replaceAll('_', ' ');
    }
  },
};

// The first step of the ladder has come due: until then the case only watches.
const OPENING_ACTS: ReadonlySet<CaseAct['action']> = new Set(['contact_customer', 'tell_sales', 'place_credit_hold', 'open_manager_review', 'request_handoff']);

/** Does an act of a case; the first of the ladder opens it. */
export async function actOnCase<T>(database: Database, request: ActRequest, act: (command: Command, read: CaseRead, next: CaseAct) => Promise<T>): Promise<T | 'changed'> {
  return actOn(database, caseStory, request, async (command, read, next) => {
    if (read.facts.status === 'watching' && OPENING_ACTS.has(next.action)) await openCase(command, read);
    return act(command, read, next);
  });
}

async function openCase(command: Command, { facts, records }: CaseRead): Promise<void> {
  await command.trx.updateTable('collection_cases').set({ status: 'open', opened_at: command.at, closed_at: null }).where('id', '=', facts.caseId).execute();
  await command.record({ customerId: records.customer.id, streamKind: 'collection_case', streamId: facts.caseId, type: 'case_opened', data: {} });
}
