import type { Actor } from '../db/events.js';
import type { Role } from '../domain/roles.js';
import type { CommandRequest } from './run-command.js';

/** Who may do what, by the duties of the trade: master data, money, words with the customer, and rules are different hands. */
export const ROLES_FOR = {
  keep_selling_entities: ['administrator', 'finance'],
  keep_customers: ['administrator', 'finance', 'credit_analyst', 'manager'],
  keep_contact_persons: ['administrator', 'finance', 'credit_analyst', 'manager', 'collector', 'sales'],
  keep_covers: ['administrator', 'finance', 'credit_analyst', 'manager'],
  record_invoices: ['administrator', 'finance'],
  record_money: ['finance'],
  record_opt_out: ['administrator', 'manager', 'collector', 'sales', 'credit_analyst', 'finance'],
  void_invoice: ['finance'],
  change_due_date: ['finance', 'manager'],
  raise_dispute: ['collector', 'finance', 'manager', 'sales', 'legal'],
  answer_dispute: ['collector', 'finance', 'manager'],
  record_promise: ['collector', 'finance', 'manager', 'sales'],
  withdraw_promise: ['collector', 'manager'],
  decide_manager_review: ['manager'],
  decide_handoff: ['manager'],
  keep_contact_holds: ['collector', 'manager', 'legal'],
  record_call_outcome: ['collector', 'manager'],
  release_sends: ['manager'],
  test_channels: ['administrator'],
  wake_stories: ['administrator', 'manager'],
  follow_handoffs: ['manager', 'legal', 'finance'],
  publish_policies: ['administrator', 'manager'],
  apply_for_credit: ['sales', 'credit_analyst', 'manager', 'finance'],
  give_application_information: ['sales', 'credit_analyst', 'manager', 'finance'],
  withdraw_any_application: ['credit_analyst', 'manager'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof ROLES_FOR;

/** What a contact person may do by a link of their own; the link has been checked by its page. */
const OPEN_TO_CONTACT_PERSONS: ReadonlySet<Permission> = new Set(['raise_dispute', 'record_promise', 'record_opt_out', 'apply_for_credit', 'give_application_information']);

/** What is asked of an actor: any of the roles of people and keys, none of stories and of the installation itself. */
export function asking(actor: Actor, permission: Permission): Pick<CommandRequest, 'actor' | 'roles'> {
  const free = actor.kind === 'installation' || actor.kind === 'story' || (actor.kind === 'contact_person' && OPEN_TO_CONTACT_PERSONS.has(permission));
  return free ? { actor } : { actor, roles: ROLES_FOR[permission] };
}
