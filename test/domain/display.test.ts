import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/dates.js';
import { formatAmount, formatDate, formatLetterDate, formatMoney } from '../../src/domain/display.js';

describe('money', () => {
  it.each([
    [{ minor: 0, currency: 'CNY' }, '0.00'], [{ minor: 5, currency: 'CNY' }, '0.05'], [{ minor: 99_999, currency: 'EUR' }, '999.99'],
    [{ minor: 100_000, currency: 'USD' }, '1,000.00'], [{ minor: -123_456_789, currency: 'USD' }, '-1,234,567.89'], [{ minor: 1234, currency: 'JPY' }, '1,234'],
    [{ minor: 1, currency: 'KWD' }, '0.001'], [{ minor: 9_007_199_254_740_991, currency: 'CNY' }, '90,071,992,547,409.91'],
  ])('%j is %s', (money, text) => { expect(formatAmount(money)).toBe(text); });

  it('carries its currency, in words in Chinese', () => {
    expect(formatMoney({ minor: 123_450, currency: 'CNY' }, 'zh-CN')).toBe('人民币 1,234.50 元');
    expect(formatMoney({ minor: 123_450, currency: 'USD' }, 'zh-CN')).toBe('美元 1,234.50');
    expect(formatMoney({ minor: 123_450, currency: 'BRL' }, 'zh-CN')).toBe('BRL 1,234.50');
    expect(formatMoney({ minor: 123_450, currency: 'CNY' }, 'en')).toBe('CNY 1,234.50');
  });
});

describe('dates', () => {
  it('carry their weekday', () => {
    expect(formatDate(plainDate('2026-11-24'), 'zh-CN')).toBe('2026-11-24 周二');
    expect(formatDate(plainDate('2026-11-24'), 'en')).toBe('Tue 24 Nov 2026');
    expect(formatDate(plainDate('2026-03-01'), 'en')).toBe('Sun 1 Mar 2026');
  });

  it('stand in a letter as letters are dated', () => {
    expect(formatLetterDate(plainDate('2026-03-01'), 'zh-CN')).toBe('2026年3月1日');
    expect(formatLetterDate(plainDate('2026-03-01'), 'en')).toBe('1 Mar 2026');
  });
});
