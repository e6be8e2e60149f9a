import type { ReactNode } from 'react';
import type { ApiProblem } from '../api.js';
import { useWords } from '../i18n/index.js';

/** What was refused, why, and at which fields. */
export function ProblemAlert({ problem, onRetry }: { readonly problem: ApiProblem | null; readonly onRetry?: () => void }): ReactNode {
  const { t } = useWords();
  if (problem === null) return null;
  const title = problem.code === 'no_answer' ? t('frame.no_answer') : problem.title;
  return (
    <div className="problem" role="alert">
      <strong>{title}</strong>
      {problem.fields.map((field) => <div key={field.path}>{field.path.replace(/^(body|query|params)\./, '')}: {field.message}</div>)}
      {onRetry !== undefined && <button type="button" className="plain-button" onClick={onRetry}>{t('frame.try_again')}</button>}
    </div>
  );
}
