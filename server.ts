import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import type { Express } from 'express';
import pino, { type Logger } from 'pino';
import { createApp } from './src/api/app.js';
import { mountConsole } from './src/api/console-files.js';
import { hashOf } from './src/api/authentication.js';
import { installAdminApiKey } from './src/commands/people.js';
import { readConfig, type Config } from './src/config.js';
import { openPostgres, type Database } from './src/db/database.js';
import { channelsOf } from './src/embedded/channels.js';
import { frontDoor } from './src/embedded/front-door.js';
import { mountPublicPages } from './src/public-pages/mount.js';
import { startRelay, type Relay } from './src/temporal/relay.js';
import type { RequestListener } from 'node:http';

const KEY_PREFIX_SHOWN = 8;

/** A log of lines for machines: ids, codes and durations, never people's data. */
export function logOf(level: Config['logLevel']): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/** The application that answers requests: API, console and public pages. */
export async function makeApplication(parts: { readonly database: Database; readonly config: Config; readonly engine: Relay['engine']; readonly publicUrl: string; readonly log: Logger }): Promise<RequestListener> {
  const { database, config, engine, publicUrl, log } = parts;
  const key = config.adminApiKey;
  if (key !== undefined) await installAdminApiKey(database, { hash: hashOf(key), prefix: key.slice(0, KEY_PREFIX_SHOWN) });
  const consoleFolder = fileURLToPath(new URL('console', import.meta.url));
  const mount = (app: Express): void => {
    mountPublicPages(app, { database, publicUrl, report: (problem) => { log.error(problem); } });
    mountConsole(app, consoleFolder);
  };
  return createApp({ database, engine, publicUrl, trustedProxies: config.http.trustedProxies, channels: channelsOf(config.outbound, database, { publicUrl }), twilio: config.outbound.twilio, mount, log: ({ level, ...entry }) => { log[level === 'error' ? 'error' : 'info'](entry); } });
}

/** The API as a process of its own, by environment only; `dunlin server` is the same. */
export async function runServerProcess(environment: NodeJS.ProcessEnv): Promise<void> {
  const read = readConfig(environment);
  if (read.kind === 'rejected') throw new Error(`The environment is not right: ${read.problems.map((problem) => `${problem.variable}: ${problem.message}`).join('; ')}`);
  const { config } = read;
  if (config.databaseUrl === undefined) throw new Error('DATABASE_URL is not set; an API of its own needs PostgreSQL, as postgresql://user:password@host:port/database');
  const log = logOf(config.logLevel);
  const door = await frontDoor(config.http);
  const database = await openPostgres(config.databaseUrl);
  const connection = config.temporal.address === undefined ? undefined : Connection.lazy({ address: config.temporal.address });
  // Each process tells the engine of what it has committed; without an address the workers' relays do.
  const relay = connection === undefined ? undefined : await startRelay({ database, connection, namespace: config.temporal.namespace, report: (problem) => { log.warn(problem); } });
  door.open(await makeApplication({ database, config, engine: () => relay?.engine() ?? 'not_asked_yet', publicUrl: config.http.publicUrl, log }));
  process.stdout.write(`The API answers at ${door.url}\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
  await door.close();
  await relay?.stop();
  await connection?.close();
  await database.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await runServerProcess(process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
