import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';

export interface SourceFile {
  /** Of the checkout, with `/`: `src/domain/money.ts`. */
  readonly path: string;
  readonly text: string;
}

/** One import that is there when the program runs. */
export interface ValueImport {
  /** A path of the checkout (`src/domain/money.ts`) or a bare specifier (`zod`, `node:fs`). */
  readonly to: string;
}

export interface Module {
  readonly path: string;
  readonly valueImports: readonly ValueImport[];
  /** What cannot be followed: an `import()` whose argument is computed. */
  readonly computedImports: number;
}

/** The TypeScript sources under the folders and files named, of the checkout at `root`. Missing ones are left out. */
export function readSources(root: string, under: readonly string[]): readonly SourceFile[] {
  const found = readdirSync(root, { withFileTypes: true }).map(({ name }) => name).filter((name) => under.includes(name));
  const paths = found.flatMap((name) => (name.endsWith('.ts') ? [name] : filesUnder(root, name)));
  return paths.filter((path) => path.endsWith('.ts')).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

export function filesUnder(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(root, path) : [path];
  }).toSorted();
}

/** Reads what each file imports at run time. `import type` and `export type` are not there when the program runs. */
export function modulesOf(files: readonly SourceFile[]): readonly Module[] {
  return files.map(moduleOf);
}

function moduleOf({ path, text }: SourceFile): Module {
  const { module, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  // `import { type A } from` still loads the module under verbatimModuleSyntax, so only the statement's own `type` counts.
  const isTypeOnly = (start: number): boolean => /^(import|export)\s+type\s+(?!from\s)[\w{*]/.test(text.slice(start, start + 200));
  const imported = module.staticImports.filter(({ start }) => !isTypeOnly(start)).map(({ moduleRequest }) => moduleRequest.value);
  const exported = module.staticExports.filter(({ start }) => !isTypeOnly(start)).flatMap(({ entries }) => entries.flatMap((entry) => entry.moduleRequest?.value ?? []));
  const dynamic = module.dynamicImports.map(({ moduleRequest }) => literalOf(text.slice(moduleRequest.start, moduleRequest.end)));
  const literals = dynamic.filter((specifier) => specifier !== null);
  const specifiers = new Set([...imported, ...exported, ...literals]);
  return {
    path,
    valueImports: [...specifiers].map((specifier) => ({ to: resolve(path, specifier) })),
    computedImports: dynamic.length - literals.length,
  };
}

function literalOf(argument: string): string | null {
  return /^(['"`])([^'"`$]+)\1$/.exec(argument)?.[2] ?? null;
}

function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
}
