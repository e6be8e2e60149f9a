import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { useApi, withQuery } from '../../api.js';
import { useWords } from '../../i18n/index.js';
import { BUCKETS, type Aged, type Bucket } from '../../ledger-shapes.js';
import { shownMoney } from '../../parts/money.js';
import { Loaded } from '../../parts/states.js';
import { PlainTable } from '../../parts/plain-table.js';

const WIDTH = 1_000;
const HEIGHT = 18;
const NARROW = 40;

interface CurrencyAgeing {
  readonly currency: string;
  readonly whole: number;
  readonly of: (bucket: Bucket) => { readonly openMinor: number; readonly items: number };
}

/** The address of the items that a sum counts. */
function itemsOf(currency: string, age?: Bucket | 'overdue'): string {
  return withQuery('/ledger', { currency, age });
}

/** What is open by days past due: a stacked bar for each currency, and the same numbers as a table; each sum opens the items that it counts. */
export function Ageing(): ReactNode {
  const { t } = useWords();
  const ageing = useApi<{ readonly items: readonly Aged[] }>('/v1/ageing');
  return (
    <Loaded query={ageing} rows={3}>{({ items }) => {
      if (items.length === 0) return null;
      const currencies = byCurrency(items);
      return (
        <section className="ageing">
          <h2>{t('ledger.ageing')}</h2>
          <Legend />
          {currencies.map((one) => <Bar key={one.currency} one={one} />)}
          <details className="axis-table"><summary>{t('ledger.ageing_table')}</summary><Table currencies={currencies} /></details>
        </section>
      );
    }}</Loaded>
  );
}

function byCurrency(items: readonly Aged[]): readonly CurrencyAgeing[] {
  return [...new Set(items.map((item) => item.currency))].map((currency) => {
    const own = items.filter((item) => item.currency === currency);
    return { currency, whole: own.reduce((sum, item) => sum + item.openMinor, 0), of: (bucket) => own.find((item) => item.bucket === bucket) ?? { openMinor: 0, items: 0 } };
  });
}

function Legend(): ReactNode {
  const { word } = useWords();
  return <p className="ageing-legend">{BUCKETS.map((bucket) => <span key={bucket}><svg width="12" height="12" aria-hidden><rect width="12" height="12" className={`age-${bucket}`} /></svg> {word('buckets', bucket)}</span>)}</p>;
}

function Bar({ one }: { readonly one: CurrencyAgeing }): ReactNode {
  const navigate = useNavigate();
  const { t, word } = useWords();
  const { currency, whole, of } = one;
  const overdueMinor = whole - of('not_due').openMinor;
  const overdue = t('ledger.ageing_overdue', { overdue: shownMoney(overdueMinor, currency) });
  const parts = BUCKETS.reduce<readonly { readonly bucket: Bucket; readonly from: number; readonly width: number }[]>((before, bucket) => {
    const from = before.reduce((sum, part) => sum + part.width, 0);
    return [...before, { bucket, from, width: whole === 0 ? 0 : (of(bucket).openMinor / whole) * WIDTH }];
  }, []).filter((part) => part.width > 0);
  return (
    <div className="ageing-row">
      <span><strong>{currency}</strong> <Link to={itemsOf(currency)}>{t('ledger.ageing_open', { amount: shownMoney(whole, currency) })}</Link> · {overdueMinor === 0 ? overdue : <Link to={itemsOf(currency, 'overdue')}>{overdue}</Link>}</span>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" height={HEIGHT} role="img" aria-label={parts.map(({ bucket }) => t('ledger.ageing_label', { currency, bucket: word('buckets', bucket), amount: shownMoney(of(bucket).openMinor, currency), items: of(bucket).items })).join('; ')}>
        {parts.map(({ bucket, from, width }) => <rect key={bucket} x={from} width={Math.max(width - (width > NARROW ? 2 : 0), 1)} height={HEIGHT} className={`age-${bucket} age-link`} onClick={() => { void navigate(itemsOf(currency, bucket)); }}><title>{t('ledger.ageing_label', { currency, bucket: word('buckets', bucket), amount: shownMoney(of(bucket).openMinor, currency), items: of(bucket).items })}</title></rect>)}
      </svg>
    </div>
  );
}

function Table({ currencies }: { readonly currencies: readonly CurrencyAgeing[] }): ReactNode {
  const { t, word } = useWords();
  return (
    <PlainTable label={t('ledger.ageing_table')}>
      <thead><tr><th scope="col">{t('ledger.currency')}</th>{BUCKETS.map((bucket) => <th key={bucket} scope="col" className="number">{word('buckets', bucket)}</th>)}<th scope="col" className="number">{t('ledger.total')}</th></tr></thead>
      <tbody>{currencies.map(({ currency, whole, of }) => <tr key={currency}><th scope="row">{currency}</th>{BUCKETS.map((bucket) => <td key={bucket} className="number">{of(bucket).items === 0 ? '–' : <Link to={itemsOf(currency, bucket)}>{shownMoney(of(bucket).openMinor, currency)} ({of(bucket).items})</Link>}</td>)}<td className="number"><strong><Link to={itemsOf(currency)}>{shownMoney(whole, currency)}</Link></strong></td></tr>)}</tbody>
    </PlainTable>
  );
}
