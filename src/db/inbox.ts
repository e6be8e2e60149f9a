import type { PageRequest } from './lists.js';
import type { Row, Trx } from './schema.js';

/** Whose mail is read: one's own, what went to customers and counterparties, or everything. */
export interface InboxReader {
  /** Absent for a key, which gets no mail. */
  readonly personId: string | undefined;
  readonly readsOthers: boolean;
  readonly readsOutside: boolean;
}

export interface InboxMessage extends Row<'inbox_messages'> {
  readonly document_id: string | null;
  readonly case_id: string | null;
}

function messagesOf(trx: Trx, reader: InboxReader) {
  const found = trx.selectFrom('inbox_messages as message').leftJoin('contacts as contact', 'contact.id', 'message.contact_id').selectAll('message').select(['contact.document_id', 'contact.case_id']);
  if (reader.readsOthers) return found;
  return found.where((where) => where.or([
    ...(reader.readsOutside ? [where('contact.recipient_kind', '!=', 'person')] : []),
    ...(reader.personId === undefined ? [] : [where.and([where('contact.recipient_kind', '=', 'person'), where('contact.recipient_id', '=', reader.personId)])]),
  ]));
}

/** Messages of the local inbox that the reader may read, the newest first. */
export async function inboxMessages(trx: Trx, reader: InboxReader, wanted: PageRequest & { readonly channel?: string | undefined }): Promise<readonly InboxMessage[]> {
  const { after, channel, limit } = wanted;
  let query = messagesOf(trx, reader).orderBy('message.stored_at', 'desc').orderBy('message.contact_id', 'desc').limit(limit);
  if (channel !== undefined) query = query.where('message.channel', '=', channel);
  if (after !== undefined) query = query.where((where) => where.or([where('message.stored_at', '<', after[0] as never), where.and([where('message.stored_at', '=', after[0] as never), where('message.contact_id', '<', after[1])])]));
  return query.execute();
}

/** The last copy of one message, if the reader may read it. */
export async function inboxMessage(trx: Trx, reader: InboxReader, contactId: string): Promise<InboxMessage | undefined> {
  return messagesOf(trx, reader).where('message.contact_id', '=', contactId).orderBy('message.copy', 'desc').executeTakeFirst();
}
