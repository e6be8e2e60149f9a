import { parse, stringify } from 'yaml';
import type { z } from 'zod';

export interface PolicyProblem {
  /** Dotted path into the document; empty for the document itself. */
  readonly path: string;
  /** What is wrong and what to write instead. */
  readonly message: string;
  /** The same for a program that shows it in another language, where there are words for it, with the values that the message names. */
  readonly code?: string | undefined;
  readonly values?: Readonly<Record<string, string | number>> | undefined;
}

export interface PolicyInvalid {
  readonly kind: 'rejected';
  readonly code: 'policy_invalid';
  readonly problems: readonly PolicyProblem[];
}

export interface PolicyChecked<Document> {
  readonly kind: 'valid';
  readonly document: Document;
  /** The same before the schema made it ready for use: what is published. */
  readonly written: unknown;
}

/** Reads a policy document from YAML (or JSON, which is YAML). Every problem names the path and the cure; nothing is guessed. */
export function checkDocument<Schema extends z.ZodType>(schema: Schema, text: string): PolicyChecked<z.output<Schema>> | PolicyInvalid {
  let written: unknown;
  try {
    written = parse(text);
  } catch (error) {
    return { kind: 'rejected', code: 'policy_invalid', problems: [{ path: '', message: `This is not YAML: ${error instanceof Error ? error.message : String(error)}` }] };
  }
  return checkGiven(schema, written);
}

/** Checks a document that is no text any more. */
export function checkGiven<Schema extends z.ZodType>(schema: Schema, written: unknown): PolicyChecked<z.output<Schema>> | PolicyInvalid {
  const result = schema.safeParse(written);
  if (result.success) return { kind: 'valid', document: result.data, written };
  return { kind: 'rejected', code: 'policy_invalid', problems: result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message, ...codedIssue(issue) })) };
}

function codedIssue(issue: z.core.$ZodIssue): Pick<PolicyProblem, 'code' | 'values'> {
  switch (issue.code) {
    case 'too_small': return { code: `${kindOf(issue.origin)}_${issue.origin === 'string' || issue.origin === 'array' ? 'too_short' : 'too_small'}`, values: { minimum: Number(issue.minimum) } };
    case 'too_big': return { code: `${kindOf(issue.origin)}_${issue.origin === 'string' || issue.origin === 'array' ? 'too_long' : 'too_big'}`, values: { maximum: Number(issue.maximum) } };
    case 'invalid_type': return { code: 'type_wrong' };
    case 'invalid_format': return { code: 'format_wrong' };
    case 'custom': return coded(issue.params);
    default: return {};
  }
}

function kindOf(origin: string): 'text' | 'list' | 'number' {
  if (origin === 'string') return 'text';
  return origin === 'array' ? 'list' : 'number';
}

function coded(params: Readonly<Record<string, unknown>> | undefined): Pick<PolicyProblem, 'code' | 'values'> {
  const { code, ...values } = params ?? {};
  if (typeof code !== 'string') return {};
  const named = Object.entries(values).filter((entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number');
  return { code, values: Object.fromEntries(named) };
}

/** A document as YAML, for a person to read and change. */
export function policyText(document: unknown): string {
  return stringify(document, { lineWidth: 140 });
}
