import type { Database } from '../../db/database.js';
import { json } from '../../db/json.js';
import type { Row } from '../../db/schema.js';
import { raiseChange, type StoryKind } from '../../db/stories.js';
import { addMinutes, type Instant } from '../../domain/dates.js';
import { refusedForGood, retryAfterMinutes } from '../../domain/outbound.js';
import type { SendOutcome } from '../../notifications/channel.js';
import { optOutByProvider } from '../record-opt-out.js';
import { runCommand, type Command } from '../run-command.js';
import type { Reserved } from './reserved.js';

export type RecordedOutcome = SendOutcome | { readonly kind: 'refused'; readonly code: 'glyphs_missing' | 'gave_up'; readonly detail: string };

/** Records what is known after one attempt, if the attempt is still the row's. A late outcome of the same attempt replaces its
 * `unknown` and says that it was late. @returns whether it was recorded */
export async function recordOutcome(database: Database, reserved: Pick<Reserved, 'contactId' | 'attempt'>, outcome: RecordedOutcome, settleAfterMinutes: readonly number[]): Promise<boolean> {
  const found = await database.transaction((trx) => trx.selectFrom('contacts').select(['customer_id', 'story_kind', 'story_id', 'recipient_kind', 'recipient_id']).where('id', '=', reserved.contactId).executeTakeFirstOrThrow());
  // Before the outcome: a process that dies in between has the person opted out, and the outcome is settled later.
  if (outcome.kind === 'refused' && outcome.code === 'opted_out') await optOutByProvider(database, found);
  const customers = found.customer_id === null ? [] : [found.customer_id];
  const actor = { kind: 'story', storyKind: found.story_kind, storyId: found.story_id } as const;
  const answer = await runCommand(database, { actor, customers }, async (command) => ({ recorded: await record(command, reserved, { outcome, settleAfterMinutes }) }));
  if ('kind' in answer) throw new Error(`The outcome of a contact was refused: ${answer.code}`);
  return answer.recorded;
}

async function record(command: Command, reserved: Pick<Reserved, 'contactId' | 'attempt'>, { outcome, settleAfterMinutes }: { readonly outcome: RecordedOutcome; readonly settleAfterMinutes: readonly number[] }): Promise<boolean> {
  const contact = await command.trx.selectFrom('contacts').selectAll().where('id', '=', reserved.contactId).forUpdate().executeTakeFirstOrThrow();
  if (contact.attempt !== reserved.attempt || (contact.state !== 'sending' && contact.state !== 'unknown')) return false;
  const late = contact.state === 'unknown';
  if (late && outcome.kind === 'unknown') return false;
  await writeOutcome(command, contact, { outcome: outcome.kind === 'not_sent' && refusedForGood(contact.attempt) ? { kind: 'refused', code: 'gave_up', detail: outcome.detail } : outcome, late, settleAt: addMinutes(command.at, settleAfterMinutes[0] ?? 0) });
  // The story waits for the settling of this contact: news that comes by itself wakes it.
  if (late) await raiseChange(command.trx, { kind: storyKindOf(contact.story_kind), id: contact.story_id, customerId: contact.customer_id }, { byPerson: false });
  return true;
}

export function storyKindOf(text: string): StoryKind {
  if (text === 'collection_case' || text === 'handoff' || text === 'credit_application' || text === 'jobs') return text;
  throw new Error(`"${text}" is no kind of story`);
}

/** Writes an outcome to the row, with its event. */
export async function writeOutcome(command: Command, contact: Row<'contacts'>, written: { readonly outcome: RecordedOutcome; readonly late: boolean; readonly settleAt?: Instant }): Promise<void> {
  const { outcome, late } = written;
  const { at } = command;
  const code = 'code' in outcome ? outcome.code : null;
  const providerId = 'providerId' in outcome ? outcome.providerId ?? null : null;
  await command.trx.updateTable('contacts').set({
    state: outcome.kind, late: contact.late || late, send_by: null, provider_id: providerId ?? contact.provider_id,
    outcome: json({ kind: outcome.kind, ...(code === null ? {} : { code }), ...('detail' in outcome ? { detail: outcome.detail.slice(0, 500) } : {}) }) as never,
    try_again_at: outcome.kind === 'not_sent' ? addMinutes(at, retryAfterMinutes(contact.attempt)) : null,
    settle_at: outcome.kind === 'unknown' ? written.settleAt ?? at : null, resolved_at: at,
  }).where('id', '=', contact.id).execute();
  await command.record({
    customerId: contact.customer_id, streamKind: contact.story_kind, streamId: contact.story_id, type: `contact_${outcome.kind}`,
    data: { contactId: contact.id, attempt: contact.attempt, late, ...(code === null ? {} : { code }) },
  });
}
