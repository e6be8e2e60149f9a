import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '../../src/domain/dates.js';
import { currencies, decimalOf, money } from '../../src/domain/money.js';
import type { Currency } from '../../src/domain/money.js';
import { readAmount } from '../../src/intake/amounts-in-text.js';
import type { DecimalMark } from '../../src/intake/amounts-in-text.js';
import { readDate } from '../../src/intake/dates-in-text.js';
import { cureOf, intakeErrorCodes } from '../../src/intake/errors.js';
import { meaningOf, readValue } from '../../src/intake/values.js';
import type { ValueType } from '../../src/intake/values.js';

describe('dates', () => {
  it.each([
    '2026-03-05', '2026-3-5', '2026/3/5', '2026/03/05', '2026.3.5', '20260305', '2026年3月5日', '2026 年 03 月 05 日', '２０２６－０３－０５', '05.03.2026', '5.3.2026',
    '5 Mar 2026', '05-Mar-2026', '5 March 2026', 'Mar 5, 2026', 'March 5 2026', '2026-03-05 00:00:00', '2026-03-05T14:23', '2026/3/5 9:05', ' 2026-03-05 ',
  ])('%j is 2026-03-05', (text) => { expect(readDate(text)).toEqual({ kind: 'date', date: '2026-03-05' }); });

  it('5/3/2026 can be read two ways: refused with both, read when the order is stated', () => {
    expect(readDate('5/3/2026')).toEqual({ kind: 'refused', code: 'date_ambiguous', dayFirst: '2026-03-05', monthFirst: '2026-05-03' });
    expect(readDate('05-03-2026')).toMatchObject({ code: 'date_ambiguous' });
    expect(readDate('5/3/2026', 'day_first')).toEqual({ kind: 'date', date: '2026-03-05' });
    expect(readDate('5/3/2026', 'month_first')).toEqual({ kind: 'date', date: '2026-05-03' });
  });
  it('one reading only, or the same by both, needs no order', () => {
    expect(readDate('13/3/2026')).toEqual({ kind: 'date', date: '2026-03-13' });
    expect(readDate('3/13/2026')).toEqual({ kind: 'date', date: '2026-03-13' });
    expect(readDate('5/5/2026')).toEqual({ kind: 'date', date: '2026-05-05' });
  });
  it('the stated order holds also where the other one would fit', () => {
    expect(readDate('3/13/2026', 'day_first')).toEqual({ kind: 'refused', code: 'date_does_not_exist' });
  });
  it.each([
    ['2026-02-29', 'date_does_not_exist'], ['31.04.2026', 'date_does_not_exist'], ['2026-13-01', 'date_does_not_exist'], ['13/13/2026', 'date_does_not_exist'],
    ['5 Mär 2026', 'date_not_understood'], ['5 Foo 2026', 'date_does_not_exist'], ['0206-03-05', 'date_out_of_range'], ['1989-12-31', 'date_out_of_range'], ['2101-01-01', 'date_out_of_range'],
    ['05/03/26', 'date_not_understood'], ['46090', 'date_not_understood'], ['2026-03', 'date_not_understood'], ['2026-03/05', 'date_not_understood'],
    ['2026-03-05T00:00:00Z', 'date_not_understood'], ['tomorrow', 'date_not_understood'],
  ] as const)('%s is refused: %s', (text, code) => { expect(readDate(text)).toEqual({ kind: 'refused', code }); });
  it('every day is read back from each of its forms', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 20_000 }), (offset) => {
      const date = addDays(plainDate('1990-01-01'), offset);
      const [year, month, day] = date.split('-').map(Number);
      for (const text of [date, `${year}/${month}/${day}`, `${year}年${month}月${day}日`, `${day}.${month}.${year}`, date.replaceAll('-', '')]) {
        expect(readDate(text)).toEqual({ kind: 'date', date });
      }
      expect(readDate(`${day}/${month}/${year}`, 'day_first')).toEqual({ kind: 'date', date });
    }));
  });
});

