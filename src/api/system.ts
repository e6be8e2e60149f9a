import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { z } from 'zod';
import type { Database } from '../db/database.js';
import { storiesInTrouble } from '../db/stories.js';
import { wakeStory } from '../commands/wake-story.js';
import { READERS_OF, ROLES_FOR } from '../domain/authority.js';
import { openApiOf } from './openapi.js';
import { answered, defineRoute, ok, type Route } from './route.js';

export interface SystemParts {
  readonly database: Database;
  readonly engine: () => 'reachable' | 'away' | 'not_asked_yet';
  readonly publicUrl: string;
}

const TROUBLE = { overdueSeconds: 60, backOffSeconds: 300 } as const;

/** Health, readiness, metrics, the description of the API, and what an administrator looks at. */
export function systemRoutes({ database, engine, publicUrl }: SystemParts, routes: () => readonly Route[]): readonly Route[] {
  const metrics = registryOf(database);
  return [
    defineRoute({ method: 'get', path: '/healthz', summary: 'The process lives', access: 'anyone', handle: async () => ok({ status: 'alive' }) }),
    defineRoute({
      method: 'get', path: '/readyz', summary: 'Database and migrations are there; the body names the state of the engine', access: 'anyone',
      handle: async (exchange) => {
        const pending = await exchange.database.pendingMigrations();
        return ok({ status: pending.length === 0 ? 'ready' : 'not_ready', pendingMigrations: pending, engine: engine() }, pending.length === 0 ? 200 : 503);
      },
    }),
    defineRoute({
      method: 'get', path: '/metrics', summary: 'Metrics for Prometheus', access: 'anyone',
      handle: async () => ({ kind: 'file', fileName: 'metrics.txt', contentType: 'text/plain; version=0.0.4', content: Buffer.from(await metrics.metrics()) }),
    }),
    defineRoute({ method: 'get', path: '/v1/openapi.json', summary: 'This description, OpenAPI 3.1', access: 'anyone', handle: async () => ok(openApiOf(routes(), publicUrl)) }),
    defineRoute({
      method: 'get', path: '/v1/installation', summary: 'Clock, sample company, release of sends, state of the engine', access: 'anyone',
      handle: async (exchange) => {
        const row = await exchange.database.transaction((trx) => trx.selectFrom('installation').select(['clock_kind', 'clock_at', 'sample_company', 'sends_released_at']).executeTakeFirstOrThrow());
        return ok({ clock: row.clock_kind, clockAt: row.clock_at, sampleCompany: row.sample_company, sendsReleasedAt: row.sends_released_at, engine: engine() });
      },
    }),
    defineRoute({
      method: 'get', path: '/v1/stories-in-trouble', summary: 'Stories that the engine does not follow, or that did nothing too often', access: READERS_OF.stories_in_trouble,
      handle: async (exchange) => {
        const rows = await exchange.database.transaction((trx) => storiesInTrouble(trx, TROUBLE));
        return ok({ items: rows.map((row) => ({ kind: row.kind, id: row.id, customerId: row.customer_id, nextAt: row.next_at, nextAction: row.next_action, stuckAt: row.stuck_at, futileActs: row.futile_acts })) });
      },
    }),
    defineRoute({
      method: 'post', path: '/v1/story-wakings', summary: 'What a story failed on was put right: it looks again at once', access: ROLES_FOR.wake_stories,
      body: z.strictObject({ kind: z.enum(['collection_case', 'credit_application', 'handoff']), id: z.uuid() }),
      handle: async (exchange) => answered(await wakeStory(exchange.database, { actor: exchange.actor(), story: exchange.body })),
    }),
  ];
}

function registryOf(database: Database): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, count: (rows: { readonly behind: number; readonly stuck: number; readonly open: number }) => number): void => {
    registry.registerMetric(new Gauge({ name, help, registers: [], async collect() { this.set(count(await storyCounts(database))); } }));
  };
  gauge('dunlin_stories_open', 'Stories that have not ended', (counts) => counts.open);
  gauge('dunlin_stories_to_signal', 'Stories whose change the engine has not been told of', (counts) => counts.behind);
  gauge('dunlin_stories_stuck', 'Stories that wait for a person after too many futile acts', (counts) => counts.stuck);
  return registry;
}

async function storyCounts(database: Database): Promise<{ readonly behind: number; readonly stuck: number; readonly open: number }> {
  return database.transaction(async (trx) => {
    const rows = await trx.selectFrom('stories').select((select) => [
      select.fn.countAll<number>().filterWhere('closed_at', 'is', null).as('open'),
      select.fn.countAll<number>().filterWhere('stuck_at', 'is not', null).as('stuck'),
      select.fn.countAll<number>().filterWhere(select('signalled', '<', select.ref('change'))).as('behind'),
    ]).executeTakeFirstOrThrow();
    return rows;
  });
}
