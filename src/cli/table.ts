/** Rows under headings, columns as wide as they need; numbers stand to the right. A Chinese character is two columns wide. */
export function tableLines(headings: readonly string[], rows: readonly (readonly string[])[], rightFrom: number): readonly string[] {
  const widths = headings.map((heading, column) => Math.max(widthOf(heading), ...rows.map((row) => widthOf(row[column] ?? ''))));
  const line = (cells: readonly string[]): string => cells.map((cell, column) => {
    const blanks = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
    return column >= rightFrom ? `${blanks}${cell}` : `${cell}${blanks}`;
  }).join('  ').trimEnd();
  return [line(headings), ...rows.map(line)];
}

function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(character) ? 2 : 1;
  return width;
}
