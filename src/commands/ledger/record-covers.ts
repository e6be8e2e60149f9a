import { insertRows, updateRows } from '../../db/bulk.js';
import { coversOfCustomers } from '../../db/covers.js';
import type { NewEvent } from '../../db/events.js';
import { newId } from '../../db/ids.js';
import { invoicesByNumbers } from '../../db/invoices.js';
import type { Row } from '../../db/schema.js';
import type { CoverRow } from '../../intake/row-types.js';
import type { NumberedRow } from '../../intake/rows.js';
import type { Command } from '../run-command.js';
import type { LedgerChange, RowsToRecord } from './change.js';
import { refuseRows, type RowProblem, type RowsRefused } from './problems.js';
import { customerOf, readReferences, type References } from './references.js';

interface CoverPlace {
  readonly customer: Row<'customers'>;
  readonly invoice: Row<'invoices'> | undefined;
}

/** Records insurance cover of a customer or of one of its invoices. Cover with the same policy number and first day is brought up to
 * date; with another first day it is a renewal beside the old one. */
export async function recordCovers(command: Command, request: RowsToRecord<CoverRow>): Promise<LedgerChange | RowsRefused> {
  const { rows, customerIds, importId } = request;
  const references = await readReferences(command, customerIds);
  const invoices = await invoicesByNumbers(command.trx, rows.flatMap(({ value }) => value.invoiceNumber ?? []));
  const known = new Map((await coversOfCustomers(command.trx, customerIds)).map((cover) => [coverKey(cover), cover]));
  const problems: RowProblem[] = [];
  const made = new Set<Row<'covers'>>();
  const changed = new Set<Row<'covers'>>();
  const events: NewEvent[] = [];
  for (const row of rows) {
    const place = placeOf(references, invoices, row);
    if ('code' in place) {
      problems.push(place);
      continue;
    }
    const wanted = coverRow(command, row.value, place, importId);
    const before = known.get(coverKey(wanted));
    if (before !== undefined && isSame(before, wanted)) continue;
    if (before !== undefined) Object.assign(before, { ...wanted, id: before.id, recorded_at: before.recorded_at });
    const cover = before ?? wanted;
    if (!made.has(cover)) (before === undefined ? made : changed).add(cover);
    known.set(coverKey(cover), cover);
    if (importId === null) events.push(eventOf(cover, before === undefined ? 'cover_recorded' : 'cover_changed'));
  }
  if (problems.length > 0) return refuseRows(problems);
  await insertRows(command.trx, 'covers', [...made], request.onWritten);
  await updateRows(command.trx, 'covers', [...changed]);
  return {
    kind: 'recorded', counts: { recorded: made.size, updated: changed.size, unchanged: rows.length - made.size - changed.size, reversed: 0 },
    caseIds: [], customerIds: [...new Set([...made, ...changed].map((cover) => cover.customer_id))], events,
  };
}

function placeOf(references: References, invoices: readonly Row<'invoices'>[], { row, value }: NumberedRow<CoverRow>): CoverPlace | RowProblem {
  const customer = customerOf(references, { row, number: value.customerNumber });
  if ('problem' in customer) return customer.problem;
  const number = value.invoiceNumber;
  if (number === undefined) return { customer: customer.found, invoice: undefined };
  const named = invoices.filter((invoice) => invoice.number === number);
  const [invoice, another] = named.filter((found) => found.customer_id === customer.found.id);
  const place = { row, field: 'invoiceNumber', value: number, details: { number } };
  if (invoice === undefined) return { ...place, code: named.length > 0 ? 'invoice_of_other_customer' : 'invoice_unknown' };
  return another === undefined ? { customer: customer.found, invoice } : { ...place, code: 'invoice_ambiguous' };
}

function coverKey(cover: Pick<Row<'covers'>, 'customer_id' | 'invoice_id' | 'policy_number' | 'valid_from'>): string {
  return JSON.stringify([cover.customer_id, cover.invoice_id, cover.policy_number, cover.valid_from]);
}

function coverRow(command: Command, value: CoverRow, { customer, invoice }: CoverPlace, importId: string | null): Row<'covers'> {
  return {
    id: newId(command.at), customer_id: customer.id, invoice_id: invoice?.id ?? null, insurer: value.insurer, policy_number: value.policyNumber,
    currency: value.currency, covered_minor: value.coveredAmount.minor, insured_percent: value.insuredPercent, valid_from: value.validFrom,
    valid_until: value.validUntil, recorded_at: command.at, import_id: importId,
  };
}

function isSame(before: Row<'covers'>, wanted: Row<'covers'>): boolean {
  return (['insurer', 'currency', 'covered_minor', 'insured_percent', 'valid_until'] as const).every((field) => before[field] === wanted[field]);
}

function eventOf(cover: Row<'covers'>, type: 'cover_recorded' | 'cover_changed'): NewEvent {
  return {
    customerId: cover.customer_id, streamKind: 'cover', streamId: cover.id, type,
    data: {
      invoiceId: cover.invoice_id, currency: cover.currency, coveredMinor: cover.covered_minor, insuredPercent: cover.insured_percent,
      validFrom: cover.valid_from, validUntil: cover.valid_until,
    },
  };
}
