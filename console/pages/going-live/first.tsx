import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../i18n/index.js';
import { nameOf } from '../../parts/customer-name.js';
import { useFormat } from '../../parts/format.js';
import { shownMoney } from '../../parts/money.js';
import type { SendsPreview } from '../../sends-preview-shapes.js';
import { channelInWords, previewedStepName, recipientInWords } from './words.js';

/** What would happen first of all. */
export function First({ preview }: { readonly preview: SendsPreview }): ReactNode {
  const words = useWords();
  const { t, language } = words;
  const format = useFormat();
  if (preview.first.length === 0) return null;
  return (
    <section>
      <h2>{t('goingLive.first')}</h2>
      <ol className="plain-list">
        {preview.first.map((send) => (
          <li key={send.id}>
            <span className="quiet">{format.at(send.at)}</span> · {previewedStepName(send, words)} ({channelInWords(send, words)}) · <Link to={`/cases/${send.caseId}`}>{nameOf(send.customer, language)}</Link>
            {send.recipientRole !== null && <> · {recipientInWords(send, words)}</>} · <span className="case-overdue">{shownMoney(send.amountMinor, send.currency)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
