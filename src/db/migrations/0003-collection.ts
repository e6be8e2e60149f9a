/** What is said about open items, what pauses it, and what follows when saying no longer helps. */
export const sql = `
-- An item's own place on the ladder: one row per step it has left behind.
create table item_steps (
  open_item_id uuid not null references open_items,
  step_key text not null,
  rank integer not null,
  state text not null check (state in ('taken', 'passed_over', 'failed', 'done_elsewhere')),
  reason text,
  audience jsonb not null default '[]',
  day date not null,
  at timestamptz not null,
  primary key (open_item_id, step_key)
);

-- One message or call to one recipient over one channel.
create table contacts (
  id uuid primary key,
  story_kind text not null,
  story_id uuid not null,
  case_id uuid references collection_cases,
  customer_id uuid references customers,
  action text not null,
  tone text,
  channel text not null check (channel in ('email', 'sms', 'task')),
  must_arrive boolean not null,
  recipient_kind text not null check (recipient_kind in ('contact_person', 'person', 'counterparty')),
  recipient_id uuid not null,
  address text not null,
  language text not null,
  state text not null check (state in ('sending', 'sent', 'refused', 'not_sent', 'unknown', 'dropped')),
  attempt integer not null,
  resends integer not null default 0 check (resends <= 1),
  send_by timestamptz,
  try_again_at timestamptz,
  settle_at timestamptz,
  settlements integer not null default 0,
  provider_id text,
  callback_token_hash text,
  outcome jsonb,
  late boolean not null default false,
  delivery text,
  delivered_at timestamptz,
  subject text not null default '',
  body text not null default '',
  body_html text,
  content jsonb not null default '{}',
  letter_number text,
  document_id uuid references documents,
  day date not null,
  reserved_at timestamptz not null,
  resolved_at timestamptz
);
create index contacts_of_case on contacts (case_id, reserved_at);
create index contacts_of_story on contacts (story_kind, story_id);
create index contacts_of_customer_by_day on contacts (customer_id, day);
create index contacts_unsettled on contacts (case_id) where state in ('sending', 'not_sent', 'unknown');
create index contacts_by_provider on contacts (provider_id) where provider_id is not null;

-- No item is chased by a step twice: the database refuses the second line.
create table contact_lines (
  contact_id uuid not null references contacts,
  open_item_id uuid not null references open_items,
  step_key text not null,
  recipient_id uuid not null,
  channel text not null,
  primary key (open_item_id, step_key, recipient_id, channel)
);
create index contact_lines_by_contact on contact_lines (contact_id);

-- Prompts and other contacts that are not about open items say once what they are about.
create table contact_subjects (
  contact_id uuid not null references contacts,
  subject_key text not null,
  recipient_id uuid not null,
  channel text not null,
  primary key (subject_key, recipient_id, channel)
);

create table refusals (
  id uuid primary key,
  case_id uuid not null references collection_cases,
  open_item_id uuid not null references open_items,
  step_key text not null,
  recipient_id uuid,
  channel text,
  code text not null,
  reference text not null default '',
  at timestamptz not null,
  unique nulls not distinct (open_item_id, step_key, recipient_id, channel, code, reference)
);
create index refusals_of_case on refusals (case_id);

create table promises_to_pay (
  id uuid primary key,
  case_id uuid not null references collection_cases,
  amount_minor bigint not null check (amount_minor > 0),
  pay_by date not null,
  status text not null check (status in ('pending', 'kept', 'partly_kept', 'broken', 'withdrawn')),
  source text not null,
  made_at timestamptz not null,
  made_by jsonb not null,
  judged_at timestamptz,
  paid_minor bigint
);
create index promises_of_case on promises_to_pay (case_id);
create table promise_items (
  promise_id uuid not null references promises_to_pay,
  open_item_id uuid not null references open_items,
  amount_minor bigint not null check (amount_minor > 0),
  open_when_made_minor bigint not null,
  open_when_judged_minor bigint,
  primary key (promise_id, open_item_id)
);
create index promise_items_of_item on promise_items (open_item_id);

create table disputes (
  id uuid primary key,
  case_id uuid not null references collection_cases,
  open_item_id uuid not null references open_items,
  amount_minor bigint not null check (amount_minor > 0),
  reason text not null,
  note text not null default '',
  owner_id uuid references people,
  answer_by date not null,
  status text not null check (status in ('open', 'accepted', 'rejected', 'withdrawn')),
  raised_at timestamptz not null,
  raised_by jsonb not null,
  closed_at timestamptz
);
create index disputes_of_case on disputes (case_id);
create index disputes_of_item on disputes (open_item_id);

-- What of an item's balance is disputed and what is under a live promise. An accepted dispute stands until its credit note
-- is there; a promise stands for what of it has not come in yet. The one definition for gates, lists and charts.
create view item_balances as
select i.id as open_item_id, i.case_id, i.customer_id, i.open_minor,
  least(i.open_minor, coalesce((
    select sum(case when d.status = 'open' then d.amount_minor
      else greatest(0, d.amount_minor - coalesce((select sum(a.amount_minor) from allocations a where a.open_item_id = i.id
        and a.credit_note_id is not null and a.reversed_at is null and a.allocated_at >= d.closed_at), 0)) end)
    from disputes d where d.open_item_id = i.id and d.status in ('open', 'accepted')), 0))::bigint as disputed_minor,
  least(i.open_minor, coalesce((
    select sum(greatest(0, p.amount_minor - greatest(0, p.open_when_made_minor - i.open_minor)))
    from promise_items p join promises_to_pay t on t.id = p.promise_id and t.status = 'pending' where p.open_item_id = i.id), 0))::bigint as promised_minor
from open_items i;

create table contact_holds (
  id uuid primary key,
  case_id uuid not null references collection_cases,
  open_item_id uuid references open_items,
  reason text not null,
  owner_id uuid references people,
  task_id uuid,
  placed_at timestamptz not null,
  placed_by jsonb not null,
  last_quiet_on date not null,
  ended_at timestamptz
);
create index contact_holds_of_case on contact_holds (case_id);

create table tasks (
  id uuid primary key,
  kind text not null,
  customer_id uuid references customers,
  case_id uuid references collection_cases,
  contact_id uuid references contacts,
  subject_id uuid,
  owner_role text not null,
  owner_id uuid references people,
  data jsonb not null default '{}',
  due_at timestamptz,
  state text not null check (state in ('open', 'done', 'overtaken', 'dropped')),
  outcome jsonb,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by jsonb
);
create index tasks_open on tasks (owner_role, due_at) where state = 'open';
create index tasks_of_case on tasks (case_id);

create table credit_holds (
  id uuid primary key,
  customer_id uuid not null references customers,
  case_id uuid references collection_cases,
  cause text not null,
  data jsonb not null default '{}',
  placed_at timestamptz not null,
  lifted_at timestamptz
);
create unique index credit_holds_one_per_case on credit_holds (case_id) where lifted_at is null;
create index credit_holds_of_customer on credit_holds (customer_id) where lifted_at is null;

create table manager_reviews (
  id uuid primary key,
  case_id uuid not null references collection_cases,
  state text not null check (state in ('open', 'decided')),
  opened_at timestamptz not null,
  decided_at timestamptz,
  decided_by jsonb,
  decision jsonb
);
create unique index manager_reviews_one_open on manager_reviews (case_id) where state = 'open';
create table manager_review_items (
  review_id uuid not null references manager_reviews,
  open_item_id uuid not null references open_items,
  primary key (review_id, open_item_id)
);
create index manager_review_items_by_item on manager_review_items (open_item_id);

create table handoffs (
  id uuid primary key,
  case_id uuid not null references collection_cases,
  customer_id uuid not null references customers,
  route text not null check (route in ('insurance_claim', 'legal')),
  rule text not null,
  state text not null check (state in ('requested', 'refused', 'approved', 'sent', 'acknowledged', 'recovered', 'recalled')),
  requested_at timestamptz not null,
  decided_at timestamptz,
  decided_by jsonb,
  next_on date,
  pack_document_id uuid references documents,
  counterparty_name text,
  counterparty_email text,
  sent_at timestamptz,
  acknowledged_at timestamptz,
  ended_at timestamptz,
  recovered_minor bigint not null default 0
);
create index handoffs_of_case on handoffs (case_id);
create unique index handoffs_one_requested on handoffs (case_id, route) where state = 'requested';
create table handoff_items (
  handoff_id uuid not null references handoffs,
  open_item_id uuid not null references open_items,
  primary key (handoff_id, open_item_id)
);
create index handoff_items_by_item on handoff_items (open_item_id);

-- The local inbox channel stores by contact, so an interrupted attempt is settled at once.
create table inbox_messages (
  contact_id uuid not null,
  copy integer not null default 1,
  channel text not null,
  sender text not null,
  recipient text not null,
  subject text not null,
  body text not null,
  body_html text,
  attachments jsonb not null default '[]',
  stored_at timestamptz not null,
  primary key (contact_id, copy)
);

create table provider_callbacks (
  id uuid primary key,
  provider text not null,
  provider_id text not null,
  status text not null,
  payload jsonb not null,
  received_at timestamptz not null default clock_timestamp(),
  applied_at timestamptz,
  unique (provider, provider_id, status)
);
`;
