/** A copy of the seller's accounting: who owes what, since when, and what has been received. */
export const sql = `
create table selling_entities (
  id uuid primary key,
  code text not null unique,
  legal_name text not null,
  legal_name_english text,
  country text not null,
  address text not null,
  address_english text,
  bank_name text not null,
  bank_account_name text not null,
  bank_account_number text not null,
  letterhead text not null default '',
  sender_name text not null,
  sender_email text not null,
  phone text,
  created_at timestamptz not null
);

create table customers (
  id uuid primary key,
  number text not null unique,
  name text not null,
  name_english text,
  unified_social_credit_code text,
  country text not null,
  time_zone text not null,
  language text not null check (language in ('zh-CN', 'en')),
  segment text,
  terms_days integer,
  terms_from text check (terms_from in ('invoice_date', 'end_of_month')),
  payment_day integer check (payment_day between 1 and 31),
  sales_person_id uuid references people,
  collector_id uuid references people,
  letters_written integer not null default 0,
  created_at timestamptz not null
);

create table contact_persons (
  id uuid primary key,
  customer_id uuid not null references customers,
  name text not null,
  role text not null,
  email text,
  phone text,
  language text not null check (language in ('zh-CN', 'en')),
  time_zone text,
  opted_out_of text[] not null default '{}',
  preferred_channel text check (preferred_channel in ('email', 'sms', 'voice', 'letter')),
  created_at timestamptz not null,
  removed_at timestamptz
);
create unique index contact_persons_once on contact_persons (customer_id, name, role) where removed_at is null;

create table collection_cases (
  id uuid primary key,
  customer_id uuid not null references customers,
  selling_entity_id uuid not null references selling_entities,
  currency text not null,
  status text not null check (status in ('watching', 'open', 'paid', 'written_off', 'recovered_by_handoff')),
  created_at timestamptz not null,
  opened_at timestamptz,
  closed_at timestamptz,
  unique (customer_id, selling_entity_id, currency),
  unique (id, customer_id, selling_entity_id, currency)
);

-- A file that was applied. The same file again changes nothing; a snapshot counts against the one before it only, as what is
-- open may come back to what it was.
create table imports (
  id uuid primary key,
  kind text not null,
  file_hash text not null,
  file_name text not null,
  source text not null,
  rows integer not null,
  result jsonb not null,
  imported_at timestamptz not null,
  imported_by jsonb not null,
  sequence bigint generated always as identity
);
create unique index imports_once on imports (kind, source, file_hash) where kind <> 'open-items';
create index imports_by_source on imports (source, kind, sequence);
-- An invoice, its items and its payments stand in the case of their customer, selling entity and currency: one key says so.
create table invoices (
  id uuid primary key,
  customer_id uuid not null,
  selling_entity_id uuid not null,
  case_id uuid not null,
  number text not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  issued_on date not null,
  order_number text,
  delivery_number text,
  recorded_at timestamptz not null,
  voided_at timestamptz,
  void_reason text,
  import_id uuid references imports,
  unique (selling_entity_id, number),
  unique (id, case_id, customer_id),
  foreign key (case_id, customer_id, selling_entity_id, currency) references collection_cases (id, customer_id, selling_entity_id, currency)
);
create index invoices_by_customer on invoices (customer_id);

create table open_items (
  id uuid primary key,
  invoice_id uuid not null,
  case_id uuid not null,
  customer_id uuid not null,
  instalment integer not null default 1,
  amount_minor bigint not null check (amount_minor > 0),
  open_minor bigint not null check (open_minor >= 0 and open_minor <= amount_minor),
  due_on date not null,
  due_basis jsonb not null,
  recorded_at timestamptz not null,
  ladder_name text not null,
  ladder_version integer not null,
  ladder_rule text not null,
  paused_at timestamptz,
  pause_ended_at timestamptz,
  notice_elsewhere_on date,
  unique (invoice_id, instalment),
  foreign key (invoice_id, case_id, customer_id) references invoices (id, case_id, customer_id)
);
create index open_items_of_customer on open_items (customer_id);
create index open_items_of_case on open_items (case_id);
create index open_items_due on open_items (due_on) where open_minor > 0;

create table due_date_changes (
  id uuid primary key,
  open_item_id uuid not null references open_items,
  due_before date not null,
  due_after date not null,
  reason text not null,
  changed_at timestamptz not null,
  changed_by jsonb not null
);
create index due_date_changes_of_item on due_date_changes (open_item_id);

create table credit_notes (
  id uuid primary key,
  customer_id uuid not null references customers,
  invoice_id uuid not null references invoices,
  number text not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  unallocated_minor bigint not null check (unallocated_minor >= 0 and unallocated_minor <= amount_minor),
  issued_on date not null,
  recorded_at timestamptz not null,
  import_id uuid references imports,
  unique (invoice_id, number)
);

create table payments (
  id uuid primary key,
  customer_id uuid not null,
  selling_entity_id uuid not null,
  case_id uuid not null,
  reference text not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  unallocated_minor bigint not null check (unallocated_minor >= 0 and unallocated_minor <= amount_minor),
  received_on date not null,
  method text,
  recorded_at timestamptz not null,
  reversed_at timestamptz,
  reversed_by text,
  reversed_on date,
  import_id uuid references imports,
  reversal_import_id uuid references imports,
  check ((reversed_at is null) = (reversed_by is null) and (reversed_at is null) = (reversed_on is null)),
  unique (selling_entity_id, reference),
  unique (selling_entity_id, reversed_by),
  foreign key (case_id, customer_id, selling_entity_id, currency) references collection_cases (id, customer_id, selling_entity_id, currency)
);
create index payments_of_case on payments (case_id);

create table allocations (
  id uuid primary key,
  payment_id uuid references payments,
  credit_note_id uuid references credit_notes,
  open_item_id uuid not null references open_items,
  amount_minor bigint not null check (amount_minor > 0),
  allocated_at timestamptz not null,
  reversed_at timestamptz,
  check ((payment_id is null) <> (credit_note_id is null))
);
create index allocations_by_item on allocations (open_item_id);
create index allocations_by_payment on allocations (payment_id) where payment_id is not null;

create table covers (
  id uuid primary key,
  customer_id uuid not null references customers,
  invoice_id uuid references invoices,
  insurer text not null,
  policy_number text not null,
  currency text not null,
  covered_minor bigint not null check (covered_minor > 0),
  insured_percent numeric not null check (insured_percent > 0 and insured_percent <= 100),
  valid_from date not null,
  valid_until date not null check (valid_until >= valid_from),
  recorded_at timestamptz not null,
  import_id uuid references imports,
  unique nulls not distinct (customer_id, invoice_id, policy_number, valid_from)
);

create table import_mappings (
  source text not null,
  kind text not null,
  mapping jsonb not null,
  primary key (source, kind)
);
`;
