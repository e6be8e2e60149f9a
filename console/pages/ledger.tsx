import { Button, Checkbox } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { useApi, usePages } from '../api.js';
import { useWords, type Words } from '../i18n/index.js';
import type { OpenItem } from '../ledger-shapes.js';
import { nameOf } from '../parts/customer-name.js';
import { ExportButton } from '../parts/export-button.js';
import { useFormat, type Format } from '../parts/format.js';
import { Grid, type Column } from '../parts/grid.js';
import { itemNumber } from '../parts/item-number.js';
import { LoadMore } from '../parts/more.js';
import { shownMoney, typedAmount } from '../parts/money.js';
import { SearchField } from '../parts/search-field.js';
import { EmptyState, Loaded } from '../parts/states.js';
import { useUrlState } from '../parts/url-state.js';
import { useMayRead } from '../session.js';
import type { CustomerNamed } from '../shapes.js';
import { Ageing } from './ledger/ageing.js';
import { useImportKinds } from './ledger/import-fields.js';

/** Open items, the oldest due first, under what is open by age. */
export default function LedgerPage(): ReactNode {
  const words = useWords();
  const { t, language } = words;
  const format = useFormat();
  const navigate = useNavigate();
  const [state, change] = useUrlState();
  const mayRead = { imports: useMayRead('imports'), ageing: useMayRead('ageing') };
  const kinds = useImportKinds();
  const filter = { search: state.get('search') ?? undefined, customerId: state.get('customer') ?? undefined, settled: state.get('settled') ?? undefined, currency: state.get('currency') ?? undefined, age: state.get('age') ?? undefined };
  const items = usePages<OpenItem>('/v1/open-items', filter);
  const customer = useApi<CustomerNamed>(filter.customerId === undefined ? undefined : `/v1/customers/${filter.customerId}`);
  const columns = useMemo(() => columnsOf(words, format), [words, format]);
  const only = [customer.data === undefined ? '' : nameOf(customer.data, language), filter.currency ?? '', words.word('buckets', filter.age)].filter((text) => text !== '');
  const filtered = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      <div className="toolbar">
        <h1>{t('ledger.title')}</h1>
        <SearchField value={filter.search ?? ''} label={t('ledger.search')} onChange={(text) => { change({ search: text }); }} />
        <Checkbox checked={filter.settled === 'true'} onChange={(event) => { change({ settled: event.target.checked ? 'true' : undefined }); }}>{t('ledger.with_settled')}</Checkbox>
        <ExportButton fileName={t('ledger.title')} columns={columns} query={items} />
        {mayRead.imports && <Link to="/ledger/imports">{t('ledger.imports')}</Link>}
        {kinds.length > 0 && <Link to="/ledger/import"><Button type="primary" tabIndex={-1}>{t('ledger.import')}</Button></Link>}
      </div>
      {customer.data === undefined && mayRead.ageing && <Ageing />}
      {only.length > 0 && <p role="status">{t('ledger.only', { what: only.join(' · ') })} · <button type="button" className="plain-button" onClick={() => { change({ customer: undefined, currency: undefined, age: undefined }); }}>{t('ledger.show_all')}</button></p>}
      <p className="quiet">{t('ledger.next_hint')}</p>
      <Loaded query={items}>{(rows) => (rows.length === 0
        ? <EmptyState title={t(filtered ? 'ledger.none_match' : 'ledger.empty')} hint={t(filtered ? 'ledger.none_match_hint' : 'ledger.empty_hint')} />
        : <Grid label={t('ledger.title')} columns={columns} groups={[{ key: 'all', rows }]} onOpen={(row) => { void navigate(`/cases/${row.caseId}`); }} />)}
      </Loaded>
      <LoadMore query={items} />
    </>
  );
}

function columnsOf({ t, language }: Words, format: Format): readonly Column<OpenItem>[] {
  const money = (key: 'amount' | 'open' | 'disputed' | 'promised', minor: (row: OpenItem) => number): Column<OpenItem> => ({
    key, title: t(`ledger.${key}`), number: true, text: (row) => typedAmount(minor(row), row.currency), cell: (row) => (minor(row) === 0 ? '–' : shownMoney(minor(row), row.currency)),
  });
  const name = (row: OpenItem): string => nameOf({ name: row.customerName, nameEnglish: row.customerNameEnglish }, language);
  return [
    { key: 'invoice', title: t('ledger.invoice'), text: itemNumber, cell: (row) => <><Link to={`/cases/${row.caseId}`}>{itemNumber(row)}</Link>{row.voidedAt !== null && <span className="quiet"> · {t('ledger.voided')}</span>}</> },
    { key: 'customer', title: t('ledger.customer'), text: name, cell: name },
    { ...money('open', (row) => row.openMinor), cell: (row) => (row.openMinor === 0 ? t('ledger.settled') : shownMoney(row.openMinor, row.currency)) }, money('amount', (row) => row.amountMinor), money('disputed', (row) => row.disputedMinor), money('promised', (row) => row.promisedMinor),
    { key: 'due', title: t('ledger.due'), number: true, text: (row) => row.dueOn, cell: (row) => format.date(row.dueOn) },
    { key: 'late', title: t('ledger.late'), number: true, text: (row) => String(Math.max(row.daysPastDue, 0)), cell: (row) => (row.openMinor === 0 || row.daysPastDue <= 0 ? '–' : row.daysPastDue) },
    { key: 'issued', title: t('ledger.issued'), number: true, deskOnly: true, text: (row) => row.issuedOn, cell: (row) => format.date(row.issuedOn) },
    { key: 'currency', title: t('ledger.currency'), deskOnly: true, text: (row) => row.currency, cell: (row) => row.currency },
  ];
}
