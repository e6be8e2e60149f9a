import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../../db/database.js';
import type { Row } from '../../db/schema.js';
import type { NoticeFacts } from '../../documents/notice-facts.js';
import { addMilliseconds, type Instant } from '../../domain/dates.js';
import type { Attachment, OutboundMessage } from '../../notifications/channel.js';
import type { Command } from '../run-command.js';
import type { MessageContent } from './case-message.js';

/** Wall time that an attempt has for the wire; shorter than the time-out of its activity. On a test clock an interrupted attempt is settled at once. */
export const SEND_WITHIN_MILLISECONDS = 15_000;

/** A contact that is claimed for one attempt: whoever holds it may call the channel once. */
export interface Reserved {
  readonly contactId: string;
  readonly attempt: number;
  /** Of an SMS: its callback's address proves which attempt it speaks of. Only the hash is stored. */
  readonly attemptToken: string;
  /** The secret of the link in the message, where it has one: the stored text holds `LINK_TOKEN_MARK` in its place, so that nobody who
   * reads our records can act for the recipient. */
  readonly linkToken?: string;
}

/** Stands in a stored text where the link's secret goes. */
export const LINK_TOKEN_MARK = 'secret-of-this-link';

/** What `reserve` writes beside the message: the claim of the attempt. */
export function claimOf(command: Command, attempt: number): {
  readonly reserved: Omit<Reserved, 'contactId'>;
  readonly columns: Pick<Row<'contacts'>, 'state' | 'attempt' | 'send_by' | 'try_again_at' | 'settle_at' | 'callback_token_hash'>;
} {
  const attemptToken = randomBytes(16).toString('base64url');
  return {
    reserved: { attempt, attemptToken },
    columns: {
      state: 'sending', attempt, send_by: command.clockKind === 'test' ? command.at : addMilliseconds(command.at, SEND_WITHIN_MILLISECONDS), try_again_at: null, settle_at: null,
      callback_token_hash: hashOfToken(attemptToken),
    },
  };
}

export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export type DrawLetter = (facts: NoticeFacts) => Promise<{ readonly kind: 'letter'; readonly fileName: string; readonly content: Uint8Array; readonly sha256: string } | { readonly kind: 'rejected'; readonly code: string }>;

/** The contact as it goes over the wire; `undefined` when the attempt is no longer the row's. */
export async function readReserved(database: Database, reserved: Reserved): Promise<{ readonly contact: Row<'contacts'>; readonly content: MessageContent; readonly letter: Row<'documents'> | undefined } | undefined> {
  return database.transaction(async (trx) => {
    const contact = await trx.selectFrom('contacts').selectAll().where('id', '=', reserved.contactId).executeTakeFirstOrThrow();
    if (contact.state !== 'sending' || contact.attempt !== reserved.attempt) return undefined;
    const letter = contact.document_id === null ? undefined : await trx.selectFrom('documents').selectAll().where('id', '=', contact.document_id).executeTakeFirstOrThrow();
    return { contact, content: contentOf(contact), letter };
  });
}

function contentOf(contact: Row<'contacts'>): MessageContent {
  const { content } = contact;
  if (typeof content !== 'object' || content === null || Array.isArray(content)) throw new Error(`Contact ${contact.id} has no content`);
  return content as unknown as MessageContent;
}

export function outboundMessage(sending: { readonly contact: Row<'contacts'>; readonly content: MessageContent; readonly reserved: Reserved; readonly sendBy: Instant; readonly attachments: readonly Attachment[] }): OutboundMessage {
  const { contact, content, reserved, sendBy, attachments } = sending;
  if (contact.channel === 'task') throw new Error('A task goes over no wire');
  const linked = (text: string): string => (reserved.linkToken === undefined ? text : text.replaceAll(LINK_TOKEN_MARK, reserved.linkToken));
  return {
    contactId: contact.id, channel: contact.channel, sender: { name: content.senderName, address: content.senderAddress },
    recipient: { name: content.recipientName, address: contact.address }, subject: contact.subject, text: linked(contact.body),
    ...(contact.body_html === null ? {} : { html: linked(contact.body_html) }), ...(attachments.length === 0 ? {} : { attachments }),
    ...(contact.resends > 0 && contact.channel === 'email' ? { possibleDuplicate: true } : {}),
    ...(contact.channel === 'sms' ? { attemptToken: reserved.attemptToken } : {}), writtenAt: contact.reserved_at, sendBy,
  };
}
