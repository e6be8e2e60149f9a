import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import { sql } from 'kysely';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { CHANGED } from '../src/workflows/messages.js';
import { startTestEngine } from '../test/support/engine.js';
import { describeWithTemporalOnPostgres, testTemporal, uniqueName } from '../test/support/temporal.js';
import { median, report, seconds } from './figures.js';
import { rehearse, until, type Rehearsal } from './rehearsal.js';
import type { BareActivities } from './workflows/index.js';

const STEPS = 3;
const CASES = 60;
const PAIRS = 5;
const STARTS_AT_ONCE = 32;

interface Side {
  /** @returns completed cases per second */
  run(): Promise<number>;
  stop(): Promise<void>;
}

describeWithTemporalOnPostgres('cases per second', () => {
  it('against a bare workflow with the same commands', async () => {
    const rehearsal = await rehearse({ steps: STEPS, secondsApart: 0 });
    const dunlin = await dunlinSide(rehearsal);
    const bare = await bareSide(rehearsal);
    // The first block of each warms it.
    await bare.run();
    await dunlin.run();
    const ratios: number[] = [];
    const rates: { bare: number; dunlin: number }[] = [];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const first = pair % 2 === 0 ? await bare.run() : await dunlin.run();
      const second = pair % 2 === 0 ? await dunlin.run() : await bare.run();
      const [ofBare, ofDunlin] = pair % 2 === 0 ? [first, second] : [second, first];
      rates.push({ bare: ofBare, dunlin: ofDunlin });
      ratios.push(ofDunlin / ofBare);
    }
    report(`cases of ${STEPS} steps per second, bare workflow`, median(rates.map((rate) => rate.bare)), 'none');
    report(`cases of ${STEPS} steps per second, Dunlin`, median(rates.map((rate) => rate.dunlin)), 'none');
    report('cases per second against a bare workflow', median(ratios), '>= 0.7', ratios);
    await bare.stop();
    await dunlin.stop();
    await rehearsal.close();
    expect(ratios).toHaveLength(PAIRS);
  });
});

async function dunlinSide(rehearsal: Rehearsal): Promise<Side> {
  const engine = await startTestEngine(rehearsal.database);
  return {
    run: async () => {
      const before = await rehearsal.sent();
      await rehearsal.addCases(CASES);
      const begun = performance.now();
      await until(async () => (await rehearsal.sent()) === before + CASES * STEPS);
      return CASES / seconds(begun);
    },
    stop: () => engine.stop(),
  };
}

async function bareSide({ database }: Rehearsal): Promise<Side> {
  await database.transaction((trx) => sql`create table bare_acts (id text, step int, at timestamptz not null default clock_timestamp(), primary key (id, step))`.execute(trx));
  const { address, namespace } = await testTemporal();
  const taskQueue = uniqueName('bare');
  const connection = await NativeConnection.connect({ address });
  const clientConnection = await Connection.connect({ address });
  const client = new Client({ connection: clientConnection, namespace });
  const activities: BareActivities = {
    look: (id) => database.transaction(async (trx) => (await sql<{ id: string }>`select ${id}::text as id`.execute(trx)).rows[0]?.id ?? ''),
    act: async (id, step) => { await database.transaction((trx) => sql`insert into bare_acts (id, step) values (${id}, ${step})`.execute(trx)); },
  };
  const workflowBundle = await bundleWorkflowCode({ workflowsPath: fileURLToPath(new URL('./workflows/index.ts', import.meta.url)), logger: new DefaultLogger('WARN') });
  const worker = await Worker.create({ connection, namespace, taskQueue, workflowBundle, activities: { ...activities }, maxCachedWorkflows: 1_000, stickyQueueScheduleToStartTimeout: 1_000 });
  const ended = worker.run();
  const done = async (): Promise<number> => (await database.transaction((trx) => sql<{ count: number }>`select count(*)::int as count from bare_acts`.execute(trx))).rows[0]?.count ?? 0;
  return {
    run: async () => {
      const before = await done();
      const begun = performance.now();
      const waiting = Array.from({ length: CASES }, () => uniqueName('bare-case'));
      await Promise.all(Array.from({ length: STARTS_AT_ONCE }, async () => {
        for (let workflowId = waiting.pop(); workflowId !== undefined; workflowId = waiting.pop()) {
          await client.workflow.signalWithStart('bareCase', { workflowId, taskQueue, args: [workflowId, STEPS], signal: CHANGED, workflowTaskTimeout: 3_000 });
        }
      }));
      await until(async () => (await done()) === before + CASES * STEPS);
      return CASES / seconds(begun);
    },
    stop: async () => {
      worker.shutdown();
      await ended;
      await Promise.all([connection.close(), clientConnection.close()]);
    },
  };
}
