import type { ReactNode } from 'react';
import type { Instant } from '../../../src/domain/dates.js';
import { useApi } from '../../api.js';
import type { CaseDetail } from '../../case-shapes.js';
import { useWords } from '../../i18n/index.js';
import { DocumentLink } from '../../parts/document-link.js';
import { useFormat } from '../../parts/format.js';
import { MessageBody } from '../../parts/message-body.js';
import { Sheet } from '../../parts/sheet.js';
import { Loaded } from '../../parts/states.js';

interface ContactMade {
  readonly id: string;
  readonly channel: string;
  readonly address: string;
  readonly state: string;
  readonly attempt: number;
  readonly late: boolean;
  readonly deliveredAt: Instant | null;
  readonly outcome: { readonly code?: string } | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly letterNumber: string | null;
  readonly documentId: string | null;
  readonly reservedAt: Instant;
}

/** One message or call as it was written, with what became of it. */
export function ContactSheet({ id, detail, onClose }: { readonly id: string | undefined; readonly detail: CaseDetail; readonly onClose: () => void }): ReactNode {
  const { t, word } = useWords();
  const format = useFormat();
  const contact = useApi<ContactMade>(id === undefined ? undefined : `/v1/contacts-made/${id}`);
  return (
    <Sheet title={t('kase.contact_title')} open={id !== undefined} onClose={onClose}>
      <Loaded query={contact}>{(made) => (
        <>
          <dl className="facts">
            <dt>{t('kase.to')}</dt><dd>{made.address} <span className="quiet">{word('channels', made.channel)}</span></dd>
            <dt>{t('kase.sent_at')}</dt><dd>{format.at(made.reservedAt, detail.timeZone)}</dd>
            <dt>{t('kase.state')}</dt><dd>{word('kase', `contact_state_${made.state}`)}{made.outcome?.code !== undefined && ` (${word('refusalCodes', made.outcome.code)})`}{made.deliveredAt !== null && ` · ${t('kase.delivered', { at: format.at(made.deliveredAt) })}`}{made.late && ` · ${t('kase.late')}`}</dd>
          </dl>
          {made.documentId !== null && <p><DocumentLink id={made.documentId}>{t('kase.letter', { number: made.letterNumber ?? '' })}</DocumentLink></p>}
          <h3>{made.subject}</h3>
          <MessageBody text={made.text} html={made.html} />
        </>
      )}</Loaded>
    </Sheet>
  );
}
