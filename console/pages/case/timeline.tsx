import { Button, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import type { CaseDetail, CaseEvent } from '../../case-shapes.js';
import { useWords } from '../../i18n/index.js';
import { useColleagues } from '../../parts/colleagues.js';
import { useFormat } from '../../parts/format.js';
import { DocumentLink } from '../../parts/document-link.js';
import { EmptyState, Loaded } from '../../parts/states.js';
import { useUrlState } from '../../parts/url-state.js';
import { useMayRead } from '../../session.js';
import { ContactSheet } from './contact-sheet.js';
import { eventInWords, isOfKind, isRepeated, noteOf, type EventContext, type EventKind } from './event-words.js';
import { TaskNote } from './task-note.js';
import { useCaseEvents } from './use-case-events.js';

const FILTERS = ['all', 'contacts', 'money', 'people', 'refused'] as const;
const SHOWN_AT_FIRST = 40;

/** Everything that the case did, or chose not to do, the newest first. */
export function Timeline({ detail }: { readonly detail: CaseDetail }): ReactNode {
  const words = useWords();
  const { t } = words;
  const format = useFormat();
  const staff = useColleagues();
  const events = useCaseEvents(detail.id);
  const mayReadContacts = useMayRead('contacts_made');
  const [search, change] = useUrlState();
  const [all, setAll] = useState(false);
  const filter = FILTERS.find((candidate) => candidate === search.get('events')) ?? 'all';
  const context = { detail, words, format, staff };
  return (
    <section>
      <div className="toolbar">
        <h2>{t('kase.timeline')}{detail.timeZone !== format.zone && <span className="quiet zone-note"> · {t('frame.zone', { zone: detail.timeZone })}</span>}</h2>
        <div className="scroll-x"><Segmented value={filter} onChange={(value) => { change({ events: value === 'all' ? undefined : value }); }} options={FILTERS.map((value) => ({ value, label: t(`kase.${value}`) }))} /></div>
      </div>
      <Loaded query={events}>{({ items }) => {
        const wanted = items.filter((event) => !isRepeated(event) && (filter === 'all' || isOfKind(event, filter satisfies EventKind)));
        if (wanted.length === 0) return <EmptyState title={t('kase.timeline_empty')} hint={t('kase.timeline_empty_hint')} />;
        return (
          <>
            <ol className="timeline">{(all ? wanted : wanted.slice(0, SHOWN_AT_FIRST)).map((event) => <TimelineEvent key={event.id} event={event} context={context} onRead={(id) => { change({ contact: id }); }} />)}</ol>
            {!all && wanted.length > SHOWN_AT_FIRST && <Button onClick={() => { setAll(true); }}>{t('kase.more_events')}</Button>}
          </>
        );
      }}</Loaded>
      <ContactSheet id={mayReadContacts ? search.get('contact') ?? undefined : undefined} detail={detail} onClose={() => { change({ contact: undefined }); }} />
    </section>
  );
}

function TimelineEvent({ event, context, onRead }: { readonly event: CaseEvent; readonly context: EventContext; readonly onRead: (contactId: string) => void }): ReactNode {
  const { words: { t }, format, staff, detail } = context;
  const mayRead = useMayRead('contacts_made');
  const { contactId, letterNumber } = event.data;
  const contact = detail.contacts.find((candidate) => candidate.id === contactId);
  const by = event.actor.kind === 'person' ? staff.get(event.actor.personId ?? '') ?? '' : event.actor.kind === 'contact_person' ? t('kase.by_page') : event.actor.kind === 'api_key' ? t('kase.by_api') : '';
  const bad = isOfKind(event, 'refused');
  return (
    <li className={bad ? 'event event-refused' : 'event'}>
      <time dateTime={event.at}>{format.atUnnamed(event.at, detail.timeZone)}</time>
      <span>
        {eventInWords(event, context)}<TaskNote note={noteOf(event, detail)} />{by !== '' && <span className="quiet"> · {t('kase.by', { name: by })}</span>}{event.fileName !== null && <span className="quiet"> · {event.fileName}</span>}
        {contact !== undefined && mayRead && <> · <button type="button" className="plain-button" onClick={() => { onRead(contact.id); }}>{t('kase.read')}</button></>}
        {contact?.document_id !== undefined && contact.document_id !== null && <> · <DocumentLink id={contact.document_id}>{t('kase.letter', { number: contact.letter_number ?? (typeof letterNumber === 'string' ? letterNumber : '') })}</DocumentLink></>}
      </span>
    </li>
  );
}
