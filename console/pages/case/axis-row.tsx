import type { ReactNode } from 'react';
import type { PlainDate } from '../../../src/domain/dates.js';
import type { CaseDetail } from '../../case-shapes.js';
import { useWords } from '../../i18n/index.js';
import { useFormat } from '../../parts/format.js';
import { shownMoney } from '../../parts/money.js';
import type { AxisGroup, Mark } from './axis-model.js';
import { placeLabels, type Scale } from './axis-scale.js';

export const ROW_HEIGHT = 84;
const LINE_AT = 36;
const RADIUS = 5;
/** Of a label such as `notice 18 Mar`. */
const LABEL_WIDTH = { 'zh-CN': 78, en: 88 } as const;

interface AxisRowGiven {
  readonly group: AxisGroup;
  readonly detail: CaseDetail;
  readonly scale: Scale;
  readonly today: PlainDate;
  readonly y: number;
  readonly width: number;
  /** Titles stay in sight while the axis is scrolled. */
  readonly titleX: number;
  readonly onTell: (mark: Mark) => void;
  readonly hint: (mark: Mark) => string;
}

/** One axis: its items' title, the line with its pause, due days, and the marks with their labels. */
export function AxisRow({ group, detail, scale, today, y, width, titleX, onTell, hint }: AxisRowGiven): ReactNode {
  const { word, language } = useWords();
  const format = useFormat();
  const line = y + LINE_AT;
  const marks = group.marks.filter((mark) => mark.day >= scale.from && mark.day <= scale.to);
  const labels = placeLabels(marks, { x: scale.x, width, labelWidth: LABEL_WIDTH[language] });
  const pauseEnd = group.pausedUntil === undefined ? width : Math.min(width, scale.x(group.pausedUntil));
  return (
    <g>
      <text x={titleX} y={y + 14} className="axis-title">{useTitle(group, detail)}</text>
      <line x1={0} x2={scale.x(today)} y1={line} y2={line} className="axis-line" />
      <line x1={scale.x(today)} x2={width} y1={line} y2={line} className="axis-line axis-line-ahead" />
      {group.pausedBy !== null && <rect x={scale.x(today)} width={Math.max(6, pauseEnd - scale.x(today))} y={line - 7} height={14} className="axis-pause" />}
      {group.items.filter((item) => item.dueOn >= scale.from && item.dueOn <= scale.to).map((item) => <rect key={item.id} x={scale.x(item.dueOn) - 1} width={3} y={line - 9} height={18} className="axis-due"><title>{`${item.invoiceNumber} · ${format.date(item.dueOn)}`}</title></rect>)}
      {marks.map((mark) => (
        <g key={`${mark.itemId}|${mark.key}`} onClick={() => { onTell(mark); }} className="axis-mark">
          <title>{hint(mark)}</title>
          <circle cx={scale.x(mark.day)} cy={line} r={12} fill="transparent" />
          {mark.step?.kind === 'age' ? <rect x={scale.x(mark.day) - RADIUS} y={line - RADIUS} width={RADIUS * 2} height={RADIUS * 2} className={`mark-${mark.state}`} transform={`rotate(45 ${scale.x(mark.day)} ${line})`} /> : <circle cx={scale.x(mark.day)} cy={line} r={RADIUS} className={`mark-${mark.state}`} />}
        </g>
      ))}
      {labels.map(({ mark, x, line: at }) => (
        <text key={`${mark.itemId}|${mark.key}`} x={x} y={line + 19 + at * 14} textAnchor="middle" className={mark.state === 'ahead' ? 'axis-label axis-label-ahead' : 'axis-label'} onClick={() => { onTell(mark); }}>
          {word('shortActions', mark.step?.action ?? 'reminder_call')} {language === 'zh-CN' ? mark.day.slice(5) : withoutWeekday(format.shortDate(mark.day))}
        </text>
      ))}
    </g>
  );
}

// "Mon 9 Mar" without its weekday: the picture is narrow.
function withoutWeekday(withWeekday: string): string {
  return withWeekday.replace(/^\S+ /, '');
}

function useTitle(group: AxisGroup, detail: CaseDetail): string {
  const { t, many, word } = useWords();
  const format = useFormat();
  const [first, ...others] = group.items;
  if (first === undefined) return '';
  const amount = shownMoney(group.openMinor, detail.currency);
  const what = others.length === 0 ? `${first.invoiceNumber} · ${amount} · ${t('kase.due', { day: format.date(first.dueOn) })}` : t('kase.group_items', { count: group.items.length, amount });
  const pause = group.pausedBy === null ? '' : group.pausedUntil === undefined ? word('kase', `paused_${group.pausedBy}`, { day: '…' }) : word('kase', `paused_${group.pausedBy}`, { day: format.date(group.pausedUntil) });
  const late = first.daysPastDue > 0 ? many('kase.days_late', first.daysPastDue) : '';
  return [what, late, pause === '' ? '' : `‖ ${pause}`].filter((text) => text !== '').join(' · ');
}
