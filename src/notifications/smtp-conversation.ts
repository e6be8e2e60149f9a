import type { SendOutcome } from './channel.js';

/** `data_accepted`: the server answered 354, the body follows. `message_accepted`: it answered the final dot with 2xx. */
export type SmtpPhase = 'data_accepted' | 'message_accepted';

export interface SmtpConversationOptions {
  /** Asked before every command and before the body. */
  readonly mayWrite: () => boolean;
  readonly onPhase: (phase: SmtpPhase) => void;
}

/**
 * Follows one SMTP conversation through the client's transaction log. The client's own error cannot tell a connection
 * lost before the message from one lost after it: both read the same. The log can: it shows whether 354 came.
 */
export class SmtpConversation {
  readonly #abort = new AbortController();
  readonly #options: SmtpConversationOptions;
  #dataAccepted = false;
  #bodyEnded = false;
  #cut = false;

  constructor(options: SmtpConversationOptions) {
    this.#options = options;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** The server may own the message: its body was asked for, and was not cut by us before the final dot. */
  get mayBeAccepted(): boolean {
    if (this.#cut) return this.#bodyEnded;
    return this.#dataAccepted || this.#bodyEnded;
  }

  get wasCut(): boolean {
    return this.#cut;
  }

  /** Ends the conversation where it stands. */
  cut(): void {
    this.#cut = true;
    this.#abort.abort();
  }

  readonly logger = {
    debug: (entry: unknown, line: unknown): void => { this.#hear(entry, line); },
    info: (entry: unknown): void => {
      // The client logs the size of the message when the last of it, with the final dot, has been handed to the socket.
      if (kindOf(entry) === 'message') this.#bodyEnded = true;
    },
    trace: nothing, warn: nothing, error: nothing, fatal: nothing,
  };

  #hear(entry: unknown, line: unknown): void {
    const text = typeof line === 'string' ? line : '';
    const kind = kindOf(entry);
    if (kind === 'client' && !this.#dataAccepted && !this.#options.mayWrite()) this.cut();
    if (kind !== 'server') return;
    if (!this.#dataAccepted && text.startsWith('354')) {
      this.#dataAccepted = true;
      this.#options.onPhase('data_accepted');
      if (!this.#options.mayWrite()) this.cut();
    } else if (this.#bodyEnded && text.startsWith('2')) {
      this.#options.onPhase('message_accepted');
    }
  }
}

function nothing(): void {
  // Levels that carry nothing about the phase.
}

function kindOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'tnx' in entry ? entry.tnx : undefined;
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

const MESSAGE_COMMANDS = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/** @throws what is no failure of the conversation (a defect of ours, such as content that may not be read). */
export function outcomeOfError(thrown: unknown, conversation: SmtpConversation): SendOutcome {
  if (!(thrown instanceof Error)) throw thrown;
  const error: SmtpError = thrown;
  if (error.responseCode !== undefined) return outcomeOfReply(error, error.responseCode);
  if (conversation.mayBeAccepted) {
    return { kind: 'unknown', code: 'no_reply_after_message', detail: 'the mail server took the message and did not say what became of it' };
  }
  if (conversation.wasCut) return { kind: 'not_sent', code: 'send_by_passed', detail: 'the time to send passed before the message was handed over' };
  switch (error.code) {
    case 'ETIMEDOUT': return { kind: 'not_sent', code: 'timed_out', detail: error.message };
    case 'EDNS': case 'ESOCKET': case 'ETLS': case 'ECONNREFUSED':
      return { kind: 'not_sent', code: 'cannot_connect', detail: error.message };
    case 'ECONNECTION': case 'EPROTOCOL': return { kind: 'not_sent', code: 'connection_lost', detail: error.message };
    case 'EAUTH': case 'ENOAUTH': case 'EOAUTH2': return { kind: 'not_sent', code: 'sign_in_failed', detail: error.message };
    case 'EMESSAGE': return { kind: 'refused', code: 'content_refused', detail: error.message };
    default: throw error;
  }
}

function outcomeOfReply(error: SmtpError, replyCode: number): SendOutcome {
  const detail = error.message;
  if (error.code === 'EAUTH') return { kind: 'not_sent', code: 'sign_in_failed', detail };
  // A refusal of the whole conversation (greeting, EHLO, STARTTLS, 421) says nothing about this address or content.
  if (!MESSAGE_COMMANDS.has(error.command ?? '') || replyCode === 421) return { kind: 'not_sent', code: 'server_refused', detail };
  if (replyCode < 500 || replyCode === 503) return { kind: 'not_sent', code: 'temporarily_refused', detail };
  if (error.command === 'RCPT TO') return { kind: 'refused', code: 'recipient_refused', detail };
  return { kind: 'refused', code: error.command === 'MAIL FROM' ? 'sender_refused' : 'content_refused', detail };
}
