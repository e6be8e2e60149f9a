import { describe, expect, it } from 'vitest';
import {
  APPLICATION_MOVES, applicationActKey, informationSubject, isOpenStatus, mayMove, nextApplicationAction, outcomeSubject, promptSubject, reminderSubject,
  type ApplicationContactFacts, type ApplicationFacts, type ApplicationStatus, type RecipientFacts, type StageFacts,
} from '../../src/domain/credit-application.js';
import { instant, type Instant } from '../../src/domain/dates.js';

const now = instant('2026-03-10T02:00:00Z');
const remindAt = instant('2026-03-11T01:00:00Z');
const answerBy = instant('2026-03-12T09:00:00Z');
const zhao: RecipientFacts = { kind: 'person', id: 'zhao', channels: ['email', 'sms'] };
const liu: RecipientFacts = { kind: 'person', id: 'liu', channels: ['email'] };
const heJing: RecipientFacts = { kind: 'person', id: 'he-jing', channels: ['email'] };

const openStage = (given: Partial<Extract<StageFacts, { state: 'open' }>> = {}): StageFacts => ({ id: 's1', state: 'open', remindAt, answerBy, turn: 1, approvers: [zhao], ...given });
const facts = (given: Partial<ApplicationFacts> = {}): ApplicationFacts => ({
  applicationId: 'a1', status: 'in_review', closed: false, approvedAutomatically: false, informationRequests: [], stages: [openStage()], requesters: [heJing], contacts: [], tryAgainAt: null, ...given,
});
const contact = (given: Partial<ApplicationContactFacts> & Pick<ApplicationContactFacts, 'subject'>): ApplicationContactFacts => ({
  id: `${given.subject}-${given.recipientId ?? 'zhao'}-${given.channel ?? 'email'}`, recipientId: 'zhao', channel: 'email', state: 'sent', reservedAt: now, sendBy: null, tryAgainAt: null, settleAt: null, ...given,
});
const prompted = [contact({ subject: promptSubject('s1', 1) }), contact({ subject: promptSubject('s1', 1), channel: 'sms' })];
const keyAt = (given: Partial<ApplicationFacts>, at: Instant = now): string => applicationActKey(nextApplicationAction(facts(given), at));

