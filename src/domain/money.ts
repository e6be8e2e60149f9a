/** Digits after the decimal point, by currency. Source: ISO 4217, list one. An own table, as ICU differs for a few. */
const minorDigitsOf = {
  AED: 2, AUD: 2, BHD: 3, BRL: 2, CAD: 2, CHF: 2, CLP: 0, CNY: 2, CZK: 2, DKK: 2, EUR: 2, GBP: 2, HKD: 2, HUF: 2, IDR: 2, ILS: 2,
  INR: 2, JOD: 3, JPY: 0, KRW: 0, KWD: 3, MOP: 2, MXN: 2, MYR: 2, NOK: 2, NZD: 2, OMR: 3, PHP: 2, PLN: 2, RON: 2, RUB: 2, SAR: 2,
  SEK: 2, SGD: 2, THB: 2, TND: 3, TRY: 2, TWD: 2, UAH: 2, USD: 2, VND: 0, ZAR: 2,
} as const satisfies Record<string, 0 | 2 | 3>;

/** ISO 4217 code of a currency that Dunlin can count in. */
export type Currency = keyof typeof minorDigitsOf;

/** An amount in whole minor units (cents, fen, yen) of one currency. Amounts of different currencies never meet. */
export interface Money {
  /** Safe integer; negative for what goes the other way. */
  readonly minor: number;
  readonly currency: Currency;
}

/** How a division that does not come out even is brought to a minor unit. Halves go away from zero in `half_up`, to the even
 * neighbour in `half_even`; `down` is towards zero, `up` away from it. */
export type Rounding = 'half_up' | 'half_even' | 'down' | 'up';

export const currencies: readonly Currency[] = Object.keys(minorDigitsOf) as Currency[];

export function isCurrency(code: string): code is Currency {
  return Object.hasOwn(minorDigitsOf, code);
}

/** Digits after the decimal point: CNY 2, JPY 0, KWD 3. */
export function minorDigits(currency: Currency): number {
  return minorDigitsOf[currency];
}

/** The largest single amount that is taken in: ninety of them can still be summed exactly. A longer number is an account number in the wrong place. */
export const AMOUNT_MINOR_MAX = 99_999_999_999_999;

/** @throws if `minor` is no safe integer (a defect: larger sums than nine quadrillion minor units are not counted here) */
export function money(minor: number, currency: Currency): Money {
  if (!Number.isSafeInteger(minor)) throw new Error(`${minor} is not a safe whole number of minor units of ${currency}`);
  return { minor: minor === 0 ? 0 : minor, currency };
}

export function zero(currency: Currency): Money {
  return { minor: 0, currency };
}

const MACHINE_AMOUNT = /^(-?)(\d{1,16})(?:\.(\d+))?$/;

/** Reads the machine form: `1200`, `1200.00`, `-0.5`; a point, no grouping. Zeros beyond the currency's digits are allowed.
 * @returns `undefined` when the text is none, has more digits than the currency, or is larger than a single amount can be */
export function moneyFromDecimal(text: string, currency: Currency): Money | undefined {
  const [, sign, whole, fraction = ''] = MACHINE_AMOUNT.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = minorDigits(currency);
  if (/[1-9]/.test(fraction.slice(digits))) return undefined;
  const minor = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  return minor <= AMOUNT_MINOR_MAX ? money(sign === '-' ? -minor : minor, currency) : undefined;
}

/** `moneyFromDecimal` for texts that must be right. @throws if the text is no amount of that currency (a defect) */
export function parseMoney(text: string, currency: Currency): Money {
  const parsed = moneyFromDecimal(text, currency);
  if (parsed === undefined) throw new Error(`"${text}" is not an amount of ${currency}; write it like ${decimalOf(money(120_000, currency))}`);
  return parsed;
}

/** The machine form: a point, no grouping, exactly the currency's digits (`-1200.50`). People get theirs from the templates. */
export function decimalOf(amount: Money): string {
  const digits = minorDigits(amount.currency);
  const text = String(Math.abs(amount.minor)).padStart(digits + 1, '0');
  const sign = amount.minor < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function sharedCurrency(a: Money, b: Money): Currency {
  if (a.currency !== b.currency) throw new Error(`Amounts of ${a.currency} and ${b.currency} cannot be taken together`);
  return a.currency;
}

/** @throws if the currencies differ or the sum is not safe (defects); so do all functions of two amounts below */
export function add(a: Money, b: Money): Money {
  return money(a.minor + b.minor, sharedCurrency(a, b));
}

export function subtract(a: Money, b: Money): Money {
  return money(a.minor - b.minor, sharedCurrency(a, b));
}

export function negate(amount: Money): Money {
  return money(-amount.minor, amount.currency);
}

/** Below 0 when a is less than b, 0 when they are equal, above 0 when it is more: an order for `toSorted`. */
export function compare(a: Money, b: Money): number {
  sharedCurrency(a, b);
  return a.minor === b.minor ? 0 : a.minor < b.minor ? -1 : 1;
}

export function isGreater(a: Money, b: Money): boolean {
  return compare(a, b) > 0;
}

export function isEqual(a: Money, b: Money): boolean {
  return compare(a, b) === 0;
}

export function isZero(amount: Money): boolean {
  return amount.minor === 0;
}

/** More than zero. */
export function isPositive(amount: Money): boolean {
  return amount.minor > 0;
}

export function isNegative(amount: Money): boolean {
  return amount.minor < 0;
}

export function smaller(a: Money, b: Money): Money {
  return isGreater(a, b) ? b : a;
}

export function larger(a: Money, b: Money): Money {
  return isGreater(b, a) ? b : a;
}

/** The amount, or zero when it is negative. */
export function notBelowZero(amount: Money): Money {
  return isNegative(amount) ? zero(amount.currency) : amount;
}

/** The sum in one currency; zero of it for an empty list. @throws if an amount is of another currency (a defect) */
export function sumIn(currency: Currency, amounts: Iterable<Money>): Money {
  let sum = zero(currency);
  for (const amount of amounts) sum = add(sum, amount);
  return sum;
}

/** One sum per currency that occurs, in order of its code; sums across currencies do not exist. */
export function sumsByCurrency(amounts: Iterable<Money>): readonly Money[] {
  const sums = new Map<Currency, Money>();
  for (const amount of amounts) sums.set(amount.currency, add(sums.get(amount.currency) ?? zero(amount.currency), amount));
  return [...sums.values()].toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** Splits an amount by weights; the parts sum to it exactly. Minor units left over go to the largest remainders, ties to the
 * earlier position; a negative amount is split like its opposite.
 * @param weights safe integers of 0 or more, at least one above 0
 * @throws if the weights are none such (a defect) */
export function allocateInProportion(amount: Money, weights: readonly number[]): readonly Money[] {
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) throw new Error('Weights must be whole numbers of 0 or more');
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole === 0n) throw new Error('At least one weight must be more than 0');
  const magnitude = BigInt(Math.abs(amount.minor));
  const shares = weights.map((weight, position) => {
    const product = magnitude * BigInt(weight);
    return { position, part: product / whole, remainder: product % whole };
  });
  const left = Number(magnitude - shares.reduce((sum, share) => sum + share.part, 0n));
  const byRemainder = shares.toSorted((a, b) => (a.remainder === b.remainder ? a.position - b.position : a.remainder > b.remainder ? -1 : 1));
  const rounded = new Set(byRemainder.slice(0, left).map((share) => share.position));
  const sign = amount.minor < 0 ? -1 : 1;
  return shares.map(({ position, part }) => money(sign * (Number(part) + (rounded.has(position) ? 1 : 0)), amount.currency));
}
