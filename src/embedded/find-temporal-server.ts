import { buildTemporalServer, builtServerPath, GO_VERSION_NEEDED, TEMPORAL_SERVER_VERSION } from './build-temporal-server.js';
import { downloadedTemporalCli, downloadTemporalCli } from './download-temporal-server.js';
import { findOnPath, isExecutable, lastLine, runProgram, type Report } from './programs.js';
import { StartUpFailure } from './start-up-failure.js';

/** A program that runs a Temporal server on this machine. */
export interface TemporalServerProgram {
  /** `server`: Temporal's own server, told by environment; `cli`: `temporal server start-dev`. */
  readonly kind: 'server' | 'cli';
  readonly path: string;
  /** Version of the server inside, `1.32.1`. */
  readonly version: string;
}

export interface FindTemporalServer {
  readonly environment: NodeJS.ProcessEnv;
  readonly report: Report;
  /** Version that made the data to be opened: only that one will do. Null when there is no data yet. */
  readonly versionOfData: string | null;
}

const VERSION_TIMEOUT_MILLISECONDS = 20_000;
/** The first server that sets up SQLite from its environment alone. */
const FIRST_SERVER_WITH_SQLITE = [1, 32, 0] as const;

/**
 * Finds a Temporal server, first that works: `temporal` or `temporal-server` on PATH, cached, official download,
 * built with Go. `TEMPORAL_ADDRESS` is not looked at here.
 * @throws StartUpFailure `temporal_server_missing`, `temporal_server_build_failed`, `temporal_server_version_differs`
 */
export async function findTemporalServer(find: FindTemporalServer): Promise<TemporalServerProgram> {
  const present = await presentPrograms(find);
  const fitting = present.find((program) => fits(program, find.versionOfData));
  if (fitting !== undefined) return fitting;
  const [other] = present;
  // Nothing but our own build can be made in another version than the ones that are here.
  if (other !== undefined && find.versionOfData !== TEMPORAL_SERVER_VERSION) throw versionDiffers(find.versionOfData, other);
  const download = await downloadTemporalCli(find);
  const downloaded = download.kind === 'downloaded' ? await inspect('cli', download.path, find) : null;
  if (downloaded !== null && fits(downloaded, find.versionOfData)) return downloaded;
  if (find.versionOfData !== null && find.versionOfData !== TEMPORAL_SERVER_VERSION) throw versionDiffers(find.versionOfData, downloaded);
  if (download.kind === 'failed') find.report(`The download failed: ${download.reason}`);
  const built = await buildTemporalServer(find);
  if (built !== null) return { kind: 'server', path: built, version: TEMPORAL_SERVER_VERSION };
  throw missing(download.kind === 'failed' ? download.reason : 'what it brought does not run here');
}

/** What is on this machine already, in the order of preference. */
async function presentPrograms(find: FindTemporalServer): Promise<readonly TemporalServerProgram[]> {
  const candidates = [
    { kind: 'cli', path: findOnPath('temporal', find.environment) },
    { kind: 'server', path: findOnPath('temporal-server', find.environment) },
    { kind: 'server', path: cachedServer(find.environment) },
    { kind: 'cli', path: downloadedTemporalCli(find.environment) },
  ] as const;
  const programs: TemporalServerProgram[] = [];
  for (const { kind, path } of candidates) {
    const program = path === null ? null : await inspect(kind, path, find);
    if (program !== null) programs.push(program);
  }
  return programs;
}

function cachedServer(environment: NodeJS.ProcessEnv): string | null {
  const path = builtServerPath(environment);
  return isExecutable(path) ? path : null;
}

/** Asks a program for its version; one that does not answer or is too old is passed over, and the person told. */
async function inspect(kind: TemporalServerProgram['kind'], path: string, { environment, report }: FindTemporalServer): Promise<TemporalServerProgram | null> {
  const result = await runProgram({ program: path, arguments: ['--version'], environment, timeoutMilliseconds: VERSION_TIMEOUT_MILLISECONDS });
  const pattern = kind === 'cli' ? /Server v?(\d+\.\d+\.\d+\S*?)[,)]/ : /version v?(\d+\.\d+\.\d+\S*)/;
  const version = result.status === 0 ? pattern.exec(result.output)?.[1] : undefined;
  if (version === undefined) {
    report(`Passing over ${path}: it does not tell its version (${lastLine(result.output)})`);
    return null;
  }
  if (kind === 'server' && isBefore(version, FIRST_SERVER_WITH_SQLITE)) {
    report(`Passing over ${path}: version ${version} is older than ${FIRST_SERVER_WITH_SQLITE.join('.')}`);
    return null;
  }
  return { kind, path, version };
}

function isBefore(version: string, least: readonly number[]): boolean {
  const parts = version.split(/[.-]/).map(Number);
  const differing = least.findIndex((part, index) => part !== parts[index]);
  return differing !== -1 && (parts[differing] ?? 0) < (least[differing] ?? 0);
}

function fits(program: TemporalServerProgram, versionOfData: string | null): boolean {
  return versionOfData === null || program.version === versionOfData;
}

function versionDiffers(versionOfData: string | null, here: TemporalServerProgram | null): StartUpFailure {
  const found = here === null ? 'this machine has none of that version' : `this machine has ${here.version} (${here.path})`;
  return new StartUpFailure(
    'temporal_server_version_differs',
    `The data folder was made by Temporal server ${versionOfData ?? 'of no version'} and ${found}; put server ${versionOfData ?? ''} on PATH as "temporal-server" or in a Temporal CLI that holds it, or start over with --reset.`,
  );
}

function missing(downloadFailure: string): StartUpFailure {
  return new StartUpFailure(
    'temporal_server_missing',
    `Dunlin needs a Temporal server and found none (none on PATH, none cached, download failed: ${downloadFailure}, no Go to build one); put the Temporal CLI ("temporal") on PATH, or install Go ${GO_VERSION_NEEDED} or newer, or set TEMPORAL_ADDRESS to a running server.`,
  );
}
