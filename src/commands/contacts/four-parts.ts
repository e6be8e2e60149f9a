import type { ItemRecord } from '../../db/case-records.js';
import type { Trx } from '../../db/database.js';
import { addDays, dateIn, daysPastDue, type Instant, type PlainDate } from '../../domain/dates.js';
import { formatDate, formatMoney, type Language } from '../../domain/display.js';
import { collectableMinor, pausedBy } from '../../domain/item-pause.js';
import type { FourParts, ItemLine } from '../../notifications/template-facts.js';
import type { CaseRead } from '../case-facts.js';

const DUE_SOON_DAYS = 14;

/** One item as a message lists it. Minor units. */
export interface ListedItem {
  readonly record: ItemRecord;
  readonly amountMinor: number;
  readonly daysOverdue: number;
}

export interface ListedPayment {
  readonly receivedOn: PlainDate;
  readonly reference: string;
  readonly amountMinor: number;
}

/** What every message of a collection step lists. Only the first part is a demand; a disputed amount stands apart from it,
 * and what is under a promise is asked of nobody. */
export interface ListedParts {
  readonly currency: string;
  readonly demanded: readonly ListedItem[];
  readonly dueSoon: readonly ListedItem[];
  readonly disputed: readonly ListedItem[];
  readonly unallocated: readonly ListedPayment[];
}

export async function listParts(trx: Trx, { facts, records }: CaseRead, at: Instant): Promise<ListedParts> {
  const today = dateIn(facts.timeZone, at);
  const demanded: ListedItem[] = [];
  const dueSoon: ListedItem[] = [];
  const disputed: ListedItem[] = [];
  for (const item of facts.items) {
    const record = records.items.find((candidate) => candidate.id === item.id);
    if (record === undefined || item.openMinor === 0 || item.handoff === 'handed_off') continue;
    const daysOverdue = daysPastDue(item.dueOn, today);
    const paused = pausedBy(facts, item, at);
    const asked = collectableMinor(item);
    if (item.disputedMinor > 0) disputed.push({ record, amountMinor: Math.min(item.openMinor, item.disputedMinor), daysOverdue });
    if (paused !== undefined || asked === 0) continue;
    if (daysOverdue > 0) demanded.push({ record, amountMinor: asked, daysOverdue });
    else if (item.dueOn <= addDays(today, DUE_SOON_DAYS)) dueSoon.push({ record, amountMinor: asked, daysOverdue });
  }
  const payments = await trx.selectFrom('payments').select(['received_on', 'reference', 'unallocated_minor']).where('case_id', '=', facts.caseId)
    .where('unallocated_minor', '>', 0).where('reversed_at', 'is', null).orderBy('received_on').orderBy('reference').execute();
  return {
    currency: facts.currency, demanded, dueSoon, disputed,
    unallocated: payments.map((payment) => ({ receivedOn: payment.received_on, reference: payment.reference, amountMinor: payment.unallocated_minor })),
  };
}

export function totalMinor(items: readonly { readonly amountMinor: number }[]): number {
  return items.reduce((sum, item) => sum + item.amountMinor, 0);
}

/** The parts in the reader's language. */
export function wordedParts(parts: ListedParts, language: Language): FourParts {
  const money = (minor: number): string => formatMoney({ minor, currency: parts.currency }, language);
  const line = ({ record, amountMinor, daysOverdue }: ListedItem): ItemLine => ({
    invoiceNumber: record.instalment > 1 ? `${record.number} / ${record.instalment}` : record.number,
    issuedOn: formatDate(record.issued_on, language), dueOn: formatDate(record.due_on, language), daysOverdue, openAmount: money(amountMinor),
  });
  return {
    demanded: parts.demanded.map(line), demandedTotal: money(totalMinor(parts.demanded)),
    dueSoon: parts.dueSoon.map(line), dueSoonTotal: money(totalMinor(parts.dueSoon)),
    disputed: parts.disputed.map(line), disputedTotal: money(totalMinor(parts.disputed)),
    unallocated: parts.unallocated.map((payment) => ({ receivedOn: formatDate(payment.receivedOn, language), reference: payment.reference, amount: money(payment.amountMinor) })),
    unallocatedTotal: money(totalMinor(parts.unallocated)),
  };
}
