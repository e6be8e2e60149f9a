/** From the request for a limit to the limit in force: what was asked, known, scored, decided. */
export const sql = `
create table application_numbers (
  year integer primary key,
  last integer not null
);

create table credit_applications (
  id uuid primary key,
  number text not null unique,
  customer_id uuid not null references customers,
  currency text not null,
  asked_limit_minor bigint not null check (asked_limit_minor > 0),
  asked_terms_days integer not null check (asked_terms_days >= 0),
  reason text not null,
  status text not null check (status in ('received', 'assessing', 'awaiting_information', 'in_review', 'approved', 'declined', 'withdrawn', 'expired')),
  received_at timestamptz not null,
  ended_at timestamptz,
  closed_at timestamptz,
  decline_reason text,
  outcome_note text not null default '',
  apply_again_from date,
  check ((status in ('received', 'assessing', 'awaiting_information', 'in_review')) = (ended_at is null))
);
-- A second request of a customer joins the one that is open.
create unique index credit_applications_one_open on credit_applications (customer_id) where ended_at is null;
create index credit_applications_of_customer on credit_applications (customer_id, received_at);
create index credit_applications_by_status on credit_applications (status, received_at);

-- Everybody who asked: they hear the outcome and may not decide.
create table application_requesters (
  application_id uuid not null references credit_applications,
  position integer not null,
  kind text not null check (kind in ('person', 'contact_person', 'api_key')),
  requester_id uuid not null,
  at timestamptz not null,
  primary key (application_id, kind, requester_id)
);

-- What is known for the scorecard. Nothing is overwritten: the latest of a key counts.
create table application_inputs (
  id uuid primary key,
  application_id uuid not null references credit_applications,
  position integer not null,
  key text not null,
  value jsonb not null,
  source text not null check (source in ('requester', 'credit_team')),
  as_of date not null,
  given_by jsonb not null,
  given_at timestamptz not null,
  unique (application_id, position)
);

create table assessments (
  id uuid primary key,
  application_id uuid not null references credit_applications,
  position integer not null,
  scorecard_name text not null,
  scorecard_version integer not null,
  matrix_name text not null,
  matrix_version integer not null,
  rule_id text not null,
  automatic boolean not null,
  obstacles jsonb not null,
  score integer not null check (score between 0 and 100),
  grade text not null check (grade in ('A', 'B', 'C', 'D', 'E')),
  hard_stops jsonb not null,
  log jsonb not null,
  ledger jsonb not null,
  proposed_limit_minor bigint not null,
  proposed_terms_days integer not null,
  limit_methods jsonb not null,
  limit_bound text not null,
  assessed_at timestamptz not null,
  superseded_at timestamptz,
  unique (application_id, position)
);
create unique index assessments_one_current on assessments (application_id) where superseded_at is null;

create table approval_stages (
  id uuid primary key,
  application_id uuid not null references credit_applications,
  assessment_id uuid not null references assessments,
  position integer not null,
  key text not null,
  name jsonb not null,
  role text not null,
  respond_within_working_days integer not null,
  remind_after_working_days integer not null,
  state text not null check (state in ('planned', 'open', 'approved', 'declined', 'superseded')),
  turn integer not null default 0,
  opened_at timestamptz,
  remind_at timestamptz,
  answer_by timestamptz,
  ended_at timestamptz,
  unique (assessment_id, position),
  check (state <> 'open' or (opened_at is not null and remind_at is not null and answer_by is not null))
);
create index approval_stages_of_application on approval_stages (application_id);
create unique index approval_stages_one_open on approval_stages (application_id) where state = 'open';

create table approval_decisions (
  id uuid primary key,
  application_id uuid not null references credit_applications,
  stage_id uuid not null references approval_stages,
  turn integer not null,
  person_id uuid not null references people,
  kind text not null check (kind in ('approve', 'approve_less', 'decline', 'ask')),
  limit_minor bigint,
  decline_reason text,
  note text not null default '',
  decided_by text not null check (decided_by in ('link', 'session')),
  token_hash text,
  shown jsonb not null,
  decided_at timestamptz not null,
  check ((kind in ('approve', 'approve_less')) = (limit_minor is not null)),
  check ((kind = 'decline') = (decline_reason is not null))
);
-- Two people at the same instant: the database keeps the first.
create unique index approval_decisions_one_per_stage on approval_decisions (stage_id) where kind <> 'ask';
create unique index approval_decisions_one_question_per_turn on approval_decisions (stage_id, turn) where kind = 'ask';
create index approval_decisions_of_application on approval_decisions (application_id);

create table information_requests (
  id uuid primary key,
  application_id uuid not null references credit_applications,
  decision_id uuid references approval_decisions,
  inputs text[] not null,
  question text not null default '',
  on_silence text not null check (on_silence in ('count_as_zero', 'expire')),
  state text not null check (state in ('open', 'answered', 'unanswered', 'dropped')),
  answer text,
  asked_at timestamptz not null,
  answer_by timestamptz not null,
  ended_at timestamptz
);
create unique index information_requests_one_open on information_requests (application_id) where state = 'open';
create index information_requests_of_application on information_requests (application_id);

create table credit_limits (
  id uuid primary key,
  customer_id uuid not null references customers,
  currency text not null,
  limit_minor bigint not null check (limit_minor >= 0),
  terms_days integer not null,
  application_id uuid references credit_applications,
  effective_on date not null,
  effective_at timestamptz not null,
  ended_at timestamptz
);
create unique index credit_limits_one_in_force on credit_limits (customer_id, currency) where ended_at is null;
create unique index credit_limits_once_per_application on credit_limits (application_id) where application_id is not null;
`;
