import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add, allocateInProportion, AMOUNT_MINOR_MAX, compare, currencies, decimalOf, isCurrency, larger, minorDigits, money, moneyFromDecimal, negate,
  notBelowZero, parseMoney, smaller, subtract, sumIn, sumsByCurrency, zero,
} from '../../src/domain/money.js';
import { addRates, compareRates, multiplyRates, percentageOf, rate, ratio } from '../../src/domain/rates.js';
import type { Rate } from '../../src/domain/rates.js';

const anyMoney = fc.record({ minor: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), currency: fc.constantFrom(...currencies) });

describe('reading and writing amounts', () => {
  it.each([
    ['1200.00', 'EUR', 1_200_00], ['1200', 'EUR', 1_200_00], ['1200.5', 'EUR', 1_200_50], ['-0.05', 'CNY', -5],
    ['1200', 'JPY', 1_200], ['1200.000', 'JPY', 1_200], ['1.234', 'KWD', 1_234], ['1.2340', 'KWD', 1_234],
    ['999999999999.99', 'CNY', AMOUNT_MINOR_MAX],
  ] as const)('%s %s is %i minor units', (text, currency, minor) => { expect(parseMoney(text, currency)).toEqual({ minor, currency }); });

  it.each([
    ['1.234', 'EUR'], ['1.5', 'JPY'], ['1.2345', 'KWD'], ['1,200.00', 'EUR'], ['', 'EUR'], ['.5', 'EUR'], ['1.', 'EUR'], ['+1', 'EUR'],
    ['1e3', 'EUR'], [' 1', 'EUR'], ['1000000000000.00', 'CNY'],
  ] as const)('%j is no amount of %s', (text, currency) => {
    expect(moneyFromDecimal(text, currency)).toBeUndefined();
    expect(() => parseMoney(text, currency)).toThrow('is not an amount');
  });

  it('minus nothing is nothing, without a sign', () => {
    expect(Object.is(parseMoney('-0.00', 'EUR').minor, 0)).toBe(true);
    expect(Object.is(negate(zero('EUR')).minor, 0)).toBe(true);
  });

  it('what is written is read back the same, in every currency', () => {
    fc.assert(fc.property(anyMoney, (amount) => { expect(parseMoney(decimalOf(amount), amount.currency)).toEqual(amount); }));
  });

  it.each([[5, 'CNY', '0.05'], [-1_200_50, 'EUR', '-1200.50'], [1_200, 'JPY', '1200'], [1, 'KWD', '0.001']] as const)(
    '%i of %s is written %s', (minor, currency, text) => { expect(decimalOf(money(minor, currency))).toBe(text); });

  it('knows its currencies by their exact code', () => {
    expect(['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'JPY', 'KWD'].every(isCurrency)).toBe(true);
    expect(['RMB', 'cny', 'toString', ''].some(isCurrency)).toBe(false);
    expect([minorDigits('CNY'), minorDigits('JPY'), minorDigits('KWD')]).toEqual([2, 0, 3]);
  });
});

describe('counting', () => {
  it('adds, subtracts and compares in one currency', () => {
    const [a, b] = [money(1_200_00, 'EUR'), money(900_50, 'EUR')];
    expect([add(a, b).minor, subtract(a, b).minor, subtract(b, a).minor]).toEqual([2_100_50, 299_50, -299_50]);
    expect([compare(a, b), compare(b, a), compare(a, a)]).toEqual([1, -1, 0]);
    expect([smaller(a, b), larger(a, b), notBelowZero(subtract(b, a))]).toEqual([b, a, zero('EUR')]);
  });
  it('two currencies in one sum or comparison are a defect', () => {
    for (const of2 of [add, subtract, compare, smaller]) expect(() => of2(money(1, 'EUR'), money(1, 'USD'))).toThrow('EUR and USD');
    expect(() => sumIn('EUR', [money(1, 'USD')])).toThrow('cannot be taken together');
  });
  it('an amount that is no safe whole number of minor units is a defect', () => {
    expect(() => money(0.5, 'EUR')).toThrow('safe whole number');
    expect(() => add(money(Number.MAX_SAFE_INTEGER, 'EUR'), money(1, 'EUR'))).toThrow('safe whole number');
    expect(money(Number.MAX_SAFE_INTEGER, 'EUR').minor).toBe(Number.MAX_SAFE_INTEGER);
  });
  it('sums across currencies are a list, one per currency', () => {
    expect(sumsByCurrency([money(3, 'USD'), money(1_00, 'CNY'), money(4, 'USD'), money(-7, 'USD')])).toEqual([money(1_00, 'CNY'), zero('USD')]);
    expect(sumsByCurrency([])).toEqual([]);
    expect(sumIn('CNY', [])).toEqual(zero('CNY'));
  });
  it('the sums by currency lose nothing', () => {
    fc.assert(fc.property(fc.array(anyMoney, { maxLength: 30 }), (amounts) => {
      for (const sum of sumsByCurrency(amounts)) {
        expect(sum).toEqual(sumIn(sum.currency, amounts.filter((amount) => amount.currency === sum.currency)));
      }
    }));
  });
});

describe('splitting in proportion', () => {
  it.each([
    [100_00, [1, 1, 1], [33_34, 33_33, 33_33]],
    [100, [3, 3, 1], [43, 43, 14]],
    [1, [1, 2], [0, 1]],
    [2, [1, 1, 1], [1, 1, 0]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [5, [0, 1], [0, 5]],
    [0, [4, 1], [0, 0]],
  ] as const)('%i by %j is %j', (minor, weights, parts) => {
    expect(allocateInProportion(money(minor, 'EUR'), weights).map((part) => part.minor)).toEqual(parts);
  });
  it('the parts sum to the whole, and none is a minor unit or more off its exact share', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 20 }).filter((list) => list.some((weight) => weight > 0));
    fc.assert(fc.property(anyMoney, weights, (amount, list) => {
      const parts = allocateInProportion(amount, list);
      const whole = list.reduce((sum, weight) => sum + BigInt(weight), 0n);
      expect(sumIn(amount.currency, parts)).toEqual(amount);
      for (const [position, part] of parts.entries()) {
        const off = BigInt(part.minor) * whole - BigInt(amount.minor) * BigInt(list[position] ?? 0);
        expect(off < whole && off > -whole).toBe(true);
      }
    }));
  });
  it.each([[[]], [[0, 0]], [[1, -1]], [[0.5]]])('weights %j are a defect', (weights) => {
    expect(() => allocateInProportion(money(1, 'EUR'), weights)).toThrow('eight');
  });
});

