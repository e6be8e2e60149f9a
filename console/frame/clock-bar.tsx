import ClockCircleOutlined from '@ant-design/icons/ClockCircleOutlined';
import { Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useApi, useCommand } from '../api.js';
import { useWords } from '../i18n/index.js';
import { useFormat } from '../parts/format.js';
import { pagesFor } from '../pages.js';
import { dueInWords } from '../parts/next-words.js';
import { ProblemAlert } from '../parts/problem.js';
import { useSession } from '../session.js';
import type { Due, TestClock } from '../shapes.js';

const CALM_SECONDS = 20;
const BUSY_SECONDS = 0.7;

/** The clock of the installation, kept fresh; faster while it is being moved. */
export function useClock(): TestClock | undefined {
  const calm = useApi<TestClock>('/v1/test-clock', { refreshEverySeconds: CALM_SECONDS });
  const busy = calm.data?.advancing?.state === 'advancing';
  useApi<TestClock>(busy ? '/v1/test-clock' : undefined, { refreshEverySeconds: BUSY_SECONDS });
  return calm.data;
}

/** The address of a story's page; jobs and handoffs have none. */
const PAGE_OF: Readonly<Record<string, string>> = { collection_case: '/cases', credit_application: '/applications' };

/** On a test clock: what it shows, what comes next, and moving it. On the real clock there is no bar. */
export function ClockBar(): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const clock = useClock();
  const command = useCommand();
  const advancing = clock?.advancing?.state === 'advancing';
  // What "Next" was pressed for: when the clock has reached it, the bar says where to see what came of it.
  const [sought, setSought] = useState<Due | null>(null);
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !advancing) void client.invalidateQueries();
    was.current = advancing;
  }, [advancing, client]);
  if (clock === undefined || clock.clock === 'real') return null;
  const advance = (body: object): void => {
    setSought('next' in body ? clock.next : null);
    command.mutate({ method: 'post', path: '/v1/test-clock/advance', body });
  };
  return (
    <section className="clock-bar" aria-label={t('frame.test_clock')}>
      {advancing ? <Moving clock={clock} /> : <Standing clock={clock} onAdvance={advance} busy={command.isPending} />}
      {!advancing && sought !== null && sought.at <= clock.now && <Reached due={sought} />}
      <ProblemAlert problem={command.error} />
    </section>
  );
}

function Standing({ clock, onAdvance, busy }: { readonly clock: TestClock; readonly onAdvance: (body: object) => void; readonly busy: boolean }): ReactNode {
  const words = useWords();
  const { t } = words;
  const format = useFormat();
  const { next } = clock;
  const when = next === null ? '' : format.day(next.at) === format.day(clock.now) ? `${t('frame.today')} ${format.time(next.at)}` : `${format.shortDate(format.day(next.at))} ${format.time(next.at)}`;
  return (
    <>
      <span className="clock-now"><ClockCircleOutlined aria-hidden /> {t('frame.test_clock')} <strong>{format.at(clock.now)}</strong> <span className="zone">{format.zone}</span></span>
      <span className="clock-buttons">
        {next === null ? <span>{t('frame.next_nothing')}</span> : <Button size="small" disabled={busy} onClick={() => { onAdvance({ next: true }); }}>{t('frame.next')}: {[dueInWords(next, words), when].filter((text) => text !== '').join(' · ')} ▸</Button>}
        <Button size="small" disabled={busy} onClick={() => { onAdvance({ by: '1d' }); }}>{t('frame.plus_day')}</Button>
        <Button size="small" disabled={busy} onClick={() => { onAdvance({ by: '1w' }); }}>{t('frame.plus_week')}</Button>
      </span>
      {clock.advancing?.state === 'failed' && <span role="alert">{t('frame.advance_failed', { reason: JSON.stringify(clock.advancing.failure) })}</span>}
    </>
  );
}

function Reached({ due }: { readonly due: Due }): ReactNode {
  const words = useWords();
  const { roles } = useSession();
  const page = PAGE_OF[due.storyKind];
  const mayOpen = page !== undefined && pagesFor(roles).some(({ path }) => path === page);
  return <span role="status">✓ {dueInWords(due, words)}{mayOpen && <> · <Link to={`${page}/${due.storyId}`}>{words.t('frame.see_outcome')}</Link></>}</span>;
}

function Moving({ clock }: { readonly clock: TestClock }): ReactNode {
  const { t } = useWords();
  const format = useFormat();
  const { advancing } = clock;
  if (advancing === null) return null;
  const begin = Date.parse(advancing.from);
  const whole = Date.parse(advancing.target) - begin;
  const percent = whole <= 0 ? 100 : Math.round(((Date.parse(clock.now) - begin) / whole) * 100);
  return (
    <>
      <span role="status"><ClockCircleOutlined aria-hidden /> {t('frame.advancing', { target: format.at(advancing.target), now: format.at(clock.now) })}</span>
      <progress max={100} value={percent} className="clock-progress" aria-label={t('frame.test_clock')} />
    </>
  );
}
