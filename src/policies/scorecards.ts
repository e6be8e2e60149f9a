import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { LimitRules } from '../domain/proposed-limit.js';
import { isLedgerInput, type Scorecard } from '../domain/scorecard.js';
import { checkDocument, type PolicyInvalid } from './policy-check.js';

const WEIGHTS_TOGETHER = 100;
const TERMS_DAYS_MAX = 365;

const Key = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, 'Use lower-case letters, digits and underscores');
const Name = z.strictObject({ 'zh-CN': z.string().trim().min(1).max(60), en: z.string().trim().min(1).max(60) });
const Points = z.number().int('Points are whole numbers').min(0).max(WEIGHTS_TOGETHER);
const Score = z.number().int('A score is a whole number').min(1).max(WEIGHTS_TOGETHER);

const common = {
  key: Key,
  name: Name,
  weight: Points.min(1),
  missing: z.enum(['zero', 'neutral', 'ask', 'block']),
  validForDays: z.number().int().min(1).max(3_650).optional(),
};

const Indicator = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('number'), bands: z.array(z.strictObject({ from: z.number().int('A band begins at a whole number').min(0).nullable(), points: Points })).min(2, 'Name at least two bands').max(20) }),
  z.strictObject({ ...common, kind: z.literal('choice'), bands: z.array(z.strictObject({ choice: Key, name: Name, points: Points })).min(2, 'Name at least two choices').max(20) }),
]);

const HardStop = z.discriminatedUnion('kind', [
  z.strictObject({ key: Key, name: Name, input: Key, kind: z.literal('at_least'), atLeast: z.number().int().min(1) }),
  z.strictObject({ key: Key, name: Name, input: Key, kind: z.literal('one_of'), oneOf: z.array(Key).min(1, 'Name at least one value that stops').max(20) }),
]);

const Percent = z.number().int('Percents are whole numbers').min(0).max(1_000);
const GradeRules = z.strictObject({ capacityPercent: Percent, needPercent: Percent, termsDays: z.number().int().min(0).max(TERMS_DAYS_MAX) });

/** A scorecard with the rules for the proposed limit, as a policy document. */
export const ScorecardSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'Use lower-case letters, digits and hyphens'),
  gradeFrom: z.strictObject({ A: Score, B: Score, C: Score, D: Score }),
  indicators: z.array(Indicator).min(1, 'A scorecard has at least one indicator').max(40),
  hardStops: z.array(HardStop).max(20),
  limits: z.strictObject({
    byGrade: z.strictObject({ A: GradeRules, B: GradeRules, C: GradeRules, D: GradeRules, E: GradeRules }),
    roundDownTo: z.record(z.string().regex(/^[A-Z]{3}$/, 'Name the currency by its code, such as CNY'), z.number().int().min(1)),
  }),
}).superRefine((card, context) => {
  const complain: Complain = (path, message) => context.addIssue({ code: 'custom', path, message });
  checkGrades(card.gradeFrom, complain);
  const weights = card.indicators.reduce((sum, indicator) => sum + indicator.weight, 0);
  if (weights !== WEIGHTS_TOGETHER) complain(['indicators'], `The weights together are ${weights}; make them ${WEIGHTS_TOGETHER}`);
  for (const [index, indicator] of card.indicators.entries()) {
    if (card.indicators.findIndex((other) => other.key === indicator.key) !== index) complain(['indicators', index, 'key'], `The indicator ${indicator.key} stands twice; give each its own key`);
    checkIndicator(indicator, ['indicators', index], complain);
  }
  for (const [index, stop] of card.hardStops.entries()) {
    if (card.hardStops.findIndex((other) => other.key === stop.key) !== index) complain(['hardStops', index, 'key'], `The hard stop ${stop.key} stands twice; give each its own key`);
    checkHardStop(stop, card.indicators, { path: ['hardStops', index], complain });
  }
});

type Path = (string | number)[];
type Complain = (path: Path, message: string) => void;

function checkGrades(gradeFrom: Scorecard['gradeFrom'], complain: Complain): void {
  const order = ['A', 'B', 'C', 'D'] as const;
  for (const [index, grade] of order.entries()) {
    const better = order[index - 1];
    if (better !== undefined && gradeFrom[grade] >= gradeFrom[better]) complain(['gradeFrom', grade], `Grade ${grade} from ${gradeFrom[grade]} overlaps grade ${better} from ${gradeFrom[better]}; let it begin lower`);
  }
}

