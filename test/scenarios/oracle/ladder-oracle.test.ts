import { describe, expect, it } from 'vitest';
import type { PlainDate } from '../../../src/domain/dates.js';
import { aWorld, handCase } from './hand-world.js';
import { predict } from './ladder-oracle.js';
import { lineText } from './oracle-lines.js';
import type { World, WorldAction } from './world.js';

const key = handCase;

const shown = (world: World): readonly string[] => predict(world).map((line) => lineText(line).slice(key.length + 1));

describe('the oracle, against dates counted by hand', () => {
  it('climbs every rung: T−3 fell in Spring Festival, T+3 and T+10 on Sundays', () => {
    expect(shown(aWorld({}))).toEqual([
      '2026-02-24T01:00:00.000Z contact email to Li friendly [INV/1 reminder_before_due]',
      '2026-02-27T01:00:00.000Z sales_told sales@lantern.example [INV/1]',
      '2026-03-02T01:00:00.000Z contact task to Li friendly [INV/1 call]',
      '2026-03-09T01:00:00.000Z contact email to Li firm [INV/1 reminder]',
      '2026-03-13T01:00:00.000Z hold_placed  []',
      '2026-03-18T01:00:00.000Z contact email to Li final [INV/1 written_notice]',
      '2026-04-13T01:00:00.000Z review opened [INV/1]',
      '2026-04-27T01:00:00.000Z handoff_requested legal [INV/1]',
    ]);
  });

  it('calls on the first working day after a broken promise, then keeps the gap and is not softer', () => {
    const promise: WorldAction = { kind: 'promise', reference: 'P', caseKey: key, items: ['INV/1'], amount: 60_000_00, payBy: '2026-03-06' as PlainDate };
    expect(shown(aWorld({ '2026-03-03': { actions: [promise] } })).slice(2, 6)).toEqual([
      '2026-03-02T01:00:00.000Z contact task to Li friendly [INV/1 call]',
      '2026-03-10T16:00:00.000Z promise_judged P broken [INV/1]', // Friday + two working days is Tuesday; judged as Wednesday begins
      '2026-03-11T01:00:00.000Z contact task to Li friendly [INV/1 broken_promise P]',
      '2026-03-13T01:00:00.000Z hold_placed  []',
    ]);
    expect(shown(aWorld({ '2026-03-03': { actions: [promise] } }))[6]).toBe('2026-03-16T01:00:00.000Z contact email to Li firm [INV/1 reminder]');
  });

  it('closes when paid, opens again when the payment comes back, and goes on after the last step that was heard', () => {
    const payment = { reference: 'PAY', customer: 'C0001', entity: 'SH', currency: 'CNY', amount: 60_000_00, receivedOn: '2026-03-04' as PlainDate, designations: [] };
    const lines = shown(aWorld({
      '2026-03-05': { rows: { payments: [payment] } },
      '2026-03-20': { rows: { payments: [{ ...payment, reference: 'BACK', receivedOn: '2026-03-19' as PlainDate, reverses: 'PAY' }] } },
    }));
    expect(lines.slice(3, 8)).toEqual([
      '2026-03-04T23:30:00.000Z case_closed paid []',
      '2026-03-19T23:30:00.000Z case_reopened  []',
      '2026-03-20T01:00:00.000Z contact email to Li firm [INV/1 reminder]',
      '2026-03-20T01:00:00.000Z hold_placed  []',
      '2026-03-25T01:00:00.000Z contact email to Li final [INV/1 written_notice]',
    ]);
  });

  it('leaves the disputed part out and rests when all is disputed', () => {
    const dispute: WorldAction = { kind: 'dispute', reference: 'D', item: 'INV/1', amount: 60_000_00, reason: 'goods_defective', answerBy: '2026-03-20' as PlainDate };
    const lines = shown(aWorld({ '2026-03-04': { actions: [dispute] }, '2026-03-17': { actions: [{ kind: 'dispute_answered', reference: 'D', answer: 'rejected' }] } }));
    expect(lines.slice(3, 6)).toEqual([
      '2026-03-17T01:00:00.000Z contact email to Li firm [INV/1 reminder]',
      '2026-03-17T01:00:00.000Z hold_placed  []',
      '2026-03-20T01:00:00.000Z contact email to Li final [INV/1 written_notice]',
    ]);
  });
});
