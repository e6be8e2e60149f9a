import type { Database } from '../../db/database.js';
import type { Row } from '../../db/schema.js';
import { addMinutes } from '../../domain/dates.js';
import { laterOrPerson, settlementOf, type Settlement } from '../../domain/outbound.js';
import type { ProviderAnswer, ProviderQuestion } from '../../notifications/channel.js';
import { labelledAsPossibleDuplicate } from '../../notifications/templates.js';
import type { ActRequest } from '../../workflows/messages.js';
import { actOnCase } from '../case-story.js';
import { runCommand, type Command } from '../run-command.js';
import { openTask } from '../tasks.js';
import { writeOutcome } from './record-outcome.js';
import { claimOf, LINK_TOKEN_MARK, type Reserved } from './reserved.js';

export interface SettlingRules {
  /** Channels whose provider can say what became of a message. */
  readonly askable: (channel: Row<'contacts'>['channel']) => boolean;
  /** Minutes from an unknown outcome to each look at it; after the last one a person is asked. */
  readonly settleAfterMinutes: readonly number[];
}

export type SettlementBegun =
  | { readonly kind: 'done' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'ask'; readonly contact: Row<'contacts'>; readonly question: ProviderQuestion }
  | { readonly kind: 'resend'; readonly reserved: Reserved };

/** Begins to settle a contact of a case whose outcome is open: an interrupted attempt becomes `unknown`, an unknown one is
 * asked about, sent once more or left to a person, and a message that nobody may hear any more is dropped. */
export async function beginSettling(database: Database, request: ActRequest, rules: SettlingRules): Promise<SettlementBegun> {
  const outcome = await actOnCase<SettlementBegun>(database, request, async (command, _read, next) => {
    if (next.action !== 'settle_contact') throw new Error(`"${next.action}" settles nothing`);
    const contact = await command.trx.selectFrom('contacts').selectAll().where('id', '=', next.contactId).executeTakeFirstOrThrow();
    return settle(command, contact, rules);
  });
  return outcome === 'changed' ? { kind: 'changed' } : outcome;
}

/** The same for a contact of any story, inside the command of its own act. */
export async function settle(command: Command, contact: Row<'contacts'>, rules: SettlingRules): Promise<SettlementBegun> {
  if (contact.state === 'not_sent') return drop(command, contact);
  if (contact.state === 'sending') {
    const settleAt = rules.askable(contact.channel) ? command.at : addMinutes(command.at, rules.settleAfterMinutes[0] ?? 0);
    await writeOutcome(command, contact, { outcome: { kind: 'unknown', code: 'no_reply', detail: 'the attempt was interrupted' }, late: false, settleAt });
    return { kind: 'done' };
  }
  const settlement = settlementOf({ askable: rules.askable(contact.channel), mustArrive: contact.must_arrive, resends: contact.resends, settlements: contact.settlements }, rules.settleAfterMinutes);
  if (settlement.kind === 'ask') return { kind: 'ask', contact, question: await questionAbout(command, contact) };
  if (settlement.kind === 'resend') return { kind: 'resend', reserved: await resend(command, contact) };
  await putOff(command, contact, settlement);
  return { kind: 'done' };
}

async function drop(command: Command, contact: Row<'contacts'>): Promise<SettlementBegun> {
  await command.trx.updateTable('contacts').set({ state: 'dropped', try_again_at: null, resolved_at: command.at }).where('id', '=', contact.id).execute();
  await record(command, contact, 'contact_dropped', {});
  return { kind: 'done' };
}

async function record(command: Command, contact: Row<'contacts'>, type: string, data: Parameters<Command['record']>[0]['data']): Promise<void> {
  await command.record({ customerId: contact.customer_id, streamKind: contact.story_kind, streamId: contact.story_id, type, data: { contactId: contact.id, ...data } });
}

async function questionAbout(command: Command, contact: Row<'contacts'>): Promise<ProviderQuestion> {
  const known = await command.trx.selectFrom('contacts').select('provider_id').where('address', '=', contact.address).where('provider_id', 'is not', null).where('id', '<>', contact.id).execute();
  return {
    contactId: contact.id, recipientAddress: contact.address, text: contact.body, secretMark: LINK_TOKEN_MARK, attemptedAt: contact.reserved_at,
    knownProviderIds: known.map((row) => row.provider_id).filter((id) => id !== null),
  };
}

// The same bytes under the same Message-ID, with a sentence for people who may receive it twice. At most once.
async function resend(command: Command, contact: Row<'contacts'>): Promise<Reserved> {
  const claim = claimOf(command, contact.attempt + 1);
  const labelled = labelledAsPossibleDuplicate({ subject: contact.subject, text: contact.body, html: contact.body_html ?? '' }, contact.language === 'zh-CN' ? 'zh-CN' : 'en');
  await command.trx.updateTable('contacts').set({ ...claim.columns, resends: 1, settlements: contact.settlements + 1, body: labelled.text, body_html: contact.body_html === null ? null : labelled.html }).where('id', '=', contact.id).execute();
  await record(command, contact, 'contact_resent', { attempt: claim.reserved.attempt });
  return { contactId: contact.id, ...claim.reserved };
}

async function putOff(command: Command, contact: Row<'contacts'>, settlement: Settlement): Promise<void> {
  const settleAt = settlement.kind === 'later' ? addMinutes(command.at, settlement.afterMinutes) : null;
  await command.trx.updateTable('contacts').set({ settle_at: settleAt, settlements: contact.settlements + 1 }).where('id', '=', contact.id).execute();
  if (settlement.kind === 'ask_person') {
    await openTask(command, { kind: 'contact_outcome_unknown', customerId: contact.customer_id, caseId: contact.case_id, contactId: contact.id, ownerRole: 'collector', data: {} });
  }
  if (settlement.kind !== 'later') await record(command, contact, 'contact_left_unknown', { askedPerson: settlement.kind === 'ask_person' });
}

/** Records what the provider said about an unknown contact. What it never accepted is tried again, once. */
export async function recordAnswer(database: Database, contact: Row<'contacts'>, answer: ProviderAnswer, rules: SettlingRules): Promise<void> {
  const customers = contact.customer_id === null ? [] : [contact.customer_id];
  const actor = { kind: 'story', storyKind: contact.story_kind, storyId: contact.story_id } as const;
  const refused = await runCommand(database, { actor, customers }, async (command) => {
    const row = await command.trx.selectFrom('contacts').selectAll().where('id', '=', contact.id).forUpdate().executeTakeFirstOrThrow();
    if (row.state !== 'unknown' || row.attempt !== contact.attempt) return undefined;
    if (answer.kind === 'found') {
      await writeOutcome(command, row, { outcome: { kind: 'sent', providerId: answer.providerId }, late: true });
      return undefined;
    }
    const mayRepeat = answer.kind === 'absent' && (answer.neverArrives || row.resends === 0);
    if (!mayRepeat) {
      await putOff(command, row, laterOrPerson(row.settlements + 1, rules.settleAfterMinutes));
      return undefined;
    }
    await writeOutcome(command, row, { outcome: { kind: 'not_sent', code: 'connection_lost', detail: 'the provider has no such message' }, late: false });
    await command.trx.updateTable('contacts').set({ try_again_at: command.at, resends: answer.neverArrives ? row.resends : 1, settlements: row.settlements + 1 }).where('id', '=', row.id).execute();
    return undefined;
  });
  if (refused !== undefined) throw new Error(`The settling of a contact was refused: ${refused.code}`);
}
