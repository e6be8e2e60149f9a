import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporalCacheFolder } from './build-temporal-server.js';
import { isExecutable, lastLine, runProgram, type Report } from './programs.js';

const DOWNLOAD_TIMEOUT_MILLISECONDS = 10 * 60_000;

/**
 * The SDK's own downloader offers no download alone, it starts what it has loaded; and it needs the SDK's native runtime,
 * which a process can set up only once. So it runs in a short process of its own, and the file it leaves is what we take.
 */
const DOWNLOADER = `
  const { TestWorkflowEnvironment } = await import(process.argv[1]);
  const executable = { type: 'cached-download', downloadDir: process.argv[2], ttl: '3650 days' };
  try {
    const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
    await environment.teardown();
    process.exit(0);
  } catch (error) {
    let reason = error;
    while (reason.cause instanceof Error) reason = reason.cause;
    console.error(String(reason.message).replaceAll(/\\s+/g, ' '));
    process.exit(1);
  }
`;

export interface Download {
  readonly environment: NodeJS.ProcessEnv;
  readonly report: Report;
}

export type DownloadResult =
  | { readonly kind: 'downloaded'; readonly path: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** The Temporal CLI that an earlier start has downloaded, or null. */
export function downloadedTemporalCli(environment: NodeJS.ProcessEnv): string | null {
  const folder = downloadFolder(environment);
  try {
    const [name] = readdirSync(folder).filter((entry) => entry.startsWith('temporal-') && !entry.endsWith('.downloading')).toSorted().toReversed();
    const path = name === undefined ? null : join(folder, name);
    return path !== null && isExecutable(path) ? path : null;
  } catch {
    return null;
  }
}

/** Downloads the Temporal CLI by the SDK's downloader. Fails in milliseconds without a network. */
export async function downloadTemporalCli({ environment, report }: Download): Promise<DownloadResult> {
  const folder = downloadFolder(environment);
  mkdirSync(folder, { recursive: true });
  report('No Temporal server on this machine yet: trying the official download');
  const result = await runProgram({
    program: process.execPath,
    arguments: ['--input-type=module', '--eval', DOWNLOADER, pathToFileURL(createRequire(import.meta.url).resolve('@temporalio/testing')).href, folder],
    environment,
    timeoutMilliseconds: DOWNLOAD_TIMEOUT_MILLISECONDS,
    whileWaiting: (seconds) => {
      report(`Still downloading, ${seconds} s so far`);
    },
  });
  const path = downloadedTemporalCli(environment);
  if (path === null) return { kind: 'failed', reason: lastLine(result.output) };
  chmodSync(path, 0o755);
  return { kind: 'downloaded', path };
}

function downloadFolder(environment: NodeJS.ProcessEnv): string {
  return join(temporalCacheFolder(environment), 'download');
}
