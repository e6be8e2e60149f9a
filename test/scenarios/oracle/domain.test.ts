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

/** Plays the world against the domain and compares it to the oracle. @returns what differs, and the counts of what the oracle expects */
function play(options: WorldOptions, ladderText = shippedLadderText()): { readonly difference: string; readonly counts: Readonly<Record<string, number>> } {
  const world = generateWorld(options);
  const checked = checkEscalationLadder(ladderText, 1);
  if (checked.kind === 'rejected') throw new Error(JSON.stringify(checked.problems));
  const expected = predict(world, ladderText);
  const actual = new MemoryPlayer(checked.ladder, smsBarred).play(world);
  return { difference: differenceText(compareLines(expected, actual)), counts: countLines(expected) };
}

/** What a world must contain for "no difference" to mean something. */
const neverZero = [
  'case_closed paid', 'case_reopened', 'contact email reminder', 'contact email reminder_before_due', 'contact email written_notice', 'contact sms reminder', 'contact task broken_promise',
  'contact task call', 'failed call', 'failed reminder', 'failed reminder_before_due', 'failed tell_sales', 'failed written_notice', 'handoff_requested insurance_claim', 'handoff_requested legal',
  'hold_lifted', 'hold_placed', 'passed_over call', 'passed_over reminder_before_due', 'promise_judged broken', 'promise_judged kept', 'promise_judged partly_kept', 'review', 'sales_told',
] as const;

// Half the gap, one contact a week, and roles in another order: the limits bite and more than one role is heard.
const strictLadder = shippedLadderText().replaceAll('[accounts_payable, finance, finance_manager, owner, management]', '[finance_manager, accounts_payable, management]')
  .replace('contactDaysPerWeekMax: 3', 'contactDaysPerWeekMax: 1').replace('gapWorkingDays: 3', 'gapWorkingDays: 2');

describe('the pure domain equals an independent day-by-day loop', { timeout: 240_000 }, () => {
  it('in small worlds of several seeds, where every kind of line and step occurs', () => {
    const total: Record<string, number> = {};
    for (const seed of [1, 2, 3]) {
      const { difference, counts } = play({ seed, customers: 20, invoices: 360, days: 182 });
      expect(difference).toBe('');
      for (const [key, count] of Object.entries(counts)) total[key] = (total[key] ?? 0) + count;
    }
    console.log(`three seeds, no difference: ${JSON.stringify(total)}`);
    expect(neverZero.filter((key) => (total[key] ?? 0) === 0)).toEqual([]);
  });

  it.each([
    ['02:30', 'inside a window of Shanghai'], ['01:00', 'in the instant in which a window of Shanghai opens'], ['14:30', 'inside windows of New York and Berlin'],
    ['22:00', 'inside a window of New York in winter'],
  ])('when inputs come at %s UTC, %s', (inputTime) => {
    expect(play({ seed: Number(inputTime.replace(':', '')), customers: 12, invoices: 300, days: 182, inputTime }).difference).toBe('');
  });

  it('on a ladder with one contact a week, a shorter gap and other roles', () => {
    expect(strictLadder).not.toBe(shippedLadderText());
    expect(play({ seed: 4, customers: 16, invoices: 300, days: 182 }, strictLadder).difference).toBe('');
  });
});
