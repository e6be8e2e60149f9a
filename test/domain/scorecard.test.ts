import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/dates.js';
import { gradeReasons, inputProblem, score, type InputValue, type Scorecard, type ScorecardInput, type ScoreResult } from '../../src/domain/scorecard.js';
import { shippedScorecard } from '../../src/policies/scorecards.js';

const { scorecard } = shippedScorecard();
const today = plainDate('2026-03-09');

const inputs = (values: Readonly<Record<string, InputValue>>, asOf = today): readonly ScorecardInput[] => (
  Object.entries(values).map(([key, value]) => ({ key, value, source: 'requester', asOf })));
const good = {
  paid_on_time_percent: 96, worst_delay_days: 9, relationship_months: 40, sales_trend_percent: 110, oldest_overdue_days: 0,
  years_since_founding: 12, paid_in_capital: 'from_1m', legal_record: 'clean', security: 'none', industry: 'stable',
};
const scoreOf = (values: Readonly<Record<string, InputValue>>, unanswered: readonly string[] = []): ScoreResult => score(scorecard, { inputs: inputs(values), unanswered: new Set(unanswered) }, today);
const scored = (result: ScoreResult): Extract<ScoreResult, { kind: 'scored' }> => {
  if (result.kind !== 'scored') throw new Error(`not scored: ${JSON.stringify(result)}`);
  return result;
};
const pointsOf = (result: ScoreResult, key: string): number | undefined => scored(result).log.find((line) => line.indicator === key)?.points;
const without = (key: keyof typeof good): Readonly<Record<string, InputValue>> => Object.fromEntries(Object.entries(good).filter(([name]) => name !== key));

describe('a score', () => {
  it('is the sum of the bands that were hit, with every line of its calculation', () => {
    const result = scored(scoreOf(good));
    expect(result).toMatchObject({ score: 89, grade: 'A', earned: 89, possible: 100, hardStops: [] });
    expect(result.log.map((line) => `${line.indicator} ${line.value} ${line.points}/${line.weight}`)).toEqual([
      'paid_on_time_percent 96 30/30', 'worst_delay_days 9 8/10', 'relationship_months 40 10/10', 'sales_trend_percent 110 5/5', 'years_since_founding 12 10/10',
      'paid_in_capital from_1m 6/10', 'legal_record clean 15/15', 'security none 0/5', 'industry stable 5/5',
    ]);
    expect(result.log[0]).toMatchObject({ source: 'requester', asOf: today, band: { kind: 'number', from: 95, below: null }, name: { en: 'Paid on time in twelve months' } });
    expect(result.log[1]).toMatchObject({ band: { kind: 'number', from: 1, below: 16 } });
    expect(result.log[6]).toMatchObject({ band: { kind: 'choice', choice: 'clean' } });
  });

  it.each([[49, 0], [50, 8], [69, 8], [70, 18], [84, 18], [85, 25], [94, 25], [95, 30], [100, 30]] as const)('gives %i %% paid on time %i points', (percent, points) => {
    expect(pointsOf(scoreOf({ ...good, paid_on_time_percent: percent }), 'paid_on_time_percent')).toBe(points);
  });

  it.each([[0, 10], [1, 8], [15, 8], [16, 5], [30, 5], [31, 2], [60, 2], [61, 0]] as const)('gives a worst delay of %i days %i points', (days, points) => {
    expect(pointsOf(scoreOf({ ...good, worst_delay_days: days }), 'worst_delay_days')).toBe(points);
  });

  it.each([[5, 0], [6, 4], [11, 4], [12, 7], [35, 7], [36, 10]] as const)('gives %i months of business %i points', (months, points) => {
    expect(pointsOf(scoreOf({ ...good, relationship_months: months }), 'relationship_months')).toBe(points);
  });

  it.each([[69, 0], [70, 3], [89, 3], [90, 5], [199, 5], [200, 2]] as const)('gives an order trend of %i %% %i points', (percent, points) => {
    expect(pointsOf(scoreOf({ ...good, sales_trend_percent: percent }), 'sales_trend_percent')).toBe(points);
  });

  it.each([[0, 0], [1, 3], [2, 3], [3, 6], [9, 6], [10, 10]] as const)('gives %i years since founding %i points', (years, points) => {
    expect(pointsOf(scoreOf({ ...good, years_since_founding: years }), 'years_since_founding')).toBe(points);
  });

  it.each([
    ['paid_in_capital', 'none_shown', 0], ['paid_in_capital', 'below_1m', 3], ['paid_in_capital', 'from_5m', 10], ['legal_record', 'minor', 9], ['legal_record', 'open_suits', 3],
    ['legal_record', 'enforcement', 0], ['security', 'bank_reference', 2], ['security', 'guarantee', 4], ['security', 'bank_guarantee', 5], ['industry', 'cyclical', 3], ['industry', 'strained', 0],
  ] as const)('gives %s %s %i points', (key, value, points) => {
    expect(pointsOf(scoreOf({ ...good, [key]: value }), key)).toBe(points);
  });

  it('counts the last of several inputs of one key', () => {
    const twice = [...inputs(good), ...inputs({ security: 'guarantee' })];
    expect(pointsOf(score(scorecard, { inputs: twice, unanswered: new Set() }, today), 'security')).toBe(4);
  });

  it('refuses to guess at a value that is no choice', () => {
    expect(() => scoreOf({ ...good, security: 'a handshake' })).toThrow('no value of security');
  });
});

