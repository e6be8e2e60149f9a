import { Command, InvalidArgumentError, Option } from 'commander';
import type { RequestListener } from 'node:http';
import { logOf, makeApplication } from '../../server.js';
import { newSecret } from '../api/authentication.js';
import { offerFirstAdministrator } from '../commands/people.js';
import type { ClockKind } from '../db/clock.js';
import { formatDate } from '../domain/display.js';
import { dateIn, instant, type Instant } from '../domain/dates.js';
import { defaultDataFolder } from '../embedded/data-folder.js';
import { startDunlin, type ApplicationParts, type RunningDunlin } from '../embedded/start.js';

interface Options {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly empty: boolean;
  readonly clock?: ClockKind;
  readonly clockStart?: Instant;
  readonly reset: boolean;
}

/** `dunlin start`: everything in one process tree, with an embedded database and an embedded Temporal server. */
export function startCommand(): Command {
  return new Command('start')
    .description('Start everything on this machine, with the sample company unless --empty')
    .addOption(new Option('--port <port>', 'where the console answers').env('DUNLIN_PORT').default(8300).argParser(portOf))
    .addOption(new Option('--host <host>', 'the address to listen on').env('DUNLIN_HOST').default('127.0.0.1'))
    .addOption(new Option('--data <folder>', 'where everything is kept').env('DUNLIN_DATA').default(defaultDataFolder(process.env)))
    .addOption(new Option('--empty', 'begin without the sample company').env('DUNLIN_EMPTY').default(false))
    .addOption(new Option('--clock <kind>', 'of a new installation; kept for good').env('DUNLIN_CLOCK').choices(['real', 'test']))
    .addOption(new Option('--clock-start <instant>', 'where the test clock of a new, empty installation begins').env('DUNLIN_CLOCK_START').argParser(instantOf))
    .addOption(new Option('--reset', 'delete what the data folder holds first').env('DUNLIN_RESET').default(false))
    .action(run);
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new InvalidArgumentError('Write a port from 1 to 65535.');
  return port;
}

function instantOf(text: string): Instant {
  try {
    return instant(text);
  } catch {
    throw new InvalidArgumentError('Write an instant such as 2026-03-02T00:00:00Z.');
  }
}

async function run(options: Options): Promise<void> {
  const stopAsked = stopSignal();
  const report = (line: string): void => { process.stderr.write(`${line}\n`); };
  const dunlin = await startDunlin({
    host: options.host, port: options.port, dataFolder: options.data, reset: options.reset, empty: options.empty, clock: options.clock,
    clockStart: options.clockStart, environment: process.env, report, application,
  });
  process.stdout.write(`${welcome(dunlin)}\n`);
  const { secret, hash } = newSecret();
  if ((await offerFirstAdministrator(dunlin.database, hash)) === 'offered') process.stdout.write(`The first administrator comes in once by ${dunlin.url}/first-administrator#${secret}\n`);
  const ended = await Promise.race([stopAsked, dunlin.endedUnexpectedly]);
  if (ended !== undefined) {
    process.exitCode = 1;
    report(`${ended}. Dunlin stops; start it again.`);
  }
  await dunlin.stop();
}

function welcome(dunlin: RunningDunlin): string {
  const clock = dunlin.clock === 'real' ? 'It runs on the real clock; nothing is sent before a manager has released it.'
    : `It runs on a test clock: ${formatDate(dateIn('Asia/Shanghai', dunlin.now), 'en')}. Press Next to see what happens.`;
  return `Dunlin answers at ${dunlin.url}\n${clock}\nNothing leaves this machine without credentials: messages are in the local inbox. Ctrl-C stops.`;
}

function stopSignal(): Promise<undefined> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve(undefined));
    process.once('SIGINT', () => resolve(undefined));
  });
}

async function application({ database, config, engine, publicUrl }: ApplicationParts): Promise<{ readonly listener: RequestListener; close(): Promise<void> }> {
  const log = logOf(config.logLevel === 'info' ? 'warn' : config.logLevel);
  return { listener: await makeApplication({ database, config, engine, publicUrl, log }), close: () => Promise.resolve() };
}
