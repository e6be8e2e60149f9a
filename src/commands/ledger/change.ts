import { notePauses } from '../../db/open-items.js';
import { casesByIds, casesOfCustomers, reopenCases } from '../../db/collection-cases.js';
import type { NewEvent } from '../../db/events.js';
import type { NumberedRow } from '../../intake/rows.js';
import type { Command } from '../run-command.js';

/** Rows to record. Their customers are known and locked. */
export interface RowsToRecord<Row> {
  readonly rows: readonly NumberedRow<Row>[];
  /** Of the customers that the rows touch, as `customersOfRows` answered: no other is looked at. */
  readonly customerIds: readonly string[];
  /** The import that they come with; `null` for a single record, which writes an event of its own. */
  readonly importId: string | null;
  /** Hears how many new rows of a long file are written, now and then. */
  readonly onWritten?: ((rows: number) => void) | undefined;
}

/** What recording changed. The rows are written; `finishChange` does what follows. */
export interface LedgerChange {
  readonly kind: 'recorded';
  readonly counts: { readonly recorded: number; readonly updated: number; readonly unchanged: number; readonly reversed: number };
  /** Balances or items of these changed. */
  readonly caseIds: readonly string[];
  /** Nothing but new items: no pause can begin or end. */
  readonly onlyNewItems?: boolean;
  /** Every case of these has something new to look at: who can be reached, what is covered. */
  readonly customerIds: readonly string[];
  /** What happened, row by row; empty for an import, which is one event. */
  readonly events: readonly NewEvent[];
}

/** What follows a change of the ledger: closed cases that have something to pursue open again, pauses begin and end, events are
 * written, and each case concerned is woken once. */
export async function finishChange(command: Command, change: Pick<LedgerChange, 'caseIds' | 'customerIds' | 'events' | 'onlyNewItems'>, options: { readonly byImport: boolean }): Promise<void> {
  const { trx } = command;
  const caseIds = [...new Set(change.caseIds)];
  for (const event of change.events) await command.record(event);
  for (const reopened of await reopenCases(trx, caseIds)) {
    await command.record({ customerId: reopened.customer_id, streamKind: 'collection_case', streamId: reopened.id, type: 'case_reopened', data: {} });
  }
  if (change.onlyNewItems !== true) await notePauses(trx, caseIds, command.at);
  const ofCustomers = change.customerIds.length === 0 ? [] : (await casesOfCustomers(trx, change.customerIds)).filter((found) => found.status === 'watching' || found.status === 'open');
  const concerned = new Map([...(await casesByIds(trx, caseIds)), ...ofCustomers].map((found) => [found.id, { id: found.id, customerId: found.customer_id }]));
  const cases = [...concerned.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  if (options.byImport) return command.raiseCases(cases);
  for (const { id, customerId } of cases) await command.raise({ kind: 'collection_case', id, customerId });
}
