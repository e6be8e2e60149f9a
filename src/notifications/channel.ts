import type { Instant } from '../domain/dates.js';

/**
 * What is known after one attempt to send. There is no fourth kind of failure: whatever cannot be proved to have stayed
 * behind is `unknown`, and only the settling of an unknown may send again.
 */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly providerId?: string }
  /** For good: this address or this content will never go. */
  | { readonly kind: 'refused'; readonly code: RefusedCode; readonly detail: string }
  /** Nothing was accepted; trying later may help. */
  | { readonly kind: 'not_sent'; readonly code: NotSentCode; readonly detail: string }
  /** The other side may own the message. */
  | { readonly kind: 'unknown'; readonly code: UnknownCode; readonly detail: string };

export type RefusedCode =
  | 'invalid_address' | 'recipient_refused' | 'sender_refused' | 'content_refused' | 'opted_out' | 'provider_refused';

export type NotSentCode =
  | 'send_by_passed' | 'cannot_connect' | 'connection_lost' | 'timed_out' | 'temporarily_refused' | 'server_refused'
  | 'sign_in_failed' | 'rate_limited';

export type UnknownCode =
  | 'no_reply_after_message' | 'accepted_other_recipient' | 'no_reply' | 'server_error' | 'unreadable_reply';

export interface Sender {
  readonly name: string;
  /** E-mail: the From address. SMS: a number, a registered sender name, or a messaging service id (`MG…`). */
  readonly address: string;
  readonly replyTo?: string;
  /** E-mail only: where bounces go, when it is not the From address. */
  readonly bounceAddress?: string;
}

export interface Recipient {
  readonly name: string;
  readonly address: string;
}

export interface Attachment {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** One message to one recipient, complete: an attempt and its repetition send the same bytes. */
export interface OutboundMessage {
  readonly contactId: string;
  readonly channel: 'email' | 'sms';
  readonly sender: Sender;
  readonly recipient: Recipient;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly Attachment[];
  /** E-mail: without angle brackets. Default: `contact-id@domain of the sender`, the same for every attempt. */
  readonly messageId?: string;
  /** E-mail: a resend after an unknown outcome; labelled in a header. The sentence for people is in the text already. */
  readonly possibleDuplicate?: boolean;
  /** SMS: secret of this attempt in the status callback's address; a callback that knows it proves acceptance. */
  readonly attemptToken?: string;
  /** When the contact was written: the Date header, equal in every attempt. */
  readonly writtenAt: Instant;
  /** Wall time after which nothing may be written to the wire any more. */
  readonly sendBy: Instant;
}

/** What the provider says about a message whose outcome is unknown. */
export type ProviderAnswer =
  | { readonly kind: 'found'; readonly providerId: string; readonly providerStatus: string }
  /** `neverArrives`: should the attempt go on after all, its message counts as the one that is sent now. */
  | { readonly kind: 'absent'; readonly neverArrives: boolean }
  | { readonly kind: 'cannot_tell'; readonly code: string; readonly detail: string };

export interface ProviderQuestion {
  readonly contactId: string;
  readonly recipientAddress: string;
  /** The exact text that was sent, but for `secretMark` where the secret of a link stood: that is kept nowhere. */
  readonly text: string;
  readonly secretMark?: string | undefined;
  /** Start of the attempt: older messages are not it. */
  readonly attemptedAt: Instant;
  /** Messages that belong to other contacts already. */
  readonly knownProviderIds: readonly string[];
}

export interface Channel {
  /** Calls the wire at most once. Never throws for what the other side does; throws for a defect of ours. */
  send(message: OutboundMessage): Promise<SendOutcome>;
  /** Only where the provider can be asked (SMS). */
  ask?(question: ProviderQuestion): Promise<ProviderAnswer>;
}

/** What carries messages of each kind: a provider, or the installation's own inbox that nothing leaves. */
export type ConnectedChannels = Readonly<Record<'email' | 'sms', { readonly kind: 'connected' | 'local_inbox'; readonly channel: Channel }>>;
