import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../../src/embedded/free-ports.js';

const PROGRAM = fileURLToPath(new URL('../../bin/dunlin.js', import.meta.url));
const LINES_KEPT = 30;

/** An installation as `dunlin start` makes it: a process of its own, with the built console. */
export interface Installation {
  readonly url: string;
  /** The link that it has printed for the first administrator. */
  readonly firstLink: string;
  stop(): Promise<void>;
}

/** Starts an empty installation in a folder of its own, on the real clock or on a test clock that begins at an instant; builds what is not built. @throws with its last words when it ends instead */
export async function startInstallation(clock: 'real' | { readonly testFrom: string }): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'dunlin-pages-'));
  const [port] = await freePorts(1);
  // A console built under the test runner's NODE_ENV would be React's slow one.
  const { NODE_ENV: _nodeEnv, ...environment } = process.env;
  const child = spawn(process.execPath, [PROGRAM, 'start', '--empty', ...clockOf(clock), '--port', String(port), '--data', join(folder, 'data')], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = async (): Promise<void> => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return { url: `http://127.0.0.1:${port}`, firstLink: await printedLink(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function clockOf(clock: Parameters<typeof startInstallation>[0]): readonly string[] {
  return clock === 'real' ? ['--clock', 'real'] : ['--clock', 'test', '--clock-start', clock.testFrom];
}

function printedLink(child: ChildProcess): Promise<string> {
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    const read = (chunk: unknown): void => {
      lines.push(...String(chunk).split('\n'));
      lines.splice(0, lines.length - LINES_KEPT);
      const link = /http:\S+\/first-administrator#\S+/.exec(lines.join('\n'))?.[0];
      if (link !== undefined) resolve(link);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => { reject(new Error(`Dunlin has ended (${code}): ${lines.join('\n')}`)); });
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => { child.once('exit', resolve); });
  child.kill('SIGTERM');
  await gone;
}
