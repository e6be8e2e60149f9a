import type { PolicyProblem } from '../../policy-shapes.js';
import type { LadderDocument } from './ladder-document.js';

/** What the check says, where a person would look for it. */
export interface PlacedProblem extends PolicyProblem {
  readonly severity: 'problem' | 'warning';
  /** The step that it is about; absent for the ladder as a whole. */
  readonly stepKey: string | undefined;
  /** The field of the step or of the ladder: `offset`, `texts.en.body`, `windows.0`. */
  readonly field: string;
}

/** Problems and warnings by the step and field that their path names. @param document the one that was checked */
export function placedProblems(found: { readonly problems: readonly PolicyProblem[]; readonly warnings: readonly PolicyProblem[] }, document: LadderDocument): readonly PlacedProblem[] {
  const place = (severity: PlacedProblem['severity']) => (problem: PolicyProblem): PlacedProblem => {
    const [, index, , field] = /^steps\.(\d+)(\.(.*))?$/.exec(problem.path) ?? [];
    if (index === undefined) return { ...problem, severity, stepKey: undefined, field: problem.path };
    return { ...problem, severity, stepKey: document.steps[Number(index)]?.key, field: field ?? '' };
  };
  return [...found.problems.map(place('problem')), ...found.warnings.map(place('warning'))];
}

/** Those of one field or of what is inside it. */
export function ofField(problems: readonly PlacedProblem[], field: string): readonly PlacedProblem[] {
  return problems.filter((problem) => problem.field === field || problem.field.startsWith(`${field}.`));
}
