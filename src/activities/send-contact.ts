import { attachLetter } from '../commands/contacts/attach-letter.js';
import { recordOutcome, type RecordedOutcome } from '../commands/contacts/record-outcome.js';
import { outboundMessage, readReserved, SEND_WITHIN_MILLISECONDS, type DrawLetter, type Reserved } from '../commands/contacts/reserved.js';
import { recordAnswer, type SettlementBegun, type SettlingRules } from '../commands/contacts/settle-contact.js';
import type { Database } from '../db/database.js';
import { assertNever } from '../domain/assert-never.js';
import { addMilliseconds, instantOf, type Instant } from '../domain/dates.js';
import type { Attachment, Channel } from '../notifications/channel.js';

/** What carries messages out of the house. */
export interface Outbound {
  readonly channels: Readonly<Record<'email' | 'sms', Channel>>;
  readonly drawLetter: DrawLetter;
  /** Where links in messages lead. */
  readonly publicUrl: string;
  /** Minutes from an unknown outcome to each look at it. */
  readonly settleAfterMinutes: readonly number[];
  /** Called at named points of a send, for whoever wants to see what a crash there does. */
  readonly onPoint?: ((point: 'reserved' | 'before_record') => void) | undefined;
}

/** Acts and records for a contact that is reserved: the channel is called at most once. Whatever cannot be proved to have
 * stayed behind is recorded as `unknown`. */
export async function sendReserved(database: Database, outbound: Outbound, reserved: Reserved): Promise<void> {
  // Wall time from before the reservation is read: what is late is never written to the wire.
  const sendBy = addMilliseconds(instantOf(Date.now()), SEND_WITHIN_MILLISECONDS);
  outbound.onPoint?.('reserved');
  const outcome = await attempt(database, outbound, { reserved, sendBy });
  if (outcome === 'superseded') return;
  outbound.onPoint?.('before_record');
  await recordOutcome(database, reserved, outcome, outbound.settleAfterMinutes);
}

async function attempt(database: Database, outbound: Outbound, { reserved, sendBy }: { readonly reserved: Reserved; readonly sendBy: Instant }): Promise<RecordedOutcome | 'superseded'> {
  const read = await readReserved(database, reserved);
  if (read === undefined) return 'superseded';
  const { contact, content } = read;
  if (contact.channel === 'task') throw new Error('A task goes over no wire');
  const attachments: Attachment[] = [];
  if (content.notice !== undefined) {
    let letter = read.letter;
    if (letter === undefined) {
      const drawn = await outbound.drawLetter(content.notice);
      if (drawn.kind === 'rejected') return { kind: 'refused', code: 'glyphs_missing', detail: drawn.code };
      letter = await attachLetter(database, reserved, drawn);
      if (letter === undefined) return 'superseded';
    }
    attachments.push({ fileName: letter.file_name, contentType: letter.content_type, content: letter.content });
  }
  return outbound.channels[contact.channel].send(outboundMessage({ contact, content, reserved, sendBy, attachments }));
}

export function settlingRules({ channels, settleAfterMinutes }: Outbound): SettlingRules {
  return { askable: (channel) => channel !== 'task' && channels[channel].ask !== undefined, settleAfterMinutes };
}

/** Asks the provider or sends once more, as the settling of an unknown outcome has decided. */
export async function finishSettling(database: Database, outbound: Outbound, begun: SettlementBegun): Promise<'done' | 'changed'> {
  switch (begun.kind) {
    case 'ask': {
      const channel = begun.contact.channel === 'task' ? undefined : outbound.channels[begun.contact.channel];
      if (channel?.ask === undefined) throw new Error(`Nobody can be asked about a message over ${begun.contact.channel}`);
      await recordAnswer(database, begun.contact, await channel.ask(begun.question), settlingRules(outbound));
      return 'done';
    }
    case 'resend':
      await sendReserved(database, outbound, begun.reserved);
      return 'done';
    case 'done':
    case 'changed': return begun.kind;
    default: return assertNever(begun);
  }
}
