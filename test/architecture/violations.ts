import { breachOf, IMPORT_TABLE, TOP_LEVEL } from './import-table.js';
import { modulesOf, type Module, type SourceFile } from './modules.js';

const LINES_AT_MOST = 400;

/** Everything in these sources that breaks the rules of the house, one sentence each; empty when all is well. */
export function violationsOf(files: readonly SourceFile[]): readonly string[] {
  const modules = modulesOf(files);
  return [...modules.flatMap(importBreaches), ...cyclesOf(modules), ...files.flatMap(tooLong)];
}

function importBreaches({ path, valueImports, computedImports }: Module): readonly string[] {
  const breaches = valueImports.flatMap(({ to }) => {
    const breach = breachOf(path, to);
    return breach === null ? [] : [`${path}: ${breach}`];
  });
  const [root, folder = ''] = path.split('/');
  const mayCompute = root !== 'src' || IMPORT_TABLE[folder]?.level === TOP_LEVEL;
  return computedImports === 0 || mayCompute ? breaches : [...breaches, `${path}: an import() with a computed name cannot be checked`];
}

/** Circles of run-time imports: each is told once, from its first module in the order of names. */
function cyclesOf(modules: readonly Module[]): readonly string[] {
  const importsOf = new Map(modules.map(({ path, valueImports }) => [path, valueImports.map(({ to }) => to)]));
  const finished = new Set<string>();
  const way: string[] = [];
  const cycles: string[] = [];
  const walk = (path: string): void => {
    const start = way.indexOf(path);
    if (start !== -1) cycles.push(`import cycle: ${[...way.slice(start), path].join(' → ')}`);
    if (start !== -1 || finished.has(path)) return;
    way.push(path);
    for (const to of importsOf.get(path) ?? []) walk(to);
    way.pop();
    finished.add(path);
  };
  for (const path of [...importsOf.keys()].toSorted()) walk(path);
  return cycles;
}

function tooLong({ path, text }: SourceFile): readonly string[] {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return lines > LINES_AT_MOST ? [`${path}: ${lines} lines, at most ${LINES_AT_MOST}`] : [];
}
