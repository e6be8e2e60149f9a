import twilio from 'twilio';

export interface CallbackToCheck {
  readonly authToken: string;
  /** Header `X-Twilio-Signature`; absent is a forgery. */
  readonly signature: string | undefined;
  /** Rebuilt from the installation's public address, never from the request's Host header. */
  readonly publicUrl: string;
  readonly params: Readonly<Record<string, string>>;
  /** Our account: a genuine callback of somebody else's account is none of ours. */
  readonly accountId?: string;
}

/**
 * Whether the provider signed this callback for this address and these fields. The signature covers no time, so a genuine
 * callback may be replayed: statuses only rise, which makes a replay harmless.
 */
export function isGenuineCallback({ authToken, signature, publicUrl, params, accountId }: CallbackToCheck): boolean {
  if (signature === undefined || authToken === '') return false;
  if (accountId !== undefined && params['AccountSid'] !== accountId) return false;
  return twilio.validateRequest(authToken, signature, publicUrl, { ...params });
}

/** Where the provider reports on one attempt. @param callbackBase public address of the callback route, without the token */
export function statusCallbackUrl(callbackBase: string, attemptToken: string): string {
  return `${callbackBase.replace(/\/$/, '')}/${encodeURIComponent(attemptToken)}`;
}