describe('what an application does next', () => {
  it.each(['received', 'assessing'] as const)('%s: it is assessed', (status) => {
    expect(keyAt({ status, stages: [] })).toBe('assess_application');
  });

  it('takes effect at once when the matrix approves it without a person', () => {
    expect(nextApplicationAction(facts({ status: 'assessing', approvedAutomatically: true, stages: [] }), now)).toEqual({ action: 'implement_decision', outcome: 'approved' });
  });

  it('opens its stages one after the other', () => {
    expect(keyAt({ stages: [{ id: 's1', state: 'planned' }, { id: 's2', state: 'planned' }] })).toBe('open_stage|s1');
    expect(keyAt({ stages: [{ id: 's1', state: 'approved' }, { id: 's2', state: 'planned' }] })).toBe('open_stage|s2');
  });

  it('prompts each approver over each channel once', () => {
    expect(keyAt({ stages: [openStage({ approvers: [zhao, liu] })] })).toBe('prompt_approver|approver_prompt/s1/1|zhao|email');
    expect(keyAt({ stages: [openStage({ approvers: [zhao, liu] })], contacts: prompted.slice(0, 1) })).toBe('prompt_approver|approver_prompt/s1/1|zhao|sms');
    expect(keyAt({ stages: [openStage({ approvers: [zhao, liu] })], contacts: prompted })).toBe('prompt_approver|approver_prompt/s1/1|liu|email');
    expect(nextApplicationAction(facts({ contacts: prompted }), now)).toEqual({ action: 'wait', until: remindAt, code: 'decision' });
  });

  it('prompts anew when the stage is put a second time', () => {
    expect(keyAt({ stages: [openStage({ turn: 2 })], contacts: prompted })).toBe('prompt_approver|approver_prompt/s1/2|zhao|email');
  });

  it('reminds at the reminder\'s time and not a moment before', () => {
    expect(nextApplicationAction(facts({ contacts: prompted }), instant('2026-03-11T00:59:59.999Z'))).toMatchObject({ action: 'wait', until: remindAt });
    expect(keyAt({ contacts: prompted }, remindAt)).toBe('remind_approver|approver_reminder/s1/1|zhao|email');
    const reminded = [...prompted, contact({ subject: reminderSubject('s1', 1) }), contact({ subject: reminderSubject('s1', 1), channel: 'sms' })];
    expect(nextApplicationAction(facts({ contacts: reminded }), remindAt)).toEqual({ action: 'wait', until: answerBy, code: 'decision' });
  });

  it('does not remind who was prompted only after the reminder\'s time', () => {
    const late = prompted.map((found) => ({ ...found, reservedAt: remindAt }));
    expect(nextApplicationAction(facts({ contacts: late }), instant('2026-03-11T02:00:00Z'))).toEqual({ action: 'wait', until: answerBy, code: 'decision' });
  });

  it('expires when nobody has answered in time, and not a moment before', () => {
    const reminded = [...prompted, contact({ subject: reminderSubject('s1', 1) }), contact({ subject: reminderSubject('s1', 1), channel: 'sms' })];
    expect(keyAt({ contacts: reminded }, instant('2026-03-12T08:59:59.999Z'))).toBe('wait');
    expect(keyAt({ contacts: reminded }, answerBy)).toBe('implement_decision|expired');
    // Nobody is prompted for what is over.
    expect(keyAt({ contacts: [] }, answerBy)).toBe('implement_decision|expired');
  });

  it('waits for the time to answer when nobody may decide', () => {
    expect(nextApplicationAction(facts({ stages: [openStage({ approvers: [] })] }), now)).toEqual({ action: 'wait', until: remindAt, code: 'decision' });
  });

  it('takes effect when the last stage has approved, or any has declined', () => {
    expect(keyAt({ stages: [{ id: 's1', state: 'approved' }, { id: 's2', state: 'approved' }] })).toBe('implement_decision|approved');
    expect(keyAt({ stages: [{ id: 's1', state: 'approved' }, { id: 's2', state: 'declined' }] })).toBe('implement_decision|declined');
    expect(keyAt({ stages: [{ id: 's1', state: 'declined' }, { id: 's2', state: 'planned' }] })).toBe('implement_decision|declined');
  });
});

describe('an application that waits for information', () => {
  const waiting = (onSilence: 'count_as_zero' | 'expire'): Partial<ApplicationFacts> => ({ status: 'awaiting_information', stages: [], informationRequests: [{ id: 'i1', answerBy, onSilence }] });
  const asked = [contact({ subject: informationSubject('i1'), recipientId: 'he-jing' })];

  it('asks everybody who asked for the limit, once, and waits for the answer', () => {
    expect(keyAt(waiting('expire'))).toBe('ask_for_information|information_request/i1|he-jing|email');
    expect(nextApplicationAction(facts({ ...waiting('expire'), contacts: asked }), now)).toEqual({ action: 'wait', until: answerBy, code: 'information' });
  });

  it('on silence goes on without what counts as zero, and expires without what is needed', () => {
    expect(keyAt({ ...waiting('count_as_zero'), contacts: asked }, answerBy)).toBe('assess_application');
    expect(keyAt({ ...waiting('expire'), contacts: asked }, answerBy)).toBe('implement_decision|expired');
    expect(keyAt({ ...waiting('expire'), contacts: asked }, instant('2026-03-12T08:59:59.999Z'))).toBe('wait');
  });

  it('says nothing to approvers meanwhile', () => {
    expect(keyAt({ ...waiting('expire'), stages: [openStage()], contacts: asked })).toBe('wait');
  });
});

