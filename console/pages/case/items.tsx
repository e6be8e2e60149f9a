import { Fragment, useState, type ReactNode } from 'react';
import type { CaseDetail, CaseItem } from '../../case-shapes.js';
import { useWords } from '../../i18n/index.js';
import { CopyText } from '../../parts/copy.js';
import { useFormat } from '../../parts/format.js';
import { itemNumber } from '../../parts/item-number.js';
import { shownMoney } from '../../parts/money.js';
import { PlainTable } from '../../parts/plain-table.js';
import { useMay } from '../../session.js';
import { CorrectItem } from './correct-item.js';

/** What is open in the case, with what proves it, and the way to correct it. */
export function CaseItems({ detail }: { readonly detail: CaseDetail }): ReactNode {
  const { t } = useWords();
  const [correcting, setCorrecting] = useState<string | undefined>(undefined);
  const [done, setDone] = useState('');
  const toggle = (item: CaseItem): void => {
    setDone('');
    setCorrecting(correcting === item.id ? undefined : item.id);
  };
  // A voided invoice has left the list: what was done stands above it.
  const finish = (said: string): void => {
    setDone(said);
    setCorrecting(undefined);
  };
  if (detail.items.length === 0 && done === '') return null;
  return (
    <>
      <h2>{t('kase.items')}</h2>
      {done !== '' && <p className="good" role="status">✓ {done}</p>}
      {detail.items.length > 0 && (
        <PlainTable label={t('kase.items')}>
          <thead><tr><th scope="col">{t('kase.col_invoice')}</th><th scope="col">{t('kase.col_due')}</th><th scope="col" className="number">{t('kase.col_open')}</th></tr></thead>
          <tbody>{detail.items.map((item) => (
            <Fragment key={item.id}>
              <ItemRow item={item} currency={detail.currency} open={correcting === item.id} onCorrect={() => { toggle(item); }} />
              {correcting === item.id && <tr><td colSpan={3}><CorrectItem item={item} detail={detail} onDone={finish} /></td></tr>}
            </Fragment>
          ))}</tbody>
        </PlainTable>
      )}
    </>
  );
}

function ItemRow({ item, currency, open, onCorrect }: { readonly item: CaseItem; readonly currency: string; readonly open: boolean; readonly onCorrect: () => void }): ReactNode {
  const { t } = useWords();
  const format = useFormat();
  const mayCorrect = useMay('change_due_date');
  const proof = [t('kase.issued', { day: item.issuedOn }), item.noticeOn === null ? '' : t('kase.notice_on', { day: item.noticeOn }), item.covered ? t('kase.covered') : ''];
  return (
    <tr>
      <td>
        <CopyText text={itemNumber(item)} /><br /><span className="quiet">{proof.filter((text) => text !== '').join(' · ')}</span>
        {mayCorrect && <div><button type="button" className="plain-button" aria-expanded={open} aria-label={`${t('kase.correct')} ${itemNumber(item)}`} onClick={onCorrect}>{t('kase.correct')}</button></div>}
      </td>
      <td className="whole">{format.shortDate(item.dueOn)}</td><td className="number">{shownMoney(item.openMinor, currency)}</td>
    </tr>
  );
}
