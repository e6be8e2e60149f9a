import { expect, it } from 'vitest';
import { openEmbedded } from '../../../src/db/database.js';
import { startTestEngine } from '../../support/engine.js';
import { describeWithTemporal } from '../../support/temporal.js';
import { compareLines, differenceText } from './compare.js';
import { EnginePlayer } from './engine-player.js';
import { generateWorld } from './generate.js';
import { predict } from './ladder-oracle.js';
import { countLines } from './oracle-lines.js';

/** A half year of a company, small enough for every run; the pure domain is compared on larger worlds in domain.test.ts. */
const WORLD = { customers: 14, invoices: 160, days: 182 };

describeWithTemporal('the generated half year on the real engine, through imports and commands', () => {
  it.each([1, 2, 3])('of seed %i does on every day what the oracle predicts', async (seed) => {
    const world = generateWorld({ seed, ...WORLD });
    const expected = predict(world);
    const database = await openEmbedded();
    await database.migrate();
    const player = new EnginePlayer(database);
    await player.prepare(world);
    const engine = await startTestEngine(database);
    try {
      const actual = await player.play(world);
      process.stdout.write(`seed ${seed}: ${JSON.stringify(countLines(actual))}\n`);
      expect(differenceText(compareLines(expected, actual))).toBe('');
      expect(engine.problems).toEqual([]);
    } finally {
      await engine.stop();
      await database.close();
    }
  }, 900_000);
});
