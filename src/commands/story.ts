import { lockCustomerWithin } from '../db/customers.js';
import type { Database, Trx } from '../db/database.js';
import type { Json } from '../db/schema.js';
import { closeStory, lockStory, lockStoryAtNow, noteAct, noteFutileAct, noteLook, postponeStory, type StoryKey, type StoryKind } from '../db/stories.js';
import { addMinutes, millisecondsBetween, type Instant } from '../domain/dates.js';
import type { ActRequest, Look } from '../workflows/messages.js';
import { runCommand, type Command } from './run-command.js';
import { openTask } from './tasks.js';

const WAIT_MILLISECONDS_MIN = 1_000;
const LOCK_WAIT_MILLISECONDS = 500;
/** Acts in a row that did nothing, after which a person is asked. */
const FUTILE_ACTS_MAX = 20;
const TRY_AGAIN_AFTER_MINUTES = 15;

interface Answer {
  readonly action: string;
  readonly until?: Instant | undefined;
  readonly code?: string;
}

/** How one kind of story is read and asked: everything that a look and an act of it share. */
export interface StoryRules<Read, Next extends Answer> {
  readonly kind: StoryKind;
  /** Whose lock the story goes by. @throws when there is no such story (a defect) */
  customerOf(trx: Trx, id: string): Promise<string>;
  read(trx: Trx, request: { readonly id: string; readonly at: Instant; readonly tryAgainAt: Instant | null }): Promise<Read>;
  next(read: Read, at: Instant): Next;
  key(next: Next): string;
  /** Why this is next, as the story's row keeps it: ids and codes only. */
  reason(next: Next): Json;
  /** One line for an operator in Temporal's own pages, without people's data. */
  summary(next: Next): string;
}

// A story belongs to one customer for good, so what was read once stays true.
const customers = new Map<string, string>();
const CUSTOMERS_REMEMBERED_MAX = 100_000;

function knownCustomer(story: StoryKey): string | undefined {
  return customers.get(`${story.kind}/${story.id}`);
}

async function customerOf<Read, Next extends Answer>(trx: Trx, rules: StoryRules<Read, Next>, id: string): Promise<string> {
  const customerId = await rules.customerOf(trx, id);
  if (customers.size >= CUSTOMERS_REMEMBERED_MAX) customers.clear();
  customers.set(`${rules.kind}/${id}`, customerId);
  return customerId;
}

type Act<Next extends Answer> = Exclude<Next, { readonly action: 'wait' }>;

/** Asks what a story does next and notes the answer in its row, in one transaction. */
export async function lookAt<Read, Next extends Answer>(database: Database, rules: StoryRules<Read, Next>, id: string): Promise<Look<Act<Next>['action']>> {
  const key: StoryKey = { kind: rules.kind, id };
  return database.transaction(async (trx) => {
    await lockCustomerWithin(trx, knownCustomer(key) ?? await customerOf(trx, rules, id), LOCK_WAIT_MILLISECONDS);
    const story = await lockStoryAtNow(trx, key);
    const { at } = story;
    const onTestClock = story.clock_kind === 'test';
    if (story.stuck_at !== null) {
      await noteLook(trx, key, { looked: story.change, nextAt: null, action: 'wait', reason: { code: 'stuck' }, tellDriver: onTestClock });
      return { action: 'wait', summary: 'stuck: a person was asked' };
    }
    const next = rules.next(await rules.read(trx, { id, at, tryAgainAt: story.try_again_at }), at);
    const waits = next.action === 'wait';
    await noteLook(trx, key, { looked: story.change, nextAt: waits ? next.until ?? null : at, action: next.action, reason: rules.reason(next), tellDriver: waits && onTestClock });
    if (!waits) return { action: next.action as Act<Next>['action'], key: rules.key(next), summary: rules.summary(next) };
    if (next.code === 'closed') {
      await closeStory(trx, key, at);
      return { action: 'wait', ended: true, summary: 'closed' };
    }
    // A test clock is moved by its driver, which raises the change of what is due.
    const timed = next.until !== undefined && !onTestClock;
    return { action: 'wait', ...(timed && next.until !== undefined ? { waitForMs: Math.max(WAIT_MILLISECONDS_MIN, millisecondsBetween(at, next.until)) } : {}), summary: rules.summary(next) };
  });
}

/** Does an act of a story, if it is still the answer under the lock; else answers `changed` and records nothing.
 * So an act may be repeated and a look may be stale without harm. */
export async function actOn<Read, Next extends Answer, T>(
  database: Database, rules: StoryRules<Read, Next>, request: ActRequest, act: (command: Command, read: Read, next: Act<Next>) => Promise<T>,
): Promise<T | 'changed'> {
  const key: StoryKey = { kind: rules.kind, id: request.storyId };
  return inStory(database, rules, request.storyId, async (command, customerId) => {
    const story = await lockStory(command.trx, key);
    const read = await rules.read(command.trx, { id: request.storyId, at: command.at, tryAgainAt: story.try_again_at });
    const next = rules.next(read, command.at);
    if (!isAct(next) || rules.key(next) !== request.key || story.stuck_at !== null) {
      await countFutile(command, key, customerId);
      return 'changed';
    }
    const done = await act(command, read, next);
    await noteAct(command.trx, key);
    return done;
  });
}

function isAct<Next extends Answer>(next: Next): next is Act<Next> {
  return next.action !== 'wait';
}

/** A command of the story's own, under its customer's lock: it does not wake itself. */
export async function inStory<Read, Next extends Answer, T>(database: Database, rules: StoryRules<Read, Next>, id: string, body: (command: Command, customerId: string) => Promise<T>): Promise<T> {
  const customerId = knownCustomer({ kind: rules.kind, id }) ?? await database.transaction((trx) => customerOf(trx, rules, id));
  const acting: StoryKey = { kind: rules.kind, id };
  const answer = await runCommand(database, { actor: { kind: 'story', storyKind: acting.kind, storyId: id }, customers: [customerId], acting }, async (command) => ({ value: await body(command, customerId) }));
  if ('kind' in answer) throw new Error(`A story's own command was refused: ${answer.code}`);
  return answer.value;
}

/** An act failed for another reason than the database: the story looks again later and meanwhile says so. */
export async function postpone<Read, Next extends Answer>(database: Database, rules: StoryRules<Read, Next>, id: string): Promise<void> {
  const key: StoryKey = { kind: rules.kind, id };
  await inStory(database, rules, id, async (command, customerId) => {
    await lockStory(command.trx, key);
    await postponeStory(command.trx, key, addMinutes(command.at, TRY_AGAIN_AFTER_MINUTES));
    await countFutile(command, key, customerId);
  });
}

async function countFutile(command: Command, story: StoryKey, customerId: string): Promise<void> {
  const stuck = await noteFutileAct(command.trx, story, { at: command.at, max: FUTILE_ACTS_MAX });
  if (!stuck) return;
  await openTask(command, { kind: 'story_stuck', customerId, subjectId: story.id, ownerRole: 'administrator', data: { storyKind: story.kind } });
  await command.record({ customerId, streamKind: story.kind, streamId: story.id, type: 'story_stuck', data: { acts: FUTILE_ACTS_MAX } });
}
