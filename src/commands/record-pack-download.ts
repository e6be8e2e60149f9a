import type { Database } from '../db/database.js';
import { hashOfLinkToken } from '../db/link-tokens.js';
import { readEvidenceLink } from './look-at-evidence-pack.js';
import { runCommand, type CommandRefusal } from './run-command.js';

const LINK_HASH_SHOWN = 12;

export type PackDownload =
  | { readonly kind: 'downloaded'; readonly fileName: string; readonly contentType: string; readonly content: Uint8Array }
  | CommandRefusal
  | { readonly kind: 'rejected'; readonly code: 'link_not_valid' };

/** Hands the evidence pack out to whoever holds its link, and records that it was: each time, on the handoff. The link may be used again
 * until it expires. */
export async function recordPackDownload(database: Database, token: string): Promise<PackDownload> {
  const addressed = await database.transaction((trx) => readEvidenceLink(trx, token));
  if (addressed.kind === 'not_valid') return { kind: 'rejected', code: 'link_not_valid' };
  return runCommand<PackDownload>(database, { actor: { kind: 'installation' }, customers: [addressed.customerId] }, async (command) => {
    const link = await readEvidenceLink(command.trx, token);
    if (link.kind === 'not_valid') return { kind: 'rejected', code: 'link_not_valid' };
    const document = await command.trx.selectFrom('documents').selectAll().where('id', '=', link.documentId).executeTakeFirstOrThrow();
    await command.record({
      customerId: link.customerId, streamKind: 'handoff', streamId: link.handoffId, type: 'evidence_pack_downloaded',
      data: { documentId: link.documentId, sha256: document.sha256, by: 'link_of_counterparty', link: hashOfLinkToken(token).slice(0, LINK_HASH_SHOWN) },
    });
    return { kind: 'downloaded', fileName: document.file_name, contentType: document.content_type, content: document.content };
  });
}
