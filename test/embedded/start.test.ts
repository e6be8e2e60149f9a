import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { freePorts } from '../../src/embedded/free-ports.js';
import { describeWithTemporal } from '../support/temporal.js';

const PROGRAM = fileURLToPath(new URL('../../bin/dunlin.js', import.meta.url));
const KEY = 'dk_of_a_script_that_may_do_everything';
const WITHIN_MILLISECONDS = 60_000;

interface Started {
  readonly child: ChildProcess;
  /** What it has printed so far, both streams together. */
  readonly printed: () => string;
  /** Its exit status once it has ended; `null` when a signal killed it. */
  readonly ended: Promise<number | null>;
}

describeWithTemporal('dunlin start', () => {
  let folder: string;
  let port: number;
  let otherPort: number;
  const running = new Set<ChildProcess>();
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dunlin-start-'));
    [port = 0, otherPort = 0] = await freePorts(2);
  });
  afterEach(() => { for (const child of running) child.kill('SIGKILL'); });
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

  const start = (given: { readonly data?: string; readonly port?: number; readonly environment?: NodeJS.ProcessEnv } = {}): Started => {
    const { NODE_ENV: _nodeEnv, ...environment } = process.env;
    const words = ['start', '--empty', '--clock', 'test', '--clock-start', '2026-03-02T01:00:00Z', '--port', String(given.port ?? port), '--data', join(folder, given.data ?? 'data')];
    const child = spawn(process.execPath, [PROGRAM, ...words], { env: { ...environment, DUNLIN_ADMIN_API_KEY: KEY, ...given.environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: unknown) => { printed += String(chunk); });
    const ended = new Promise<number | null>((resolve) => { child.once('close', (code) => { running.delete(child); resolve(code); }); });
    return { child, printed: () => printed, ended };
  };
  const api = async (path: string, body?: unknown): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', 'idempotency-key': `${path} ${JSON.stringify(body)}` }, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() as Readonly<Record<string, unknown>> };
  };
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    const end = Date.now() + WITHIN_MILLISECONDS;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error('What the test waits for has not come');
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  };
  const up = async (started: Started): Promise<void> => {
    await Promise.race([until(() => started.printed().includes('Dunlin answers at')), started.ended.then(() => { throw new Error(started.printed()); })]);
  };

  it('answers when it says so, stops by SIGTERM and by Ctrl-C without leaving a process, and goes on where it was, also after it was killed', { timeout: 240_000 }, async () => {
    let started = start();
    await up(started);
    expect(await api('/readyz')).toMatchObject({ status: 200 });
    expect((await api('/v1/test-clock/advance', { to: '2026-03-09T01:00:00Z' })).status).toBe(202);
    const clockIs = async (at: string): Promise<boolean> => (await api('/v1/test-clock')).body['now'] === at;
    await until(() => clockIs('2026-03-09T01:00:00.000Z'));
    expect(processesOf(folder)).not.toEqual([]);
    for (const [signal, status] of [['SIGKILL', null], ['SIGINT', 0], ['SIGTERM', 0]] as const) {
      started.child.kill(signal);
      expect(await started.ended).toBe(status);
      await until(() => processesOf(folder).length === 0);
      if (signal === 'SIGTERM') return;
      started = start();
      await up(started);
      expect(await clockIs('2026-03-09T01:00:00.000Z')).toBe(true);
    }
  });

  it('says in one line why it cannot, ends with 1 and leaves who runs alone: a taken port, a folder in use, a Temporal server that is not there, a setting that is none', { timeout: 120_000 }, async () => {
    const first = start();
    await up(first);
    const refused = async (given: Parameters<typeof start>[0]): Promise<readonly unknown[]> => {
      const second = start(given);
      return [await second.ended, second.printed().trim().split('\n')];
    };
    expect(await refused({ data: 'other' })).toEqual([1, [`The port ${port} on 127.0.0.1 is taken by another program; choose another with --port.`]]);
    expect(await refused({ port: otherPort })).toEqual([1, [expect.stringMatching(/^The data folder .*data is in use by process \d+; stop that Dunlin first, or name another folder with --data\.$/)]]);
    expect(await refused({ port: otherPort, data: 'other', environment: { TEMPORAL_ADDRESS: `127.0.0.1:${otherPort}` } })).toEqual([1, [expect.stringContaining(`127.0.0.1:${otherPort}`)]]);
    expect(await refused({ port: otherPort, data: 'other', environment: { DUNLIN_ADMIN_API_KEY: 'short' } })).toEqual([1, [expect.stringMatching(/^The environment is not right: DUNLIN_ADMIN_API_KEY: Use at least 24 characters/)]]);
    expect((await api('/readyz')).status).toBe(200);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  });
});

/** Commands of processes that work in the folder or name it. */
function processesOf(folder: string): readonly string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return command.includes(folder) || readlinkSync(`/proc/${pid}/cwd`).startsWith(folder) ? [command] : [];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}