describe('rates', () => {
  it.each([
    ['half_up', 0.5, 1], ['half_even', 0.5, 0], ['half_even', 1.5, 2], ['half_up', -0.5, -1], ['half_even', -0.5, 0],
    ['down', 0.99, 0], ['down', -0.99, 0], ['up', 0.01, 1], ['up', -0.01, -1], ['half_up', 0.49, 0], ['up', 1, 1], ['half_even', 0.51, 1],
  ] as const)('%s takes %d of a minor unit to %i', (rounding, hundredths, expected) => {
    expect(percentageOf(money(1, 'EUR'), ratio(Math.round(hundredths * 100), 100), rounding).minor).toBe(expected);
  });
  it('8.00 % of 1,234.56 is 98.76', () => {
    expect(percentageOf(money(1_234_56, 'EUR'), rate('8.00'), 'half_up')).toEqual(money(98_76, 'EUR'));
  });
  it('T16: 86 days at 0.05 % a day of 200,000', () => {
    expect(percentageOf(money(200_000_00, 'CNY'), multiplyRates(rate('0.05'), ratio(86, 1)), 'half_up')).toEqual(money(8_600_00, 'CNY'));
  });
  it.each([['1.3', 365, 10_102_60], ['1.5', 365, 11_656_85], ['1.5', 360, 11_818_75], ['1', 365, 7_771_23]] as const)(
    'T17: 3.10 %% × %s over 183 of %i days of 500,000', (factor, base, minor) => {
      const yearly = multiplyRates(rate('3.10'), multiplyRates(rate(factor), ratio(100, 1)));
      expect(percentageOf(money(500_000_00, 'CNY'), multiplyRates(yearly, ratio(183, base)), 'half_up').minor).toBe(minor);
    });
  it('T25: two periods are added exactly and rounded once', () => {
    const yearly = rate('10.15');
    const both = addRates(multiplyRates(yearly, ratio(46, 365)), multiplyRates(yearly, ratio(59, 365)));
    expect(percentageOf(money(10_000_00, 'EUR'), both, 'half_up')).toEqual(money(291_99, 'EUR'));
  });
  it('T28: the daily rate is not rounded on the way', () => {
    expect(percentageOf(money(5_000_00, 'GBP'), multiplyRates(rate('12.25'), ratio(101, 365)), 'half_up').minor).toBe(169_49);
  });
  it('T36: loss rates of 2/23 stay exact', () => {
    const balances = [[300_000_00, ratio(2, 100)], [140_000_00, ratio(4, 100)], [60_000_00, ratio(2, 23)], [23_000_00, ratio(1, 4)], [5_000_00, ratio(1, 1)]] as const;
    const losses = balances.map(([minor, loss]) => percentageOf(money(minor, 'CNY'), loss, 'half_up'));
    expect(sumIn('CNY', losses)).toEqual(money(27_567_39, 'CNY'));
  });
  it('is kept in lowest terms and compares exactly', () => {
    expect(rate('8.00')).toEqual({ numerator: 2n, denominator: 25n } satisfies Rate);
    expect(ratio(1, -3)).toEqual({ numerator: -1n, denominator: 3n });
    expect([compareRates(rate('0.1'), ratio(1, 1000)), compareRates(rate('33.3'), ratio(1, 3)), compareRates(ratio(1, 3), rate('33.3'))]).toEqual([0, -1, 1]);
  });
  it.each(['', '8,0', '8 %', '1e2', '.5'])('%j is no percentage (a defect)', (text) => { expect(() => rate(text)).toThrow('not a percentage'); });
});
