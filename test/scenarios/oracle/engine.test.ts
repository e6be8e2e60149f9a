import { expect, inject, it } from 'vitest';
import { openEmbedded, openPostgres, type Database } from '../../../src/db/database.js';
import { EVENTS_MAX as EVENTS_OF_A_RUN } from '../../../src/workflows/run-length.js';
import { startTestEngine } from '../../support/engine.js';
import { historiesOf } from '../../support/histories.js';
import { createTestDatabase } from '../../support/postgres.js';
import { shortRunBundle } from '../../support/short-runs.js';
import { EVENTS_MAX as EVENTS_OF_A_SHORT_RUN } from '../../support/short-run-length.js';
import { describeWithTemporal } from '../../support/temporal.js';
import { compareLines, differenceText } from './compare.js';
import { EnginePlayer } from './engine-player.js';
import { generateWorld } from './generate.js';
import { predict } from './ladder-oracle.js';
import { countLines } from './oracle-lines.js';
import type { WorldOptions } from './world.js';
import type { WorkerParts } from '../../../worker.js';

interface Played {
  readonly difference: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
  /** Runs of the case that had the most. */
  readonly runsOfBusiestCase: number;
}

async function play(options: WorldOptions, parts: Partial<WorkerParts> = {}): Promise<Played> {
  const world = generateWorld(options);
  const expected = predict(world);
  const { database, drop } = await aDatabase();
  await database.migrate();
  const player = new EnginePlayer(database);
  await player.prepare(world);
  const engine = await startTestEngine(database, parts);
  const begun = Date.now();
  try {
    const actual = await player.play(world);
    const counts = countLines(actual);
    process.stdout.write(`seed ${options.seed}: ${actual.length} lines in ${Math.round((Date.now() - begun) / 1_000)} s ${JSON.stringify(counts)}\n`);
    const busiest = await database.transaction((trx) => trx.selectFrom('contacts').select('case_id').where('case_id', 'is not', null).groupBy('case_id').orderBy((select) => select.fn.countAll(), 'desc').executeTakeFirstOrThrow());
    const histories = await historiesOf({ kind: 'collection_case', id: busiest.case_id ?? '' });
    return { difference: differenceText(compareLines(expected, actual)), counts, problems: engine.problems, runsOfBusiestCase: histories.length };
  } finally {
    await player.close();
    await engine.stop();
    await database.close();
    await drop();
  }
}

/** On PostgreSQL where the machine has one, else on the embedded database: the same lines come of it. */
async function aDatabase(): Promise<{ readonly database: Database; readonly drop: () => Promise<void> }> {
  if (!inject('partsPresent').postgres) return { database: await openEmbedded(), drop: () => Promise.resolve() };
  const test = await createTestDatabase();
  return { database: await openPostgres(test.url), drop: () => test.drop() };
}

/** What a half year of a company must contain for "no difference" to mean something. */
const NEVER_ZERO = [
  'case_closed paid', 'case_reopened', 'contact email reminder', 'contact email reminder_before_due', 'contact email written_notice', 'contact sms reminder', 'contact task broken_promise', 'contact task call',
  'failed call', 'failed reminder', 'failed reminder_before_due', 'failed tell_sales', 'failed written_notice', 'handoff_requested insurance_claim', 'handoff_requested legal',
  'hold_lifted', 'hold_placed', 'passed_over reminder_before_due', 'promise_judged broken', 'promise_judged kept', 'promise_judged partly_kept', 'review', 'sales_told',
] as const;
const WORLD = { customers: 150, invoices: 2_500, days: 182, payers: 'ordinary' } as const;

// A seed takes about ten minutes; with CI=true three are played.
const SEEDS = process.env['CI'] === 'true' ? [2, 1, 3] : [2];

describeWithTemporal('the product equals an independent day-by-day loop', () => {
  it.each(SEEDS)('over half a year of a company with 150 customers and 2 500 invoices, seed %i', { timeout: 3_600_000 }, async (seed) => {
    const { difference, counts, problems } = await play({ seed, ...WORLD });
    expect(difference).toBe('');
    expect(NEVER_ZERO.filter((key) => (counts[key] ?? 0) === 0)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('when each run of a case is followed by a fresh one after a few events', { timeout: 900_000 }, async () => {
    expect(EVENTS_OF_A_SHORT_RUN).toBeLessThan(EVENTS_OF_A_RUN / 8);
    const { difference, problems, runsOfBusiestCase } = await play({ seed: 5, customers: 6, invoices: 60, days: 75 }, { workflowBundle: await shortRunBundle() });
    expect(difference).toBe('');
    expect(runsOfBusiestCase).toBeGreaterThan(10);
    expect(problems).toEqual([]);
  });
});
