import { ROLES, type Role } from './roles.js';

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
  write_case_notes: ['collector', 'manager', 'sales', 'finance', 'legal', 'credit_analyst'],
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
  keep_people: ['administrator'],
  keep_api_keys: ['administrator'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof ROLES_FOR;

/** What each kind of file asks of whoever imports it. */
export const PERMISSION_OF_IMPORT = {
  'customers': 'keep_customers', 'contacts': 'keep_contact_persons', 'invoices': 'record_invoices', 'credit-notes': 'record_invoices',
  'payments': 'record_money', 'covers': 'keep_covers', 'open-items': 'record_money',
} as const satisfies Record<string, Permission>;

/** Who may import a file of some kind. */
export const IMPORTERS: readonly Role[] = ROLES.filter((role) => Object.values(PERMISSION_OF_IMPORT).some((permission) => mayDo([role], permission)));

/** Whether somebody of these roles may do it. */
export function mayDo(roles: readonly string[], permission: Permission): boolean {
  return ROLES_FOR[permission].some((role) => roles.includes(role));
}

/** Who may read what. Customers, their cases and what they owe are everybody's work; scores, money received, letters, files and colleagues' addresses are not.
 * What is one's own is not here: whoever is signed in reads their session, their mail in the local inbox, the clock and their colleagues' names. */
export const READERS_OF = {
  selling_entities: ROLES,
  customers: ROLES,
  cases: ROLES,
  open_items: ROLES,
  tasks: ROLES,
  /** What all customers owe together. */
  ageing: ['administrator', 'manager', 'finance', 'credit_analyst', 'collector'],
  payments: ['manager', 'finance', 'credit_analyst', 'collector', 'legal'],
  imports: ['administrator', 'manager', 'finance', 'credit_analyst'],
  /** Messages to customers as they were written: of those who speak with customers, or decide about them. */
  contacts_made: ['manager', 'finance', 'credit_analyst', 'collector', 'sales', 'legal'],
  /** Letters, and the evidence packs of handoffs. */
  documents: ['manager', 'finance', 'collector', 'legal'],
  /** With their score, and the scorecard's questions. */
  credit_applications: ['manager', 'finance', 'credit_analyst', 'sales'],
  /** Not for sales: who knows the bands fills in what they ask for. */
  policies: ['administrator', 'manager', 'finance', 'credit_analyst', 'collector', 'legal'],
  people: ['administrator', 'manager'],
  api_keys: ['administrator'],
  channels: ['administrator'],
  stories_in_trouble: ['administrator', 'manager'],
  /** Mail to our own people, with the links by which they decide; everybody reads their own. */
  inbox_of_others: ['administrator', 'manager'],
} as const satisfies Record<string, readonly Role[]>;

export type Readable = keyof typeof READERS_OF;

/** Whether somebody of these roles may read it. */
export function mayRead(roles: readonly string[], readable: Readable): boolean {
  return READERS_OF[readable].some((role) => roles.includes(role));
}
