import { describe, expect, it } from 'vitest';
import { instant } from '../../src/domain/dates.js';
import { handoffActKey, nextHandoffAction, type HandoffFacts } from '../../src/domain/handoff.js';
import { calendarById } from '../../src/policies/calendars.js';

const calendar = calendarById('china');
if (calendar === undefined) throw new Error('The Chinese calendar is missing');
const now = instant('2026-04-28T02:00:00Z');

function aHandoff(given: Partial<HandoffFacts> = {}): HandoffFacts {
  return {
    handoffId: 'handoff-1', state: 'approved', packBuilt: true, contact: null, sentAt: null, chased: false, ended: false,
    timeZone: 'Asia/Shanghai', calendar: calendar as NonNullable<typeof calendar>, tryAgainAt: null, ...given,
  };
}

const aContact = (state: NonNullable<HandoffFacts['contact']>['state'], at: string | null = null): HandoffFacts['contact'] => {
  const when = at === null ? null : instant(at);
  return { id: 'contact-1', state, sendBy: when, tryAgainAt: when, settleAt: when };
};

describe('a handoff', () => {
  it.each([
    ['waits while nobody has approved it', aHandoff({ state: 'requested' }), 'wait'],
    ['builds its pack first', aHandoff({ packBuilt: false }), 'build_evidence_pack'],
    ['then offers it', aHandoff(), 'send_pack'],
    ['notes that the offer has gone', aHandoff({ contact: aContact('sent') }), 'note_pack_sent'],
    ['waits for an attempt until its time is over', aHandoff({ contact: aContact('sending', '2026-04-28T02:00:01Z') }), 'wait'],
    ['settles an interrupted attempt', aHandoff({ contact: aContact('sending', '2026-04-28T02:00:00Z') }), 'settle_contact'],
    ['settles an outcome that nobody saw', aHandoff({ contact: aContact('unknown', '2026-04-28T02:00:00Z') }), 'settle_contact'],
    ['rests when a person was asked about the outcome', aHandoff({ contact: aContact('unknown') }), 'wait'],
    ['tries again when nothing accepted the offer', aHandoff({ contact: aContact('not_sent', '2026-04-28T02:00:00Z') }), 'retry_contact'],
    ['rests when the address is refused for good', aHandoff({ contact: aContact('refused') }), 'wait'],
    ['follows up an acknowledged one no more', aHandoff({ state: 'acknowledged' }), 'wait'],
    ['gives recalled items back to their case', aHandoff({ state: 'recalled' }), 'return_to_case'],
    ['closes when the money is in', aHandoff({ state: 'recovered' }), 'close_handoff'],
    ['closes when it was refused', aHandoff({ state: 'refused' }), 'close_handoff'],
    ['does nothing more once it has ended', aHandoff({ state: 'recovered', ended: true }), 'wait'],
    ['rests after a failed act', aHandoff({ packBuilt: false, tryAgainAt: instant('2026-04-28T02:00:01Z') }), 'wait'],
  ] as const)('%s', (_rule, facts, action) => {
    expect(nextHandoffAction(facts, now).action).toBe(action);
  });

  it('asks a person to call when five working days have passed without an acknowledgement', () => {
    // Tuesday 28 April; 1 to 5 May are holidays, so the fifth working day is Saturday 9 May, a make-up day.
    const sent = aHandoff({ state: 'sent', sentAt: now });
    const wait = nextHandoffAction(sent, now);
    if (wait.action !== 'wait' || wait.until === undefined) throw new Error('A sent handoff waits for its acknowledgement');
    expect(wait).toMatchObject({ code: 'acknowledgement' });
    expect(nextHandoffAction(sent, wait.until).action).toBe('chase_acknowledgement');
    expect(wait.until > instant('2026-05-07T16:00:00Z')).toBe(true);
    expect(nextHandoffAction({ ...sent, chased: true }, wait.until)).toMatchObject({ action: 'wait', until: undefined });
  });

  it('knows an act by what it is about', () => {
    expect(handoffActKey({ action: 'settle_contact', contactId: 'contact-1' })).toBe('settle_contact|contact-1');
    expect(handoffActKey({ action: 'send_pack' })).toBe('send_pack');
  });
});
