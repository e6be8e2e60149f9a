import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useWords } from '../../i18n/index.js';
import { useWidth } from '../../parts/width.js';
import { offsetInWords } from '../case/steps.js';
import type { PlacedProblem } from './ladder-check.js';
import { OFFSET_MAX, stepAt, type LadderDocument, type StepDocument } from './ladder-document.js';
import { dayScale, lanesOf, ticksOf, type DayScale } from './ladder-scale.js';

const WIDTH_MIN = 680;
const LINE_AT = 96;
const MARK_WIDTH = 20;
const MARK_LANES = 4;
const LABEL_LANES = 4;
const LABEL_HEIGHT = 30;
const LABEL_WIDTH = { 'zh-CN': 62, en: 68 } as const;
const TICK_ROOM = 38;
const DAYS_OF_WEEK = 7;

interface LadderAxisGiven {
  readonly document: LadderDocument;
  readonly published: LadderDocument;
  readonly problems: readonly PlacedProblem[];
  readonly chosen: string | undefined;
  readonly onChoose: (key: string) => void;
  /** Absent: the steps are to look at only. */
  readonly onMove?: (key: string, offset: number) => void;
}

/** The ladder as an axis of days before and after the due date. A step is dragged, or moved by the arrow keys, by whole days. */
export function LadderAxis({ document, published, problems, chosen, onChoose, onMove }: LadderAxisGiven): ReactNode {
  const { t, language } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame, WIDTH_MIN);
  const [dragged, setDragged] = useState<Dragged | undefined>(undefined);
  // The axis rests while a step is dragged: it would run away under the hand.
  const scale = dragged?.scale ?? dayScale([...document.steps, ...published.steps].map((step) => step.offset), width);
  const places = document.steps.map((step) => scale.x(step.offset));
  const lanes = lanesOf(places.map((x) => ({ x, width: MARK_WIDTH })), MARK_LANES);
  const labels = lanesOf(places.map((x) => ({ x, width: LABEL_WIDTH[language] })), LABEL_LANES);
  const height = LINE_AT + 30 + (Math.max(0, ...labels.map((lane) => lane ?? 0)) + 1) * LABEL_HEIGHT;
  return (
    <div className="axis" ref={frame}>
      <svg width={width} height={height} role="group" aria-label={t('policies.axis_label')} className="ladder-axis">
        <Ground scale={scale} width={width} height={height} />
        {document.steps.map((step, index) => <Ghost key={step.key} step={step} before={stepAt(published, step.key)} scale={scale} y={LINE_AT - (lanes[index] ?? MARK_LANES) * MARK_WIDTH} />)}
        {document.steps.map((step, index) => (
          <StepMark key={step.key} step={step} scale={scale} y={LINE_AT - (lanes[index] ?? MARK_LANES) * MARK_WIDTH} labelLane={labels[index]} isChosen={step.key === chosen} isChanged={stepAt(published, step.key)?.offset !== step.offset}
            problem={problems.find((problem) => problem.stepKey === step.key && problem.severity === 'problem')} dragged={dragged} onDrag={setDragged} onChoose={onChoose} onMove={onMove} />
        ))}
      </svg>
    </div>
  );
}

interface Dragged {
  readonly key: string;
  readonly scale: DayScale;
  /** From the pointer to the mark's middle, so that it does not jump when it is taken. */
  readonly offBy: number;
  readonly from: number;
}

function Ground({ scale, width, height }: { readonly scale: DayScale; readonly width: number; readonly height: number }): ReactNode {
  const { t } = useWords();
  const due = scale.x(0);
  return (
    <>
      {ticksOf(scale, TICK_ROOM).map((day) => (
        <g key={day}>
          <line x1={scale.x(day)} x2={scale.x(day)} y1={22} y2={LINE_AT} className="axis-month" />
          <text x={scale.x(day)} y={15} textAnchor="middle" className={day === 0 ? 'axis-small axis-zero' : 'axis-small'}>{day === 0 ? t('policies.due_day') : `T${offsetInWords(day)}`}</text>
        </g>
      ))}
      <line x1={0} x2={width} y1={LINE_AT} y2={LINE_AT} className="axis-line" />
      <rect x={due - 1.5} width={3} y={LINE_AT - 10} height={20} className="axis-due" />
      <line x1={due} x2={due} y1={LINE_AT + 10} y2={height} className="axis-month" />
    </>
  );
}

