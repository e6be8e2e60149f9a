import { Button, Segmented } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { usePages } from '../api.js';
import type { ApplicationListed } from '../application-shapes.js';
import { useWords, type Words } from '../i18n/index.js';
import { nameOf } from '../parts/customer-name.js';
import { ExportButton } from '../parts/export-button.js';
import { useFormat, type Format } from '../parts/format.js';
import { Grid, type Column } from '../parts/grid.js';
import { shownMoney, typedAmount } from '../parts/money.js';
import { LoadMore } from '../parts/more.js';
import { EmptyState, Loaded } from '../parts/states.js';
import { useUrlState } from '../parts/url-state.js';
import { useMay } from '../session.js';

/** Applications for a limit and terms, the newest first. */
export default function ApplicationsPage(): ReactNode {
  const words = useWords();
  const { t } = words;
  const format = useFormat();
  const navigate = useNavigate();
  const mayApply = useMay('apply_for_credit');
  const [search, change] = useUrlState();
  const open = search.get('open') ?? 'true';
  const applications = usePages<ApplicationListed>('/v1/credit-applications', { open: open === 'all' ? undefined : open });
  const columns = useMemo(() => columnsOf(words, format), [words, format]);
  return (
    <>
      <div className="toolbar">
        <h1>{t('applications.title')}</h1>
        <Segmented aria-label={t('applications.show')} value={open} onChange={(value) => { change({ open: value === 'true' ? undefined : value }); }} options={[{ value: 'true', label: t('applications.open_only') }, { value: 'false', label: t('applications.ended_only') }, { value: 'all', label: t('applications.all') }]} />
        <ExportButton fileName={t('applications.title')} columns={columns} query={applications} />
        {mayApply && <Link to="/applications/new"><Button type="primary" tabIndex={-1}>{t('applications.new')}</Button></Link>}
      </div>
      <Loaded query={applications}>{(rows) => (rows.length === 0
        ? <EmptyState title={t(open === 'all' ? 'applications.empty' : 'applications.none_match')} hint={t(open === 'all' ? 'applications.empty_hint' : 'applications.none_match_hint')} />
        : <Grid label={t('applications.title')} columns={columns} groups={[{ key: 'all', rows }]} onOpen={(row) => { void navigate(`/applications/${row.id}`); }} />)}
      </Loaded>
      <LoadMore query={applications} />
    </>
  );
}

function columnsOf(words: Words, format: Format): readonly Column<ApplicationListed>[] {
  const { t, word, language } = words;
  const next = (row: ApplicationListed): string => (row.endedAt === null ? [word('applicationWaits', row.next.reason?.code), row.next.at === null ? '' : format.shortDate(format.day(row.next.at))].filter((text) => text !== '').join(' · ') : t('applications.ended_at', { day: format.shortDate(format.day(row.endedAt)) }));
  return [
    { key: 'number', title: t('applications.number'), text: (row) => row.number, cell: (row) => <Link to={`/applications/${row.id}`}>{row.number}</Link> },
    { key: 'customer', title: t('applications.customer'), text: (row) => nameOf(row.customer, language), cell: (row) => nameOf(row.customer, language) },
    { key: 'asked', title: t('applications.asked'), number: true, text: (row) => typedAmount(row.askedLimitMinor, row.currency), cell: (row) => shownMoney(row.askedLimitMinor, row.currency) },
    { key: 'terms', title: t('applications.terms'), number: true, text: (row) => String(row.askedTermsDays), cell: (row) => t('applications.days', { count: row.askedTermsDays }) },
    { key: 'score', title: t('applications.score'), number: true, text: (row) => (row.score === null ? '' : `${row.score} ${row.grade ?? ''}`), cell: (row) => (row.score === null ? '–' : `${row.score} · ${row.grade ?? ''}`) },
    { key: 'proposed', title: t('applications.proposed'), number: true, text: (row) => (row.proposedLimitMinor === null ? '' : typedAmount(row.proposedLimitMinor, row.currency)), cell: (row) => (row.proposedLimitMinor === null ? '–' : shownMoney(row.proposedLimitMinor, row.currency)) },
    { key: 'status', title: t('applications.status'), text: (row) => word('applicationStatuses', row.status), cell: (row) => word('applicationStatuses', row.status) },
    { key: 'received', title: t('applications.received'), number: true, text: (row) => format.day(row.receivedAt), cell: (row) => format.shortDate(format.day(row.receivedAt)) },
    { key: 'next', title: t('applications.next'), text: next, cell: (row) => next(row) || '–' },
    { key: 'currency', title: t('cases.currency'), text: (row) => row.currency, deskOnly: true, cell: (row) => row.currency },
  ];
}
