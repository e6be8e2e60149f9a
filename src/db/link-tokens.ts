import { createHash, randomBytes } from 'node:crypto';
import type { Instant } from '../domain/dates.js';
import { json } from './json.js';
import type { Json, Row, Trx } from './schema.js';

const TOKEN_BYTES = 32;

export function hashOfLinkToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** What a link opens, for whom and until when. */
export interface LinkGiven {
  readonly purpose: string;
  readonly subjectId: string;
  readonly recipientId: string | null;
  readonly data: Json;
  readonly at: Instant;
  readonly expiresAt: Instant;
}

/** Makes a link's secret: 256 bits, of which only the SHA-256 is kept. @returns the token, which stands nowhere else */
export async function issueLinkToken(trx: Trx, link: LinkGiven): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await keepLinkToken(trx, hashOfLinkToken(token), link);
  return token;
}

/** Keeps a link whose secret was made elsewhere. */
export async function keepLinkToken(trx: Trx, hash: string, link: LinkGiven): Promise<void> {
  const { purpose, subjectId, recipientId, data, at, expiresAt } = link;
  await trx.insertInto('link_tokens').values({ hash, purpose, subject_id: subjectId, recipient_id: recipientId, data: json(data) as never, created_at: at, expires_at: expiresAt, used_at: null }).execute();
}

export async function linkTokenOf(trx: Trx, token: string, purpose: string): Promise<Row<'link_tokens'> | undefined> {
  return trx.selectFrom('link_tokens').selectAll().where('hash', '=', hashOfLinkToken(token)).where('purpose', '=', purpose).executeTakeFirst();
}

/** Marks a link as used; with data, also for what. @returns `false` when it was used before */
export async function useLinkToken(trx: Trx, hash: string, at: Instant, data?: Json): Promise<boolean> {
  const result = await trx.updateTable('link_tokens').set({ used_at: at, ...(data === undefined ? {} : { data: json(data) as never }) }).where('hash', '=', hash).where('used_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
