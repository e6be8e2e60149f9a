import { sql } from 'kysely';
import type { Instant } from '../domain/dates.js';
import { limitInForce } from './credit-limits.js';
import type { Row, Trx } from './schema.js';

/** What the database holds of one application, as far as its next step depends on it. */
export interface ApplicationRecords {
  readonly application: Row<'credit_applications'>;
  readonly customer: Row<'customers'>;
  /** Earliest first. */
  readonly requesters: readonly Row<'application_requesters'>[];
  /** In the order in which they were given. */
  readonly inputs: readonly Row<'application_inputs'>[];
  readonly assessment: Row<'assessments'> | undefined;
  /** Of that assessment, in their order. */
  readonly stages: readonly Row<'approval_stages'>[];
  readonly decisions: readonly Row<'approval_decisions'>[];
  readonly informationRequests: readonly Row<'information_requests'>[];
  readonly contacts: readonly (Row<'contacts'> & { readonly subject_key: string })[];
  readonly currentLimit: Row<'credit_limits'> | undefined;
  /** Everybody who may be written to: people who are not disabled and hold the open stage's role, requesters, the customer's salesperson. */
  readonly people: readonly Row<'people'>[];
  readonly contactPersons: readonly Row<'contact_persons'>[];
}

export async function applicationById(trx: Trx, id: string): Promise<Row<'credit_applications'> | undefined> {
  return trx.selectFrom('credit_applications').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function openApplicationOf(trx: Trx, customerId: string): Promise<Row<'credit_applications'> | undefined> {
  return trx.selectFrom('credit_applications').selectAll().where('customer_id', '=', customerId).where('ended_at', 'is', null).executeTakeFirst();
}

/** The customer's last application that was declined. */
export async function lastDeclinedOf(trx: Trx, customerId: string): Promise<Row<'credit_applications'> | undefined> {
  return trx.selectFrom('credit_applications').selectAll().where('customer_id', '=', customerId).where('status', '=', 'declined').orderBy('ended_at', 'desc').limit(1).executeTakeFirst();
}

/** The next number of the year: `CA-2026-0042`. */
export async function nextApplicationNumber(trx: Trx, year: number): Promise<string> {
  const found = await sql<{ last: number }>`
    insert into application_numbers (year, last) values (${year}, 1) on conflict (year) do update set last = application_numbers.last + 1 returning last`.execute(trx);
  return `CA-${year}-${String(found.rows[0]?.last ?? 0).padStart(4, '0')}`;
}

export async function readApplicationRecords(trx: Trx, id: string): Promise<ApplicationRecords> {
  const application = await trx.selectFrom('credit_applications').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const customer = await trx.selectFrom('customers').selectAll().where('id', '=', application.customer_id).executeTakeFirstOrThrow();
  const requesters = await trx.selectFrom('application_requesters').selectAll().where('application_id', '=', id).orderBy('position').execute();
  const inputs = await trx.selectFrom('application_inputs').selectAll().where('application_id', '=', id).orderBy('position').execute();
  const assessment = await trx.selectFrom('assessments').selectAll().where('application_id', '=', id).where('superseded_at', 'is', null).executeTakeFirst();
  const stages = assessment === undefined ? [] : await trx.selectFrom('approval_stages').selectAll().where('assessment_id', '=', assessment.id).orderBy('position').execute();
  const decisions = await trx.selectFrom('approval_decisions').selectAll().where('application_id', '=', id).orderBy('decided_at').orderBy('id').execute();
  const informationRequests = await trx.selectFrom('information_requests').selectAll().where('application_id', '=', id).orderBy('asked_at').orderBy('id').execute();
  const contacts = await trx.selectFrom('contacts as contact').innerJoin('contact_subjects as subject', 'subject.contact_id', 'contact.id').selectAll('contact').select('subject.subject_key')
    .where('contact.story_kind', '=', 'credit_application').where('contact.story_id', '=', id).orderBy('contact.reserved_at').orderBy('contact.id').execute();
  return {
    application, customer, requesters, inputs, assessment, stages, decisions, informationRequests, contacts,
    currentLimit: await limitInForce(trx, customer.id, application.currency),
    people: await peopleOf(trx, { customer, requesters, role: stages.find((stage) => stage.state === 'open')?.role }),
    contactPersons: await contactPersonsOf(trx, requesters),
  };
}

async function peopleOf(trx: Trx, about: { readonly customer: Row<'customers'>; readonly requesters: ApplicationRecords['requesters']; readonly role: string | undefined }): Promise<readonly Row<'people'>[]> {
  const named = [...about.requesters.filter((requester) => requester.kind === 'person').map((requester) => requester.requester_id), about.customer.sales_person_id].filter((id) => id !== null);
  return trx.selectFrom('people').selectAll().where('disabled_at', 'is', null)
    .where((where) => where.or([sql<boolean>`${about.role ?? ''} = any(roles)`, ...(named.length === 0 ? [] : [where('id', 'in', named)])]))
    .orderBy('email').execute();
}

async function contactPersonsOf(trx: Trx, requesters: ApplicationRecords['requesters']): Promise<readonly Row<'contact_persons'>[]> {
  const ids = requesters.filter((requester) => requester.kind === 'contact_person').map((requester) => requester.requester_id);
  return ids.length === 0 ? [] : trx.selectFrom('contact_persons').selectAll().where('id', 'in', ids).where('removed_at', 'is', null).orderBy('id').execute();
}

/** Takes back what was assessed: stages that are not yet decided and the assessment itself count no more. @returns the ids of those stages */
export async function supersedeAssessment(trx: Trx, applicationId: string, at: Instant): Promise<readonly string[]> {
  const stages = await trx.updateTable('approval_stages').set({ state: 'superseded', ended_at: at }).where('application_id', '=', applicationId).where('state', 'in', ['planned', 'open']).returning('id').execute();
  await trx.updateTable('assessments').set({ superseded_at: at }).where('application_id', '=', applicationId).where('superseded_at', 'is', null).execute();
  return stages.map((stage) => stage.id);
}

/** Ends the open question to the requesters, if there is one. @returns it as it was */
export async function endInformationRequest(trx: Trx, applicationId: string, end: { readonly state: 'answered' | 'unanswered' | 'dropped'; readonly answer: string | null; readonly at: Instant }): Promise<Row<'information_requests'> | undefined> {
  const open = await trx.selectFrom('information_requests').selectAll().where('application_id', '=', applicationId).where('state', '=', 'open').executeTakeFirst();
  if (open === undefined) return undefined;
  await trx.updateTable('information_requests').set({ state: end.state, answer: end.answer, ended_at: end.at }).where('id', '=', open.id).execute();
  return open;
}
