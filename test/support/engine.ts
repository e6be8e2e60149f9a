import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginAdvance } from '../../src/db/clock-advances.js';
import { now } from '../../src/db/clock.js';
import type { Database } from '../../src/db/database.js';
import type { Row } from '../../src/db/schema.js';
import type { Instant } from '../../src/domain/dates.js';
import { readConfig } from '../../src/config.js';
import { outboundOf, startWorker, type RunningWorker, type WorkerParts } from '../../worker.js';
import { testTemporal, uniqueName } from './temporal.js';

export const FONT_FOLDER = join(tmpdir(), 'dunlin-test-fonts');

/** A worker with relay, sweeper and clock driver on the run's real Temporal server; everything it sends lands in the local inbox. */
export async function startTestEngine(database: Database, parts: Partial<WorkerParts> = {}): Promise<RunningWorker & { readonly problems: readonly string[]; readonly taskQueue: string }> {
  const config = readConfig({});
  if (config.kind === 'rejected') throw new Error('An empty environment is a valid one');
  const problems: string[] = [];
  const taskQueue = parts.taskQueue ?? uniqueName('dunlin');
  const worker = await startWorker({
    database, temporal: await testTemporal(), outbound: outboundOf(config.config.outbound, database, { publicUrl: 'http://dunlin.example', fontFolder: FONT_FOLDER }),
    report: (problem) => problems.push(problem), ...parts, taskQueue,
  });
  return { ...worker, problems, taskQueue };
}

// A long way on a busy machine; a story that makes no progress fails the advance much sooner.
const ADVANCE_WITHIN_MILLISECONDS = 900_000;

/** Moves the test clock and waits until all that falls due on the way is done. @throws with the story that makes no progress */
export async function advanceTo(database: Database, target: Instant): Promise<void> {
  const { id } = await database.transaction(async (trx) => beginAdvance(trx, { from: await now(trx), target }));
  const ended = await untilFound(database, async (trx) => {
    const row = await trx.selectFrom('clock_advances').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    return row.state === 'advancing' ? undefined : row;
  }, { withinMilliseconds: ADVANCE_WITHIN_MILLISECONDS, everyMilliseconds: 100 });
  if (ended.state === 'failed') throw new Error(`The advance failed: ${JSON.stringify(ended.failure)}`);
}

/** Asks the database again and again until it has an answer. */
export async function untilFound<T>(database: Database, ask: (trx: Parameters<Parameters<Database['transaction']>[0]>[0]) => Promise<T | undefined>, { withinMilliseconds = 90_000, everyMilliseconds = 25 } = {}): Promise<T> {
  const end = Date.now() + withinMilliseconds;
  for (;;) {
    const found = await database.transaction(ask);
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error('What the test waits for has not come');
    await new Promise((resolve) => { setTimeout(resolve, everyMilliseconds); });
  }
}

export async function eventsOfCase(database: Database, caseId: string): Promise<readonly Pick<Row<'events'>, 'at' | 'type' | 'data'>[]> {
  return database.transaction((trx) => trx.selectFrom('events').select(['at', 'type', 'data']).where('stream_kind', '=', 'collection_case').where('stream_id', '=', caseId).orderBy('sequence').execute());
}