describe('amounts', () => {
  it.each([
    ['1234.56', 'CNY', 1_234_56], ['1,234.56', 'CNY', 1_234_56], ['1.234,56', 'EUR', 1_234_56], ['¥1,234.56', 'CNY', 1_234_56], ['￥1，234．56', 'CNY', 1_234_56],
    ['1,234,567.89', 'CNY', 1_234_567_89], ['1.234.567,89', 'EUR', 1_234_567_89], ['1 234,56', 'EUR', 1_234_56], ["1'234.56", 'CHF', 1_234_56],
    ['1,234,567', 'CNY', 1_234_567_00], ['1.234.567', 'EUR', 1_234_567_00], ['1234,5', 'EUR', 1_234_50], ['1234.5', 'EUR', 1_234_50], ['12,34', 'EUR', 12_34],
    ['1,234', 'CNY', 1_234_00], ['0.500', 'KWD', 500], ['0,500', 'KWD', 500], ['1234.500', 'KWD', 1_234_500], ['1,234', 'JPY', 1_234], ['1,234.567', 'KWD', 1_234_567],
    ['-1,234.56', 'CNY', -1_234_56], ['1,234.56-', 'CNY', -1_234_56], ['(1,234.56)', 'CNY', -1_234_56], ['-¥5.00', 'CNY', -5_00], ['¥-5.00', 'CNY', -5_00], ['\u22125.00', 'CNY', -5_00],
    ['CNY 1,200.00', 'CNY', 1_200_00], ['1,200.00 EUR', 'EUR', 1_200_00], ['1.200,00 €', 'EUR', 1_200_00], ['RMB1200', 'CNY', 1_200_00], ['1200元', 'CNY', 1_200_00], ['$5', 'HKD', 5_00],
    ['100.0000', 'CNY', 100_00], ['0', 'CNY', 0], ['007.50', 'CNY', 7_50], ['999999999999.99', 'CNY', 99_999_999_999_999],
  ] as const)('%s in %s is %i minor units', (text, currency, minor) => {
    expect(readAmount(text, currency)).toEqual({ kind: 'amount', amount: money(minor, currency) });
  });
  it.each([['1.234', 'EUR'], ['1.234', 'JPY'], ['100.000', 'CNY'], ['1.234', 'KWD'], ['1,234', 'KWD']] as const)(
    '%s in %s can be read two ways and is refused unless the mark is stated', (text, currency) => {
      expect(readAmount(text, currency)).toEqual({ kind: 'refused', code: 'amount_ambiguous' });
    });
  it.each([
    ['1.234', 'KWD', 'point', 1_234], ['1.234', 'KWD', 'comma', 1_234_000], ['1.234', 'EUR', 'comma', 1_234_00], ['100.000', 'CNY', 'point', 100_00],
    ['1,234', 'KWD', 'point', 1_234_000], ['1,234', 'KWD', 'comma', 1_234],
  ] as const satisfies readonly (readonly [string, Currency, DecimalMark, number])[])('%s in %s with the decimal %s is %i minor units', (text, currency, mark, minor) => {
    expect(readAmount(text, currency, mark)).toEqual({ kind: 'amount', amount: money(minor, currency) });
  });
  it.each([
    ['1.235', 'EUR', 'point', 'amount_too_precise'], ['1,235', 'EUR', 'comma', 'amount_too_precise'], ['1.5', 'JPY', undefined, 'amount_too_precise'], ['12.3456', 'KWD', undefined, 'amount_too_precise'],
    ['1000000000000.00', 'CNY', undefined, 'amount_too_large'], ['1.234,56', 'CNY', 'point', 'amount_not_understood'], ['1,234.56', 'EUR', 'comma', 'amount_not_understood'],
    ['12,34,567.00', 'INR', undefined, 'amount_not_understood'], ['1,23.45', 'CNY', undefined, 'amount_not_understood'], ['1.2.3', 'CNY', undefined, 'amount_not_understood'],
    ['1.2E+05', 'CNY', undefined, 'amount_not_understood'], ['12.5万', 'CNY', undefined, 'amount_not_understood'], ['abc', 'CNY', undefined, 'amount_not_understood'],
    ['', 'CNY', undefined, 'amount_not_understood'], ['5.', 'CNY', undefined, 'amount_not_understood'], ['1 23', 'CNY', undefined, 'amount_not_understood'], ['--5', 'CNY', undefined, 'amount_not_understood'],
    ['=1+1', 'CNY', undefined, 'amount_not_understood'],
  ] as const)('%s in %s (decimal mark %s) is refused: %s', (text, currency, mark, code) => {
    expect(readAmount(text, currency, mark)).toEqual({ kind: 'refused', code });
  });
  it.each([['USD 5.00', 'USD'], ['€5', '€'], ['$5', '$'], ['5 HKD', 'HKD'], ['XXX 5', 'XXX']] as const)('%s in CNY is refused: the row has another currency', (text, found) => {
    expect(readAmount(text, 'CNY')).toEqual({ kind: 'refused', code: 'currency_differs', found });
  });
  it('the machine form of any amount is read back with the point stated', () => {
    const anyMoney = fc.record({ minor: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), currency: fc.constantFrom(...currencies) });
    fc.assert(fc.property(anyMoney, (amount) => { expect(readAmount(decimalOf(amount), amount.currency, 'point')).toEqual({ kind: 'amount', amount }); }));
  });
  it('what is read without a stated mark never differs from one of the two stated readings', () => {
    const text = fc.array(fc.constantFrom('0', '1', '5', '.', ','), { minLength: 1, maxLength: 10 }).map((characters) => characters.join(''));
    fc.assert(fc.property(text, fc.constantFrom<Currency>('CNY', 'JPY', 'KWD'), (written, currency) => {
      const free = readAmount(written, currency);
      const stated = [readAmount(written, currency, 'point'), readAmount(written, currency, 'comma')];
      expect(free.kind === 'refused' || stated.some((reading) => JSON.stringify(reading) === JSON.stringify(free))).toBe(true);
    }), { numRuns: 2_000 });
  });
});

