import { describe, expect, it } from 'vitest';
import type { PlainDate } from '../../../src/domain/dates.js';
import { shippedLadder } from '../../../src/policies/escalation-ladders.js';
import { compareLines, differenceText } from './compare.js';
import { aWorld, handCase } from './hand-world.js';
import { predict } from './ladder-oracle.js';
import { MemoryPlayer } from './memory-player.js';
import { lineText } from './oracle-lines.js';
import type { World, WorldAction } from './world.js';

const difference = (world: World): string => differenceText(compareLines(predict(world), new MemoryPlayer(shippedLadder(), (country) => country === 'CN').play(world)));
const day = (text: string): PlainDate => text as PlainDate;
const second = (dueOn: string, number = 'INV2', amount = 60_000_00) => ({ number, instalment: 1, customer: 'C0001', entity: 'SH', currency: 'CNY', amount, issuedOn: day('2026-01-02'), dueOn: day(dueOn) });
const payment = (reference: string, on: string, amount: number, invoice?: string) => ({ reference, customer: 'C0001', entity: 'SH', currency: 'CNY', amount, receivedOn: day(on), designations: invoice === undefined ? [] : [{ invoice }] });

describe('where the two could differ', () => {
  it('does not call about what was paid when a promise was judged, though the payment comes back later', () => {
    const promise: WorldAction = { kind: 'promise', reference: 'P', caseKey: handCase, items: ['INV/1', 'INV2/1'], amount: 120_000_00, payBy: day('2026-03-06') };
    expect(difference(aWorld({
      '2026-01-05': { rows: { invoices: [second('2026-02-26')] } },
      '2026-03-03': { actions: [promise] },
      '2026-03-06': { rows: { payments: [payment('PAY', '2026-03-05', 60_000_00, 'INV')] } },
      '2026-03-20': { rows: { payments: [{ ...payment('BACK', '2026-03-19', 60_000_00), reverses: 'PAY' }] } },
    }))).toBe('');
  });

  it('calls after a broken promise in the tone of what was last heard, also when that was done elsewhere', () => {
    const promise: WorldAction = { kind: 'promise', reference: 'P', caseKey: handCase, items: ['INV/1'], amount: 60_000_00, payBy: day('2026-03-13') };
    const afterReminder = aWorld({ '2026-03-10': { actions: [promise] } });
    expect(predict(afterReminder).map(lineText).filter((line) => line.includes('broken_promise'))).toEqual([
      'C0001|SH|CNY 2026-03-18T01:00:00.000Z contact task to Li firm [INV/1 broken_promise P]',
    ]);
    expect(difference(afterReminder)).toBe('');
    const elsewhere = { ...second('2026-02-10'), stepsDoneElsewhere: ['reminder_before_due', 'call', 'reminder'] };
    expect(difference(aWorld({
      '2026-03-02': { rows: { invoices: [elsewhere] }, actions: [{ ...promise, items: ['INV2/1'], payBy: day('2026-03-03') }] },
    }))).toBe('');
  });

  it('does not write to a person over one channel twice a day when a due date moves back after the day\'s contact', () => {
    const move: WorldAction = { kind: 'due_date_changed', item: 'INV2/1', dueOn: day('2026-02-20') };
    // INV hears its reminder on Monday 9 March at 09:00 in Shanghai, INV2 is moved to an age of its own call at 14:00.
    expect(difference(aWorld({ '2026-01-05': { rows: { invoices: [second('2026-04-30')] } }, '2026-03-10': { actions: [move] } }, '06:00'))).toBe('');
    // The same with a reminder before the due date: both are e-mails.
    const soon: WorldAction = { kind: 'due_date_changed', item: 'INV2/1', dueOn: day('2026-03-11') };
    expect(difference(aWorld({ '2026-01-05': { rows: { invoices: [second('2026-04-30')] } }, '2026-03-10': { actions: [soon] } }, '06:00'))).toBe('');
  });
});
