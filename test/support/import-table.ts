import { parseSync } from 'oxc-parser';

/** A source file as the architecture test sees it: its path from the project's root and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Level of each folder of `src`; imports of values go down only, never sideways. `packages`: what it may import besides. */
export const folders: Readonly<Record<string, { readonly level: number; readonly packages: readonly string[] }>> = {
  embedded: { level: 5, packages: ['*'] },
  cli: { level: 5, packages: ['*'] },
  temporal: { level: 4, packages: ['@temporalio/client', '@temporalio/common'] },
  api: { level: 4, packages: ['express', 'express-rate-limit', 'helmet', 'zod', 'zod-openapi', 'swagger-ui-dist', 'pino', 'prom-client'] },
  'public-pages': { level: 4, packages: ['express', 'zod'] },
  activities: { level: 3, packages: ['@temporalio/activity', '@temporalio/common'] },
  commands: { level: 2, packages: [] },
  db: { level: 1, packages: ['pg', 'kysely', '@electric-sql/pglite'] },
  policies: { level: 1, packages: ['zod', 'yaml'] },
  intake: { level: 1, packages: ['csv-parse'] },
  notifications: { level: 1, packages: ['nodemailer', 'twilio', 'liquidjs', 'zod'] },
  documents: { level: 1, packages: ['pdfkit', 'yazl', 'subset-font'] },
  workflows: { level: 1, packages: ['@temporalio/workflow'] },
  domain: { level: 0, packages: ['temporal-polyfill'] },
};

const NODE_FREE = new Set(['domain', 'workflows']);

export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** Every static, dynamic and re-exporting import of a file; type-only ones told apart. */
export function importsOf(file: SourceFile): readonly Import[] {
  const parsed = parseSync(file.path, file.text);
  if (parsed.errors.length > 0) throw new Error(`${file.path} does not parse: ${parsed.errors[0]?.message}`);
  const { dynamicImports, staticExports, staticImports } = parsed.module;
  return [
    ...staticImports.map((found) => ({ specifier: found.moduleRequest.value, typeOnly: found.entries.length > 0 && found.entries.every((entry) => entry.isType) })),
    ...staticExports.flatMap((found) => found.entries.flatMap((entry) => (entry.moduleRequest === null ? [] : [{ specifier: entry.moduleRequest.value, typeOnly: entry.isType }]))),
    ...dynamicImports.map((found) => ({ specifier: file.text.slice(found.moduleRequest.start, found.moduleRequest.end).replaceAll(/^['"`]|['"`]$/g, ''), typeOnly: false })),
  ];
}

function folderOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

function resolve(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/').replace(/\.js$/, '.ts');
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0] ?? specifier;
}

function complaintAbout(file: SourceFile, found: Import): string | undefined {
  const folder = folderOf(file.path);
  if (folder === undefined || found.typeOnly) return undefined;
  const rule = folders[folder];
  if (rule === undefined) return `${file.path}: src/${folder} is no folder of the house`;
  if (found.specifier.startsWith('node:')) return NODE_FREE.has(folder) ? `${file.path}: ${folder} imports ${found.specifier}` : undefined;
  if (!found.specifier.startsWith('.')) {
    return rule.packages.includes('*') || rule.packages.includes(packageOf(found.specifier)) ? undefined : `${file.path}: ${folder} imports the package ${found.specifier}`;
  }
  const target = folderOf(resolve(file.path, found.specifier));
  if (target === undefined) return `${file.path}: ${found.specifier} lies outside src`;
  if (target === folder || rule.level === 5) return undefined;
  const below = folders[target]?.level;
  return below !== undefined && below < rule.level ? undefined : `${file.path}: ${folder} imports ${target}, which is not below it`;
}

/** What breaks the house's rules of who may import whom, one sentence each. */
export function violationsOf(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => importsOf(file).map((found) => complaintAbout(file, found)).filter((complaint) => complaint !== undefined));
}

/** A circle of value imports, as the paths in it; `undefined` when there is none. */
export function cycleIn(files: readonly SourceFile[]): readonly string[] | undefined {
  const graph = new Map(files.map((file) => [file.path, importsOf(file).filter((found) => !found.typeOnly && found.specifier.startsWith('.')).map((found) => resolve(file.path, found.specifier))]));
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const next of graph.get(path) ?? []) {
      const cycle = walk(next, [...trail, path]);
      if (cycle !== undefined) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const path of graph.keys()) {
    const cycle = walk(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
