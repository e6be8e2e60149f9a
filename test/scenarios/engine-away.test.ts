import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { afterEach, expect, it } from 'vitest';
import { openEmbedded } from '../../src/db/database.js';
import { startTemporal, type RunningTemporal } from '../../src/embedded/temporal-server.js';
import { startRelay } from '../../src/temporal/relay.js';
import { ApiDesk } from '../support/api.js';
import { makeCompany } from '../support/ledger.js';
import { describeWithTemporal } from '../support/temporal.js';

describeWithTemporal('with the engine away', () => {
  const ends: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const end of ends.toReversed()) await end();
    ends.length = 0;
  });

  it('commands succeed and everybody is told; when it is back its stories are told by themselves', { timeout: 180_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dunlin-away-'));
    ends.push(() => { rmSync(folder, { recursive: true, force: true }); });
    const startEngine = async (): Promise<RunningTemporal> => {
      const server = await startTemporal({ folder, environment: process.env, report: () => undefined });
      ends.push(() => server.stop());
      return server;
    };
    const database = await openEmbedded();
    ends.push(() => database.close());
    await database.migrate();
    await makeCompany(database);
    const temporal = await startEngine();
    const connection = Connection.lazy({ address: temporal.address });
    ends.push(() => connection.close());
    const relay = await startRelay({ database, connection, namespace: temporal.namespace, report: () => undefined });
    ends.push(() => relay.stop());
    const desk = new ApiDesk(database, { engine: () => relay.engine() });
    const key = await desk.key(['finance']);
    const record = async (number: string): Promise<number> => (await desk.send('post', '/v1/invoices', { key, body: { number, customerNumber: 'C-1', currency: 'CNY', issuedOn: '2026-02-01', items: [{ amountMinor: 100_00, dueOn: '2026-04-01' }] } })).status;
    // Not inside a transaction of the embedded database: the API needs its one connection.
    const untilEngineIs = async (state: string): Promise<void> => {
      const end = Date.now() + 60_000;
      for (;;) {
        const [ready, installation] = [await desk.send('get', '/readyz'), await desk.send('get', '/v1/installation')];
        if (ready.status === 200 && ready.body.engine === state && installation.body.engine === state) return;
        if (Date.now() > end) throw new Error(`The engine is said to be ${ready.body.engine}`);
        await new Promise((resolve) => { setTimeout(resolve, 50); });
      }
    };
    const behind = async (): Promise<number> => (await database.transaction((trx) => trx.selectFrom('stories').select('id').whereRef('change', '>', 'signalled').execute())).length;

    expect(await record('INV-1')).toBe(201);
    await untilEngineIs('reachable');
    process.kill(temporal.pid ?? 0, 'SIGKILL');
    expect(await record('INV-2')).toBe(201);
    await untilEngineIs('away');
    expect([await record('INV-3'), await behind()]).toEqual([201, 1]);
    expect((await startEngine()).address).toBe(temporal.address);
    await untilEngineIs('reachable');
    expect(await behind()).toBe(0);
  });
});
