import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { isStillRunning, markOf, type ProcessMark } from './processes.js';
import { StartUpFailure } from './start-up-failure.js';
import { endStaleTemporalServer } from './stale-temporal-server.js';

const MARKER = 'dunlin-data-folder.json';
const LOCK = 'lock.json';

/** The folder where an installation on one machine keeps everything, held by this process until it is closed. */
export interface DataFolder {
  readonly path: string;
  /** Whether this opening found nothing in it (a new or reset folder). */
  readonly isNew: boolean;
  /** Folder of the embedded Temporal server: its files, its log, its version. */
  readonly temporal: string;
  /** Gives the folder back. Stop the servers that use it first. */
  close(): void;
}

export interface OpenDataFolder {
  readonly path: string;
  /** Delete what it holds first: only ever a folder that Dunlin made. */
  readonly reset?: boolean;
}

/** The data folder when none is named: `dunlin` in the place where this system keeps a user's data. */
export function defaultDataFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const home = environment['HOME'] ?? homedir();
  const dataHome = environment['XDG_DATA_HOME'];
  if (dataHome !== undefined && dataHome !== '') return join(dataHome, 'dunlin');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'dunlin');
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'dunlin');
  return join(home, '.local', 'share', 'dunlin');
}

/**
 * Opens the folder for this process alone: the embedded database loses data when two processes open it.
 * A lock left by a process that is gone is taken over, and a Temporal server left by it is ended.
 * @throws StartUpFailure `data_folder_in_use` (names the pid), `data_folder_foreign` (not empty and not Dunlin's),
 *   `data_folder_not_writable`.
 */
export async function openDataFolder({ path, reset = false }: OpenDataFolder): Promise<DataFolder> {
  const folder = resolve(path);
  const isNew = prepare(folder);
  const release = takeLock(folder);
  const temporal = join(folder, 'temporal');
  try {
    await endStaleTemporalServer(temporal);
    if (reset) empty(folder);
    mkdirSync(temporal, { recursive: true });
  } catch (error) {
    release();
    throw error;
  }
  process.once('exit', release);
  return {
    path: folder,
    isNew: isNew || reset,
    temporal,
    close: () => {
      process.removeListener('exit', release);
      release();
    },
  };
}

/** Makes the folder, or checks that it is Dunlin's. @returns whether it is new. */
function prepare(folder: string): boolean {
  const entries = writable(folder, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return readdirSync(folder);
  });
  if (entries.includes(MARKER)) return false;
  // A start that was killed between lock and marker leaves only lock files: still an empty folder.
  if (entries.some((entry) => !entry.startsWith(LOCK))) {
    throw new StartUpFailure(
      'data_folder_foreign',
      `${folder} is not empty and was not made by Dunlin; name an empty or new folder with --data.`,
    );
  }
  writable(folder, () => {
    writeFileSync(join(folder, MARKER), `${JSON.stringify({ madeBy: 'dunlin', format: 1 })}\n`);
  });
  return true;
}

function writable<T>(folder: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartUpFailure(
      'data_folder_not_writable',
      `The data folder ${folder} cannot be used (${reason}); name a folder that you may write to with --data.`,
      { cause: error },
    );
  }
}

function takeLock(folder: string): () => void {
  const lock = join(folder, LOCK);
  const mark = markOf(process.pid);
  if (mark === null) throw new Error('This process cannot see itself in the process table');
  const own = `${JSON.stringify(mark)}\n`;
  for (;;) {
    if (writable(folder, () => placeLock(lock, own))) return () => releaseLock(lock, own);
    const found = readLock(lock);
    const holder = holderOf(found);
    if (holder !== null && isStillRunning(holder)) {
      throw new StartUpFailure(
        'data_folder_in_use',
        `The data folder ${folder} is in use by process ${holder.pid}; stop that Dunlin first, or name another folder with --data.`,
      );
    }
    if (found !== null) setStaleAside(lock, found);
  }
}

/** Puts a complete lock file in place in one step, or answers false when there is one. */
function placeLock(lock: string, content: string): boolean {
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Takes a stale lock away; one that another starter has put there meanwhile is put back. */
function setStaleAside(lock: string, stale: string): void {
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (readLock(aside) !== stale) linkSync(aside, lock);
  rmSync(aside, { force: true });
}

function releaseLock(lock: string, own: string): void {
  if (readLock(lock) === own) rmSync(lock, { force: true });
}

function readLock(lock: string): string | null {
  try {
    return readFileSync(lock, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** A lock that cannot be read names nobody: it is stale. */
function holderOf(content: string | null): ProcessMark | null {
  try {
    const mark = JSON.parse(content ?? 'null') as Partial<ProcessMark> | null;
    if (typeof mark?.pid !== 'number' || typeof mark.startedAt !== 'string') return null;
    return { pid: mark.pid, startedAt: mark.startedAt };
  } catch {
    return null;
  }
}

function empty(folder: string): void {
  for (const entry of readdirSync(folder)) {
    if (entry !== MARKER && entry !== LOCK) rmSync(join(folder, entry), { recursive: true, force: true });
  }
}
