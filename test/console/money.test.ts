import { describe, expect, it } from 'vitest';
import { minorOf, shownMoney, typedAmount } from '../../console/parts/money.js';

describe('amounts on the screen', () => {
  it.each([
    [122_000_00, 'CNY', '¥122,000.00'], [31_000_00, 'USD', '$31,000.00'], [0, 'EUR', '€0.00'], [500_000, 'JPY', 'JPY 500,000'], [1_234_567, 'KWD', 'KWD 1,234.567'], [-5, 'CNY', '−¥0.05'],
  ] as const)('%i minor units of %s are %s', (minor, currency, shown) => {
    expect(shownMoney(minor, currency)).toBe(shown);
  });

  it.each([
    ['1200', 'CNY', 120_000], ['1,200.50', 'CNY', 120_050], ['¥1，200.5', 'CNY', 120_050], ['1200.505', 'CNY', undefined], ['1200.500', 'CNY', 120_050],
    ['1200', 'JPY', 1_200], ['1200.5', 'JPY', undefined], ['1200.0', 'JPY', 1_200], ['0', 'CNY', undefined], ['-5', 'CNY', undefined], ['', 'CNY', undefined], ['twelve', 'CNY', undefined],
    ['90071992547409.91', 'CNY', undefined], ['1.234', 'KWD', 1_234],
  ] as const)('"%s" typed for %s is %s minor units', (typed, currency, minor) => {
    expect(minorOf(typed, currency)).toBe(minor);
  });

  it.each([[120_050, 'CNY'], [1_200, 'JPY'], [1_234, 'KWD']] as const)('what a field starts with reads back as %i %s', (minor, currency) => {
    expect(minorOf(typedAmount(minor, currency), currency)).toBe(minor);
  });
});
