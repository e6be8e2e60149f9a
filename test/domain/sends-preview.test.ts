import { describe, expect, it } from 'vitest';
import type { CaseFacts } from '../../src/domain/collection-facts.js';
import { instant, plainDate } from '../../src/domain/dates.js';
import { PREVIEW_ITEMS_MAX, previewSends } from '../../src/domain/sends-preview.js';
import { aCase, anItem, liFang } from '../support/case-diary.js';

/** `on HH:mm step channel`, times in UTC. */
function shown(given: Partial<CaseFacts>, now: string): readonly string[] {
  return previewSends(aCase({ release: { kind: 'waiting' }, ...given }), instant(now)).sends.map((send) => [send.on, send.at.slice(11, 16), send.stepKey, send.channel ?? 'inside'].join(' '));
}

const LADDER_DUE_26_FEBRUARY = ['2026-02-24 01:00 reminder_before_due email', '2026-02-27 01:00 tell_sales email', '2026-03-02 01:00 call task'];

describe('what would be sent, if sending were released now', () => {
  it('ends with the fourteenth day: the reminder of 9 March is seen from 24 February on', () => {
    expect(shown({}, '2026-02-23T01:00:00Z')).toEqual(LADDER_DUE_26_FEBRUARY);
    expect(shown({}, '2026-02-24T01:00:00Z')).toEqual([...LADDER_DUE_26_FEBRUARY, '2026-03-09 01:00 reminder email']);
  });

  it('counts the days in the customer\'s zone: at 16:00 UTC it is tomorrow in Shanghai', () => {
    expect(shown({}, '2026-02-23T15:59:00Z')).toHaveLength(3);
    expect(shown({}, '2026-02-23T16:00:00Z')).toHaveLength(4);
  });

  it.each([
    ['2026-02-28T02:00:00Z', '2026-02-28 02:00', 'a Saturday that is worked'],
    ['2026-03-01T02:00:00Z', '2026-03-02 01:00', 'Sunday: Monday at nine'],
    ['2026-03-02T04:30:00Z', '2026-03-02 05:30', 'at lunch: after it'],
    ['2026-03-02T09:30:00Z', '2026-03-03 01:00', 'after the last window: tomorrow at nine'],
  ])('an overdue item released at %s is first called at %s (%s), whatever its age', (now, first) => {
    const overdue = anItem({ dueOn: plainDate('2026-01-10'), recordedAt: instant('2026-02-20T01:00:00Z') });
    expect(shown({ items: [overdue] }, now).find((line) => line.includes('call'))).toBe(`${first} call task`);
  });

  it('shows what the house does by the items\' age on the first day: sales is told, orders stop, a manager reviews', () => {
    const items = [anItem({ dueOn: plainDate('2026-01-10'), openMinor: 60_000_00 }), anItem({ id: 'item-2', invoiceNumber: 'INV-2', dueOn: plainDate('2026-03-20'), openMinor: 1_00 })];
    const { sends } = previewSends(aCase({ items, release: { kind: 'waiting' } }), instant('2026-03-02T02:00:00Z'));
    expect(sends.filter(({ on }) => on === '2026-03-02').map(({ action, channel, recipientRole, items: count, amountMinor }) => [action, channel, recipientRole, count, amountMinor])).toEqual([
      ['order_hold', null, null, 1, 60_000_00], ['tell_sales', 'email', 'sales', 1, 60_000_00], ['manager_review', null, null, 1, 60_000_00], ['reminder_call', 'task', 'finance', 1, 60_000_00],
    ]);
  });

  it('is one message for all items that are due to one person, with the sum that is asked for', () => {
    const items = [anItem({ disputedMinor: 10_000_50 }), anItem({ id: 'item-2', invoiceNumber: 'INV-2', openMinor: 12_345_67 })];
    const { sends } = previewSends(aCase({ items }), instant('2026-02-24T01:00:00Z'));
    expect(sends[0]).toEqual({
      on: '2026-02-24', at: '2026-02-24T01:00:00.000Z', action: 'reminder', stepKey: 'reminder_before_due', stepName: { 'zh-CN': '到期前提醒', en: 'Reminder before the due date' },
      channel: 'email', recipientId: 'person-1', recipientRole: 'finance', items: 2, amountMinor: 62_345_17,
    });
  });

  it('says of what is heard by nobody why, with all that is open of it', () => {
    const silences = (given: Partial<CaseFacts>): unknown => previewSends(aCase(given), instant('2026-03-02T01:00:00Z')).silences;
    const disputed = anItem({ id: 'item-1', disputedMinor: 60_000_00 });
    const later = anItem({ id: 'item-2', dueOn: plainDate('2026-06-30'), openMinor: 7_00 });
    const handedOff = anItem({ id: 'item-3', handoff: 'handed_off', openMinor: 5_00 });
    const done = anItem({ id: 'item-4', openMinor: 3_00, handoff: 'requested', reviewed: true, steps: [{ key: 'written_notice', rank: 5, state: 'done_elsewhere', audience: [] }] });
    expect(silences({ items: [disputed, later, handedOff, done] })).toEqual([
      { reason: 'disputed', items: 1, amountMinor: 60_000_00 }, { reason: 'later', items: 1, amountMinor: 7_00 }, { reason: 'handed_off', items: 1, amountMinor: 5_00 }, { reason: 'ladder_done', items: 1, amountMinor: 3_00 },
    ]);
    expect(silences({ audience: [] })).toEqual([{ reason: 'no_recipient', items: 1, amountMinor: 60_000_00 }]);
    const promise = { id: 'promise-1', status: 'pending', payBy: plainDate('2026-03-31'), judgedAt: null, openItemIds: ['item-1'] } as const;
    expect(silences({ items: [anItem({ promisedMinor: 60_000_00 })], promises: [promise] })).toEqual([{ reason: 'promise_live', items: 1, amountMinor: 60_000_00 }]);
    const hold = { id: 'hold-1', openItemId: null, placedAt: instant('2026-02-20T01:00:00Z'), endedAt: null };
    expect(silences({ holds: [{ ...hold, lastQuietOn: plainDate('2026-03-16') }] })).toEqual([{ reason: 'contact_hold', items: 1, amountMinor: 60_000_00 }]);
    // It ends on Friday, and Monday is the fifteenth day; a day sooner Friday is the next day to be heard on.
    expect(silences({ holds: [{ ...hold, lastQuietOn: plainDate('2026-03-13') }] })).toEqual([{ reason: 'later', items: 1, amountMinor: 60_000_00 }]);
    expect(silences({ holds: [{ ...hold, lastQuietOn: plainDate('2026-03-12') }] })).toEqual([]);
  });

  it.each([
    ['2026-03-12T16:00:00Z', undefined, ['2026-03-13 01:00 tell_sales email', '2026-03-13 01:00 call task']],
    ['2026-03-15T15:59:59Z', 'later', []],
    ['2026-03-15T16:00:00Z', 'first_wave', []],
  ])('a customer whose day in the first wave begins at %s is heard from then on, or said to wait for it', (at, reason, sends) => {
    const overdue = anItem({ dueOn: plainDate('2026-01-10'), reviewed: true, openMinor: 1_00 });
    const atEnd = anItem({ id: 'item-2', dueOn: plainDate('2026-03-16'), openMinor: 2_00 });
    const given = aCase({ items: [overdue, atEnd], release: { kind: 'first_wave', at: instant(at), customersPerDay: 1 }, creditHoldPlaced: true });
    const played = previewSends(given, instant('2026-03-02T02:00:00Z'));
    expect(played.sends.map((send) => [send.on, send.at.slice(11, 16), send.stepKey, send.channel ?? 'inside'].join(' ')).filter((line) => !line.includes('before_due'))).toEqual(sends);
    expect(played.silences.find((silence) => silence.items === 1 && silence.amountMinor === 1_00)?.reason).toBe(reason === 'later' ? undefined : reason);
  });

  it('invents no payment and no kept promise: what was promised and not paid is called about after its day', () => {
    const promise = { id: 'promise-1', status: 'pending', payBy: plainDate('2026-03-06'), judgedAt: null, openItemIds: ['item-1'] } as const;
    expect(shown({ items: [anItem({ promisedMinor: 60_000_00 })], promises: [promise] }, '2026-03-03T01:00:00Z')).toContain('2026-03-11 01:00 broken_promise task');
  });

  it('plays the items that are due first, and says how many it left out', () => {
    const items = Array.from({ length: PREVIEW_ITEMS_MAX + 1 }, (_, index) => anItem({ id: `item-${index}`, openMinor: 1_00, dueOn: plainDate(index === 0 ? '2026-02-27' : '2026-02-26') }));
    const played = previewSends(aCase({ items, audience: [liFang] }), instant('2026-02-24T01:00:00Z'));
    expect([played.itemsLeftOut, played.sends[0]?.items]).toEqual([1, PREVIEW_ITEMS_MAX]);
    expect(previewSends(aCase({ items: items.slice(1) }), instant('2026-02-24T01:00:00Z')).itemsLeftOut).toBe(0);
  });
});
