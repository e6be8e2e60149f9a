import type { ReactNode } from 'react';

/** A small table. Where it is wider than the page it scrolls by itself, by keyboard too. */
export function PlainTable({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return <div className="table-scroll" tabIndex={0} role="region" aria-label={label}><table className="plain">{children}</table></div>;
}
