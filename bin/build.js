#!/usr/bin/env node
// Builds dist/ from the sources: TypeScript, the workflow bundle and the files that the code reads beside itself.
// Node 20 cannot run TypeScript, so every start from a checkout comes by here; nothing is done when dist/ is fresh.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = 'build-stamp';
const ASSET_ENDINGS = new Set(['.yaml', '.yml', '.json', '.liquid', '.sql', '.css', '.svg', '.html', '.txt']);
const SOURCES = ['src', 'types', 'server.ts', 'worker.ts', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'bin/build.js', 'console', 'vite.config.ts'];

/**
 * Brings dist/ up to date with the sources of the checkout.
 * @param {{ root?: string, report?: (line: string) => void }} [options]
 * @returns {Promise<boolean>} whether anything had to be built
 * @throws with the compiler's words when the sources do not compile; the old dist/ then stays as it was
 */
export async function build({ root = projectRoot, report = (line) => process.stderr.write(`${line}\n`) } = {}) {
  if (!existsSync(join(root, 'src')) || !existsSync(join(root, 'tsconfig.build.json'))) return false;
  const stamp = stampOf(root);
  const dist = join(root, 'dist');
  if (readIfThere(join(dist, STAMP)) === stamp) return false;
  report('Building Dunlin');
  // Made beside and moved in one step, so that an interrupted build never looks like a finished one.
  const workplace = join(root, `.dist-${process.pid}`);
  try {
    compile(root, workplace);
    copyAssets(root, workplace);
    await bundleWorkflows(root, workplace);
    await cutFonts(workplace);
    await buildConsole(root, workplace);
    writeFileSync(join(workplace, STAMP), stamp);
    const old = join(root, `.dist-${process.pid}-old`);
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(workplace, dist);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
  return true;
}

function compile(root, workplace) {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  if (!existsSync(compiler)) throw new Error('The TypeScript compiler is not installed; run "npm ci" first.');
  const result = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', workplace], { cwd: root, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`The sources do not compile:\n${result.stdout}${result.stderr}`);
}

function copyAssets(root, workplace) {
  for (const path of filesUnder(join(root, 'src'))) {
    if (!ASSET_ENDINGS.has(extname(path))) continue;
    const target = join(workplace, relative(root, path));
    mkdirSync(dirname(target), { recursive: true });
    cpSync(path, target);
  }
}

async function bundleWorkflows(root, workplace) {
  const workflowsPath = join(root, 'src', 'workflows', 'index.ts');
  if (!existsSync(workflowsPath)) return;
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  writeFileSync(join(workplace, 'workflow-bundle.js'), code);
}

// The letters' typeface, cut to the characters that letters use: with it the program needs no font package.
async function cutFonts(workplace) {
  const fonts = join(workplace, 'src', 'documents', 'fonts.js');
  if (!existsSync(fonts)) return;
  const { buildFonts } = await import(pathToFileURL(fonts).href);
  await buildFonts(join(workplace, 'fonts'));
}

// The staff console: files that the API serves. Like the compiler, what makes them is needed for building only.
async function buildConsole(root, workplace) {
  const configFile = join(root, 'vite.config.ts');
  if (!existsSync(configFile)) return;
  const { build: buildByVite } = await import('vite');
  await buildByVite({ configFile, logLevel: 'error', build: { outDir: join(workplace, 'console') } });
}

/** A digest of everything that dist/ is made from. */
function stampOf(root) {
  const digest = createHash('sha256').update(process.version);
  for (const source of SOURCES) {
    const path = join(root, source);
    const files = existsSync(path) && extname(path) === '' ? filesUnder(path) : [path];
    for (const file of files) digest.update(`\0${relative(root, file)}\0`).update(readIfThere(file) ?? 'absent');
  }
  return digest.digest('hex');
}

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .toSorted();
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const built = await build();
    process.stdout.write(built ? 'dist/ is built\n' : 'dist/ is up to date\n');
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
