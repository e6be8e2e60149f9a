import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { usePages } from '../../api.js';
import { useWords } from '../../i18n/index.js';
import { nameOf } from '../../parts/customer-name.js';
import { useFormat } from '../../parts/format.js';
import { shownMoney } from '../../parts/money.js';
import { LoadMore } from '../../parts/more.js';
import { PlainTable } from '../../parts/plain-table.js';
import { Loaded } from '../../parts/states.js';
import type { PreviewedSend, PreviewedStep } from '../../sends-preview-shapes.js';
import { recipientInWords } from './words.js';

/** Whom one step would reach on one day. */
export function Sends({ previewId, step }: { readonly previewId: string; readonly step: PreviewedStep }): ReactNode {
  const words = useWords();
  const { t, language } = words;
  const format = useFormat();
  const sends = usePages<PreviewedSend>(`/v1/sends-previews/${previewId}/sends`, { day: step.day, stepKey: step.stepKey, channel: step.channel ?? 'inside' });
  return (
    <>
      <Loaded query={sends}>{(rows) => (
        <PlainTable label={t('goingLive.customers')}>
          <thead><tr><th scope="col">{t('goingLive.time')}</th><th scope="col">{t('goingLive.customer')}</th><th scope="col">{t('goingLive.recipient')}</th><th scope="col" className="number">{t('goingLive.items')}</th><th scope="col" className="number">{t('goingLive.amount')}</th></tr></thead>
          <tbody>{rows.map((send) => (
            <tr key={send.id}>
              <td>{format.time(send.at)}</td><td><Link to={`/cases/${send.caseId}`}>{nameOf(send.customer, language)}</Link></td><td>{recipientInWords(send, words)}</td>
              <td className="number">{send.items}</td><td className="number">{shownMoney(send.amountMinor, send.currency)}</td>
            </tr>
          ))}</tbody>
        </PlainTable>)}
      </Loaded>
      <LoadMore query={sends} />
    </>
  );
}
