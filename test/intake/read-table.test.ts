import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/intake/read-table.js';
import type { ReadTableOptions, Table } from '../../src/intake/read-table.js';
import { gbkBytes } from '../support/gbk.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin = (text: string): Uint8Array => Uint8Array.from(Array.from(text, (character) => character.charCodeAt(0)));
const utf16 = (text: string): Uint8Array => Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);

function table(bytes: Uint8Array, options?: ReadTableOptions): Table {
  const read = readTable(bytes, options);
  if (read.kind === 'rejected') throw new Error(JSON.stringify(read));
  return read;
}

const chinese = '客户编号,客户名称\r\nC-1,上海某某贸易有限公司\r\n';

describe('encodings', () => {
  it.each([
    ['UTF-8', utf8(chinese), 'utf-8'],
    ['UTF-8 with its mark', utf8(`\uFEFF${chinese}`), 'utf-8'],
    ['GBK', gbkBytes(chinese), 'gb18030'],
    ['UTF-16 with its mark', utf16(chinese), 'utf-16le'],
  ] as const)('%s is recognised', (_, bytes, encoding) => {
    expect(table(bytes)).toMatchObject({ encoding, headings: ['客户编号', '客户名称'], rows: [{ row: 2, cells: ['C-1', '上海某某贸易有限公司'] }] });
  });
  it('a name with characters beyond GB 2312 is still read as Chinese', () => {
    expect(table(gbkBytes('客户名称\n喆堃貿易有限公司\n')).rows[0]?.cells).toEqual(['喆堃貿易有限公司']);
  });
  it('a stated encoding that the bytes are not is refused at the byte that does not fit', () => {
    expect(readTable(gbkBytes('name\nab中'), { encoding: 'utf-8' })).toEqual({ kind: 'rejected', code: 'encoding_wrong', encoding: 'utf-8', position: 9, line: 2 });
    expect(readTable(latin('name\nabc\u00FF,x'), { encoding: 'gb18030' })).toEqual({ kind: 'rejected', code: 'encoding_wrong', encoding: 'gb18030', position: 9, line: 2 });
  });
  it('a character cut off at the end of the file is refused', () => {
    expect(readTable(utf8('name\n中').slice(0, -1), { encoding: 'utf-8' })).toMatchObject({ code: 'encoding_wrong', position: 7, line: 2 });
  });
  it('Western bytes are not taken for Chinese, but are read when stated', () => {
    const bytes = latin('name\nM\u00FCller und S\u00F6hne\n');
    expect(readTable(bytes)).toEqual({ kind: 'rejected', code: 'encoding_unclear', position: 7, line: 2 });
    expect(table(bytes, { encoding: 'windows-1252' }).rows[0]?.cells).toEqual(['Müller und Söhne']);
  });
  it('a workbook is told from text', () => {
    expect(readTable(Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0x14, 0x00))).toEqual({ kind: 'rejected', code: 'file_is_a_workbook' });
  });
});

