import type { Insertable, Selectable, Transaction } from 'kysely';
import type { Instant, PlainDate } from '../domain/dates.js';
import type { PreferredChannel } from '../domain/preferred-channel.js';
import type { Json } from './json-value.js';
import type { ApplicationSchema } from './schema-applications.js';

export type { Json } from './json-value.js';

export type Language = 'zh-CN' | 'en';

export interface Schema extends ApplicationSchema {
  installation: { only_one: boolean; clock_kind: 'real' | 'test'; clock_at: Instant | null; sample_company: boolean; sends_released_at: Instant | null; first_wave_per_day: number | null };
  clock_advances: {
    id: string; from_at: Instant; target_at: Instant; state: 'advancing' | 'ready' | 'failed'; failure: Json;
    lease_owner: string | null; lease_until: Instant | null; ended_at: Instant | null;
  };
  people: {
    id: string; name: string; email: string; phone: string | null; language: Language; time_zone: string; country: string;
    roles: string[]; password_hash: string | null; disabled_at: Instant | null; created_at: Instant;
  };
  sessions: { hash: string; person_id: string; expires_at: Instant };
  api_keys: { id: string; name: string; prefix: string; hash: string; roles: string[]; revoked_at: Instant | null };
  idempotency_keys: { caller: string; key: string; request_hash: string; status: number | null; body: Json; attempt: number };
  policies: {
    id: string; kind: string; name: string; version: number; document: Json; published_at: Instant; published_by: string; note: string;
  };
  event_chains: { chain: string; head: string; length: number };
  events: {
    sequence: number; chain: string; position: number; customer_id: string | null; stream_kind: string; stream_id: string; type: string;
    data: Json; actor: Json; at: Instant; recorded_at: Instant; previous_hash: string; hash: string;
  };
  stories: {
    kind: string; id: string; customer_id: string | null; change: number; signalled: number; looked: number; next_at: Instant | null;
    next_action: string | null; next_reason: Json; closed_at: Instant | null; stuck_at: Instant | null; futile_acts: number;
    try_again_at: Instant | null; by_person: boolean; relay_lease_until: Instant | null; relay_due_at: Instant | null;
    relay_failures: number; signalled_at: Instant | null; sweeps: number;
  };
  documents: { id: string; file_name: string; content_type: string; sha256: string; content: Uint8Array; created_at: Instant };
  link_tokens: {
    hash: string; purpose: string; subject_id: string; recipient_id: string | null; data: Json; created_at: Instant;
    expires_at: Instant; used_at: Instant | null;
  };
  selling_entities: {
    id: string; code: string; legal_name: string; legal_name_english: string | null; country: string; address: string;
    address_english: string | null; bank_name: string; bank_account_name: string; bank_account_number: string; letterhead: string;
    sender_name: string; sender_email: string; phone: string | null; created_at: Instant;
  };
  customers: {
    id: string; number: string; name: string; name_english: string | null; unified_social_credit_code: string | null; country: string;
    time_zone: string; language: Language; segment: string | null; terms_days: number | null;
    terms_from: 'invoice_date' | 'end_of_month' | null; payment_day: number | null; sales_person_id: string | null;
    collector_id: string | null; letters_written: number; created_at: Instant;
  };
  contact_persons: {
    id: string; customer_id: string; name: string; role: string; email: string | null; phone: string | null; language: Language;
    time_zone: string | null; opted_out_of: string[]; preferred_channel: PreferredChannel | null; created_at: Instant; removed_at: Instant | null;
  };
  collection_cases: {
    id: string; customer_id: string; selling_entity_id: string; currency: string;
    status: 'watching' | 'open' | 'paid' | 'written_off' | 'recovered_by_handoff';
    created_at: Instant; opened_at: Instant | null; closed_at: Instant | null;
  };
  invoices: {
    id: string; customer_id: string; selling_entity_id: string; case_id: string; number: string; currency: string; amount_minor: number;
    issued_on: PlainDate; order_number: string | null; delivery_number: string | null; recorded_at: Instant; voided_at: Instant | null;
    void_reason: string | null; import_id: string | null;
  };
  open_items: {
    id: string; invoice_id: string; case_id: string; customer_id: string; instalment: number; amount_minor: number; open_minor: number;
    due_on: PlainDate; due_basis: Json; recorded_at: Instant; ladder_name: string; ladder_version: number; ladder_rule: string;
    paused_at: Instant | null; pause_ended_at: Instant | null; notice_elsewhere_on: PlainDate | null;
  };
  due_date_changes: {
    id: string; open_item_id: string; due_before: PlainDate; due_after: PlainDate; reason: string; changed_at: Instant; changed_by: Json;
  };
  credit_notes: {
    id: string; customer_id: string; invoice_id: string; number: string; currency: string; amount_minor: number; unallocated_minor: number;
    issued_on: PlainDate; recorded_at: Instant; import_id: string | null;
  };
  payments: {
    id: string; customer_id: string; selling_entity_id: string; case_id: string; reference: string; currency: string; amount_minor: number;
    unallocated_minor: number; received_on: PlainDate; method: string | null; recorded_at: Instant; reversed_at: Instant | null;
    reversed_by: string | null; reversed_on: PlainDate | null; import_id: string | null; reversal_import_id: string | null;
  };
  allocations: {
    id: string; payment_id: string | null; credit_note_id: string | null; open_item_id: string; amount_minor: number;
    allocated_at: Instant; reversed_at: Instant | null;
  };
  covers: {
    id: string; customer_id: string; invoice_id: string | null; insurer: string; policy_number: string; currency: string;
    covered_minor: number; insured_percent: string; valid_from: PlainDate; valid_until: PlainDate; recorded_at: Instant;
    import_id: string | null;
  };
  imports: {
    id: string; kind: string; file_hash: string; file_name: string; source: string; rows: number; result: Json; imported_at: Instant;
    imported_by: Json;
  };
  import_mappings: { source: string; kind: string; headings_hash: string; mapping: Json };
  item_steps: {
    open_item_id: string; step_key: string; rank: number; state: 'taken' | 'passed_over' | 'failed' | 'done_elsewhere';
    reason: string | null; audience: Json; day: PlainDate; at: Instant;
  };
  contacts: {
    id: string; story_kind: string; story_id: string; case_id: string | null; customer_id: string | null; action: string;
    tone: string | null; channel: 'email' | 'sms' | 'task'; must_arrive: boolean; recipient_kind: 'contact_person' | 'person' | 'counterparty';
    recipient_id: string; address: string; language: Language;
    state: 'sending' | 'sent' | 'refused' | 'not_sent' | 'unknown' | 'dropped';
    attempt: number; resends: number; send_by: Instant | null; try_again_at: Instant | null; settle_at: Instant | null;
    settlements: number; provider_id: string | null; callback_token_hash: string | null; outcome: Json; late: boolean;
    delivery: string | null; delivered_at: Instant | null; subject: string; body: string; body_html: string | null; content: Json;
    letter_number: string | null; document_id: string | null; day: PlainDate; reserved_at: Instant; resolved_at: Instant | null;
  };
  contact_lines: { contact_id: string; open_item_id: string; step_key: string; recipient_id: string; channel: string };
  contact_subjects: { contact_id: string; subject_key: string; recipient_id: string; channel: string };
  refusals: {
    id: string; case_id: string; open_item_id: string; step_key: string; recipient_id: string | null; channel: string | null;
    code: string; reference: string; at: Instant;
  };
  promises_to_pay: {
    id: string; case_id: string; amount_minor: number; pay_by: PlainDate;
    status: 'pending' | 'kept' | 'partly_kept' | 'broken' | 'withdrawn';
    source: string; made_at: Instant; made_by: Json; judged_at: Instant | null; paid_minor: number | null;
  };
  promise_items: { promise_id: string; open_item_id: string; amount_minor: number; open_when_made_minor: number; open_when_judged_minor: number | null };
  disputes: {
    id: string; case_id: string; open_item_id: string; amount_minor: number; reason: string; note: string; owner_id: string | null;
    answer_by: PlainDate; status: 'open' | 'accepted' | 'rejected' | 'withdrawn'; raised_at: Instant; raised_by: Json;
    closed_at: Instant | null;
  };
  /** A view. */
  item_balances: { open_item_id: string; case_id: string; customer_id: string; open_minor: number; disputed_minor: number; promised_minor: number };
  contact_holds: {
    id: string; case_id: string; open_item_id: string | null; reason: string; owner_id: string | null; task_id: string | null;
    placed_at: Instant; placed_by: Json; last_quiet_on: PlainDate; ended_at: Instant | null;
  };
  case_notes: { id: string; case_id: string; note: string; written_at: Instant; written_by: Json };
  tasks: {
    id: string; kind: string; customer_id: string | null; case_id: string | null; contact_id: string | null; subject_id: string | null;
    owner_role: string; owner_id: string | null; data: Json; due_at: Instant | null; state: 'open' | 'done' | 'overtaken' | 'dropped';
    outcome: Json; opened_at: Instant; closed_at: Instant | null; closed_by: Json;
  };
  credit_holds: {
    id: string; customer_id: string; case_id: string | null; cause: string; data: Json; placed_at: Instant; lifted_at: Instant | null;
  };
  manager_reviews: {
    id: string; case_id: string; state: 'open' | 'decided'; opened_at: Instant; decided_at: Instant | null; decided_by: Json; decision: Json;
  };
  manager_review_items: { review_id: string; open_item_id: string };
  handoffs: {
    id: string; case_id: string; customer_id: string; route: 'insurance_claim' | 'legal'; rule: string;
    state: 'requested' | 'refused' | 'approved' | 'sent' | 'acknowledged' | 'recovered' | 'recalled';
    requested_at: Instant; decided_at: Instant | null; decided_by: Json; next_on: PlainDate | null; pack_document_id: string | null;
    counterparty_name: string | null; counterparty_email: string | null; sent_at: Instant | null; acknowledged_at: Instant | null;
    ended_at: Instant | null; recovered_minor: number;
  };
  handoff_items: { handoff_id: string; open_item_id: string };
  inbox_messages: {
    contact_id: string; copy: number; channel: string; sender: string; recipient: string; subject: string; body: string;
    body_html: string | null; attachments: Json; stored_at: Instant;
  };
  provider_callbacks: {
    id: string; provider: string; provider_id: string; status: string; payload: Json; applied_at: Instant | null;
  };
  sends_previews: {
    id: string; made_at: Instant; made_by: Json; picture: Json; cases_total: number; cases_played: number; last_case_id: string | null;
    items_left_out: number; finished_at: Instant | null; summary: Json; released_at: Instant | null; first_wave_per_day: number | null; overdue_customers: number;
  };
  previewed_starts: { preview_id: string; customer_id: string; starts_on: PlainDate; starts_at: Instant };
  first_wave: { customer_id: string; starts_on: PlainDate; starts_at: Instant };
  previewed_sends: {
    id: string; preview_id: string; case_id: string; customer_id: string; day: PlainDate; at: Instant; action: string; step_key: string;
    step_name: Json; channel: string | null; recipient_id: string | null; recipient_role: string | null; currency: string; items: number; amount_minor: number;
  };
  previewed_silences: {
    id: string; preview_id: string; case_id: string; customer_id: string; reason: string; currency: string; items: number; amount_minor: number;
  };
}

/** A running transaction: the only thing a store takes. */
export type Trx = Transaction<Schema>;

export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>;
export type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>;
