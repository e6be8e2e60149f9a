import { describe, expect, it } from 'vitest';
import { canCarry, profileOf } from '../../../src/domain/channel-profile.js';
import { shippedChannelProfiles } from '../../../src/policies/channel-profiles.js';
import { checkEscalationLadder, shippedLadderText } from '../../../src/policies/escalation-ladders.js';
import { compareLines, differenceText } from './compare.js';
import { generateWorld } from './generate.js';
import { predict } from './ladder-oracle.js';
import { MemoryPlayer } from './memory-player.js';
import { countLines } from './oracle-lines.js';
import type { WorldOptions } from './world.js';

const profiles = shippedChannelProfiles();
const smsBarred = (country: string): boolean => !canCarry(profileOf(profiles, country), 'sms', 'escalation_reminder').ok;

/** Plays the world against the domain and compares it to the oracle. @returns the counts of what both agree on */
function play(options: WorldOptions, ladderText = shippedLadderText()): Readonly<Record<string, number>> {
  const world = generateWorld(options);
  const checked = checkEscalationLadder(ladderText, 1);
  if (checked.kind === 'rejected') throw new Error(JSON.stringify(checked.problems));
  const expected = predict(world, ladderText);
  const actual = new MemoryPlayer(checked.ladder, smsBarred).play(world);
  expect(differenceText(compareLines(expected, actual))).toBe('');
  return countLines(expected);
}

describe('the pure domain equals an independent day-by-day loop', () => {
  it.each([1, 2, 3, 4])('in a small world of seed %i, without a difference', (seed) => {
    const counts = play({ seed, customers: 30, invoices: 500, days: 182 });
    console.log(`seed ${seed}: ${JSON.stringify(counts)}`);
  });
});
