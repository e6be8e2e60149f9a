import { minorDigits, moneyFromDecimal, type Currency, type Money } from './money.js';

/** Longer texts are no amount that a person types. */
const TYPED_LENGTH_MAX = 40;

/** Ten to the power that a unit stands for. `w` is how 万 is typed without an input method. */
const UNITS: Readonly<Record<string, number>> = { 万: 4, 萬: 4, w: 4, 亿: 8, 億: 8, k: 3, m: 6 };

/** Words and signs that name a currency; of another one than expected they make the text unreadable. `¥` is two currencies, so it fits both. */
const CURRENCY_WORDS: readonly { readonly word: RegExp; readonly fits: readonly string[] }[] = [
  { word: /^(?:人民币|rmb|cny)/, fits: ['CNY'] }, { word: /^(?:美元|usd|us\$|\$)/, fits: ['USD'] }, { word: /^(?:欧元|eur|€)/, fits: ['EUR'] },
  { word: /^(?:日元|jpy)/, fits: ['JPY'] }, { word: /^(?:¥|￥)/, fits: ['CNY', 'JPY'] },
];
const CURRENCY_ENDS: readonly { readonly word: RegExp; readonly fits: readonly string[] }[] = [
  { word: /(?:人民币|rmb|cny)$/, fits: ['CNY'] }, { word: /(?:美元|usd)$/, fits: ['USD'] }, { word: /(?:欧元|eur|€)$/, fits: ['EUR'] }, { word: /(?:日元|jpy)$/, fits: ['JPY'] },
  { word: /元整?$/, fits: ['CNY'] },
];

// Groups of three after the first comma, or no comma at all: "420,00" may be 420 or 42000, so it is neither.
const NUMBER = /^(\d{1,16}|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/;
const WITH_UNIT = /^(\d{1,16}|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?([万萬亿億wkm])$/;
const YI_AND_WAN = /^(\d{1,5})[亿億](\d{4})[万萬w]$/;

/**
 * Reads an amount as people type it: `420000`, `420,000.00`, `42万`, `42.5万`, `1.2亿`, `1亿2000万`, `420k`, with or without the
 * currency's name or sign, in full-width digits too. What could be two amounts is none: `420,00`, `42万5`, more decimals than the
 * currency has (`420.000` is 420 to some and 420000 to others).
 * @returns `undefined` when the text is no amount of that currency of 0 or more that can be counted exactly
 */
export function readTypedAmount(typed: string, currency: Currency): Money | undefined {
  const text = withoutCurrency(typed.normalize('NFKC').toLowerCase().replaceAll(/[\s、，]/gu, (sign) => (sign === '，' ? ',' : '')), currency);
  if (text === undefined || text.length > TYPED_LENGTH_MAX) return undefined;
  const [, yi, wan] = YI_AND_WAN.exec(text) ?? [];
  if (yi !== undefined && wan !== undefined) return moneyFromDecimal(`${yi}${wan}0000`, currency);
  const [, whole, fraction = '', unit] = WITH_UNIT.exec(text) ?? NUMBER.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = whole.replaceAll(',', '');
  if (unit !== undefined) return scaled(digits, fraction, { places: UNITS[unit] ?? 0, currency });
  return fraction.length > minorDigits(currency) ? undefined : moneyFromDecimal(fraction === '' ? digits : `${digits}.${fraction}`, currency);
}

function withoutCurrency(text: string, currency: Currency): string | undefined {
  let rest = text;
  for (const { word, fits } of [...CURRENCY_WORDS, ...CURRENCY_ENDS]) {
    if (!word.test(rest)) continue;
    if (!fits.includes(currency)) return undefined;
    rest = rest.replace(word, '');
  }
  return rest;
}

// The point moves to the right by digits, never through a float.
function scaled(digits: string, fraction: string, { places, currency }: { readonly places: number; readonly currency: Currency }): Money | undefined {
  const padded = fraction.padEnd(places, '0');
  const left = padded.slice(places);
  const whole = `${digits}${padded.slice(0, places)}`.replace(/^0+(?=\d)/, '');
  return moneyFromDecimal(left === '' ? whole : `${whole}.${left}`, currency);
}