// Where the published version has the step.
function Ghost({ step, before, scale, y }: { readonly step: StepDocument; readonly before: StepDocument | undefined; readonly scale: DayScale; readonly y: number }): ReactNode {
  if (before === undefined || before.offset === step.offset) return null;
  const [from, to] = [scale.x(before.offset), scale.x(step.offset)];
  return <g className="ladder-ghost" aria-hidden><line x1={from} x2={to} y1={y} y2={y} /><circle cx={from} cy={y} r={5} /></g>;
}

interface StepMarkGiven {
  readonly step: StepDocument;
  readonly scale: DayScale;
  readonly y: number;
  readonly labelLane: number | undefined;
  readonly isChosen: boolean;
  readonly isChanged: boolean;
  readonly problem: PlacedProblem | undefined;
  readonly dragged: Dragged | undefined;
  readonly onDrag: (dragged: Dragged | undefined) => void;
  readonly onChoose: (key: string) => void;
  readonly onMove: ((key: string, offset: number) => void) | undefined;
}

function StepMark({ step, scale, y, labelLane, isChosen, isChanged, problem, dragged, onDrag, onChoose, onMove }: StepMarkGiven): ReactNode {
  const { t, word, language } = useWords();
  const x = scale.x(step.offset);
  const day = `T${offsetInWords(step.offset)}`;
  const isDragged = dragged?.key === step.key;
  const onPointerDown = (event: PointerEvent<SVGGElement>): void => {
    if (event.button !== 0) return;
    onChoose(step.key);
    if (onMove === undefined) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus({ preventScroll: true });
    onDrag({ key: step.key, scale, offBy: placeOf(event) - x, from: step.offset });
  };
  const onPointerMove = (event: PointerEvent<SVGGElement>): void => {
    if (!isDragged) return;
    const offset = dragged.scale.day(placeOf(event) - dragged.offBy);
    if (offset !== step.offset) onMove?.(step.key, offset);
  };
  const onKeyDown = (event: KeyboardEvent<SVGGElement>): void => {
    if (event.key === 'Escape' && isDragged) {
      onMove?.(step.key, dragged.from);
      onDrag(undefined);
      return;
    }
    const by = event.key === 'ArrowLeft' || event.key === 'ArrowDown' ? -1 : event.key === 'ArrowRight' || event.key === 'ArrowUp' ? 1 : 0;
    if (by === 0 || onMove === undefined) return;
    event.preventDefault();
    onMove(step.key, step.offset + by * (event.shiftKey ? DAYS_OF_WEEK : 1));
  };
  return (
    <g role="slider" tabIndex={0} aria-readonly={onMove === undefined} aria-label={step.name[language]} aria-orientation="horizontal" aria-valuenow={step.offset} aria-valuemin={-OFFSET_MAX} aria-valuemax={OFFSET_MAX}
      aria-valuetext={`${day} · ${word('shortActions', step.action)}${problem === undefined ? '' : ` · ${t('policies.has_problem')}`}`}
      className={['ladder-mark', isChosen ? 'chosen' : '', isChanged ? 'changed' : '', problem === undefined ? '' : 'wrong', isDragged ? 'dragged' : ''].filter((name) => name !== '').join(' ')}
      onFocus={() => { onChoose(step.key); }} onKeyDown={onKeyDown} onPointerDown={onPointerDown} onPointerMove={onPointerMove} onPointerUp={() => { onDrag(undefined); }} onPointerCancel={() => { onDrag(undefined); }}>
      <title>{`${step.name[language]} · ${day}`}</title>
      <circle cx={x} cy={y} r={14} className="ladder-touch" />
      {step.kind === 'age' ? <rect x={x - 6} y={y - 6} width={12} height={12} transform={`rotate(45 ${x} ${y})`} className="ladder-shape" /> : <circle cx={x} cy={y} r={7} className="ladder-shape" />}
      {labelLane !== undefined && (
        <text x={x} y={LINE_AT + 24 + labelLane * LABEL_HEIGHT} textAnchor="middle" className="ladder-label">
          <tspan x={x} className="ladder-day">{problem === undefined ? '' : '! '}{day}</tspan><tspan x={x} dy={13}>{word('shortActions', step.action)}</tspan>
        </text>
      )}
    </g>
  );
}

// In the picture's own coordinates, however far it is scrolled.
function placeOf(event: PointerEvent<SVGGElement>): number {
  return event.clientX - (event.currentTarget.ownerSVGElement?.getBoundingClientRect().left ?? 0);
}
