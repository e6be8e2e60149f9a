import { z } from 'zod';
import type { DecisionFacts } from '../domain/decision.js';
import { GRADES } from '../domain/scorecard.js';

/** More than any form of ours fills. */
export const FORM_BYTES_MAX = 32_768;

const Fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** The fields of a form, each once: of a field that is sent twice nothing is taken. Without NUL, which nobody types and no column holds. */
export function fieldsOf(body: unknown): (name: string) => string {
  const fields = Fields.safeParse(body);
  return (name) => {
    const value = fields.success ? fields.data[name] : undefined;
    return typeof value === 'string' ? value.replaceAll('\0', '').trim() : '';
  };
}

const Whole = z.int();
const ShownFacts = z.strictObject({
  currency: z.string().max(3), askedLimit: Whole, askedTermsDays: Whole, limitOnTable: Whole, score: Whole, grade: z.enum(GRADES), proposedLimit: Whole, proposedTermsDays: Whole, currentLimit: Whole.nullable(), currentTermsDays: Whole.nullable(),
  owed: Whole, overdue: Whole, answers: Whole,
}) satisfies z.ZodType<DecisionFacts>;

/** What the page showed, as its hidden field gives it back. @returns `undefined` when it is not whole */
export function shownFactsOf(text: string): DecisionFacts | undefined {
  try {
    const read = ShownFacts.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
