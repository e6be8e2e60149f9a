import { describe, expect, it } from 'vitest';
import type { CaseFacts, ItemFacts } from '../../src/domain/collection-facts.js';
import { instant, plainDate } from '../../src/domain/dates.js';
import type { EscalationLadder, EscalationStep } from '../../src/domain/escalation-ladder.js';
import { playCase } from '../../src/domain/projection.js';
import { previewTimeline, type StepComparison, type TimelinePreview } from '../../src/domain/timeline-preview.js';
import { calendarById } from '../../src/policies/calendars.js';
import { shippedLadder } from '../../src/policies/escalation-ladders.js';
import { aCase, anItem } from '../support/case-diary.js';

const NOW = '2026-02-20T01:00:00Z';
const alwaysOpen = calendarById('always-open');

function aDraft(change: (step: EscalationStep) => Partial<EscalationStep> | 'leave_out', given: Partial<EscalationLadder> = {}): EscalationLadder {
  const steps = shippedLadder().steps.flatMap((step) => {
    const changed = change(step);
    return changed === 'leave_out' ? [] : [{ ...step, ...changed }];
  });
  return { ...shippedLadder(), version: 2, steps, ...given };
}

function preview(cases: readonly CaseFacts[], draft: EscalationLadder, now = NOW): TimelinePreview {
  if (alwaysOpen === undefined) throw new Error('The always open calendar is missing');
  return previewTimeline({ now: instant(now), cases, bare: aCase({ caseId: 'bare', items: [] }), current: shippedLadder(), draft, draftCalendar: alwaysOpen });
}

function stepsOf(given: Partial<CaseFacts>, draft: EscalationLadder, now = NOW): ReadonlyMap<string, StepComparison> {
  const steps = preview([aCase(given)], draft, now).cases[0]?.items[0]?.steps ?? [];
  return new Map(steps.map((step) => [step.stepKey, step]));
}

const same = aDraft(() => ({}));
/** An item whose reminder before the due date and call were heard. */
const heardUpToCall: Partial<ItemFacts> = {
  steps: [{ key: 'reminder_before_due', rank: 0, state: 'taken', audience: [] }, { key: 'tell_sales', rank: 1, state: 'taken', audience: [] }, { key: 'call', rank: 2, state: 'taken', audience: [] }],
  lines: [{ stepKey: 'call', rank: 2, recipientId: 'person-1', channel: 'task', state: 'sent', day: plainDate('2026-03-02') }],
};

