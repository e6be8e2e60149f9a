import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useApi } from '../../api.js';
import type { CaseDetail } from '../../case-shapes.js';
import { useWords } from '../../i18n/index.js';
import { CopyButton } from '../../parts/copy.js';
import { nameOf } from '../../parts/customer-name.js';
import { useFormat } from '../../parts/format.js';
import { useKeys } from '../../parts/keys.js';
import { shownMoney } from '../../parts/money.js';
import { nextInWords } from '../../parts/next-words.js';
import { Skeleton } from '../../parts/states.js';
import type { Task } from '../../shapes.js';
import { TaskActions } from './actions.js';
import { lastHeard } from './last-heard.js';
import { saidInWords } from './said.js';

/** One task: what it is, how much, what follows if nobody does it, whom to talk to, what to say, and what can be done. */
export function TaskPanel({ task, onClose, onDone }: { readonly task: Task; readonly onClose: () => void; readonly onDone: () => void }): ReactNode {
  const words = useWords();
  const { t, word, language } = words;
  const format = useFormat();
  const detail = useApi<CaseDetail>(task.caseId === null ? undefined : `/v1/collection-cases/${task.caseId}`);
  useKeys({ Escape: onClose });
  const customer = task.customer === null ? '' : nameOf(task.customer, language);
  const follows = nextInWords(task.next.reason, words);
  return (
    <aside className="split-panel" aria-label={word('taskTitles', task.kind, { customer })}>
      <Button size="small" className="phone-only" onClick={onClose}>‹ {t('tasks.back')}</Button>
      <h2>{word('taskTitles', task.kind, { customer })}</h2>
      <p className="quiet">{t('tasks.since', { at: format.at(task.openedAt) })} · {task.dueAt === null ? t('tasks.no_due') : t('tasks.due_at', { at: format.date(format.dueDay(task.dueAt)) })} · {word('roles', task.ownerRole)}</p>
      <p>{follows !== '' && task.next.at !== null ? t('tasks.if_nobody', { what: follows, when: format.at(task.next.at) }) : t('tasks.nothing_follows')}</p>
      {task.caseId !== null && detail.data === undefined && <Skeleton rows={4} />}
      {detail.data !== undefined && <CaseFacts task={task} detail={detail.data} />}
      {task.script !== null && <Script script={task.script} />}
      <TaskActions task={task} detail={detail.data} onDone={onDone} />
      {task.caseId !== null && <p><Link to={`/cases/${task.caseId}`}>{t('tasks.open_case')} ›</Link></p>}
    </aside>
  );
}

function CaseFacts({ task, detail }: { readonly task: Task; readonly detail: CaseDetail }): ReactNode {
  const words = useWords();
  const { t, word } = words;
  const format = useFormat();
  const heard = lastHeard(detail);
  return (
    <>
      <p>{t('tasks.money', { overdue: shownMoney(detail.overdueMinor, detail.currency), collectable: shownMoney(detail.collectableMinor, detail.currency), items: detail.items.filter((item) => item.daysPastDue > 0).length, days: detail.daysPastDue ?? 0 })}{task.insured && ` · ${t('tasks.insured')}`}</p>
      {task.said !== null && <p>{t('tasks.said')}: {saidInWords(task.said, words)} <span className="quiet">{format.at(task.said.at)}</span></p>}
      <p>{heard === undefined ? t('tasks.never_said') : t('tasks.last_said', { what: `${word('steps', heard.action)} · ${format.at(heard.reserved_at)}` })}</p>
      <ul className="people">
        {detail.people.map((person) => (
          <li key={person.id}>{person.name} <span className="quiet">{word('contactRoles', person.role)}</span>{person.preferredChannel !== null && <span className="quiet"> · {word('customers', `prefers_${person.preferredChannel}`)}</span>} {person.phone !== null && <a href={`tel:${person.phone}`}>{person.phone}</a>} {person.phone === null && person.email !== null && <a href={`mailto:${person.email}`}>{person.email}</a>}</li>
        ))}
      </ul>
    </>
  );
}

function Script({ script }: { readonly script: string }): ReactNode {
  const { t } = useWords();
  return (
    <section className="script">
      <div className="script-head"><strong>{t('tasks.say')}</strong><CopyButton text={script} label={t('tasks.copy_wechat')} /></div>
      <div className="script-text" tabIndex={0} role="region" aria-label={t('tasks.say')}>{script}</div>
    </section>
  );
}
