import { useEffect, useState, type MouseEvent, type ReactNode } from 'react';
import { useKeys } from './keys.js';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the right in tabular figures. */
  readonly number?: boolean;
  /** Its heading sorts by it, where the list can; its key is then what the list is asked for. */
  readonly sorts?: boolean;
  /** As it goes into an exported file; a column without it does not. */
  readonly text?: (row: Row) => string;
  /** Not on a phone: another fact of the card says it. */
  readonly deskOnly?: boolean;
  /** Cut after a few words on a desk; pointing at it shows the whole. */
  readonly short?: boolean;
  /** Gives way while a panel stands beside the list; the panel says it. */
  readonly spare?: boolean;
  /** On a phone over the whole width of the card. */
  readonly wide?: boolean;
}

export interface GridGroup<Row> {
  readonly key: string;
  readonly title?: string;
  readonly rows: readonly Row[];
  /** Its title says something also without rows; other empty groups are left out. */
  readonly isShownEmpty?: boolean;
}

interface GridGiven<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly groups: readonly GridGroup<Row>[];
  readonly chosen?: string | undefined;
  readonly onOpen: (row: Row) => void;
  /** By which column the rows are sorted, and how another is chosen. */
  readonly sort?: { readonly by: string; readonly onSort: (key: string) => void };
  /** Moving by keys opens at once, where what opens stands beside the list. */
  readonly openWhileMoving?: boolean;
}

/** Rows of 32 px, with `j` and `k` to move and Enter to open; on a phone each row is a card with the same facts in the same order. */
export function Grid<Row extends { readonly id: string }>({ label, columns, groups, chosen, onOpen, sort, openWhileMoving = false }: GridGiven<Row>): ReactNode {
  const rows = groups.flatMap((group) => group.rows);
  const [marked, setMarked] = useState<string | undefined>(undefined);
  const current = chosen ?? marked;
  const move = (by: number): void => {
    const at = rows.findIndex((row) => row.id === current);
    const row = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
    if (row === undefined) return;
    setMarked(row.id);
    if (openWhileMoving) onOpen(row);
  };
  useKeys({
    j: () => { move(1); }, k: () => { move(-1); },
    Enter: () => {
      const row = rows.find((candidate) => candidate.id === current);
      if (row !== undefined) onOpen(row);
    },
  });
  useEffect(() => { if (current !== undefined) document.getElementById(`row-${current}`)?.scrollIntoView({ block: 'nearest' }); }, [current]);
  return (
    <table className="grid" aria-label={label}>
      <thead><tr>{columns.map((column) => <Heading key={column.key} column={column} sort={sort} />)}</tr></thead>
      {groups.filter((group) => group.rows.length > 0 || group.isShownEmpty === true).map((group) => (
        <tbody key={group.key}>
          {group.title !== undefined && <tr className="grid-group"><th colSpan={columns.length} scope="rowgroup">{group.title}</th></tr>}
          {group.rows.map((row) => <GridRow key={row.id} row={row} columns={columns} current={row.id === current} onOpen={onOpen} />)}
        </tbody>
      ))}
    </table>
  );
}

function Heading<Row>({ column, sort }: { readonly column: Column<Row>; readonly sort: GridGiven<Row & { readonly id: string }>['sort'] }): ReactNode {
  const { key, title, sorts = false } = column;
  if (!sorts || sort === undefined) return <th scope="col" className={classOf(column)}>{title}</th>;
  const is = sort.by === key;
  return <th scope="col" className={classOf(column)} aria-sort={is ? 'other' : 'none'}><button type="button" className="sort-button" onClick={() => { sort.onSort(key); }}>{title}{is && <span aria-hidden> ↓</span>}</button></th>;
}

function GridRow<Row extends { readonly id: string }>({ row, columns, current, onOpen }: { readonly row: Row; readonly columns: readonly Column<Row>[]; readonly current: boolean; readonly onOpen: (row: Row) => void }): ReactNode {
  const onClick = (event: MouseEvent): void => {
    // A link in the row goes where it says; selecting text opens nothing.
    if (event.target instanceof Element && event.target.closest('a, button') !== null) return;
    if (getSelection()?.isCollapsed === false) return;
    onOpen(row);
  };
  return (
    <tr id={`row-${row.id}`} className={current ? 'grid-row current' : 'grid-row'} aria-current={current || undefined} onClick={onClick}>
      {columns.map((column) => {
        const cell = column.cell(row);
        return <td key={column.key} data-label={column.title} className={classOf(column)} {...(column.short === true && typeof cell === 'string' ? { title: cell } : {})}>{cell}</td>;
      })}
    </tr>
  );
}

function classOf<Row>({ number = false, deskOnly = false, short = false, spare = false, wide = false }: Column<Row>): string | undefined {
  return Object.entries({ number, 'desk-only': deskOnly, short, spare, wide }).filter(([, is]) => is).map(([name]) => name).join(' ') || undefined;
}
