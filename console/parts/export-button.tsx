import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useWords } from '../i18n/index.js';
import { exportCsv } from './export.js';
import type { Column } from './grid.js';

/** A list that is read page by page. */
interface Paged<Row> {
  readonly data: readonly Row[] | undefined;
  readonly hasNextPage: boolean;
  readonly isError: boolean;
  readonly fetchNextPage: () => Promise<Paged<Row>>;
}

/** Exports a list as it is filtered, to its last row: what is not on the screen yet is read first. */
export function ExportButton<Row>({ fileName, columns, query }: { readonly fileName: string; readonly columns: readonly Column<Row>[]; readonly query: Paged<Row> }): ReactNode {
  const { t } = useWords();
  const [reading, setReading] = useState(false);
  const [failed, setFailed] = useState(false);
  const act = async (): Promise<void> => {
    setReading(true);
    const whole = await allOf(query);
    setReading(false);
    setFailed(whole === undefined);
    if (whole !== undefined) exportCsv(fileName, columns, whole);
  };
  return <><Button disabled={query.data === undefined} loading={reading} onClick={() => { void act(); }}>{t('cases.export')}</Button>{failed && <span role="alert" className="bad">{t('frame.load_failed', { reason: t('frame.no_answer') })}</span>}</>;
}

/** @returns every row of the list; `undefined` when a page could not be read: a part would pass for the whole */
export async function allOf<Row>(query: Paged<Row>): Promise<readonly Row[] | undefined> {
  let read = query;
  while (read.hasNextPage) {
    read = await read.fetchNextPage();
    if (read.isError) return undefined;
  }
  return read.data ?? [];
}
