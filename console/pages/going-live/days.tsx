import { useMemo, type ReactNode } from 'react';
import { addDays, type PlainDate } from '../../../src/domain/dates.js';
import { PREVIEW_DAYS } from '../../../src/domain/sends-preview.js';
import { useWords, type Words } from '../../i18n/index.js';
import { useFormat } from '../../parts/format.js';
import { Grid, type Column, type GridGroup } from '../../parts/grid.js';
import { Sheet } from '../../parts/sheet.js';
import { useUrlState } from '../../parts/url-state.js';
import type { PreviewedStep, SendsPreview } from '../../sends-preview-shapes.js';
import { Sends } from './sends.js';
import { channelInWords, isInside, previewedStepName, sumsInWords } from './words.js';

/** One step over one channel on one day. */
type DayRow = PreviewedStep & { readonly id: string };

/** The fourteen days, each with what it would bring; a line opens to its customers. */
export function Days({ preview }: { readonly preview: SendsPreview }): ReactNode {
  const words = useWords();
  const { t } = words;
  const format = useFormat();
  const [state, change] = useUrlState();
  const groups = useMemo(() => groupsOf(preview, { from: format.day(preview.madeAt), words, date: format.date }), [preview, format, words]);
  const columns = useMemo(() => columnsOf(words), [words]);
  const open = groups.flatMap(({ rows }) => rows).find((row) => row.id === state.get('open'));
  return (
    <section className="day-grid">
      <h2>{t('goingLive.days')}</h2>
      <p className="quiet">{t('goingLive.days_hint')}</p>
      <Grid label={t('goingLive.days')} columns={columns} groups={groups} onOpen={(row) => { change({ open: row.id }); }} />
      <Sheet title={open === undefined ? '' : `${previewedStepName(open, words)} · ${format.date(open.day)}`} open={open !== undefined} onClose={() => { change({ open: undefined }); }}>
        {open !== undefined && <Sends previewId={preview.id} step={open} />}
      </Sheet>
    </section>
  );
}

function groupsOf(preview: SendsPreview, shown: { readonly from: PlainDate; readonly words: Words; readonly date: (day: PlainDate) => string }): readonly GridGroup<DayRow>[] {
  const days = new Set([...Array.from({ length: PREVIEW_DAYS }, (_, index) => addDays(shown.from, index)), ...preview.steps.map(({ day }) => day)]);
  return [...days].toSorted().map((day) => {
    const rows = preview.steps.filter((step) => step.day === day).map((step): DayRow => ({ ...step, id: [day, step.stepKey, step.channel ?? 'inside'].join('|') }));
    const contacts = rows.reduce((sum, step) => sum + (isInside(step) ? 0 : step.sends), 0);
    const said = contacts > 0 ? shown.words.many('goingLive.contacts', contacts) : rows.length === 0 ? shown.words.t('goingLive.nothing') : '';
    return { key: day, title: [shown.date(day), said].filter((part) => part !== '').join(' · '), rows, isShownEmpty: true };
  });
}

function columnsOf(words: Words): readonly Column<DayRow>[] {
  const { t } = words;
  const count = (key: 'sends' | 'customers' | 'items'): Column<DayRow> => ({ key, title: t(`goingLive.${key}`), number: true, cell: (step) => step[key] });
  return [
    { key: 'step', title: t('goingLive.step'), cell: (step) => previewedStepName(step, words) },
    { key: 'channel', title: t('goingLive.channel'), cell: (step) => <span className={step.channel === null ? 'quiet' : undefined}>{channelInWords(step, words)}</span> },
    count('sends'), count('customers'), count('items'),
    { key: 'amount', title: t('goingLive.amount'), number: true, wide: true, cell: (step) => <span className="sums">{sumsInWords(step.amounts)}</span> },
  ];
}
