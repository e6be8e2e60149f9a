/** One item of a promise: what was promised of it, and its open balance then and now. Minor units of the case's currency. */
export interface PromisedItem {
  readonly openWhenMadeMinor: number;
  readonly openMinor: number;
}

export interface PromiseJudgement {
  readonly status: 'kept' | 'partly_kept' | 'broken';
  /** What has come in of it: never below zero, never more than was promised. */
  readonly paidMinor: number;
}

/** Kept when the open balance of its items has fallen by its amount since it was made (ladder rule 9). */
export function judgePromise(promisedMinor: number, items: readonly PromisedItem[]): PromiseJudgement {
  const fallen = items.reduce((sum, item) => sum + item.openWhenMadeMinor - item.openMinor, 0);
  const paidMinor = Math.min(promisedMinor, Math.max(0, fallen));
  if (paidMinor === promisedMinor) return { status: 'kept', paidMinor };
  return { status: paidMinor > 0 ? 'partly_kept' : 'broken', paidMinor };
}
