import type { Designation } from '../domain/allocation.js';
import { isTimeZone } from '../domain/dates.js';
import type { PlainDate } from '../domain/dates.js';
import { decimalOf, isCurrency, isNegative, isPositive, minorDigits } from '../domain/money.js';
import type { Currency, Money } from '../domain/money.js';
import type { PreferredChannel } from '../domain/preferred-channel.js';
import { TERMS_DAYS_MAX } from '../domain/payment-terms.js';
import type { TermsFrom } from '../domain/payment-terms.js';
import { checkUnifiedSocialCreditCode } from '../domain/unified-social-credit-code.js';
import type { UnifiedSocialCreditCode } from '../domain/unified-social-credit-code.js';
import { readAmount } from './amounts-in-text.js';
import type { DecimalMark } from './amounts-in-text.js';
import { channelWords, choose, countryWords, currencyWords, languageWords, paymentMethodWords, roleWords, termsFromWords } from './choices.js';
import { readDate } from './dates-in-text.js';
import type { DateOrder } from './dates-in-text.js';
import type { ErrorDetails, IntakeErrorCode } from './errors.js';
import type { Language, PaymentMethod } from './row-types.js';

/** What a cell of each value type becomes. */
export interface ValueOf {
  text: string;
  /** A number, code or reference: a text that a spreadsheet may have damaged. */
  identifier: string;
  names: readonly string[];
  date: PlainDate;
  positive_amount: Money;
  amount_from_zero: Money;
  currency: Currency;
  percent: string;
  terms_days: number;
  day_of_month: number;
  instalment: number;
  country: string;
  language: Language;
  time_zone: string;
  email: string;
  phone: string;
  role: string;
  channel: PreferredChannel;
  payment_method: PaymentMethod;
  terms_from: TermsFrom;
  credit_code: UnifiedSocialCreditCode;
  designations: readonly Designation[];
}

export type ValueType = keyof ValueOf;

export interface ReadingContext {
  readonly dateOrder?: DateOrder | undefined;
  readonly decimalMark?: DecimalMark | undefined;
  /** Of the row; amounts are read only when it is known. */
  readonly currency?: Currency | undefined;
}

export interface ValueRefusal {
  readonly kind: 'refused';
  readonly code: IntakeErrorCode;
  readonly details: ErrorDetails;
}

export type ValueReading<T> = { readonly kind: 'value'; readonly value: T } | ValueRefusal;

