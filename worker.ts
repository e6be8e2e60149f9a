import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { collectionCaseActivities } from './src/activities/collection-case.js';
import { creditApplicationActivities } from './src/activities/credit-application.js';
import { handoffActivities } from './src/activities/handoff.js';
import { withoutWords } from './src/activities/failures.js';
import { withHeartbeat } from './src/activities/heartbeat.js';
import type { Outbound } from './src/activities/send-contact.js';
import { readConfig, type Config } from './src/config.js';
import { openPostgres, type Database } from './src/db/database.js';
import { clockKind } from './src/db/clock.js';
import type { SweepRules } from './src/db/stories.js';
import { loadFonts } from './src/documents/fonts.js';
import { writeNotice } from './src/documents/notice.js';
import { channelsOf } from './src/embedded/channels.js';
import { startRelay, type Relay } from './src/temporal/relay.js';
import { startSweeper } from './src/temporal/sweeper.js';
import { startTestClockDriver } from './src/temporal/test-clock.js';
import { TASK_QUEUE } from './src/workflows/ids.js';

export interface WorkerParts {
  readonly database: Database;
  readonly temporal: { readonly address: string; readonly namespace: string };
  readonly outbound: Outbound;
  readonly report: (problem: string) => void;
  readonly taskQueue?: string;
  /** The bundled workflows; made from the sources when absent. */
  readonly workflowBundle?: { readonly code: string } | { readonly codePath: string };
  readonly sweepRules?: SweepRules;
  readonly sweepEveryMilliseconds?: number;
  readonly onRelayPoint?: (point: 'claimed') => void;
}

