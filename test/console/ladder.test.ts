import { describe, expect, it } from 'vitest';
import { placedProblems } from '../../console/pages/policies/ladder-check.js';
import { addStep, changeStep, changesOf, inDayOrder, isInDayOrder, moveStep, OFFSET_MAX, removeStep, resetStep, same, stepAt, type LadderDocument } from '../../console/pages/policies/ladder-document.js';
import { dropDraft, keepDraft, readDraft, type DraftStore, type LadderDraft } from '../../console/pages/policies/ladder-draft.js';
import { dayScale, lanesOf, ticksOf } from '../../console/pages/policies/ladder-scale.js';
import { byChannel, differenceCount, previewRows } from '../../console/pages/policies/preview-rows.js';
import type { CasePreview } from '../../console/policy-shapes.js';
import { instant, plainDate } from '../../src/domain/dates.js';

const name = { 'zh-CN': '步骤', en: 'step' };

function aLadder(): LadderDocument {
  const contact = { kind: 'contact', channels: ['email'], recipientRoles: ['finance'], tone: 'friendly', mustArrive: false } as const;
  return {
    name: 'default', unit: 'day', windows: [{ from: '09:00', to: '12:00' }], gapWorkingDays: 3, contactDaysPerWeekMax: 3, promiseToleranceWorkingDays: 2, handoffAfterNoticeWorkingDays: 10,
    steps: [
      { key: 'early', name, offset: -3, action: 'reminder', ...contact }, { key: 'call', name, offset: 3, action: 'reminder_call', ...contact },
      { key: 'order_hold', name, offset: 15, kind: 'age', action: 'order_hold' }, { key: 'notice', name, offset: 20, action: 'written_notice', ...contact },
    ],
  };
}

const keysOf = (document: LadderDocument): readonly string[] => document.steps.map((step) => step.key);

