/** The middle of some measurements. @throws when there are none */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('Nothing was measured');
  return middle;
}

/** One line of the report, with every single measurement so that the noise shows. */
export function report(what: string, figure: number, aim: string, all: readonly number[] = []): void {
  process.stdout.write(`FIGURE ${what}: ${figure.toFixed(2)} (aim ${aim})${all.length === 0 ? '' : `; ${all.map((value) => value.toFixed(2)).join(', ')}`}\n`);
}

export function seconds(sinceMilliseconds: number): number {
  return (performance.now() - sinceMilliseconds) / 1_000;
}
