import { z } from 'zod';
import { beginChannelTest, recordChannelTest } from '../commands/test-channel.js';
import { READERS_OF, ROLES_FOR } from '../domain/authority.js';
import { addMilliseconds, instantOf } from '../domain/dates.js';
import type { ConnectedChannels, SendOutcome } from '../notifications/channel.js';
import { defineRoute, ok, type Route } from './route.js';

const Channel = z.enum(['email', 'sms']);
/** Wall time that a test message has for the wire: somebody waits before the screen. */
const SEND_WITHIN_MILLISECONDS = 15_000;

/** What carries our messages, and whether it works. */
export function channelRoutes(channels: ConnectedChannels): readonly Route[] {
  return [
    defineRoute({
      method: 'get', path: '/v1/channels', summary: 'Which channels are connected to a provider, and which keep their messages in the local inbox', access: READERS_OF.channels,
      handle: async () => ok({ items: Channel.options.map((channel) => ({ channel, connected: channels[channel].kind === 'connected' })) }),
    }),
    defineRoute({
      method: 'post', path: '/v1/channel-tests', summary: 'Send a test message to one of our own people; the answer says what became of it, in the words of the other side', access: ROLES_FOR.test_channels,
      body: z.strictObject({ channel: Channel, personId: z.uuid() }),
      handle: async (exchange) => {
        const { channel, personId } = exchange.body;
        const begun = await beginChannelTest(exchange.database, { actor: exchange.actor(), channel, personId });
        if (begun.kind === 'rejected') return begun;
        const { kind, channel: wire } = channels[channel];
        const outcome = await wire.send({ ...begun.message, sendBy: addMilliseconds(instantOf(Date.now()), SEND_WITHIN_MILLISECONDS) });
        const recorded = await recordChannelTest(exchange.database, { testId: begun.testId, channel, outcome });
        if ('kind' in recorded) return recorded;
        return ok({ testId: begun.testId, outcome: outcomeShown(outcome, kind), at: recorded.at, ...(outcome.kind === 'sent' ? {} : { code: outcome.code, detail: outcome.detail }) });
      },
    }),
  ];
}

function outcomeShown(outcome: SendOutcome, kind: ConnectedChannels['email']['kind']): SendOutcome['kind'] | 'captured' {
  return outcome.kind === 'sent' && kind === 'local_inbox' ? 'captured' : outcome.kind;
}
