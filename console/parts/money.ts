import { formatAmount } from '../../src/domain/display.js';
import { isCurrency, minorDigits } from '../../src/domain/money.js';

const SYMBOLS: Readonly<Record<string, string>> = { CNY: '¥', USD: '$', EUR: '€', GBP: '£' };

/** `CNY ¥` and `JPY ¥` would be one sign for two currencies: only CNY has it, every other currency without an own sign shows its code. */
export function shownMoney(minor: number, currency: string): string {
  const symbol = SYMBOLS[currency];
  const amount = formatAmount({ minor: Math.abs(minor), currency });
  return `${minor < 0 ? '−' : ''}${symbol ?? `${currency} `}${amount}`;
}

/** Whole minor units of what was typed in major units: `1,200.50` of CNY is 120050; `undefined` when it is no amount of the currency. */
export function minorOf(typed: string, currency: string): number | undefined {
  const digits = isCurrency(currency) ? minorDigits(currency) : 2;
  const text = typed.replaceAll(/[\s,，]/g, '').replace(/^[¥$€£]/, '');
  const match = /^(\d{1,13})(?:\.(\d*))?$/.exec(text);
  if (match === null) return undefined;
  const [, whole = '', fraction = ''] = match;
  if (fraction.replace(/0+$/, '').length > digits) return undefined;
  const minor = Number(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) && minor > 0 ? minor : undefined;
}

/** What a field of an amount starts with: major units without grouping. */
export function typedAmount(minor: number, currency: string): string {
  return formatAmount({ minor, currency }).replaceAll(',', '');
}
