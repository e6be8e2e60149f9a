#!/usr/bin/env node
// Starts Dunlin's command line. From a checkout the build is brought up to date first; an installed package has only dist/.
import { existsSync } from 'node:fs';
import { build } from './build.js';

const main = new URL('../dist/src/cli/main.js', import.meta.url);

try {
  await build();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
if (!existsSync(main)) {
  process.stderr.write('Dunlin is not built and its sources are not here; install the package again.\n');
  process.exit(1);
}
await import(main.href);
