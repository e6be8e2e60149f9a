import { caseById } from '../db/case-records.js';
import type { Database } from '../db/database.js';
import { lockStory, noteAct, noteFutileAct, type StoryKey } from '../db/stories.js';
import { actKey, nextAction, type NextAction } from '../domain/collection-case.js';
import { addMinutes } from '../domain/dates.js';
import type { ActOutcome, ActRequest } from '../workflows/messages.js';
import { readCase, type CaseRead } from './case-facts.js';
import { runCommand, type Command } from './run-command.js';
import { openTask } from './tasks.js';

/** Acts in a row that did nothing, after which a person is asked. */
const FUTILE_ACTS_MAX = 20;
const TRY_AGAIN_AFTER_MINUTES = 15;

export type CaseAct = Exclude<NextAction, { readonly action: 'wait' }>;
export type CaseActOf<Action extends CaseAct['action']> = Extract<CaseAct, { readonly action: Action }>;

/** Does an act of a case, if it is still the answer under the lock; else answers `changed` and records nothing.
 * So an act may be repeated and a look may be stale without harm. */
export async function actOnCase<T>(
  database: Database, request: ActRequest, act: (command: Command, read: CaseRead, next: CaseAct) => Promise<T>,
): Promise<T | Extract<ActOutcome, 'changed'>> {
  const key: StoryKey = { kind: 'collection_case', id: request.storyId };
  return inCase(database, request.storyId, async (command, customerId) => {
    const story = await lockStory(command.trx, key);
    const read = await readCase(command.trx, { caseId: request.storyId, at: command.at, tryAgainAt: story.try_again_at });
    const next = nextAction(read.facts, command.at);
    if (next.action === 'wait' || actKey(next) !== request.key || story.stuck_at !== null) {
      await countFutile(command, key, customerId);
      return 'changed';
    }
    if (read.facts.status === 'watching' && OPENING_ACTS.has(next.action)) await openCase(command, read);
    const done = await act(command, read, next);
    await noteAct(command.trx, key);
    return done;
  });
}

// The first step of the ladder has come due: until then the case only watches.
const OPENING_ACTS: ReadonlySet<CaseAct['action']> = new Set(['contact_customer', 'tell_sales', 'place_credit_hold', 'open_manager_review', 'request_handoff']);

async function openCase(command: Command, { facts, records }: CaseRead): Promise<void> {
  await command.trx.updateTable('collection_cases').set({ status: 'open', opened_at: command.at, closed_at: null }).where('id', '=', facts.caseId).execute();
  await command.record({ customerId: records.customer.id, streamKind: 'collection_case', streamId: facts.caseId, type: 'case_opened', data: {} });
}

/** A command of the case's own story, under the customer's lock. */
export async function inCase<T>(database: Database, caseId: string, body: (command: Command, customerId: string) => Promise<T>): Promise<T> {
  const kase = await database.transaction((trx) => caseById(trx, caseId));
  if (kase === undefined) throw new Error(`There is no collection case ${caseId}`);
  const acting: StoryKey = { kind: 'collection_case', id: caseId };
  const answer = await runCommand(database, { actor: { kind: 'story', storyKind: acting.kind, storyId: caseId }, customers: [kase.customer_id], acting }, async (command) => ({ value: await body(command, kase.customer_id) }));
  if ('kind' in answer) throw new Error(`A story's own command was refused: ${answer.code}`);
  return answer.value;
}

/** An act failed for another reason than the database: the case looks again later and meanwhile says so. */
export async function postponeCase(database: Database, caseId: string): Promise<void> {
  const key: StoryKey = { kind: 'collection_case', id: caseId };
  await inCase(database, caseId, async (command, customerId) => {
    await lockStory(command.trx, key);
    await command.trx.updateTable('stories').set({ try_again_at: addMinutes(command.at, TRY_AGAIN_AFTER_MINUTES) }).where('kind', '=', key.kind).where('id', '=', key.id).execute();
    await countFutile(command, key, customerId);
  });
}

async function countFutile(command: Command, story: StoryKey, customerId: string): Promise<void> {
  const stuck = await noteFutileAct(command.trx, story, { at: command.at, max: FUTILE_ACTS_MAX });
  if (!stuck) return;
  await openTask(command, { kind: 'story_stuck', customerId, caseId: story.id, ownerRole: 'administrator', data: {} });
  await command.record({ customerId, streamKind: story.kind, streamId: story.id, type: 'story_stuck', data: { acts: FUTILE_ACTS_MAX } });
}
