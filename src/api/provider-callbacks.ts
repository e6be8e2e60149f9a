import express, { type Express, type Request, type Response } from 'express';
import { z } from 'zod';
import { applyDeliveryReports, storeDeliveryReport } from '../commands/apply-delivery-report.js';
import type { Database } from '../db/database.js';
import { hashOfLinkToken } from '../db/link-tokens.js';
import { placeOf } from '../domain/error-place.js';
import { isGenuineCallback, statusCallbackUrl } from '../notifications/sms-callback.js';
import type { Refusal } from './refusals.js';

/** Of the account whose callbacks are ours. */
export interface TwilioAccount {
  readonly accountId: string;
  readonly authToken: string;
}

export interface ProviderCallbackParts {
  readonly database: Database;
  /** Absent: no provider is connected, so no callback is genuine. */
  readonly twilio?: TwilioAccount | undefined;
  readonly publicUrl: string;
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
  readonly refuse: (request: Request<{ attemptToken: string }>, response: Response, refusal: Refusal) => void;
}

const BODY_BYTES_MAX = 16_384;
const Fields = z.record(z.string().max(100), z.string().max(4_000));
const StatusReport = z.object({ MessageSid: z.string().min(1).max(64), MessageStatus: z.string().min(1).max(40), ErrorCode: z.string().max(20).optional() });

/** What providers report by themselves. A report is checked, stored at once, then applied; one that cannot be applied now is applied later,
 * so the provider need not repeat it. Refuses `callback_not_genuine` and keeps nothing of it. */
export function mountProviderCallbacks(app: Express, parts: ProviderCallbackParts): void {
  const path = '/provider-callbacks/sms/:attemptToken';
  const body = express.urlencoded({ extended: false, limit: BODY_BYTES_MAX, parameterLimit: 100 });
  // A promise that fails goes to the error handler by itself.
  app.post(path, body, (request, response) => take(parts, request, response));
}

async function take(parts: ProviderCallbackParts, request: Request<{ attemptToken: string }>, response: Response): Promise<void> {
  const report = reportOf(parts, request);
  if (report === undefined) {
    parts.refuse(request, response, { kind: 'rejected', code: 'callback_not_genuine' });
    return;
  }
  const route = { method: 'POST', path: '/provider-callbacks/sms/:attemptToken' };
  const isNew = await storeDeliveryReport(parts.database, report);
  // It is kept: whatever happens from here on is ours to put right, not the provider's to repeat.
  await applyDeliveryReports(parts.database).catch((error: unknown) => {
    parts.log({ level: 'error', ...route, error: placeOf(error) });
  });
  parts.log({ level: 'info', ...route, status: 204, new: isNew });
  response.status(204).end();
}

function reportOf({ twilio, publicUrl }: ProviderCallbackParts, request: Request<{ attemptToken: string }>): Parameters<typeof storeDeliveryReport>[1] | undefined {
  const fields = Fields.safeParse(request.body);
  if (twilio === undefined || !fields.success) return undefined;
  const { attemptToken } = request.params;
  const genuine = isGenuineCallback({
    authToken: twilio.authToken, accountId: twilio.accountId, signature: request.get('x-twilio-signature'), params: fields.data,
    publicUrl: statusCallbackUrl(smsCallbackBase(publicUrl), attemptToken),
  });
  const report = StatusReport.safeParse(fields.data);
  if (!genuine || !report.success) return undefined;
  return { provider: 'twilio', providerId: report.data.MessageSid, status: report.data.MessageStatus, attemptTokenHash: hashOfLinkToken(attemptToken), errorCode: report.data.ErrorCode ?? null };
}

/** The address that providers report to, without the attempt's secret. */
function smsCallbackBase(publicUrl: string): string {
  return `${publicUrl.replace(/\/$/, '')}/provider-callbacks/sms`;
}
