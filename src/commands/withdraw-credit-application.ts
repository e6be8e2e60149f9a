import { readApplicationRecords } from '../db/credit-applications.js';
import { customerOfRow } from '../db/customer-of.js';
import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { ROLES_FOR } from '../domain/authority.js';
import { isOpenStatus, type ApplicationStatus } from '../domain/credit-application.js';
import { moveTo, recordOn } from './applications/change.js';
import { endWhatIsOpen } from './applications/follow-up.js';
import { runCommand, type Command, type CommandRefusal } from './run-command.js';

const NOTE_LENGTH_MAX = 2_000;

export type WithdrawApplicationRefusal =
  | CommandRefusal
  | { readonly kind: 'rejected' } & (
    | { readonly code: 'application_unknown'; readonly id: string }
    | { readonly code: 'application_not_open'; readonly status: ApplicationStatus }
    | { readonly code: 'not_your_application' }
    | { readonly code: 'note_too_long'; readonly max: number });

interface Withdrawal {
  readonly applicationId: string;
  readonly note: string;
}

/** Takes an application back: by whoever asked for it, or by the credit team. Limit and terms stay as they were. */
export async function withdrawCreditApplication(database: Database, request: { readonly actor: Actor } & Withdrawal): Promise<{ readonly kind: 'withdrawn' } | WithdrawApplicationRefusal> {
  const { actor, applicationId } = request;
  const customerId = await database.transaction((trx) => customerOfRow(trx, 'credit_applications', applicationId));
  return runCommand<{ readonly kind: 'withdrawn' } | WithdrawApplicationRefusal>(database, { actor, customers: customerId === undefined ? [] : [customerId] }, async (command) => {
    if (customerId === undefined) return { kind: 'rejected', code: 'application_unknown', id: applicationId };
    return withdraw(command, request);
  });
}

async function withdraw(command: Command, { applicationId, note }: Withdrawal): Promise<{ readonly kind: 'withdrawn' } | WithdrawApplicationRefusal> {
  const { application, requesters } = await readApplicationRecords(command.trx, applicationId);
  const { actor, roles } = command;
  const own = requesters.some((requester) => requester.kind === actor.kind && requester.requester_id === idOf(actor));
  if (!own && !ROLES_FOR.withdraw_any_application.some((role) => roles.includes(role))) return { kind: 'rejected', code: 'not_your_application' };
  if (!isOpenStatus(application.status)) return { kind: 'rejected', code: 'application_not_open', status: application.status };
  if (note.length > NOTE_LENGTH_MAX) return { kind: 'rejected', code: 'note_too_long', max: NOTE_LENGTH_MAX };
  await moveTo(command, application, 'withdrawn', { outcome_note: note.trim() });
  await endWhatIsOpen(command, applicationId);
  await recordOn(command, application, 'application_withdrawn', { statusBefore: application.status, byRequester: own });
  await command.raise({ kind: 'credit_application', id: applicationId, customerId: application.customer_id });
  return { kind: 'withdrawn' };
}

function idOf(actor: Actor): string | undefined {
  switch (actor.kind) {
    case 'person': return actor.personId;
    case 'contact_person': return actor.contactPersonId;
    case 'api_key': return actor.apiKeyId;
    default: return undefined;
  }
}
