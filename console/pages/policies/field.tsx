import { useId, type ReactNode } from 'react';
import { useWords } from '../../i18n/index.js';
import type { PlacedProblem } from './ladder-check.js';
import { problemInWords } from './words.js';

interface FieldGiven {
  readonly label: string;
  /** What the check says about it. */
  readonly problems: readonly PlacedProblem[];
  readonly hint?: string;
  readonly wide?: boolean;
  /** The control, which takes the id that the label names. */
  readonly children: (id: string) => ReactNode;
}

/** A field of a document that is checked as it is typed: its problem stands under it, with the cure. */
export function Field({ label, problems, hint, wide = false, children }: FieldGiven): ReactNode {
  const id = useId();
  return (
    <div className={wide ? 'document-field wide' : 'document-field'}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint !== undefined && <div className="quiet">{hint}</div>}
      <Problems problems={problems} />
    </div>
  );
}

/** Problems and warnings as lines; a sign says which is which. */
export function Problems({ problems }: { readonly problems: readonly PlacedProblem[] }): ReactNode {
  const words = useWords();
  return <>{problems.map((problem) => <div key={`${problem.path} ${problem.message}`} role={problem.severity === 'problem' ? 'alert' : 'status'} className={problem.severity === 'problem' ? 'bad' : 'warning'}>{problem.severity === 'problem' ? '✕' : '!'} {problemInWords(problem, words)}</div>)}</>;
}
