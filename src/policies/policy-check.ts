import { parse } from 'yaml';
import type { z } from 'zod';

export interface PolicyProblem {
  /** Dotted path into the document; empty for the document itself. */
  readonly path: string;
  /** What is wrong and what to write instead. */
  readonly message: string;
}

export interface PolicyInvalid {
  readonly kind: 'rejected';
  readonly code: 'policy_invalid';
  readonly problems: readonly PolicyProblem[];
}

/** Reads a policy document from YAML (or JSON, which is YAML). Every problem names the path and the cure; nothing is guessed. */
export function checkDocument<Schema extends z.ZodType>(schema: Schema, text: string): { readonly kind: 'valid'; readonly document: z.output<Schema> } | PolicyInvalid {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    return { kind: 'rejected', code: 'policy_invalid', problems: [{ path: '', message: `This is not YAML: ${error instanceof Error ? error.message : String(error)}` }] };
  }
  const result = schema.safeParse(document);
  if (result.success) return { kind: 'valid', document: result.data };
  return { kind: 'rejected', code: 'policy_invalid', problems: result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })) };
}
