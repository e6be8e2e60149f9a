import type { Instant } from '../../../src/domain/dates.js';

/** What a case did or chose not to do, plain enough to be made from the oracle, the pure domain and the tables of an installation. */
export interface OracleLine {
  readonly kind:
    | 'contact' | 'passed_over' | 'failed' | 'sales_told' | 'hold_placed' | 'hold_lifted' | 'review' | 'handoff_requested' | 'promise_judged'
    | 'case_closed' | 'case_reopened';
  /** Empty where only that it happened is settled: the moment at which a step is written down as passed over or failed. */
  readonly at: Instant | '';
  readonly caseKey: string;
  /** `email to Person C0001-1 firm` (channel, recipient's name, tone), a route, a promise with its outcome, a step. */
  readonly detail: string;
  /** `INV-000001/1`, for contacts `INV-000001/1 call`; sorted. */
  readonly items: readonly string[];
}

export function lineText(line: OracleLine): string {
  return `${line.caseKey} ${line.at} ${line.kind} ${line.detail} [${line.items.join(', ')}]`;
}

export function sortedLines(lines: readonly OracleLine[]): readonly OracleLine[] {
  const keyed = lines.map((line) => ({ key: lineText(line), line }));
  return keyed.toSorted((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1)).map(({ line }) => line);
}

/** The step key under which the call after a broken promise stands in lines: installations number promises differently. */
export function brokenPromiseLine(reference: string): string {
  return `broken_promise ${reference}`;
}

/** How many lines there are of each kind, contacts, refusals and judgements further by step, channel or outcome. */
export function countLines(lines: readonly OracleLine[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  const count = (key: string): void => { counts[key] = (counts[key] ?? 0) + 1; };
  for (const line of lines) {
    switch (line.kind) {
      case 'contact':
        for (const item of line.items) count(`contact ${line.detail.split(' ')[0]} ${item.split(' ')[1]}`);
        count(`contact ${line.detail.split(' ')[0]}`);
        break;
      case 'passed_over': case 'failed': count(`${line.kind} ${line.detail.split(' ')[0]}`); break;
      case 'promise_judged': case 'handoff_requested': case 'case_closed': count(`${line.kind} ${line.detail.split(' ').at(-1)}`); break;
      default: count(line.kind);
    }
  }
  return Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
