import Pdf from 'pdfkit';
import type { LetterFonts } from './fonts.js';

const MARGIN = 56;
const FOOT = 40;
const INK = '#1f2328';
const MUTED = '#57606a';
const RULE = '#c9d1d9';

export interface PaperOptions {
  readonly fonts: LetterFonts;
  readonly title: string;
  readonly author: string;
  /** Written into the file, so that the same letter has the same bytes. */
  readonly createdAt: Date;
}

export interface TableColumn {
  readonly title: string;
  /** Share of the width. */
  readonly share: number;
  readonly align: 'left' | 'right' | 'center';
}

/** A4 paper for letters: flows text and tables down the page, in one typeface, and knows where a page ends. */
export class LetterPaper {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #chunks: Buffer[] = [];
  readonly #left = MARGIN;
  readonly #width: number;
  readonly #bottom: number;

  constructor({ fonts, title, author, createdAt }: PaperOptions) {
    this.#pdf = new Pdf({
      size: 'A4', bufferPages: true, margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN },
      info: { Title: title, Author: author, Producer: 'Dunlin', Creator: 'Dunlin', CreationDate: createdAt, ModDate: createdAt },
    });
    this.#pdf.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    this.#pdf.registerFont('regular', fonts.regular);
    this.#pdf.registerFont('bold', fonts.bold);
    this.#width = this.#pdf.page.width - 2 * MARGIN;
    this.#bottom = this.#pdf.page.height - MARGIN - FOOT / 2;
  }

  letterhead(name: string, lines: readonly string[]): void {
    this.#write(name, { bold: true, size: 15 });
    for (const line of lines) this.#write(line, { size: 8.5, colour: MUTED });
    this.space(5);
    this.rule();
    this.space(12);
  }

  title(text: string): void {
    this.#write(text, { bold: true, size: 18, align: 'center' });
    this.space(8);
  }

  /** Lines at the right, such as number and date. */
  atRight(lines: readonly string[]): void {
    for (const line of lines) this.#write(line, { align: 'right' });
  }

  lines(lines: readonly string[], { boldFirst = false }: { readonly boldFirst?: boolean } = {}): void {
    for (const [index, line] of lines.entries()) this.#write(line, { bold: boldFirst && index === 0 });
    this.space(8);
  }

  heading(text: string): void {
    this.keepTogether(90);
    this.space(4);
    this.#write(text, { bold: true, size: 11 });
    this.space(3);
  }

  paragraph(text: string): void {
    this.keepTogether(this.#heightOf(text));
    this.#write(text, {});
    this.space(6);
  }

  strong(text: string): void {
    this.#write(text, { bold: true });
    this.space(6);
  }

  note(text: string): void {
    this.#write(text, { size: 9, colour: MUTED });
    this.space(6);
  }

  /** Names and values, in a frame. */
  box(lines: readonly (readonly [string, string])[]): void {
    const nameWidth = 90;
    const padding = 7;
    const heights = lines.map(([, value]) => this.#heightOf(value, this.#width - nameWidth - 2 * padding) + 3);
    const height = heights.reduce((sum, each) => sum + each, 2 * padding - 3);
    this.keepTogether(height);
    const top = this.#pdf.y;
    this.#pdf.rect(this.#left, top, this.#width, height).lineWidth(0.7).stroke(RULE);
    let y = top + padding;
    for (const [index, [name, value]] of lines.entries()) {
      this.#put(name, { x: this.#left + padding, y, width: nameWidth - padding, colour: MUTED });
      this.#put(value, { x: this.#left + nameWidth, y, width: this.#width - nameWidth - 2 * padding });
      y += heights[index] ?? 0;
    }
    this.#pdf.y = top + height;
    this.space(8);
  }

  /** A table whose heading row is repeated on every page. */
  table(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): void {
    const shares = columns.reduce((sum, column) => sum + column.share, 0);
    const widths = columns.map((column) => (column.share / shares) * this.#width);
    const heading = columns.map((column) => column.title);
    this.keepTogether(40);
    this.#row(columns, widths, heading, true);
    for (const row of rows) {
      if (this.#pdf.y + this.#rowHeight(widths, row) > this.#bottom) {
        this.#pdf.addPage();
        this.#row(columns, widths, heading, true);
      }
      this.#row(columns, widths, row, false);
    }
    this.space(5);
  }

  /** Starts a new page unless that much height is left. */
  keepTogether(height: number): void {
    if (this.#pdf.y + height > this.#bottom) this.#pdf.addPage();
  }

  rule(dashed = false): void {
    const { y } = this.#pdf;
    this.#pdf.moveTo(this.#left, y).lineTo(this.#left + this.#width, y).lineWidth(0.7);
    if (dashed) this.#pdf.dash(4, { space: 3 }).stroke(MUTED).undash();
    else this.#pdf.stroke(RULE);
  }

  space(points: number): void {
    this.#pdf.y += points;
  }

  /** Writes the foot of every page and closes the file. */
  async finish(foot: (page: number, pages: number) => string): Promise<Buffer> {
    const { count } = this.#pdf.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.#pdf.switchToPage(page);
      this.#pdf.page.margins.bottom = 0;
      this.#put(foot(page + 1, count), { x: this.#left, y: this.#pdf.page.height - FOOT, width: this.#width, size: 8, colour: MUTED, align: 'center' });
    }
    const ended = new Promise<void>((resolve) => { this.#pdf.on('end', resolve); });
    this.#pdf.end();
    await ended;
    return Buffer.concat(this.#chunks);
  }

  #row(columns: readonly TableColumn[], widths: readonly number[], cells: readonly string[], heading: boolean): void {
    const top = this.#pdf.y;
    const height = this.#rowHeight(widths, cells);
    if (heading) this.#pdf.rect(this.#left, top, this.#width, height).fill('#f0f2f4');
    let x = this.#left;
    for (const [index, width] of widths.entries()) {
      const align = columns[index]?.align ?? 'left';
      this.#put(cells[index] ?? '', { x: x + 4, y: top + 4, width: width - 8, size: 9, bold: heading, align });
      x += width;
    }
    this.#pdf.y = top + height;
    this.rule();
  }

  #rowHeight(widths: readonly number[], cells: readonly string[]): number {
    return Math.max(...widths.map((width, index) => this.#heightOf(cells[index] ?? '', width - 8, 9))) + 8;
  }

  #heightOf(text: string, width = this.#width, size = 10): number {
    return this.#pdf.font('regular').fontSize(size).heightOfString(text, { width, lineGap: 2 });
  }

  #write(text: string, style: TextStyle): void {
    this.#put(text, { ...style, x: this.#left, y: this.#pdf.y, width: this.#width });
  }

  // Left, never justified: justifying tears gaps between Chinese characters and figures.
  #put(text: string, { x, y, width, bold = false, size = 10, colour = INK, align = 'left' }: TextStyle & Place): void {
    this.#pdf.font(bold ? 'bold' : 'regular').fontSize(size).fillColor(colour).text(text, x, y, { width, align, lineGap: 2 });
  }
}

interface TextStyle {
  readonly bold?: boolean;
  readonly size?: number;
  readonly colour?: string;
  readonly align?: 'left' | 'right' | 'center';
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}
