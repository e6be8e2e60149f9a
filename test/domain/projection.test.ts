import { describe, expect, it } from 'vitest';
import { instant, plainDate } from '../../src/domain/dates.js';
import { projectCase } from '../../src/domain/projection.js';
import { aCase, anItem, CaseDiary } from '../support/case-diary.js';

const START = '2026-02-20T01:00:00Z';

describe('what a case will do', () => {
  it('is what it then does, day by day, when nothing changes', () => {
    const items = [anItem(), anItem({ id: 'item-2', invoiceNumber: 'INV-2', dueOn: plainDate('2026-03-05'), openMinor: 12_000_00 })];
    const diary = new CaseDiary(aCase({ items }), START);
    const played = diary.until('2026-05-20T00:00:00Z').filter((line) => !line.what.startsWith('refused')).map((line) => line.at);
    const projected = projectCase(aCase({ items }), instant(START), 88).filter((act) => act.action !== 'record_refusal').map((act) => act.at);
    expect(projected).toEqual(played);
    expect(projected.length).toBeGreaterThan(12);
  });

  it('ends with the days that were asked for', () => {
    const days = (count: number): readonly string[] => projectCase(aCase(), instant('2026-02-23T01:00:00Z'), count).map((act) => act.at);
    expect(days(0)).toEqual([]);
    expect(days(1)).toEqual(['2026-02-24T01:00:00.000Z']);
  });

  it('takes a live promise for broken, and calls on the next working day', () => {
    const promised = aCase({
      items: [anItem({ promisedMinor: 60_000_00 })],
      promises: [{ id: 'promise-1', status: 'pending', payBy: plainDate('2026-03-06'), judgedAt: null, openItemIds: ['item-1'] }],
    });
    const acts = projectCase(promised, instant('2026-03-03T01:00:00Z'), 14);
    expect(acts.find((act) => act.action === 'judge_promise')?.at).toBe('2026-03-10T16:00:00.000Z');
    expect(acts.find((act) => act.action === 'contact_customer')).toMatchObject({ at: '2026-03-11T01:00:00.000Z', channel: 'task' });
  });

  it('counts an item\'s notice by its own rung: named beside another\'s notice on 18 March it is not handed off on 1 April, but ten working days after its own', () => {
    const done = (keys: readonly string[]): ReturnType<typeof anItem>['steps'] => keys.map((key, index) => ({ key, rank: index, state: 'done_elsewhere', audience: [] }));
    const noticed = anItem({ reviewed: true, steps: done(['reminder_before_due', 'call', 'reminder']) });
    const beside = anItem({ id: 'item-2', invoiceNumber: 'INV-2', dueOn: plainDate('2026-01-05'), openMinor: 1_00, reviewed: true, steps: done(['reminder_before_due', 'call']) });
    const acts = projectCase(aCase({ items: [noticed, beside] }), instant('2026-03-18T00:00:00Z'), 30).filter((act) => act.action === 'contact_customer' || act.action === 'request_handoff');
    expect(acts.map(({ at, stepKeys, openItemIds }) => [at.slice(0, 10), stepKeys.join(), openItemIds.join()])).toEqual([
      ['2026-03-18', 'written_notice,reminder', 'item-1,item-2'], ['2026-03-23', 'written_notice', 'item-2'], ['2026-04-07', 'handoff', 'item-2'],
    ]);
  });
});
