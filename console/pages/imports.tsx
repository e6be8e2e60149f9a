import { Button } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { usePages } from '../api.js';
import { useWords, type Words } from '../i18n/index.js';
import type { ImportListed } from '../ledger-shapes.js';
import { useFormat, type Format } from '../parts/format.js';
import { Grid, type Column } from '../parts/grid.js';
import { LoadMore } from '../parts/more.js';
import { EmptyState, Loaded } from '../parts/states.js';

/** Files that were imported, the newest first. */
export default function ImportsPage(): ReactNode {
  const words = useWords();
  const { t } = words;
  const format = useFormat();
  const imports = usePages<ImportListed>('/v1/imports', {});
  const columns = useMemo(() => columnsOf(words, format), [words, format]);
  return (
    <>
      <div className="toolbar">
        <h1>{t('ledger.imports_title')}</h1>
        <Link to="/ledger">{t('ledger.title')}</Link>
        <Link to="/ledger/import"><Button type="primary" tabIndex={-1}>{t('ledger.import')}</Button></Link>
      </div>
      <Loaded query={imports}>{(rows) => (rows.length === 0
        ? <EmptyState title={t('ledger.imports_empty')} hint={t('ledger.imports_empty_hint')} />
        : <Grid label={t('ledger.imports_title')} columns={columns} groups={[{ key: 'all', rows }]} onOpen={() => undefined} />)}
      </Loaded>
      <LoadMore query={imports} />
    </>
  );
}

function columnsOf({ t, word }: Words, format: Format): readonly Column<ImportListed>[] {
  const result = (row: ImportListed): string => Object.entries(row.result ?? {}).filter(([key, count]) => key !== 'rows' && count > 0).map(([key, count]) => `${word('importCounts', key)} ${count}`).join(' · ');
  return [
    { key: 'file', title: t('ledger.file'), text: (row) => row.fileName, cell: (row) => row.fileName },
    { key: 'kind', title: t('ledger.kind'), text: (row) => row.kind, cell: (row) => word('importKinds', row.kind) },
    { key: 'rows', title: t('ledger.rows'), number: true, text: (row) => String(row.rows), cell: (row) => row.rows },
    { key: 'source', title: t('ledger.source'), text: (row) => row.source, cell: (row) => row.source },
    { key: 'result', title: t('ledger.result'), text: result, cell: (row) => result(row) || '–' },
    { key: 'at', title: t('ledger.at'), text: (row) => row.importedAt, cell: (row) => format.at(row.importedAt) },
  ];
}
