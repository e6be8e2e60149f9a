import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A process that can be recognised again: a pid alone may have been given to another process since. */
export interface ProcessMark {
  readonly pid: number;
  /** Opaque; equal for the same process only, also across restarts of the machine. */
  readonly startedAt: string;
}

const POLL_MILLISECONDS = 50;

/** The mark of a live process, or null when there is none (a zombie counts as none: it holds nothing any more). */
export function markOf(pid: number): ProcessMark | null {
  const startedAt = process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
  return startedAt === null ? null : { pid, startedAt };
}

/** Whether the very process that was marked still runs. */
export function isStillRunning(mark: ProcessMark): boolean {
  return markOf(mark.pid)?.startedAt === mark.startedAt;
}

/** The command line of a process in one text; empty when it has none or cannot be read. */
export function commandLineOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** Ends a process: SIGTERM, then SIGKILL once the grace has passed. Resolves when it is gone. */
export async function endProcess(mark: ProcessMark, graceMilliseconds: number): Promise<void> {
  sendSignal(mark, 'SIGTERM');
  const killAt = performance.now() + graceMilliseconds;
  let killed = false;
  while (isStillRunning(mark)) {
    if (!killed && performance.now() >= killAt) {
      sendSignal(mark, 'SIGKILL');
      killed = true;
    }
    await pause(POLL_MILLISECONDS);
  }
}

/**
 * Lets a helper process end when this process dies, even by SIGKILL: a shell waits at a pipe that only this process
 * holds, and signals the helper when the pipe closes. The returned function calls the guard off.
 */
export function guardProcess(pid: number, signal: 'TERM' | 'INT' | 'QUIT' = 'TERM'): () => void {
  if (process.platform === 'win32') return () => undefined;
  const script = `cat >/dev/null 2>&1; kill -${signal} ${pid} 2>/dev/null`;
  const guard: ChildProcess = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  // A guard that cannot run leaves the pid file of the next start as the second line of defence.
  guard.on('error', () => undefined);
  guard.unref();
  const pipe = guard.stdin;
  if (pipe !== null && 'unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
  pipe?.on('error', () => undefined);
  return () => {
    if (guard.pid !== undefined) signalGroup(guard.pid);
  };
}

/** The guard leads its own group, so that its `cat` goes with it and the kill after it never runs. */
function signalGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // The group is gone already, which is what was wanted.
  }
}

function sendSignal(mark: ProcessMark, signal: NodeJS.Signals): void {
  if (!isStillRunning(mark)) return;
  try {
    process.kill(mark.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function startOnLinux(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold spaces: count fields after the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    const startTicks = fields[19];
    if (state === 'Z' || state === 'X' || startTicks === undefined) return null;
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${bootId}/${startTicks}`;
  } catch {
    return null;
  }
}

function startByPs(pid: number): string | null {
  try {
    const answer = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const [state = '', ...started] = answer.split(/\s+/);
    return answer === '' || state.startsWith('Z') ? null : started.join(' ');
  } catch {
    return null;
  }
}
