import { Button } from 'antd';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { PlainDate } from '../../../src/domain/dates.js';
import type { CaseDetail } from '../../case-shapes.js';
import { useWords, type Words } from '../../i18n/index.js';
import { dayIn, useFormat, type Format } from '../../parts/format.js';
import { stepInWords } from '../../parts/next-words.js';
import { EmptyState } from '../../parts/states.js';
import { useWidth } from '../../parts/width.js';
import { axisGroups, type Mark } from './axis-model.js';
import { AxisRow, ROW_HEIGHT } from './axis-row.js';
import { monthsOf, scaleOf } from './axis-scale.js';
import { AxisTable } from './axis-table.js';
import { offsetInWords } from './steps.js';

const GROUPS_AT_FIRST = 6;
const HEAD_HEIGHT = 34;
const WIDTH_MIN = 720;
const TITLE_X = 4;
const MONTH_WIDTH = 52;

/** The ladder of the case: what was done, today, and what comes on which real day, as a picture and as a table. */
export function LadderAxis({ detail }: { readonly detail: CaseDetail }): ReactNode {
  const words = useWords();
  const { t } = words;
  const format = useFormat();
  const [all, setAll] = useState(false);
  const [told, setTold] = useState<Mark | undefined>(undefined);
  const groups = useMemo(() => axisGroups(detail), [detail]);
  const shown = all ? groups : groups.slice(0, GROUPS_AT_FIRST);
  const frame = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useState(0);
  const width = useWidth(frame, WIDTH_MIN);
  const today = dayIn(detail.timeZone, detail.now);
  const scale = scaleOf(groups, today, width);
  const todayAt = scale.x(today);
  useEffect(() => { if (frame.current !== null) frame.current.scrollLeft = todayAt - frame.current.clientWidth / 3; }, [todayAt]);
  if (groups.length === 0) return <section><h2>{t('kase.ladder')}</h2><EmptyState title={t('kase.why_settled')} hint={t('kase.nothing_open')} /></section>;
  const height = HEAD_HEIGHT + shown.length * ROW_HEIGHT;
  return (
    <section>
      <h2>{t('kase.ladder')}</h2>
      <div className="axis" ref={frame} tabIndex={0} role="region" aria-label={t('kase.ladder')} onScroll={(event) => { setScrolled(event.currentTarget.scrollLeft); }}>
        <svg width={width} height={height} role="img" aria-label={t('kase.ladder_hint')}>
          {monthsOf(scale).map((day) => <g key={day}><line x1={scale.x(day)} x2={scale.x(day)} y1={18} y2={height} className="axis-month" />{scale.x(day) < width - MONTH_WIDTH && <text x={scale.x(day) + 3} y={14} className="axis-small">{day.slice(0, 7)}</text>}</g>)}
          <line x1={todayAt} x2={todayAt} y1={20} y2={height} className="axis-today" />
          <TodayLabel x={todayAt} width={width} text={t('kase.today', { day: format.shortDate(today) })} />
          {shown.map((group, index) => <AxisRow key={group.key} group={group} detail={detail} scale={scale} today={today} y={HEAD_HEIGHT + index * ROW_HEIGHT} width={width} titleX={scrolled + TITLE_X} onTell={setTold} hint={(mark) => markInWords(mark, words, format)} />)}
        </svg>
      </div>
      <p className="axis-told" role="status">{told === undefined ? t('kase.ladder_hint') : markInWords(told, words, format)}</p>
      {groups.length > shown.length && <Button size="small" onClick={() => { setAll(true); }}>{t('kase.ladder_more', { count: groups.length })}</Button>}
      <AxisTable groups={groups} />
    </section>
  );
}

function TodayLabel({ x, width, text }: { readonly x: number; readonly width: number; readonly text: string }): ReactNode {
  const end = x > width - 160;
  return <text x={end ? x - 4 : x + 4} y={30} textAnchor={end ? 'end' : 'start'} className="axis-now">{text}</text>;
}

const SENTENCES = { done: 'kase.mark_done', ahead: 'kase.mark_ahead', passed: 'kase.mark_passed', failed: 'kase.mark_failed', elsewhere: 'kase.mark_elsewhere' } as const;

/** A mark in a sentence: the step, its day, and whether rest days, gaps or pauses have moved it. */
export function markInWords(mark: Mark, words: Words, format: Format): string {
  const { t, word, language } = words;
  const step = mark.step?.name[language] ?? stepInWords(mark.key, words);
  const sentence = t(SENTENCES[mark.state], { step, day: format.date(mark.day), reason: word('refusalCodes', mark.reason) });
  return [sentence, mark.state === 'passed' ? '' : ruleInWords(mark, mark.day, words, format)].filter((text) => text !== '').join(' · ');
}

function ruleInWords({ step, ruleDay }: Mark, day: PlainDate, { t }: Words, format: Format): string {
  if (step === undefined || ruleDay === undefined) return '';
  const offset = offsetInWords(step.offset);
  return ruleDay === day ? t('kase.on_rule_day', { offset }) : t('kase.moved', { offset, day: format.date(ruleDay) });
}
