import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AMOUNT_BANDS, type ApprovalMatrix } from '../domain/approval-matrix.js';
import { isTimeZone, timeOfDay } from '../domain/dates.js';
import { ROLES } from '../domain/roles.js';
import { GRADES } from '../domain/scorecard.js';
import { calendarById, shippedCalendars } from './calendars.js';
import { checkDocument, type PolicyInvalid } from './policy-check.js';

const Key = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, 'Use lower-case letters, digits and underscores');
const CurrencyCode = z.string().regex(/^[A-Z]{3}$/, 'Name the currency by its code, such as CNY');
const Amount = z.number().int('Amounts are whole minor units').min(0).max(Number.MAX_SAFE_INTEGER);
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as 17:00').transform((text) => timeOfDay(text));
const WorkingDays = z.number().int('Working days are whole').min(1).max(60);

const Stage = z.strictObject({
  key: Key,
  name: z.strictObject({ 'zh-CN': z.string().trim().min(1).max(60), en: z.string().trim().min(1).max(60) }),
  role: z.enum(ROLES),
  respondWithinWorkingDays: WorkingDays,
  remindAfterWorkingDays: WorkingDays,
}).refine((stage) => stage.remindAfterWorkingDays <= stage.respondWithinWorkingDays, { path: ['remindAfterWorkingDays'], message: 'The reminder comes after the stage has ended; remind sooner' });

const Rule = z.strictObject({
  id: Key,
  grades: z.array(z.enum(GRADES)).min(1, 'Name at least one grade'),
  amounts: z.array(z.enum(AMOUNT_BANDS)).min(1, 'Name at least one of small, medium, large'),
  automatic: z.boolean(),
  stages: z.array(Stage).min(1, 'Name who decides: at least one stage, also for what may be approved automatically').max(5),
});

/** An approval matrix as a policy document: each grade and amount is decided by exactly one rule. */
export const ApprovalMatrixSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'Use lower-case letters, digits and hyphens'),
  timeZone: z.string().refine(isTimeZone, 'Name a time zone such as Asia/Shanghai'),
  calendar: z.string().refine((id) => calendarById(id) !== undefined, { error: () => `Name one of the calendars ${[...shippedCalendars().keys()].join(', ')}` }),
  answerBy: Time,
  remindAt: Time,
  amountBounds: z.record(CurrencyCode, z.strictObject({ smallUpTo: Amount, mediumUpTo: Amount })
    .refine((bounds) => bounds.smallUpTo < bounds.mediumUpTo, { path: ['mediumUpTo'], message: 'What is medium must reach further than what is small' })),
  signInAbove: z.record(CurrencyCode, Amount),
  informationWithinWorkingDays: WorkingDays,
  applyAgainAfterDays: z.number().int().min(0).max(730),
  rules: z.array(Rule).min(1, 'A matrix has at least one rule').max(50),
}).superRefine((matrix, context) => {
  const complain: Complain = (path, message) => context.addIssue({ code: 'custom', path, message });
  if (matrix.remindAt >= matrix.answerBy) complain(['remindAt'], `A reminder at ${matrix.remindAt} comes when the time to answer, ${matrix.answerBy}, is over; remind earlier in the day`);
  for (const [index, rule] of matrix.rules.entries()) {
    if (matrix.rules.findIndex((other) => other.id === rule.id) !== index) complain(['rules', index, 'id'], `The rule ${rule.id} stands twice; give each its own id`);
    if (rule.automatic && rule.amounts.includes('large')) complain(['rules', index, 'automatic'], 'Large amounts have no cap: what is approved automatically needs one; take large out of this rule');
    for (const [position, stage] of rule.stages.entries()) {
      if (rule.stages.findIndex((other) => other.key === stage.key) !== position) complain(['rules', index, 'stages', position, 'key'], `The stage ${stage.key} stands twice; give each its own key`);
    }
  }
  checkCoverage(matrix.rules, complain);
});

type Complain = (path: (string | number)[], message: string) => void;

function checkCoverage(rules: readonly z.output<typeof Rule>[], complain: Complain): void {
  for (const grade of GRADES) {
    for (const amount of AMOUNT_BANDS) {
      const [, ...others] = rules.filter((rule) => rule.grades.includes(grade) && rule.amounts.includes(amount));
      const first = rules.find((rule) => rule.grades.includes(grade) && rule.amounts.includes(amount));
      if (first === undefined) complain(['rules'], `Nobody decides on grade ${grade} and ${amount} amounts: a hole; add a rule or widen one`);
      for (const other of others) complain(['rules', rules.indexOf(other)], `Grade ${grade} and ${amount} amounts are decided by ${first?.id ?? ''} already: an overlap; take them out of ${other.id}`);
    }
  }
}

/** Reads an approval matrix from YAML. @param version the number it is published under */
export function checkApprovalMatrix(text: string, version: number): { readonly kind: 'valid'; readonly matrix: ApprovalMatrix } | PolicyInvalid {
  const checked = checkDocument(ApprovalMatrixSchema, text);
  return checked.kind === 'valid' ? { kind: 'valid', matrix: { ...checked.document, version } } : checked;
}

/** A published document as a matrix. @throws if it does not hold: it was checked when it was published (a defect) */
export function matrixOfDocument(document: unknown, version: number): ApprovalMatrix {
  return { ...ApprovalMatrixSchema.parse(document), version };
}

/** The matrix that ships with Dunlin, as its document. */
export function shippedApprovalMatrixText(): string {
  return readFileSync(new URL('./approval-matrices/default.yaml', import.meta.url), 'utf8');
}

/** The matrix that ships with Dunlin. */
export function shippedApprovalMatrix(): ApprovalMatrix {
  const result = checkApprovalMatrix(shippedApprovalMatrixText(), 1);
  if (result.kind === 'rejected') throw new Error(`The shipped approval matrix does not hold: ${JSON.stringify(result.problems)}`);
  return result.matrix;
}
