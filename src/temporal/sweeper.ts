import type { Database } from '../db/database.js';
import { sweep, type SweepRules } from '../db/stories.js';

export const SWEEP_RULES: SweepRules = { overdueSeconds: 60, backOffSeconds: 300 };

const EVERY_MILLISECONDS = 20_000;

/** Wakes stories that nobody follows any more, every twenty seconds. */
export function startSweeper(database: Database, options: { readonly rules?: SweepRules; readonly everyMilliseconds?: number; readonly report: (problem: string) => void }): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = database.transaction((trx) => sweep(trx, options.rules ?? SWEEP_RULES)).catch((error: unknown) => options.report(String(error)));
  }, options.everyMilliseconds ?? EVERY_MILLISECONDS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
