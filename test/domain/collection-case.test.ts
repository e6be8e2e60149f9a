import { describe, expect, it } from 'vitest';
import { nextAction } from '../../src/domain/collection-case.js';
import { instant, plainDate } from '../../src/domain/dates.js';
import { shippedLadder } from '../../src/policies/escalation-ladders.js';
import { aCase, anItem, CaseDiary, liFang } from '../support/case-diary.js';

const shown = (lines: readonly { at: string; what: string }[]): readonly string[] => lines.map((line) => `${line.at.slice(0, 16)} ${line.what}`);

describe('an unpaid invoice due on 26 February 2026 in China', () => {
  it('climbs every rung on its real date', () => {
    const diary = new CaseDiary(aCase(), '2026-01-05T02:00:00Z');
    expect(shown(diary.until('2026-06-30T00:00:00Z'))).toEqual([
      '2026-02-24T01:00 reminder by email to person-1', // T−3 fell in Spring Festival
      '2026-02-27T01:00 tell_sales',
      '2026-03-02T01:00 reminder_call by task to person-1', // T+3 was a Sunday
      '2026-03-09T01:00 reminder by email to person-1', // T+10 was a Sunday; the SMS is left out in mainland China
      '2026-03-13T01:00 place_credit_hold',
      '2026-03-18T01:00 written_notice by email to person-1',
      '2026-04-13T01:00 open_manager_review',
      '2026-04-27T01:00 request_handoff legal',
    ]);
  });

  it('says nothing on the day before a step and nothing a minute before the window opens', () => {
    const diary = new CaseDiary(aCase(), '2026-01-05T02:00:00Z');
    expect(diary.until('2026-02-24T00:59:00Z')).toEqual([]);
    expect(shown(diary.until('2026-02-24T01:00:00Z'))).toEqual(['2026-02-24T01:00 reminder by email to person-1']);
  });

  it('goes to the insurer when valid cover is on the item', () => {
    const diary = new CaseDiary(aCase({ items: [anItem({ covered: true })] }), '2026-01-05T02:00:00Z');
    expect(shown(diary.until('2026-06-30T00:00:00Z')).at(-1)).toBe('2026-04-27T01:00 request_handoff insurance_claim');
  });
});

describe('recorded late', () => {
  it('starts at the first contact step after the due date, three working days apart, earlier steps passed over', () => {
    const diary = new CaseDiary(aCase({ items: [anItem({ dueOn: plainDate('2026-01-05'), recordedAt: instant('2026-03-02T00:00:00Z') })] }), '2026-03-02T00:00:00Z');
    expect(shown(diary.until('2026-03-20T00:00:00Z'))).toEqual([
      '2026-03-02T00:00 refused reminder_before_due: recorded_late',
      '2026-03-02T01:00 place_credit_hold',
      '2026-03-02T01:00 tell_sales',
      '2026-03-02T01:00 open_manager_review',
      '2026-03-02T01:00 reminder_call by task to person-1',
      '2026-03-05T01:00 reminder by email to person-1',
      '2026-03-10T01:00 written_notice by email to person-1',
    ]);
    // Ten working days after the notice of 10 March, not at T+60.
    expect(shown(diary.until('2026-04-30T00:00:00Z'))).toEqual(['2026-03-24T01:00 request_handoff legal']);
  });

  it('never requests a handoff without a notice that was sent', () => {
    const diary = new CaseDiary(aCase({ audience: [], items: [anItem({ dueOn: plainDate('2026-01-05'), recordedAt: instant('2026-03-02T00:00:00Z') })] }), '2026-03-02T00:00:00Z');
    const lines = shown(diary.until('2026-12-31T00:00:00Z'));
    expect(lines).toContain('2026-03-02T01:00 refused call: no_recipient');
    expect(lines.filter((line) => line.includes('request_handoff'))).toEqual([]);
  });
});

