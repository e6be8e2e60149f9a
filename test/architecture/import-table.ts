import { builtinModules } from 'node:module';

/** What one folder of src may import at run time, beside itself and the folders of lower levels. */
export interface FolderRule {
  /** Higher levels may import lower ones; equal levels never each other (but at the top, where parts are put together). */
  readonly level: number;
  readonly packages: 'any' | readonly string[];
  /** Node's own modules; never in rules and in workflows. */
  readonly nodeModules: boolean;
}

export const TOP_LEVEL = 5;

/** The table of the design. Packages are here because a folder is their one owner. */
export const IMPORT_TABLE: Readonly<Record<string, FolderRule>> = {
  embedded: { level: TOP_LEVEL, packages: 'any', nodeModules: true },
  cli: { level: TOP_LEVEL, packages: 'any', nodeModules: true },
  // src/config.ts: built at the top and handed down, so only the top imports it.
  'config.ts': { level: 4, packages: ['zod'], nodeModules: true },
  temporal: { level: 4, packages: ['@temporalio/client', '@temporalio/common'], nodeModules: true },
  api: { level: 4, packages: ['express', 'express-rate-limit', 'helmet', 'zod', 'zod-openapi', 'swagger-ui-dist', 'pino', 'prom-client'], nodeModules: true },
  'public-pages': { level: 4, packages: ['express', 'express-rate-limit', 'helmet', 'zod', 'liquidjs'], nodeModules: true },
  activities: { level: 3, packages: ['@temporalio/activity', '@temporalio/common'], nodeModules: true },
  commands: { level: 2, packages: [], nodeModules: true },
  db: { level: 1, packages: ['pg', 'kysely', '@electric-sql/pglite'], nodeModules: true },
  policies: { level: 1, packages: ['zod', 'yaml'], nodeModules: true },
  intake: { level: 1, packages: ['csv-parse'], nodeModules: true },
  notifications: { level: 1, packages: ['nodemailer', 'twilio', 'liquidjs', 'zod'], nodeModules: true },
  documents: { level: 1, packages: ['pdfkit', 'yazl', 'subset-font'], nodeModules: true },
  workflows: { level: 1, packages: ['@temporalio/workflow'], nodeModules: false },
  domain: { level: 0, packages: ['temporal-polyfill'], nodeModules: false },
};

/** The only files of src/workflows that others import, and the one folder under the top that may. */
const WORKFLOW_DOORS = new Set(['src/workflows/messages.ts', 'src/workflows/ids.ts']);
const WORKFLOW_USER = 'temporal';

const NODE_MODULES = new Set(builtinModules);

/** What an import breaks, in words, or null. Both paths are of the checkout; `to` is a path or a bare specifier. */
export function breachOf(from: string, to: string): string | null {
  const folder = folderOf(from);
  // Composition roots, tools and tests put together what they like.
  if (folder === null) return null;
  const rule = IMPORT_TABLE[folder];
  if (rule === undefined) return `src/${folder} is not in the import table`;
  return isPathOfCheckout(to) ? breachInside(folder, rule, to) : breachOutside(folder, rule, to);
}

function breachInside(folder: string, rule: FolderRule, to: string): string | null {
  const target = folderOf(to);
  if (target === folder) return null;
  if (rule.level === TOP_LEVEL) return null;
  if (target === null) return `src/${folder} imports ${to}, which is no part of src`;
  if (folder === 'workflows') return `src/workflows imports ${to}: into the workflow bundle everything else comes as types only`;
  const targetRule = IMPORT_TABLE[target];
  if (targetRule === undefined) return `src/${target} is not in the import table`;
  if (targetRule.level >= rule.level) return `src/${folder} (level ${rule.level}) imports src/${target} (level ${targetRule.level}): imports go down only`;
  if (target === 'workflows' && (folder !== WORKFLOW_USER || !WORKFLOW_DOORS.has(to))) {
    return `src/${folder} imports ${to}: only src/temporal imports from workflows, and only messages.ts and ids.ts`;
  }
  return null;
}

function breachOutside(folder: string, rule: FolderRule, specifier: string): string | null {
  const name = packageOf(specifier);
  if (isNodeModule(specifier)) return rule.nodeModules ? null : `src/${folder} imports Node's module ${specifier}`;
  if (rule.packages === 'any' || rule.packages.includes(name)) return null;
  return `src/${folder} imports the package ${name}, which is not its own`;
}

function isNodeModule(specifier: string): boolean {
  return specifier.startsWith('node:') || NODE_MODULES.has(specifier) || NODE_MODULES.has(specifier.split('/')[0] ?? '');
}

function packageOf(specifier: string): string {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** `./` marks a path of the checkout among bare specifiers; see `modulesOf`. */
function isPathOfCheckout(target: string): boolean {
  return /^(src|test|bench|bin|types)\/|^[\w.-]+\.(ts|js|json)$/.test(target);
}

/** `domain` for `src/domain/x.ts`, the file's name for `src/config.ts`, null outside src. */
function folderOf(path: string): string | null {
  const [root, folder] = path.split('/');
  return root === 'src' && folder !== undefined ? folder : null;
}
