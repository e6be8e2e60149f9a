import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cycleIn, importsOf, violationsOf, type SourceFile } from '../support/import-table.js';

const LINES_MAX = 400;
const README_LINES_MAX = 10;
const MODULES_AT_LEAST = 50;

function filesUnder(folder: string): readonly SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path: join(folder, path), text: readFileSync(join(folder, path), 'utf8') }));
}

const sources = filesUnder('src');
const all = [...sources, ...filesUnder('test')];

describe('the house', () => {
  it('is seen: the checks below look at real modules', () => {
    expect(sources.length).toBeGreaterThan(MODULES_AT_LEAST);
    expect(sources.flatMap(importsOf).length).toBeGreaterThan(MODULES_AT_LEAST);
  });

  it('imports down only, never sideways, and each folder its own packages', () => {
    expect(violationsOf(sources)).toEqual([]);
  });

  it('has no circle of imports', () => {
    expect(cycleIn(sources)).toBeUndefined();
  });

  it('has no file of more than 400 lines', () => {
    expect(all.filter((file) => file.text.split('\n').length - 1 > LINES_MAX).map((file) => file.path)).toEqual([]);
  });

  it('says in at most ten lines what each folder is for', () => {
    const names = [...new Set(sources.map((file) => file.path.split('/')[1] ?? ''))];
    const linesOf = (readme: string): number => (existsSync(readme) ? readFileSync(readme, 'utf8').trimEnd().split('\n').length : 0);
    expect(names.filter((name) => { const lines = linesOf(join('src', name, 'README.md')); return lines === 0 || lines > README_LINES_MAX; })).toEqual([]);
  });

});

describe('the checker', () => {
  const file = (path: string, text: string): SourceFile => ({ path, text });

  it.each([
    ['up', 'src/domain/a.ts', "import { x } from '../db/b.js';"],
    ['sideways', 'src/db/a.ts', "import { x } from '../policies/b.js';"],
    ['by a dynamic import', 'src/domain/a.ts', "const x = await import('../db/b.js');"],
    ['by a re-export', 'src/db/a.ts', "export { x } from '../policies/b.js';"],
    ['to a package of another folder', 'src/domain/a.ts', "import { z } from 'zod';"],
    ['to a node builtin from the domain', 'src/domain/a.ts', "import { readFileSync } from 'node:fs';"],
    ['for its side effect', 'src/db/a.ts', "import '../policies/b.js';"],
  ])('refuses an import %s', (_way, path, text) => {
    expect(violationsOf([file(path, text)])).toHaveLength(1);
  });

  it.each([
    ['down', 'src/db/a.ts', "import { x } from '../domain/b.js';"],
    ['of types only, anywhere', 'src/domain/a.ts', "import type { X } from '../db/b.js';"],
    ['of marked types only', 'src/workflows/a.ts', "import { type X } from '../activities/b.js';"],
  ])('allows an import %s', (_way, path, text) => {
    expect(violationsOf([file(path, text)])).toEqual([]);
  });

  it('finds a circle, and none where one link is a type', () => {
    const back = (text: string): readonly SourceFile[] => [file('src/domain/a.ts', "import { b } from './b.js';"), file('src/domain/b.ts', text)];
    expect(cycleIn(back("import { a } from './a.js';"))).toEqual(['src/domain/a.ts', 'src/domain/b.ts', 'src/domain/a.ts']);
    expect(cycleIn(back("import type { a } from './a.js';"))).toBeUndefined();
  });
});