describe('a preview of a draft', () => {
  it('that changes nothing differs in nothing, and dates each step as the case will', () => {
    const facts = aCase();
    const found = preview([facts], same);
    const steps = found.cases[0]?.items[0]?.steps ?? [];
    expect(steps.map((step) => step.stepKey)).toEqual(['reminder_before_due', 'tell_sales', 'call', 'reminder', 'written_notice', 'manager_review', 'handoff']);
    expect([...steps, ...(found.example.items[0]?.steps ?? [])].flatMap((step) => step.differs)).toEqual([]);
    const played = [...playCase(facts, { now: instant(NOW), days: 200, actsMax: 400 })].filter(({ act }) => act.action !== 'place_credit_hold').map(({ at }) => at);
    expect(steps.map((step) => (step.today?.state === 'comes' ? step.today.at : step.today?.state))).toEqual(played);
    expect(found.cases[0]?.orderHold).toEqual({ today: { state: 'comes', on: '2026-03-13', at: '2026-03-13T01:00:00.000Z' }, draft: { state: 'comes', on: '2026-03-13', at: '2026-03-13T01:00:00.000Z' }, differs: false });
  });

  it('says of each item whether it keeps its ladder, and that a new one takes the new version', () => {
    const found = preview([aCase()], same);
    expect(found.cases[0]?.items.map((item) => [item.takes, item.ladder])).toEqual([['keeps', 'default@1']]);
    expect(found.example.items.map((item) => [item.takes, item.ladder, item.dueOn])).toEqual([['new_version', 'default@2', '2026-03-22']]);
  });

  it('shows a step that moves on both sides, and nothing else as different', () => {
    const steps = stepsOf({}, aDraft((step) => (step.key === 'reminder' ? { offset: 12 } : {})));
    expect(steps.get('reminder')).toMatchObject({ differs: ['day'], today: { ruleOn: '2026-03-08', on: '2026-03-09', moved: ['rest_day'] }, draft: { ruleOn: '2026-03-10', on: '2026-03-10', moved: [] } });
    expect([...steps.values()].filter((step) => step.differs.length > 0).map((step) => step.stepKey)).toEqual(['reminder']);
  });

  it('shows a step that is new, one that is gone, and other recipients, tone, name and text', () => {
    const text = { subject: 's', body: 'b' };
    const draft = aDraft((step) => {
      if (step.key === 'call') return 'leave_out';
      if (step.key === 'written_notice') return { channels: ['email', 'task'] };
      return step.key === 'reminder' ? { tone: 'final', name: { ...step.name, en: 'Second' }, texts: { 'zh-CN': text, en: text } } : {};
    });
    const added: EscalationStep = { ...(draft.steps[2] as EscalationStep), key: 'courtesy', offset: 5 };
    const steps = stepsOf({}, { ...draft, steps: [...draft.steps.slice(0, 2), added, ...draft.steps.slice(2)] });
    expect(steps.get('courtesy')).toMatchObject({ differs: ['added'], draft: { state: 'comes', on: '2026-03-03' } });
    expect(steps.get('courtesy')?.today).toBeUndefined();
    expect(steps.get('call')).toMatchObject({ differs: ['removed'], today: { state: 'comes' } });
    expect(steps.get('written_notice')?.differs).toEqual(['recipients']);
    expect(steps.get('reminder')?.differs).toEqual(['tone', 'name', 'text']);
    expect([...steps.keys()].slice(1, 5)).toEqual(['tell_sales', 'call', 'courtesy', 'reminder']);
  });

  it('takes two rules that come to the same day for no difference: the rules\' days are there to read', () => {
    const steps = stepsOf({ items: [anItem({ dueOn: plainDate('2026-03-04') })] }, aDraft((step) => (step.key === 'reminder' ? { offset: 12 } : {})));
    expect(steps.get('reminder')).toMatchObject({ differs: [], today: { ruleOn: '2026-03-14', on: '2026-03-16' }, draft: { ruleOn: '2026-03-16', on: '2026-03-16' } });
  });

  it('shows another hour of the same day as that', () => {
    const steps = stepsOf({}, { ...same, windows: [{ from: shippedLadder().windows[1]?.from ?? same.windows[0]!.from, to: same.windows[1]!.to }] });
    expect(steps.get('reminder_before_due')).toMatchObject({ differs: ['time'], today: { at: '2026-02-24T01:00:00.000Z' }, draft: { at: '2026-02-24T05:30:00.000Z', moved: ['rest_day'] } });
  });

  it('never sends an item back: what was heard is left behind, also a new step below it', () => {
    const draft = aDraft((step) => (step.key === 'reminder' ? { key: 'mail' } : {}));
    const below: EscalationStep = { ...(draft.steps[3] as EscalationStep), key: 'below', offset: 2 };
    const steps = stepsOf({ items: [anItem(heardUpToCall)] }, { ...draft, steps: [draft.steps[0]!, draft.steps[1]!, below, ...draft.steps.slice(2)] }, '2026-03-02T09:00:00Z');
    expect(steps.get('call')).toMatchObject({ today: { state: 'left_behind', how: 'taken' }, draft: { state: 'left_behind', how: 'taken' }, differs: [] });
    expect(steps.get('below')).toMatchObject({ draft: { state: 'left_behind', how: 'passed_over' }, differs: ['added'] });
    expect(steps.get('mail')).toMatchObject({ draft: { state: 'comes', on: '2026-03-09' } });
  });

  it('counts a heard step that the draft has no more as its last contact step that is no later', () => {
    const steps = stepsOf({ items: [anItem(heardUpToCall)] }, aDraft((step) => (step.key === 'call' ? 'leave_out' : {})), '2026-03-02T09:00:00Z');
    expect(steps.get('reminder_before_due')).toMatchObject({ draft: { state: 'left_behind' } });
    expect(steps.get('call')).toMatchObject({ today: { state: 'left_behind' }, differs: ['removed'] });
    expect(steps.get('reminder')).toMatchObject({ draft: { state: 'comes', on: '2026-03-09' }, differs: [] });
  });

  it('plays a rehearsal on its own calendar', () => {
    const draft: EscalationLadder = { ...same, unit: 'second', gapWorkingDays: 0, contactDaysPerWeekMax: undefined, handoffAfterNoticeWorkingDays: 0 };
    // A Sunday.
    const steps = preview([], draft, '2026-03-01T02:00:00Z').example.items[0]?.steps ?? [];
    expect(steps.find((step) => step.stepKey === 'call')?.draft).toMatchObject({ state: 'comes', at: '2026-03-01T02:00:03.000Z' });
  });

  it('shows what would be sent if a manager released it now, and takes a message on its way for sent', () => {
    const contact = { id: 'c', state: 'sending', channel: 'email', recipientId: 'person-1', attempt: 1, toCustomer: true, day: plainDate('2026-02-20'), reservedAt: instant(NOW), sendBy: instant('2026-02-20T01:01:00Z'), tryAgainAt: null, settleAt: null, lines: [] } as const;
    const steps = stepsOf({ release: { kind: 'waiting' }, contacts: [contact] }, same);
    expect(steps.get('reminder_before_due')?.today).toMatchObject({ state: 'comes', on: '2026-02-24' });
  });
});

