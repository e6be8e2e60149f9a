import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey, request, type ApiProblem } from '../../api.js';

export interface Play {
  /** While a preview is played. */
  readonly progress: { readonly played: number; readonly total: number } | undefined;
  readonly problem: ApiProblem | null;
  /** Begins a preview, or goes on with one that was left. */
  readonly start: (previewId: string | undefined) => void;
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
  const playing = useMutation<void, ApiProblem, string | undefined>({
    mutationFn: async (previewId) => {
      setProgress({ played: 0, total: 0 });
      const id = previewId ?? (await post<{ readonly id: string }>('/v1/sends-previews')).id;
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

function post<Answer>(path: string): Promise<Answer> {
  return request<Answer>({ method: 'post', path, body: {}, idempotencyKey: newKey() });
}
