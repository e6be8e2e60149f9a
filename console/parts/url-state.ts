import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** Filters that live in the address: a page that is opened again, or sent to a colleague, shows the same. `undefined` takes one away. */
export function useUrlState(): readonly [URLSearchParams, (changes: Readonly<Record<string, string | undefined>>) => void] {
  const [search, setSearch] = useSearchParams();
  const change = useCallback((changes: Readonly<Record<string, string | undefined>>) => {
    setSearch((before) => {
      const after = new URLSearchParams(before);
      for (const [key, value] of Object.entries(changes)) if (value === undefined || value === '') after.delete(key); else after.set(key, value);
      return after;
    }, { replace: true });
  }, [setSearch]);
  return [search, change];
}
