import { useMemo } from 'react';
import { useApi } from '../../api.js';
import type { CaseEvent } from '../../case-shapes.js';
import type { Person } from '../../shapes.js';

const EVENTS_MAX = 500;

/** What happened in a case, the newest first. */
export function useCaseEvents(caseId: string): ReturnType<typeof useApi<{ readonly items: readonly CaseEvent[] }>> {
  return useApi(`/v1/collection-cases/${caseId}/events?limit=${EVENTS_MAX}`);
}

/** Names of our own people by id. */
export function useStaff(): ReadonlyMap<string, string> {
  const people = useApi<{ readonly items: readonly Person[] }>('/v1/people');
  return useMemo(() => new Map((people.data?.items ?? []).map((person) => [person.id, person.name])), [people.data]);
}
