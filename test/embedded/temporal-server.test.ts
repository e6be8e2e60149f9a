import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isStillRunning, markOf } from '../../src/embedded/processes.js';
import { endStaleTemporalServer } from '../../src/embedded/stale-temporal-server.js';
import { setUpTemporalSchema } from '../../src/embedded/temporal-postgres.js';
import { startTemporal, type RunningTemporal } from '../../src/embedded/temporal-server.js';
import { createTestDatabase, testPostgres } from '../support/postgres.js';
import { describeWithTemporal, describeWithTemporalOnPostgres, testTemporal, uniqueName } from '../support/temporal.js';

let folder = '';
const running: RunningTemporal[] = [];
const lines: string[] = [];
const report = (line: string): void => {
  lines.push(line);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dunlin-temporal-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function start(environment: NodeJS.ProcessEnv = process.env): Promise<RunningTemporal> {
  const server = await startTemporal({ folder, environment, report });
  running.push(server);
  return server;
}

async function withClient<Result>(server: RunningTemporal, act: (client: Client) => Promise<Result>): Promise<Result> {
  const connection = await Connection.connect({ address: server.address });
  try {
    return await act(new Client({ connection, namespace: server.namespace }));
  } finally {
    await connection.close();
  }
}

function markOfServer(server: RunningTemporal): NonNullable<ReturnType<typeof markOf>> {
  const mark = server.pid === null ? null : markOf(server.pid);
  if (mark === null) throw new Error('the server does not run');
  return mark;
}

describeWithTemporal('the embedded Temporal server', () => {
  it('answers with the namespace dunlin, keeps its workflows over a stop and a start, and starts again on its ports', async () => {
    const first = await start();
    await withClient(first, (client) => client.workflow.start('story', { taskQueue: 'none', workflowId: 'kept' }));
    const mark = markOfServer(first);
    await first.stop();
    expect(isStillRunning(mark)).toBe(false);
    const second = await start();
    const status = await withClient(second, async (client) => (await client.workflow.getHandle('kept').describe()).status.name);
    expect([second.namespace, status, second.address]).toEqual(['dunlin', 'RUNNING', first.address]);
  });

  it('keeps its workflows when it is killed, and says that it ended', async () => {
    const first = await start();
    await withClient(first, (client) => client.workflow.start('story', { taskQueue: 'none', workflowId: 'kept' }));
    process.kill(markOfServer(first).pid, 'SIGKILL');
    expect(await first.endedUnexpectedly).toContain('signal SIGKILL');
    const second = await start();
    expect(await withClient(second, async (client) => (await client.workflow.getHandle('kept').describe()).status.name)).toBe('RUNNING');
  });

  it('that a killed Dunlin left behind is ended before a new one opens the same file', async () => {
    const first = await start();
    const mark = markOfServer(first);
    expect(await endStaleTemporalServer(folder)).toBe(true);
    expect(isStillRunning(mark)).toBe(false);
    expect(await endStaleTemporalServer(folder)).toBe(false);
  });

  it('chooses other ports when one of its own has been taken', async () => {
    const first = await start();
    await first.stop();
    const taken = await startTemporal({ folder: mkdtempSync(join(folder, 'other-')), environment: process.env, report });
    running.push(taken);
    const ports = JSON.parse(readFileSync(join(folder, 'ports.json'), 'utf8')) as number[];
    ports[4] = Number(taken.address.split(':')[1]);
    writeFileSync(join(folder, 'ports.json'), JSON.stringify(ports));
    const second = await start();
    expect(second.address).not.toBe(taken.address);
    expect(JSON.parse(readFileSync(join(folder, 'ports.json'), 'utf8'))).not.toContain(ports[4]);
  });

  it('refuses data that another version made, names both versions, and leaves the data as it was', async () => {
    writeFileSync(join(folder, 'server-version.json'), JSON.stringify({ version: '1.29.0' }));
    await expect(start()).rejects.toMatchObject({
      code: 'temporal_server_version_differs',
      message: expect.stringMatching(/made by Temporal server 1\.29\.0 and this machine has \d+\.\d+\.\d+.*--reset/),
    });
    expect(JSON.parse(readFileSync(join(folder, 'server-version.json'), 'utf8'))).toEqual({ version: '1.29.0' });
  });

  it('is not started when TEMPORAL_ADDRESS names one: that one gets the namespace and is left running', async () => {
    const { address } = await testTemporal();
    const namespace = uniqueName('external');
    const server = await start({ ...process.env, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace });
    expect([server.pid, server.address, server.namespace]).toEqual([null, address, namespace]);
    await withClient(server, (client) => client.workflow.start('story', { taskQueue: 'none', workflowId: 'there' }));
    await server.stop();
    expect(await withClient(server, async (client) => (await client.workflow.getHandle('there').describe()).status.name)).toBe('RUNNING');
  });
});

describe('a Temporal server that cannot be had', () => {
  it('at TEMPORAL_ADDRESS is refused with the address and the cure', async () => {
    await expect(start({ TEMPORAL_ADDRESS: '127.0.0.1:1' })).rejects.toMatchObject({
      code: 'temporal_server_unreachable', message: expect.stringMatching(/127\.0\.0\.1:1;.*TEMPORAL_ADDRESS/),
    });
  });

  it('because it ends at once is refused with its last words and the place of its log', async () => {
    const program = join(folder, 'temporal');
    writeFileSync(program, '#!/bin/sh\n[ "$1" = --version ] && echo "temporal version 9.9.9 (Server 1.99.0, UI 2.0.0)" && exit 0\necho "no space left on device"\nexit 3\n', { mode: 0o755 });
    await expect(start({ PATH: `${folder}:/usr/bin:/bin`, HOME: folder })).rejects.toMatchObject({
      code: 'temporal_server_did_not_start', message: expect.stringMatching(/no space left on device.*server\.log/),
    });
  });
});

describe('a helper process under guard', () => {
  /** A process that starts a helper, guards it, prints its pid and, when told so, calls the guard off and ends. */
  const guardian = `
    import { spawn } from 'node:child_process';
    import { guardProcess } from './processes.js';
    const helper = spawn('sleep', ['600'], { stdio: 'ignore', detached: true });
    helper.unref();
    const callOff = guardProcess(helper.pid);
    process.stdin.once('data', () => { callOff(); process.exit(0); });
    console.log(helper.pid);
  `;

  async function aGuardian(): Promise<{ readonly process: ChildProcessWithoutNullStreams; readonly helper: NonNullable<ReturnType<typeof markOf>> }> {
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', folder]);
    const place = join(folder, 'src', 'embedded');
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(place, 'guardian.js'), guardian);
    const child = spawn(process.execPath, [join(place, 'guardian.js')]);
    const [line] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [unknown];
    const helper = markOf(Number(String(line)));
    if (helper === null) throw new Error('the helper does not run');
    return { process: child, helper };
  }

  it('ends when its Dunlin is killed by SIGKILL', async () => {
    const { process: dunlin, helper } = await aGuardian();
    dunlin.kill('SIGKILL');
    await vi.waitFor(() => {
      expect(isStillRunning(helper)).toBe(false);
    }, 5_000);
  });

  it('lives on when the guard was called off before its Dunlin ended', async () => {
    const { process: dunlin, helper } = await aGuardian();
    dunlin.stdin.write('\n');
    await once(dunlin, 'exit');
    expect(isStillRunning(helper)).toBe(true);
    process.kill(helper.pid, 'SIGKILL');
  });
});

describeWithTemporalOnPostgres('Temporal on PostgreSQL', () => {
  it('runs on databases that its schema tool has set up', async () => {
    const { host, port, user } = await testPostgres();
    const unused = await createTestDatabase();
    const postgres = { host, port, user, password: '', database: `${unused.name}_t`, visibilityDatabase: `${unused.name}_v` };
    await setUpTemporalSchema(postgres, { environment: process.env, report });
    const server = await startTemporal({ folder, environment: process.env, report, persistence: { kind: 'postgres', postgres } });
    running.push(server);
    await withClient(server, (client) => client.workflow.start('story', { taskQueue: 'none', workflowId: 'on-postgres' }));
    const status = await withClient(server, async (client) => (await client.workflow.getHandle('on-postgres').describe()).status.name);
    await unused.drop();
    expect(status).toBe('RUNNING');
  });
});
