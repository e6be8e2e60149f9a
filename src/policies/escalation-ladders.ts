import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { END_OF_DAY, type ContactWindow } from '../domain/contact-windows.js';
import { timeOfDay } from '../domain/dates.js';
import type { EscalationLadder } from '../domain/escalation-ladder.js';
import { checkDocument, type PolicyInvalid } from './policy-check.js';

const OFFSET_MAX = 3_650;
const ContactAction = z.enum(['reminder', 'reminder_call', 'written_notice']);
const AgeAction = z.enum(['tell_sales', 'order_hold', 'manager_review', 'handoff']);

const Window = z.strictObject({
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as 09:00'),
  to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Write the time as 17:30'),
}).refine((window) => window.from < window.to, { message: 'The window must end after it begins', params: { code: 'window_backwards' } })
  .transform((window): ContactWindow => ({ from: timeOfDay(window.from), to: window.to === END_OF_DAY ? END_OF_DAY : timeOfDay(window.to) }));

const common = {
  key: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, 'Use lower-case letters, digits and underscores'),
  name: z.strictObject({ 'zh-CN': z.string().trim().min(1).max(60), en: z.string().trim().min(1).max(60) }),
  offset: z.number().int().min(-OFFSET_MAX).max(OFFSET_MAX),
};

const Text = z.strictObject({
  subject: z.string().trim().min(1, 'Write a subject').max(500),
  body: z.string().trim().min(1, 'Write the text').max(20_000),
  sms: z.string().trim().min(1, 'Write the SMS, or leave it out to keep the shipped one').max(1_000).optional(),
});

const Step = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('contact'),
    action: ContactAction,
    channels: z.array(z.enum(['email', 'sms', 'task'])).min(1, 'Name at least one channel').max(3),
    recipientRoles: z.array(z.string().min(1).max(60)).min(1, 'Name at least one role that hears the step').max(10),
    tone: z.enum(['friendly', 'firm', 'final']),
    mustArrive: z.boolean(),
    texts: z.strictObject({ 'zh-CN': Text, en: Text }).optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('age'),
    action: AgeAction,
    toleranceMinor: z.record(z.string().length(3), z.number().int().min(0)).optional(),
  }).transform((step) => ({ ...step, channels: [], recipientRoles: [], tone: 'firm' as const, mustArrive: false })),
]);

/** An escalation ladder as a policy document. A rehearsal (`unit: second`) has no gap and no limits; a real one has both. */
export const EscalationLadderSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'Use lower-case letters, digits and hyphens'),
  unit: z.enum(['day', 'second']),
  windows: z.array(Window).min(1, 'Name at least one window').max(6),
  gapWorkingDays: z.number().int().min(0).max(60),
  contactDaysPerWeekMax: z.number().int().min(1).max(7).optional(),
  promiseToleranceWorkingDays: z.number().int().min(0).max(30),
  handoffAfterNoticeWorkingDays: z.number().int().min(0).max(250),
  steps: z.array(Step).min(1, 'A ladder has at least one step').max(40),
}).superRefine((ladder, context) => {
  const complain = (path: (string | number)[], message: string, params: Readonly<Record<string, string | number>>): void => context.addIssue({ code: 'custom', path, message, params });
  const rehearsal = ladder.unit === 'second';
  if (rehearsal && (ladder.gapWorkingDays !== 0 || ladder.contactDaysPerWeekMax !== undefined)) complain(['unit'], 'A ladder in seconds is for rehearsal only: it has no gap and no limits', { code: 'rehearsal_limits' });
  if (!rehearsal && ladder.contactDaysPerWeekMax === undefined) complain(['contactDaysPerWeekMax'], 'Say on how many days of a week a customer may be contacted, 1 to 7', { code: 'week_limit_needed' });
  for (const [index, step] of ladder.steps.entries()) {
    const before = ladder.steps[index - 1];
    if (ladder.steps.findIndex((other) => other.key === step.key) !== index) complain(['steps', index, 'key'], `The step ${step.key} stands twice; give each step its own key`, { code: 'key_twice', key: step.key });
    if (before !== undefined && before.offset > step.offset) complain(['steps', index, 'offset'], `Day ${step.offset} comes before day ${before.offset} of the step above; order the steps by day`, { code: 'days_out_of_order', day: step.offset, before: before.offset });
    if (step.action !== 'order_hold' && 'toleranceMinor' in step && step.toleranceMinor !== undefined) complain(['steps', index, 'toleranceMinor'], 'Only an order hold has a tolerance', { code: 'tolerance_misplaced' });
  }
  const handoff = ladder.steps.findIndex((step) => step.action === 'handoff');
  if (handoff >= 0 && !ladder.steps.slice(0, handoff).some((step) => step.action === 'written_notice')) complain(['steps', handoff], 'A handoff needs a written notice on a step before it', { code: 'notice_missing' });
});

export type LadderCheck = { readonly kind: 'valid'; readonly ladder: EscalationLadder } | PolicyInvalid;

/** Reads a ladder from YAML. @param version the number it is published under */
export function checkEscalationLadder(text: string, version: number): LadderCheck {
  const checked = checkDocument(EscalationLadderSchema, text);
  return checked.kind === 'valid' ? { kind: 'valid', ladder: { ...checked.document, version } } : checked;
}

/** A published document as a ladder. @throws if it does not hold: it was checked when it was published (a defect) */
export function ladderOfDocument(document: unknown, version: number): EscalationLadder {
  return { ...EscalationLadderSchema.parse(document), version };
}

/** The ladder that ships with Dunlin, as its document. */
export function shippedLadderText(): string {
  return readFileSync(new URL('./ladders/default.yaml', import.meta.url), 'utf8');
}

/** The ladder that ships with Dunlin. */
export function shippedLadder(): EscalationLadder {
  const result = checkEscalationLadder(shippedLadderText(), 1);
  if (result.kind === 'rejected') throw new Error(`The shipped ladder does not hold: ${JSON.stringify(result.problems)}`);
  return result.ladder;
}
