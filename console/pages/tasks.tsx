import { Select } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { usePages } from '../api.js';
import { useClock } from '../frame/clock-bar.js';
import { useWords, type Words } from '../i18n/index.js';
import { nameOf } from '../parts/customer-name.js';
import { useFormat, type Format } from '../parts/format.js';
import { Grid, type Column } from '../parts/grid.js';
import { LoadMore } from '../parts/more.js';
import { nextInWords } from '../parts/next-words.js';
import { shownMoney } from '../parts/money.js';
import { EmptyState, Loaded } from '../parts/states.js';
import { useTopOnPhone } from '../parts/top-on-phone.js';
import { useUrlState } from '../parts/url-state.js';
import { useMay } from '../session.js';
import type { Task } from '../shapes.js';
import { groupTasks } from './tasks/order.js';
import { TaskPanel } from './tasks/panel.js';
import { saidInWords } from './tasks/said.js';

const TASKS_AT_ONCE = 200;
const KINDS = ['call', 'manager_review', 'handoff_approval', 'objection', 'find_payment', 'send_papers', 'sales_heads_up', 'nobody_to_contact', 'contact_outcome_unknown', 'acknowledge_handoff', 'approval', 'nobody_to_approve', 'application_information', 'story_stuck'] as const;

/** Home: what is to be done, the most pressing first, with the open task beside it. */
export default function TasksPage(): ReactNode {
  const words = useWords();
  const { t } = words;
  const format = useFormat();
  const clock = useClock();
  const [search, change] = useUrlState();
  const kind = search.get('kind') ?? undefined;
  useTopOnPhone(search.get('task') ?? undefined);
  const everyone = search.get('owner') === 'all';
  const tasks = usePages<Task>('/v1/tasks', { limit: TASKS_AT_ONCE, kind, all: everyone ? 'true' : undefined });
  const columns = useMemo(() => columnsOf(words, format), [words, format]);
  return (
    <Loaded query={tasks}>{(rows) => {
      const groups = clock === undefined ? [] : groupTasks(rows, clock.now, format.zone).map((group) => ({ ...group, title: `${t(`tasks.${group.key}`)} ${group.rows.length}` }));
      const open = rows.find((task) => task.id === search.get('task'));
      const after = open === undefined ? undefined : following(groups.flatMap((group) => group.rows), open.id);
      return (
        <div className={open === undefined ? 'split split-alone' : 'split split-open'}>
          <section className="split-list">
            <div className="toolbar">
              <h1>{t('tasks.title')}</h1>
              <Select aria-label={t('tasks.kind')} value={kind ?? ''} onChange={(value) => { change({ kind: value === '' ? undefined : value }); }} options={[{ value: '', label: t('tasks.any_kind') }, ...KINDS.map((value) => ({ value, label: words.word('taskKinds', value) }))]} popupMatchSelectWidth={false} />
              <Select aria-label={t('tasks.owner')} value={everyone ? 'all' : 'me'} onChange={(value) => { change({ owner: value === 'all' ? 'all' : undefined }); }} options={[{ value: 'me', label: t('tasks.mine') }, { value: 'all', label: t('tasks.everyone') }]} popupMatchSelectWidth={false} />
            </div>
            {rows.length > 0 && open === undefined && <p className="quiet desk-only">{t('tasks.choose_hint')}</p>}
            {rows.length === 0 ? <NoTasks real={clock?.clock === 'real'} /> : <Grid label={t('tasks.title')} columns={columns} groups={groups} chosen={open?.id} openWhileMoving onOpen={(task) => { change({ task: task.id }); }} />}
            <LoadMore query={tasks} />
          </section>
          {open !== undefined && <TaskPanel key={open.id} task={open} onClose={() => { change({ task: undefined }); }} onDone={() => { change({ task: after }); }} />}
        </div>
      );
    }}</Loaded>
  );
}

/** Nothing to do: why, and on a new installation how to begin. */
function NoTasks({ real }: { readonly real: boolean }): ReactNode {
  const { t } = useWords();
  const mayBegin = useMay('keep_customers');
  if (!real) return <EmptyState title={t('tasks.empty')} hint={t('tasks.empty_hint')} />;
  return (
    <>
      <EmptyState title={t('tasks.empty')} hint={t('tasks.empty_hint_real')} />
      {mayBegin && <p className="quiet">{t('tasks.begin')} <Link to="/settings?section=entities">{t('settings.entities')}</Link> · <Link to="/ledger/import?kind=customers">{t('customers.import')}</Link> · <Link to="/ledger/import">{t('ledger.import')}</Link></p>}
    </>
  );
}

// After a task the next one opens.
function following(rows: readonly Task[], id: string): string | undefined {
  const at = rows.findIndex((row) => row.id === id);
  return (rows[at + 1] ?? rows[at - 1])?.id;
}

function columnsOf(words: Words, format: Format): readonly Column<Task>[] {
  const { t, many, word, language } = words;
  const next = (task: Task): string => [nextInWords(task.next.reason, words), task.next.at === null ? '' : format.shortDate(format.day(task.next.at))].filter((text) => text !== '').join(' · ') || '–';
  return [
    { key: 'why', title: t('tasks.why'), cell: (task) => <strong>{word('taskKinds', task.kind)}</strong> },
    { key: 'customer', title: t('tasks.customer'), cell: (task) => (task.customer === null ? '–' : nameOf(task.customer, language)) },
    { key: 'collectable', title: t('tasks.collectable'), number: true, cell: (task) => (task.currency === null || task.collectableMinor === 0 ? '–' : shownMoney(task.collectableMinor, task.currency)) },
    { key: 'oldest', title: t('tasks.oldest'), number: true, cell: (task) => (task.daysPastDue === null ? '–' : many('tasks.days', task.daysPastDue)) },
    { key: 'said', title: t('tasks.said'), short: true, cell: (task) => saidInWords(task.said, words) },
    { key: 'next', title: t('tasks.next'), short: true, cell: next },
    { key: 'insurer', title: t('tasks.insurer'), spare: true, cell: (task) => (task.insured ? t('tasks.insured') : '–') },
    { key: 'due', title: t('tasks.due'), number: true, spare: true, cell: (task) => (task.dueAt === null ? '–' : format.shortDate(format.dueDay(task.dueAt))) },
  ];
}
