import { it, expect } from 'vitest';
import { openEmbedded } from '../../../src/db/database.js';
import { startTestEngine } from '../../support/engine.js';
import { describeWithTemporal } from '../../support/temporal.js';
import { compareLines, differenceText } from './compare.js';
import { EnginePlayer } from './engine-player.js';
import { generateWorld } from './generate.js';
import { predict } from './ladder-oracle.js';
import { countLines } from './oracle-lines.js';

describeWithTemporal('dev', () => {
  it('plays', async () => {
    const [customers = 10, invoices = 100, days = 182, seed = 1] = (process.env['WORLD'] ?? '').split(',').map(Number);
    const world = generateWorld({ seed, customers, invoices, days });
    const expected = predict(world);
    const database = await openEmbedded();
    await database.migrate();
    const player = new EnginePlayer(database);
    await player.prepare(world);
    const engine = await startTestEngine(database);
    const begin = Date.now();
    let last = begin;
    const actual = await player.play(world, (day) => { if (Date.now() - last > 5000) { last = Date.now(); console.log(day.day, Math.round((last - begin) / 1000)); } });
    console.log('seconds', (Date.now() - begin) / 1000, 'lines', expected.length, JSON.stringify(countLines(expected)));
    await engine.stop();
    await database.close();
    console.log(engine.problems.slice(0, 5));
    expect(differenceText(compareLines(expected, actual))).toBe('');
  }, 3_600_000);
});
