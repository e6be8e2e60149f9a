import { useEffect, useRef } from 'react';

/** Keys and what they do: `j`, `Enter`, `1`; two in a row as `g t`. */
export type KeyTable = Readonly<Record<string, () => void>>;

const SEQUENCE_MILLISECONDS = 1_000;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}

/** Listens to keys of the whole page, except while somebody types. */
export function useKeys(table: KeyTable, active = true): void {
  const latest = useRef(table);
  useEffect(() => { latest.current = table; });
  useEffect(() => {
    if (!active) return undefined;
    let before: { readonly key: string; readonly at: number } | undefined;
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const sequence = before !== undefined && event.timeStamp - before.at < SEQUENCE_MILLISECONDS ? `${before.key} ${event.key}` : undefined;
      before = { key: event.key, at: event.timeStamp };
      const act = (sequence === undefined ? undefined : latest.current[sequence]) ?? latest.current[event.key];
      if (act === undefined || (event.key === 'Enter' && event.target instanceof HTMLElement && ['A', 'BUTTON'].includes(event.target.tagName))) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', listen);
    return () => { document.removeEventListener('keydown', listen); };
  }, [active]);
}
