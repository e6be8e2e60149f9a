import { join } from 'node:path';
import type { TemporalServerProgram } from './find-temporal-server.js';

/** A PostgreSQL server as persistence of Temporal itself (never Dunlin's own database). */
export interface TemporalPostgres {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly visibilityDatabase: string;
}

export type TemporalPersistence =
  | { readonly kind: 'sqlite' }
  | { readonly kind: 'postgres'; readonly postgres: TemporalPostgres };

export interface Launch {
  readonly program: TemporalServerProgram;
  readonly folder: string;
  readonly namespace: string;
  readonly persistence: TemporalPersistence;
  readonly ports: readonly number[];
  readonly dynamicConfigFile: string;
  readonly dynamicConfig: DynamicConfig;
}

/** Temporal's own run-time settings, by name: `frontend.WorkflowTimeSkippingEnabled`. */
export type DynamicConfig = Readonly<Record<string, boolean | number | string>>;

/** Frontend, its HTTP, history, matching and worker service, each with its membership port. */
export const PORTS_NEEDED = 9;

const LOCAL = '127.0.0.1';

/** The address at which a launch answers. */
export function addressOf(launch: Pick<Launch, 'ports'>): string {
  return `${LOCAL}:${portAt(launch.ports, 0)}`;
}

/** Temporal's settings file: without one the server refuses to start. */
export function dynamicConfigYaml(config: DynamicConfig): string {
  const entries = Object.entries(config).map(([name, value]) => `${name}:\n  - value: ${JSON.stringify(value)}\n`);
  return entries.length === 0 ? '{}\n' : entries.join('');
}

export function argumentsOf(launch: Launch): readonly string[] {
  if (launch.program.kind === 'server') return ['--allow-no-auth', 'start'];
  if (launch.persistence.kind !== 'sqlite') throw new Error('The Temporal CLI runs on SQLite only: PostgreSQL needs the server');
  const settings = Object.entries(launch.dynamicConfig).flatMap(([name, value]) => ['--dynamic-config-value', `${name}=${JSON.stringify(value)}`]);
  return [
    'server', 'start-dev', '--headless', '--ip', LOCAL, '--log-level', 'warn',
    '--db-filename', join(launch.folder, 'temporal.db'),
    '--port', String(portAt(launch.ports, 0)), '--http-port', String(portAt(launch.ports, 1)),
    '--namespace', launch.namespace, ...settings,
  ];
}

/** The environment of the server: nothing of ours but what it needs, so that no stray variable changes it. */
export function environmentOf(launch: Launch, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const base = { PATH: environment['PATH'] ?? '', HOME: environment['HOME'] ?? launch.folder, TMPDIR: environment['TMPDIR'] ?? '/tmp' };
  if (launch.program.kind === 'cli') return base;
  const port = (index: number): string => String(portAt(launch.ports, index));
  return {
    ...base,
    ...databaseOf(launch),
    BIND_ON_IP: LOCAL,
    DYNAMIC_CONFIG_FILE_PATH: launch.dynamicConfigFile,
    LOG_LEVEL: 'warn',
    FRONTEND_GRPC_PORT: port(0),
    FRONTEND_HTTP_PORT: port(1),
    FRONTEND_MEMBERSHIP_PORT: port(2),
    HISTORY_GRPC_PORT: port(3),
    HISTORY_MEMBERSHIP_PORT: port(4),
    MATCHING_GRPC_PORT: port(5),
    MATCHING_MEMBERSHIP_PORT: port(6),
    WORKER_GRPC_PORT: port(7),
    WORKER_MEMBERSHIP_PORT: port(8),
  };
}

function databaseOf({ persistence, folder }: Launch): NodeJS.ProcessEnv {
  if (persistence.kind === 'sqlite') {
    const file = join(folder, 'temporal.db');
    return { DB: 'sqlite', DBNAME: file, VISIBILITY_DBNAME: file, SQLITE_MODE: 'rwc', SQLITE_SETUP: 'true', NUM_HISTORY_SHARDS: '1' };
  }
  const { host, port, user, password, database, visibilityDatabase } = persistence.postgres;
  return {
    DB: 'postgres12',
    POSTGRES_SEEDS: host,
    DB_PORT: String(port),
    POSTGRES_USER: user,
    POSTGRES_PWD: password,
    DBNAME: database,
    VISIBILITY_DBNAME: visibilityDatabase,
    NUM_HISTORY_SHARDS: '4',
  };
}

function portAt(ports: readonly number[], index: number): number {
  const port = ports[index];
  if (port === undefined) throw new Error(`A launch needs ${PORTS_NEEDED} ports`);
  return port;
}
