import { describe, expect, it } from 'vitest';
import { groupTasks } from '../../console/pages/tasks/order.js';
import type { Task } from '../../console/shapes.js';
import { instant } from '../../src/domain/dates.js';

const now = instant('2026-03-09T01:00:00Z');

function aTask(given: Partial<Task> & { readonly id: string }): Task {
  return {
    kind: 'call', state: 'open', ownerRole: 'collector', ownerId: null, openedAt: now, dueAt: null, closedAt: null, outcome: null, data: null, caseId: null, subjectId: null, customer: null, currency: 'CNY',
    overdueMinor: 0, collectableMinor: 0, daysPastDue: null, insured: false, said: null, next: { at: null, reason: null }, script: null, recipient: null, ...given,
  };
}

function groupOf(dueAt: string | null): string | undefined {
  return groupTasks([aTask({ id: 'one', dueAt: dueAt === null ? null : instant(dueAt) })], now, 'Asia/Shanghai').find((group) => group.rows.length > 0)?.key;
}

describe('the order of tasks', () => {
  it.each([
    ['2026-03-09T01:00:00.000Z', 'now'], ['2026-03-09T01:00:00.001Z', 'today'], ['2026-03-09T16:00:00.000Z', 'today'], ['2026-03-09T16:00:00.001Z', 'later'], [null, 'no_date'],
  ])('due at %s, seen at 09:00 in Shanghai, is "%s": midnight at the end of today is still today', (dueAt, group) => {
    expect(groupOf(dueAt)).toBe(group);
  });

  it('what decides most comes first, then the oldest debt, then the most money', () => {
    const tasks = [aTask({ id: 'told', kind: 'sales_heads_up', daysPastDue: 90 }), aTask({ id: 'small', daysPastDue: 11, overdueMinor: 1 }), aTask({ id: 'large', daysPastDue: 11, overdueMinor: 2 }), aTask({ id: 'old', daysPastDue: 12 }), aTask({ id: 'handoff', kind: 'handoff_approval' })];
    expect(groupTasks(tasks, now, 'Asia/Shanghai').flatMap((group) => group.rows.map((task) => task.id))).toEqual(['handoff', 'old', 'large', 'small', 'told']);
  });
});
