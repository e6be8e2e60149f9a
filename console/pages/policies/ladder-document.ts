import type { ContactChannel, EscalationLadder, StepAction, StepText, Tone } from '../../../src/domain/escalation-ladder.js';

/** A ladder as it is written, before its schema made it ready for use. */
export interface LadderDocument extends Pick<EscalationLadder, 'name' | 'unit' | 'gapWorkingDays' | 'contactDaysPerWeekMax' | 'promiseToleranceWorkingDays' | 'handoffAfterNoticeWorkingDays'> {
  readonly windows: readonly WindowDocument[];
  readonly steps: readonly StepDocument[];
}

export interface WindowDocument {
  readonly from: string;
  readonly to: string;
}

interface StepBase {
  readonly key: string;
  readonly name: { readonly 'zh-CN': string; readonly en: string };
  readonly offset: number;
}

export interface ContactStepDocument extends StepBase {
  readonly kind: 'contact';
  readonly action: 'reminder' | 'reminder_call' | 'written_notice';
  readonly channels: readonly ContactChannel[];
  readonly recipientRoles: readonly string[];
  readonly tone: Tone;
  readonly mustArrive: boolean;
  readonly texts?: { readonly 'zh-CN': StepText; readonly en: StepText };
}

export interface AgeStepDocument extends StepBase {
  readonly kind: 'age';
  readonly action: 'tell_sales' | 'order_hold' | 'manager_review' | 'handoff';
  readonly toleranceMinor?: Readonly<Record<string, number>>;
}

export type StepDocument = ContactStepDocument | AgeStepDocument;

/** As far as the check lets a step go. */
export const OFFSET_MAX = 3_650;
export const STEPS_MAX = 40;

export function stepAt(document: LadderDocument, key: string): StepDocument | undefined {
  return document.steps.find((step) => step.key === key);
}

/** The document with one step changed; the others stay as they are. */
export function changeStep(document: LadderDocument, key: string, change: (step: StepDocument) => StepDocument): LadderDocument {
  return { ...document, steps: document.steps.map((step) => (step.key === key ? change(step) : step)) };
}

/** A step on another day, in its place among the steps: whether it passes another one is for the check to say. */
export function moveStep(document: LadderDocument, key: string, offset: number): LadderDocument {
  const within = Math.max(-OFFSET_MAX, Math.min(OFFSET_MAX, Math.round(offset)));
  return changeStep(document, key, (step) => ({ ...step, offset: within }));
}

export function isInDayOrder(document: LadderDocument): boolean {
  return document.steps.every((step, index) => index === 0 || (document.steps[index - 1]?.offset ?? 0) <= step.offset);
}

/** Steps by their day; those of one day keep their order. */
export function inDayOrder(document: LadderDocument): LadderDocument {
  return { ...document, steps: document.steps.toSorted((a, b) => a.offset - b.offset) };
}

const CONTACT_ACTIONS = new Set<StepAction>(['reminder', 'reminder_call', 'written_notice']);

export const STEP_ACTIONS = ['reminder', 'reminder_call', 'written_notice', 'tell_sales', 'order_hold', 'manager_review', 'handoff'] as const satisfies readonly StepAction[];

interface NewStep {
  readonly action: StepAction;
  readonly name: StepDocument['name'];
  readonly offset: number;
}

/** A new step after those of its day. Who hears it is taken from the contact step before it. */
export function addStep(document: LadderDocument, { action, name, offset }: NewStep): { readonly document: LadderDocument; readonly key: string } {
  const key = freeKey(document, action);
  const at = document.steps.findLastIndex((step) => step.offset <= offset) + 1;
  const before = document.steps.slice(0, at).findLast((step) => step.kind === 'contact') ?? document.steps.find((step) => step.kind === 'contact');
  const step = { key, name, offset, action };
  const made = CONTACT_ACTIONS.has(action)
    ? { ...step, kind: 'contact', channels: action === 'reminder_call' ? ['task'] : ['email'], recipientRoles: before?.recipientRoles ?? ['finance'], tone: before?.tone ?? 'friendly', mustArrive: action === 'written_notice' } as ContactStepDocument
    : { ...step, kind: 'age' } as AgeStepDocument;
  return { document: { ...document, steps: [...document.steps.slice(0, at), made, ...document.steps.slice(at)] }, key };
}

function freeKey(document: LadderDocument, action: StepAction): string {
  const taken = new Set(document.steps.map((step) => step.key));
  for (let count = 1; ; count += 1) {
    const key = count === 1 ? action : `${action}_${count}`;
    if (!taken.has(key)) return key;
  }
}

export function removeStep(document: LadderDocument, key: string): LadderDocument {
  return { ...document, steps: document.steps.filter((step) => step.key !== key) };
}

/** A step as the published version has it, back at its place there when it was taken out. */
export function resetStep(document: LadderDocument, published: LadderDocument, key: string): LadderDocument {
  const step = stepAt(published, key);
  if (step === undefined) return removeStep(document, key);
  if (stepAt(document, key) !== undefined) return changeStep(document, key, () => step);
  const at = document.steps.findLastIndex((candidate) => candidate.offset <= step.offset) + 1;
  return { ...document, steps: [...document.steps.slice(0, at), step, ...document.steps.slice(at)] };
}

export type StepChange = 'added' | 'removed' | 'changed' | 'moved';

export interface LadderChanges {
  /** By key; a step whose day alone differs is `moved`. */
  readonly steps: ReadonlyMap<string, StepChange>;
  /** Fields of the whole ladder. */
  readonly fields: readonly (keyof LadderDocument)[];
  /** The steps stand in another order. */
  readonly reordered: boolean;
  readonly count: number;
}

const LADDER_FIELDS = ['windows', 'gapWorkingDays', 'contactDaysPerWeekMax', 'promiseToleranceWorkingDays', 'handoffAfterNoticeWorkingDays'] as const satisfies readonly (keyof LadderDocument)[];

/** What a draft changes of the version that it was made from. */
export function changesOf(published: LadderDocument, draft: LadderDocument): LadderChanges {
  const steps = new Map<string, StepChange>();
  for (const step of draft.steps) {
    const before = stepAt(published, step.key);
    if (before === undefined) steps.set(step.key, 'added');
    else if (!same(before, step)) steps.set(step.key, same({ ...before, offset: step.offset }, step) ? 'moved' : 'changed');
  }
  for (const step of published.steps) if (stepAt(draft, step.key) === undefined) steps.set(step.key, 'removed');
  const fields = LADDER_FIELDS.filter((field) => !same(published[field], draft[field]));
  const kept = (document: LadderDocument): readonly string[] => document.steps.map((step) => step.key).filter((key) => stepAt(published, key) !== undefined && stepAt(draft, key) !== undefined);
  const reordered = !same(kept(published), kept(draft));
  return { steps, fields, reordered, count: steps.size + fields.length + (reordered && steps.size === 0 ? 1 : 0) };
}

/** Whether two parts of a document say the same, whatever the order of their fields. */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part)) ?? '';
}
