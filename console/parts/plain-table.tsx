import type { ReactNode } from 'react';

/** A small table. Where it is wider than the page it scrolls by itself, by keyboard too. */
export function PlainTable({ label, className = '', children }: { readonly label: string; readonly className?: string; readonly children: ReactNode }): ReactNode {
  return <div className="table-scroll" tabIndex={0} role="region" aria-label={label}><table className={`plain ${className}`.trim()}>{children}</table></div>;
}
