import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const workflows = join(root, 'src', 'workflows');
const SIZE_AT_MOST = 2 * 1024 * 1024;

interface Bundle {
  readonly bytes: number;
  /** Paths of the modules inside. */
  readonly modules: readonly string[];
}

async function bundleOf(workflowsPath: string): Promise<Bundle> {
  const modules = new Set<string>();
  const logged: string[] = [];
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    logger: new DefaultLogger('ERROR', ({ message }) => {
      logged.push(message);
    }),
    webpackConfigHook: (config) => ({
      ...config,
      plugins: [...(config.plugins ?? []), {
        apply: (compiler) => {
          compiler.hooks.compilation.tap('modules', (compilation) => {
            compilation.hooks.succeedModule.tap('modules', (module) => {
              const path = module.nameForCondition();
              if (path !== null) modules.add(path);
            });
          });
        },
      }],
    }),
  }).catch((cause: unknown) => {
    throw new Error(`The workflows cannot be bundled: ${logged.join('\n')}`, { cause });
  });
  return { bytes: Buffer.byteLength(code), modules: [...modules] };
}

/** The packages in which a bundle may have modules: the SDK, and what the SDK itself is made from. */
const SDK_PACKAGES = ['@temporalio/', 'long/', 'ms/', 'nexus-rpc/'];

/** What has no place in the bundle: everything but the workflows of the folder and the SDK. */
function strangersIn({ modules }: Bundle, folder: string): readonly string[] {
  return modules.filter((path) => {
    const inPackage = path.split('/node_modules/').at(-1);
    if (path.includes('/node_modules/')) return !SDK_PACKAGES.some((name) => inPackage?.startsWith(name));
    return !path.startsWith(`${folder}/`);
  });
}

describe('the workflow bundle', () => {
  let folder = '';

  beforeEach(() => {
    // Inside the checkout, so that packages resolve; a name that .gitignore knows.
    folder = mkdtempSync(join(root, '.dist-bundle-test-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function bundleWith(text: string): Promise<Bundle> {
    writeFileSync(join(folder, 'index.ts'), text);
    return bundleOf(join(folder, 'index.ts'));
  }

  it('of a workflow of the SDK alone holds no stranger', async () => {
    const bundle = await bundleWith("import { sleep } from '@temporalio/workflow';\nexport async function story(): Promise<void> { await sleep(1); }");
    expect(strangersIn(bundle, folder)).toEqual([]);
    expect(bundle.modules).toContain(join(folder, 'index.ts'));
  });

  it('in which zod or the domain is planted shows it', async () => {
    const zod = await bundleWith("import { z } from 'zod';\nexport async function story(): Promise<string> { return z.string().parse('x'); }");
    expect(strangersIn(zod, folder)).toContainEqual(expect.stringContaining('/zod/'));
    const domain = await bundleWith("import { assertNever } from '../src/domain/assert-never.js';\nexport async function story(): Promise<void> { assertNever(1 as never); }");
    expect(strangersIn(domain, folder)).toEqual([join(root, 'src', 'domain', 'assert-never.ts')]);
  });

  it('cannot hold a module of Node', async () => {
    await expect(bundleWith("import { readFileSync } from 'node:fs';\nexport async function story(): Promise<string> { return readFileSync('x', 'utf8'); }")).rejects.toThrow(/node:fs/);
  });

  // Until there are workflows there is nothing to bundle; a folder without index.ts fails.
  it.each(existsSync(workflows) ? ['src/workflows'] : [])('of %s holds the workflows and the SDK, nothing else, in at most 2 MiB', async () => {
    const bundle = await bundleOf(join(workflows, 'index.ts'));
    process.stdout.write(`Workflow bundle: ${(bundle.bytes / 1024).toFixed(0)} KiB, ${bundle.modules.length} modules\n`);
    expect(strangersIn(bundle, workflows)).toEqual([]);
    expect(bundle.modules).toContain(join(workflows, 'index.ts'));
    expect(bundle.bytes).toBeLessThanOrEqual(SIZE_AT_MOST);
  });
});
