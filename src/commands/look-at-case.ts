import { clockKind, now } from '../db/clock.js';
import { lockCustomers, waitForLocksAtMost } from '../db/customers.js';
import type { Database } from '../db/database.js';
import { closeStory, lockStory, noteLook, type StoryKey } from '../db/stories.js';
import { caseById } from '../db/case-records.js';
import { actKey, nextAction, type NextAction } from '../domain/collection-case.js';
import { millisecondsBetween, type Instant } from '../domain/dates.js';
import type { CaseLook } from '../workflows/messages.js';
import { readCase } from './case-facts.js';

const WAIT_MILLISECONDS_MIN = 1_000;
const LOCK_WAIT_MILLISECONDS = 500;

/** Asks what a case does next and notes the answer in its story's row, in one transaction. */
export async function lookAtCase(database: Database, caseId: string): Promise<CaseLook> {
  return database.transaction(async (trx) => {
    await waitForLocksAtMost(trx, LOCK_WAIT_MILLISECONDS);
    const key: StoryKey = { kind: 'collection_case', id: caseId };
    const kase = await caseById(trx, caseId);
    if (kase === undefined) throw new Error(`There is no collection case ${caseId}`);
    await lockCustomers(trx, [kase.customer_id]);
    const story = await lockStory(trx, key);
    const at = await now(trx);
    if (story.stuck_at !== null) {
      await noteLook(trx, key, { looked: story.change, nextAt: null, action: 'wait', reason: { code: 'stuck' } });
      return { action: 'wait', summary: 'stuck: a person was asked' };
    }
    const { facts } = await readCase(trx, { caseId, at, tryAgainAt: story.try_again_at });
    const next = nextAction(facts, at);
    await noteLook(trx, key, { looked: story.change, nextAt: next.action === 'wait' ? next.until ?? null : at, action: next.action, reason: reasonOf(next) });
    if (next.action !== 'wait') return { action: next.action, key: actKey(next), summary: summaryOf(next) };
    if (next.code === 'closed') {
      await closeStory(trx, key, at);
      return { action: 'wait', ended: true, summary: 'closed' };
    }
    // A test clock is moved by its driver, which raises the change of what is due.
    const waits = next.until === undefined || (await clockKind(trx)) === 'test' ? {} : { waitForMs: waitFor(at, next.until) };
    return { action: 'wait', ...waits, summary: summaryOf(next) };
  });
}

function waitFor(at: Instant, until: Instant): number {
  return Math.max(WAIT_MILLISECONDS_MIN, millisecondsBetween(at, until));
}

type Reason = Readonly<Record<string, string | number | readonly string[]>>;

/** Why this is next, as the story's row keeps it: ids and codes only. */
function reasonOf(next: NextAction): Reason {
  switch (next.action) {
    case 'wait': return {
      code: next.code, ...(next.until === undefined ? {} : { until: next.until }), ...(next.stepKey === undefined ? {} : { stepKey: next.stepKey }),
      ...(next.openItemId === undefined ? {} : { openItemId: next.openItemId }),
    };
    case 'contact_customer': return { step: next.lines[0]?.stepKey ?? '', channel: next.channel, openItemIds: next.lines.map((line) => line.openItemId) };
    case 'tell_sales':
    case 'open_manager_review': return { step: next.stepKey, openItemIds: next.openItemIds };
    case 'request_handoff': return { route: next.route, openItemIds: next.openItemIds };
    default: return {};
  }
}

/** One line for an operator in Temporal's own pages. */
function summaryOf(next: NextAction): string {
  switch (next.action) {
    case 'wait': return next.until === undefined ? `until something changes: ${next.code}` : `until ${next.until}: ${next.stepKey ?? next.code}`;
    case 'contact_customer': return `${next.stepAction} by ${next.channel}, ${next.lines.length} item(s)`;
    case 'tell_sales':
    case 'open_manager_review': return `${next.action}, ${next.openItemIds.length} item(s)`;
    case 'request_handoff': return `request handoff: ${next.route}`;
    case 'record_refusal': return `record ${next.refusals.length} refusal(s)`;
    default: return next.action.replaceAll('_', ' ');
  }
}