describe('an application that has ended', () => {
  it.each(['approved', 'declined', 'withdrawn', 'expired'] as const)('%s: tells everybody who asked, then closes', (status) => {
    const told = contact({ subject: outcomeSubject('a1'), recipientId: 'he-jing' });
    expect(nextApplicationAction(facts({ status, stages: [] }), now)).toMatchObject({ action: 'tell_requester', outcome: status, recipientId: 'he-jing' });
    expect(keyAt({ status, stages: [], contacts: [told] })).toBe('close_application');
    expect(keyAt({ status, stages: [], requesters: [] })).toBe('close_application');
    expect(nextApplicationAction(facts({ status, stages: [], contacts: [told], closed: true }), now)).toEqual({ action: 'wait', until: undefined, code: 'closed' });
  });

  it('waits for the outcome of what is still on its way before it closes', () => {
    const sending = contact({ subject: outcomeSubject('a1'), recipientId: 'he-jing', state: 'sending', sendBy: answerBy });
    expect(nextApplicationAction(facts({ status: 'declined', stages: [], contacts: [sending] }), now)).toEqual({ action: 'wait', until: answerBy, code: 'contact_outcome' });
    expect(keyAt({ status: 'declined', stages: [], contacts: [sending] }, answerBy)).toBe(`settle_contact|${sending.id}`);
  });
});

describe('messages whose outcome is open', () => {
  const notSent = contact({ subject: promptSubject('s1', 1), state: 'not_sent', tryAgainAt: instant('2026-03-10T02:05:00Z') });

  it('are tried again at their time', () => {
    expect(nextApplicationAction(facts({ stages: [openStage({ approvers: [{ ...zhao, channels: ['email'] }] })], contacts: [notSent] }), now)).toEqual({ action: 'wait', until: notSent.tryAgainAt, code: 'contact_outcome' });
    expect(keyAt({ contacts: [notSent] }, instant('2026-03-10T02:05:00Z'))).toBe(`retry_contact|${notSent.id}`);
  });

  it('are dropped at once when nobody needs them any more', () => {
    expect(keyAt({ stages: [{ id: 's1', state: 'approved' }, { id: 's2', state: 'planned' }], contacts: [notSent] })).toBe(`settle_contact|${notSent.id}`);
    expect(keyAt({ stages: [openStage({ approvers: [liu] })], contacts: [notSent] })).toBe(`settle_contact|${notSent.id}`);
  });

  it('are settled when unknown, or when the attempt was interrupted', () => {
    expect(keyAt({ contacts: [contact({ subject: promptSubject('s1', 1), state: 'unknown', settleAt: now })] })).toMatch(/^settle_contact/);
    expect(keyAt({ contacts: [contact({ subject: promptSubject('s1', 1), state: 'sending', sendBy: now })] })).toMatch(/^settle_contact/);
  });

  it('do not hold up other messages or a decision', () => {
    const unknown = contact({ subject: promptSubject('s1', 1), state: 'unknown', settleAt: answerBy });
    expect(keyAt({ contacts: [unknown] })).toBe('prompt_approver|approver_prompt/s1/1|zhao|sms');
    expect(keyAt({ stages: [{ id: 's1', state: 'approved' }], contacts: [unknown] })).toBe('implement_decision|approved');
  });
});

describe('a failed act', () => {
  it('rests until its time and then goes on', () => {
    const tryAgainAt = instant('2026-03-10T02:15:00Z');
    expect(nextApplicationAction(facts({ tryAgainAt }), now)).toEqual({ action: 'wait', until: tryAgainAt, code: 'failed_act' });
    expect(keyAt({ tryAgainAt }, tryAgainAt)).toMatch(/^prompt_approver/);
  });
});

describe('the moves of an application', () => {
  it('never leave an end', () => {
    for (const [from, to] of Object.entries(APPLICATION_MOVES)) expect([from, to.length === 0]).toEqual([from, !isOpenStatus(from as ApplicationStatus)]);
  });

  it.each([['received', 'in_review', true], ['received', 'approved', false], ['in_review', 'declined', true], ['assessing', 'declined', false], ['awaiting_information', 'expired', true], ['approved', 'assessing', false]] as const)('%s to %s: %s', (from, to, allowed) => {
    expect(mayMove(from, to)).toBe(allowed);
  });
});
