import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { allocatedToInvoice, invoiceById, markVoided } from '../db/invoices.js';
import { finishChange } from './ledger/change.js';
import type { CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';

export type VoidInvoiceRefusal =
  | CommandRefusal
  | { readonly kind: 'rejected'; readonly code: 'invoice_unknown' | 'invoice_already_voided'; readonly id: string }
  /** Money or credit stands on it. Take the payments back first; a credited invoice needs no voiding. */
  | { readonly kind: 'rejected'; readonly code: 'invoice_has_allocations'; readonly id: string; readonly allocatedMinor: number };

/** The invoice was a mistake: nothing of it is owed. Its disputes are settled in the customer's favour. Refuses while money or credit
 * stands on it: where that belongs is finance's to say, by reversal. */
export async function voidInvoice(database: Database, request: { readonly actor: Actor; readonly invoiceId: string; readonly reason: string }): Promise<{ readonly kind: 'voided' } | VoidInvoiceRefusal> {
  const { actor, invoiceId: id, reason } = request;
  const about = { table: 'invoices', id } as const;
  return runCustomerCommand(database, { actor, permission: 'void_invoice', about, unknown: 'invoice_unknown' }, async (command, customerId): Promise<{ readonly kind: 'voided' } | VoidInvoiceRefusal> => {
    const { trx, at } = command;
    const invoice = await invoiceById(trx, id);
    if (invoice === undefined || invoice.voided_at !== null) return { kind: 'rejected', code: 'invoice_already_voided', id };
    const allocatedMinor = await allocatedToInvoice(trx, id);
    if (allocatedMinor > 0) return { kind: 'rejected', code: 'invoice_has_allocations', id, allocatedMinor };
    const disputeIds = await markVoided(trx, { invoiceId: id, reason, at });
    const event = {
      customerId, streamKind: 'collection_case', streamId: invoice.case_id, type: 'invoice_voided',
      data: { invoiceId: id, currency: invoice.currency, amountMinor: invoice.amount_minor, disputeIds },
    };
    await finishChange(command, { caseIds: [invoice.case_id], customerIds: [], events: [event] }, { byImport: false });
    return { kind: 'voided' };
  });
}
