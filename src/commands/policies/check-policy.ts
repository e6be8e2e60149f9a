import type { EscalationLadder } from '../../domain/escalation-ladder.js';
import { ladderOfDocument } from '../../policies/escalation-ladders.js';
import { checkDocument, checkGiven, type PolicyInvalid, type PolicyProblem } from '../../policies/policy-check.js';
import { POLICY_SCHEMAS, type PolicyKind } from '../../policies/shipped-policies.js';
import { checkLadder } from './check-ladder.js';

/** The one name that is in use of each kind: items and applications enter the policy of this name. */
export const NAME_IN_USE = 'default';

export interface PolicyValid {
  readonly kind: 'valid';
  readonly name: string;
  /** As it was written, for publishing: the schema's output is for use. */
  readonly document: unknown;
  /** What may be meant so. */
  readonly warnings: readonly PolicyProblem[];
}

/** Checks a policy as publishing does. @param document YAML text, or what JSON holds */
export function checkPolicy(kind: PolicyKind, document: unknown): PolicyValid | PolicyInvalid {
  const schema = POLICY_SCHEMAS[kind];
  const checked = typeof document === 'string' ? checkDocument(schema, document) : checkGiven(schema, document);
  if (checked.kind === 'rejected') return checked;
  const found = kind === 'escalation_ladder' ? checkLadder(ladderOfDocument(checked.written, 1)) : { problems: [], warnings: [] };
  if (found.problems.length > 0) return { kind: 'rejected', code: 'policy_invalid', problems: found.problems };
  const { name } = checked.document;
  const unused = name === NAME_IN_USE ? [] : [{ path: 'name', message: `Nothing goes by a policy of this name yet; write ${NAME_IN_USE} to replace the one in use` }];
  return { kind: 'valid', name, document: checked.written, warnings: [...unused, ...found.warnings] };
}

/** The document as a ladder, or what is wrong with it. @param version that it would be published as */
export function checkedLadder(document: unknown, version: number): { readonly kind: 'valid'; readonly ladder: EscalationLadder } | PolicyInvalid {
  const checked = checkPolicy('escalation_ladder', document);
  return checked.kind === 'valid' ? { kind: 'valid', ladder: ladderOfDocument(checked.document, version) } : checked;
}
