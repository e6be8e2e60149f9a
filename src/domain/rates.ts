import { assertNever } from './assert-never.js';
import { money } from './money.js';
import type { Money, Rounding } from './money.js';

/** An exact rate as a fraction of one: 8 % is 8/100. Never a float, never rounded on the way. It stays inside the domain:
 * what is stored or sent is the decimal text it was read from. */
export interface Rate {
  readonly numerator: bigint;
  /** Above 0; the fraction is in lowest terms. */
  readonly denominator: bigint;
}

const PERCENT = /^(-?)(\d{1,12})(?:\.(\d{1,20}))?$/;

function fraction(numerator: bigint, denominator: bigint): Rate {
  if (denominator === 0n) throw new Error('A rate cannot have the denominator 0');
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

export function isPercentText(text: string): boolean {
  return PERCENT.test(text);
}

/** @param percent decimal text in percent: `8.00` is 8 %, `0.0175` is 0.0175 %. @throws if it is none (a defect) */
export function rate(percent: string): Rate {
  const [, sign, whole, decimals = ''] = PERCENT.exec(percent) ?? [];
  if (whole === undefined) throw new Error(`"${percent}" is not a percentage in the form 8.00`);
  const digits = BigInt(whole + decimals);
  return fraction(sign === '-' ? -digits : digits, 100n * 10n ** BigInt(decimals.length));
}

/** A derived ratio, such as a loss rate of 2/23 or 183 of 365 days. @throws unless both are safe integers, the second not 0 */
export function ratio(numerator: number, denominator: number): Rate {
  return fraction(BigInt(numerator), BigInt(denominator));
}

export function multiplyRates(a: Rate, b: Rate): Rate {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator);
}

export function addRates(a: Rate, b: Rate): Rate {
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** Below 0 when a is less than b, 0 when they are equal, above 0 when it is more. */
export function compareRates(a: Rate, b: Rate): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** The rate's part of an amount, rounded once to the minor unit. Interest over several periods: add the periods' rates first.
 * @throws if the result is no safe integer (a defect) */
export function percentageOf(amount: Money, part: Rate, rounding: Rounding): Money {
  return money(divide(BigInt(amount.minor) * part.numerator, part.denominator, rounding), amount.currency);
}

function divide(numerator: bigint, denominator: bigint, rounding: Rounding): number {
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  const quotient = magnitude / denominator;
  const twiceRest = 2n * (magnitude % denominator);
  const rounded = roundsAway({ quotient, twiceRest, denominator, rounding }) ? quotient + 1n : quotient;
  return Number(negative ? -rounded : rounded);
}

function roundsAway(division: { quotient: bigint; twiceRest: bigint; denominator: bigint; rounding: Rounding }): boolean {
  const { quotient, twiceRest, denominator, rounding } = division;
  switch (rounding) {
    case 'down': return false;
    case 'up': return twiceRest > 0n;
    case 'half_up': return twiceRest >= denominator;
    case 'half_even': return twiceRest > denominator || (twiceRest === denominator && quotient % 2n === 1n);
    default: return assertNever(rounding);
  }
}
