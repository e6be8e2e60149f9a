import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildFonts, loadFonts, type LetterFonts } from '../../src/documents/fonts.js';
import { writeNotice } from '../../src/documents/notice.js';
import { wordingOf } from '../../src/documents/notice-wording.js';
import { aNotice, anEnglishNotice, anItem } from './notice-samples.js';

const cacheFolder = join(tmpdir(), 'dunlin-test-fonts');
let fonts: LetterFonts;
beforeAll(async () => { fonts = await loadFonts({ cacheFolder }); }, 60_000);

function pagesOf(content: Uint8Array): number {
  return Buffer.from(content).toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
}

describe('a notice', () => {
  it('is a PDF whose bytes depend on its facts alone', async () => {
    const first = await writeNotice(aNotice(), fonts);
    const again = await writeNotice(aNotice(), fonts);
    expect(first).toMatchObject({ kind: 'letter', fileName: '催款函-HY-2026-001.pdf' });
    expect(first).toEqual(again);
    const other = await writeNotice(aNotice({ noticeNumber: 'HY-2026-002' }), fonts);
    expect(other.kind === 'letter' && first.kind === 'letter' && other.sha256 !== first.sha256).toBe(true);
  });

  it('carries its typeface in the file', async () => {
    const letter = await writeNotice(anEnglishNotice(), fonts);
    const text = letter.kind === 'letter' ? Buffer.from(letter.content).toString('latin1') : '';
    expect(text).toMatch(/^%PDF-1\.\d/);
    expect(text).toContain('/FontFile2');
    expect(letter).toMatchObject({ fileName: 'Notice-BR-2026-004.pdf' });
  });

  it('goes on over several pages without losing a row', async () => {
    const demanded = Array.from({ length: 120 }, (_, index) => anItem(index + 1));
    const letter = await writeNotice(aNotice({ demanded }), fonts);
    expect(letter.kind === 'letter' ? pagesOf(letter.content) : 0).toBeGreaterThanOrEqual(5);
    expect(wordingOf(aNotice({ demanded })).demanded.rows).toHaveLength(120);
  });

  it('is refused when its font lacks a character, naming it', async () => {
    const rare = aNotice({ customer: { legalName: '𠮷野商事', registrationNumber: '', address: '', attention: '' } });
    expect(await writeNotice(rare, fonts)).toEqual({ kind: 'rejected', code: 'glyphs_missing', characters: ['𠮷'] });
  });
});

describe('its wording', () => {
  it('demands the sum of the first part only, in figures and in words', () => {
    const wording = wordingOf(aNotice());
    expect(wording.demanded.total).toBe('合计：人民币 127,750.50 元（大写：壹拾贰万柒仟柒佰伍拾元伍角整）');
    expect(wording.demand).toContain('2026年3月13日（含当日）前');
    expect(wording.information.map((table) => table.heading)).toEqual(['二、即将到期的款项（仅供参考）', '三、存在争议的款项（未计入催告金额）', '四、已收到但尚未核销的款项']);
    expect(wordingOf(anEnglishNotice()).demanded.total).toBe('Total: USD 127,750.50');
    expect(wordingOf(anEnglishNotice({ language: 'zh-CN' })).demanded.total).toBe('合计：美元 127,750.50');
  });

  it('leaves out what is empty and numbers the rest', () => {
    const wording = wordingOf(aNotice({ dueSoon: [], unallocated: [], customer: { ...aNotice().customer, attention: '', registrationNumber: '' } }));
    expect(wording.information.map((table) => table.heading)).toEqual(['二、存在争议的款项（未计入催告金额）']);
    expect(wording.addressee).toEqual(['致：苏州恒远机械有限公司', '地址：江苏省苏州市工业园区示例街 8 号']);
    expect(wordingOf(anEnglishNotice({ dueSoon: [], disputed: [] })).information.map((table) => table.heading)).toEqual(['2. Received and not yet allocated']);
  });

  it.each([aNotice(), anEnglishNotice(), aNotice({ kind: 'final_notice' }), anEnglishNotice({ kind: 'written_notice' })])('reserves rights and threatens nothing: case %#', (facts) => {
    const { closing } = wordingOf(facts);
    expect(closing.join('\n')).toMatch(/我司保留合同及法律赋予的全部权利|All our rights under the contract and the law are reserved/);
    expect(closing.join('\n')).not.toMatch(/without prejudice|仅为对账|失信|曝光|后果自负|blacklist/i);
  });

  it('has one currency and something to demand', () => {
    expect(() => wordingOf(aNotice({ demanded: [] }))).toThrow('at least one item');
    expect(() => wordingOf(aNotice({ disputed: [anItem(1, { open: { minor: 1, currency: 'USD' } })] }))).toThrow('one currency');
  });

  it('names its file without a path', () => {
    expect(wordingOf(anEnglishNotice({ noticeNumber: '../a b/1' })).fileName).toBe('Notice-.._a_b_1.pdf');
  });
});

describe('the fonts', () => {
  it('can draw Chinese, Latin and currency signs, and know what they cannot', () => {
    expect(fonts.missingIn('催款函 堃 喆 繁體 ¥€£ Ångström Brén “”…—□ 1,234.50\n')).toEqual([]);
    expect(fonts.missingIn('a😀b😀')).toEqual(['😀']);
    expect(fonts.missingIn('Łódź')).toEqual(['Ł', 'ź']);
  });

  it('may be replaced by one of the user, but not by something that is no font', async () => {
    await buildFonts(cacheFolder);
    const folder = mkdtempSync(join(tmpdir(), 'dunlin-font-'));
    const own = join(folder, 'own.ttf');
    writeFileSync(own, fonts.regular);
    expect((await loadFonts({ overridePath: own, cacheFolder: folder })).missingIn('催')).toEqual([]);
    writeFileSync(own, 'ttcf and no more, though long enough to be read');
    await expect(loadFonts({ overridePath: own, cacheFolder: folder })).rejects.toThrow('no single TrueType');
  });
});

it('text of a page is compressed, not lost', async () => {
  const letter = await writeNotice(anEnglishNotice(), fonts);
  const bytes = letter.kind === 'letter' ? Buffer.from(letter.content) : Buffer.alloc(0);
  const start = bytes.indexOf('stream\n') + 'stream\n'.length;
  expect(inflateSync(bytes.subarray(start)).length).toBeGreaterThan(1_000);
});