describe('other values', () => {
  it.each([
    ['identifier', '００１２', '0012'], ['currency', 'cny', 'CNY'], ['currency', '人民币', 'CNY'], ['currency', 'US$', 'USD'], ['percent', '90', '90'], ['percent', '90%', '90'],
    ['percent', '87.50 %', '87.50'], ['percent', '100', '100'], ['percent', '0.5', '0.5'], ['terms_days', '60天', 60], ['terms_days', '30 days', 30], ['terms_days', '0', 0], ['terms_days', '30.00', 30],
    ['day_of_month', '15日', 15], ['day_of_month', '31', 31], ['instalment', '1', 1], ['country', 'cn', 'CN'], ['country', '中国', 'CN'], ['country', 'Germany', 'DE'], ['country', 'UK', 'GB'], ['country', 'BE', 'BE'],
    ['language', 'zh', 'zh-CN'], ['language', 'ZH-cn', 'zh-CN'], ['language', '英文', 'en'], ['time_zone', 'Asia/Shanghai', 'Asia/Shanghai'], ['email', 'ap@kunde.example', 'ap@kunde.example'],
    ['phone', '+86 138 0013 8000', '+8613800138000'], ['phone', '0086-21-5555 1234', '+862155551234'], ['phone', '(021) 5555-1234', '02155551234'],
    ['role', '财务', 'accounts_payable'], ['role', 'Finance Manager', 'finance_manager'], ['role', 'site-manager', 'site_manager'], ['channel', '短信', 'sms'],
    ['payment_method', '银行承兑汇票', 'acceptance_bill'], ['terms_from', '月结', 'end_of_month'], ['credit_code', '91350100m000100y43', '91350100M000100Y43'],
    ['names', 'reminder-1；call_1、notice', ['reminder-1', 'call_1', 'notice']],
    ['designations', 'INV-1:100.00; INV-2', [{ invoiceNumber: 'INV-1', amount: money(100_00, 'CNY') }, { invoiceNumber: 'INV-2' }]],
    ['designations', 'INV-1：1,100.00；INV-2：50', [{ invoiceNumber: 'INV-1', amount: money(1_100_00, 'CNY') }, { invoiceNumber: 'INV-2', amount: money(50_00, 'CNY') }]],
    ['designations', 'INV-1, INV-2、INV-3', [{ invoiceNumber: 'INV-1' }, { invoiceNumber: 'INV-2' }, { invoiceNumber: 'INV-3' }]],
  ] as const)('%s: %j is %j', (type, text, expected) => {
    expect(readValue(type, text, { currency: 'CNY' })).toEqual({ kind: 'value', value: expected });
  });

  it.each([
    ['identifier', '1.23457E+17', 'identifier_in_scientific_form'], ['identifier', 'x'.repeat(101), 'text_too_long'], ['text', 'x'.repeat(301), 'text_too_long'],
    ['text', 'M\uFFFDller', 'text_damaged'], ['text', 'a\u0000b', 'text_damaged'], ['currency', 'XYZ', 'currency_unknown'], ['percent', '0', 'percent_out_of_range'], ['percent', '100.01', 'percent_out_of_range'],
    ['percent', '-5', 'percent_out_of_range'], ['terms_days', '-1', 'whole_number_out_of_range'], ['terms_days', '3651', 'whole_number_out_of_range'], ['terms_days', '30.5', 'whole_number_out_of_range'],
    ['day_of_month', '0', 'whole_number_out_of_range'], ['day_of_month', '32', 'whole_number_out_of_range'], ['country', 'Atlantis', 'country_unknown'], ['country', 'XX', 'country_unknown'],
    ['language', 'fr', 'choice_unknown'], ['time_zone', 'Shanghai', 'time_zone_unknown'], ['email', 'a@b', 'email_not_understood'], ['email', 'a@b.example, c@d.example', 'email_not_understood'],
    ['email', 'a b@c.example', 'email_not_understood'], ['phone', '1234', 'phone_not_understood'], ['phone', '12345x', 'phone_not_understood'], ['role', '某人', 'choice_unknown'],
    ['credit_code', '91350100M000100Y44', 'credit_code_wrong_check_character'], ['credit_code', '9135', 'credit_code_wrong_length'], ['credit_code', '91350100O000100Y43', 'credit_code_wrong_character'],
    ['names', '某步骤', 'identifier_not_understood'], ['designations', ';', 'designation_not_understood'], ['designations', ':5', 'designation_not_understood'],
    ['designations', 'INV-1:abc', 'designation_not_understood'], ['designations', 'INV-1; INV-1', 'designation_not_understood'], ['designations', 'INV-1:0', 'amount_not_positive'],
    ['positive_amount', '0', 'amount_not_positive'], ['positive_amount', '-1', 'amount_not_positive'], ['amount_from_zero', '-0.01', 'amount_negative'],
  ] as const satisfies readonly (readonly [ValueType, string, string])[])('%s: %j is refused: %s', (type, text, code) => {
    expect(readValue(type, text, { currency: 'CNY' })).toMatchObject({ kind: 'refused', code });
  });
  it('the limits of length themselves are allowed', () => {
    expect(readValue('identifier', 'x'.repeat(100), {}).kind).toBe('value');
    expect(readValue('text', 'x'.repeat(300), {}).kind).toBe('value');
    expect(readValue('amount_from_zero', '0', { currency: 'CNY' }).kind).toBe('value');
    expect(readValue('positive_amount', '0.01', { currency: 'CNY' }).kind).toBe('value');
  });
  it.each([['="001"', '001'], ["'001", '001'], ['\u3000 x\u00A0', 'x'], ['-', ''], ['—', ''], ['-5', '-5'], ['', '']])('a cell with %j means %j', (cell, meaning) => {
    expect(meaningOf(cell)).toBe(meaning);
  });
});

describe('cures', () => {
  it('every code has a sentence in both languages, without an unfilled place', () => {
    const details = new Proxy({}, { get: (_, name) => String(name).toUpperCase() });
    for (const code of intakeErrorCodes) {
      expect(cureOf({ code, details }, 'en')).toMatch(/^[A-Z].*\.$/);
      expect(cureOf({ code, details }, 'zh-CN')).toMatch(/。$/);
      expect(cureOf({ code, details }, 'en')).not.toMatch(/[{}]/);
    }
  });
});
