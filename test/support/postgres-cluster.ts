import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '../../src/embedded/free-ports.js';
import { endProcess, guardProcess, isStillRunning, markOf } from '../../src/embedded/processes.js';

/** A real PostgreSQL of this test run alone. */
export interface PostgresCluster {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Of the maintenance database `postgres`; its user may do everything. */
  readonly url: string;
  stop(): Promise<void>;
}

const USER = 'dunlin';
const LOCAL = '127.0.0.1';
const ANSWERS_WITHIN_MILLISECONDS = 30_000;
const STOP_GRACE_MILLISECONDS = 5_000;

/** Starts a throw-away cluster. Without fsync: it must be fast, and is deleted after the run. */
export async function startPostgresCluster(programs: string): Promise<PostgresCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'dunlin-postgres-'));
  const data = join(folder, 'data');
  const owner = ownerWhenRoot(folder);
  const [initdb, ...initdbWords] = [...owner, join(programs, 'initdb'), '--pgdata', data, '--username', USER, '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-sync'];
  execFileSync(initdb ?? '', initdbWords, { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
  const [port = 0] = await freePorts(1);
  const settings = { listen_addresses: LOCAL, port, unix_socket_directories: folder, fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 200, shared_buffers: '64MB' };
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const logPath = join(folder, 'postgres.log');
  const log = openSync(logPath, 'a');
  const [program, ...rest] = [...owner, join(programs, 'postgres'), '-D', data, ...words];
  const child = spawn(program ?? '', rest, { cwd: folder, detached: true, stdio: ['ignore', log, log] });
  const mark = child.pid === undefined ? null : markOf(child.pid);
  if (mark === null) throw new Error(`PostgreSQL did not start: ${readFileSync(logPath, 'utf8')}`);
  child.unref();
  const callOffGuard = guardProcess(mark.pid, 'QUIT');
  const url = `postgres://${USER}@${LOCAL}:${port}/postgres`;
  const stop = async (): Promise<void> => {
    // SIGTERM waits for the last client to go; the grace bounds that.
    await endProcess(mark, STOP_GRACE_MILLISECONDS);
    callOffGuard();
    rmSync(folder, { recursive: true, force: true });
  };
  const giveUpAt = performance.now() + ANSWERS_WITHIN_MILLISECONDS;
  while (!(await answers(url))) {
    if (performance.now() < giveUpAt && isStillRunning(mark)) {
      await pause(50);
      continue;
    }
    const words = readFileSync(logPath, 'utf8');
    await stop();
    throw new Error(`PostgreSQL did not start: ${words}`);
  }
  return { host: LOCAL, port, user: USER, url, stop };
}

/** PostgreSQL refuses to run as root: then its own user owns the folder and runs the programs. */
function ownerWhenRoot(folder: string): readonly string[] {
  if (process.getuid?.() !== 0) return [];
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  chownSync(folder, idOf('-u'), idOf('-g'));
  return ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'];
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
