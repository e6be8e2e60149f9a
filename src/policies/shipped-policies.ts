import { parse } from 'yaml';
import type { z } from 'zod';
import { ApprovalMatrixSchema, shippedApprovalMatrixText } from './approval-matrices.js';
import { EscalationLadderSchema, shippedLadderText } from './escalation-ladders.js';
import { ScorecardSchema, shippedScorecardText } from './scorecards.js';

/** How each kind of policy is checked. */
export const POLICY_SCHEMAS = {
  escalation_ladder: EscalationLadderSchema,
  scorecard: ScorecardSchema,
  approval_matrix: ApprovalMatrixSchema,
} as const satisfies Record<string, z.ZodType<{ readonly name: string }>>;

export type PolicyKind = keyof typeof POLICY_SCHEMAS;

/** The policies that an installation begins with, as their documents. */
export function shippedPolicies(): readonly { readonly kind: PolicyKind; readonly name: string; readonly document: unknown }[] {
  return [
    { kind: 'escalation_ladder', name: 'default', document: parse(shippedLadderText()) },
    { kind: 'scorecard', name: 'default', document: parse(shippedScorecardText()) },
    { kind: 'approval_matrix', name: 'default', document: parse(shippedApprovalMatrixText()) },
  ];
}
