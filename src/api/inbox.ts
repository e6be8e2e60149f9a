import { z } from 'zod';
import { afterOf, pageOf, pageQuery } from './paging.js';
import { defineRoute, NOT_FOUND, ok, type Route } from './route.js';

/** The local inbox: what would have left this machine; and the documents that go with messages. */
export function inboxRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: 'get', path: '/v1/inbox', summary: 'Messages in the local inbox, the newest first', access: 'signed_in', query: z.strictObject({ ...pageQuery, channel: z.enum(['email', 'sms']).optional() }),
      handle: async (exchange) => {
        const { cursor, limit, channel } = exchange.query;
        const after = afterOf(cursor);
        const rows = await exchange.database.transaction((trx) => {
          let query = trx.selectFrom('inbox_messages').select(['contact_id', 'copy', 'channel', 'sender', 'recipient', 'subject', 'stored_at']).orderBy('stored_at', 'desc').orderBy('contact_id', 'desc').limit(limit + 1);
          if (channel !== undefined) query = query.where('channel', '=', channel);
          if (after !== undefined) query = query.where((where) => where.or([where('stored_at', '<', after[0] as never), where.and([where('stored_at', '=', after[0] as never), where('contact_id', '<', after[1])])]));
          return query.execute();
        });
        return ok(pageOf(rows.map((row) => ({ ...row, id: row.contact_id })), limit, {
          value: (row) => row.stored_at,
          shown: (row) => ({ id: row.contact_id, copy: row.copy, channel: row.channel, sender: row.sender, recipient: row.recipient, subject: row.subject, storedAt: row.stored_at }),
        }));
      },
    }),
    defineRoute({
      method: 'get', path: '/v1/inbox/:id', summary: 'One message, with its attachments', access: 'signed_in', params: z.strictObject({ id: z.uuid() }),
      handle: async (exchange) => {
        const row = await exchange.database.transaction((trx) => trx.selectFrom('inbox_messages as message').leftJoin('contacts as contact', 'contact.id', 'message.contact_id')
          .selectAll('message').select(['contact.document_id', 'contact.case_id']).where('message.contact_id', '=', exchange.params.id).orderBy('message.copy', 'desc').executeTakeFirst());
        if (row === undefined) return NOT_FOUND;
        return ok({
          id: row.contact_id, copy: row.copy, channel: row.channel, sender: row.sender, recipient: row.recipient, subject: row.subject, text: row.body, html: row.body_html,
          attachments: row.attachments, documentId: row.document_id, caseId: row.case_id, storedAt: row.stored_at,
        });
      },
    }),
    defineRoute({
      method: 'get', path: '/v1/documents/:id', summary: 'A letter or an evidence pack', access: 'signed_in', params: z.strictObject({ id: z.uuid() }),
      handle: async (exchange) => {
        const row = await exchange.database.transaction((trx) => trx.selectFrom('documents').selectAll().where('id', '=', exchange.params.id).executeTakeFirst());
        return row === undefined ? NOT_FOUND : { kind: 'file', fileName: row.file_name, contentType: row.content_type, content: row.content };
      },
    }),
  ];
}
