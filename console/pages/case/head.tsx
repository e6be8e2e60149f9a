import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { addDays, type PlainDate } from '../../../src/domain/dates.js';
import type { Ahead, CaseDetail } from '../../case-shapes.js';
import { useWords, type Words } from '../../i18n/index.js';
import { CopyButton, CopyText } from '../../parts/copy.js';
import { nameOf } from '../../parts/customer-name.js';
import { useFormat, type Format } from '../../parts/format.js';
import { shownMoney } from '../../parts/money.js';
import { stepInWords, waitInWords } from '../../parts/next-words.js';
import { nominalDay, offsetInWords, stepOf } from './steps.js';

/** Who owes, how much of it may be asked for, why the case is here, what comes next and when. */
export function CaseHead({ detail }: { readonly detail: CaseDetail }): ReactNode {
  const words = useWords();
  const { t, word, language } = words;
  const format = useFormat();
  const { currency } = detail;
  const name = nameOf(detail.customer, language);
  const amounts = [['disputed', detail.disputedMinor], ['promised', detail.promisedMinor], ['collectable', detail.collectableMinor]] as const;
  return (
    <header className="case-head">
      <h1>
        <Link to={`/customers/${detail.customer.id}`}>{name}</Link> · {currency}
        <span className="case-overdue">{detail.overdueMinor > 0 ? t('kase.overdue_amount', { amount: shownMoney(detail.overdueMinor, currency) }) : t('kase.nothing_overdue')}</span>
      </h1>
      <p className="case-amounts">
        {amounts.map(([key, minor]) => <span key={key}>{t(`cases.${key}`)} <strong>{shownMoney(minor, currency)}</strong></span>)}
        <span className="quiet">{word('caseStatuses', detail.status)} · <CopyText text={detail.customer.number} /> · {detail.sellingEntity}</span>
        {detail.creditHold && <span className="bad">{t('kase.hold_on')}</span>}
        <CopyButton text={detail.id} label={t('frame.copy', { what: 'ID' })} />
      </p>
      {detail.stuckAt !== null && <p className="bad" role="alert">{t('kase.stuck', { at: format.at(detail.stuckAt) })}</p>}
      <dl className="facts">
        <dt>{t('kase.why')}</dt><dd>{whyHere(detail, words, format)}</dd>
        <dt>{t('kase.next')}</dt><dd><strong>{nextOf(detail, words, format)}</strong></dd>
      </dl>
    </header>
  );
}

function whyHere(detail: CaseDetail, { t, many, word }: Words, format: Format): string {
  const oldest = detail.items.toSorted((a, b) => b.daysPastDue - a.daysPastDue)[0];
  if (oldest === undefined) return t('kase.why_settled');
  const filled = { invoice: oldest.invoiceNumber, ladder: oldest.ladder.replace('@', ' v'), rule: word('ladderRules', oldest.ladderRule) };
  return oldest.daysPastDue > 0 ? many('kase.why_overdue', oldest.daysPastDue, filled) : t('kase.why_watching', { ...filled, day: format.date(oldest.dueOn) });
}

/** The next thing that happens, to whom, when, and what would take it away. */
function nextOf(detail: CaseDetail, words: Words, format: Format): string {
  const { t, word } = words;
  const first = firstAct(detail);
  if (detail.items.length === 0) return t('kase.settled_next');
  if (detail.next.action === 'wait' && detail.next.code !== 'step') {
    const until = detail.next.until === undefined ? t('kase.only_change') : format.at(detail.next.until, detail.timeZone);
    return `${waitInWords(detail.next, words)} · ${until}${first === undefined ? '' : ` → ${aheadInWords(detail, words, format)}`}`;
  }
  return first === undefined ? word('waits', 'ladder_done') : `${aheadInWords(detail, words, format)} · ${t('kase.unless')}`;
}

// What is only noted or judged is nothing that anybody hears or sees; a hold of orders is.
const UNSEEN: ReadonlySet<string> = new Set(['record_refusal', 'judge_promise']);

function firstAct(detail: CaseDetail): Ahead | undefined {
  return detail.ahead.find((act) => !UNSEEN.has(act.action));
}

function aheadInWords(detail: CaseDetail, words: Words, format: Format): string {
  const { t, word } = words;
  const first = firstAct(detail);
  if (first === undefined) return '';
  const steps = first.stepKeys.length === 0 ? word('steps', first.action) : first.stepKeys.map((key) => stepName(detail, key, words)).join(', ');
  const who = detail.people.find((person) => person.id === first.recipientId)?.name;
  const what = who === undefined ? steps : t('kase.next_contact', { what: steps, channel: word('channels', first.channel), who });
  const day = format.day(first.at, detail.timeZone);
  const today = day === format.day(detail.now, detail.timeZone) ? `${t('frame.today')} ` : '';
  return [what, `${today}${format.at(first.at, detail.timeZone)}`, ruleDay(detail, words, format, day)].filter((text) => text !== '').join(' · ');
}

function stepName(detail: CaseDetail, key: string, words: Words): string {
  const found = Object.values(detail.ladders).flat().find((step) => step.key === key);
  return found?.name[words.language] ?? stepInWords(key, words);
}

// Only said when the real day is another one.
function ruleDay(detail: CaseDetail, { t }: Words, format: Format, day: PlainDate): string {
  const first = firstAct(detail);
  const item = detail.items.find((candidate) => candidate.id === first?.openItemIds[0]);
  const [key] = first?.stepKeys ?? [];
  const step = item === undefined || key === undefined ? undefined : stepOf(detail, item, key);
  if (item === undefined || step === undefined) return '';
  const nominal = nominalDay(item, step);
  return nominal === day || nominal < addDays(day, -365) ? '' : t('kase.rule_day', { offset: offsetInWords(step.offset), day: format.date(nominal) });
}
