import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTemporalServer, type TemporalServerProgram } from './find-temporal-server.js';
import { areFree, freePorts } from './free-ports.js';
import { endProcess, guardProcess, isStillRunning, markOf, type ProcessMark } from './processes.js';
import { lastLine, type Report } from './programs.js';
import { endStaleTemporalServer, forgetServer, recordServer } from './stale-temporal-server.js';
import { StartUpFailure } from './start-up-failure.js';
import { addressOf, argumentsOf, dynamicConfigYaml, environmentOf, PORTS_NEEDED, type DynamicConfig, type Launch, type TemporalPersistence } from './temporal-launch.js';
import { DEFAULT_NAMESPACE, prepareTemporal } from './temporal-namespace.js';

/** A Temporal server that answers and has Dunlin's namespace. */
export interface RunningTemporal {
  /** `host:port` */
  readonly address: string;
  readonly namespace: string;
  /** Process id of the server when it is ours; null when it is somebody else's. */
  readonly pid: number | null;
  /** Resolves with a sentence when our server ends without having been stopped; never for somebody else's. */
  readonly endedUnexpectedly: Promise<string>;
  /** Ends our server: SIGTERM, SIGKILL after the grace. Leaves somebody else's alone. */
  stop(): Promise<void>;
}

export interface StartTemporal {
  /** The server's own folder (`DataFolder.temporal`), held by this process. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly report: Report;
  /** SQLite in the folder unless told otherwise. */
  readonly persistence?: TemporalPersistence;
  readonly dynamicConfig?: DynamicConfig;
}

const VERSION_FILE = 'server-version.json';
const PORTS_FILE = 'ports.json';
const LOG_FILE = 'server.log';
const LOG_KEPT_BYTES = 10_000_000;
const ANSWER_WITHIN_MILLISECONDS = 60_000;
const EXTERNAL_WITHIN_MILLISECONDS = 5_000;
const STOP_GRACE_MILLISECONDS = 5_000;
const TRIES = 3;

/**
 * Gives a Temporal server to work with: the one at `TEMPORAL_ADDRESS` when that is set, else one found or built and
 * started as a child with its data in the folder. A server of another version than the one that made the data is refused.
 * @throws StartUpFailure with the cure in its message
 */
export async function startTemporal(start: StartTemporal): Promise<RunningTemporal> {
  const namespace = setting(start.environment, 'TEMPORAL_NAMESPACE') ?? DEFAULT_NAMESPACE;
  const external = setting(start.environment, 'TEMPORAL_ADDRESS');
  if (external !== null) return connectTo(external, namespace);
  mkdirSync(start.folder, { recursive: true });
  await endStaleTemporalServer(start.folder);
  const versionOfData = readVersion(start.folder);
  const program = await findTemporalServer({ environment: start.environment, report: start.report, versionOfData });
  writeVersion(start.folder, program.version);
  for (let attempt = 1; ; attempt += 1) {
    const launch = await prepareLaunch(start, program, namespace);
    const outcome = await launchServer(launch, start.environment);
    if (outcome.kind === 'running') return outcome.temporal;
    const portWasTaken = outcome.log.includes('address already in use');
    if (!portWasTaken || attempt === TRIES) throw didNotStart(program, start.folder, outcome);
  }
}

/** An empty variable counts as one that is not set. */
function setting(environment: NodeJS.ProcessEnv, name: string): string | null {
  const value = environment[name];
  return value === undefined || value === '' ? null : value;
}

async function connectTo(address: string, namespace: string): Promise<RunningTemporal> {
  await prepareTemporal({ address, namespace, withinMilliseconds: EXTERNAL_WITHIN_MILLISECONDS });
  return { address, namespace, pid: null, endedUnexpectedly: new Promise(() => undefined), stop: () => Promise.resolve() };
}

async function prepareLaunch(start: StartTemporal, program: TemporalServerProgram, namespace: string): Promise<Launch> {
  const dynamicConfig = start.dynamicConfig ?? {};
  const dynamicConfigFile = join(start.folder, 'dynamic-config.yaml');
  writeFileSync(dynamicConfigFile, dynamicConfigYaml(dynamicConfig));
  const ports = await choosePorts(start.folder);
  return { program, folder: start.folder, namespace, persistence: start.persistence ?? { kind: 'sqlite' }, ports, dynamicConfigFile, dynamicConfig };
}

/**
 * The ports of the last start when they are still free, else others. A server keeps its peers' addresses in its data:
 * under new ports it still runs, but looks for the old ones when it stops, and has to be killed after the grace.
 */