describe('why a step is moved', () => {
  it.each([
    ['rest_day', { dueOn: plainDate('2026-02-25') }, 'call', '2026-02-28', '2026-02-28', []],
    ['rest_day', { dueOn: plainDate('2026-02-26') }, 'call', '2026-03-01', '2026-03-02', ['rest_day']],
  ] as const)('%s: only when the day is one (28 February 2026 is worked)', (_reason, item, key, ruleOn, on, moved) => {
    expect(stepsOf({ items: [anItem(item)] }, same).get(key)?.today).toMatchObject({ ruleOn, on, moved });
  });

  it('gap: three working days after the last contact', () => {
    const heard = { steps: heardUpToCall.steps ?? [], lines: [{ stepKey: 'call', rank: 2, recipientId: 'person-1', channel: 'task', state: 'sent', day: plainDate('2026-03-06') }] } as const;
    expect(stepsOf({ items: [anItem(heard)] }, same, '2026-03-06T09:00:00Z').get('reminder')?.today).toMatchObject({ ruleOn: '2026-03-08', on: '2026-03-11', moved: ['gap'] });
  });

  it('week_limit: the customer was heard on three days of the week', () => {
    const contactDaysOfCustomer = ['2026-03-02', '2026-03-03', '2026-03-04'].map((day) => plainDate(day));
    const items = [anItem({ dueOn: plainDate('2026-03-02') })];
    const limited = stepsOf({ items, contactDaysOfCustomer }, same, '2026-03-04T10:00:00Z').get('call')?.today;
    expect(limited).toMatchObject({ ruleOn: '2026-03-05', on: '2026-03-09', moved: ['week_limit', 'rest_day'] });
    const free = stepsOf({ items, contactDaysOfCustomer: contactDaysOfCustomer.slice(1) }, same, '2026-03-04T10:00:00Z').get('call')?.today;
    expect(free).toMatchObject({ on: '2026-03-05', moved: [] });
  });

  it('past, then window: its day has gone by and the hours of today too', () => {
    const items = [anItem({ dueOn: plainDate('2026-02-24'), steps: [{ key: 'reminder_before_due', rank: 0, state: 'taken', audience: [] }] })];
    expect(stepsOf({ items }, same, '2026-03-02T02:00:00Z').get('call')?.today).toMatchObject({ ruleOn: '2026-02-27', on: '2026-03-02', moved: ['past'] });
    expect(stepsOf({ items }, same, '2026-03-02T09:30:00Z').get('call')?.today).toMatchObject({ on: '2026-03-03', moved: ['past', 'window'] });
  });

  it('recorded: the item came late', () => {
    const items = [anItem({ dueOn: plainDate('2026-02-24'), recordedAt: instant('2026-03-02T02:00:00Z') })];
    expect(stepsOf({ items }, same, '2026-03-02T02:00:00Z').get('call')?.today).toMatchObject({ on: '2026-03-02', moved: ['recorded'] });
    expect(stepsOf({ items }, same, '2026-03-02T02:00:00Z').get('reminder_before_due')?.today).toMatchObject({ state: 'not_heard', code: 'recorded_late' });
  });

  it('notice: a handoff waits ten working days after it', () => {
    const steps = stepsOf({ items: [anItem({ dueOn: plainDate('2026-01-05') })] }, same);
    expect(steps.get('handoff')?.today).toMatchObject({ ruleOn: '2026-03-06', moved: ['notice'] });
  });

  it('names what keeps an item, when it is not reached', () => {
    const steps = stepsOf({ items: [anItem({ disputedMinor: 60_000_00 })] }, same);
    expect(steps.get('reminder_before_due')?.today).toEqual({ state: 'not_reached', ruleOn: '2026-02-23', code: 'disputed' });
    expect(steps.get('handoff')?.today).toMatchObject({ state: 'not_reached' });
  });
});
