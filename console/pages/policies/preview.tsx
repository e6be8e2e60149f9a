import { Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import { daysBetween } from '../../../src/domain/dates.js';
import type { HoldPlayed } from '../../../src/domain/timeline-preview.js';
import { useAsked } from '../../api.js';
import { useWords } from '../../i18n/index.js';
import { CustomerSelect } from '../../parts/customer-select.js';
import { useFormat } from '../../parts/format.js';
import { itemNumber } from '../../parts/item-number.js';
import { shownMoney } from '../../parts/money.js';
import { PlainTable } from '../../parts/plain-table.js';
import { ProblemAlert } from '../../parts/problem.js';
import { EmptyState, Skeleton } from '../../parts/states.js';
import { useUrlState } from '../../parts/url-state.js';
import type { CasePreview, ItemPreview, LadderPreview, StepPlayed } from '../../policy-shapes.js';
import { offsetInWords } from '../case/steps.js';
import { stepAt, type LadderDocument, type StepDocument } from './ladder-document.js';
import { byChannel, differenceCount, previewRows, type PreviewRow } from './preview-rows.js';
import { differencesInWords, movedInWords, stepName } from './words.js';

interface PreviewGiven {
  /** The draft that is shown: the last one that held. */
  readonly holding: LadderDocument | undefined;
  readonly published: LadderDocument;
  /** The document on the screen has problems: what is shown is older. */
  readonly isStale: boolean;
}

/** What the draft would do to one customer, beside today's ladder, on real dates. */
export function Preview({ holding, published, isStale }: PreviewGiven): ReactNode {
  const { t } = useWords();
  const [state, change] = useUrlState();
  const asked = state.get('customer');
  const customerId = asked === null || asked === '' ? undefined : asked;
  const [changedOnly, setChangedOnly] = useState(false);
  const preview = useAsked<LadderPreview>('/v1/policies/preview', holding === undefined || customerId === undefined ? undefined : { customerId, document: holding });
  return (
    <section className="preview">
      <div className="toolbar">
        <h2>{t('policies.preview')}</h2>
        <div className="preview-customer"><CustomerSelect label={t('policies.preview_customer')} {...(customerId === undefined ? {} : { value: customerId })} onChange={(id) => { change({ customer: id }); }} /></div>
        <label className="switch-label"><Switch size="small" checked={changedOnly} onChange={setChangedOnly} /> {t('policies.changed_only')}</label>
      </div>
      <p className="quiet">{t('policies.preview_hint')}</p>
      {isStale && customerId !== undefined && <p className="warning" role="status">! {t('policies.preview_stale')}</p>}
      <ProblemAlert problem={preview.error} />
      {customerId === undefined ? <EmptyState title={t('policies.preview_choose')} hint={t('policies.preview_choose_hint')} />
        : preview.data === undefined ? preview.error === null && <Skeleton rows={8} />
        : <Shown preview={preview.data} ladders={{ today: published, draft: holding ?? published }} changedOnly={changedOnly} />}
    </section>
  );
}

interface Ladders {
  readonly today: LadderDocument;
  readonly draft: LadderDocument;
}

function Shown({ preview, ladders, changedOnly }: { readonly preview: LadderPreview; readonly ladders: Ladders; readonly changedOnly: boolean }): ReactNode {
  const { t } = useWords();
  const format = useFormat();
  const [example] = preview.example.items;
  const items = preview.cases.flatMap((of) => of.items.map((item) => ({ of, item })));
  return (
    <>
      {preview.timeZone !== format.zone && <p className="quiet">{t('policies.times_in', { zone: preview.timeZone })}</p>}
      {example !== undefined && (
        <>
          <h3>{t('policies.takes_new', { ladder: versioned(preview.draft) })}</h3>
          <p className="quiet">{t('policies.example', { day: format.date(example.dueOn) })}</p>
          <Comparison item={example} of={preview.example} preview={preview} ladders={ladders} changedOnly={changedOnly} />
        </>
      )}
      <h3>{t('policies.keeps_title', { count: items.length + preview.itemsLeftOut })}</h3>
      {items.length === 0 ? <p className="quiet">{t('policies.keeps_none')}</p> : <p className="quiet">{t('policies.keeps_hint', { ladder: versioned(preview.draft) })}</p>}
      {items.map(({ of, item }) => <Kept key={item.openItemId} of={of} item={item} preview={preview} ladders={ladders} changedOnly={changedOnly} />)}
      {preview.itemsLeftOut > 0 && <p className="quiet">{t('policies.items_left_out', { count: preview.itemsLeftOut })}</p>}
    </>
  );
}

/** `default@2` as people say it. */
function versioned(ladder: string): string {
  return ladder.replace('@', ' v');
}

interface ItemGiven {
  readonly item: ItemPreview;
  readonly of: CasePreview;
  readonly preview: LadderPreview;
  readonly ladders: Ladders;
  readonly changedOnly: boolean;
}

function Kept(given: ItemGiven): ReactNode {
  const { t } = useWords();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { item, of, ladders } = given;
  const count = differenceCount(previewRows(item, of, ladders));
  return (
    <details className="kept-item" onToggle={(event) => { setOpen(event.currentTarget.open); }}>
      <summary>
        <span>{itemNumber(item)}</span><span>{t('policies.due', { day: format.date(item.dueOn) })}</span><span className="number">{shownMoney(item.openMinor, of.currency)}</span>
        <strong>{t('policies.keeps', { ladder: versioned(item.ladder) })}</strong><span className="quiet">{t('policies.would_differ', { count })}</span>
      </summary>
      {open && <Comparison {...given} />}
    </details>
  );
}

function Comparison({ item, of, preview, ladders, changedOnly }: ItemGiven): ReactNode {
  const { t } = useWords();
  const rows = previewRows(item, of, ladders);
  const shown = changedOnly ? rows.filter((row) => (row.kind === 'hold' ? row.differs : row.differs.length > 0)) : rows;
  if (shown.length === 0) return <p className="quiet">{t('policies.no_difference')}</p>;
  const today = item.takes === 'keeps' ? versioned(item.ladder) : versioned(preview.today);
  return (
    <>
      <PlainTable label={t('policies.preview')} className="comparison">
        <thead><tr><th scope="col">{t('policies.col_step')}</th><th scope="col">{item.takes === 'keeps' ? t('policies.col_keeps', { ladder: today }) : t('policies.col_today', { ladder: today })}</th><th scope="col">{item.takes === 'keeps' ? t('policies.col_would') : t('policies.col_draft', { ladder: versioned(preview.draft) })}</th></tr></thead>
        <tbody>{shown.map((row) => <Row key={row.stepKey} row={row} item={item} preview={preview} ladders={ladders} />)}</tbody>
      </PlainTable>
      {of.cut && <p className="warning">! {t('policies.cut')}</p>}
    </>
  );
}

function Row({ row, item, preview, ladders }: { readonly row: PreviewRow; readonly item: ItemPreview; readonly preview: LadderPreview; readonly ladders: Ladders }): ReactNode {
  const words = useWords();
  const { t } = words;
  const differs = row.kind === 'hold' ? row.differs : row.differs.length > 0;
  const what = row.kind === 'hold' ? (row.differs ? t('policies.differs_day') : '') : differencesInWords(row.differs, words);
  const name = stepName(row.stepKey, [ladders.draft, ladders.today], words);
  return (
    <tr className={differs ? 'differs' : undefined}>
      <th scope="row">{name}{differs && <span className="difference"> ≠ {what}</span>}</th>
      <td data-label={t('policies.label_today')}>{row.kind === 'hold' ? <HoldCell hold={row.today} /> : <StepCell step={row.today} item={item} written={item.takes === 'keeps' && item.ladder !== preview.today ? undefined : stepAt(ladders.today, row.stepKey)} preview={preview} />}</td>
      <td data-label={t('policies.label_draft')}>{row.kind === 'hold' ? <HoldCell hold={row.draft} /> : <StepCell step={row.draft} item={item} written={stepAt(ladders.draft, row.stepKey)} preview={preview} />}</td>
    </tr>
  );
}

interface StepCellGiven {
  readonly step: StepPlayed | undefined;
  readonly item: ItemPreview;
  /** The step in the ladder of its column; absent where that version is not at hand. */
  readonly written: StepDocument | undefined;
  readonly preview: LadderPreview;
}

function StepCell({ step, item, written, preview }: StepCellGiven): ReactNode {
  const words = useWords();
  const { t, word } = words;
  const format = useFormat();
  if (step === undefined) return <span className="quiet">{t('policies.no_such_step')}</span>;
  if (step.state === 'left_behind') return <span className="quiet">{word('stepsLeft', step.how)}</span>;
  if (step.state === 'not_heard') return <><span className="bad">{t('policies.not_heard', { reason: word('refusalCodes', step.code) })}</span><br /><span className="quiet">{t('policies.rule_day', { day: format.date(step.ruleOn) })}</span></>;
  if (step.state === 'not_reached') return <span className="quiet">{step.code === undefined ? t('policies.not_reached') : t('policies.not_reached_for', { reason: word('refusalCodes', step.code) })}</span>;
  const day = `T${offsetInWords(daysBetween(item.dueOn, step.ruleOn))}`;
  return (
    <>
      <span className="real-day">{format.date(step.on)} {format.time(step.at, preview.timeZone).slice(0, 5)}</span>
      <div className="quiet">{step.moved.length === 0 ? t('policies.on_rule_day', { day }) : t('policies.moved', { day: `${day} ${format.shortDate(step.ruleOn)}`, why: movedInWords(step.moved, words) })}</div>
      {byChannel(step.to).map(({ channel, recipientIds }) => <div key={channel}>{word('channels', channel)} → {recipientIds.map((id) => preview.people.find((person) => person.id === id)?.name ?? id).join(', ')}</div>)}
      {written?.kind === 'contact' && <div className="quiet">{word('stepActions', written.action)} · {word('tones', written.tone)}{written.texts === undefined ? '' : ` · ${t('policies.own_words')}`}</div>}
    </>
  );
}

function HoldCell({ hold }: { readonly hold: HoldPlayed }): ReactNode {
  const { t } = useWords();
  const format = useFormat();
  if (hold.state === 'comes') return <><span className="real-day">{format.date(hold.on)}</span><div className="quiet">{t('policies.hold_of_case')}</div></>;
  return <span className="quiet">{t(hold.state === 'placed_already' ? 'policies.hold_already' : 'policies.not_reached')}</span>;
}
