import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { newId } from '../db/ids.js';
import { activePerson } from '../db/people.js';
import { sellingEntities } from '../db/selling-entities.js';
import { dateIn, type Instant } from '../domain/dates.js';
import { formatDate } from '../domain/display.js';
import type { OutboundMessage, SendOutcome } from '../notifications/channel.js';
import { renderMail, renderSms } from '../notifications/templates.js';
import { nameIn } from './contacts/case-message.js';
import { asking } from './permissions.js';
import { runCommand, type Command, type CommandRefusal } from './run-command.js';

export type TestedChannel = 'email' | 'sms';

export type TestChannelRefusal =
  | CommandRefusal
  | { readonly kind: 'rejected'; readonly code: 'person_unknown' | 'person_has_no_phone'; readonly id: string }
  | { readonly kind: 'rejected'; readonly code: 'selling_entity_missing' };

type Begun = { readonly kind: 'begun'; readonly testId: string; readonly message: Omit<OutboundMessage, 'sendBy'> };

/** Writes a test message to one of our own people and notes who asked for it, before it leaves. It is no contact: nobody outside hears it, it is never
 * repeated by itself, and it leaves also before sending is released. Refuses `person_unknown`, `person_has_no_phone`, `selling_entity_missing`. */
export async function beginChannelTest(database: Database, request: { readonly actor: Actor; readonly channel: TestedChannel; readonly personId: string }): Promise<Begun | TestChannelRefusal> {
  const { actor, channel, personId } = request;
  return runCommand(database, asking(actor, 'test_channels'), async (command): Promise<Begun | TestChannelRefusal> => {
    const person = await activePerson(command.trx, personId);
    if (person === undefined) return { kind: 'rejected', code: 'person_unknown', id: personId };
    const address = channel === 'email' ? person.email : person.phone;
    if (address === null) return { kind: 'rejected', code: 'person_has_no_phone', id: personId };
    const [seller] = await sellingEntities(command.trx);
    if (seller === undefined) return { kind: 'rejected', code: 'selling_entity_missing' };
    const testId = newId(command.at);
    const facts = { sellerName: nameIn(person.language, seller.legal_name, seller.legal_name_english), requestedBy: await nameOfActor(command), sentAt: formatDate(dateIn(person.time_zone, command.at), person.language) };
    const text = channel === 'sms' ? { text: renderSms('channel_test', person.language, facts) } : renderMail('channel_test', person.language, facts);
    await command.record({ customerId: null, streamKind: 'channel_test', streamId: testId, type: 'channel_test_begun', data: { channel, recipientId: personId } });
    return {
      kind: 'begun', testId,
      message: { contactId: testId, channel, sender: { name: seller.sender_name, address: seller.sender_email }, recipient: { name: person.name, address }, ...text, writtenAt: command.at },
    };
  });
}

async function nameOfActor({ trx, actor }: Command): Promise<string> {
  if (actor.kind === 'person') return (await activePerson(trx, actor.personId))?.name ?? '';
  if (actor.kind === 'api_key') return (await trx.selectFrom('api_keys').select('name').where('id', '=', actor.apiKeyId).executeTakeFirstOrThrow()).name;
  return 'Dunlin';
}

/** Notes what became of a test message: the code only, as a server's words may quote an address. A test without this entry was cut off: its outcome is unknown. */
export async function recordChannelTest(database: Database, test: { readonly testId: string; readonly channel: TestedChannel; readonly outcome: SendOutcome }): Promise<{ readonly at: Instant } | CommandRefusal> {
  const { testId, channel, outcome } = test;
  return runCommand(database, { actor: { kind: 'installation' } }, async (command): Promise<{ readonly at: Instant }> => {
    await command.record({ customerId: null, streamKind: 'channel_test', streamId: testId, type: 'channel_test_ended', data: { channel, outcome: outcome.kind, ...(outcome.kind === 'sent' ? {} : { code: outcome.code }) } });
    return { at: command.at };
  });
}
