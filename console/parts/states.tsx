import type { ReactNode } from 'react';
import type { ApiProblem } from '../api.js';
import { useWords } from '../i18n/index.js';
import { ProblemAlert } from './problem.js';

interface Asked<T> {
  readonly data: T | undefined;
  readonly error: ApiProblem | null;
  readonly refetch: () => unknown;
}

/** The answer of a query, or a skeleton, or what went wrong with a way to try again. */
export function Loaded<T>({ query, children, rows = 6 }: { readonly query: Asked<T>; readonly rows?: number; readonly children: (data: T) => ReactNode }): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <ProblemAlert problem={query.error} onRetry={() => { void query.refetch(); }} />;
  return <Skeleton rows={rows} />;
}

/** Grey lines where text will be. */
export function Skeleton({ rows }: { readonly rows: number }): ReactNode {
  const { t } = useWords();
  return <div className="skeleton" role="status" aria-label={t('frame.loading')}>{Array.from({ length: rows }, (_, index) => <div key={index} />)}</div>;
}

/** An empty list says how it fills. */
export function EmptyState({ title, hint }: { readonly title: string; readonly hint: string }): ReactNode {
  return <div className="empty"><strong>{title}</strong><p>{hint}</p></div>;
}
