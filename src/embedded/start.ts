import { join } from 'node:path';
import type { RequestListener } from 'node:http';
import { outboundOf, startWorker, type RunningWorker } from '../../worker.js';
import { publishShippedPolicies } from '../commands/publish-policy.js';
import { runCommand } from '../commands/run-command.js';
import { readConfig, type Config } from '../config.js';
import { clockKind, createInstallation, now, type ClockKind } from '../db/clock.js';
import { openEmbedded, openPostgres, type Database } from '../db/database.js';
import type { Instant } from '../domain/dates.js';
import { openDataFolder, type DataFolder } from './data-folder.js';
import { frontDoor, type FrontDoor } from './front-door.js';
import { dayOf, SAMPLE_BEGINS_ON } from './sample-company/history.js';
import { makeSampleCompany, playSampleHistory, SAMPLE_CLOCK_START } from './sample-company/sample-company.js';
import { StartUpFailure } from './start-up-failure.js';
import { startTemporal, type RunningTemporal } from './temporal-server.js';

/** How an installation on one machine is started. */
export interface StartOptions {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly reset: boolean;
  /** Without the sample company. */
  readonly empty: boolean;
  /** For a new installation; default: test with the sample company, real without. */
  readonly clock: ClockKind | undefined;
  readonly clockStart: Instant | undefined;
  readonly environment: NodeJS.ProcessEnv;
  /** Progress and problems, a line each. */
  readonly report: (line: string) => void;
  /** Makes the application that answers requests. */
  readonly application: (parts: ApplicationParts) => Promise<{ readonly listener: RequestListener; close(): Promise<void> }>;
}

export interface ApplicationParts {
  readonly database: Database;
  readonly config: Config;
  readonly engine: RunningWorker['relay']['engine'];
  readonly publicUrl: string;
}

export interface RunningDunlin {
  readonly url: string;
  readonly database: Database;
  readonly clock: ClockKind;
  readonly now: Instant;
  readonly sampleCompany: boolean;
  /** Resolves with a sentence when a part ends by itself. */
  readonly endedUnexpectedly: Promise<string>;
  stop(): Promise<void>;
}

/** Starts everything in one process tree: data folder, database, Temporal server, worker, API, console and local inbox. Stops what it
 * has started when a later part fails.
 * @throws StartUpFailure with the cure in its message */
export async function startDunlin(options: StartOptions): Promise<RunningDunlin> {
  const config = configOf(options);
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of stops.toReversed()) await close();
    stops.length = 0;
  };
  try {
    const door = await frontDoor(options);
    stops.push(() => door.close());
    const folder = await openDataFolder({ path: options.dataFolder, reset: options.reset });
    stops.push(() => folder.close());
    const database = await openDatabase(config, folder);
    stops.push(() => database.close());
    await prepareInstallation(database, config, options);
    return await startParts({ options, config, door, folder, database, stops, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

function configOf(options: StartOptions): Config {
  const read = readConfig({ ...options.environment, DUNLIN_HOST: options.host, DUNLIN_PORT: String(options.port) });
  if (read.kind === 'read') return read.config;
  throw new StartUpFailure('environment_invalid', `The environment is not right: ${read.problems.map((problem) => `${problem.variable}: ${problem.message}`).join('; ')}.`);
}

async function openDatabase(config: Config, folder: DataFolder): Promise<Database> {
  return config.databaseUrl === undefined ? openEmbedded(join(folder.path, 'database')) : openPostgres(config.databaseUrl);
}

async function prepareInstallation(database: Database, config: Config, options: StartOptions): Promise<void> {
  await database.migrate();
  const existing = await database.transaction((trx) => trx.selectFrom('installation').select('clock_kind').executeTakeFirst());
  if (existing !== undefined) {
    if (options.clock !== undefined && options.clock !== existing.clock_kind) {
      throw new StartUpFailure('clock_differs', `This installation keeps its ${existing.clock_kind} clock for good; start without --clock, or begin anew with --reset.`);
    }
  } else await makeInstallation(database, options);
  const kind = await database.transaction(clockKind);
  if (kind === 'test' && (config.outbound.smtp !== undefined || config.outbound.twilio !== undefined)) {
    throw new StartUpFailure('environment_invalid', 'An installation on a test clock has the local inbox only; unset SMTP_HOST and TWILIO_ACCOUNT_SID.');
  }
}

async function makeInstallation(database: Database, { empty, clock, clockStart }: StartOptions): Promise<void> {
  const kind = clock ?? (empty ? 'real' : 'test');
  if (!empty && kind === 'real') throw new StartUpFailure('clock_differs', 'The sample company lives on a test clock; start with --empty for the real one.');
  const start = empty ? clockStart ?? new Date().toISOString() as Instant : SAMPLE_CLOCK_START;
  await database.transaction((trx) => createInstallation(trx, kind === 'real' ? { kind } : { kind, start }));
  if (empty) await runCommand(database, { actor: { kind: 'installation' } }, publishShippedPolicies);
  else await makeSampleCompany(database);
}

interface Parts {
  readonly options: StartOptions;
  readonly config: Config;
  readonly door: FrontDoor;
  readonly folder: DataFolder;
  readonly database: Database;
  readonly stops: (() => Promise<void> | void)[];
  readonly stop: () => Promise<void>;
}

async function startParts({ options, config, door, folder, database, stops, stop }: Parts): Promise<RunningDunlin> {
  const temporal = await startTemporal({ folder: folder.temporal, environment: options.environment, report: options.report });
  stops.push(() => temporal.stop());
  const publicUrl = options.environment['DUNLIN_PUBLIC_URL'] ?? door.url;
  const worker = await startWorker({ database, temporal, outbound: outboundOf(config.outbound, database, { publicUrl }), report: options.report });
  stops.push(() => worker.stop());
  const application = await options.application({ database, config, engine: () => worker.relay.engine(), publicUrl });
  stops.push(() => application.close());
  const { sample_company: sampleCompany } = await database.transaction((trx) => trx.selectFrom('installation').select('sample_company').executeTakeFirstOrThrow());
  if (sampleCompany) await playHistory(database, options.report);
  door.open(application.listener);
  const clock = await database.transaction(clockKind);
  return { url: door.url, database, clock, now: await database.transaction(now), sampleCompany, endedUnexpectedly: whatEnds(temporal, worker), stop };
}

async function playHistory(database: Database, report: (line: string) => void): Promise<void> {
  if (dayOf(await database.transaction(now)) >= SAMPLE_BEGINS_ON) return;
  let told = -1;
  report('Playing three months of the sample company\'s past');
  await playSampleHistory(database, (percent) => {
    if (Math.floor(percent / 10) === told) return;
    told = Math.floor(percent / 10);
    report(`  ${percent} %`);
  });
}

function whatEnds(temporal: RunningTemporal, worker: RunningWorker): Promise<string> {
  return Promise.race([
    temporal.endedUnexpectedly,
    worker.ended.then(() => 'The worker has ended', (error: unknown) => `The worker has failed: ${String(error)}`),
  ]);
}
