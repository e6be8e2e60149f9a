import { createHash } from 'node:crypto';
import type { LetterFonts } from './fonts.js';
import { LetterPaper, type TableColumn } from './letter-paper.js';
import type { NoticeFacts } from './notice-facts.js';
import { wordingOf, type NoticeWording, type WordedTable } from './notice-wording.js';

export interface Letter {
  readonly kind: 'letter';
  readonly fileName: string;
  readonly content: Uint8Array;
  readonly sha256: string;
}

export interface GlyphsMissing {
  readonly kind: 'rejected';
  readonly code: 'glyphs_missing';
  /** Characters that the letter's font cannot draw; set PDF_FONT_PATH to a font that can. */
  readonly characters: readonly string[];
}

/** A numbered letter of demand as PDF. The same facts give the same bytes. */
export async function writeNotice(facts: NoticeFacts, fonts: LetterFonts): Promise<Letter | GlyphsMissing> {
  const wording = wordingOf(facts);
  const characters = fonts.missingIn(everyTextOf(facts, wording));
  if (characters.length > 0) return { kind: 'rejected', code: 'glyphs_missing', characters };
  const paper = new LetterPaper({
    fonts, title: `${wording.title} ${facts.noticeNumber}`, author: facts.seller.legalName, createdAt: new Date(`${facts.issuedOn}T00:00:00Z`),
  });
  writeLetter(paper, facts, wording);
  const content = await paper.finish(wording.page);
  return { kind: 'letter', fileName: wording.fileName, content, sha256: createHash('sha256').update(content).digest('hex') };
}

function writeLetter(paper: LetterPaper, facts: NoticeFacts, wording: NoticeWording): void {
  const { seller } = facts;
  paper.letterhead(seller.legalName, letterheadLines(facts));
  paper.title(wording.title);
  const colon = colonOf(facts);
  paper.atRight(wording.reference.map(([name, value]) => `${name}${colon}${value}`));
  paper.lines(wording.addressee, { boldFirst: true });
  if (wording.salutation !== '') paper.paragraph(wording.salutation);
  paper.paragraph(wording.opening);
  writeTable(paper, wording.demanded);
  paper.paragraph(wording.demand);
  paper.box(wording.account);
  for (const table of wording.information) writeTable(paper, table);
  for (const text of wording.closing) paper.paragraph(text);
  paper.keepTogether(70);
  paper.space(10);
  paper.atRight(wording.signature);
  paper.keepTogether(wording.receipt.lines.length * 22 + 60);
  paper.space(14);
  paper.rule(true);
  paper.space(10);
  paper.title(wording.receipt.title);
  for (const line of wording.receipt.lines) paper.paragraph(line);
}

function letterheadLines({ seller, language }: NoticeFacts): readonly string[] {
  const number = seller.registrationNumber === '' ? [] : [`${language === 'zh-CN' ? '统一社会信用代码 ' : 'Registration number '}${seller.registrationNumber}`];
  return [[seller.address, ...number].join('　'), [seller.phone, seller.email].join('　')];
}

function colonOf({ language }: NoticeFacts): string {
  return language === 'zh-CN' ? '：' : ': ';
}

function writeTable(paper: LetterPaper, table: WordedTable): void {
  paper.heading(table.heading);
  paper.table(columnsOf(table), table.rows);
  // The sum and what is said about it stay on one page.
  paper.keepTogether(table.note === '' ? 30 : 58);
  paper.strong(table.total);
  if (table.note !== '') paper.note(table.note);
}

function columnsOf({ columns }: WordedTable): readonly TableColumn[] {
  return columns.map((title, index) => {
    const last = index === columns.length - 1;
    if (index === 0) return { title, share: 6, align: 'center' };
    return { title, share: last ? 24 : index === 1 ? 24 : 16, align: last ? 'right' : 'left' };
  });
}

function everyTextOf(facts: NoticeFacts, wording: NoticeWording): string {
  const tables = [wording.demanded, ...wording.information];
  return [
    facts.seller.legalName, ...letterheadLines(facts), wording.title, ...wording.reference.flat(), ...wording.addressee, wording.salutation, wording.opening, wording.demand,
    ...wording.account.flat(), ...tables.flatMap((table) => [table.heading, ...table.columns, ...table.rows.flat(), table.total, table.note]),
    ...wording.closing, ...wording.signature, wording.receipt.title, ...wording.receipt.lines, wording.page(1, 1), colonOf(facts),
  ].join('\n');
}
