import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { freePorts } from '../src/embedded/free-ports.js';
import { describeWithTemporal } from '../test/support/temporal.js';
import { median, report, seconds } from './figures.js';
import { until } from './rehearsal.js';

const WARM_STARTS = 5;
const REST_SECONDS = 20;
const ROOT = fileURLToPath(new URL('..', import.meta.url));

describeWithTemporal('npm start with the sample company', () => {
  it('is ready, and rests', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dunlin-bench-'));
    const [port = 0] = await freePorts(1);
    const first = await start(folder, port);
    process.stdout.write(`the first start, which plays three months: ${first.seconds.toFixed(1)} s\n`);
    await stop(first.child);
    const times: number[] = [];
    const sizes: number[] = [];
    for (let turn = 0; turn < WARM_STARTS; turn += 1) {
      const running = await start(folder, port);
      times.push(running.seconds);
      if (turn === WARM_STARTS - 1) {
        await new Promise((resolve) => { setTimeout(resolve, REST_SECONDS * 1_000); });
        sizes.push(gibibytesOfTree(running.child.pid ?? 0));
      }
      await stop(running.child);
    }
    report('seconds to ready, warm, with the sample company', median(times), '<= 5', times);
    report('GiB of the whole tree at rest', median(sizes), '<= 1.5');
    rmSync(folder, { recursive: true, force: true });
    expect(times).toHaveLength(WARM_STARTS);
  });
});

// Ready: the API answers, the engine was reached, and the program has said what to open.
async function start(folder: string, port: number): Promise<{ readonly child: ChildProcess; readonly seconds: number }> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['bin/dunlin.js', 'start', '--port', String(port), '--data', folder], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => { said += String(chunk); });
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${said}`);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    return answer?.status === 200 && said.includes(`http://127.0.0.1:${port}`);
  });
  return { child, seconds: seconds(begun) };
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => { child.once('exit', resolve); });
  child.kill('SIGTERM');
  await gone;
}

/** Memory of a process and all it has started; what they share is counted once. */
function gibibytesOfTree(root: number): number {
  const parents = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => [Number(name), parentOf(name)]));
  const tree = new Set([root]);
  for (let size = 0; size !== tree.size;) {
    size = tree.size;
    for (const [process, parent] of parents) if (tree.has(parent)) tree.add(process);
  }
  let kibibytes = 0;
  for (const process of tree) kibibytes += Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${process}/smaps_rollup`))?.[1] ?? 0);
  return kibibytes / 1_048_576;
}

function parentOf(process: string): number {
  return Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${process}/status`))?.[1] ?? 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
