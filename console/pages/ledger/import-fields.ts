import { mayDo, PERMISSION_OF_IMPORT } from '../../../src/domain/authority.js';
import { useSession } from '../../session.js';

/** The fields of each kind of file, those that a file cannot do without first. */
const importFieldsOf = {
  'customers': { needed: ['number', 'name', 'country', 'timeZone', 'language'], others: ['nameEnglish', 'unifiedSocialCreditCode', 'segment', 'paymentDay', 'termsDays', 'termsFrom', 'salesPersonEmail', 'collectorEmail', 'rule'] },
  'contacts': { needed: ['customerNumber', 'name', 'role'], others: ['email', 'phone', 'language', 'timeZone', 'channel'] },
  'invoices': { needed: ['number', 'customerNumber', 'currency', 'amount', 'issuedOn'], others: ['dueOn', 'termsDays', 'sellingEntityCode', 'instalment', 'orderNumber', 'deliveryNumber', 'stepsDoneElsewhere', 'noticeSentElsewhereOn'] },
  'credit-notes': { needed: ['number', 'invoiceNumber', 'currency', 'amount', 'issuedOn'], others: [] },
  'payments': { needed: ['reference', 'customerNumber', 'currency', 'amount', 'receivedOn'], others: ['invoices', 'sellingEntityCode', 'method', 'reverses'] },
  'covers': { needed: ['customerNumber', 'insurer', 'policyNumber', 'currency', 'coveredAmount', 'insuredPercent', 'validFrom', 'validUntil'], others: ['invoiceNumber'] },
  'open-items': { needed: ['invoiceNumber', 'customerNumber', 'currency', 'openAmount', 'dueOn'], others: ['originalAmount', 'issuedOn', 'sellingEntityCode'] },
} as const;

export type ImportKind = keyof typeof importFieldsOf;

export const IMPORT_KINDS = Object.keys(importFieldsOf) as readonly ImportKind[];

export function isImportKind(text: string | null): text is ImportKind {
  return IMPORT_KINDS.some((kind) => kind === text);
}

/** Names of the fields of a kind, the needed ones first. */
export function fieldsOfKind(kind: ImportKind): readonly string[] {
  const { needed, others } = importFieldsOf[kind];
  return [...needed, ...others];
}

/** The kinds of file that the reader may import. */
export function useImportKinds(): readonly ImportKind[] {
  const { roles } = useSession();
  return IMPORT_KINDS.filter((kind) => mayDo(roles, PERMISSION_OF_IMPORT[kind]));
}
