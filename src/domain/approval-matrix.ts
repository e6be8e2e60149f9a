import { addWorkingDays, type WorkingCalendar } from './working-calendar.js';
import { dateIn, instantAt, type Instant, type TimeOfDay } from './dates.js';
import type { Money } from './money.js';
import type { ProposedLimit } from './proposed-limit.js';
import type { Role } from './roles.js';
import type { Grade, NameInBoth } from './scorecard.js';

export const AMOUNT_BANDS = ['small', 'medium', 'large'] as const;
export type AmountBand = (typeof AMOUNT_BANDS)[number];

/** Most that is still small, and most that is still medium: minor units, both inclusive. */
export interface AmountBounds {
  readonly smallUpTo: number;
  readonly mediumUpTo: number;
}

/** One person of the role decides. Without a decision a reminder follows, then the application expires. */
export interface StageRule {
  readonly key: string;
  readonly name: NameInBoth;
  readonly role: Role;
  readonly respondWithinWorkingDays: number;
  readonly remindAfterWorkingDays: number;
}

export interface MatrixRule {
  readonly id: string;
  readonly grades: readonly Grade[];
  readonly amounts: readonly AmountBand[];
  /** Approved without a person when nothing speaks against it (`automaticObstacles`); else by the stages. Never for large amounts. */
  readonly automatic: boolean;
  readonly stages: readonly StageRule[];
}

/** Who decides on whom and how much: a versioned policy document. Its rules are ordered; the first that matches wins. */
export interface ApprovalMatrix {
  readonly name: string;
  readonly version: number;
  /** Zone, calendar and hours in which stages are answered. */
  readonly timeZone: string;
  readonly calendar: string;
  readonly answerBy: TimeOfDay;
  readonly remindAt: TimeOfDay;
  /** By currency. In a currency that is not named every amount is large: the strictest. */
  readonly amountBounds: Readonly<Record<string, AmountBounds>>;
  /** By currency, minor units: above it an approver signs in, the link alone does not do. A currency that is not named: always. */
  readonly signInAbove: Readonly<Record<string, number>>;
  /** Working days that the requester has to answer a question. */
  readonly informationWithinWorkingDays: number;
  /** Calendar days after a decline until the customer may apply again. */
  readonly applyAgainAfterDays: number;
  readonly rules: readonly MatrixRule[];
}

export function amountBandOf(matrix: Pick<ApprovalMatrix, 'amountBounds'>, amount: Money): AmountBand {
  const bounds = matrix.amountBounds[amount.currency];
  if (bounds === undefined || amount.minor > bounds.mediumUpTo) return 'large';
  return amount.minor > bounds.smallUpTo ? 'medium' : 'small';
}

export function isSignInNeeded(matrix: Pick<ApprovalMatrix, 'signInAbove'>, amount: Money): boolean {
  const above = matrix.signInAbove[amount.currency];
  return above === undefined || amount.minor > above;
}

/** Why a limit is not approved without a person although its rule would allow it. */
export type AutomaticObstacle = 'more_than_proposed' | 'terms_longer_than_proposed' | 'overdue' | 'no_own_sales';

export interface ApprovalFacts {
  readonly grade: Grade;
  readonly asked: { readonly limit: Money; readonly termsDays: number };
  readonly proposed: Pick<ProposedLimit, 'limit' | 'termsDays' | 'fromOwnSales'>;
  readonly overdue: Money;
}

export type ApprovalRoute =
  | { readonly kind: 'automatic'; readonly ruleId: string }
  | { readonly kind: 'stages'; readonly ruleId: string; readonly stages: readonly StageRule[]; readonly obstacles: readonly AutomaticObstacle[] };

/** An application asks for a customer's whole limit, not for an addition, so splitting it into small ones gains nothing.
 * @throws if no rule matches: the policy check refuses a matrix with a hole (a defect) */
export function routeApproval(matrix: ApprovalMatrix, facts: ApprovalFacts): ApprovalRoute {
  const band = amountBandOf(matrix, facts.asked.limit);
  const rule = matrix.rules.find((candidate) => candidate.grades.includes(facts.grade) && candidate.amounts.includes(band));
  if (rule === undefined) throw new Error(`The matrix ${matrix.name} has no rule for grade ${facts.grade} and ${band} amounts`);
  const obstacles = rule.automatic ? automaticObstacles(facts) : [];
  if (rule.automatic && obstacles.length === 0) return { kind: 'automatic', ruleId: rule.id };
  return { kind: 'stages', ruleId: rule.id, stages: rule.stages, obstacles };
}

function automaticObstacles({ asked, proposed, overdue }: ApprovalFacts): readonly AutomaticObstacle[] {
  const found: AutomaticObstacle[] = [];
  if (asked.limit.minor > proposed.limit.minor) found.push('more_than_proposed');
  if (asked.termsDays > proposed.termsDays) found.push('terms_longer_than_proposed');
  if (overdue.minor > 0) found.push('overdue');
  if (!proposed.fromOwnSales) found.push('no_own_sales');
  return found;
}

export interface StageTimes {
  readonly remindAt: Instant;
  readonly answerBy: Instant;
}

/** When an approver is reminded and when silence ends the application: counted in working days after the day on which the stage opens. */
export function stageTimes(matrix: Pick<ApprovalMatrix, 'timeZone' | 'answerBy' | 'remindAt'>, calendar: WorkingCalendar, stage: { readonly openedAt: Instant } & Pick<StageRule, 'respondWithinWorkingDays' | 'remindAfterWorkingDays'>): StageTimes {
  const today = dateIn(matrix.timeZone, stage.openedAt);
  return {
    remindAt: instantAt(addWorkingDays(calendar, today, stage.remindAfterWorkingDays), matrix.remindAt, matrix.timeZone),
    answerBy: instantAt(addWorkingDays(calendar, today, stage.respondWithinWorkingDays), matrix.answerBy, matrix.timeZone),
  };
}

/** By when a requester answers a question that is asked now. */
export function informationAnswerBy(matrix: Pick<ApprovalMatrix, 'timeZone' | 'answerBy' | 'informationWithinWorkingDays'>, calendar: WorkingCalendar, now: Instant): Instant {
  return instantAt(addWorkingDays(calendar, dateIn(matrix.timeZone, now), matrix.informationWithinWorkingDays), matrix.answerBy, matrix.timeZone);
}
