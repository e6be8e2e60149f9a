import type { ReactNode } from 'react';

/** A small table. Where it is wider than the page it scrolls by itself, by keyboard too; one with many columns gives each row
 * as many lines as it needs on a phone. */
export function PlainTable({ label, manyColumns = false, className, children }: { readonly label: string; readonly manyColumns?: boolean; readonly className?: string; readonly children: ReactNode }): ReactNode {
  const classes = ['plain', ...(manyColumns ? ['many-columns'] : []), ...(className === undefined ? [] : [className])];
  return <div className="table-scroll" tabIndex={0} role="region" aria-label={label}><table className={classes.join(' ')}>{children}</table></div>;
}
