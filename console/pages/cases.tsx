import { Checkbox, Select } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { usePages } from '../api.js';
import { useWords, type Words } from '../i18n/index.js';
import { nameOf } from '../parts/customer-name.js';
import { ExportButton } from '../parts/export-button.js';
import { useFormat, type Format } from '../parts/format.js';
import { Grid, type Column } from '../parts/grid.js';
import { LoadMore } from '../parts/more.js';
import { shownMoney, typedAmount } from '../parts/money.js';
import { nextInWords } from '../parts/next-words.js';
import { SearchField } from '../parts/search-field.js';
import { EmptyState, Loaded } from '../parts/states.js';
import { useUrlState } from '../parts/url-state.js';
import type { CaseListed } from '../shapes.js';

const STATUSES = ['watching', 'open', 'paid', 'written_off', 'recovered_by_handoff'] as const;

const BY_DEFAULT = 'overdue';

/** Cases, the most overdue first unless another column is chosen. */
export default function CasesPage(): ReactNode {
  const words = useWords();
  const { t, word } = words;
  const format = useFormat();
  const navigate = useNavigate();
  const [search, change] = useUrlState();
  const filter = { status: search.get('status') ?? undefined, search: search.get('search') ?? undefined, overdue: search.get('overdue') ?? undefined };
  const sort = search.get('sort') ?? undefined;
  const cases = usePages<CaseListed>('/v1/collection-cases', { ...filter, sort });
  const columns = useMemo(() => columnsOf(words, format), [words, format]);
  const filtered = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      <div className="toolbar">
        <h1>{t('cases.title')}</h1>
        <SearchField value={filter.search ?? ''} label={t('cases.search')} onChange={(text) => { change({ search: text }); }} />
        <Select aria-label={t('cases.status')} value={filter.status ?? ''} onChange={(value) => { change({ status: value }); }} popupMatchSelectWidth={false} options={[{ value: '', label: t('cases.any_status') }, ...STATUSES.map((value) => ({ value, label: word('caseStatuses', value) }))]} />
        <Checkbox checked={filter.overdue === 'true'} onChange={(event) => { change({ overdue: event.target.checked ? 'true' : undefined }); }}>{t('cases.overdue_only')}</Checkbox>
        <ExportButton fileName={t('cases.title')} columns={columns} query={cases} />
      </div>
      <Loaded query={cases}>{(rows) => (rows.length === 0
        ? <EmptyState title={t(filtered ? 'cases.none_match' : 'cases.empty')} hint={t(filtered ? 'cases.none_match_hint' : 'cases.empty_hint')} />
        : <Grid label={t('cases.title')} columns={columns} groups={[{ key: 'all', rows }]} sort={{ by: sort ?? BY_DEFAULT, onSort: (key) => { change({ sort: key === BY_DEFAULT ? undefined : key }); } }} onOpen={(row) => { void navigate(`/cases/${row.id}`); }} />)}
      </Loaded>
      <LoadMore query={cases} />
    </>
  );
}

function columnsOf(words: Words, format: Format): readonly Column<CaseListed>[] {
  const { t, many, word, language } = words;
  const money = (key: 'overdue' | 'collectable' | 'disputed' | 'promised', minor: (row: CaseListed) => number, deskOnly = false): Column<CaseListed> => ({
    key, title: t(`cases.${key}`), number: true, deskOnly, text: (row) => typedAmount(minor(row), row.currency), cell: (row) => (minor(row) === 0 ? '–' : shownMoney(minor(row), row.currency)),
  });
  const next = (row: CaseListed): string => [nextInWords(row.next.reason, words), row.next.at === null ? '' : format.shortDate(format.day(row.next.at))].filter((text) => text !== '').join(' · ');
  return [
    { key: 'customer', title: t('cases.customer'), text: (row) => nameOf(row.customer, language), cell: (row) => <Link to={`/cases/${row.id}`}>{nameOf(row.customer, language)}</Link> },
    { key: 'currency', title: t('cases.currency'), text: (row) => row.currency, cell: (row) => row.currency },
    { ...money('overdue', (row) => row.overdueMinor), sorts: true }, { ...money('collectable', (row) => row.collectableMinor), sorts: true },
    money('disputed', (row) => row.disputedMinor, true), money('promised', (row) => row.promisedMinor, true),
    { key: 'oldest', title: t('cases.oldest'), number: true, sorts: true, text: (row) => String(row.daysPastDue ?? ''), cell: (row) => (row.daysPastDue === null || row.daysPastDue <= 0 ? '–' : many('tasks.days', row.daysPastDue)) },
    { key: 'status', title: t('cases.status'), text: (row) => word('caseStatuses', row.status), cell: (row) => <>{word('caseStatuses', row.status)}{row.creditHold && <span className="bad"> · {t('cases.order_hold')}</span>}{row.stuckAt !== null && <span className="bad"> · {t('waits.stuck')}</span>}</> },
    { key: 'next', title: t('cases.next'), sorts: true, text: next, cell: (row) => next(row) || '–' },
  ];
}
