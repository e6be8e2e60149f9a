import { useApi } from '../../api.js';
import type { CaseEvent } from '../../case-shapes.js';

const EVENTS_MAX = 500;

/** What happened in a case, the newest first. */
export function useCaseEvents(caseId: string): ReturnType<typeof useApi<{ readonly items: readonly CaseEvent[] }>> {
  return useApi(`/v1/collection-cases/${caseId}/events?limit=${EVENTS_MAX}`);
}
