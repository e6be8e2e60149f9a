import type { PlainDate } from '../../../src/domain/dates.js';
import type { CaseDetail, CaseItem, LadderStep, StepDone } from '../../case-shapes.js';
import { dayIn } from '../../parts/format.js';
import { nominalDay, stepOf } from './steps.js';

export type MarkState = 'done' | 'passed' | 'failed' | 'elsewhere' | 'ahead';

/** One step of one item, done or to come, on its real day. */
export interface Mark {
  readonly key: string;
  readonly itemId: string;
  readonly step: LadderStep | undefined;
  readonly state: MarkState;
  readonly day: PlainDate;
  readonly ruleDay: PlainDate | undefined;
  readonly reason: string | null;
}

/** Items that stand at the same rung and rest for the same reason: they share one axis. */
export interface AxisGroup {
  readonly key: string;
  readonly items: readonly CaseItem[];
  readonly openMinor: number;
  readonly pausedBy: string | null;
  readonly pausedUntil: PlainDate | undefined;
  readonly marks: readonly Mark[];
}

const STATES: Readonly<Record<StepDone['state'], MarkState>> = { taken: 'done', passed_over: 'passed', failed: 'failed', done_elsewhere: 'elsewhere' };

/** The ladder of a case as axes, the oldest items first. */
export function axisGroups(detail: CaseDetail): readonly AxisGroup[] {
  const groups = new Map<string, CaseItem[]>();
  for (const item of detail.items.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : Number(a.dueOn > b.dueOn)))) {
    const key = [item.ladder, rungOf(item), item.pausedBy ?? ''].join('|');
    groups.set(key, [...groups.get(key) ?? [], item]);
  }
  return [...groups].map(([key, items]) => ({
    key, items, openMinor: items.reduce((sum, item) => sum + item.openMinor, 0), pausedBy: items[0]?.pausedBy ?? null, pausedUntil: pausedUntil(detail, items),
    marks: items.flatMap((item) => [...doneMarks(detail, item), ...aheadMarks(detail, item)]),
  }));
}

function rungOf(item: CaseItem): number {
  return item.steps.reduce((highest, step) => Math.max(highest, step.rank), -1);
}

function doneMarks(detail: CaseDetail, item: CaseItem): readonly Mark[] {
  return item.steps.map((done) => {
    const step = stepOf(detail, item, done.key);
    return { key: done.key, itemId: item.id, step, state: STATES[done.state], day: dayIn(detail.timeZone, done.at), ruleDay: step === undefined ? undefined : nominalDay(item, step), reason: done.reason };
  });
}

// An act may be about several items at different rungs: the item's own step is the lowest of the act's that it has not left behind.
function aheadMarks(detail: CaseDetail, item: CaseItem): readonly Mark[] {
  const ladder = detail.ladders[item.ladder] ?? [];
  const behind = new Set(item.steps.map((step) => step.key));
  return detail.ahead.filter((act) => act.openItemIds.includes(item.id)).flatMap((act): readonly Mark[] => {
    const key = ladder.find((step) => act.stepKeys.includes(step.key) && !behind.has(step.key))?.key ?? act.stepKeys.find((candidate) => !behind.has(candidate));
    if (key === undefined) return [];
    behind.add(key);
    const step = stepOf(detail, item, key);
    const refused = act.action === 'record_refusal';
    return [{ key, itemId: item.id, step, state: refused ? 'passed' : 'ahead', day: dayIn(detail.timeZone, act.at), ruleDay: step === undefined ? undefined : nominalDay(item, step), reason: refused ? act.code ?? null : null }];
  });
}

function pausedUntil(detail: CaseDetail, items: readonly CaseItem[]): PlainDate | undefined {
  const [first] = items;
  if (first === undefined) return undefined;
  const days = first.pausedBy === 'disputed' ? detail.disputes.filter((dispute) => dispute.status === 'open' && items.some((item) => item.id === dispute.open_item_id)).map((dispute) => dispute.answer_by)
    : first.pausedBy === 'promise_live' ? detail.promises.filter((promise) => promise.status === 'pending').map((promise) => promise.pay_by)
    : first.pausedBy === 'contact_hold' ? detail.holds.filter((hold) => hold.endedAt === null && (hold.openItemId === null || items.some((item) => item.id === hold.openItemId))).map((hold) => hold.lastQuietOn) : [];
  return days.toSorted().at(-1);
}
