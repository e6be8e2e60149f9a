import { insertRows, updateRows } from '../../db/bulk.js';
import type { NewEvent } from '../../db/events.js';
import { newId } from '../../db/ids.js';
import { itemsByIds, openItemsOfCustomers } from '../../db/open-items.js';
import { liveAllocationsOfPayments, paymentsByReferences } from '../../db/payments.js';
import type { Row } from '../../db/schema.js';
import type { PaymentRow } from '../../intake/row-types.js';
import type { Command } from '../run-command.js';
import { AccountBook, allocationProblem } from './account-book.js';
import type { LedgerChange, RowsToRecord } from './change.js';
import { readPaymentRow, reversalProblem, sameAsRecorded, type PaymentRead } from './payment-rows.js';
import { refuseRows, type RowProblem, type RowsRefused } from './problems.js';
import { readReferences, type References } from './references.js';

export interface PaymentsToRecord extends RowsToRecord<PaymentRow> {
  /** By reference, the one item that a payment is for: a snapshot knows it. */
  readonly onlyItems?: ReadonlyMap<string, string>;
}

/** Records payments in the order of their rows, each allocated as it is designated, else to the oldest due undisputed balances; what
 * finds nothing open stays unallocated. A row that names another payment takes that one back: its allocations are undone exactly, once. */
export async function recordPayments(command: Command, request: PaymentsToRecord): Promise<LedgerChange | RowsRefused> {
  const posting = await openPosting(command, request);
  const problems: RowProblem[] = [];
  for (const given of request.rows) {
    const read = readPaymentRow(posting.references, given);
    const found = 'row' in read ? posting.post(read) : read;
    problems.push(...found);
  }
  if (problems.length > 0) return refuseRows(problems);
  return posting.write();
}

async function openPosting(command: Command, request: PaymentsToRecord): Promise<Posting> {
  const { rows, customerIds } = request;
  const references = await readReferences(command, customerIds);
  const known = await paymentsByReferences(command.trx, rows.flatMap(({ value }) => [value.reference, ...(value.reverses === undefined ? [] : [value.reverses])]));
  const mayBeReversed = new Set(rows.flatMap(({ value }) => value.reverses ?? []));
  const live = await liveAllocationsOfPayments(command.trx, known.filter((payment) => mayBeReversed.has(payment.reference)).map((payment) => payment.id));
  const open = await openItemsOfCustomers(command.trx, customerIds);
  const openIds = new Set(open.map((item) => item.id));
  const settled = await itemsByIds(command.trx, [...new Set(live.map((allocation) => allocation.open_item_id))].filter((id) => !openIds.has(id)));
  return new Posting({ command, request, references, known, live, book: new AccountBook([...open, ...settled]) });
}

interface PostingParts {
  readonly command: Command;
  readonly request: PaymentsToRecord;
  readonly references: References;
  readonly known: readonly Row<'payments'>[];
  readonly live: readonly Row<'allocations'>[];
  readonly book: AccountBook;
}

/** Payments being posted: what was there before and what the rows add, told apart only when written. */
class Posting {
  readonly references: References;
  readonly #command: Command;
  readonly #request: PaymentsToRecord;
  readonly #book: AccountBook;
  readonly #payments = new Map<string, Row<'payments'>>();
  readonly #reversals = new Map<string, Row<'payments'>>();
  readonly #allocations = new Map<string, Row<'allocations'>[]>();
  readonly #made = new Set<Row<'payments'>>();
  readonly #takenBack = new Set<Row<'payments'>>();
  readonly #events: NewEvent[] = [];
  #unchanged = 0;

  constructor({ command, request, references, known, live, book }: PostingParts) {
    this.#command = command;
    this.#request = request;
    this.references = references;
    this.#book = book;
    for (const payment of known) {
      this.#payments.set(referenceKey(payment.selling_entity_id, payment.reference), payment);
      if (payment.reversed_by !== null) this.#reversals.set(referenceKey(payment.selling_entity_id, payment.reversed_by), payment);
    }
    for (const allocation of live) if (allocation.payment_id !== null) this.#allocationsOf(allocation.payment_id).push(allocation);
  }

  post(read: PaymentRead): readonly RowProblem[] {
    const problem = read.value.reverses === undefined ? this.#receive(read) : this.#takeBack(read, read.value.reverses);
    return problem === undefined ? [] : [problem];
  }

