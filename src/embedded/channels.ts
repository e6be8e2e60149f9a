import type { Config } from '../config.js';
import type { Database } from '../db/database.js';
import { instantOf } from '../domain/dates.js';
import type { Channel, ConnectedChannels } from '../notifications/channel.js';
import { emailChannel } from '../notifications/email.js';
import { smsChannel } from '../notifications/sms.js';
import { localInboxChannel } from './local-inbox.js';

// A message is written in the name of a selling entity; a text leaves from the number that the provider knows.
function fromNumber(number: string, channel: Required<Pick<Channel, 'send' | 'ask'>>): Channel {
  return { send: (message) => channel.send({ ...message, sender: { ...message.sender, address: number } }), ask: (question) => channel.ask(question) };
}

/** What carries messages, as the configuration says: a channel without credentials is the local inbox. */
export function channelsOf(config: Config['outbound'], database: Database, options: { readonly publicUrl: string; readonly onPhase?: ((phase: 'data_accepted' | 'message_accepted') => void) | undefined }): ConnectedChannels {
  const wallTime = (): ReturnType<typeof instantOf> => instantOf(Date.now());
  const inbox = { kind: 'local_inbox', channel: localInboxChannel(database) } as const;
  const { smtp, twilio } = config;
  const server = smtp === undefined ? undefined : { host: smtp.host, port: smtp.port, secure: smtp.secure, ...(smtp.user === undefined ? {} : { user: smtp.user }), ...(smtp.password === undefined ? {} : { password: smtp.password }) };
  return {
    email: server === undefined ? inbox : { kind: 'connected', channel: emailChannel({ server, now: wallTime, onPhase: (phase) => options.onPhase?.(phase) }) },
    sms: twilio === undefined ? inbox : {
      kind: 'connected',
      channel: fromNumber(twilio.from, smsChannel({
        accountId: twilio.accountId, authToken: twilio.authToken, callbackBase: `${options.publicUrl}/provider-callbacks/sms`, now: wallTime,
        ...(twilio.baseUrl === undefined ? {} : { baseUrl: twilio.baseUrl }),
      })),
    },
  };
}