export interface RunningWorker {
  readonly relay: Relay;
  /** Whether it polls for work. */
  polling(): boolean;
  /** Resolves when the worker has ended; rejects when it failed. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const CACHED_WORKFLOWS_MAX = 1_000;
const STICKY_MILLISECONDS = 1_000;
const GRACE_MILLISECONDS = 5_000;
const FORCE_MILLISECONDS = 15_000;

let runtimeInstalled = false;

// Signals are this program's own business: it stops its parts in their order.
function installRuntime(): void {
  if (runtimeInstalled) return;
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [], telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } } });
  runtimeInstalled = true;
}

/** Starts everything that carries stories on: the Temporal worker, the relay, the sweeper and, on a test clock, its driver. */
export async function startWorker(parts: WorkerParts): Promise<RunningWorker> {
  installRuntime();
  const { database, temporal, outbound, report } = parts;
  const taskQueue = parts.taskQueue ?? TASK_QUEUE;
  const connection = await NativeConnection.connect({ address: temporal.address });
  const worker = await Worker.create({
    connection, namespace: temporal.namespace, taskQueue, workflowBundle: parts.workflowBundle ?? await bundledWorkflows(),
    activities: withHeartbeat(withoutWords({ ...collectionCaseActivities(database, outbound), ...handoffActivities(database, outbound), ...creditApplicationActivities(database, outbound) })), maxCachedWorkflows: CACHED_WORKFLOWS_MAX,
    stickyQueueScheduleToStartTimeout: STICKY_MILLISECONDS, shutdownGraceTime: GRACE_MILLISECONDS, shutdownForceTime: FORCE_MILLISECONDS,
  });
  const client = Connection.lazy({ address: temporal.address });
  const relay = await startRelay({
    database, connection: client, namespace: temporal.namespace, taskQueue, onPoint: parts.onRelayPoint,
    report: (problem) => report(`${problem.story}: ${problem.error}`),
  });
  const sweeper = startSweeper(database, { report, ...(parts.sweepRules === undefined ? {} : { rules: parts.sweepRules }), ...(parts.sweepEveryMilliseconds === undefined ? {} : { everyMilliseconds: parts.sweepEveryMilliseconds }) });
  const clock = (await database.transaction(clockKind)) === 'test' ? startTestClockDriver(database, { report }) : undefined;
  const ended = worker.run();
  return {
    relay, ended,
    polling: () => worker.getState() === 'RUNNING',
    stop: async () => {
      await Promise.all([sweeper.stop(), clock?.stop()]);
      await relay.stop();
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended.catch(() => undefined);
      await Promise.all([client.close(), connection.close()]);
    },
  };
}

async function bundledWorkflows(): Promise<{ readonly code: string } | { readonly codePath: string }> {
  const built = fileURLToPath(new URL('./workflow-bundle.js', import.meta.url));
  if (existsSync(built)) return { codePath: built };
  return bundleWorkflowCode({ workflowsPath: fileURLToPath(new URL('./src/workflows/index.ts', import.meta.url)), logger: new DefaultLogger('WARN') });
}

/** The moments at which a crash matters, for whoever wants to see what one does: nothing in Dunlin listens. */
export type NamedPoint = 'claimed' | 'reserved' | 'data_accepted' | 'message_accepted' | 'before_record';

/** What stories send by: the channels of the configuration, letters drawn with our fonts. */
export function outboundOf(config: Config['outbound'], database: Database, options: { readonly publicUrl: string; readonly fontFolder?: string; readonly onPoint?: ((point: NamedPoint) => void) | undefined }): Outbound {
  const { email, sms } = channelsOf(config, database, { publicUrl: options.publicUrl, onPhase: options.onPoint });
  let fonts: ReturnType<typeof loadFonts> | undefined;
  return {
    channels: { email: email.channel, sms: sms.channel },
    drawLetter: async (facts) => {
      fonts ??= loadFonts({ cacheFolder: options.fontFolder ?? fileURLToPath(new URL('./fonts', import.meta.url)), ...(config.fontPath === undefined ? {} : { overridePath: config.fontPath }) });
      return writeNotice(facts, await fonts);
    },
    publicUrl: options.publicUrl, settleAfterMinutes: config.settleAfterMinutes, onPoint: options.onPoint,
  };
}

/** The worker as a process of its own, by environment only; `dunlin worker` is the same. */
export async function runWorkerProcess(environment: NodeJS.ProcessEnv, options: { readonly onPoint?: (point: NamedPoint) => void; readonly sweepRules?: SweepRules; readonly sweepEveryMilliseconds?: number } = {}): Promise<void> {
  const read = readConfig(environment);
  if (read.kind === 'rejected') throw new Error(`The environment is not right: ${read.problems.map((problem) => `${problem.variable}: ${problem.message}`).join('; ')}`);
  const { config } = read;
  if (config.databaseUrl === undefined) throw new Error('DATABASE_URL is not set; a worker of its own needs PostgreSQL, as postgresql://user:password@host:port/database');
  if (config.temporal.address === undefined) throw new Error('TEMPORAL_ADDRESS is not set; write it as host:port');
  const database = await openPostgres(config.databaseUrl);
  const pending = await database.pendingMigrations();
  if (pending.length > 0) throw new Error(`The database lacks the migrations ${pending.join(', ')}; run "dunlin migrate" first`);
  const outbound = outboundOf(config.outbound, database, { publicUrl: config.http.publicUrl, onPoint: options.onPoint });
  const { onPoint, ...sweeping } = options;
  const worker = await startWorker({
    ...sweeping, ...(onPoint === undefined ? {} : { onRelayPoint: onPoint }), database, temporal: { address: config.temporal.address, namespace: config.temporal.namespace }, outbound,
    report: (problem) => process.stderr.write(`${problem}\n`),
  });
  const health = config.http.workerPort === undefined ? undefined : await serveHealth(worker, { host: config.http.host, port: config.http.workerPort });
  process.stdout.write('The worker polls for work\n');
  await Promise.race([worker.ended, stopSignal()]);
  await worker.stop();
  health?.close();
  await database.close();
}

/** `/healthz`: the process lives; `/readyz`: it polls for work. */
async function serveHealth(worker: RunningWorker, at: { readonly host: string; readonly port: number }): Promise<{ close(): void }> {
  const server = createServer((request, response) => {
    const ready = request.url === '/healthz' || (request.url === '/readyz' && worker.polling());
    response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ status: ready ? 'ready' : 'not_ready', engine: worker.relay.engine() }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, resolve);
  });
  return { close: () => { server.close(); server.closeAllConnections(); } };
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await runWorkerProcess(process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