  #receive(read: PaymentRead): RowProblem | undefined {
    const { row, value, customer, entity } = read;
    const key = referenceKey(entity.id, value.reference);
    const known = this.#payments.get(key);
    if (known !== undefined) {
      this.#unchanged += 1;
      return sameAsRecorded(read, known);
    }
    if (this.#reversals.has(key)) return { row, field: 'reference', value: value.reference, code: 'reference_taken', details: { reference: value.reference } };
    const kase = this.references.cases.findOrMake(this.#command, { customerId: customer.id, sellingEntityId: entity.id, currency: value.currency });
    const done = this.#book.spend({ caseId: kase.id, amount: value.amount, designations: value.invoices, onlyItem: this.#request.onlyItems?.get(value.reference) });
    if (done.kind === 'rejected') return allocationProblem(row, done);
    const { at } = this.#command;
    const payment: Row<'payments'> = {
      id: newId(at), customer_id: customer.id, selling_entity_id: entity.id, case_id: kase.id, reference: value.reference, currency: value.currency,
      amount_minor: value.amount.minor, unallocated_minor: done.unallocated.minor, received_on: value.receivedOn, method: value.method ?? null, recorded_at: at,
      reversed_at: null, reversed_by: null, reversed_on: null, import_id: this.#request.importId, reversal_import_id: null,
    };
    this.#payments.set(key, payment);
    this.#made.add(payment);
    for (const { openItemId, amount } of done.allocations) {
      this.#allocationsOf(payment.id).push({
        id: newId(at), payment_id: payment.id, credit_note_id: null, open_item_id: openItemId, amount_minor: amount.minor, allocated_at: at, reversed_at: null,
      });
    }
    this.#note('payment_recorded', payment);
    return undefined;
  }

  #takeBack(read: PaymentRead, reverses: string): RowProblem | undefined {
    const { row, value, entity } = read;
    const key = referenceKey(entity.id, value.reference);
    const target = this.#payments.get(referenceKey(entity.id, reverses));
    if (target === undefined) return { row, field: 'reverses', value: reverses, code: 'payment_unknown', details: { reference: reverses } };
    const isThis = target.reversed_by === value.reference;
    const taken = this.#payments.get(key) ?? (isThis ? undefined : this.#reversals.get(key));
    if (taken !== undefined) return { row, field: 'reference', value: value.reference, code: 'reference_taken', details: { reference: value.reference } };
    const problem = reversalProblem(read, target);
    if (problem !== undefined) return problem;
    if (isThis) {
      this.#unchanged += 1;
      return undefined;
    }
    const { at } = this.#command;
    const allocations = this.#allocationsOf(target.id);
    this.#book.giveBack(allocations);
    for (const allocation of allocations) allocation.reversed_at = at;
    Object.assign(target, { reversed_at: at, reversed_by: value.reference, reversed_on: value.receivedOn, reversal_import_id: this.#request.importId, unallocated_minor: 0 } satisfies Partial<Row<'payments'>>);
    this.#reversals.set(key, target);
    this.#takenBack.add(target);
    this.#note('payment_reversed', target);
    return undefined;
  }

  #note(type: 'payment_recorded' | 'payment_reversed', payment: Row<'payments'>): void {
    if (this.#request.importId !== null) return;
    const allocations = this.#allocationsOf(payment.id).map((allocation) => ({ openItemId: allocation.open_item_id, amountMinor: allocation.amount_minor }));
    const data = type === 'payment_recorded' ? { receivedOn: payment.received_on, unallocatedMinor: payment.unallocated_minor } : { reversedOn: payment.reversed_on };
    this.#events.push({
      customerId: payment.customer_id, streamKind: 'collection_case', streamId: payment.case_id, type,
      data: { paymentId: payment.id, currency: payment.currency, amountMinor: payment.amount_minor, allocations, ...data },
    });
  }

  async write(): Promise<LedgerChange> {
    const { trx } = this.#command;
    const made = [...this.#made];
    const takenBackBefore = [...this.#takenBack].filter((payment) => !this.#made.has(payment));
    await this.references.cases.write(this.#command);
    await insertRows(trx, 'payments', made);
    await insertRows(trx, 'allocations', made.flatMap((payment) => this.#allocationsOf(payment.id)));
    await updateRows(trx, 'payments', takenBackBefore);
    await updateRows(trx, 'allocations', takenBackBefore.flatMap((payment) => this.#allocationsOf(payment.id).map(({ id, reversed_at }) => ({ id, reversed_at }))));
    await updateRows(trx, 'open_items', this.#book.changedBalances());
    return {
      kind: 'recorded', counts: { recorded: made.length, updated: 0, unchanged: this.#unchanged, reversed: this.#takenBack.size },
      caseIds: [...new Set([...made, ...this.#takenBack].map((payment) => payment.case_id))], customerIds: [], events: this.#events,
    };
  }

  #allocationsOf(paymentId: string): Row<'allocations'>[] {
    const known = this.#allocations.get(paymentId);
    if (known !== undefined) return known;
    const begun: Row<'allocations'>[] = [];
    this.#allocations.set(paymentId, begun);
    return begun;
  }
}

function referenceKey(sellingEntityId: string, reference: string): string {
  return `${sellingEntityId} ${reference}`;
}
