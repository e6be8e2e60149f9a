import type { Column } from './grid.js';

/** Rows as they are shown, as a CSV file that office programs open: with a byte order mark, and no cell that they would take for a formula. */
export function exportCsv<Row>(fileName: string, columns: readonly Column<Row>[], rows: readonly Row[]): void {
  const file = new Blob(['\uFEFF', csvOf(columns, rows)], { type: 'text/csv;charset=utf-8' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `${fileName}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** The text of the file: a heading, then a line for each row. */
export function csvOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const exported = columns.flatMap((column) => (column.text === undefined ? [] : [{ title: column.title, text: column.text }]));
  const lines = [exported.map((column) => column.title), ...rows.map((row) => exported.map((column) => column.text(row)))];
  return lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

function quoted(cell: string): string {
  const harmless = /^[=+@\t\r]|^-(?![\d.,]+$)/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
