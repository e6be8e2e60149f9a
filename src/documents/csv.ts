export type CsvCell = string | number;

/** A number in exact decimals, such as `1234.50`, that must stay a number in a spreadsheet. */
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * Comma-separated values that Excel opens as meant: UTF-8 with a byte order mark, CRLF, quotes where needed. A text that a
 * spreadsheet would run as a formula gets an apostrophe in front; a number stays one.
 */
export function csvOf(rows: readonly (readonly CsvCell[])[]): string {
  return `\ufeff${rows.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('')}`;
}

function cellText(cell: CsvCell): string {
  const text = String(cell);
  const inert = /^[=+\-@\t\r\0]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
