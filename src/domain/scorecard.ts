import { daysBetween, type PlainDate } from './dates.js';
import type { Language } from './display.js';

/** Best first; E is "cash only". */
export const GRADES = ['A', 'B', 'C', 'D', 'E'] as const;
export type Grade = (typeof GRADES)[number];

export type NameInBoth = Readonly<Record<Language, string>>;

/** A whole number (percent, days, months, years, minor units) or the value of a choice. No fractions: a score is exact. */
export type InputValue = number | string;

/** Who says so. */
export type InputSource = 'ledger' | 'requester' | 'credit_team';

/** One known fact of a customer. */
export interface ScorecardInput {
  readonly key: string;
  readonly value: InputValue;
  readonly source: InputSource;
  /** The day that the fact is true of. */
  readonly asOf: PlainDate;
}

/** What our own ledger says about a customer; nobody can type these. Source: docs/POLICIES.md, "What the ledger knows". */
export const LEDGER_INPUTS = [
  /** Of what fell due in twelve months, the share in amount that was paid by its due date; whole percent, rounded down. */
  'paid_on_time_percent',
  /** Longest delay of anything that fell due in twelve months, paid or still open. */
  'worst_delay_days',
  /** Days past due of the oldest item that is open now; 0 when none is overdue. */
  'oldest_overdue_days',
  /** Whole months since the first invoice. */
  'relationship_months',
  /** Sales of the last six months in percent of the six before; whole percent, rounded down. */
  'sales_trend_percent',
] as const;
export type LedgerInputKey = (typeof LEDGER_INPUTS)[number];

export function isLedgerInput(key: string): key is LedgerInputKey {
  return (LEDGER_INPUTS as readonly string[]).includes(key);
}

/** What a missing input means. `zero`: no points. `neutral`: the indicator is left out and the rest counts for the whole.
 * `ask`: asked for once; no answer in time is no points. `block`: asked for; without it there is no score. */
export type MissingRule = 'zero' | 'neutral' | 'ask' | 'block';

/** Begins at `from` (the first band: at anything) and ends below the next band's `from`. */
export interface NumberBand {
  readonly from: number | null;
  readonly points: number;
}

export interface ChoiceBand {
  readonly choice: string;
  readonly name: NameInBoth;
  readonly points: number;
}

interface IndicatorCommon {
  /** Also the key of its input. */
  readonly key: string;
  readonly name: NameInBoth;
  /** Points that the best band gives; all weights together are 100. */
  readonly weight: number;
  readonly missing: MissingRule;
  /** An input whose day is longer past than this counts as missing. */
  readonly validForDays?: number | undefined;
}

export type ScorecardIndicator = IndicatorCommon & (
  | { readonly kind: 'number'; readonly bands: readonly NumberBand[] }
  | { readonly kind: 'choice'; readonly bands: readonly ChoiceBand[] });

/** Whatever the points say: the grade is E. A stop whose input is missing does not stop. */
export type HardStop = { readonly key: string; readonly name: NameInBoth; readonly input: string }
  & ({ readonly kind: 'at_least'; readonly atLeast: number } | { readonly kind: 'one_of'; readonly oneOf: readonly string[] });

/** A versioned policy document. Rules for the proposed limit stand beside: `LimitRules`. */
export interface Scorecard {
  readonly name: string;
  readonly version: number;
  readonly indicators: readonly ScorecardIndicator[];
  readonly hardStops: readonly HardStop[];
  /** Least score of each grade; below D is E. */
  readonly gradeFrom: Readonly<Record<Exclude<Grade, 'E'>, number>>;
}

/** One line of the calculation, for a person to read: input, its source and day, the band it hit, its points. */
export interface ScoreLine {
  readonly indicator: string;
  readonly name: NameInBoth;
  readonly value: InputValue | null;
  readonly source: InputSource | null;
  readonly asOf: PlainDate | null;
  readonly band: BandHit;
  readonly points: number;
  readonly weight: number;
}

export type BandHit =
  | { readonly kind: 'number'; readonly from: number | null; readonly below: number | null }
  | { readonly kind: 'choice'; readonly choice: string; readonly name: NameInBoth }
  | { readonly kind: 'missing'; readonly rule: MissingRule; readonly outdated: boolean };

export interface MissingInput {
  readonly key: string;
  readonly rule: 'ask' | 'block';
}

export type ScoreResult =
  /** `earned` of `possible` points as whole hundredths, half up. */
  | {
    readonly kind: 'scored'; readonly score: number; readonly grade: Grade; readonly earned: number; readonly possible: number;
    /** Keys of the stops that were hit. */
    readonly hardStops: readonly string[]; readonly log: readonly ScoreLine[];
  }
  | { readonly kind: 'incomplete'; readonly missing: readonly MissingInput[] };

/** Scores a customer on a day. Of several inputs of one key the last counts.
 * @param given.unanswered inputs that were asked for and not given in time
 * @throws if a value does not fit its indicator: edges check with `inputProblem` first (a defect) */