describe('rows and cells', () => {
  it.each([[',', 'a,b\n1,2'], [';', 'a;b\n1;2'], ['\t', 'a\tb\n1\t2'], [';', 'sep=;\na;b\n1;2'], [';', '"x,y,z";b\n1;2']] as const)('the delimiter %j is recognised', (delimiter, text) => {
    expect(table(utf8(text))).toMatchObject({ delimiter, rows: [{ cells: ['1', '2'] }] });
  });
  it('amounts with decimal commas do not make the comma the delimiter', () => {
    expect(table(utf8('a;b\n"1,5";2,5')).rows[0]?.cells).toEqual(['1,5', '2,5']);
  });
  it('a quoted cell holds delimiters, doubled quotation marks and line breaks', () => {
    expect(table(utf8('a,b\n"x, ""y""\nz",2\n3,4')).rows).toEqual([{ row: 2, cells: ['x, "y"\nz', '2'] }, { row: 3, cells: ['3', '4'] }]);
  });
  it('a quotation mark inside an unquoted cell is only a character', () => {
    expect(table(utf8('a,b\n="001",19" rack')).rows[0]?.cells).toEqual(['="001"', '19" rack']);
  });
  it('a quotation mark that is never closed is refused with its line', () => {
    expect(readTable(utf8('a,b\n1,2\n"3,4\n5,6'))).toMatchObject({ kind: 'rejected', code: 'quotes_broken' });
  });
  it('a quotation mark closed in the wrong place is refused, also beside marks that are only characters: it would swallow rows', () => {
    expect(readTable(utf8('a,b\n"1,2\n"3",4\n5,6'))).toMatchObject({ kind: 'rejected', code: 'quotes_broken' });
    expect(readTable(utf8('a,b\n="0",9\n"1,2\n"3",4\n5,6'))).toEqual({ kind: 'rejected', code: 'quotes_broken', line: 3 });
    expect(table(utf8('a,b\n="0",9\n"""quoted"" name",2')).rows[1]?.cells).toEqual(['"quoted" name', '2']);
  });
  it('blank rows are passed over and still counted', () => {
    expect(table(utf8('a,b\n\n1,2\n,\n3,4\n')).rows.map(({ row }) => row)).toEqual([3, 5]);
  });
  it('titles above the stated heading row are passed over', () => {
    expect(table(utf8('应收账款明细表\n单位：元;\na;b\n1;2'), { headingRow: 3 })).toMatchObject({ delimiter: ';', headings: ['a', 'b'], rows: [{ row: 4, cells: ['1', '2'] }] });
    expect(readTable(utf8('a,b\n1,2'), { headingRow: 3 })).toEqual({ kind: 'rejected', code: 'heading_row_missing', headingRow: 3 });
  });
  it('rows keep the cells that they have, but for empty columns at the right end', () => {
    expect(table(utf8('a,b,,\n1,2,,\n3\n4,5,,6')).headings).toEqual(['a', 'b', '', '']);
    expect(table(utf8('a,b,,\n1,2,,\n3\n4,5,6'))).toMatchObject({ headings: ['a', 'b', ''], rows: [{ cells: ['1', '2', ''] }, { cells: ['3'] }, { cells: ['4', '5', '6'] }] });
    expect(table(utf8('a,b,,\n1,2,,\n')).rows[0]?.cells).toEqual(['1', '2']);
  });
});

describe('limits', () => {
  it('an empty file is refused, one with headings only has no rows', () => {
    expect(readTable(utf8(''))).toEqual({ kind: 'rejected', code: 'file_empty' });
    expect(readTable(utf8('\uFEFF \r\n'))).toEqual({ kind: 'rejected', code: 'file_empty' });
    expect(table(utf8('a,b\n')).rows).toEqual([]);
  });
  it.each([
    ['bytes', 'a\n1\n', { bytesMax: 4 }, { bytesMax: 3 }, { code: 'file_too_large', bytes: 4, bytesMax: 3 }],
    ['rows', 'a\n1\n2\n', { rowsMax: 2 }, { rowsMax: 1 }, { code: 'too_many_rows', rowsMax: 1 }],
    ['columns', 'a,b\n1,2\n', { columnsMax: 2 }, { columnsMax: 1 }, { code: 'too_many_columns', columns: 2, columnsMax: 1 }],
    ['characters in a row', `a\n${'x'.repeat(50)}\n`, { charactersPerRowMax: 60 }, { charactersPerRowMax: 40 }, { code: 'row_too_long', charactersMax: 40 }],
  ] as const)('%s: the limit itself is allowed, one more is not', (_, text, enough, tooLittle, rejection) => {
    expect(readTable(utf8(text), { limits: enough }).kind).toBe('read');
    expect(readTable(utf8(text), { limits: tooLittle })).toMatchObject({ kind: 'rejected', ...rejection });
  });
  it('rows far beyond the limit are refused too, never cut off', () => {
    expect(readTable(utf8(`a\n${'1\n'.repeat(1_000)}`), { limits: { rowsMax: 10 } })).toEqual({ kind: 'rejected', code: 'too_many_rows', rowsMax: 10 });
    expect(readTable(utf8(`a\n${'\n'.repeat(1_000)}1\n`), { limits: { rowsMax: 10 } })).toEqual({ kind: 'rejected', code: 'too_many_rows', rowsMax: 10 });
  });
});
