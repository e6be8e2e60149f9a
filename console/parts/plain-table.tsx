import type { ReactNode } from 'react';

/** A small table. Where it is wider than the page it scrolls by itself, by keyboard too; one with many columns gives each row
 * as many lines as it needs on a phone. */
export function PlainTable({ label, manyColumns = false, children }: { readonly label: string; readonly manyColumns?: boolean; readonly children: ReactNode }): ReactNode {
  return <div className="table-scroll" tabIndex={0} role="region" aria-label={label}><table className={manyColumns ? 'plain many-columns' : 'plain'}>{children}</table></div>;
}
