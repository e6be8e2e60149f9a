import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { checkApprovalMatrix, shippedApprovalMatrix, shippedApprovalMatrixText } from '../../src/policies/approval-matrices.js';
import type { PolicyInvalid } from '../../src/policies/policy-check.js';
import { checkScorecard, shippedScorecard, shippedScorecardText } from '../../src/policies/scorecards.js';

/** A document that a person has edited: anything may stand anywhere. */
type Document = Record<string, unknown>;
type Change = (document: Document) => void;

function place(document: Document, path: readonly (string | number)[]): Document {
  return path.reduce((inside, key) => inside[key] as Document, document);
}

function set(...path: readonly (string | number)[]): (value: unknown) => Change {
  const last = path.at(-1) ?? '';
  return (value) => (document) => { place(document, path.slice(0, -1))[last] = value; };
}

function remove(...path: readonly (string | number)[]): Change {
  const last = path.at(-1) ?? '';
  return (document) => { delete place(document, path.slice(0, -1))[last]; };
}

function changed(text: string, change: Change): string {
  const document = parse(text) as Document;
  change(document);
  return stringify(document);
}

type Checked = { readonly kind: 'valid' } | PolicyInvalid;

function problemsOf(check: (text: string, version: number) => Checked, text: string): readonly string[] {
  const result = check(text, 1);
  return result.kind === 'valid' ? [] : result.problems.map((problem) => `${problem.path}: ${problem.message}`);
}

const cardProblems = (change: Change): readonly string[] => problemsOf(checkScorecard, changed(shippedScorecardText(), change));
const matrixProblems = (change: Change): readonly string[] => problemsOf(checkApprovalMatrix, changed(shippedApprovalMatrixText(), change));

describe('the shipped scorecard', () => {
  it('holds, with nine indicators that weigh 100 together', () => {
    const { scorecard } = shippedScorecard();
    expect(scorecard.indicators).toHaveLength(9);
    expect(scorecard.indicators.reduce((sum, indicator) => sum + indicator.weight, 0)).toBe(100);
  });
});

describe('a scorecard is refused, with path and cure, when', () => {
  it.each([
    ['it is no YAML', 'name: [', /^: This is not YAML/],
    ['it is empty', '', /expected object/],
  ] as const)('%s', (_name, text, expected) => {
    expect(problemsOf(checkScorecard, text)).toEqual([expect.stringMatching(expected)]);
  });

  it.each([
    ['a field is unknown', set('indicators', 0, 'colour')('red'), /^indicators\.0: Unrecognized key: "colour"/],
    ['the weights are not 100', set('indicators', 6, 'weight')(16), /^indicators: The weights together are 101; make them 100/],
    ['the best band is not the weight', set('indicators', 0, 'bands', 4, 'points')(29), /^indicators\.0\.weight: The best band gives 29 points and the weight is 30/],
    ['an indicator stands twice', set('indicators', 1, 'key')('paid_on_time_percent'), /^indicators\.1\.key: The indicator paid_on_time_percent stands twice/],
    ['bands leave a hole', set('indicators', 0, 'bands', 0, 'from')(10), /^indicators\.0\.bands\.0\.from: Values below 10 have no band: a hole/],
    ['bands overlap', set('indicators', 0, 'bands', 2, 'from')(50), /^indicators\.0\.bands\.2\.from: The band from 50 overlaps the one from 50/],
    ['a later band begins at anything', set('indicators', 0, 'bands', 2, 'from')(null), /^indicators\.0\.bands\.2\.from: Only the first band/],
    ['a band begins at a fraction', set('indicators', 0, 'bands', 2, 'from')(70.5), /^indicators\.0\.bands\.2\.from: A band begins at a whole number/],
    ['a choice stands twice', set('indicators', 7, 'bands', 1, 'choice')('none'), /^indicators\.7\.bands\.1\.choice: The choice none stands twice/],
    ['the ledger is to be asked', set('indicators', 0, 'missing')('ask'), /^indicators\.0\.missing: Nobody can be asked/],
    ['the ledger would grow old', set('indicators', 0, 'validForDays')(30), /^indicators\.0\.validForDays: The ledger is read/],
    ['grades overlap', set('gradeFrom', 'B')(85), /^gradeFrom\.B: Grade B from 85 overlaps grade A/],
    ['a hard stop rests on nothing', set('hardStops', 1, 'input')('moon_phase'), /^hardStops\.1\.input: moon_phase is no number/],
    ['a hard stop rests on no choice', set('hardStops', 0, 'oneOf')(['wicked']), /^hardStops\.0\.oneOf: wicked: no choice of legal_record; its choices are clean/],
    ['a hard stop of choices rests on a number', set('hardStops', 0, 'input')('worst_delay_days'), /^hardStops\.0\.input: worst_delay_days is no indicator with choices/],
    ['a hard stop stands twice', set('hardStops', 1, 'key')('dishonest_debtor'), /^hardStops\.1\.key: The hard stop dishonest_debtor stands twice/],
    ['a grade has no limits', remove('limits', 'byGrade', 'E'), /^limits\.byGrade\.E: /],
    ['a currency is no code', set('limits', 'roundDownTo')({ yuan: 1 }), /^limits\.roundDownTo\.yuan: /],
  ] as const)('%s', (_name, change, expected) => {
    expect(cardProblems(change)).toContainEqual(expect.stringMatching(expected));
  });
});

