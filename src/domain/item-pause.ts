import type { CaseFacts, ContactHoldFacts, ItemFacts } from './collection-facts.js';
import { addDays, dateIn, latestOf, startOfDay, type Instant } from './dates.js';

export type PauseCode = 'settled' | 'handed_off' | 'contact_hold' | 'promise_live' | 'disputed';

/** What keeps an item off the ladder now, both kinds of step; `undefined` when it is pursued. Source: ladder rule 8. */
export function pausedBy(facts: CaseFacts, item: ItemFacts, now: Instant): PauseCode | undefined {
  if (item.openMinor === 0) return 'settled';
  if (item.handoff === 'handed_off') return 'handed_off';
  if (holdsOf(facts, item).some((hold) => covers(hold, facts.timeZone, now))) return 'contact_hold';
  if (collectableMinor(item) > 0) return undefined;
  return item.promisedMinor > 0 ? 'promise_live' : 'disputed';
}

/** What may be asked of an item: open − disputed − promised, never below zero. Minor units. */
export function collectableMinor(item: ItemFacts): number {
  return Math.max(0, item.openMinor - item.disputedMinor - item.promisedMinor);
}

/** The instant at which the item's last pause ended: by money or words, by the end of a contact hold, or by the go-live release, which
 * for a customer of the first wave may be still to come. */
export function lastPauseEnd(facts: CaseFacts, item: ItemFacts, now: Instant): Instant | undefined {
  const ends = holdsOf(facts, item).map((hold) => holdEnd(hold, facts.timeZone)).filter((end) => end <= now);
  return latestOf([item.pauseEndedAt, 'at' in facts.release ? facts.release.at : undefined, ...ends]);
}

/** When the contact holds that cover the item now will all have ended; `undefined` when none covers it. */
export function holdsEndAt(facts: CaseFacts, item: ItemFacts, now: Instant): Instant | undefined {
  return latestOf(holdsOf(facts, item).filter((hold) => covers(hold, facts.timeZone, now)).map((hold) => holdEnd(hold, facts.timeZone)));
}

function holdsOf(facts: CaseFacts, item: ItemFacts): readonly ContactHoldFacts[] {
  return facts.holds.filter((hold) => hold.openItemId === null || hold.openItemId === item.id);
}

// The end date is the hold's last quiet day; ended by a person, it ends at once.
function holdEnd(hold: ContactHoldFacts, timeZone: string): Instant {
  const byDate = startOfDay(addDays(hold.lastQuietOn, 1), timeZone);
  return hold.endedAt !== null && hold.endedAt < byDate ? hold.endedAt : byDate;
}

function covers(hold: ContactHoldFacts, timeZone: string, now: Instant): boolean {
  return hold.placedAt <= now && now < holdEnd(hold, timeZone) && dateIn(timeZone, now) <= hold.lastQuietOn;
}
