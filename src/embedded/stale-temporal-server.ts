import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLineOf, endProcess, isStillRunning, type ProcessMark } from './processes.js';

/** Which server process works on a Temporal folder, written when it starts. */
export interface ServerRecord extends ProcessMark {
  /** Path of the program: the process must still show it in its command line before it is ended. */
  readonly program: string;
}

const RECORD = 'server-process.json';
const GRACE_MILLISECONDS = 5_000;

export function recordServer(folder: string, record: ServerRecord): void {
  writeFileSync(join(folder, RECORD), `${JSON.stringify(record)}\n`);
}

export function forgetServer(folder: string): void {
  rmSync(join(folder, RECORD), { force: true });
}

/**
 * Ends the Temporal server that a killed Dunlin left at work on this folder. Call it only while holding the folder.
 * A process that merely has the same pid is left alone: start time and command line must both agree.
 * @returns whether there was one.
 */
export async function endStaleTemporalServer(folder: string): Promise<boolean> {
  const record = readRecord(folder);
  if (record === null) return false;
  const isOurs = isStillRunning(record) && commandLineOf(record.pid).includes(record.program);
  if (isOurs) await endProcess(record, GRACE_MILLISECONDS);
  forgetServer(folder);
  return isOurs;
}

function readRecord(folder: string): ServerRecord | null {
  try {
    const record = JSON.parse(readFileSync(join(folder, RECORD), 'utf8')) as Partial<ServerRecord> | null;
    if (typeof record?.pid !== 'number' || typeof record.startedAt !== 'string') return null;
    if (typeof record.program !== 'string' || record.program === '') return null;
    return { pid: record.pid, startedAt: record.startedAt, program: record.program };
  } catch {
    return null;
  }
}
