import { now } from '../db/clock.js';
import type { Database, Trx } from '../db/database.js';
import { readHandoffRecords } from '../db/handoffs.js';
import { linkTokenOf } from '../db/link-tokens.js';
import type { Row } from '../db/schema.js';
import { addMilliseconds, dateIn } from '../domain/dates.js';
import { formatDate, type Language } from '../domain/display.js';
import { nameIn } from './contacts/case-message.js';
import { packNumberOf } from './handoffs/evidence.js';
import { EVIDENCE_LINK } from './handoffs/send-pack.js';

/** What a counterparty reads before it downloads the pack. */
export interface EvidencePackOffered {
  readonly language: Language;
  readonly sellerName: string;
  readonly sellerEmail: string;
  readonly recipientName: string;
  readonly customerName: string;
  readonly packNumber: string;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly sha256: string;
  /** The last day on which the link works, as the mail says it. */
  readonly validUntil: string;
}

export type EvidenceLink =
  | { readonly kind: 'offered'; readonly handoffId: string; readonly customerId: string; readonly documentId: string; readonly offered: EvidencePackOffered }
  /** Unknown, expired, or of a handoff that was recalled: which of them is not said. */
  | { readonly kind: 'not_valid' };

/** What the link of an evidence pack opens. Looking changes nothing. */
export async function lookAtEvidencePack(database: Database, token: string): Promise<EvidenceLink> {
  return database.transaction((trx) => readEvidenceLink(trx, token));
}

export async function readEvidenceLink(trx: Trx, token: string): Promise<EvidenceLink> {
  const link = await linkTokenOf(trx, token, EVIDENCE_LINK);
  if (link === undefined || link.expires_at <= (await now(trx))) return { kind: 'not_valid' };
  const { handoff, customer, seller } = await readHandoffRecords(trx, link.subject_id);
  if (handoff.state === 'recalled' || handoff.pack_document_id === null) return { kind: 'not_valid' };
  const document = await trx.selectFrom('documents').select((select) => ['file_name', 'sha256', select.fn<number>('octet_length', ['content']).as('bytes')]).where('id', '=', handoff.pack_document_id).executeTakeFirstOrThrow();
  const language = languageOfSeller(seller);
  return {
    kind: 'offered', handoffId: handoff.id, customerId: customer.id, documentId: handoff.pack_document_id,
    offered: {
      language, sellerName: nameIn(language, seller.legal_name, seller.legal_name_english), sellerEmail: seller.sender_email, recipientName: handoff.counterparty_name ?? '', customerName: nameIn(language, customer.name, customer.name_english),
      packNumber: packNumberOf(customer, handoff), fileName: document.file_name, fileBytes: document.bytes, sha256: document.sha256, validUntil: formatDate(dateIn(customer.time_zone, addMilliseconds(link.expires_at, -1)), language),
    },
  };
}

// The language of the mail that the link came in.
function languageOfSeller(seller: Pick<Row<'selling_entities'>, 'country'>): Language {
  return seller.country === 'CN' ? 'zh-CN' : 'en';
}
