import { customerOfContactPerson } from '../db/contact-persons.js';
import { lastDeclinedOf, nextApplicationNumber, openApplicationOf } from '../db/credit-applications.js';
import { customerById } from '../db/customers.js';
import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { newId } from '../db/ids.js';
import type { Row } from '../db/schema.js';
import { sellingEntities } from '../db/selling-entities.js';
import { dateIn, yearOf, type PlainDate } from '../domain/dates.js';
import { money, type Currency, type Money } from '../domain/money.js';
import { assessAgain, keepInputs, recordOn, type GivenInput, type InputRefusal } from './applications/change.js';
import { asking } from './permissions.js';
import { runCommand, type Command, type CommandRefusal } from './run-command.js';

/** Longest terms that can be asked for. */
export const TERMS_DAYS_MAX = 365;
/** All that several requesters have said together. */
const REASON_LENGTH_MAX = 8_000;

export interface CreditRequest {
  readonly customerId: string;
  /** The customer's whole limit, not an addition to it. */
  readonly limit: Money;
  readonly termsDays: number;
  readonly reason: string;
  readonly inputs: readonly GivenInput[];
}

export type SubmitApplicationAnswer =
  | { readonly kind: 'received'; readonly applicationId: string; readonly number: string }
  /** The customer has an open application: this request has become part of it. `changed`: and it is assessed again. */
  | { readonly kind: 'joined'; readonly applicationId: string; readonly number: string; readonly changed: boolean };

export type SubmitApplicationRefusal =
  | CommandRefusal
  | InputRefusal
  | { readonly kind: 'rejected' } & (
    | { readonly code: 'limit_not_positive'; readonly limit: Money }
    | { readonly code: 'terms_out_of_range'; readonly termsDays: number; readonly max: number }
    | { readonly code: 'reason_missing' }
    /** Nobody sells yet: enter a selling entity first. */
    | { readonly code: 'selling_entity_missing' }
    | { readonly code: 'reason_too_long'; readonly max: number }
    | { readonly code: 'open_application_in_other_currency'; readonly applicationId: string; readonly currency: Currency }
    | { readonly code: 'applied_again_too_soon'; readonly applyAgainFrom: PlainDate });

/** Asks for a limit and terms for a customer. One that is open takes the request in instead of a second one. After a decline only a
 * manager may apply before the day that was named. */
export async function submitCreditApplication(database: Database, request: { readonly actor: Actor } & CreditRequest): Promise<SubmitApplicationAnswer | SubmitApplicationRefusal> {
  const { actor, customerId } = request;
  return runCommand<SubmitApplicationAnswer | SubmitApplicationRefusal>(database, { ...asking(actor, 'apply_for_credit'), customers: [customerId] }, async (command) => {
    const isOfAnother = actor.kind === 'contact_person' && (await customerOfContactPerson(command.trx, actor.contactPersonId)) !== customerId;
    if (isOfAnother) return { kind: 'rejected', code: 'customer_unknown', customerId };
    return requestApplication(command, request);
  });
}

/** The same under a lock that is held already: of the customer who is named. */
export async function requestApplication(command: Command, request: CreditRequest): Promise<SubmitApplicationAnswer | SubmitApplicationRefusal> {
  return refusalOf(request) ?? submit(command, request);
}

function refusalOf({ limit, termsDays, reason }: CreditRequest): Exclude<SubmitApplicationRefusal, CommandRefusal> | undefined {
  if (limit.minor <= 0) return { kind: 'rejected', code: 'limit_not_positive', limit };
  if (!Number.isInteger(termsDays) || termsDays < 0 || termsDays > TERMS_DAYS_MAX) return { kind: 'rejected', code: 'terms_out_of_range', termsDays, max: TERMS_DAYS_MAX };
  if (reason.trim() === '') return { kind: 'rejected', code: 'reason_missing' };
  return reason.length > REASON_LENGTH_MAX ? { kind: 'rejected', code: 'reason_too_long', max: REASON_LENGTH_MAX } : undefined;
}

