/** Who we are, what happened, what is under way: everything that is not yet business. */
export const sql = `
create table installation (
  only_one boolean primary key default true check (only_one),
  clock_kind text not null check (clock_kind in ('real', 'test')),
  clock_at timestamptz check ((clock_kind = 'test') = (clock_at is not null)),
  sample_company boolean not null default false,
  sends_released_at timestamptz,
  created_at timestamptz not null default clock_timestamp()
);

create table clock_advances (
  id uuid primary key,
  from_at timestamptz not null,
  target_at timestamptz not null,
  state text not null check (state in ('advancing', 'ready', 'failed')),
  failure jsonb,
  lease_owner text,
  lease_until timestamptz,
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz
);
create unique index clock_advances_one_at_a_time on clock_advances ((true)) where state = 'advancing';

create table people (
  id uuid primary key,
  name text not null,
  email text not null unique,
  phone text,
  language text not null check (language in ('zh-CN', 'en')),
  time_zone text not null,
  country text not null,
  roles text[] not null default '{}',
  password_hash text,
  disabled_at timestamptz,
  created_at timestamptz not null
);

-- Signed-in people; wall time, not Dunlin's. Only the hash of the cookie's token is kept.
create table sessions (
  hash text primary key,
  person_id uuid not null references people,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
);
create index sessions_of_person on sessions (person_id);

create table api_keys (
  id uuid primary key,
  name text not null,
  prefix text not null,
  hash text not null unique,
  roles text[] not null,
  created_at timestamptz not null default clock_timestamp(),
  revoked_at timestamptz
);

create table idempotency_keys (
  caller text not null,
  key text not null,
  request_hash text not null,
  status integer,
  body jsonb,
  created_at timestamptz not null default clock_timestamp(),
  primary key (caller, key)
);

create table policies (
  id uuid primary key,
  kind text not null,
  name text not null,
  version integer not null check (version >= 1),
  document jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  note text not null,
  unique (kind, name, version)
);

-- What happened, to whom, why: append-only, chained by hash per customer (or for the installation itself).
create table event_chains (
  chain text primary key,
  head text not null,
  length bigint not null
);
create table events (
  sequence bigint generated always as identity primary key,
  chain text not null references event_chains,
  position bigint not null,
  customer_id uuid,
  stream_kind text not null,
  stream_id uuid not null,
  type text not null,
  data jsonb not null,
  actor jsonb not null,
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  previous_hash text not null,
  hash text not null,
  unique (chain, position)
);
create index events_by_stream on events (stream_kind, stream_id, sequence);
create index events_by_customer on events (customer_id, sequence);
create function events_are_append_only() returns trigger language plpgsql as $$
begin raise exception 'events are append-only'; end $$;
create trigger events_append_only before update or delete on events
  for each row execute function events_are_append_only();

-- A story is one Temporal workflow and one row; the row is its own outbox (change > signalled: to be signalled).
create table stories (
  kind text not null check (kind in ('collection_case', 'handoff', 'credit_application', 'jobs')),
  id uuid not null,
  customer_id uuid,
  change bigint not null default 1,
  signalled bigint not null default 0,
  looked bigint not null default 0,
  next_at timestamptz,
  next_action text,
  next_reason jsonb,
  closed_at timestamptz,
  stuck_at timestamptz,
  futile_acts integer not null default 0,
  try_again_at timestamptz,
  by_person boolean not null default false,
  relay_lease_until timestamptz,
  relay_due_at timestamptz,
  relay_failures integer not null default 0,
  signalled_at timestamptz,
  sweeps integer not null default 0,
  primary key (kind, id)
);
create index stories_to_signal on stories (by_person desc, relay_due_at) where signalled < change;
create index stories_due on stories (next_at) where next_at is not null;
create index stories_behind on stories (kind, id) where looked < change;

create table documents (
  id uuid primary key,
  file_name text not null,
  content_type text not null,
  sha256 text not null,
  content bytea not null,
  created_at timestamptz not null
);

-- Links handed to people outside: only the hash of the token is kept.
create table link_tokens (
  hash text primary key,
  purpose text not null,
  subject_id uuid not null,
  recipient_id uuid,
  data jsonb not null default '{}',
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index link_tokens_by_subject on link_tokens (purpose, subject_id);
`;
