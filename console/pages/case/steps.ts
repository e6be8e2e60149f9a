import { addDays, type PlainDate } from '../../../src/domain/dates.js';
import type { CaseDetail, CaseItem, LadderStep } from '../../case-shapes.js';

export function stepOf(detail: CaseDetail, item: CaseItem, key: string): LadderStep | undefined {
  return detail.ladders[item.ladder]?.find((step) => step.key === key);
}

/** The day that the rule names, before rest days, gaps and pauses move it. */
export function nominalDay(item: CaseItem, step: LadderStep): PlainDate {
  return addDays(item.dueOn, step.offset);
}

/** `+10`, `−3`. */
export function offsetInWords(offset: number): string {
  return offset < 0 ? `−${-offset}` : `+${offset}`;
}