async function submit(command: Command, request: CreditRequest): Promise<SubmitApplicationAnswer | SubmitApplicationRefusal> {
  const { trx, at } = command;
  const customer = await customerById(trx, request.customerId);
  if (customer === undefined) throw new Error(`The customer ${request.customerId} was locked a moment ago`);
  if ((await sellingEntities(trx)).length === 0) return { kind: 'rejected', code: 'selling_entity_missing' };
  const today = dateIn(customer.time_zone, at);
  const open = await openApplicationOf(trx, customer.id);
  if (open !== undefined) return join(command, request, { open, today });
  const declined = await lastDeclinedOf(trx, customer.id);
  const applyAgainFrom = declined?.apply_again_from ?? null;
  if (applyAgainFrom !== null && today < applyAgainFrom && !command.roles.includes('manager')) return { kind: 'rejected', code: 'applied_again_too_soon', applyAgainFrom };
  const application: Row<'credit_applications'> = {
    id: newId(at), number: await nextApplicationNumber(trx, yearOf(today)), customer_id: customer.id, currency: request.limit.currency, asked_limit_minor: request.limit.minor,
    asked_terms_days: request.termsDays, reason: request.reason.trim(), status: 'received', received_at: at, ended_at: null, closed_at: null, decline_reason: null, outcome_note: '', apply_again_from: null,
  };
  await trx.insertInto('credit_applications').values(application).execute();
  await addRequester(command, application.id);
  const refused = await keepInputs(command, application.id, { inputs: request.inputs, today });
  if (refused !== undefined) return refused;
  await recordOn(command, application, 'application_received', {
    number: application.number, currency: application.currency, askedLimitMinor: application.asked_limit_minor, askedTermsDays: application.asked_terms_days, inputs: request.inputs.map((input) => input.key),
  });
  await command.raise({ kind: 'credit_application', id: application.id, customerId: customer.id });
  return { kind: 'received', applicationId: application.id, number: application.number };
}

async function addRequester({ trx, actor, at }: Command, applicationId: string): Promise<boolean> {
  const requester = actor.kind === 'person' ? { kind: actor.kind, requester_id: actor.personId }
    : actor.kind === 'contact_person' ? { kind: actor.kind, requester_id: actor.contactPersonId }
      : actor.kind === 'api_key' ? { kind: actor.kind, requester_id: actor.apiKeyId } : undefined;
  if (requester === undefined) return false;
  const { last } = await trx.selectFrom('application_requesters').select((select) => select.fn.max('position').as('last')).where('application_id', '=', applicationId).executeTakeFirstOrThrow();
  const added = await trx.insertInto('application_requesters').values({ application_id: applicationId, position: (last ?? 0) + 1, ...requester, at }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

// The later request is what counts now; who asked first still hears the outcome.
async function join(command: Command, request: CreditRequest, { open, today }: { readonly open: Row<'credit_applications'>; readonly today: PlainDate }): Promise<SubmitApplicationAnswer | SubmitApplicationRefusal> {
  const { trx } = command;
  if (open.currency !== request.limit.currency) return { kind: 'rejected', code: 'open_application_in_other_currency', applicationId: open.id, currency: open.currency };
  const said = request.reason.trim();
  const reason = open.reason.split('\n').includes(said) ? open.reason : `${open.reason}\n${said}`;
  if (reason.length > REASON_LENGTH_MAX) return { kind: 'rejected', code: 'reason_too_long', max: REASON_LENGTH_MAX };
  const refused = await keepInputs(command, open.id, { inputs: request.inputs, today });
  if (refused !== undefined) return refused;
  const askedBefore = money(open.asked_limit_minor, open.currency);
  const changed = request.limit.minor !== askedBefore.minor || request.termsDays !== open.asked_terms_days || request.inputs.length > 0;
  const added = await addRequester(command, open.id);
  await trx.updateTable('credit_applications').set({ asked_limit_minor: request.limit.minor, asked_terms_days: request.termsDays, reason }).where('id', '=', open.id).execute();
  await recordOn(command, open, 'application_joined', {
    requesterAdded: added, askedLimitMinor: request.limit.minor, askedTermsDays: request.termsDays, askedLimitBeforeMinor: open.asked_limit_minor, askedTermsBeforeDays: open.asked_terms_days, inputs: request.inputs.map((input) => input.key),
  });
  if (changed) await assessAgain(command, open, 'joined');
  await command.raise({ kind: 'credit_application', id: open.id, customerId: open.customer_id });
  return { kind: 'joined', applicationId: open.id, number: open.number, changed };
}
