import { Button, Select } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Instant } from '../../src/domain/dates.js';
import { useApi, usePages } from '../api.js';
import { useWords, type Words } from '../i18n/index.js';
import { DocumentLink } from '../parts/document-link.js';
import { useFormat, type Format } from '../parts/format.js';
import { Grid, type Column } from '../parts/grid.js';
import { useKeys } from '../parts/keys.js';
import { MessageBody } from '../parts/message-body.js';
import { LoadMore } from '../parts/more.js';
import { EmptyState, Loaded } from '../parts/states.js';
import { useTopOnPhone } from '../parts/top-on-phone.js';
import { useUrlState } from '../parts/url-state.js';
import { useMayRead } from '../session.js';

const CHANNELS = ['email', 'sms'] as const;

interface Listed {
  readonly id: string;
  readonly copy: number;
  readonly channel: string;
  readonly sender: string;
  readonly recipient: string;
  readonly subject: string;
  readonly storedAt: Instant;
}

interface Message extends Listed {
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly { readonly fileName: string; readonly bytes: number }[] | null;
  readonly documentId: string | null;
  readonly caseId: string | null;
}

/** What would have left this machine, with its links working. */
export default function InboxPage(): ReactNode {
  const words = useWords();
  const { t, word } = words;
  const format = useFormat();
  const [search, change] = useUrlState();
  const [readsOthers, readsOutside] = [useMayRead('inbox_of_others'), useMayRead('contacts_made')];
  const channel = search.get('channel') ?? undefined;
  const messages = usePages<Listed>('/v1/inbox', { channel });
  const columns = useMemo(() => columnsOf(words, format), [words, format]);
  const open = search.get('message') ?? undefined;
  useTopOnPhone(open);
  return (
    <>
      <p className="banner inbox-banner">{t('inbox.nothing_left')}{!readsOthers && ` ${t(readsOutside ? 'inbox.own_and_outside' : 'inbox.own_only')}`}</p>
      <div className={open === undefined ? 'split' : 'split split-open'}>
        <section className="split-list">
          <div className="toolbar">
            <h1>{t('inbox.title')}</h1>
            <Select aria-label={t('inbox.channel')} value={channel ?? ''} onChange={(value) => { change({ channel: value, message: undefined }); }} popupMatchSelectWidth={false} options={[{ value: '', label: t('inbox.any_channel') }, ...CHANNELS.map((value) => ({ value, label: word('channels', value) }))]} />
          </div>
          <Loaded query={messages}>{(rows) => (rows.length === 0 ? <EmptyState title={t('inbox.empty')} hint={t('inbox.empty_hint')} /> : <Grid label={t('inbox.title')} columns={columns} groups={[{ key: 'all', rows: withOwnKeys(rows) }]} chosen={open} openWhileMoving onOpen={(row) => { change({ message: row.id }); }} />)}</Loaded>
          <LoadMore query={messages} />
        </section>
        {open === undefined ? <aside className="split-panel split-panel-empty"><EmptyState title={t('inbox.choose')} hint={t('inbox.choose_hint')} /></aside> : <MessagePanel key={open} id={open} onClose={() => { change({ message: undefined }); }} />}
      </div>
    </>
  );
}

// A message that was sent once more is one message here: its last copy is the one that is shown.
function withOwnKeys(rows: readonly Listed[]): readonly Listed[] {
  const seen = new Set<string>();
  return rows.filter((row) => !seen.has(row.id) && seen.add(row.id));
}

function columnsOf({ t, word }: Words, format: Format): readonly Column<Listed>[] {
  return [
    { key: 'recipient', title: t('inbox.to'), cell: (row) => row.recipient.replace(/ <.*>$/, '') },
    { key: 'at', title: t('inbox.at'), number: true, cell: (row) => `${format.shortDate(format.day(row.storedAt))} ${format.time(row.storedAt)}` },
    { key: 'subject', title: t('inbox.subject'), wide: true, cell: (row) => <>{row.subject === '' ? '–' : row.subject}{row.copy > 1 && <span className="warning"> · {t('inbox.copy_note', { copy: row.copy })}</span>}</> },
    { key: 'channel', title: t('inbox.channel'), deskOnly: true, cell: (row) => word('channels', row.channel) },
  ];
}

function MessagePanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const { t, word } = useWords();
  const format = useFormat();
  const message = useApi<Message>(`/v1/inbox/${id}`);
  useKeys({ Escape: onClose });
  return (
    <aside className="split-panel" aria-label={t('inbox.html_title')}>
      <Button size="small" className="phone-only" onClick={onClose}>‹ {t('inbox.back')}</Button>
      <Loaded query={message}>{(read) => (
        <>
          <h2>{read.subject === '' ? word('channels', read.channel) : read.subject}</h2>
          <dl className="facts">
            <dt>{t('inbox.to')}</dt><dd>{read.recipient}</dd>
            <dt>{t('inbox.from')}</dt><dd>{read.sender}</dd>
            <dt>{t('inbox.at')}</dt><dd>{format.at(read.storedAt)} <span className="quiet">{word('channels', read.channel)}</span></dd>
          </dl>
          {read.attachments !== null && read.attachments.length > 0 && <p>{t('inbox.attachments')}: {read.attachments.map((attachment) => <Attachment key={attachment.fileName} attachment={attachment} documentId={read.documentId} />)}</p>}
          {read.caseId !== null && <p><Link to={`/cases/${read.caseId}`}>{t('inbox.case')} ›</Link></p>}
          <MessageBody text={read.text} html={read.html} />
        </>
      )}</Loaded>
    </aside>
  );
}

function Attachment({ attachment, documentId }: { readonly attachment: { readonly fileName: string; readonly bytes: number }; readonly documentId: string | null }): ReactNode {
  const label = `${attachment.fileName} (${Math.ceil(attachment.bytes / 1_024)} kB)`;
  return documentId === null ? <span>{label}</span> : <DocumentLink id={documentId}>{label}</DocumentLink>;
}
