import type { MoveReason } from '../../../src/domain/move-reasons.js';
import type { StepDifference } from '../../../src/domain/timeline-preview.js';
import type { Words } from '../../i18n/index.js';
import type { PolicyKind, PolicyListed, PolicyProblem } from '../../policy-shapes.js';
import { stepInWords } from '../../parts/next-words.js';
import { stepAt, type LadderDocument } from './ladder-document.js';

/** What the check found, in the reader's language where its code has words, else as it came. */
export function problemInWords(problem: PolicyProblem, { word }: Words): string {
  return problem.code === undefined ? problem.message : word('policyProblems', problem.code, problem.values) || problem.message;
}

export function policyTitle(policy: { readonly kind: PolicyKind; readonly name: string }, { word }: Words): string {
  return `${word('policyKinds', policy.kind)} · ${policy.name}`;
}

/** Why a version was published; what came with Dunlin says so in the reader's language. */
export function noteOf({ publishedBy, note }: Pick<PolicyListed['versions'][number], 'publishedBy' | 'note'>, { t }: Words): string {
  return publishedBy === 'installation' ? t('policies.shipped') : note;
}

/** A step by its name in the first of the ladders that has it. */
export function stepName(key: string, ladders: readonly LadderDocument[], words: Words): string {
  for (const ladder of ladders) {
    const step = stepAt(ladder, key);
    if (step !== undefined) return step.name[words.language];
  }
  return stepInWords(key, words);
}

export function movedInWords(reasons: readonly MoveReason[], { word }: Words): string {
  return reasons.map((reason) => word('moveReasons', reason)).join(word('policies', 'and_comma'));
}

export function differencesInWords(differs: readonly StepDifference[], { word }: Words): string {
  return differs.map((difference) => word('stepDifferences', difference)).join(word('policies', 'and_comma'));
}
