#!/usr/bin/env node
// Runs the tests and ends with `N passed, N failed` alone on a line. No test at all is a failure. Parts that this
// machine lacks are left out and named; with CI=true a part left out, or any test skipped, is a failure.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How to get what the tests can use; the names are those of `PartsPresent` in test/support/parts.ts. */
const CURES = {
  postgres: 'PostgreSQL: on Debian, apt-get install postgresql',
  temporal: 'a Temporal server: put the Temporal CLI ("temporal") on PATH, or install Go 1.26.8 or newer to build one',
  temporalOnPostgres: 'Temporal on PostgreSQL: it needs both of these, and Go 1.26.8 or newer',
  chromium: 'Chromium: on Debian, apt-get install chromium fonts-noto-cjk',
};

const folder = mkdtempSync(join(tmpdir(), 'dunlin-test-'));
const report = join(folder, 'report.json');
const partsFile = join(folder, 'parts.json');
const run = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile=${report}`, ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, DUNLIN_TEST_PARTS_FILE: partsFile } },
);
const counts = readJson(report) ?? { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 };
const parts = readJson(partsFile);
rmSync(folder, { recursive: true, force: true });

// A run that fails without a failed test (a file that does not load, a set-up that throws) counts as one failure.
let failed = counts.numFailedTests + (run.status !== 0 && counts.numFailedTests === 0 ? 1 : 0);
const leftOut = parts === null ? [] : Object.entries(CURES).filter(([part]) => parts[part] !== true).map(([, cure]) => cure);
for (const cure of leftOut) process.stdout.write(`Left out, for want of ${cure}\n`);
if (counts.numPendingTests > 0) process.stdout.write(`${counts.numPendingTests} tests were left out\n`);
const chosen = process.argv.length > 2;
if (process.env.CI === 'true') failed += leftOut.length + (chosen ? 0 : counts.numPendingTests);
process.stdout.write(`${counts.numPassedTests} passed, ${failed} failed\n`);
process.exit(failed > 0 || counts.numPassedTests === 0 ? 1 : 0);

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
