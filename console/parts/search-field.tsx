import { Input } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';

const TYPING_MILLISECONDS = 250;

/** A search that asks when the reader pauses, not at every letter. */
export function SearchField({ value, label, onChange }: { readonly value: string; readonly label: string; readonly onChange: (text: string) => void }): ReactNode {
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => { onChange(typed); }, TYPING_MILLISECONDS);
    return () => { clearTimeout(timer); };
  }, [typed, value, onChange]);
  return <Input allowClear className="filter-search" value={typed} placeholder={label} aria-label={label} onChange={(event) => { setTyped(event.target.value); }} />;
}
