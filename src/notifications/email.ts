import { createHash } from 'node:crypto';
import { createTransport, type SMTPTransportOptions } from 'nodemailer';
import { epochMilliseconds, type Instant } from '../domain/dates.js';
import type { Channel, OutboundMessage, SendOutcome } from './channel.js';
import { wireAddress } from './email-address.js';
import { outcomeOfError, SmtpConversation, type SmtpPhase } from './smtp-conversation.js';

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (port 465). Otherwise STARTTLS is used when the server offers it. */
  readonly secure: boolean;
  /** Refuse to speak without TLS. */
  readonly requireTls?: boolean;
  readonly user?: string;
  readonly password?: string;
  readonly certificateAuthority?: string;
}

export interface EmailChannelOptions {
  readonly server: SmtpServer;
  /** Wall time, the time of `sendBy`. */
  readonly now: () => Instant;
  /** Longest silence of the server that is waited for; the rest of `sendBy` bounds it further. */
  readonly silenceMillisecondsMax?: number;
  /** Told of the two moments after which a crash matters. */
  readonly onPhase?: (phase: SmtpPhase, contactId: string) => void;
}

const SILENCE_MILLISECONDS_MAX = 60_000;

/** E-mail through any SMTP server. One connection per message: a pool would put a failed message into its queue again. */
export function emailChannel(options: EmailChannelOptions): Channel {
  return { send: (message) => send(options, message) };
}

async function send(options: EmailChannelOptions, message: OutboundMessage): Promise<SendOutcome> {
  const to = wireAddress(message.recipient.address);
  if (to === undefined) {
    return { kind: 'refused', code: 'invalid_address', detail: `"${message.recipient.address}" is not one e-mail address` };
  }
  const from = wireAddress(message.sender.bounceAddress ?? message.sender.address);
  if (from === undefined || wireAddress(message.sender.address) === undefined) throw new Error('The sender has no valid e-mail address');
  const millisecondsLeft = epochMilliseconds(message.sendBy) - epochMilliseconds(options.now());
  if (millisecondsLeft <= 0) return { kind: 'not_sent', code: 'send_by_passed', detail: 'the time to send had passed before connecting' };

  const conversation = new SmtpConversation({
    mayWrite: () => options.now() < message.sendBy,
    onPhase: (phase) => options.onPhase?.(phase, message.contactId),
  });
  const deadline = setTimeout(() => conversation.cut(), millisecondsLeft);
  const transport = createTransport(transportOptions(options, conversation, millisecondsLeft));
  try {
    const info = await transport.sendMail({ ...mailOf(message), envelope: { from, to: [to] }, signal: conversation.signal });
    if (info.accepted.length === 1 && info.accepted[0] === to) return { kind: 'sent', providerId: info.messageId };
    return { kind: 'unknown', code: 'accepted_other_recipient', detail: `the server accepted ${info.accepted.length} recipients, not the one meant` };
  } catch (error) {
    return outcomeOfError(error, conversation);
  } finally {
    clearTimeout(deadline);
    transport.close();
  }
}

function transportOptions(options: EmailChannelOptions, conversation: SmtpConversation, millisecondsLeft: number): SMTPTransportOptions {
  const { server } = options;
  const silence = Math.min(millisecondsLeft, options.silenceMillisecondsMax ?? SILENCE_MILLISECONDS_MAX);
  return {
    host: server.host,
    port: server.port,
    secure: server.secure,
    ...(server.requireTls === undefined ? {} : { requireTLS: server.requireTls }),
    ...(server.user === undefined ? {} : { auth: { user: server.user, pass: server.password ?? '' } }),
    ...(server.certificateAuthority === undefined ? {} : { tls: { ca: server.certificateAuthority } }),
    connectionTimeout: silence,
    greetingTimeout: silence,
    socketTimeout: silence,
    dnsTimeout: silence,
    logger: conversation.logger,
    transactionLog: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** The same bytes for every attempt: Message-ID, Date and MIME boundaries come from the contact, not from the moment. */
function mailOf(message: OutboundMessage) {
  const domain = message.sender.address.slice(message.sender.address.lastIndexOf('@') + 1);
  return {
    from: { name: message.sender.name, address: message.sender.address },
    to: { name: message.recipient.name, address: message.recipient.address },
    ...(message.sender.replyTo === undefined ? {} : { replyTo: message.sender.replyTo }),
    subject: message.subject ?? '',
    text: message.text,
    ...(message.html === undefined ? {} : { html: message.html }),
    attachments: (message.attachments ?? []).map((attachment) => ({
      filename: attachment.fileName, contentType: attachment.contentType, content: Buffer.from(attachment.content),
    })),
    messageId: `<${message.messageId ?? `${message.contactId}@${domain}`}>`,
    date: new Date(message.writtenAt),
    baseBoundary: createHash('sha256').update(message.contactId).digest('hex').slice(0, 24),
    xMailer: false as const,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'X-Dunlin-Contact': message.contactId,
      ...(message.possibleDuplicate === true ? { 'X-Dunlin-Possible-Duplicate': 'yes' } : {}),
    },
  };
}
