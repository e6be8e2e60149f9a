import type { ReactNode } from 'react';
import type { ApiProblem } from '../api.js';
import { useWords, type Words } from '../i18n/index.js';
import { isPlainDateText, useFormat, type Format } from './format.js';
import { shownMoney } from './money.js';

interface ProblemGiven {
  readonly problem: ApiProblem | null;
  /** Of the amounts that the refusal names. */
  readonly currency?: string | undefined;
  readonly onRetry?: () => void;
}

/** What was refused, why, with the values that it names, and at which fields. */
export function ProblemAlert({ problem, currency, onRetry }: ProblemGiven): ReactNode {
  const words = useWords();
  const format = useFormat();
  if (problem === null) return null;
  const { t } = words;
  const title = problem.code === 'no_answer' ? t('frame.no_answer') : problem.title;
  return (
    <div className="problem" role="alert">
      <strong>{title}</strong>
      {valuesOf(problem, currency, words, format).map((line) => <div key={line}>{line}</div>)}
      {problem.fields.map((field) => <div key={field.path}>{field.path.replace(/^(body|query|params)\./, '')}: {field.message}</div>)}
      {onRetry !== undefined && <button type="button" className="plain-button" onClick={onRetry}>{t('frame.try_again')}</button>}
    </div>
  );
}

function valuesOf({ data }: ApiProblem, currency: string | undefined, { t, word }: Words, format: Format): readonly string[] {
  return Object.entries(data).flatMap(([key, value]): readonly string[] => {
    const label = word('problemValues', key);
    if (typeof value === 'number' && key.endsWith('Minor') && currency !== undefined) return [`${label}: ${shownMoney(value, currency)}`];
    if (typeof value === 'string' && isPlainDateText(value)) return [`${label}: ${format.date(value)}`];
    if (key === 'rolesNeeded' && Array.isArray(value)) return [t('tasks.not_yours', { roles: value.map((role) => word('roles', String(role))).join(', ') })];
    return [];
  });
}
