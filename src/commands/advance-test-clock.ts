import { beginAdvance } from '../db/clock-advances.js';
import { clockKind } from '../db/clock.js';
import type { Database } from '../db/database.js';
import { nextDueInstant } from '../db/due-stories.js';
import type { Actor } from '../db/events.js';
import { addMilliseconds, type Instant } from '../domain/dates.js';
import { runCommand, type CommandRefusal } from './run-command.js';

const MILLISECONDS_PER_DAY = 86_400_000;
/** The furthest that one advance goes. */
export const ADVANCE_DAYS_MAX = 400;

/** How far: to an instant, by some days, or to the next thing that is due. */
export type AdvanceBy = { readonly kind: 'to'; readonly instant: Instant } | { readonly kind: 'by'; readonly milliseconds: number } | { readonly kind: 'next' };

export type AdvanceRefusal =
  | CommandRefusal
  | { readonly kind: 'rejected'; readonly code: 'clock_is_real' }
  | { readonly kind: 'rejected'; readonly code: 'clock_goes_forward_only' | 'advance_too_far'; readonly now: Instant; readonly target: Instant }
  | { readonly kind: 'rejected'; readonly code: 'nothing_due'; readonly now: Instant };

/** Asks for the test clock to be moved; the driver does it, visiting every due instant on the way. */
export async function advanceTestClock(database: Database, request: { readonly actor: Actor; readonly by: AdvanceBy }): Promise<{ readonly kind: 'advancing'; readonly advanceId: string; readonly target: Instant } | AdvanceRefusal> {
  const { actor, by } = request;
  return runCommand(database, { actor, movesClock: true }, async (command): Promise<{ readonly kind: 'advancing'; readonly advanceId: string; readonly target: Instant } | AdvanceRefusal> => {
    const { trx, at } = command;
    if ((await clockKind(trx)) === 'real') return { kind: 'rejected', code: 'clock_is_real' };
    const target = by.kind === 'to' ? by.instant : by.kind === 'by' ? addMilliseconds(at, by.milliseconds) : await nextDueInstant(trx);
    if (target === undefined) return { kind: 'rejected', code: 'nothing_due', now: at };
    if (target <= at) return { kind: 'rejected', code: 'clock_goes_forward_only', now: at, target };
    if (target > addMilliseconds(at, ADVANCE_DAYS_MAX * MILLISECONDS_PER_DAY)) return { kind: 'rejected', code: 'advance_too_far', now: at, target };
    const { id } = await beginAdvance(trx, { from: at, target });
    return { kind: 'advancing', advanceId: id, target };
  });
}
