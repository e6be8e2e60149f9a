import { casesByIds } from '../db/collection-cases.js';
import { customerById } from '../db/customers.js';
import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { newId } from '../db/ids.js';
import { itemsByIds, openItemsOfCase, type ItemBalance } from '../db/open-items.js';
import { insertPromise } from '../db/promises-to-pay.js';
import { dateIn, type PlainDate } from '../domain/dates.js';
import { promiseToPay, type PromiseDecision, type PromisedPart } from '../domain/promise-to-pay.js';
import { finishChange } from './ledger/change.js';
import type { Command, CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';

export interface NewPromise {
  readonly caseId: string;
  /** Minor units of the case's currency. */
  readonly amountMinor: number;
  /** The customer's local day. */
  readonly payBy: PlainDate;
  /** The items that it names; none: the oldest due first. */
  readonly openItemIds?: readonly string[] | undefined;
  /** How it was made. */
  readonly source: 'call' | 'letter' | 'email' | 'page' | 'other';
}

export type RecordPromiseRefusal =
  | CommandRefusal
  | Extract<PromiseDecision, { readonly kind: 'rejected' }>
  | { readonly kind: 'rejected'; readonly code: 'case_unknown' | 'case_closed' | 'open_item_of_another_case'; readonly id: string };

export interface PromiseRecorded {
  readonly kind: 'promised';
  readonly promiseId: string;
  readonly parts: readonly PromisedPart[];
}

/** A promise pauses its amounts until its day and the tolerance are over; then it is judged. */
export async function recordPromiseToPay(database: Database, request: { readonly actor: Actor; readonly promise: NewPromise }): Promise<PromiseRecorded | RecordPromiseRefusal> {
  const { actor, promise } = request;
  const about = { table: 'collection_cases', id: promise.caseId } as const;
  return runCustomerCommand(database, { actor, permission: 'record_promise', about, unknown: 'case_unknown' }, (command, customerId) => recordPromise(command, customerId, promise));
}

/** The same inside a command that has locked the customer: the outcome of a call is a promise too. */
export async function recordPromise(command: Command, customerId: string, promise: NewPromise): Promise<PromiseRecorded | RecordPromiseRefusal> {
  const { trx, at, actor } = command;
  const { caseId, amountMinor, payBy, source } = promise;
  const [kase] = await casesByIds(trx, [caseId]);
  const customer = await customerById(trx, customerId);
  if (kase === undefined || customer === undefined) throw new Error(`The case ${caseId} was there a moment ago`);
  if (kase.status !== 'watching' && kase.status !== 'open') return { kind: 'rejected', code: 'case_closed', id: caseId };
  const named = [...new Set(promise.openItemIds)];
  const items = named.length === 0 ? await openItemsOfCase(trx, caseId) : await itemsByIds(trx, named);
  const stranger = named.find((id) => !items.some((item) => item.id === id && item.caseId === caseId));
  if (stranger !== undefined) return { kind: 'rejected', code: 'open_item_of_another_case', id: stranger };
  const decision = promiseToPay({ amountMinor, payBy, today: dateIn(customer.time_zone, at), items: items.map(promisable) });
  if (decision.kind === 'rejected') return decision;
  const promiseId = newId(at);
  await insertPromise(trx, { id: promiseId, case_id: caseId, amount_minor: amountMinor, pay_by: payBy, source, made_at: at, made_by: actor }, decision.parts.map((part) => ({
    promise_id: promiseId, open_item_id: part.openItemId, amount_minor: part.amountMinor, open_when_made_minor: part.openWhenMadeMinor,
  })));
  const data = { promiseId, amountMinor, currency: kase.currency, payBy, source, items: decision.parts.map((part) => ({ ...part })) };
  await finishChange(command, { caseIds: [caseId], customerIds: [], events: [{ customerId, streamKind: 'collection_case', streamId: caseId, type: 'promise_recorded', data }] }, { byImport: false });
  return { kind: 'promised', promiseId, parts: decision.parts };
}

function promisable(item: ItemBalance): Parameters<typeof promiseToPay>[0]['items'][number] {
  const { id, invoiceNumber, dueOn, openMinor, disputedMinor, promisedMinor } = item;
  return { openItemId: id, invoiceNumber, dueOn, openMinor, disputedMinor, promisedMinor };
}
