import type { ContactWindow } from './contact-windows.js';
import type { Language } from './display.js';

/** What may go over the wire or to a collector. `task` is a person who is asked to act. */
export type ContactChannel = 'email' | 'sms' | 'task';

export type Tone = 'friendly' | 'firm' | 'final';

export type StepAction =
  | 'reminder' | 'reminder_call' | 'written_notice'
  | 'tell_sales' | 'order_hold' | 'manager_review' | 'handoff';

/** A step's own words instead of the shipped ones: a message as it is written, with the marks of docs/POLICIES.md, "Texts". */
export interface StepText {
  readonly subject: string;
  readonly body: string;
  /** Absent: the shipped SMS. */
  readonly sms?: string | undefined;
}

/** One rung. Contact steps are heard in order; age steps fall on the item's age whatever was said. */
export interface EscalationStep {
  /** Stable within the ladder: an item that has left the step behind is known by it. */
  readonly key: string;
  readonly name: { readonly 'zh-CN': string; readonly en: string };
  readonly kind: 'contact' | 'age';
  readonly action: StepAction;
  /** Units after the due date; negative before it. */
  readonly offset: number;
  readonly channels: readonly ContactChannel[];
  /** Roles of the customer's contact persons, most wanted first. */
  readonly recipientRoles: readonly string[];
  readonly tone: Tone;
  /** A message that must arrive is sent once more, labelled, when its outcome stays unknown. */
  readonly mustArrive: boolean;
  /** Of a contact step; absent: the shipped texts. Checked for what the step's channels need when it was published. */
  readonly texts?: Readonly<Record<Language, StepText>> | undefined;
  /** `order_hold` only: what a case may owe at this age without a hold, by currency, minor units; others hold above zero. */
  readonly toleranceMinor?: Readonly<Record<string, number>> | undefined;
}

/** An escalation ladder as published: immutable, named and versioned. Rules: docs/POLICIES.md. */
export interface EscalationLadder {
  readonly name: string;
  readonly version: number;
  /** `second` only for rehearsals: steps count seconds from the recording of the item, on an always open calendar. */
  readonly unit: 'day' | 'second';
  readonly steps: readonly EscalationStep[];
  readonly windows: readonly ContactWindow[];
  /** Working days from an item's last contact to its next; 0 when there is no gap. */
  readonly gapWorkingDays: number;
  /** Days of a Monday–Sunday week on which one customer may hear us; absent in a rehearsal. */
  readonly contactDaysPerWeekMax?: number | undefined;
  readonly promiseToleranceWorkingDays: number;
  readonly handoffAfterNoticeWorkingDays: number;
}

/** Steps in the ladder's order with their rank, which an item remembers. */
export function rankOf(ladder: EscalationLadder, stepKey: string): number {
  return ladder.steps.findIndex((step) => step.key === stepKey);
}

/** Whether an item hears its notice by this step. A letter that names it beside another's notice leaves it on its own rung (ladder rule 16). */
export function isNoticeStep(ladder: EscalationLadder, stepKey: string): boolean {
  return ladder.steps.some((step) => step.key === stepKey && step.action === 'written_notice');
}

/** The rank of the first step at which the ladder calls; the rank of the first contact step when it never does. */
export function callRank(ladder: EscalationLadder): number {
  const call = ladder.steps.findIndex((step) => step.action === 'reminder_call');
  return call >= 0 ? call : ladder.steps.findIndex((step) => step.kind === 'contact');
}

const BROKEN_PROMISE = 'broken_promise:';

/** The key of the call that follows a broken promise: a step of its own, once per item and promise. */
export function brokenPromiseStepKey(promiseId: string): string {
  return `${BROKEN_PROMISE}${promiseId}`;
}

export function isBrokenPromiseStep(stepKey: string): boolean {
  return stepKey.startsWith(BROKEN_PROMISE);
}
