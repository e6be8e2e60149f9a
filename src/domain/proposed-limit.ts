import { money, smaller, zero, type Currency, type Money } from './money.js';
import { multiplyRates, percentageOf, ratio } from './rates.js';
import type { Grade } from './scorecard.js';

/** What a grade is worth. Whole percents. */
export interface GradeRules {
  /** Of the customer's yearly turnover. */
  readonly capacityPercent: number;
  /** Of what the customer buys from us in the time of the terms. */
  readonly needPercent: number;
  /** Longest terms, in days after the invoice date. */
  readonly termsDays: number;
}

/** How a limit is proposed; stands in the scorecard's document. */
export interface LimitRules {
  readonly byGrade: Readonly<Record<Grade, GradeRules>>;
  /** Limits are whole multiples of so many minor units, by currency; a currency that is not named is not rounded. */
  readonly roundDownTo: Readonly<Record<string, number>>;
}

export interface LimitFacts {
  readonly asked: { readonly limit: Money; readonly termsDays: number };
  /** Declared or from statements; `null` when nobody knows. */
  readonly yearlyTurnover: Money | null;
  /** From our ledger (months with invoices only), else what the requester expects; `null` when neither is known. */
  readonly monthlySales: { readonly amount: Money; readonly source: 'ledger' | 'requester' } | null;
  /** Credit insurance that is valid now and covers the customer as a whole; `null` without insurance. */
  readonly insurerLimit: Money | null;
}

export type LimitMethod = 'asked' | 'capacity' | 'need' | 'insurer';

export type MethodResult =
  | { readonly method: LimitMethod; readonly kind: 'counted'; readonly amount: Money }
  | { readonly method: LimitMethod; readonly kind: 'left_out'; readonly reason: 'turnover_unknown' | 'sales_unknown' | 'not_insured' };

export interface ProposedLimit {
  readonly limit: Money;
  readonly termsDays: number;
  readonly methods: readonly MethodResult[];
  /** The method whose amount is the smallest; `nothing_to_go_by` when neither capacity nor need is known: the proposal is zero. */
  readonly bound: LimitMethod | 'nothing_to_go_by';
  /** Whether the need rests on invoices of ours and not on somebody's expectation. */
  readonly fromOwnSales: boolean;
}

const DAYS_PER_MONTH = 30;
const PERCENT = 100;

/** The smallest of what is asked for, capacity, need and the insurer's limit. Each is rounded down once, to the policy's step.
 * Terms are what is asked for, at most the grade's. Source: docs/POLICIES.md, "How a limit is proposed". */
export function proposeLimit(rules: LimitRules, grade: Grade, facts: LimitFacts): ProposedLimit {
  const { currency } = facts.asked.limit;
  const forGrade = rules.byGrade[grade];
  const termsDays = Math.min(facts.asked.termsDays, forGrade.termsDays);
  const step = rules.roundDownTo[currency] ?? 1;
  const counted = (method: LimitMethod, amount: Money): MethodResult => ({ method, kind: 'counted', amount: roundedDown(amount, step) });
  const methods: readonly MethodResult[] = [
    { method: 'asked', kind: 'counted', amount: facts.asked.limit },
    facts.yearlyTurnover === null ? { method: 'capacity', kind: 'left_out', reason: 'turnover_unknown' }
      : counted('capacity', percentageOf(facts.yearlyTurnover, ratio(forGrade.capacityPercent, PERCENT), 'down')),
    facts.monthlySales === null ? { method: 'need', kind: 'left_out', reason: 'sales_unknown' }
      : counted('need', percentageOf(facts.monthlySales.amount, multiplyRates(ratio(forGrade.needPercent, PERCENT), ratio(termsDays, DAYS_PER_MONTH)), 'down')),
    facts.insurerLimit === null ? { method: 'insurer', kind: 'left_out', reason: 'not_insured' } : counted('insurer', facts.insurerLimit),
  ];
  return { ...smallest(methods, currency), termsDays, methods, fromOwnSales: facts.monthlySales?.source === 'ledger' };
}

function smallest(methods: readonly MethodResult[], currency: Currency): Pick<ProposedLimit, 'limit' | 'bound'> {
  const counted = methods.filter((result) => result.kind === 'counted');
  if (!counted.some(({ method }) => method === 'capacity' || method === 'need')) return { limit: zero(currency), bound: 'nothing_to_go_by' };
  const limit = counted.map((result) => result.amount).reduce((least, amount) => smaller(least, amount));
  const bound = counted.find((result) => result.amount.minor === limit.minor);
  return { limit, bound: bound?.method ?? 'nothing_to_go_by' };
}

function roundedDown(amount: Money, step: number): Money {
  return money(amount.minor - amount.minor % step, amount.currency);
}