function checkIndicator(indicator: z.output<typeof Indicator>, path: Path, complain: Complain): void {
  const best = Math.max(...indicator.bands.map((band) => band.points));
  if (best !== indicator.weight) complain([...path, 'weight'], `The best band gives ${best} points and the weight is ${indicator.weight}; make them equal`);
  if (isLedgerInput(indicator.key)) {
    if (indicator.kind !== 'number') complain([...path, 'kind'], 'What the ledger knows is a number');
    if (indicator.missing === 'ask' || indicator.missing === 'block') complain([...path, 'missing'], 'Nobody can be asked for what the ledger does not hold; write zero or neutral');
    if (indicator.validForDays !== undefined) complain([...path, 'validForDays'], 'The ledger is read on the day itself; leave this out');
  }
  for (const [index, band] of indicator.bands.entries()) {
    const at = [...path, 'bands', index];
    if ('choice' in band) {
      if (indicator.bands.findIndex((other) => 'choice' in other && other.choice === band.choice) !== index) complain([...at, 'choice'], `The choice ${band.choice} stands twice; remove one`);
      continue;
    }
    checkBandStart(indicator.bands, index, { path: at, complain });
  }
}

// A band ends where the next begins: the first begins at anything, so there is no hole, and starts that rise leave no overlap.
function checkBandStart(bands: z.output<typeof Indicator>['bands'], index: number, { path, complain }: { readonly path: Path; readonly complain: Complain }): void {
  const startOf = (position: number): number | null => {
    const band = bands[position];
    return band === undefined || 'choice' in band ? null : band.from;
  };
  const start = startOf(index);
  if (index === 0) {
    if (start !== null) complain([...path, 'from'], `Values below ${start} have no band: a hole; let the first band begin at null`);
    return;
  }
  const before = startOf(index - 1);
  if (start === null) complain([...path, 'from'], 'Only the first band begins at null; this one overlaps all before it');
  else if (before !== null && start <= before) complain([...path, 'from'], `The band from ${start} overlaps the one from ${before} above it; order the bands by where they begin`);
}

function checkHardStop(stop: z.output<typeof HardStop>, indicators: readonly z.output<typeof Indicator>[], { path, complain }: { readonly path: Path; readonly complain: Complain }): void {
  const indicator = indicators.find((candidate) => candidate.key === stop.input);
  if (stop.kind === 'at_least') {
    if (indicator?.kind !== 'number' && !(indicator === undefined && isLedgerInput(stop.input))) complain([...path, 'input'], `${stop.input} is no number that this scorecard or the ledger knows`);
    return;
  }
  if (indicator?.kind !== 'choice') {
    complain([...path, 'input'], `${stop.input} is no indicator with choices`);
    return;
  }
  const unknown = stop.oneOf.filter((value) => !indicator.bands.some((band) => band.choice === value));
  if (unknown.length > 0) complain([...path, 'oneOf'], `${unknown.join(', ')}: no choice of ${stop.input}; its choices are ${indicator.bands.map((band) => band.choice).join(', ')}`);
}

/** A scorecard as the domain takes it: the card and the rules for limits. */
export interface ScorecardPolicy {
  readonly scorecard: Scorecard;
  readonly limits: LimitRules;
}

function policyOf({ limits, ...card }: z.output<typeof ScorecardSchema>, version: number): ScorecardPolicy {
  return { scorecard: { ...card, version }, limits };
}

/** Reads a scorecard from YAML. @param version the number it is published under */
export function checkScorecard(text: string, version: number): { readonly kind: 'valid'; readonly policy: ScorecardPolicy } | PolicyInvalid {
  const checked = checkDocument(ScorecardSchema, text);
  return checked.kind === 'valid' ? { kind: 'valid', policy: policyOf(checked.document, version) } : checked;
}

/** A published document as a scorecard. @throws if it does not hold: it was checked when it was published (a defect) */
export function scorecardOfDocument(document: unknown, version: number): ScorecardPolicy {
  return policyOf(ScorecardSchema.parse(document), version);
}

/** The scorecard that ships with Dunlin, as its document. */
export function shippedScorecardText(): string {
  return readFileSync(new URL('./scorecards/default.yaml', import.meta.url), 'utf8');
}

/** The scorecard that ships with Dunlin. */
export function shippedScorecard(): ScorecardPolicy {
  const result = checkScorecard(shippedScorecardText(), 1);
  if (result.kind === 'rejected') throw new Error(`The shipped scorecard does not hold: ${JSON.stringify(result.problems)}`);
  return result.policy;
}
