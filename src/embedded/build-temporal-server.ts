import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { elapsed, findOnPath, isExecutable, lastLine, runProgram, type Report } from './programs.js';
import { StartUpFailure } from './start-up-failure.js';

/** The server that Dunlin builds and is tested with. */
export const TEMPORAL_SERVER_VERSION = '1.32.1';

/** The oldest Go that builds it. */
export const GO_VERSION_NEEDED = '1.26.8';

const SERVER_MODULE = 'go.temporal.io/server/cmd/server';
const SQL_TOOL_MODULE = 'go.temporal.io/server/cmd/tools/sql';
const BUILD_TIMEOUT_MILLISECONDS = 30 * 60_000;

export interface BuildProgress {
  readonly environment: NodeJS.ProcessEnv;
  readonly report: Report;
  /** How often a waiting person is told the time that has passed. */
  readonly reportEveryMilliseconds?: number;
}

/** Where programs that were built or downloaded are kept between starts; safe to delete. */
export function temporalCacheFolder(environment: NodeJS.ProcessEnv): string {
  const cacheHome = environment['XDG_CACHE_HOME'];
  const base = cacheHome !== undefined && cacheHome !== '' ? cacheHome : join(environment['HOME'] ?? homedir(), '.cache');
  return join(base, 'dunlin', 'temporal-server');
}

/** Path of the built server in the cache, whether or not it is there. */
export function builtServerPath(environment: NodeJS.ProcessEnv): string {
  return join(temporalCacheFolder(environment), TEMPORAL_SERVER_VERSION, withSuffix('server'));
}

/**
 * Builds the Temporal server with Go into the cache: about five minutes on two cores, once.
 * @returns the program's path, or null when this machine has no Go.
 * @throws StartUpFailure `temporal_server_build_failed`
 */
export function buildTemporalServer(progress: BuildProgress): Promise<string | null> {
  return goInstall(SERVER_MODULE, 'server', progress);
}

/** Whether `temporalSqlTool` has a way to answer here: the tool is cached, or there is Go to build it. */
export function canHaveTemporalSqlTool(environment: NodeJS.ProcessEnv): boolean {
  return isExecutable(sqlToolPath(environment)) || findOnPath('go', environment) !== null;
}

/**
 * The tool that sets up Temporal's own schema in PostgreSQL (`sql`): cached, or built with Go in some seconds once
 * the server has been built here.
 * @throws StartUpFailure `temporal_server_build_failed`, also when there is no Go.
 */
export async function temporalSqlTool(progress: BuildProgress): Promise<string> {
  const cached = sqlToolPath(progress.environment);
  const path = isExecutable(cached) ? cached : await goInstall(SQL_TOOL_MODULE, 'sql', progress);
  if (path !== null) return path;
  throw new StartUpFailure(
    'temporal_server_build_failed',
    `Temporal's schema tool is not built yet and Go is not installed; install Go ${GO_VERSION_NEEDED} or newer, or set up the schema with temporal-sql-tool of Temporal's admin-tools ${TEMPORAL_SERVER_VERSION}.`,
  );
}

function sqlToolPath(environment: NodeJS.ProcessEnv): string {
  return join(temporalCacheFolder(environment), TEMPORAL_SERVER_VERSION, withSuffix('sql'));
}

async function goInstall(module: string, name: 'server' | 'sql', progress: BuildProgress): Promise<string | null> {
  const { environment, report } = progress;
  const go = findOnPath('go', environment);
  if (go === null) return null;
  const folder = join(temporalCacheFolder(environment), TEMPORAL_SERVER_VERSION);
  // Built beside and moved in one step: a build that was interrupted never looks like a finished one.
  const workplace = join(folder, `.build-${process.pid}`);
  const target = join(folder, withSuffix(name));
  report(`Building the Temporal ${name === 'server' ? 'server' : 'schema tool'} ${TEMPORAL_SERVER_VERSION} with Go (about five minutes the first time, then cached)`);
  try {
    mkdirSync(workplace, { recursive: true });
    const result = await runProgram({
      program: go,
      arguments: ['install', '-ldflags=-s -w', `${module}@v${TEMPORAL_SERVER_VERSION}`],
      environment: { ...environment, CGO_ENABLED: '0', GOBIN: workplace },
      timeoutMilliseconds: BUILD_TIMEOUT_MILLISECONDS,
      whileWaiting: (seconds) => {
        report(`Still building, ${elapsed(seconds)} so far`);
      },
      ...(progress.reportEveryMilliseconds === undefined ? {} : { waitingEveryMilliseconds: progress.reportEveryMilliseconds }),
    });
    const built = join(workplace, withSuffix(name));
    if (result.status !== 0 || !isExecutable(built)) throw buildFailed(result.output);
    renameSync(built, target);
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
  report(`Built ${target}`);
  return target;
}

function buildFailed(output: string): StartUpFailure {
  return new StartUpFailure(
    'temporal_server_build_failed',
    `Building the Temporal server with Go failed (${lastLine(output)}); it needs Go ${GO_VERSION_NEEDED} or newer and the Go module proxy: cure that, or put the Temporal CLI ("temporal") on PATH, or set TEMPORAL_ADDRESS to a running server.`,
  );
}

function withSuffix(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}
