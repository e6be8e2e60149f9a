import type { Trx } from '../db/database.js';
import { canCarry, profileOf, type ChannelProfiles, type ChannelTopic } from '../domain/channel-profile.js';
import { laddersKey } from '../domain/collection-facts.js';
import type { EscalationLadder } from '../domain/escalation-ladder.js';
import type { WorkingCalendar } from '../domain/working-calendar.js';
import { calendarById } from '../policies/calendars.js';
import { shippedChannelProfiles } from '../policies/channel-profiles.js';
import { ladderOfDocument } from '../policies/escalation-ladders.js';

// Published documents never change, so what was read once stays true.
const ladders = new Map<string, EscalationLadder>();
const LADDERS_REMEMBERED_MAX = 1_000;

/** A published ladder: its name and version, and the row of its document. Databases of one process may hold different documents
 * under one name (tests, a reset): the row's id tells them apart. */
interface PublishedLadder {
  readonly name: string;
  readonly version: number;
  readonly id: string | null;
}

/** The ladders of these names and versions, by `name@version`. @throws if one was never published (a defect) */
export async function laddersByKey(trx: Trx, wanted: readonly PublishedLadder[]): Promise<Readonly<Record<string, EscalationLadder>>> {
  const found: Record<string, EscalationLadder> = {};
  for (const published of wanted) found[laddersKey(published)] ??= await ladder(trx, published);
  return found;
}

async function ladder(trx: Trx, { id, ...key }: PublishedLadder): Promise<EscalationLadder> {
  if (id === null) throw new Error(`The ladder ${laddersKey(key)} was never published`);
  const known = ladders.get(id);
  if (known !== undefined) return known;
  const { document } = await trx.selectFrom('policies').select('document').where('id', '=', id).executeTakeFirstOrThrow();
  const read = ladderOfDocument(document, key.version);
  if (ladders.size >= LADDERS_REMEMBERED_MAX) ladders.clear();
  ladders.set(id, read);
  return read;
}

/** Days worked where the customer is; a rehearsal counts on every day. */
export function calendarFor(country: string, rehearsal: boolean): WorkingCalendar {
  const id = rehearsal ? 'always-open' : country === 'CN' ? 'china' : 'weekdays';
  const calendar = calendarById(id);
  if (calendar === undefined) throw new Error(`The calendar ${id} is not shipped`);
  return calendar;
}

let profiles: ChannelProfiles | undefined;

/** Whether an SMS on this topic may go to a country at all. */
export function smsAllowed(country: string, topic: ChannelTopic): boolean {
  profiles ??= shippedChannelProfiles();
  return canCarry(profileOf(profiles, country), 'sms', topic).ok;
}
