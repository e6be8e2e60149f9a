// A worker that dies at named points, a given number of times over all its lives; the files of the folder count them.
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { runWorkerProcess } from '../../dist/worker.js';

const folder = process.env.FAULT_FOLDER ?? '';
const deathsOf = JSON.parse(process.env.FAULT_DEATHS ?? '{}');
const passed = new Map();

await runWorkerProcess(process.env, {
  sweepRules: { overdueSeconds: 5, backOffSeconds: 5 },
  sweepEveryMilliseconds: 1_000,
  onPoint: (point) => {
    const times = (passed.get(point) ?? 0) + 1;
    passed.set(point, times);
    // Not at the first pass: each life gets some work done.
    if (times < 4) return;
    for (let death = 1; death <= (deathsOf[point] ?? 0); death += 1) {
      if (!isMine(join(folder, `${point}-${death}`))) continue;
      process.kill(process.pid, 'SIGKILL');
    }
  },
});

function isMine(path) {
  try {
    closeSync(openSync(path, 'wx'));
    return true;
  } catch {
    return false;
  }
}
