import { countLines, lineText } from './oracle-lines.js';
import type { OracleLine } from './oracle-lines.js';

export interface Difference {
  /** Lines that only one side has, by kind and step; empty when both sides agree. */
  readonly counts: Readonly<Record<string, { readonly onlyExpected: number; readonly onlyActual: number }>>;
  readonly onlyExpected: readonly OracleLine[];
  readonly onlyActual: readonly OracleLine[];
}

/** Compares two lists as bags of lines: a line twice on one side and once on the other is a difference. */
export function compareLines(expected: readonly OracleLine[], actual: readonly OracleLine[]): Difference {
  const onlyExpected = without(expected, actual);
  const onlyActual = without(actual, expected);
  const [left, right] = [countLines(onlyExpected), countLines(onlyActual)];
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].toSorted();
  return { onlyExpected, onlyActual, counts: Object.fromEntries(keys.map((key) => [key, { onlyExpected: left[key] ?? 0, onlyActual: right[key] ?? 0 }])) };
}

function without(lines: readonly OracleLine[], others: readonly OracleLine[]): readonly OracleLine[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(lineText(line), (left.get(lineText(line)) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(lineText(line)) ?? 0;
    if (count > 0) left.set(lineText(line), count - 1);
    return count === 0;
  });
}

/** The difference for a person: counts, then the first cases that differ, line by line. Empty when both sides agree.
 * @param casesShown of the cases that differ, the first so many */
export function differenceText(difference: Difference, casesShown = 5): string {
  const { onlyExpected, onlyActual, counts } = difference;
  if (onlyExpected.length + onlyActual.length === 0) return '';
  const table = Object.entries(counts).map(([key, count]) => `  ${key}: expected only ${count.onlyExpected}, actual only ${count.onlyActual}`);
  const marked = [...onlyExpected.map((line) => ({ line, mark: '- expected' })), ...onlyActual.map((line) => ({ line, mark: '+ actual  ' }))];
  const cases = [...new Set(marked.map(({ line }) => line.caseKey))].toSorted();
  const shown = cases.slice(0, casesShown).flatMap((caseKey) => {
    const lines = marked.filter(({ line }) => line.caseKey === caseKey).toSorted((a, b) => (lineText(a.line) < lineText(b.line) ? -1 : 1));
    return lines.slice(0, 12).map(({ line, mark }) => `  ${mark} ${lineText(line)}`);
  });
  return [`${onlyExpected.length} lines expected only, ${onlyActual.length} actual only, in ${cases.length} cases`, ...table, ...shown].join('\n');
}
