import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { LEDGER_INPUTS } from '../../src/domain/scorecard.js';
import { ApprovalMatrixSchema } from '../../src/policies/approval-matrices.js';
import { EscalationLadderSchema, shippedLadderText } from '../../src/policies/escalation-ladders.js';
import { ScorecardSchema } from '../../src/policies/scorecards.js';

const text = readFileSync(new URL('../../docs/POLICIES.md', import.meta.url), 'utf8');

/** First cells of the table with that heading. */
function rowsUnder(section: string, heading = 'Field'): readonly string[] {
  const part = text.split(/^## /m).find((candidate) => candidate.startsWith(`${section}\n`)) ?? '';
  const table = part.split(`| ${heading} |`)[1]?.split('\n\n')[0] ?? '';
  return [...table.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1] ?? '');
}

it.each([
  ['The ladder', Object.keys(EscalationLadderSchema.shape)], ['The scorecard', Object.keys(ScorecardSchema.shape)], ['The approval matrix', Object.keys(ApprovalMatrixSchema.shape)],
])('docs/POLICIES.md explains under "%s" every field of its document, and no other', (section, fields) => {
  expect(rowsUnder(section).toSorted()).toEqual(fields.toSorted());
});

it('docs/POLICIES.md explains every field of a step', () => {
  const { steps } = parse(shippedLadderText()) as { readonly steps: readonly object[] };
  expect(rowsUnder('The ladder', 'Step field').toSorted()).toEqual([...new Set([...steps.flatMap((step) => Object.keys(step)), 'texts'])].toSorted());
});

it('docs/POLICIES.md explains what the ledger knows', () => {
  expect(rowsUnder('What the ledger knows', 'Input')).toEqual([...LEDGER_INPUTS]);
});
