import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { collectionCaseActivities } from './src/activities/collection-case.js';
import { withHeartbeat } from './src/activities/heartbeat.js';
import type { Outbound } from './src/activities/send-contact.js';
import type { Config } from './src/config.js';
import type { Database } from './src/db/database.js';
import { clockKind } from './src/db/clock.js';
import type { SweepRules } from './src/db/stories.js';
import { loadFonts } from './src/documents/fonts.js';
import { writeNotice } from './src/documents/notice.js';
import { instantOf } from './src/domain/dates.js';
import { localInboxChannel } from './src/embedded/local-inbox.js';
import { emailChannel } from './src/notifications/email.js';
import { smsChannel } from './src/notifications/sms.js';
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
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
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
    activities: withHeartbeat(collectionCaseActivities(database, outbound)), maxCachedWorkflows: CACHED_WORKFLOWS_MAX,
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

/** What carries messages, as the configuration says: a channel without credentials is the local inbox. */
export function outboundOf(config: Config['outbound'], database: Database, options: { readonly publicUrl: string; readonly fontFolder?: string }): Outbound {
  const wallTime = (): ReturnType<typeof instantOf> => instantOf(Date.now());
  const inbox = localInboxChannel(database);
  const { smtp, twilio } = config;
  const server = smtp === undefined ? undefined : { host: smtp.host, port: smtp.port, secure: smtp.secure, ...(smtp.user === undefined ? {} : { user: smtp.user }), ...(smtp.password === undefined ? {} : { password: smtp.password }) };
  let fonts: ReturnType<typeof loadFonts> | undefined;
  return {
    channels: {
      email: server === undefined ? inbox : emailChannel({ server, now: wallTime }),
      sms: twilio === undefined ? inbox : smsChannel({
        accountId: twilio.accountId, authToken: twilio.authToken, callbackBase: `${options.publicUrl}/provider-callbacks/sms`, now: wallTime,
        ...(twilio.baseUrl === undefined ? {} : { baseUrl: twilio.baseUrl }),
      }),
    },
    drawLetter: async (facts) => {
      fonts ??= loadFonts({ cacheFolder: options.fontFolder ?? fileURLToPath(new URL('./fonts', import.meta.url)), ...(config.fontPath === undefined ? {} : { overridePath: config.fontPath }) });
      return writeNotice(facts, await fonts);
    },
    settleAfterMinutes: config.settleAfterMinutes,
  };
}
