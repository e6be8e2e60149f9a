#!/usr/bin/env node
// Runs the tests and ends with `N passed, N failed` alone on a line. No test at all is a failure.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'dunlin-test-'));
const report = join(folder, 'report.json');
const run = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile=${report}`, ...process.argv.slice(2)], { stdio: 'inherit' });
let counts = { numPassedTests: 0, numFailedTests: 0, success: false };
try {
  counts = JSON.parse(readFileSync(report, 'utf8'));
} catch {
  process.stderr.write('The test runner wrote no report.\n');
}
rmSync(folder, { recursive: true, force: true });
const failed = counts.numFailedTests + (run.status !== 0 && counts.numFailedTests === 0 ? 1 : 0);
process.stdout.write(`${counts.numPassedTests} passed, ${failed} failed\n`);
process.exit(failed > 0 || counts.numPassedTests === 0 ? 1 : 0);