describe('what comes due together', () => {
  it('merges into one message per recipient and channel, in the tone of the highest step', () => {
    const items = [anItem({ id: 'old', dueOn: plainDate('2026-02-17'), recordedAt: instant('2026-01-05T02:00:00Z'), steps: [{ key: 'call', rank: 2, state: 'taken', audience: [] }] }),
      anItem({ id: 'new', dueOn: plainDate('2026-02-17'), recordedAt: instant('2026-01-05T02:00:00Z'), steps: [{ key: 'reminder', rank: 3, state: 'taken', audience: [] }] })];
    const next = nextAction(aCase({ items: items.map((item) => ({ ...item, steps: [...item.steps, { key: 'tell_sales', rank: 1, state: 'taken' as const, audience: [] }] })), creditHoldPlaced: true }), instant('2026-03-09T01:00:00Z'));
    expect(next).toMatchObject({ action: 'contact_customer', stepAction: 'written_notice', tone: 'final', lines: [{ openItemId: 'old', stepKey: 'reminder' }, { openItemId: 'new', stepKey: 'written_notice' }] });
  });

  it('makes an item that comes due after the day\'s contact wait for the next working day', () => {
    const diary = new CaseDiary(aCase(), '2026-01-05T02:00:00Z');
    diary.until('2026-02-24T02:00:00Z');
    diary.change((facts) => ({ items: [...facts.items, anItem({ id: 'item-2', dueOn: plainDate('2026-02-25'), recordedAt: instant('2026-02-24T02:00:00Z') })] }));
    // Its reminder before the due date was for 24 February already and its moved day is the recording's own: it goes on the 25th.
    expect(shown(diary.until('2026-02-25T02:00:00Z'))).toEqual(['2026-02-25T01:00 reminder by email to person-1']);
  });

  it('is heard on no more than three days of a week, counted over all cases of the customer', () => {
    const heard = ['2026-03-09', '2026-03-10', '2026-03-11'].map((day) => plainDate(day));
    const item = anItem({ dueOn: plainDate('2026-03-02'), steps: [{ key: 'call', rank: 2, state: 'taken', audience: [] }, { key: 'tell_sales', rank: 1, state: 'taken', audience: [] }] });
    const answer = (days: typeof heard): unknown => nextAction(aCase({ items: [item], contactDaysOfCustomer: days }), instant('2026-03-12T01:00:00Z'));
    expect(answer(heard.slice(0, 2))).toMatchObject({ action: 'contact_customer' });
    expect(answer(heard)).toMatchObject({ action: 'wait', until: '2026-03-16T01:00:00.000Z' });
    // The strictest of the case's ladders counts, also for an item on another one.
    const stricter = { ...aCase().ladders, 'default@2': { ...shippedLadder(), version: 2, contactDaysPerWeekMax: 2 } };
    expect(nextAction(aCase({ items: [item], ladders: stricter, contactDaysOfCustomer: heard.slice(0, 2) }), instant('2026-03-12T01:00:00Z'))).toMatchObject({ action: 'wait' });
  });
});

describe('pauses', () => {
  it('a promise pauses its item until two working days after its date, and when broken a call follows on the next working day', () => {
    const diary = new CaseDiary(aCase(), '2026-01-05T02:00:00Z');
    diary.until('2026-03-02T08:00:00Z');
    diary.changeItem('item-1', () => ({ promisedMinor: 60_000_00 }));
    diary.change(() => ({ promises: [{ id: 'promise-1', status: 'pending', payBy: plainDate('2026-03-13'), judgedAt: null, openItemIds: ['item-1'] }] }));
    expect(shown(diary.until('2026-03-18T01:00:00Z'))).toEqual([
      '2026-03-09T01:00 refused reminder: promise_live',
      '2026-03-17T16:00 judge_promise', // Friday + two working days = Tuesday 17; judged at 00:00 of the 18th in China
      '2026-03-18T01:00 place_credit_hold',
      '2026-03-18T01:00 reminder_call by task to person-1',
    ]);
    // Then on from the ladder's call: the reminder after the gap, then the notice.
    expect(shown(diary.until('2026-03-26T01:00:00Z'))).toEqual(['2026-03-23T01:00 reminder by email to person-1', '2026-03-26T01:00 written_notice by email to person-1']);
  });

  it('a dispute pauses only its amount: with anything left the item goes on, with nothing left it rests', () => {
    const at = instant('2026-02-24T01:00:00Z');
    expect(nextAction(aCase({ items: [anItem({ disputedMinor: 59_999_99 })] }), at)).toMatchObject({ action: 'contact_customer' });
    expect(nextAction(aCase({ items: [anItem({ disputedMinor: 60_000_00 })] }), at)).toMatchObject({ action: 'record_refusal', refusals: [{ code: 'disputed' }] });
  });

  it('a contact hold\'s end date is its last quiet day', () => {
    const holds = [{ id: 'hold-1', openItemId: null, placedAt: instant('2026-02-20T02:00:00Z'), lastQuietOn: plainDate('2026-02-25'), endedAt: null }];
    const diary = new CaseDiary(aCase({ holds }), '2026-02-23T02:00:00Z');
    expect(shown(diary.until('2026-02-27T00:00:00Z'))).toEqual([
      '2026-02-24T01:00 refused reminder_before_due: contact_hold',
      '2026-02-26T01:00 reminder by email to person-1',
    ]);
  });

  it('a payment that settles everything lifts the order hold and closes the case at once', () => {
    const diary = new CaseDiary(aCase(), '2026-01-05T02:00:00Z');
    diary.until('2026-03-14T00:00:00Z');
    diary.changeItem('item-1', () => ({ openMinor: 0 }));
    expect(shown(diary.until('2026-06-30T00:00:00Z'))).toEqual(['2026-03-14T00:00 release_credit_hold', '2026-03-14T00:00 close_case']);
  });

  it('a promise does not lift the order hold', () => {
    const diary = new CaseDiary(aCase(), '2026-01-05T02:00:00Z');
    diary.until('2026-03-14T00:00:00Z');
    diary.changeItem('item-1', () => ({ promisedMinor: 60_000_00 }));
    expect(diary.until('2026-03-17T00:00:00Z')).toEqual([]);
  });
});

