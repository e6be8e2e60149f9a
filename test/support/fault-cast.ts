import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startTemporal, type RunningTemporal } from '../../src/embedded/temporal-server.js';
import type { TemporalPersistence } from '../../src/embedded/temporal-launch.js';

const SCRIPTS = { worker: fileURLToPath(new URL('./fault-worker.mjs', import.meta.url)), server: fileURLToPath(new URL('./fault-server.mjs', import.meta.url)) } as const;

/** A worker or an API process that is started again whenever it dies, until the cast is dismissed. */
export class MortalProcess {
  deaths = 0;
  readonly lastWords: string[] = [];
  readonly #script: string;
  readonly #environment: () => NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #dismissed = false;

  constructor(script: keyof typeof SCRIPTS, environment: () => NodeJS.ProcessEnv) {
    this.#script = SCRIPTS[script];
    this.#environment = environment;
    this.#live();
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  async dismiss(): Promise<void> {
    this.#dismissed = true;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => { child.once('exit', resolve); });
    child.kill('SIGCONT');
    child.kill('SIGKILL');
    await gone;
  }

  #live(): void {
    const child = spawn(process.execPath, [this.#script], { env: this.#environment(), stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child = child;
    child.stderr.on('data', (chunk) => {
      this.lastWords.push(String(chunk));
      if (this.lastWords.length > 50) this.lastWords.shift();
    });
    child.once('exit', () => {
      this.deaths += 1;
      if (!this.#dismissed) setTimeout(() => { if (!this.#dismissed) this.#live(); }, 200);
    });
  }
}

/** A Temporal server that can be killed and is started again with its data. */
export class MortalTemporal {
  deaths = 0;
  readonly #start: { readonly folder: string; readonly persistence: TemporalPersistence };
  #running: RunningTemporal | undefined;

  constructor(start: { readonly folder: string; readonly persistence: TemporalPersistence }) {
    this.#start = start;
  }

  async live(): Promise<RunningTemporal> {
    this.#running = await startTemporal({ ...this.#start, environment: { ...process.env, TEMPORAL_ADDRESS: '', TEMPORAL_NAMESPACE: '' }, report: () => undefined });
    return this.#running;
  }

  /** @throws before it lives */
  get address(): string {
    if (this.#running === undefined) throw new Error('The Temporal server has not been started');
    return this.#running.address;
  }

  async dieAndLive(): Promise<void> {
    const running = this.#running;
    if (running?.pid === undefined || running.pid === null) return;
    process.kill(running.pid, 'SIGKILL');
    this.deaths += 1;
    await running.endedUnexpectedly;
    await this.live();
  }

  async dismiss(): Promise<void> {
    await this.#running?.stop();
  }
}
