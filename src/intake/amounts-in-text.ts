import { isCurrency, minorDigits, moneyFromDecimal } from '../domain/money.js';
import type { Currency, Money } from '../domain/money.js';

/** Which mark stands before the decimals: `1,234.56` or `1.234,56`. */
export type DecimalMark = 'point' | 'comma';

export type AmountReading =
  | { readonly kind: 'amount'; readonly amount: Money }
  | { readonly kind: 'refused'; readonly code: 'amount_not_understood' | 'amount_ambiguous' | 'amount_too_precise' | 'amount_too_large' }
  | { readonly kind: 'refused'; readonly code: 'currency_differs'; readonly found: string };

type AmountRefusal = Exclude<AmountReading, { kind: 'amount' }>;

/** Currencies that a sign can stand for; a sign that names another than the row's is refused. */
const signs: Readonly<Record<string, readonly Currency[]>> = {
  '¥': ['CNY', 'JPY'], '元': ['CNY'], '€': ['EUR'], '£': ['GBP'], '$': ['USD', 'HKD', 'AUD', 'CAD', 'NZD', 'SGD', 'TWD', 'MXN'],
  'HK$': ['HKD'], 'US$': ['USD'], 'RMB': ['CNY'],
};

const SIGNS_AND_NUMBER = /^(?<before>[A-Z]{3}|(?:HK|US)?\$|[¥€£])? ?(?<number>[\d.,' ]*\d) ?(?<after>[A-Z]{3}|[¥€£$元])?$/;
const GROUPS = { ',': /^\d{1,3}(,\d{3})+$/, '.': /^\d{1,3}(\.\d{3})+$/ } as const;
type Mark = keyof typeof GROUPS;

/** Reads an amount as spreadsheets show it: currency sign or code, thousands by comma, point, space or apostrophe, minus before or
 * behind, or brackets for minus. `1.234` alone is refused as ambiguous unless the mark is stated, `1,234` only where the currency has
 * three decimals. Decimals beyond the currency's must be zeros: nothing is rounded. */
export function readAmount(text: string, currency: Currency, mark?: DecimalMark): AmountReading {
  const { negative, unsigned } = takeMinus(text.normalize('NFKC').replaceAll(/[\u2212\u2013]/g, '-').replaceAll(/\s+/g, ' ').trim());
  const found = SIGNS_AND_NUMBER.exec(unsigned.toUpperCase())?.groups;
  if (found === undefined) return refused('amount_not_understood');
  for (const sign of [found['before'], found['after']]) {
    if (sign !== undefined && !standsFor(sign, currency)) return { kind: 'refused', code: 'currency_differs', found: sign };
  }
  const plain = toPlainDecimal(withoutSpaceGroups(found['number'] ?? ''), currency, mark);
  return typeof plain === 'string' ? toAmount(plain, negative, currency) : plain;
}

function refused(code: Exclude<AmountRefusal['code'], 'currency_differs'>): AmountRefusal {
  return { kind: 'refused', code };
}

function takeMinus(text: string): { negative: boolean; unsigned: string } {
  const inner = /^\((.+)\)$/.exec(text)?.[1] ?? /^(.+)-$/.exec(text)?.[1];
  if (inner !== undefined) return { negative: true, unsigned: inner.trim() };
  // The minus may stand before or behind the currency sign.
  const withoutMinus = text.replace(/^([A-Za-z]{3} ?|[A-Za-z]{0,2}[$¥€£] ?)?- ?/, '$1');
  return { negative: withoutMinus !== text, unsigned: withoutMinus };
}

function standsFor(sign: string, currency: Currency): boolean {
  const currencies = signs[sign];
  if (currencies !== undefined) return currencies.includes(currency);
  return isCurrency(sign) && sign === currency;
}

/** Spaces and apostrophes can only group; where they do not stand before three digits each, they are left in and not understood. */
function withoutSpaceGroups(number: string): string {
  return /^\d{1,3}([ ']\d{3})+([.,]\d+)?$/.test(number) ? number.replaceAll(/[ ']/g, '') : number;
}

function toPlainDecimal(number: string, currency: Currency, mark: DecimalMark | undefined): string | AmountRefusal {
  if (/^\d+$/.test(number)) return number;
  if (!/^\d[\d.,]*$/.test(number)) return refused('amount_not_understood');
  const decimalMark = mark === undefined ? decimalMarkOf(number, currency) : mark === 'point' ? '.' : ',';
  if (decimalMark === undefined) return refused('amount_ambiguous');
  const groupMark: Mark = decimalMark === '.' ? ',' : '.';
  const [whole = '', decimals, ...more] = number.split(decimalMark);
  if (more.length > 0 || decimals === '' || decimals?.includes(groupMark) === true) return refused('amount_not_understood');
  if (whole.includes(groupMark) && !GROUPS[groupMark].test(whole)) return refused('amount_not_understood');
  const digits = whole.replaceAll(groupMark, '');
  return decimals === undefined ? digits : `${digits}.${decimals}`;
}

/** What the number itself says about its decimal mark; undefined when it can be read two ways. */
function decimalMarkOf(number: string, currency: Currency): Mark | undefined {
  const last: Mark = number.lastIndexOf('.') > number.lastIndexOf(',') ? '.' : ',';
  const other: Mark = last === '.' ? ',' : '.';
  if (number.includes(other)) return last;
  if (!GROUPS[last].test(number)) return last;
  const severalGroups = number.split(last).length > 2;
  const decimalsWouldNotFit = last === ',' && minorDigits(currency) < 3 && !number.startsWith('0');
  if (severalGroups || decimalsWouldNotFit) return other;
  return number.startsWith('0') ? last : undefined;
}

function toAmount(plain: string, negative: boolean, currency: Currency): AmountReading {
  const decimal = plain.replace(/^0+(?=\d)/, '');
  const amount = moneyFromDecimal(negative ? `-${decimal}` : decimal, currency);
  if (amount !== undefined) return { kind: 'amount', amount };
  const decimals = decimal.split('.')[1] ?? '';
  return refused(/[1-9]/.test(decimals.slice(minorDigits(currency))) ? 'amount_too_precise' : 'amount_too_large');
}