export function score(scorecard: Scorecard, given: { readonly inputs: readonly ScorecardInput[]; readonly unanswered: ReadonlySet<string> }, on: PlainDate): ScoreResult {
  const inputs = new Map(given.inputs.map((input) => [input.key, input]));
  const log = scorecard.indicators.map((indicator) => scoreLine(indicator, inputs.get(indicator.key), on));
  const missing = log.flatMap((line): readonly MissingInput[] => {
    if (line.band.kind !== 'missing') return [];
    const { rule } = line.band;
    return rule === 'block' || (rule === 'ask' && !given.unanswered.has(line.indicator)) ? [{ key: line.indicator, rule }] : [];
  });
  if (missing.length > 0) return { kind: 'incomplete', missing };
  const counted = log.filter((line) => !(line.band.kind === 'missing' && line.band.rule === 'neutral'));
  const earned = counted.reduce((sum, line) => sum + line.points, 0);
  const possible = counted.reduce((sum, line) => sum + line.weight, 0);
  const points = possible === 0 ? 0 : hundredthsHalfUp(earned, possible);
  const hardStops = scorecard.hardStops.filter((stop) => isHit(stop, inputs.get(stop.input))).map((stop) => stop.key);
  return { kind: 'scored', score: points, grade: hardStops.length > 0 ? 'E' : gradeOf(scorecard, points), earned, possible, hardStops, log };
}

// 100 · earned / possible in whole numbers: floor((200e + p) / 2p) is half up.
function hundredthsHalfUp(earned: number, possible: number): number {
  const numerator = 200 * earned + possible;
  return (numerator - numerator % (2 * possible)) / (2 * possible);
}

export function gradeOf(scorecard: Pick<Scorecard, 'gradeFrom'>, points: number): Grade {
  return GRADES.find((grade) => grade === 'E' || points >= scorecard.gradeFrom[grade]) ?? 'E';
}

function scoreLine(indicator: ScorecardIndicator, input: ScorecardInput | undefined, on: PlainDate): ScoreLine {
  const common = { indicator: indicator.key, name: indicator.name, value: input?.value ?? null, source: input?.source ?? null, asOf: input?.asOf ?? null, weight: indicator.weight };
  const outdated = input !== undefined && indicator.validForDays !== undefined && daysBetween(input.asOf, on) > indicator.validForDays;
  if (input === undefined || outdated) return { ...common, band: { kind: 'missing', rule: indicator.missing, outdated }, points: 0 };
  const hit = bandHit(indicator, input.value);
  if (hit === undefined) throw new Error(`"${input.value}" is no value of ${indicator.key}`);
  return { ...common, ...hit };
}

function bandHit(indicator: ScorecardIndicator, value: InputValue): { readonly band: BandHit; readonly points: number } | undefined {
  if (indicator.kind === 'choice') {
    const band = indicator.bands.find((candidate) => candidate.choice === value);
    return band === undefined ? undefined : { band: { kind: 'choice', choice: band.choice, name: band.name }, points: band.points };
  }
  if (typeof value !== 'number') return undefined;
  const index = indicator.bands.findLastIndex((candidate) => candidate.from === null || value >= candidate.from);
  const band = indicator.bands[index];
  return band === undefined ? undefined : { band: { kind: 'number', from: band.from, below: indicator.bands[index + 1]?.from ?? null }, points: band.points };
}

function isHit(stop: HardStop, input: ScorecardInput | undefined): boolean {
  if (input === undefined) return false;
  if (stop.kind === 'one_of') return typeof input.value === 'string' && stop.oneOf.includes(input.value);
  return typeof input.value === 'number' && input.value >= stop.atLeast;
}

export type InputProblem =
  | { readonly code: 'input_unknown'; readonly key: string; readonly known: readonly string[] }
  | { readonly code: 'input_is_from_ledger'; readonly key: string }
  | { readonly code: 'input_value_invalid'; readonly key: string; readonly value: InputValue; readonly allowed: readonly string[] | 'whole_number' };

/** Facts for the proposed limit that people give: minor units of the application's currency. */
export const LIMIT_INPUTS = ['yearly_turnover', 'expected_monthly_sales'] as const;

/** Whether a person may give this value for this input. Numbers are whole and 0 or more. */
export function inputProblem(scorecard: Scorecard, input: Pick<ScorecardInput, 'key' | 'value'>): InputProblem | undefined {
  const { key, value } = input;
  if (isLedgerInput(key)) return { code: 'input_is_from_ledger', key };
  const isWhole = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  const indicator = scorecard.indicators.find((candidate) => candidate.key === key);
  if (indicator === undefined) {
    const limitKeys: readonly string[] = LIMIT_INPUTS;
    if (!limitKeys.includes(key)) return { code: 'input_unknown', key, known: [...scorecard.indicators.map((known) => known.key).filter((known) => !isLedgerInput(known)), ...limitKeys] };
    return isWhole ? undefined : { code: 'input_value_invalid', key, value, allowed: 'whole_number' };
  }
  if (indicator.kind === 'number') return isWhole ? undefined : { code: 'input_value_invalid', key, value, allowed: 'whole_number' };
  const choices = indicator.bands.map((band) => band.choice);
  return typeof value === 'string' && choices.includes(value) ? undefined : { code: 'input_value_invalid', key, value, allowed: choices };
}

/** The lines that speak most for and most against a customer: at least three quarters, at most half of the points. */
export function gradeReasons(log: readonly ScoreLine[], most: number): { readonly inFavour: readonly ScoreLine[]; readonly against: readonly ScoreLine[] } {
  const counted = log.filter((line) => line.band.kind !== 'missing' || line.band.rule !== 'neutral');
  const inFavour = counted.filter((line) => 4 * line.points >= 3 * line.weight).toSorted((a, b) => b.points - a.points).slice(0, most);
  const against = counted.filter((line) => 2 * line.points <= line.weight).toSorted((a, b) => (b.weight - b.points) - (a.weight - a.points)).slice(0, most);
  return { inFavour, against };
}
