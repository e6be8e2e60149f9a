import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether optional parts of the test run are on this machine. */
export interface PartsPresent {
  readonly postgres: boolean;
  readonly temporal: boolean;
  /** Temporal's own server and schema tool beside PostgreSQL: the Temporal CLI runs on SQLite only. */
  readonly temporalOnPostgres: boolean;
  /** A browser, for the pages as people use them. */
  readonly chromium: boolean;
}

/** What globalSetup gives to every test file. */
declare module 'vitest' {
  export interface ProvidedContext {
    partsPresent: PartsPresent;
    /** Unix socket at which the parts of this run are asked for; they start when first asked. */
    partsSocket: string;
  }
}

const DEBIAN_POSTGRES = '/usr/lib/postgresql';

/** The folder of PostgreSQL's server programs: Debian's newest, or the one on PATH; null when there is none. */
export function postgresPrograms(environment: NodeJS.ProcessEnv): string | null {
  const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(DEBIAN_POSTGRES, version, 'bin')), ...pathOf(environment)];
  return folders.find((folder) => isExecutable(join(folder, 'initdb')) && isExecutable(join(folder, 'postgres'))) ?? null;
}

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The Chromium on PATH, by whichever of its names; null when there is none. */
export function chromiumProgram(environment: NodeJS.ProcessEnv): string | null {
  const programs = CHROMIUM_NAMES.flatMap((name) => pathOf(environment).map((folder) => join(folder, name)));
  return programs.find(isExecutable) ?? null;
}

function pathOf(environment: NodeJS.ProcessEnv): readonly string[] {
  return (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
