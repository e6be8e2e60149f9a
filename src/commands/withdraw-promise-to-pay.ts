import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { promiseById, withdrawPromise } from '../db/promises-to-pay.js';
import { finishChange } from './ledger/change.js';
import type { CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';

export type WithdrawPromiseRefusal =
  | CommandRefusal
  | { readonly kind: 'rejected'; readonly code: 'promise_unknown'; readonly id: string }
  /** It was judged or withdrawn already. */
  | { readonly kind: 'rejected'; readonly code: 'promise_not_pending'; readonly id: string; readonly status: string };

/** Takes back a promise that was recorded by mistake, or that the customer takes back: its items go on at once, unjudged. */
export async function withdrawPromiseToPay(database: Database, request: { readonly actor: Actor; readonly promiseId: string }): Promise<{ readonly kind: 'withdrawn' } | WithdrawPromiseRefusal> {
  const { actor, promiseId: id } = request;
  const about = { table: 'promises_to_pay', id } as const;
  return runCustomerCommand(database, { actor, permission: 'withdraw_promise', about, unknown: 'promise_unknown' }, async (command, customerId): Promise<{ readonly kind: 'withdrawn' } | WithdrawPromiseRefusal> => {
    const promise = await promiseById(command.trx, id);
    if (promise === undefined) throw new Error(`The promise ${id} was there a moment ago`);
    if (promise.status !== 'pending') return { kind: 'rejected', code: 'promise_not_pending', id, status: promise.status };
    await withdrawPromise(command.trx, id);
    const event = { customerId, streamKind: 'collection_case', streamId: promise.case_id, type: 'promise_withdrawn', data: { promiseId: id, amountMinor: promise.amount_minor } };
    await finishChange(command, { caseIds: [promise.case_id], customerIds: [], events: [event] }, { byImport: false });
    return { kind: 'withdrawn' };
  });
}
