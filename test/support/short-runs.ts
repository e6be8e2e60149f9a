import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** The product's workflows, whose runs are followed by fresh ones every few events. */
export function shortRunBundle(): Promise<{ readonly code: string }> {
  const short = fileURLToPath(new URL('./short-run-length.ts', import.meta.url));
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../../src/workflows/index.ts', import.meta.url)), logger: new DefaultLogger('WARN'),
    webpackConfigHook: (config) => ({ ...config, resolve: { ...config.resolve, alias: Object.fromEntries([...Object.entries(config.resolve?.alias ?? {}), ['./run-length.js$', short]]) } }),
  });
}
