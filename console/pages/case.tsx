import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { useApi } from '../api.js';
import type { CaseDetail } from '../case-shapes.js';
import { useWords } from '../i18n/index.js';
import { Choices } from '../parts/choices.js';
import { DisputeForm, HoldForm, NoteForm, PromiseForm } from '../parts/case-forms.js';
import { EmptyState, Loaded } from '../parts/states.js';
import { useMay } from '../session.js';
import { CaseHead } from './case/head.js';
import { LadderAxis } from './case/axis.js';
import { Said } from './case/said.js';
import { CasePeople, CaseSide } from './case/side.js';
import { Timeline } from './case/timeline.js';

/** One case: what it is, how much, why it is here, what comes next and when, what can be done, and what has happened. */
export default function CasePage(): ReactNode {
  const { t } = useWords();
  const { id = '' } = useParams();
  const detail = useApi<CaseDetail>(`/v1/collection-cases/${id}`);
  if (detail.error?.status === 404 || detail.error?.status === 400) return <EmptyState title={t('kase.not_in_case')} hint={t('frame.not_found_hint')} />;
  return (
    <Loaded query={detail} rows={10}>{(kase) => (
      <>
        <CaseHead detail={kase} />
        <CaseActions detail={kase} />
        <LadderAxis detail={kase} />
        <div className="case-columns">
          <Said caseId={kase.id} detail={kase} />
          <CasePeople detail={kase} />
          <Timeline detail={kase} />
          <CaseSide detail={kase} />
        </div>
      </>
    )}</Loaded>
  );
}

function CaseActions({ detail }: { readonly detail: CaseDetail }): ReactNode {
  const { t } = useWords();
  const isOpen = detail.items.length > 0;
  const may = { promise: useMay('record_promise') && isOpen, dispute: useMay('raise_dispute') && isOpen, hold: useMay('keep_contact_holds') && isOpen, note: useMay('write_case_notes') };
  const choices = ([
      { key: 'promise', label: t('forms.record_promise'), content: (close: () => void) => <PromiseForm detail={detail} onDone={close} onCancel={close} /> },
      { key: 'dispute', label: t('forms.record_dispute'), content: (close: () => void) => <DisputeForm detail={detail} onDone={close} onCancel={close} /> },
      { key: 'hold', label: `${t('forms.place_hold')}…`, content: (close: () => void) => <HoldForm detail={detail} onDone={close} onCancel={close} /> },
      { key: 'note', label: t('forms.write_note'), content: (close: () => void) => <NoteForm detail={detail} onDone={close} onCancel={close} /> },
  ] as const).filter(({ key }) => may[key]);
  return choices.length === 0 ? null : <Choices label={t('kase.act')} choices={choices} />;
}
