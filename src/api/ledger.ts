import { z } from 'zod';
import { allocatePayment } from '../commands/allocate-payment.js';
import { changeDueDate } from '../commands/change-due-date.js';
import { recordLedgerRecord, type LedgerRecord } from '../commands/record-ledger-rows.js';
import { reversePayment } from '../commands/reverse-payment.js';
import { voidInvoice } from '../commands/void-invoice.js';
import { now } from '../db/clock.js';
import { AGE_BUCKETS, ageing, listItems } from '../db/lists.js';
import { READERS_OF, ROLES_FOR } from '../domain/authority.js';
import { plainDate } from '../domain/dates.js';
import { currencies, isCurrency, money } from '../domain/money.js';
import { afterOf, pageOf, pageQuery } from './paging.js';
import { answered, Day, defineRoute, Id, Line, Minor, ok, type Exchange, type Answer, type Route } from './route.js';

const Code = z.string().refine(isCurrency, `Use one of ${currencies.join(', ')}`);

const InvoiceBody = z.strictObject({
  number: Line, customerNumber: Line, sellingEntityCode: Line.optional(), currency: Code, issuedOn: Day, orderNumber: Line.optional(), deliveryNumber: Line.optional(),
  items: z.array(z.strictObject({ amountMinor: Minor, dueOn: Day.optional(), termsDays: z.number().int().min(0).max(3_650).optional() })).min(1, 'An invoice has at least one open item').max(60),
});

const CreditNoteBody = z.strictObject({ number: Line, invoiceNumber: Line, currency: Code, amountMinor: Minor, issuedOn: Day });
const Designations = z.array(z.strictObject({ invoiceNumber: Line, amountMinor: Minor.optional() })).max(500);
const PaymentBody = z.strictObject({
  reference: Line, customerNumber: Line, sellingEntityCode: Line.optional(), currency: Code, amountMinor: Minor, receivedOn: Day,
  invoices: Designations.optional(),
  method: z.enum(['transfer', 'acceptance_bill', 'cheque', 'set_off', 'cash', 'card', 'other']).optional(),
});
const CoverBody = z.strictObject({
  customerNumber: Line, invoiceNumber: Line.optional(), insurer: Line, policyNumber: Line, currency: Code, coveredMinor: Minor, insuredPercent: z.string().regex(/^\d{1,3}(\.\d{1,4})?$/, 'Write a percentage such as 85').refine((text) => Number(text) > 0 && Number(text) <= 100, 'Write a percentage above 0 and up to 100'), validFrom: Day, validUntil: Day,
}).refine((cover) => cover.validUntil >= cover.validFrom, { path: ['validUntil'], message: 'The end lies before the beginning' });

// Rows of the ledger know only what is there.
function present<T extends object>(row: T): T {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as T;
}

async function recordOne(exchange: Pick<Exchange<unknown, unknown, unknown>, 'database' | 'actor'>, record: LedgerRecord): Promise<Answer> {
  return answered(await recordLedgerRecord(exchange.database, { actor: exchange.actor(), record }), 201);
}

/** Invoices and their open items, credit notes, payments, cover. */
export function ledgerRoutes(): readonly Route[] {
  return [...reading(), ...recording(), ...correcting()];
}

function reading(): readonly Route[] {
  return [
    defineRoute({
      method: 'get', path: '/v1/open-items', summary: 'Open items, the oldest due first', access: READERS_OF.open_items,
      query: z.strictObject({ ...pageQuery('day'), customerId: z.uuid().optional(), search: z.string().max(100).optional(), settled: z.enum(['true', 'false']).default('false'), currency: Code.optional(), age: z.enum(['overdue', ...AGE_BUCKETS]).optional() }),
      handle: async (exchange) => {
        const { cursor, limit, settled, ...filter } = exchange.query;
        const rows = await exchange.database.transaction(async (trx) => listItems(trx, { after: afterOf(cursor), limit: limit + 1, at: await now(trx), openOnly: settled === 'false', ...filter }));
        return ok(pageOf(rows, limit, {
          value: (row) => row.due_on,
          shown: (row) => ({
            id: row.id, invoiceId: row.invoice_id, invoiceNumber: row.number, instalment: row.instalment, caseId: row.case_id, customerNumber: row.customer_number, customerName: row.customer_name, customerNameEnglish: row.customer_name_english,
            currency: row.currency, amountMinor: row.amount_minor, openMinor: row.open_minor, disputedMinor: row.disputed_minor, promisedMinor: row.promised_minor, issuedOn: row.issued_on, dueOn: row.due_on, dueBasis: row.due_basis, daysPastDue: row.days_past_due, voidedAt: row.voided_at,
          }),
        }));
      },
    }),
    defineRoute({
      method: 'get', path: '/v1/ageing', summary: 'What is open, by currency and days past due', access: READERS_OF.ageing,
      handle: async (exchange) => {
        const rows = await exchange.database.transaction(async (trx) => ageing(trx, await now(trx)));
        return ok({ items: rows.map((row) => ({ currency: row.currency, bucket: row.bucket, openMinor: row.open_minor, items: row.items })) });
      },
    }),
    defineRoute({
      method: 'get', path: '/v1/payments', summary: 'Payments, the newest first', access: READERS_OF.payments, query: z.strictObject({ ...pageQuery('day'), caseId: z.uuid().optional(), unallocated: z.enum(['true', 'false']).default('false') }),
      handle: async (exchange) => {
        const { cursor, limit, caseId, unallocated } = exchange.query;
        const after = afterOf(cursor);
        const rows = await exchange.database.transaction((trx) => {
          let query = trx.selectFrom('payments as payment').innerJoin('customers as customer', 'customer.id', 'payment.customer_id').selectAll('payment').select(['customer.number as customer_number', 'customer.name as customer_name'])
            .orderBy('payment.received_on', 'desc').orderBy('payment.id', 'desc').limit(limit + 1);
          if (caseId !== undefined) query = query.where('payment.case_id', '=', caseId);
          if (unallocated === 'true') query = query.where('payment.unallocated_minor', '>', 0);
          if (after !== undefined) query = query.where((where) => where.or([where('payment.received_on', '<', after[0] as never), where.and([where('payment.received_on', '=', after[0] as never), where('payment.id', '<', after[1])])]));
          return query.execute();
        });
        return ok(pageOf(rows, limit, {
          value: (row) => row.received_on,
          shown: (row) => ({ id: row.id, reference: row.reference, customerNumber: row.customer_number, customerName: row.customer_name, caseId: row.case_id, currency: row.currency, amountMinor: row.amount_minor, unallocatedMinor: row.unallocated_minor, receivedOn: row.received_on, method: row.method, reversedAt: row.reversed_at }),
        }));
      },
    }),
  ];
}

