import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey, request, type ApiProblem } from '../../api.js';

export interface Play {
  /** While a preview is played. */
  readonly progress: { readonly played: number; readonly total: number } | undefined;
  readonly problem: ApiProblem | null;
  /** Begins a preview, or goes on with one that was left. */
  readonly start: (what: Begin | { readonly previewId: string }) => void;
}

interface Begin {
  /** Overdue customers that start on a day; `null`: all at once. */
  readonly firstWavePerDay: number | null;
}

interface Part {
  readonly casesPlayed: number;
  readonly casesTotal: number;
  readonly finished: boolean;
}

/** Plays a preview part by part to its end: the server plays a few cases at a time, so that nobody else waits for it. */
export function usePlay(): Play {
  const client = useQueryClient();
  const [progress, setProgress] = useState<Play['progress']>(undefined);
  const playing = useMutation<void, ApiProblem, Parameters<Play['start']>[0]>({
    mutationFn: async (what) => {
      setProgress({ played: 0, total: 0 });
      const id = 'previewId' in what ? what.previewId : (await post<{ readonly id: string }>('/v1/sends-previews', what.firstWavePerDay === null ? {} : what)).id;
      for (;;) {
        const { casesPlayed, casesTotal, finished } = await post<Part>(`/v1/sends-previews/${id}/continuations`);
        setProgress({ played: casesPlayed, total: casesTotal });
        if (finished) return;
      }
    },
    onSettled: async () => {
      await client.invalidateQueries();
      setProgress(undefined);
    },
  });
  return { progress, problem: playing.error, start: playing.mutate };
}

function post<Answer>(path: string, body: object = {}): Promise<Answer> {
  return request<Answer>({ method: 'post', path, body, idempotencyKey: newKey() });
}
