import { parse } from 'yaml';
import { shippedLadderText } from '../../src/policies/escalation-ladders.js';

type Field = string | number | boolean | readonly string[] | Readonly<Record<string, unknown>>;
export interface LadderDocument extends Record<string, unknown> {
  steps: (Record<string, Field> & { readonly key: string })[];
}

/** The shipped ladder as a document to change: steps by their key, anything else by its name. */
export function aLadderDocument(steps: Readonly<Record<string, Readonly<Record<string, Field>>>> = {}, given: Readonly<Record<string, Field>> = {}): LadderDocument {
  const shipped = parse(shippedLadderText()) as LadderDocument;
  return { ...shipped, ...given, steps: shipped.steps.map((step) => ({ ...step, ...steps[step.key] })) };
}

/** A step's text in both languages. */
export function textsOf(text: { readonly subject?: string; readonly body?: string; readonly sms?: string }): Readonly<Record<string, unknown>> {
  const whole = { subject: '{{ sellerName }}', body: '{{ recipientName }}', ...text };
  return { 'zh-CN': whole, en: whole };
}