function recording(): readonly Route[] {
  return [
    defineRoute({
      method: 'post', path: '/v1/invoices', summary: 'Record an invoice with its open items', access: ROLES_FOR.record_invoices, body: InvoiceBody,
      handle: async (exchange) => {
        const { items, currency, issuedOn, ...invoice } = exchange.body;
        const rows = items.map((item, index) => present({
          ...invoice, currency, issuedOn: plainDate(issuedOn), amount: money(item.amountMinor, currency), instalment: index + 1,
          dueOn: item.dueOn === undefined ? undefined : plainDate(item.dueOn), termsDays: item.termsDays,
        }));
        return recordOne(exchange, { kind: 'invoices', rows: rows as never });
      },
    }),
    defineRoute({
      method: 'post', path: '/v1/credit-notes', summary: 'Record a credit note for an invoice', access: ROLES_FOR.record_invoices, body: CreditNoteBody,
      handle: async (exchange) => {
        const { amountMinor, currency, issuedOn, ...note } = exchange.body;
        return recordOne(exchange, { kind: 'credit-notes', rows: [{ ...note, currency, amount: money(amountMinor, currency), issuedOn: plainDate(issuedOn) }] });
      },
    }),
    defineRoute({
      method: 'post', path: '/v1/payments', summary: 'Record a payment; it goes where the payer says, else to the oldest due first', access: ROLES_FOR.record_money, body: PaymentBody,
      handle: async (exchange) => {
        const { amountMinor, currency, receivedOn, invoices, ...payment } = exchange.body;
        const row = present({
          ...payment, currency, amount: money(amountMinor, currency), receivedOn: plainDate(receivedOn),
          invoices: invoices?.map((designation) => (designation.amountMinor === undefined ? { invoiceNumber: designation.invoiceNumber } : { invoiceNumber: designation.invoiceNumber, amount: money(designation.amountMinor, currency) })),
        });
        return recordOne(exchange, { kind: 'payments', rows: [row as never] });
      },
    }),
    defineRoute({
      method: 'post', path: '/v1/covers', summary: 'Record insurance cover of a customer or of one invoice', access: ROLES_FOR.keep_covers, body: CoverBody,
      handle: async (exchange) => {
        const { coveredMinor, currency, validFrom, validUntil, ...cover } = exchange.body;
        return recordOne(exchange, { kind: 'covers', rows: [present({ ...cover, currency, coveredAmount: money(coveredMinor, currency), validFrom: plainDate(validFrom), validUntil: plainDate(validUntil) }) as never] });
      },
    }),
  ];
}

function correcting(): readonly Route[] {
  return [
    defineRoute({
      method: 'post', path: '/v1/payments/:id/allocations', summary: 'Allocate what of a payment is unallocated: to the invoices that are named, else to the oldest due first', access: ROLES_FOR.record_money, params: Id,
      body: z.strictObject({ invoices: Designations.optional() }),
      handle: async (exchange) => answered(await allocatePayment(exchange.database, { actor: exchange.actor(), paymentId: exchange.params.id, invoices: exchange.body.invoices })),
    }),
    defineRoute({
      method: 'post', path: '/v1/payments/:id/reversals', summary: 'Take a payment back', access: ROLES_FOR.record_money, params: Id, body: z.strictObject({ reference: Line, reversedOn: Day }),
      handle: async (exchange) => answered(await reversePayment(exchange.database, { actor: exchange.actor(), paymentId: exchange.params.id, reference: exchange.body.reference, reversedOn: plainDate(exchange.body.reversedOn) })),
    }),
    defineRoute({
      method: 'post', path: '/v1/invoices/:id/voidings', summary: 'Void an invoice that was a mistake', access: ROLES_FOR.void_invoice, params: Id, body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
      handle: async (exchange) => answered(await voidInvoice(exchange.database, { actor: exchange.actor(), invoiceId: exchange.params.id, reason: exchange.body.reason })),
    }),
    defineRoute({
      method: 'post', path: '/v1/open-items/:id/due-dates', summary: 'Agree on another due date', access: ROLES_FOR.change_due_date, params: Id, body: z.strictObject({ dueOn: Day, reason: z.string().trim().min(1).max(500) }),
      handle: async (exchange) => answered(await changeDueDate(exchange.database, { actor: exchange.actor(), openItemId: exchange.params.id, dueOn: plainDate(exchange.body.dueOn), reason: exchange.body.reason })),
    }),
  ];
}
