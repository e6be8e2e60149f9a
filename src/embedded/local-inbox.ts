import { now } from '../db/clock.js';
import type { Database } from '../db/database.js';
import { json } from '../db/json.js';
import type { Channel } from '../notifications/channel.js';

/** A channel that keeps every message in the installation's own inbox page: nothing leaves the machine. It stores by contact,
 * so an attempt that was interrupted has either stored its message or never will store a second one. */
export function localInboxChannel(database: Database): Channel & Required<Pick<Channel, 'ask'>> {
  return {
    send: async (message) => {
      const attachments = (message.attachments ?? []).map((attachment) => ({ fileName: attachment.fileName, contentType: attachment.contentType, bytes: attachment.content.byteLength }));
      await database.transaction(async (trx) => {
        await trx.insertInto('inbox_messages').values({
          contact_id: message.contactId, copy: message.possibleDuplicate === true ? 2 : 1, channel: message.channel,
          sender: `${message.sender.name} <${message.sender.address}>`, recipient: `${message.recipient.name} <${message.recipient.address}>`,
          subject: message.subject ?? '', body: message.text, body_html: message.html ?? null, attachments: json(attachments) as never, stored_at: await now(trx),
        }).onConflict((conflict) => conflict.doNothing()).execute();
      });
      return { kind: 'sent', providerId: `inbox:${message.contactId}` };
    },
    ask: async (question) => {
      const found = await database.transaction((trx) => trx.selectFrom('inbox_messages').select('contact_id').where('contact_id', '=', question.contactId).executeTakeFirst());
      return found === undefined ? { kind: 'absent', neverArrives: true } : { kind: 'found', providerId: `inbox:${question.contactId}`, providerStatus: 'delivered' };
    },
  };
}
