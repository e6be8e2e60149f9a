import type { Instant } from '../domain/dates.js';
import { newId } from './ids.js';
import { json } from './json.js';
import type { Row, Trx } from './schema.js';

/** What a provider says about one message; no numbers, no text of it. */
export interface ReceivedReport {
  readonly provider: 'twilio';
  /** The provider's own id of the message. */
  readonly providerId: string;
  /** In the provider's word. */
  readonly status: string;
  /** Of the secret in the address that was reported to: which attempt it speaks of. */
  readonly attemptTokenHash: string;
  readonly errorCode: string | null;
}

/** Keeps a report until it is applied. @returns `false` when the same was received before */
export async function storeReport(trx: Trx, report: ReceivedReport, at: Instant): Promise<boolean> {
  const { provider, providerId, status, attemptTokenHash, errorCode } = report;
  const stored = await trx.insertInto('provider_callbacks').values({ id: newId(at), provider, provider_id: providerId, status, payload: json({ attemptTokenHash, errorCode }) as never, applied_at: null })
    .onConflict((conflict) => conflict.columns(['provider', 'provider_id', 'status']).doNothing()).returning('id').executeTakeFirst();
  return stored !== undefined;
}

/** Reports that are still to be applied, the oldest first. */
export async function reportsToApply(trx: Trx, most: number): Promise<readonly { readonly id: string }[]> {
  return trx.selectFrom('provider_callbacks').select('id').where('applied_at', 'is', null).orderBy('id').limit(most).execute();
}

/** The report, if it is still to be applied. */
export async function reportById(trx: Trx, id: string): Promise<ReceivedReport | undefined> {
  const row = await trx.selectFrom('provider_callbacks').selectAll().where('id', '=', id).where('applied_at', 'is', null).executeTakeFirst();
  return row === undefined ? undefined : reportOf(row);
}

function reportOf(row: Row<'provider_callbacks'>): ReceivedReport {
  const { payload } = row;
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) throw new Error(`The report ${row.id} says nothing`);
  const { attemptTokenHash, errorCode } = payload as { readonly [key: string]: unknown };
  return {
    provider: 'twilio', providerId: row.provider_id, status: row.status, attemptTokenHash: typeof attemptTokenHash === 'string' ? attemptTokenHash : '', errorCode: typeof errorCode === 'string' ? errorCode : null,
  };
}

export async function markReportApplied(trx: Trx, id: string, at: Instant): Promise<void> {
  await trx.updateTable('provider_callbacks').set({ applied_at: at }).where('id', '=', id).execute();
}

/** The contact that a report speaks of: by the secret of its latest attempt, else by the provider's id that was recorded. */
export async function contactOfReport(trx: Trx, report: ReceivedReport): Promise<Row<'contacts'> | undefined> {
  const byToken = await trx.selectFrom('contacts').selectAll().where('callback_token_hash', '=', report.attemptTokenHash).executeTakeFirst();
  return byToken ?? trx.selectFrom('contacts').selectAll().where('provider_id', '=', report.providerId).executeTakeFirst();
}
