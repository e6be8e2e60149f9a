import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Receives one line for the person who waits. */
export type Report = (line: string) => void;

export interface RunProgram {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** After this the program is ended and counts as failed. */
  readonly timeoutMilliseconds: number;
  /** Called every `waitingEveryMilliseconds` with the whole seconds passed. */
  readonly whileWaiting?: (seconds: number) => void;
  readonly waitingEveryMilliseconds?: number;
}

export interface ProgramResult {
  /** Null when it could not be started or was ended by a signal. */
  readonly status: number | null;
  /** What it printed, standard output and error together; the last 64 KiB. */
  readonly output: string;
}

const OUTPUT_KEPT = 65_536;

/** The first executable of this name on PATH, or null. */
export function findOnPath(name: string, environment: NodeJS.ProcessEnv): string | null {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  for (const folder of (environment['PATH'] ?? '').split(delimiter)) {
    const candidate = join(folder, name + suffix);
    if (folder !== '' && isExecutable(candidate)) return candidate;
  }
  return null;
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Runs a program to its end. Never rejects: what went wrong is in the result. */
export function runProgram(run: RunProgram): Promise<ProgramResult> {
  const startedAt = performance.now();
  const child = spawn(run.program, run.arguments, { env: run.environment, stdio: ['ignore', 'pipe', 'pipe'], timeout: run.timeoutMilliseconds, killSignal: 'SIGKILL' });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-OUTPUT_KEPT);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ticking = setInterval(() => {
    run.whileWaiting?.(Math.round((performance.now() - startedAt) / 1_000));
  }, run.waitingEveryMilliseconds ?? 15_000);
  return new Promise((resolve) => {
    const end = (status: number | null, lastWords: string): void => {
      clearInterval(ticking);
      resolve({ status, output: (output + lastWords).trim() });
    };
    child.once('error', (error) => {
      end(null, error.message);
    });
    child.once('close', (status) => {
      end(status, '');
    });
  });
}

/** The last line a program printed that says anything: usually its reason. */
export function lastLine(output: string): string {
  return output.split('\n').map((line) => line.trim()).findLast((line) => line !== '') ?? 'it printed nothing';
}

/** `75` → `1 min 15 s`. */
export function elapsed(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}
