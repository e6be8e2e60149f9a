import { insertRows, updateRows } from '../../db/bulk.js';
import { customersToRegister, lockCustomers } from '../../db/customers.js';
import type { NewEvent } from '../../db/events.js';
import { newId } from '../../db/ids.js';
import { peopleByEmails } from '../../db/people.js';
import type { NewRow, Row } from '../../db/schema.js';
import type { CustomerRow } from '../../intake/row-types.js';
import type { NumberedRow } from '../../intake/rows.js';
import type { Command } from '../run-command.js';
import { type LedgerChange, type RowsToRecord } from './change.js';
import { refuseRows, type RowProblem, type RowsRefused } from './problems.js';

/** The only rule there is: every customer takes the default ladder. */
const LADDER_RULE = 'default';

/** Registers customers, or brings those that are there up to date: what a row leaves out stays as it was. */
export async function recordCustomers(command: Command, request: RowsToRecord<CustomerRow>): Promise<LedgerChange | RowsRefused> {
  const { rows, importId } = request;
  const existing = await customersToRegister(command.trx, rows.map(({ value }) => value.number));
  await lockCustomers(command.trx, existing.map((customer) => customer.id));
  const byNumber = new Map(existing.map((customer) => [customer.number, customer]));
  const people = await peopleByEmails(command.trx, rows.flatMap(({ value }) => [value.salesPersonEmail ?? [], value.collectorEmail ?? []].flat()));
  const problems = rows.flatMap((row) => problemsOf(row, people));
  if (problems.length > 0) return refuseRows(problems);
  const made: NewRow<'customers'>[] = [];
  const changed: Row<'customers'>[] = [];
  const events: NewEvent[] = [];
  for (const { value } of rows) {
    const before = byNumber.get(value.number);
    const after = customerRow(command, value, before, people);
    const fields = before === undefined ? [] : changedFields(before, after);
    if (before === undefined) made.push(after);
    else if (fields.length > 0) changed.push(after);
    else continue;
    byNumber.set(value.number, after);
    if (importId === null) events.push({ customerId: after.id, streamKind: 'customer', streamId: after.id, type: before === undefined ? 'customer_registered' : 'customer_updated', data: { fields } });
  }
  await insertRows(command.trx, 'customers', made, request.onWritten);
  await updateRows(command.trx, 'customers', changed);
  return {
    kind: 'recorded', counts: { recorded: made.length, updated: changed.length, unchanged: rows.length - made.length - changed.length, reversed: 0 },
    caseIds: [], customerIds: changed.map((customer) => customer.id), events,
  };
}

function problemsOf({ row, value }: NumberedRow<CustomerRow>, people: ReadonlyMap<string, string>): readonly RowProblem[] {
  const problems: RowProblem[] = [];
  for (const field of ['salesPersonEmail', 'collectorEmail'] as const) {
    const email = value[field];
    if (email !== undefined && !people.has(email.toLowerCase())) problems.push({ row, field, value: email, code: 'person_unknown', details: { email } });
  }
  if (value.rule !== undefined && value.rule !== LADDER_RULE) problems.push({ row, field: 'rule', value: value.rule, code: 'ladder_rule_unknown', details: { rule: value.rule } });
  return problems;
}

function customerRow(command: Command, row: CustomerRow, before: Row<'customers'> | undefined, people: ReadonlyMap<string, string>): Row<'customers'> {
  const personOf = (email: string | undefined): string | undefined => (email === undefined ? undefined : people.get(email.toLowerCase()));
  return {
    id: before?.id ?? newId(command.at), number: row.number, name: row.name, name_english: row.nameEnglish ?? before?.name_english ?? null,
    unified_social_credit_code: row.unifiedSocialCreditCode ?? before?.unified_social_credit_code ?? null, country: row.country, time_zone: row.timeZone,
    language: row.language, segment: row.segment ?? before?.segment ?? null, terms_days: row.termsDays ?? before?.terms_days ?? null,
    terms_from: row.termsFrom ?? before?.terms_from ?? null, payment_day: row.paymentDay ?? before?.payment_day ?? null,
    sales_person_id: personOf(row.salesPersonEmail) ?? before?.sales_person_id ?? null, collector_id: personOf(row.collectorEmail) ?? before?.collector_id ?? null,
    letters_written: before?.letters_written ?? 0, created_at: before?.created_at ?? command.at,
  };
}

function changedFields(before: Row<'customers'>, after: Row<'customers'>): readonly string[] {
  return (Object.keys(after) as (keyof Row<'customers'>)[]).filter((field) => before[field] !== after[field]);
}