async function choosePorts(folder: string): Promise<readonly number[]> {
  const path = join(folder, PORTS_FILE);
  const last = readPorts(path);
  if (last !== null && (await areFree(last))) return last;
  const ports = await freePorts(PORTS_NEEDED);
  writeFileSync(path, `${JSON.stringify(ports)}\n`);
  return ports;
}

function readPorts(path: string): readonly number[] | null {
  if (!existsSync(path)) return null;
  try {
    const ports: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const isUsable = Array.isArray(ports) && ports.length === PORTS_NEEDED && ports.every((port) => Number.isInteger(port) && port > 0 && port < 65_536);
    return isUsable ? (ports as number[]) : null;
  } catch {
    // A half-written file after a crash: other ports do as well.
    return null;
  }
}

type LaunchOutcome = { readonly kind: 'running'; readonly temporal: RunningTemporal } | { readonly kind: 'ended'; readonly log: string; readonly cause?: unknown };

async function launchServer(launch: Launch, environment: NodeJS.ProcessEnv): Promise<LaunchOutcome> {
  const { folder, program, namespace } = launch;
  const log = openLog(folder);
  // A group of its own: Ctrl-C reaches Dunlin alone, which stops its worker first and this server last.
  const child = spawn(program.path, argumentsOf(launch), { env: environmentOf(launch, environment), cwd: folder, detached: true, stdio: ['ignore', log.descriptor, log.descriptor] });
  closeSync(log.descriptor);
  const ended = endOf(child);
  const mark = child.pid === undefined ? null : markOf(child.pid);
  if (mark === null) return { kind: 'ended', log: `${await ended}\n${log.written()}` };
  recordServer(folder, { ...mark, program: program.path });
  const callOffGuard = guardProcess(mark.pid);
  const { stop, isStopping } = stopping(mark, folder, callOffGuard);
  const address = addressOf(launch);
  try {
    await prepareTemporal({ address, namespace, withinMilliseconds: ANSWER_WITHIN_MILLISECONDS, isHopeless: () => !isStillRunning(mark) });
  } catch (cause) {
    await stop();
    return { kind: 'ended', log: log.written(), cause };
  }
  child.unref();
  const endedUnexpectedly = ended.then((how) => {
    if (isStopping()) return new Promise<never>(() => undefined);
    callOffGuard();
    return `The Temporal server ended (${how}); its last line in ${join(folder, LOG_FILE)}: ${lastLine(log.written())}`;
  });
  return { kind: 'running', temporal: { address, namespace, pid: mark.pid, endedUnexpectedly, stop } };
}

function stopping(mark: ProcessMark, folder: string, callOffGuard: () => void): { readonly stop: () => Promise<void>; readonly isStopping: () => boolean } {
  let stopped: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    await endProcess(mark, STOP_GRACE_MILLISECONDS);
    callOffGuard();
    forgetServer(folder);
  };
  return { stop: () => (stopped ??= stop()), isStopping: () => stopped !== null };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('exit', (status, signal) => {
      resolve(signal === null ? `status ${status}` : `signal ${signal}`);
    });
  });
}

interface ServerLog {
  readonly descriptor: number;
  /** What has been written since this launch. */
  written(): string;
}

/** The log goes on from start to start, and begins anew once it is large. */
function openLog(folder: string): ServerLog {
  const path = join(folder, LOG_FILE);
  const size = existsSync(path) ? statSync(path).size : 0;
  const from = size > LOG_KEPT_BYTES ? 0 : size;
  const descriptor = openSync(path, from === size ? 'a' : 'w');
  return { descriptor, written: () => readFileSync(path).subarray(from).toString('utf8') };
}

/** The version of the server that made the folder's data; null when there is none yet. */
function readVersion(folder: string): string | null {
  const path = join(folder, VERSION_FILE);
  if (!existsSync(path)) return null;
  const record = JSON.parse(readFileSync(path, 'utf8')) as { readonly version?: unknown };
  return typeof record.version === 'string' ? record.version : 'unknown';
}

function writeVersion(folder: string, version: string): void {
  writeFileSync(join(folder, VERSION_FILE), `${JSON.stringify({ version })}\n`);
}

function didNotStart(program: TemporalServerProgram, folder: string, { log, cause }: { readonly log: string; readonly cause?: unknown }): StartUpFailure {
  return new StartUpFailure(
    'temporal_server_did_not_start',
    `The Temporal server ${program.path} did not start (${lastLine(log).slice(0, 500)}); look into ${join(folder, LOG_FILE)}, or set TEMPORAL_ADDRESS to a running server.`,
    { cause },
  );
}
