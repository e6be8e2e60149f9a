import { assert, constantFrom, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount } from '../../src/domain/display.js';
import { decimalOf, money, type Currency } from '../../src/domain/money.js';
import { readTypedAmount } from '../../src/domain/typed-amount.js';

describe('an amount as people type it', () => {
  it.each([
    ['420000', 420_000_00], ['420,000', 420_000_00], ['420,000.00', 420_000_00], ['420000.5', 420_000_50], ['42万', 420_000_00], ['42 万', 420_000_00], ['42.5万', 425_000_00], ['42.00005万', 420_000_50],
    ['42w', 420_000_00], ['42W', 420_000_00], ['420k', 420_000_00], ['1.2亿', 120_000_000_00], ['1亿2000万', 120_000_000_00], ['0.42m', 420_000_00], ['0.5万', 5_000_00], ['¥420,000.00', 420_000_00],
    ['￥420000', 420_000_00], ['人民币 420,000.00 元', 420_000_00], ['CNY 420,000', 420_000_00], ['420000元整', 420_000_00], ['42万元', 420_000_00], ['４２万', 420_000_00], ['420，000', 420_000_00],
    [' 420000 ', 420_000_00], ['0', 0], ['420 000', 420_000_00],
  ])('%s is read', (typed, minor) => {
    expect(readTypedAmount(typed, 'CNY')).toEqual(money(minor, 'CNY'));
  });

  it.each([
    ['', 'nothing'], ['yes', 'a word'], ['-420000', 'less than zero'], ['420,00', 'two readings'], ['42,0000', 'groups of four'], ['1,42,000', 'groups of two'], ['420.000', 'two readings'], ['420.000,00', 'two readings'], ['42万5', 'two readings'],
    ['42万5000', 'a rest that is easily mistyped'], ['1亿2万', 'two readings'], ['1e5', 'a power'], ['420000.001', 'less than a fen'], ['42.0000005万', 'less than a fen'], ['$420000', 'another currency'], ['420000 美元', 'another currency'],
    ['99999999999999999', 'too many digits'], ['9007199254740993', 'more than can be counted'], ['900000亿亿', 'two units'], ['1'.repeat(41), 'too long'], ['42万 OK', 'a word after it'], ['NaN', 'a word'], ['0x10', 'hexadecimal'],
  ])('%s is not read: %s', (typed) => {
    expect(readTypedAmount(typed, 'CNY')).toBeUndefined();
  });

  it('goes by the digits of its currency', () => {
    expect(readTypedAmount('¥42万', 'JPY')).toEqual(money(420_000, 'JPY'));
    expect(readTypedAmount('420000.0', 'JPY')).toBeUndefined();
    expect(readTypedAmount('1.234', 'KWD')).toEqual(money(1_234, 'KWD'));
    expect(readTypedAmount('€1,234.50', 'EUR')).toEqual(money(1_234_50, 'EUR'));
    expect(readTypedAmount('42元', 'USD')).toBeUndefined();
  });

  it('is what was shown, for every amount in both of our own forms', () => {
    assert(property(nat({ max: 9_000_000_000_000 }), constantFrom<Currency>('CNY', 'USD', 'JPY', 'KWD'), (minor, currency) => {
      const amount = money(minor, currency);
      expect(readTypedAmount(decimalOf(amount), currency)).toEqual(amount);
      expect(readTypedAmount(formatAmount(amount), currency)).toEqual(amount);
    }));
  });
});