const TEXT_MAX = 300;
const IDENTIFIER_MAX = 100;
const NAMES_MAX = 50;
const DAMAGED = /\uFFFD|[^\P{Cc}\n\r\t]/u;
const SCIENTIFIC = /^\d(\.\d+)?[eE]\+\d+$/;
const EMAIL = /^[^\s@,;<>"]{1,64}@[^\s@,;<>".]+(\.[^\s@,;<>".]+)+$/;
const PHONE = /^\+?\d{5,15}$/;
const PERCENT = /^(\d{1,3})(?:[.,](\d{1,6}))? ?%?$/;
const ROLE = /^[a-z][a-z0-9_]{0,49}$/;

function value<T>(read: T): ValueReading<T> {
  return { kind: 'value', value: read };
}

function refuse(code: IntakeErrorCode, details: ErrorDetails = {}): ValueRefusal {
  return { kind: 'refused', code, details };
}

type Readers = { readonly [T in ValueType]: (text: string, context: ReadingContext) => ValueReading<ValueOf[T]> };

const readers: Readers = {
  text: (text) => (text.length > TEXT_MAX ? refuse('text_too_long', { max: TEXT_MAX }) : value(text)),
  identifier: readIdentifier,
  names: (text) => readNames(text),
  date: readDateValue,
  positive_amount: (text, context) => readMoney(text, context, (amount) => (isPositive(amount) ? undefined : 'amount_not_positive')),
  amount_from_zero: (text, context) => readMoney(text, context, (amount) => (isNegative(amount) ? 'amount_negative' : undefined)),
  currency: readCurrency,
  percent: readPercent,
  terms_days: (text) => readWholeNumber(text.replace(/ ?(天|日|days?)$/i, ''), { min: 0, max: TERMS_DAYS_MAX }),
  day_of_month: (text) => readWholeNumber(text.replace(/ ?[日号]$/, ''), { min: 1, max: 31 }),
  instalment: (text) => readWholeNumber(text, { min: 1, max: 999 }),
  country: readCountry,
  language: (text) => readChoice(text, languageWords),
  time_zone: (text) => (isTimeZone(text) ? value(text) : refuse('time_zone_unknown')),
  email: (text) => (text.length <= 254 && EMAIL.test(text) ? value(text) : refuse('email_not_understood')),
  phone: readPhone,
  role: readRole,
  channel: (text) => readChoice(text, channelWords),
  payment_method: (text) => readChoice(text, paymentMethodWords),
  terms_from: (text) => readChoice(text, termsFromWords),
  credit_code: readCreditCode,
  designations: readDesignations,
};

/** The cell as people mean it: outer blanks and the tricks that keep leading zeros in spreadsheets (`="001"`, `'001`) are taken off.
 * A lone hyphen or dash is how accounting programs print nothing. */
export function meaningOf(cell: string): string {
  const trimmed = cell.replaceAll(/[\u00A0\u3000]/g, ' ').trim();
  const kept = /^="(.*)"$/s.exec(trimmed)?.[1] ?? /^'(.+)$/s.exec(trimmed)?.[1] ?? trimmed;
  return /^[-\u2013\u2014]$/.test(kept) ? '' : kept.trim();
}

/** @param text by `meaningOf`, not empty */
export function readValue<T extends ValueType>(type: T, text: string, context: ReadingContext): ValueReading<ValueOf[T]> {
  if (isDamaged(text)) return refuse('text_damaged');
  return readers[type](text, context);
}

/** A replacement character was once another one; a control character has no place in a cell, but line break and tab. */
function isDamaged(text: string): boolean {
  return DAMAGED.test(text);
}

function readIdentifier(text: string): ValueReading<string> {
  const identifier = text.normalize('NFKC');
  if (SCIENTIFIC.test(identifier)) return refuse('identifier_in_scientific_form');
  return identifier.length > IDENTIFIER_MAX ? refuse('text_too_long', { max: IDENTIFIER_MAX }) : value(identifier);
}

function readNames(text: string): ValueReading<readonly string[]> {
  const names = text.normalize('NFKC').split(/[;,、\n]/).map((name) => name.trim()).filter((name) => name !== '');
  if (names.length > NAMES_MAX) return refuse('text_too_long', { max: NAMES_MAX });
  return names.every((name) => ROLE.test(name.replaceAll('-', '_'))) ? value(names) : refuse('identifier_not_understood');
}

function readDateValue(text: string, { dateOrder }: ReadingContext): ValueReading<PlainDate> {
  const reading = readDate(text, dateOrder);
  if (reading.kind === 'date') return value(reading.date);
  return refuse(reading.code, reading.code === 'date_ambiguous' ? { dayFirst: reading.dayFirst, monthFirst: reading.monthFirst } : {});
}

function readMoney(text: string, context: ReadingContext, fault: (amount: Money) => IntakeErrorCode | undefined): ValueReading<Money> {
  const { currency, decimalMark } = context;
  if (currency === undefined) throw new Error('An amount is read only in a known currency');
  const reading = readAmount(text, currency, decimalMark);
  if (reading.kind === 'refused') {
    const found = reading.code === 'currency_differs' ? { found: reading.found } : {};
    return refuse(reading.code, { currency, digits: minorDigits(currency), ...found });
  }
  const code = fault(reading.amount);
  return code === undefined ? value(reading.amount) : refuse(code, { amount: decimalOf(reading.amount) });
}

function readCurrency(text: string): ValueReading<Currency> {
  const code = text.normalize('NFKC').trim().toUpperCase();
  const currency = isCurrency(code) ? code : choose(text, currencyWords);
  return currency === undefined ? refuse('currency_unknown') : value(currency);
}

function readPercent(text: string): ValueReading<string> {
  const [, whole, decimals] = PERCENT.exec(text.normalize('NFKC')) ?? [];
  if (whole === undefined) return refuse('percent_out_of_range');
  const percent = decimals === undefined ? String(Number(whole)) : `${Number(whole)}.${decimals}`;
  return Number(percent) > 0 && Number(percent) <= 100 ? value(percent) : refuse('percent_out_of_range');
}

function readWholeNumber(text: string, range: { readonly min: number; readonly max: number }): ValueReading<number> {
  const plain = text.normalize('NFKC');
  const read = /^\d{1,9}(\.0+)?$/.test(plain) ? Number(plain) : Number.NaN;
  return read >= range.min && read <= range.max ? value(read) : refuse('whole_number_out_of_range', range);
}

function readCountry(text: string): ValueReading<string> {
  const code = text.normalize('NFKC').toUpperCase();
  const country = choose(text, countryWords) ?? (isCountryCode(code) ? code : undefined);
  return country === undefined ? refuse('country_unknown') : value(country);
}

const regionNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

function isCountryCode(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && code !== 'ZZ' && regionNames.of(code) !== undefined;
}

function readChoice<T extends string>(text: string, words: Readonly<Record<T, readonly string[]>>): ValueReading<T> {
  const choice = choose(text, words);
  return choice === undefined ? refuse('choice_unknown', { choices: Object.keys(words).join(', ') }) : value(choice);
}

function readPhone(text: string): ValueReading<string> {
  const digits = text.normalize('NFKC').replaceAll(/[\s()./-]/g, '').replace(/^00/, '+');
  return PHONE.test(digits) ? value(digits) : refuse('phone_not_understood');
}

function readRole(text: string): ValueReading<string> {
  const role = choose(text, roleWords) ?? text.toLowerCase().replaceAll(/[ -]+/g, '_');
  return ROLE.test(role) ? value(role) : refuse('choice_unknown', { choices: Object.keys(roleWords).join(', ') });
}

function readCreditCode(text: string): ValueReading<UnifiedSocialCreditCode> {
  const check = checkUnifiedSocialCreditCode(text);
  if (check.kind === 'valid') return value(check.value);
  const { kind: _, code, ...details } = check;
  return refuse(code, details);
}

function readDesignations(text: string, context: ReadingContext): ValueReading<readonly Designation[]> {
  const plain = text.normalize('NFKC');
  const parts = plain.split(plain.includes(':') ? /[;\n、]/ : /[;,\n、]/).map((part) => part.trim()).filter((part) => part !== '');
  const designations: Designation[] = [];
  for (const part of parts) {
    const colon = part.lastIndexOf(':');
    const invoiceNumber = (colon < 0 ? part : part.slice(0, colon)).trim();
    if (invoiceNumber === '' || invoiceNumber.length > IDENTIFIER_MAX) return refuse('designation_not_understood');
    if (colon < 0) {
      designations.push({ invoiceNumber });
      continue;
    }
    const amount = readValue('positive_amount', part.slice(colon + 1).trim(), context);
    if (amount.kind === 'refused') return amount.code === 'amount_not_understood' ? refuse('designation_not_understood') : amount;
    designations.push({ invoiceNumber, amount: amount.value });
  }
  const distinct = new Set(designations.map(({ invoiceNumber }) => invoiceNumber));
  return parts.length === 0 || distinct.size < designations.length ? refuse('designation_not_understood') : value(designations);
}
