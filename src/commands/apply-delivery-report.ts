import { advanceUnderWay } from '../db/clock-advances.js';
import { clockKind, now } from '../db/clock.js';
import type { Database, Trx } from '../db/database.js';
import { contactOfReport, markReportApplied, reportById, reportsToApply, storeReport, type ReceivedReport } from '../db/provider-callbacks.js';
import type { Row } from '../db/schema.js';
import { afterReport, deliveryStatusOf, neverArrived, type DeliveryStatus } from '../notifications/delivery-status.js';
import { storyKindOf, writeOutcome } from './contacts/record-outcome.js';
import { optOutByProvider } from './record-opt-out.js';
import { runCommand, type Command } from './run-command.js';

export type { ReceivedReport } from '../db/provider-callbacks.js';

const REPORTS_AT_ONCE_MAX = 200;
/** The provider's code for a number whose owner has answered STOP. Source: Twilio, error 21610. */
const OPTED_OUT = '21610';
/** What is worth an entry in the record; queued and sending are passing. */
const TOLD: ReadonlySet<DeliveryStatus> = new Set(['delivered', 'read', 'undelivered', 'failed', 'canceled']);

export type ReportApplied =
  | { readonly kind: 'applied'; readonly delivery: DeliveryStatus | null }
  /** Unknown to us, or without meaning for a message that goes out: kept, and moves nothing. */
  | { readonly kind: 'without_effect' }
  /** Applied before. */
  | { readonly kind: 'already_applied' }
  /** The test clock is being moved: it is applied afterwards. */
  | { readonly kind: 'postponed' };

/** Keeps what a provider reports, before anything is made of it. The same report twice is kept once. @returns whether it is new */
export async function storeDeliveryReport(database: Database, report: ReceivedReport): Promise<boolean> {
  return database.transaction(async (trx) => storeReport(trx, report, await now(trx)));
}

/** Applies every report that is stored and not applied yet, also of earlier times. @returns how many were applied */
export async function applyDeliveryReports(database: Database): Promise<number> {
  const waiting = await database.transaction(async (trx) => (await isAdvancing(trx) ? [] : reportsToApply(trx, REPORTS_AT_ONCE_MAX)));
  let applied = 0;
  for (const { id } of waiting) {
    if ((await applyDeliveryReport(database, id)).kind === 'applied') applied += 1;
  }
  return applied;
}

/** Applies one stored report. Reports come twice and in any order: a status only rises, so the result is the same. A report proves that the
 * provider has taken the message, so an outcome that nobody saw becomes `sent`. Whoever answered STOP is opted out first. */
export async function applyDeliveryReport(database: Database, id: string): Promise<ReportApplied> {
  const read = await database.transaction(async (trx) => {
    if (await isAdvancing(trx)) return 'postponed' as const;
    const report = await reportById(trx, id);
    if (report === undefined) return 'already_applied' as const;
    const contact = await contactOfReport(trx, report);
    if (contact === undefined) await markReportApplied(trx, id, await now(trx));
    return contact === undefined ? 'without_effect' as const : { report, contact };
  });
  if (typeof read === 'string') return { kind: read };
  const { report, contact } = read;
  if (report.errorCode === OPTED_OUT) await optOutByProvider(database, contact);
  const customers = contact.customer_id === null ? [] : [contact.customer_id];
  const answer = await runCommand<ReportApplied>(database, { actor: { kind: 'installation' }, customers }, (command) => apply(command, { id, contactId: contact.id }));
  if (answer.kind === 'rejected') throw new Error(`A report of the provider was refused: ${answer.code}`);
  return answer;
}

async function isAdvancing(trx: Trx): Promise<boolean> {
  return (await clockKind(trx)) === 'test' && advanceUnderWay(trx, 'shared');
}

async function apply(command: Command, { id, contactId }: { readonly id: string; readonly contactId: string }): Promise<ReportApplied> {
  const { trx, at } = command;
  if (await isAdvancing(trx)) return { kind: 'postponed' };
  const contact = await trx.selectFrom('contacts').selectAll().where('id', '=', contactId).forUpdate().executeTakeFirstOrThrow();
  const report = await reportById(trx, id);
  if (report === undefined) return { kind: 'already_applied' };
  await markReportApplied(trx, id, at);
  const reported = deliveryStatusOf(report.status);
  if (reported === undefined) return { kind: 'without_effect' };
  // The message may have been reserved anew since the report was looked up: then it speaks of an attempt that counts no more.
  const ofThisAttempt = contact.callback_token_hash === report.attemptTokenHash;
  if (!ofThisAttempt && contact.provider_id !== report.providerId) return { kind: 'without_effect' };
  if (ofThisAttempt) await noteAcceptance(command, contact, report.providerId);
  return { kind: 'applied', delivery: await noteDelivery(command, contact, { reported, errorCode: report.errorCode }) };
}

// While the attempt is still under way its own activity goes on by itself; what waits to be settled or tried again is woken.
async function noteAcceptance(command: Command, contact: Row<'contacts'>, providerId: string): Promise<void> {
  if (contact.state !== 'sending' && contact.state !== 'unknown' && contact.state !== 'not_sent') return;
  const late = contact.state !== 'sending';
  await writeOutcome(command, contact, { outcome: { kind: 'sent', providerId }, late });
  if (late) await command.raise({ kind: storyKindOf(contact.story_kind), id: contact.story_id, customerId: contact.customer_id });
}

async function noteDelivery(command: Command, contact: Row<'contacts'>, { reported, errorCode }: { readonly reported: DeliveryStatus; readonly errorCode: string | null }): Promise<DeliveryStatus> {
  const known = contact.delivery === null ? undefined : deliveryStatusOf(contact.delivery);
  const delivery = afterReport(known, reported);
  if (delivery === known) return delivery;
  const arrived = delivery === 'delivered' || delivery === 'read';
  await command.trx.updateTable('contacts').set({ delivery, delivered_at: arrived ? contact.delivered_at ?? command.at : contact.delivered_at }).where('id', '=', contact.id).execute();
  // A step that nobody heard after all is the case's to record, and a person's to put right.
  if (contact.case_id !== null && neverArrived(delivery) !== neverArrived(contact.delivery)) await command.raise({ kind: storyKindOf(contact.story_kind), id: contact.story_id, customerId: contact.customer_id });
  if (TOLD.has(delivery)) {
    await command.record({
      customerId: contact.customer_id, streamKind: contact.story_kind, streamId: contact.story_id, type: 'contact_delivery_reported',
      data: { contactId: contact.id, delivery, ...(errorCode === null ? {} : { errorCode }) },
    });
  }
  return delivery;
}
