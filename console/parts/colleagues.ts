import { useMemo } from 'react';
import { useApi } from '../api.js';
import type { Colleague } from '../shapes.js';

/** Names of our own people by id, also of those who have left. */
export function useColleagues(): ReadonlyMap<string, string> {
  const colleagues = useApi<{ readonly items: readonly Colleague[] }>('/v1/colleagues');
  return useMemo(() => new Map((colleagues.data?.items ?? []).map(({ id, name }) => [id, name])), [colleagues.data]);
}
