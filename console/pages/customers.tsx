import { useMemo, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { usePages } from '../api.js';
import type { CustomerListed } from '../customer-shapes.js';
import { useWords, type Words } from '../i18n/index.js';
import { nameOf } from '../parts/customer-name.js';
import { ExportButton } from '../parts/export-button.js';
import { Grid, type Column } from '../parts/grid.js';
import { LoadMore } from '../parts/more.js';
import { SearchField } from '../parts/search-field.js';
import { EmptyState, Loaded } from '../parts/states.js';
import { useUrlState } from '../parts/url-state.js';
import { useMay } from '../session.js';

/** Customers by number. */
export default function CustomersPage(): ReactNode {
  const words = useWords();
  const { t } = words;
  const navigate = useNavigate();
  const [state, change] = useUrlState();
  const mayImport = useMay('keep_customers');
  const search = state.get('search') ?? undefined;
  const customers = usePages<CustomerListed>('/v1/customers', { search });
  const columns = useMemo(() => columnsOf(words), [words]);
  return (
    <>
      <div className="toolbar">
        <h1>{t('customers.title')}</h1>
        <SearchField value={search ?? ''} label={t('customers.search')} onChange={(text) => { change({ search: text }); }} />
        <ExportButton fileName={t('customers.title')} columns={columns} query={customers} />
        {mayImport && <Link to="/ledger/import?kind=customers">{t('customers.import')}</Link>}
      </div>
      <Loaded query={customers}>{(rows) => (rows.length === 0
        ? <EmptyState title={t(search === undefined ? 'customers.empty' : 'customers.none_match')} hint={t(search === undefined ? 'customers.empty_hint' : 'customers.none_match_hint')} />
        : <Grid label={t('customers.title')} columns={columns} groups={[{ key: 'all', rows }]} onOpen={(row) => { void navigate(`/customers/${row.id}`); }} />)}
      </Loaded>
      <LoadMore query={customers} />
    </>
  );
}

function columnsOf({ t, language }: Words): readonly Column<CustomerListed>[] {
  const state = (row: CustomerListed): readonly string[] => [...(row.creditHold ? [t('customers.order_hold')] : []), ...(row.covered ? [t('customers.covered')] : [])];
  return [
    { key: 'name', title: t('customers.name'), text: (row) => nameOf(row, language), cell: (row) => <Link to={`/customers/${row.id}`}>{nameOf(row, language)}</Link> },
    { key: 'number', title: t('customers.number'), text: (row) => row.number, cell: (row) => row.number },
    { key: 'country', title: t('customers.country'), text: (row) => row.country, cell: (row) => row.country },
    { key: 'segment', title: t('customers.segment'), text: (row) => row.segment ?? '', cell: (row) => row.segment ?? '–' },
    { key: 'terms', title: t('customers.terms'), number: true, text: (row) => String(row.termsDays ?? ''), cell: (row) => (row.termsDays === null ? '–' : t('applications.days', { count: row.termsDays })) },
    { key: 'open_cases', title: t('customers.open_cases'), number: true, text: (row) => String(row.openCases), cell: (row) => row.openCases },
    { key: 'state', title: t('customers.state'), text: (row) => state(row).join(', '), cell: (row) => (row.creditHold ? <span className="bad">{state(row).join(' · ')}</span> : state(row).join(' · ') || '–') },
  ];
}