describe('recipients', () => {
  it('nobody who can hear a step: it is recorded as failed and the sequence goes on', () => {
    const onlyMail = { ...liFang, channels: { email: 'open' as const } };
    const diary = new CaseDiary(aCase({ audience: [onlyMail] }), '2026-01-05T02:00:00Z');
    expect(shown(diary.until('2026-03-09T02:00:00Z'))).toEqual([
      '2026-02-24T01:00 reminder by email to person-1', '2026-02-27T01:00 tell_sales', '2026-03-02T01:00 refused call: no_recipient', '2026-03-09T01:00 reminder by email to person-1',
    ]);
  });

  it('a customer without a salesperson: telling sales is recorded as failed, once, and the ladder goes on', () => {
    const diary = new CaseDiary(aCase({ salesPersonId: null }), '2026-01-05T02:00:00Z');
    const lines = shown(diary.until('2026-03-02T02:00:00Z'));
    expect(lines.filter((line) => line.includes('tell_sales'))).toEqual(['2026-02-27T01:00 refused tell_sales: no_recipient']);
    expect(lines.at(-1)).toBe('2026-03-02T01:00 reminder_call by task to person-1');
  });

  const interrupted = anItem({ steps: [{ key: 'reminder_before_due', rank: 0, state: 'taken', audience: [{ recipientId: 'person-1', channel: 'email' }, { recipientId: 'person-2', channel: 'email' }] }],
    lines: [{ stepKey: 'reminder_before_due', rank: 0, recipientId: 'person-1', channel: 'email', state: 'sent', day: plainDate('2026-02-24') }] });
  const second = (email: 'open' | 'opted_out'): typeof liFang => ({ id: 'person-2', role: 'owner', channels: { email } });

  it('a step interrupted between two recipients goes on with the second, unless that one has opted out since', () => {
    const at = instant('2026-02-24T01:05:00Z');
    expect(nextAction(aCase({ items: [interrupted], audience: [liFang, second('open')] }), at)).toMatchObject({ action: 'contact_customer', recipientId: 'person-2' });
    expect(nextAction(aCase({ items: [interrupted], audience: [liFang, second('opted_out')] }), at)).toMatchObject({ action: 'record_refusal', refusals: [{ code: 'opted_out', recipientId: 'person-2' }] });
  });

  it('a message that waits for another try is dropped when its recipient opts out meanwhile', () => {
    const at = instant('2026-02-24T02:00:00Z');
    const contact = { id: 'contact-1', state: 'not_sent' as const, channel: 'email' as const, recipientId: 'person-2', attempt: 1, toCustomer: true, day: plainDate('2026-02-24'),
      reservedAt: instant('2026-02-24T01:00:00Z'), sendBy: null, tryAgainAt: at, settleAt: null, lines: [{ openItemId: 'item-1', stepKey: 'reminder_before_due' }] };
    expect(nextAction(aCase({ items: [interrupted], contacts: [contact], audience: [liFang, second('open')] }), at)).toEqual({ action: 'retry_contact', contactId: 'contact-1' });
    expect(nextAction(aCase({ items: [interrupted], contacts: [contact], audience: [liFang, second('opted_out')] }), at)).toEqual({ action: 'settle_contact', contactId: 'contact-1' });
  });

  it('after a broken promise the call is never softer than what was last heard', () => {
    const heard = anItem({ steps: [{ key: 'written_notice', rank: 5, state: 'taken', audience: [{ recipientId: 'person-1', channel: 'email' }] }, { key: 'tell_sales', rank: 1, state: 'taken', audience: [] }],
      lines: [{ stepKey: 'written_notice', rank: 5, recipientId: 'person-1', channel: 'email', state: 'sent', day: plainDate('2026-03-18') }],
      refusals: ['reminder_before_due', 'call', 'reminder'].map((key) => `${key}|||softer_than_heard`) });
    const promises = [{ id: 'promise-1', status: 'broken' as const, payBy: plainDate('2026-03-20'), judgedAt: instant('2026-03-24T16:00:00Z'), openItemIds: ['item-1'] }];
    expect(nextAction(aCase({ items: [heard], promises, creditHoldPlaced: true }), instant('2026-03-25T01:00:00Z')))
      .toMatchObject({ action: 'contact_customer', stepAction: 'reminder_call', channel: 'task', tone: 'final', rank: 5 });
  });

  it('what comes due in the very instant of the day\'s contact is no second message to the same person over the same channel', () => {
    const at = instant('2026-03-09T01:00:00Z');
    const reminded = { id: 'contact-1', state: 'sent' as const, channel: 'email' as const, recipientId: 'person-1', attempt: 1, toCustomer: true, day: plainDate('2026-03-09'), reservedAt: at, sendBy: null, tryAgainAt: null, settleAt: null, lines: [{ openItemId: 'item-0', stepKey: 'reminder' }] };
    const late = anItem({ recordedAt: at, steps: [{ key: 'call', rank: 2, state: 'done_elsewhere', audience: [] }, { key: 'tell_sales', rank: 1, state: 'taken', audience: [] }] });
    const facts = aCase({ items: [late], contactDaysOfCustomer: [plainDate('2026-03-09')] });
    expect(nextAction({ ...facts, contacts: [reminded] }, at)).toMatchObject({ action: 'wait', until: '2026-03-10T01:00:00.000Z', stepKey: 'reminder' });
    expect(nextAction({ ...facts, contacts: [{ ...reminded, channel: 'task' }] }, at)).toMatchObject({ action: 'contact_customer', channel: 'email' });
    expect(nextAction({ ...facts, contacts: [{ ...reminded, recipientId: 'person-2' }] }, at)).toMatchObject({ action: 'contact_customer', channel: 'email' });
  });

  it.each([['call', 2, 'friendly'], ['reminder', 3, 'firm']] as const)('what was heard elsewhere was heard: after %s done elsewhere the call after a broken promise stands at its rung', (key, rank, tone) => {
    const heard = anItem({ steps: [{ key, rank, state: 'done_elsewhere', audience: [] }, { key: 'tell_sales', rank: 1, state: 'taken', audience: [] }] });
    const promises = [{ id: 'promise-1', status: 'broken' as const, payBy: plainDate('2026-03-04'), judgedAt: instant('2026-03-08T16:00:00Z'), openItemIds: ['item-1'] }];
    expect(nextAction(aCase({ items: [heard], promises }), instant('2026-03-09T01:00:00Z'))).toMatchObject({ action: 'contact_customer', stepAction: 'reminder_call', tone, rank });
  });

  it('before the go-live release nothing is due, and the release counts as the end of a pause', () => {
    expect(nextAction(aCase({ release: { kind: 'waiting' } }), instant('2026-03-09T01:00:00Z'))).toMatchObject({ action: 'wait', until: undefined, code: 'sends_not_released' });
    const diary = new CaseDiary(aCase({ release: { kind: 'released', at: instant('2026-03-10T02:00:00Z') } }), '2026-03-10T02:00:00Z');
    expect(shown(diary.until('2026-03-10T03:00:00Z'))[0]).toBe('2026-03-10T02:00 refused reminder_before_due: after_due_date');
  });

  it('a customer of the first wave waits for its own day, with all its items and steps, and its release counts from that day on', () => {
    const release = { kind: 'first_wave', at: instant('2026-03-09T16:00:00Z'), customersPerDay: 20 } as const;
    const items = [anItem(), anItem({ id: 'item-2', invoiceNumber: 'INV-2', dueOn: plainDate('2026-03-11') })];
    const waiting = aCase({ release, items });
    expect(nextAction(waiting, instant('2026-03-09T15:59:59.999Z'))).toEqual({ action: 'wait', until: release.at, code: 'first_wave', customersPerDay: 20 });
    expect(nextAction(waiting, release.at)).toMatchObject({ action: 'record_refusal' });
    const diary = new CaseDiary(waiting, '2026-03-02T02:00:00Z');
    expect(diary.until('2026-03-09T23:59:00Z').every(({ at }) => at >= release.at)).toBe(true);
    const onDay = shown(diary.until('2026-03-10T02:00:00Z'));
    expect(onDay.filter((line) => !line.includes('refused'))).toEqual(['2026-03-10T01:00 tell_sales', '2026-03-10T01:00 reminder_call by task to person-1', '2026-03-10T01:00 reminder by email to person-1']);
  });

  it('promises are judged while the customer waits for its day', () => {
    const promises = [{ id: 'promise-1', status: 'pending' as const, payBy: plainDate('2026-03-02'), judgedAt: null, openItemIds: ['item-1'] }];
    const waiting = aCase({ release: { kind: 'first_wave', at: instant('2026-03-09T16:00:00Z'), customersPerDay: 20 }, promises });
    expect(nextAction(waiting, instant('2026-03-02T02:00:00Z'))).toMatchObject({ action: 'wait', code: 'promise' });
  });
});