describe('the shipped matrix', () => {
  it('decides each of five grades by three sizes exactly once, by one or two stages', () => {
    const { rules } = shippedApprovalMatrix();
    expect(rules.flatMap((rule) => rule.grades.flatMap((grade) => rule.amounts.map((amount) => `${grade} ${amount}`)))).toHaveLength(15);
    expect(new Set(rules.map((rule) => rule.stages.length))).toEqual(new Set([1, 2]));
    expect(rules.filter((rule) => rule.automatic).map((rule) => rule.id)).toEqual(['good_small']);
  });
});

describe('a matrix is refused, with path and cure, when', () => {
  it.each([
    ['a field is unknown', set('rules', 0, 'quorum')(2), /^rules\.0: Unrecognized key: "quorum"/],
    ['it has a hole', set('rules', 3, 'grades')(['A']), /^rules: Nobody decides on grade C and small amounts: a hole/],
    ['rules overlap', set('rules', 3, 'grades')(['B', 'C']), /^rules\.3: Grade B and small amounts are decided by good_small already: an overlap; take them out of fair_small/],
    ['a rule stands twice', set('rules', 3, 'id')('good_small'), /^rules\.3\.id: The rule good_small stands twice/],
    ['large amounts are approved automatically', set('rules', 2, 'automatic')(true), /^rules\.2\.automatic: Large amounts have no cap/],
    ['a rule names nobody', set('rules', 2, 'stages')([]), /^rules\.2\.stages: Name who decides/],
    ['a stage stands twice', set('rules', 2, 'stages', 1, 'key')('credit'), /^rules\.2\.stages\.1\.key: The stage credit stands twice/],
    ['a role does not exist', set('rules', 2, 'stages', 1, 'role')('king'), /^rules\.2\.stages\.1\.role: /],
    ['a reminder comes too late', set('rules', 2, 'stages', 1, 'remindAfterWorkingDays')(4), /^rules\.2\.stages\.1\.remindAfterWorkingDays: The reminder comes after/],
    ['a reminder comes at the time to answer', set('remindAt')('17:00'), /^remindAt: A reminder at 17:00/],
    ['a time is none', set('answerBy')('5 pm'), /^answerBy: Write the time as 17:00/],
    ['a zone does not exist', set('timeZone')('China/Beijing'), /^timeZone: Name a time zone/],
    ['a calendar does not exist', set('calendar')('mars'), /^calendar: Name one of the calendars always-open, china, weekdays/],
    ['medium reaches no further than small', set('amountBounds', 'CNY', 'mediumUpTo')(10_000_000), /^amountBounds\.CNY\.mediumUpTo: What is medium/],
    ['an amount is a fraction', set('signInAbove', 'CNY')(0.5), /^signInAbove\.CNY: Amounts are whole/],
  ] as const)('%s', (_name, change, expected) => {
    expect(matrixProblems(change)).toContainEqual(expect.stringMatching(expected));
  });
});
