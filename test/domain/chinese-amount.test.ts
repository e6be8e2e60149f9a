import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountInChineseWords } from '../../src/domain/chinese-amount.js';

describe('an amount in capital numerals', () => {
  it.each([
    [0, '零元整'], [5, '伍分'], [10, '壹角整'], [15, '壹角伍分'], [1_00, '壹元整'], [1_05, '壹元零伍分'], [10_00, '壹拾元整'], [10_01_00, '壹仟零壹元整'],
    [1_409_50, '壹仟肆佰零玖元伍角整'], [6_007_14, '陆仟零柒元壹角肆分'], [16_409_02, '壹万陆仟肆佰零玖元零贰分'], [325_04, '叁佰贰拾伍元零肆分'],
    [107_000_53, '壹拾万柒仟元伍角叁分'], [100_000_00, '壹拾万元整'], [1_000_010_00, '壹佰万零壹拾元整'], [10_001_000_00, '壹仟万壹仟元整'],
    [100_000_001_00, '壹亿零壹元整'], [1_000_100_000_00, '壹拾亿零壹拾万元整'], [1_234_567_890_12, '壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分'],
    [2_030_000_000_00, '贰拾亿叁仟万元整'], [10_002_00_000_000_00, '壹万零贰亿元整'],
  ])('%i fen is %s', (fen, words) => { expect(amountInChineseWords(fen)).toBe(words); });

  it.each([-1, 0.5, Number.MAX_SAFE_INTEGER + 1, Number.NaN])('%d is a defect', (fen) => { expect(() => amountInChineseWords(fen)).toThrow('no amount'); });

  it('says the number it was given, with no double and no trailing zero', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9_999_999_999_999 }), (fen) => {
      const words = amountInChineseWords(fen);
      expect(words).not.toMatch(/零零|零[万亿元]|^零/);
      expect(readBack(words)).toBe(fen);
    }));
  });
});

function readBack(words: string): number {
  const digits = '零壹贰叁肆伍陆柒捌玖';
  const places: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 };
  let [total, group, current, fen] = [0, 0, 0, 0];
  for (const sign of words.replace('整', '')) {
    const place = places[sign];
    if (digits.includes(sign)) current = digits.indexOf(sign);
    else if (place !== undefined) { group += current * place; current = 0; }
    else if (sign === '万') { total += (group + current) * 10_000; group = 0; current = 0; }
    else if (sign === '亿') { total = (total + group + current) * 100_000_000; group = 0; current = 0; }
    else if (sign === '元') { total += group + current; group = 0; current = 0; }
    else if (sign === '角') { fen += current * 10; current = 0; }
    else { fen += current; current = 0; }
  }
  return total * 100 + fen;
}
