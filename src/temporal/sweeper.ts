import { applyDeliveryReports } from '../commands/apply-delivery-report.js';
import type { Database } from '../db/database.js';
import { sweep, type SweepRules } from '../db/stories.js';

export const SWEEP_RULES: SweepRules = { overdueSeconds: 60, backOffSeconds: 300 };

const EVERY_MILLISECONDS = 20_000;

/** Every twenty seconds: wakes stories that nobody follows any more, and applies what providers have reported and no process has got to. */
export function startSweeper(database: Database, options: { readonly rules?: SweepRules; readonly everyMilliseconds?: number; readonly report: (problem: string) => void }): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = round(database, options.rules ?? SWEEP_RULES).catch((error: unknown) => options.report(String(error)));
  }, options.everyMilliseconds ?? EVERY_MILLISECONDS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

async function round(database: Database, rules: SweepRules): Promise<void> {
  await database.transaction((trx) => sweep(trx, rules));
  await applyDeliveryReports(database);
}
