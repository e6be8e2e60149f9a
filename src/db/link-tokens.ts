import { createHash, randomBytes } from 'node:crypto';
import type { Instant } from '../domain/dates.js';
import { json } from './json.js';
import type { Json, Row, Trx } from './schema.js';

const TOKEN_BYTES = 32;

export function hashOfLinkToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Makes a link's secret: 256 bits, of which only the SHA-256 is kept. @returns the token, which stands nowhere else */
export async function issueLinkToken(trx: Trx, link: {
  readonly purpose: string; readonly subjectId: string; readonly recipientId: string | null; readonly data: Json; readonly at: Instant; readonly expiresAt: Instant;
}): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await trx.insertInto('link_tokens').values({
    hash: hashOfLinkToken(token), purpose: link.purpose, subject_id: link.subjectId, recipient_id: link.recipientId, data: json(link.data) as never,
    created_at: link.at, expires_at: link.expiresAt, used_at: null,
  }).execute();
  return token;
}

export async function linkTokenOf(trx: Trx, token: string, purpose: string): Promise<Row<'link_tokens'> | undefined> {
  return trx.selectFrom('link_tokens').selectAll().where('hash', '=', hashOfLinkToken(token)).where('purpose', '=', purpose).executeTakeFirst();
}

/** Marks a link as used; with data, also for what. @returns `false` when it was used before */
export async function useLinkToken(trx: Trx, hash: string, at: Instant, data?: Json): Promise<boolean> {
  const result = await trx.updateTable('link_tokens').set({ used_at: at, ...(data === undefined ? {} : { data: json(data) as never }) }).where('hash', '=', hash).where('used_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