describe('a missing input', () => {
  it('of rule zero gives no points and still weighs', () => {
    const result = scored(scoreOf(without('security')));
    expect(result).toMatchObject({ earned: 89, possible: 100 });
    expect(result.log.find((line) => line.indicator === 'security')).toMatchObject({ value: null, source: null, band: { kind: 'missing', rule: 'zero', outdated: false } });
  });

  it('of rule neutral is left out, and the rest counts for the whole, half up', () => {
    // 59 of 70 is 84.29: rounded down; the same customer with its payment record has 89.
    expect(scored(scoreOf(without('paid_on_time_percent')))).toMatchObject({ earned: 59, possible: 70, score: 84, grade: 'B' });
  });

  it('of rule ask is asked for, and once nobody answers gives no points', () => {
    expect(scoreOf(without('years_since_founding'))).toEqual({ kind: 'incomplete', missing: [{ key: 'years_since_founding', rule: 'ask' }] });
    expect(scored(scoreOf(without('years_since_founding'), ['years_since_founding']))).toMatchObject({ earned: 79, possible: 100, score: 79, grade: 'B' });
  });

  it('of rule block never gives a score, whether or not it was asked for', () => {
    expect(scoreOf(without('legal_record'))).toEqual({ kind: 'incomplete', missing: [{ key: 'legal_record', rule: 'block' }] });
    expect(scoreOf(without('legal_record'), ['legal_record'])).toEqual({ kind: 'incomplete', missing: [{ key: 'legal_record', rule: 'block' }] });
  });

  it.each([[180, 'scored'], [181, 'incomplete']] as const)('is what an extract of %i days ago is: %s', (days, kind) => {
    const asOf = plainDate(days === 180 ? '2025-09-10' : '2025-09-09');
    const old = [...inputs(without('legal_record')), ...inputs({ legal_record: 'clean' }, asOf)];
    expect(score(scorecard, { inputs: old, unanswered: new Set() }, today).kind).toBe(kind);
  });

  it('leaves a score of 0 when nothing is left to count', () => {
    const [indicator] = scorecard.indicators;
    if (indicator === undefined) throw new Error('The card has indicators');
    const card: Scorecard = { ...scorecard, indicators: [indicator] };
    expect(score(card, { inputs: [], unanswered: new Set() }, today)).toMatchObject({ score: 0, grade: 'E', possible: 0 });
  });
});

describe('a grade', () => {
  const card = (points: number): Scorecard => ({
    ...scorecard, hardStops: [], indicators: [{ key: 'one', name: { 'zh-CN': '一', en: 'one' }, kind: 'number', weight: 100, missing: 'zero', bands: [{ from: null, points }] }],
  });
  it.each([[100, 'A'], [85, 'A'], [84, 'B'], [70, 'B'], [69, 'C'], [55, 'C'], [54, 'D'], [40, 'D'], [39, 'E'], [0, 'E']] as const)('of %i points is %s', (points, grade) => {
    expect(score(card(points), { inputs: inputs({ one: 1 }), unanswered: new Set() }, today)).toMatchObject({ score: points, grade });
  });

  it.each([[1, 2, 50], [1, 8, 13], [5, 8, 63], [1, 3, 33], [2, 3, 67]] as const)('%i of %i points are %i, halves up', (points, weight, expected) => {
    const odd: Scorecard = { ...scorecard, hardStops: [], indicators: [{ key: 'one', name: { 'zh-CN': '一', en: 'one' }, kind: 'number', weight, missing: 'zero', bands: [{ from: null, points }] }] };
    expect(score(odd, { inputs: inputs({ one: 1 }), unanswered: new Set() }, today)).toMatchObject({ score: expected });
  });

  it.each([[89, 'A', []], [90, 'E', ['overdue_90_days']]] as const)('with an item %i days overdue is %s', (days, grade, stops) => {
    expect(scored(scoreOf({ ...good, oldest_overdue_days: days }))).toMatchObject({ grade, hardStops: stops, score: 89 });
  });

  it('of a dishonest debtor is E whatever else is good; of one under enforcement it is not', () => {
    expect(scored(scoreOf({ ...good, legal_record: 'dishonest' }))).toMatchObject({ grade: 'E', hardStops: ['dishonest_debtor'], score: 74 });
    expect(scored(scoreOf({ ...good, legal_record: 'enforcement' }))).toMatchObject({ grade: 'B', hardStops: [], score: 74 });
  });

  it('names what speaks most for it and most against it', () => {
    const { inFavour, against } = gradeReasons(scored(scoreOf({ ...good, paid_on_time_percent: 50 })).log, 2);
    expect(inFavour.map((line) => line.indicator)).toEqual(['legal_record', 'relationship_months']);
    expect(against.map((line) => line.indicator)).toEqual(['paid_on_time_percent', 'security']);
  });
});

describe('what people may give', () => {
  it.each([
    ['years_since_founding', 3, undefined], ['years_since_founding', 0, undefined], ['years_since_founding', -1, 'input_value_invalid'], ['years_since_founding', 1.5, 'input_value_invalid'],
    ['years_since_founding', 'three', 'input_value_invalid'], ['legal_record', 'clean', undefined], ['legal_record', 'spotless', 'input_value_invalid'], ['legal_record', 3, 'input_value_invalid'],
    ['yearly_turnover', 1_000_000_00, undefined], ['yearly_turnover', 'much', 'input_value_invalid'], ['paid_on_time_percent', 100, 'input_is_from_ledger'], ['star_sign', 'leo', 'input_unknown'],
  ] as const)('%s = %s: %s', (key, value, code) => {
    expect(inputProblem(scorecard, { key, value })?.code).toBe(code);
  });
});
