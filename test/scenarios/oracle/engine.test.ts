import { expect, it } from 'vitest';
import { openEmbedded } from '../../../src/db/database.js';
import { EVENTS_MAX as EVENTS_OF_A_RUN } from '../../../src/workflows/run-length.js';
import { startTestEngine } from '../../support/engine.js';
import { historiesOf } from '../../support/histories.js';
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
  const database = await openEmbedded();
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
  }
}

/** What a half year of a company must contain for "no difference" to mean something. */
const NEVER_ZERO = [
  'case_closed paid', 'case_reopened', 'contact email reminder', 'contact email reminder_before_due', 'contact email written_notice', 'contact sms reminder', 'contact task call',
  'failed call', 'failed reminder', 'failed reminder_before_due', 'failed tell_sales', 'failed written_notice', 'handoff_requested legal',
  'hold_lifted', 'hold_placed', 'passed_over reminder_before_due', 'promise_judged broken', 'promise_judged kept', 'review', 'sales_told',
] as const;

/** Rare in a world of this size; the second seed has them all. */
const RARE = ['contact task broken_promise', 'handoff_requested insurance_claim', 'promise_judged partly_kept'] as const;
const WORLD = { customers: 14, invoices: 160, days: 182 } as const;

// Each seed takes a minute; with CI=true three are played.
const SEEDS: readonly (readonly [seed: number, seen: readonly string[]])[] = process.env['CI'] === 'true' ? [[2, [...NEVER_ZERO, ...RARE]], [1, NEVER_ZERO], [3, NEVER_ZERO]] : [[2, [...NEVER_ZERO, ...RARE]]];

describeWithTemporal('the product equals an independent day-by-day loop', () => {
  it.each(SEEDS)('over half a year of a company, seed %i', { timeout: 3_600_000 }, async (seed, seen) => {
    const { difference, counts, problems } = await play({ seed, ...WORLD });
    expect(difference).toBe('');
    expect(seen.filter((key) => (counts[key] ?? 0) === 0)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('when each run of a case is followed by a fresh one after a few events', { timeout: 600_000 }, async () => {
    expect(EVENTS_OF_A_SHORT_RUN).toBeLessThan(EVENTS_OF_A_RUN / 8);
    const { difference, problems, runsOfBusiestCase } = await play({ seed: 5, customers: 6, invoices: 60, days: 75 }, { workflowBundle: await shortRunBundle() });
    expect(difference).toBe('');
    expect(runsOfBusiestCase).toBeGreaterThan(10);
    expect(problems).toEqual([]);
  });
});
