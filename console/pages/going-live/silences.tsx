import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { usePages } from '../../api.js';
import { useWords } from '../../i18n/index.js';
import { nameOf } from '../../parts/customer-name.js';
import { shownMoney } from '../../parts/money.js';
import { LoadMore } from '../../parts/more.js';
import { PlainTable } from '../../parts/plain-table.js';
import { Sheet } from '../../parts/sheet.js';
import { Loaded } from '../../parts/states.js';
import type { PreviewedSilence, SendsPreview, SilenceSum } from '../../sends-preview-shapes.js';
import { sumsInWords } from './words.js';

/** What nobody would hear of in these days, and why. */
export function Silences({ preview }: { readonly preview: SendsPreview }): ReactNode {
  const { t, word } = useWords();
  const [open, setOpen] = useState<SilenceSum['reason'] | undefined>(undefined);
  if (preview.silences.length === 0) return null;
  return (
    <section>
      <h2>{t('goingLive.silent')}</h2>
      <PlainTable label={t('goingLive.silent')}>
        <thead><tr><th scope="col">{t('goingLive.why')}</th><th scope="col" className="number">{t('goingLive.customers')}</th><th scope="col" className="number">{t('goingLive.items')}</th><th scope="col" className="number">{t('goingLive.open')}</th></tr></thead>
        <tbody>{preview.silences.map((silence) => (
          <tr key={silence.reason}>
            <td className="silence-why"><button type="button" className="plain-button" onClick={() => { setOpen(silence.reason); }}>{word('silences', silence.reason)}</button></td>
            <td className="number">{silence.customers}</td><td className="number">{silence.items}</td><td className="number sums">{sumsInWords(silence.amounts)}</td>
          </tr>
        ))}</tbody>
      </PlainTable>
      <Sheet title={word('silences', open)} open={open !== undefined} onClose={() => { setOpen(undefined); }}>{open !== undefined && <Silent previewId={preview.id} reason={open} />}</Sheet>
    </section>
  );
}

function Silent({ previewId, reason }: { readonly previewId: string; readonly reason: SilenceSum['reason'] }): ReactNode {
  const { t, language } = useWords();
  const silences = usePages<PreviewedSilence>(`/v1/sends-previews/${previewId}/silences`, { reason });
  return (
    <>
      <Loaded query={silences}>{(rows) => (
        <PlainTable label={t('goingLive.customers')}>
          <thead><tr><th scope="col">{t('goingLive.customer')}</th><th scope="col" className="number">{t('goingLive.items')}</th><th scope="col" className="number">{t('goingLive.open')}</th></tr></thead>
          <tbody>{rows.map((row) => (
            <tr key={row.id}><td><Link to={`/cases/${row.caseId}`}>{nameOf(row.customer, language)}</Link></td><td className="number">{row.items}</td><td className="number">{shownMoney(row.amountMinor, row.currency)}</td></tr>
          ))}</tbody>
        </PlainTable>)}
      </Loaded>
      <LoadMore query={silences} />
    </>
  );
}
