import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.js';
import { offsetInWords } from '../case/steps.js';
import { PlainTable } from '../../parts/plain-table.js';
import type { PlacedProblem } from './ladder-check.js';
import type { LadderChanges, LadderDocument } from './ladder-document.js';

interface LadderTableGiven {
  readonly document: LadderDocument;
  readonly changes: LadderChanges;
  readonly problems: readonly PlacedProblem[];
  /** Absent: there is nothing to choose. */
  readonly onChoose?: (key: string) => void;
  readonly isOpen?: boolean;
}

/** The axis' twin, for screen readers, for copying, and for a narrow screen. */
export function LadderTable({ document, changes, problems, onChoose, isOpen = false }: LadderTableGiven): ReactNode {
  const { t, word, language } = useWords();
  return (
    <details className="axis-table" open={isOpen}>
      <summary>{t('policies.axis_table')}</summary>
      <PlainTable label={t('policies.axis_table')}>
        <thead><tr>{(['col_day', 'col_step', 'col_action', 'col_channels', 'col_roles', 'col_state'] as const).map((key) => <th key={key} scope="col">{t(`policies.${key}`)}</th>)}</tr></thead>
        <tbody>
          {document.steps.map((step) => (
            <tr key={step.key}>
              <td>T{offsetInWords(step.offset)}</td>
              <td>{onChoose === undefined ? step.name[language] : <button type="button" className="plain-button" onClick={() => { onChoose(step.key); }}>{step.name[language]}</button>}</td>
              <td>{word('stepActions', step.action)}</td>
              <td>{step.kind === 'contact' ? step.channels.map((channel) => word('channels', channel)).join(', ') : '–'}</td>
              <td>{step.kind === 'contact' ? step.recipientRoles.map((role) => word('contactRoles', role)).join(', ') : '–'}</td>
              <td>{stateOf(step.key, changes, problems).map((code) => word('policies', code)).join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </details>
  );
}

function stateOf(key: string, changes: LadderChanges, problems: readonly PlacedProblem[]): readonly string[] {
  const change = changes.steps.get(key);
  return [...(change === undefined ? [] : [`change_${change}`]), ...(problems.some((problem) => problem.stepKey === key && problem.severity === 'problem') ? ['has_problem'] : [])];
}
