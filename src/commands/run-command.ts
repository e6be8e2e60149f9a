import { advanceUnderWay } from '../db/clock-advances.js';
import { clock, clockKind, type ClockKind } from '../db/clock.js';
import { lockCustomers } from '../db/customers.js';
import type { Database, Trx } from '../db/database.js';
import { recordEvents, type Actor, type NewEvent } from '../db/events.js';
import { noteCarriedOut } from '../db/idempotency.js';
import { rolesOfActor } from '../db/people.js';
import { raiseChange, raiseChanges, type StoryKey } from '../db/stories.js';
import type { Instant } from '../domain/dates.js';
import { isRole, type Role } from '../domain/roles.js';

/** A command's own hands: everything it changes goes through them, in one transaction. */
export interface Command {
  readonly trx: Trx;
  /** The one time of this command, read after its locks. */
  readonly at: Instant;
  readonly clockKind: ClockKind;
  readonly actor: Actor;
  /** Read in this transaction; empty for stories, pages and the installation itself. */
  readonly roles: readonly Role[];
  record(event: NewEvent): Promise<void>;
  /** Wakes a story, unless it is the one that acts. */
  raise(story: StoryKey & { readonly customerId: string | null }): Promise<void>;
  /** Wakes many cases at once, behind what people change one by one: an import must not delay an approver. */
  raiseCases(cases: readonly { readonly id: string; readonly customerId: string }[]): Promise<void>;
}

export interface CommandRequest {
  readonly actor: Actor;
  /** Locked in the order of their ids before anything is read. */
  readonly customers?: readonly string[];
  /** Any of them is enough; absent for stories, for pages that carry their own token, and where no role is asked. */
  readonly roles?: readonly Role[];
  /** It will begin an advance: the installation's row is locked for that before anything is asked. */
  readonly movesClock?: true;
  /** The story whose act this is: it is not woken by what it does itself. */
  readonly acting?: StoryKey;
}

export type CommandRefusal =
  /** The test clock is being moved; try again in a moment. */
  | { readonly kind: 'rejected'; readonly code: 'clock_advancing' }
  | { readonly kind: 'rejected'; readonly code: 'not_permitted'; readonly rolesNeeded: readonly Role[] }
  /** The person is disabled or the key revoked. */
  | { readonly kind: 'rejected'; readonly code: 'no_longer_valid' }
  | { readonly kind: 'rejected'; readonly code: 'customer_unknown'; readonly customerId: string };

class RolledBack extends Error {
  readonly answer: unknown;

  constructor(answer: unknown) {
    super('A refused command leaves nothing behind');
    this.answer = answer;
  }
}

function isRejected(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'rejected';
}

/** Runs a command: locks, reads time and authority, lets the body decide and write, commits; or answers a refusal and leaves
 * nothing behind. Refuses `clock_advancing`, `not_permitted`, `no_longer_valid`, `customer_unknown`, and what the body refuses. */
export async function runCommand<T>(database: Database, request: CommandRequest, body: (command: Command) => Promise<T>): Promise<T | CommandRefusal> {
  try {
    return await database.transaction(async (trx) => {
      const answer = await inTransaction(trx, request, body);
      if (isRejected(answer)) throw new RolledBack(answer);
      return answer;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.answer as T | CommandRefusal;
    throw error;
  }
}

async function inTransaction<T>(trx: Trx, request: CommandRequest, body: (command: Command) => Promise<T>): Promise<T | CommandRefusal> {
  const { actor } = request;
  await noteCarriedOut(trx);
  if (comesFromOutside(actor) && (await clockKind(trx)) === 'test' && (await advanceUnderWay(trx, request.movesClock === true ? 'exclusive' : 'shared'))) return { kind: 'rejected', code: 'clock_advancing' };
  const unknown = await lockCustomers(trx, request.customers ?? []);
  if (unknown !== undefined) return { kind: 'rejected', code: 'customer_unknown', customerId: unknown };
  const held = await rolesOfActor(trx, actor);
  if (held === 'no_longer_valid') return { kind: 'rejected', code: 'no_longer_valid' };
  const roles = held.filter(isRole);
  if (request.roles !== undefined && !request.roles.some((role) => roles.includes(role))) return { kind: 'rejected', code: 'not_permitted', rolesNeeded: request.roles };
  return body(await commandOf(trx, request, roles));
}

async function commandOf(trx: Trx, request: CommandRequest, roles: readonly Role[]): Promise<Command> {
  const { actor, acting } = request;
  const { at, kind } = await clock(trx);
  const byPerson = comesFromOutside(actor);
  return {
    trx, at, clockKind: kind, actor, roles,
    record: (event) => recordEvents(trx, { events: [event], actor, at }),
    raise: async (story) => {
      if (acting?.kind === story.kind && acting.id === story.id) return;
      await raiseChange(trx, story, { byPerson });
    },
    raiseCases: (cases) => raiseChanges(trx, 'collection_case', cases.filter(({ id }) => acting?.kind !== 'collection_case' || acting.id !== id)),
  };
}

// While the test clock moves, only what moves with it may act.
function comesFromOutside(actor: Actor): boolean {
  return actor.kind === 'person' || actor.kind === 'api_key' || actor.kind === 'contact_person';
}
