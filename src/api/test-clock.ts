import { z } from 'zod';
import { advanceTestClock, type AdvanceBy } from '../commands/advance-test-clock.js';
import { advanceById, runningAdvance, type ClockAdvance } from '../db/clock-advances.js';
import { clockKind, now } from '../db/clock.js';
import { instant } from '../domain/dates.js';
import { answered, defineRoute, Id, NOT_FOUND, ok, type Route } from './route.js';

const MILLISECONDS_OF = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

const Body = z.union([
  z.strictObject({ by: z.string().regex(/^[1-9]\d{0,3}[mhdw]$/, 'Write a span such as 7d, 12h or 2w') }),
  z.strictObject({ to: z.iso.datetime({ offset: true }) }),
  z.strictObject({ next: z.literal(true) }),
]);

function advanceBy(body: z.infer<typeof Body>): AdvanceBy {
  if ('to' in body) return { kind: 'to', instant: instant(body.to) };
  if ('next' in body) return { kind: 'next' };
  const unit = body.by.at(-1);
  if (unit !== 'm' && unit !== 'h' && unit !== 'd' && unit !== 'w') throw new Error(`"${body.by}" was checked before`);
  return { kind: 'by', milliseconds: Number(body.by.slice(0, -1)) * MILLISECONDS_OF[unit] };
}

/** The test clock: what it shows, what is due next, and moving it. */
export function testClockRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: 'get', path: '/v1/test-clock', summary: 'What the clock shows, and what comes next', access: 'signed_in',
      handle: async (exchange) => ok(await exchange.database.transaction(async (trx) => {
        const next = await trx.selectFrom('stories as story').leftJoin('customers as customer', 'customer.id', 'story.customer_id')
          .select(['story.kind', 'story.id', 'story.next_at', 'story.next_action', 'story.next_reason', 'customer.name', 'customer.name_english'])
          .where('story.closed_at', 'is', null).where('story.stuck_at', 'is', null).where('story.next_at', 'is not', null).orderBy('story.next_at').orderBy('story.id').executeTakeFirst();
        const running = await runningAdvance(trx);
        return {
          clock: await clockKind(trx), now: await now(trx), advancing: running === undefined ? null : shown(running),
          next: next === undefined ? null : { at: next.next_at, storyKind: next.kind, storyId: next.id, reason: next.next_reason, customerName: next.name, customerNameEnglish: next.name_english },
        };
      })),
    }),
    defineRoute({
      method: 'post', path: '/v1/test-clock/advance', summary: 'Move the test clock by a span, to an instant, or to the next thing due', access: 'signed_in', body: Body,
      handle: async (exchange) => answered(await advanceTestClock(exchange.database, { actor: exchange.actor(), by: advanceBy(exchange.body) }), 202),
    }),
    defineRoute({
      method: 'get', path: '/v1/test-clock/advances/:id', summary: 'How far an advance is', access: 'signed_in', params: Id,
      handle: async (exchange) => {
        const found = await exchange.database.transaction(async (trx) => ({ advance: await advanceById(trx, exchange.params.id), now: await now(trx) }));
        return found.advance === undefined ? NOT_FOUND : ok({ ...shown(found.advance), now: found.now });
      },
    }),
  ];
}

function shown(advance: ClockAdvance): Readonly<Record<string, unknown>> {
  return { id: advance.id, from: advance.from_at, target: advance.target_at, state: advance.state, failure: advance.failure };
}
