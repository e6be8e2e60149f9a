import type { Trx } from '../db/database.js';
import { owingCustomers } from '../db/first-wave.js';
import type { Instant } from '../domain/dates.js';
import { firstWave, spreadFirstWave, type FirstWaveStart } from '../domain/first-wave.js';
import { ladderForNewItems } from './ledger/default-ladder.js';
import { calendarFor } from './policy-documents.js';

export interface FirstWavePlan {
  readonly overdueCustomers: number;
  /** Empty without a limit: everybody starts with the release. */
  readonly starts: readonly FirstWaveStart[];
}

/** Who starts when, if sending is released at that moment. Writes nothing: a preview shows it, the release keeps it. */
export async function planFirstWave(trx: Trx, { at, perDay }: { readonly at: Instant; readonly perDay: number | undefined }): Promise<FirstWavePlan> {
  const { windows, unit } = await ladderForNewItems(trx);
  const owing = (await owingCustomers(trx)).map((row) => ({ id: row.id, number: row.number, oldestDueOn: row.oldest_due_on, timeZone: row.time_zone, calendar: calendarFor(row.country, unit === 'second') }));
  const wave = firstWave(owing, at);
  return { overdueCustomers: wave.length, starts: perDay === undefined ? [] : spreadFirstWave(wave, { perDay, releasedAt: at, windows }) };
}
