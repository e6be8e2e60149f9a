import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { IMPORT_TABLE } from './import-table.js';
import { modulesOf, readSources } from './modules.js';
import { violationsOf } from './violations.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

function violationsIn(path: string, text: string): readonly string[] {
  return violationsOf([{ path, text }]);
}

describe('the checker of imports', () => {
  it.each([
    ['src/domain/money.ts', "import { z } from 'zod';", /package zod/],
    ['src/domain/money.ts', "import { readFile } from 'node:fs';", /Node's module node:fs/],
    ['src/domain/money.ts', "import { readFile } from 'fs/promises';", /Node's module/],
    ['src/domain/money.ts', "import '../db/invoices.js';", /imports go down only/],
    ['src/db/invoices.ts', "import { Ladder } from '../policies/ladder.js';", /imports go down only/],
    ['src/commands/pay.ts', "import { createHash } from 'pg';", /package pg/],
    ['src/commands/pay.ts', "import { send } from '../activities/send.js';", /imports go down only/],
    ['src/api/cases.ts', "import { Client } from '@temporalio/client';", /package @temporalio\/client/],
    ['src/api/cases.ts', "import { render } from '../public-pages/render.js';", /imports go down only/],
    ['src/api/cases.ts', "import { config } from '../config.js';", /imports go down only/],
    ['src/api/cases.ts', "import { changed } from '../workflows/messages.js';", /only src\/temporal/],
    ['src/temporal/relay.ts', "import { collectionCase } from '../workflows/collection-case.js';", /only messages\.ts and ids\.ts/],
    ['src/workflows/collection-case.ts', "import { z } from 'zod';", /package zod/],
    ['src/workflows/collection-case.ts', "import { money } from '../domain/money.js';", /types only/],
    ['src/workflows/collection-case.ts', "import { log } from '@temporalio/worker';", /package @temporalio\/worker/],
    ['src/activities/look.ts', "import { worker } from '../../worker.js';", /no part of src/],
    ['src/misc/helpers.ts', "import { z } from 'zod';", /not in the import table/],
    ['src/db/invoices.ts', "import { x } from '../misc/helpers.js';", /not in the import table/],
    ['src/domain/money.ts', "import { type Schema } from 'zod';", /package zod/],
    ['src/domain/money.ts', "export { z } from 'zod';", /package zod/],
    ['src/domain/money.ts', "export * from 'zod';", /package zod/],
    ['src/domain/money.ts', "export const z = await import('zod');", /package zod/],
    ['src/domain/money.ts', 'export const z = (name: string) => import(name);', /computed name/],
  ] as const)('in %s: %s', (path, text, expected) => {
    expect(violationsIn(path, text)).toEqual([expect.stringMatching(expected)]);
  });

  it.each([
    ['src/domain/money.ts', "import type { Invoice } from '../db/invoices.js';"],
    ['src/domain/money.ts', "import type Zod from 'zod';"],
    ['src/domain/money.ts', "export type { Schema } from 'zod';"],
    ['src/domain/money.ts', "export type * from 'zod';"],
    ['src/domain/dates.ts', "import { Temporal } from 'temporal-polyfill';"],
    ['src/db/invoices.ts', "import { Kysely } from 'kysely';\nimport { money } from '../domain/money.js';\nimport { join } from 'node:path';"],
    ['src/temporal/relay.ts', "import { changed } from '../workflows/messages.js';\nimport { Client } from '@temporalio/client';"],
    ['src/cli/main.ts', "import { start } from '../embedded/start.js';\nimport { Command } from 'commander';\nimport { server } from '../../server.js';"],
    ['server.ts', "import { app } from './src/api/app.js';\nimport pino from 'pino';"],
  ])('lets pass in %s: %s', (path, text) => {
    expect(violationsIn(path, text)).toEqual([]);
  });

  it('finds a circle of run-time imports and not one that only types close', () => {
    const a = { path: 'src/domain/a.ts', text: "import { b } from './b.js';" };
    const b = { path: 'src/domain/b.ts', text: "export * from './c.js';" };
    expect(violationsOf([a, b, { path: 'src/domain/c.ts', text: "import './a.js';" }])).toEqual(['import cycle: src/domain/a.ts → src/domain/b.ts → src/domain/c.ts → src/domain/a.ts']);
    expect(violationsOf([a, b, { path: 'src/domain/c.ts', text: "import type { A } from './a.js';" }])).toEqual([]);
  });

  it('finds a file of 401 lines and not one of 400', () => {
    expect(violationsIn('src/domain/long.ts', '//\n'.repeat(400))).toEqual([]);
    expect(violationsIn('src/domain/long.ts', '//\n'.repeat(401))).toEqual(['src/domain/long.ts: 401 lines, at most 400']);
  });

  it('does not read a broken file as one without imports', () => {
    expect(() => violationsIn('src/domain/broken.ts', 'import {')).toThrow('src/domain/broken.ts');
  });
});

describe('the house', () => {
  const sources = readSources(root, ['src', 'test', 'bench', 'server.ts', 'worker.ts']);
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

  it('keeps its rules', () => {
    expect(violationsOf(sources)).toEqual([]);
  });

  it('was seen: every TypeScript file of src, and its imports', () => {
    const inSource = readdirSync(join(root, 'src'), { recursive: true }).filter((path) => String(path).endsWith('.ts'));
    const seen = sources.filter(({ path }) => path.startsWith('src/'));
    expect(seen).toHaveLength(inSource.length);
    expect(seen.length).toBeGreaterThan(50);
    expect(modulesOf(seen).flatMap(({ valueImports }) => valueImports).length).toBeGreaterThan(50);
  });

  it('has only folders that the import table names', () => {
    expect(folders.filter((folder) => IMPORT_TABLE[folder] === undefined)).toEqual([]);
  });

  it.each(folders)('has a README of at most ten lines in src/%s', (folder) => {
    const path = join(root, 'src', folder, 'README.md');
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(10);
  });
});
