/** What a manager looks at before sending is released: made in parts, kept with what was seen. */
export const sql = `
create table sends_previews (
  id uuid primary key,
  made_at timestamptz not null,
  made_by jsonb not null,
  picture jsonb not null,
  cases_total integer not null,
  cases_played integer not null default 0,
  last_case_id uuid,
  items_left_out integer not null default 0,
  finished_at timestamptz,
  summary jsonb,
  released_at timestamptz,
  check ((finished_at is null) = (summary is null))
);

create table previewed_sends (
  id uuid primary key,
  preview_id uuid not null references sends_previews on delete cascade,
  case_id uuid not null,
  customer_id uuid not null,
  day date not null,
  at timestamptz not null,
  action text not null,
  step_key text not null,
  step_name jsonb,
  channel text,
  recipient_id uuid,
  recipient_role text,
  currency text not null,
  items integer not null,
  amount_minor bigint not null
);
create index previewed_sends_in_order on previewed_sends (preview_id, at, id);

create table previewed_silences (
  id uuid primary key,
  preview_id uuid not null references sends_previews on delete cascade,
  case_id uuid not null,
  customer_id uuid not null,
  reason text not null,
  currency text not null,
  items integer not null,
  amount_minor bigint not null
);
create index previewed_silences_of_preview on previewed_silences (preview_id, reason);
`;