describe('a ladder that is changed', () => {
  it('moves a step by whole days, within what the check allows, and leaves the others', () => {
    expect(moveStep(aLadder(), 'call', 5).steps.map((step) => step.offset)).toEqual([-3, 5, 15, 20]);
    expect(stepAt(moveStep(aLadder(), 'call', 4.6), 'call')?.offset).toBe(5);
    expect(stepAt(moveStep(aLadder(), 'call', OFFSET_MAX + 1), 'call')?.offset).toBe(OFFSET_MAX);
    expect(stepAt(moveStep(aLadder(), 'call', -OFFSET_MAX - 1), 'call')?.offset).toBe(-OFFSET_MAX);
  });

  it('keeps the place of a step that passes another, for the check to say; ordering puts it there', () => {
    expect(isInDayOrder(moveStep(aLadder(), 'call', 15))).toBe(true);
    const passed = moveStep(aLadder(), 'call', 16);
    expect([isInDayOrder(passed), keysOf(passed)]).toEqual([false, ['early', 'call', 'order_hold', 'notice']]);
    expect(keysOf(inDayOrder(passed))).toEqual(['early', 'order_hold', 'call', 'notice']);
  });

  it('takes a new step in after those of its day, with a key that is free and whoever the step before it is for', () => {
    const { document, key } = addStep(aLadder(), { action: 'reminder', name, offset: 3 });
    expect([key, keysOf(document)]).toEqual(['reminder', ['early', 'call', 'reminder', 'order_hold', 'notice']]);
    expect(stepAt(document, 'reminder')).toMatchObject({ kind: 'contact', channels: ['email'], recipientRoles: ['finance'] });
    expect(addStep(document, { action: 'reminder', name, offset: 30 }).key).toBe('reminder_2');
    expect(stepAt(addStep(aLadder(), { action: 'handoff', name, offset: 60 }).document, 'handoff')).toEqual({ key: 'handoff', name, offset: 60, action: 'handoff', kind: 'age' });
  });

  it('gives one step back as it was published: changed, taken out or added', () => {
    const changed = changeStep(aLadder(), 'call', (step) => ({ ...step, name: { ...name, en: 'other' } }));
    expect(resetStep(moveStep(changed, 'early', -5), aLadder(), 'call')).toEqual(moveStep(aLadder(), 'early', -5));
    expect(resetStep(removeStep(aLadder(), 'call'), aLadder(), 'call')).toEqual(aLadder());
    expect(resetStep(addStep(aLadder(), { action: 'reminder', name, offset: 5 }).document, aLadder(), 'reminder')).toEqual(aLadder());
  });

  it('says what differs from the published version: each step once, fields, order', () => {
    expect(changesOf(aLadder(), aLadder()).count).toBe(0);
    const draft = { ...removeStep(moveStep(changeStep(aLadder(), 'early', (step) => ({ ...step, name: { ...name, en: 'other' } })), 'call', 4), 'notice'), gapWorkingDays: 2 };
    const changes = changesOf(aLadder(), addStep(draft, { action: 'handoff', name, offset: 60 }).document);
    expect([...changes.steps]).toEqual([['early', 'changed'], ['call', 'moved'], ['handoff', 'added'], ['notice', 'removed']]);
    expect([changes.fields, changes.reordered, changes.count]).toEqual([['gapWorkingDays'], false, 5]);
    expect(changesOf(aLadder(), inDayOrder(moveStep(aLadder(), 'call', 16))).reordered).toBe(true);
  });

  it('is the same whatever the order of its fields, and not with another value', () => {
    expect(same({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBe(true);
    expect(same({ a: 1, b: [1, 2] }, { a: 1, b: [2, 1] })).toBe(false);
  });
});

describe('what the check says', () => {
  it('stands at the step and field that its path names, or at the ladder', () => {
    const placed = placedProblems({ problems: [{ path: 'steps.1.offset', message: 'm' }, { path: 'steps.3', message: 'm' }, { path: 'windows.0.to', message: 'm' }], warnings: [{ path: 'steps.0.texts.en.body', message: 'm' }] }, aLadder());
    expect(placed.map((problem) => [problem.severity, problem.stepKey, problem.field])).toEqual([['problem', 'call', 'offset'], ['problem', 'notice', ''], ['problem', undefined, 'windows.0.to'], ['warning', 'early', 'texts.en.body']]);
  });
});

describe('the axis of a ladder', () => {
  it.each([320, 680, 1_400])('of %i pixels leads from every day to its place and back, in order', (width) => {
    const scale = dayScale([-3, 60], width);
    const days = [-7, -3, -1, 0, 1, 3, 10, 15, 20];
    expect(days.map((day) => scale.day(scale.x(day)))).toEqual(days);
    expect(days.map((day) => scale.x(day))).toEqual(days.map((day) => scale.x(day)).toSorted((a, b) => a - b));
    expect([scale.x(-7) >= 0, scale.x(60) <= width]).toEqual([true, true]);
  });

  it('has room for days that are further away than two months', () => {
    const scale = dayScale([-30, 365], 680);
    expect([scale.from <= -30, scale.to >= 365, scale.x(365) < 680]).toEqual([true, true, true]);
  });

  it('writes no two days nearer to each other than they have room, and the due day always', () => {
    const scale = dayScale([-3, 60], 680);
    const ticks = ticksOf(scale, 38);
    expect(ticks).toContain(0);
    expect(ticks.slice(1).map((day, index) => scale.x(day) - scale.x(ticks[index] ?? 0)).filter((room) => room < 38)).toEqual([]);
  });

  it('puts what overlaps on the next line, and leaves out what has no line left', () => {
    const at = (x: number): { x: number; width: number } => ({ x, width: 20 });
    expect(lanesOf([at(0), at(19), at(20)], 3)).toEqual([0, 1, 0]);
    expect(lanesOf([at(40), at(0), at(5), at(6)], 2)).toEqual([0, 0, 1, undefined]);
  });
});

class Store implements DraftStore {
  readonly #kept = new Map<string, string>();
  get length(): number { return this.#kept.size; }
  key(index: number): string | null { return [...this.#kept.keys()][index] ?? null; }
  getItem(key: string): string | null { return this.#kept.get(key) ?? null; }
  setItem(key: string, text: string): void { this.#kept.set(key, text); }
  removeItem(key: string): void { this.#kept.delete(key); }
}

describe('a draft of a ladder', () => {
  const draft = (basedOn: number): LadderDraft => ({ name: 'default', basedOn, document: aLadder(), savedAt: instant('2026-03-02T01:00:00Z') });

  it('is found again by its person until it is dropped; of two the one of the later version', () => {
    const store = new Store();
    keepDraft(store, 'me', draft(9));
    keepDraft(store, 'me', draft(10));
    expect([readDraft(store, 'me', 'default')?.basedOn, readDraft(store, 'you', 'default'), readDraft(store, 'me', 'other')]).toEqual([10, undefined, undefined]);
    dropDraft(store, 'me', draft(10));
    expect(readDraft(store, 'me', 'default')).toEqual(draft(9));
  });

  it('that cannot be read is no draft, and a full store says so', () => {
    const store = new Store();
    store.setItem('dunlin.draft.me.escalation_ladder.default@1', '{"basedOn":1,"document":{}}');
    store.setItem('dunlin.draft.me.escalation_ladder.default@2', '{');
    expect(readDraft(store, 'me', 'default')).toBeUndefined();
    store.setItem = () => { throw new Error('QuotaExceededError'); };
    expect(keepDraft(store, 'me', draft(1))).toBe(false);
  });
});

describe('a preview in lines', () => {
  const step = (stepKey: string, differs: readonly 'day'[] = []): CasePreview['items'][number]['steps'][number] => ({ stepKey, differs });
  const hold = { state: 'comes', on: plainDate('2026-03-16'), at: instant('2026-03-16T01:00:00Z') } as const;
  const of = (steps: CasePreview['items'][number]['steps'], differs: boolean): CasePreview => ({
    caseId: 'case', currency: 'CNY', cut: false, orderHold: { today: hold, draft: { state: 'not_reached' }, differs },
    items: [{ openItemId: 'item', invoiceNumber: 'INV-1', instalment: 1, dueOn: plainDate('2026-03-01'), openMinor: 1, takes: 'keeps', ladder: 'default@1', steps }],
  });
  const rows = (preview: CasePreview, draft = aLadder()): ReturnType<typeof previewRows> => preview.items.flatMap((item) => previewRows(item, preview, { today: aLadder(), draft }));

  it('has the order hold of the case in its place, also when the draft has none any more, and counts what differs', () => {
    const shown = rows(of([step('early'), step('call', ['day']), step('notice')], true));
    expect(shown.map((row) => row.stepKey)).toEqual(['early', 'call', 'order_hold', 'notice']);
    expect(differenceCount(shown)).toBe(2);
    expect(rows(of([step('early'), step('notice')], true), removeStep(aLadder(), 'order_hold')).map((row) => row.stepKey)).toEqual(['early', 'order_hold', 'notice']);
    expect(differenceCount(rows(of([step('early')], false)))).toBe(0);
  });

  it('names recipients once for each channel', () => {
    expect(byChannel([{ recipientId: 'a', channel: 'email' }, { recipientId: 'b', channel: 'sms' }, { recipientId: 'b', channel: 'email' }, { recipientId: 'a', channel: 'email' }])).toEqual([{ channel: 'email', recipientIds: ['a', 'b'] }, { channel: 'sms', recipientIds: ['b'] }]);
  });
});
