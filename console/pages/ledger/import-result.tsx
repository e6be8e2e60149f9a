import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords, type Words } from '../../i18n/index.js';
import type { BalanceChange, FileRead, ImportError, SnapshotLine } from '../../ledger-shapes.js';
import { useFormat } from '../../parts/format.js';
import { shownMoney } from '../../parts/money.js';
import { PlainTable } from '../../parts/plain-table.js';

const DIFFERENCE_SHOWN = 100;

/** What was understood of the file: each column with its field and the first rows as they were read. */
export function ColumnsRead({ file }: { readonly file: FileRead }): ReactNode {
  const { t, word } = useWords();
  const { columns, unused, constants } = file.mapping;
  return (
    <section>
      <h2>{t('ledger.mapping')} <span className="quiet zone-note">{file.encoding}</span></h2>
      <PlainTable label={t('ledger.mapping')}>
        <thead><tr><th scope="col">{t('ledger.column')}</th><th scope="col">{t('ledger.field')}</th>{file.samples.map((_, index) => <th key={index} scope="col">{t('ledger.sample', { number: index + 1 })}</th>)}</tr></thead>
        <tbody>{columns.toSorted((a, b) => a.index - b.index).map((column) => (
          <tr key={column.field}><td>{column.heading}</td><td>{word('importFields', column.field)} <span className="quiet">{t(column.how !== 'stated' ? 'ledger.how_recognised' : file.mappingFrom === 'saved' ? 'ledger.how_saved' : 'ledger.how_stated')}</span></td>{file.samples.map((sample, index) => <td key={index}>{shownValue(sample[column.field])}</td>)}</tr>))}
          {Object.keys(constants).map((name) => (
            <tr key={name}><td className="quiet">{t('ledger.every_row')}</td><td>{word('importFields', name)}</td>{file.samples.map((sample, index) => <td key={index}>{shownValue(sample[name])}</td>)}</tr>))}
        </tbody>
      </PlainTable>
      {unused.length > 0 && <p className="warning">{t('ledger.unused', { columns: unused.map((column) => column.heading || t('ledger.column_number', { number: column.index + 1 })).join(', ') })}</p>}
    </section>
  );
}

function shownValue(value: unknown): string {
  if (value === undefined || value === null) return '–';
  if (Array.isArray(value)) return value.map(shownValue).join(', ');
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return JSON.stringify(value);
  if ('minor' in value && typeof value.minor === 'number' && 'currency' in value && typeof value.currency === 'string') return shownMoney(value.minor, value.currency);
  return 'invoiceNumber' in value && typeof value.invoiceNumber === 'string' ? value.invoiceNumber : JSON.stringify(value);
}

/** Row by row what is wrong and what to do about it. */
export function RowErrors({ errors, total }: { readonly errors: readonly ImportError[]; readonly total: number }): ReactNode {
  const { t, word, language } = useWords();
  return (
    <section>
      <h2 className="bad">{t('ledger.errors', { total })}</h2>
      {errors.length < total && <p className="quiet">{t('ledger.errors_shown', { count: errors.length })}</p>}
      <PlainTable label={t('ledger.errors', { total })}>
        <thead><tr><th scope="col" className="number">{t('ledger.row')}</th><th scope="col">{t('ledger.column')}</th><th scope="col">{t('ledger.value')}</th><th scope="col">{t('ledger.cure')}</th></tr></thead>
        <tbody>{errors.map((error, index) => <tr key={index}><td className="number">{error.row === 0 ? t('ledger.row_whole') : error.row}</td><td>{error.column ?? word('importFields', error.field)}</td><td><code>{error.value}</code></td><td>{error.cure[language]}</td></tr>)}</tbody>
      </PlainTable>
    </section>
  );
}

export function Balances({ balances }: { readonly balances: readonly BalanceChange[] }): ReactNode {
  const { t } = useWords();
  const changed = balances.filter((balance) => balance.openBeforeMinor !== balance.openAfterMinor || balance.unallocatedBeforeMinor !== balance.unallocatedAfterMinor);
  return (
    <section>
      <h2>{t('ledger.balances')}</h2>
      {changed.length === 0 ? <p className="quiet">{t('ledger.balances_none')}</p> : (
        <PlainTable label={t('ledger.balances')}>
          <thead><tr><th scope="col">{t('ledger.customer')}</th><th scope="col" className="number">{t('ledger.before')}</th><th scope="col" className="number">{t('ledger.after')}</th><th scope="col" className="number">{t('ledger.unallocated_before')}</th><th scope="col" className="number">{t('ledger.unallocated_after')}</th></tr></thead>
          <tbody>{changed.map((balance) => (
            <tr key={`${balance.customerId} ${balance.currency}`}><td><Link to={`/customers/${balance.customerId}`}>{balance.customerNumber}</Link> · {balance.currency}</td>{[balance.openBeforeMinor, balance.openAfterMinor, balance.unallocatedBeforeMinor, balance.unallocatedAfterMinor].map((minor, index) => <td key={index} className="number">{shownMoney(minor, balance.currency)}</td>)}</tr>))}
          </tbody>
        </PlainTable>
      )}
    </section>
  );
}

/** Of a list of open items: what it says that differs from the ledger. */
export function Difference({ lines }: { readonly lines: readonly SnapshotLine[] }): ReactNode {
  const { t, word } = useWords();
  const format = useFormat();
  if (lines.length === 0) return null;
  return (
    <section>
      <h2>{t('ledger.difference')}</h2>
      <PlainTable label={t('ledger.difference')}>
        <thead><tr><th scope="col">{t('ledger.invoice')}</th><th scope="col">{t('ledger.result')}</th><th scope="col">{t('ledger.due')}</th><th scope="col" className="number">{t('ledger.before')}</th><th scope="col" className="number">{t('ledger.after')}</th></tr></thead>
        <tbody>{lines.slice(0, DIFFERENCE_SHOWN).map((line) => <tr key={`${line.invoiceNumber}/${line.instalment}`}><td>{line.invoiceNumber} · {line.customerNumber}</td><td>{word('ledger', `will_${line.what}`)}</td><td>{format.date(line.dueOn)}</td><td className="number">{shownMoney(line.openBeforeMinor, line.currency)}</td><td className="number">{shownMoney(line.openAfterMinor, line.currency)}</td></tr>)}</tbody>
      </PlainTable>
      {lines.length > DIFFERENCE_SHOWN && <p className="quiet">{t('ledger.difference_more', { count: lines.length - DIFFERENCE_SHOWN })}</p>}
    </section>
  );
}

/** `12 rows: 10 new, 2 changed, …`. */
export function countsInWords(file: FileRead, counts: Readonly<Record<string, number>>, { t }: Words): string {
  const of = (key: string): number => counts[key] ?? 0;
  return t('ledger.counts', { rows: file.rows, recorded: of('recorded'), updated: of('updated'), unchanged: of('unchanged'), reversed: of('reversed') });
}
