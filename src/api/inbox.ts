import { z } from 'zod';
import { inboxMessage, inboxMessages, type InboxReader } from '../db/inbox.js';
import { mayRead, READERS_OF } from '../domain/authority.js';
import { afterOf, pageOf, pageQuery } from './paging.js';
import { defineRoute, NOT_FOUND, ok, type Caller, type Route } from './route.js';

/** The local inbox: what would have left this machine; and the documents that go with messages. */
export function inboxRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: 'get', path: '/v1/inbox', summary: 'Messages in the local inbox, the newest first: one\'s own, those to customers for who works with them, all for administrators and managers', access: 'signed_in', query: z.strictObject({ ...pageQuery('instant'), channel: z.enum(['email', 'sms']).optional() }),
      handle: async (exchange) => {
        const { cursor, limit, channel } = exchange.query;
        const rows = await exchange.database.transaction((trx) => inboxMessages(trx, readerOf(exchange.caller), { after: afterOf(cursor), limit: limit + 1, channel }));
        return ok(pageOf(rows.map((row) => ({ ...row, id: row.contact_id })), limit, {
          value: (row) => row.stored_at,
          shown: (row) => ({ id: row.contact_id, copy: row.copy, channel: row.channel, sender: row.sender, recipient: row.recipient, subject: row.subject, storedAt: row.stored_at }),
        }));
      },
    }),
    defineRoute({
      method: 'get', path: '/v1/inbox/:id', summary: 'One message that one may read, with its attachments', access: 'signed_in', params: z.strictObject({ id: z.uuid() }),
      handle: async (exchange) => {
        const row = await exchange.database.transaction((trx) => inboxMessage(trx, readerOf(exchange.caller), exchange.params.id));
        if (row === undefined) return NOT_FOUND;
        return ok({
          id: row.contact_id, copy: row.copy, channel: row.channel, sender: row.sender, recipient: row.recipient, subject: row.subject, text: row.body, html: row.body_html,
          attachments: row.attachments, documentId: row.document_id, caseId: row.case_id, storedAt: row.stored_at,
        });
      },
    }),
    defineRoute({
      method: 'get', path: '/v1/documents/:id', summary: 'A letter or an evidence pack', access: READERS_OF.documents, params: z.strictObject({ id: z.uuid() }),
      handle: async (exchange) => {
        const row = await exchange.database.transaction((trx) => trx.selectFrom('documents').selectAll().where('id', '=', exchange.params.id).executeTakeFirst());
        return row === undefined ? NOT_FOUND : { kind: 'file', fileName: row.file_name, contentType: row.content_type, content: row.content };
      },
    }),
  ];
}

// Mail to our own people carries the links by which they decide.
function readerOf(caller: Caller | undefined): InboxReader {
  const roles = caller?.roles ?? [];
  return { personId: caller?.actor.kind === 'person' ? caller.actor.personId : undefined, readsOthers: mayRead(roles, 'inbox_of_others'), readsOutside: mayRead(roles, 'contacts_made') };
}
