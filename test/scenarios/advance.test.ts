import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject, it, expect } from 'vitest';
import { now } from '../../src/db/clock.js';
import { openEmbedded, openPostgres, type Database } from '../../src/db/database.js';
import type { Instant } from '../../src/domain/dates.js';
import { advanceTo, startTestEngine } from '../support/engine.js';
import { readStreams } from '../support/event-streams.js';
import { MortalProcess } from '../support/fault-cast.js';
import { createTestDatabase } from '../support/postgres.js';
import { describeWithTemporal, testTemporalNamespace } from '../support/temporal.js';
import { EnginePlayer } from './oracle/engine-player.js';
import { generateWorld } from './oracle/generate.js';

const DAY = 86_400_000;
const DAYS_IN_ONE_CALL = 30;
const KILLS = 3;

/** Three weeks of a small company; a month follows in which nobody puts anything in, but steps, promises and holds come due. */
const world = generateWorld({ seed: 11, customers: 4, invoices: 40, days: 21 });
const end = new Date(Date.parse(world.end) + DAYS_IN_ONE_CALL * DAY).toISOString() as Instant;

/** What has happened, stream by stream, when the month was moved in the way given. */
async function playInProcess(moveTheMonth: (database: Database) => Promise<void>): Promise<readonly string[]> {
  const database = await openEmbedded();
  await database.migrate();
  const player = new EnginePlayer(database);
  await player.prepare(world);
  const engine = await startTestEngine(database);
  try {
    await player.play(world);
    await moveTheMonth(database);
    expect(engine.problems).toEqual([]);
    return await readStreams(database);
  } finally {
    await player.close();
    await engine.stop();
    await database.close();
  }
}

/** The same with the worker, relay, driver and all in a process of its own, which is killed on the way and starts again. */
async function playWithDeaths(): Promise<readonly string[]> {
  execFileSync(process.execPath, ['bin/build.js'], { cwd: fileURLToPath(new URL('../..', import.meta.url)), stdio: 'ignore' });
  const testDatabase = await createTestDatabase();
  const database = await openPostgres(testDatabase.url);
  await database.migrate();
  const player = new EnginePlayer(database);
  await player.prepare(world);
  const temporal = await testTemporalNamespace();
  const folder = mkdtempSync(join(tmpdir(), 'dunlin-advance-'));
  const environment = { ...process.env, DATABASE_URL: testDatabase.url, TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: temporal.namespace, FAULT_FOLDER: folder, FAULT_DEATHS: '{}' };
  const worker = new MortalProcess('worker', () => environment);
  try {
    await player.play(world);
    const moved = advanceTo(database, end);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await passed(database, new Date(Date.parse(world.end) + (kill * DAYS_IN_ONE_CALL * DAY) / (KILLS + 1)).toISOString() as Instant);
      worker.signal('SIGKILL');
    }
    await moved;
    expect(worker.deaths).toBe(KILLS);
    return await readStreams(database);
  } finally {
    await player.close();
    await worker.dismiss();
    await database.close();
    await testDatabase.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function passed(database: Database, at: Instant): Promise<void> {
  while ((await database.transaction(now)) < at) await new Promise((resolve) => { setTimeout(resolve, 5); });
}

describeWithTemporal('a test clock that moves by a month', () => {
  let inOneCall: readonly string[] = [];

  it('tells the same story in one call as day by day', { timeout: 1_200_000 }, async () => {
    inOneCall = await playInProcess((database) => advanceTo(database, end));
    const dayByDay = await playInProcess(async (database) => {
      for (let day = 1; day <= DAYS_IN_ONE_CALL; day += 1) await advanceTo(database, new Date(Date.parse(world.end) + day * DAY).toISOString() as Instant);
    });
    const inMonth = inOneCall.filter((line) => (line.split(' ')[1] ?? '') >= world.end).length;
    process.stdout.write(`${inOneCall.length} events, ${inMonth} of them in the month\n`);
    expect(inMonth).toBeGreaterThan(50);
    expect(dayByDay).toEqual(inOneCall);
  });

  it('tells the same story when the worker is killed on the way and starts again', { timeout: 1_200_000, skip: !inject('partsPresent').postgres }, async () => {
    expect(await playWithDeaths()).toEqual(inOneCall);
  });
});
