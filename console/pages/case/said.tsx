import type { ReactNode } from 'react';
import type { CaseDetail } from '../../case-shapes.js';
import { useWords } from '../../i18n/index.js';
import { useColleagues } from '../../parts/colleagues.js';
import { useFormat } from '../../parts/format.js';
import { eventInWords, noteOf } from './event-words.js';
import { TaskNote } from './task-note.js';
import { useCaseEvents } from './use-case-events.js';

const SAID: ReadonlySet<string> = new Set(['call_outcome_recorded', 'promise_recorded', 'dispute_raised', 'dispute_withdrawn']);
const SHOWN_MAX = 3;

/** The last three things that the customer said. */
export function Said({ caseId, detail }: { readonly caseId: string; readonly detail: CaseDetail }): ReactNode {
  const words = useWords();
  const format = useFormat();
  const staff = useColleagues();
  const events = useCaseEvents(caseId);
  const said = (events.data?.items ?? []).filter((event) => SAID.has(event.type)).slice(0, SHOWN_MAX);
  return (
    <section>
      <h2>{words.t('kase.said')}</h2>
      {said.length === 0 ? <p className="quiet">{words.t('kase.said_nothing')}</p>
        : <ul className="plain-list">{said.map((event) => <li key={event.id}>{eventInWords(event, { detail, words, format, staff })}<TaskNote note={noteOf(event, detail)} /> <span className="quiet">{format.atUnnamed(event.at, detail.timeZone)}</span></li>)}</ul>}
    </section>
  );
}
