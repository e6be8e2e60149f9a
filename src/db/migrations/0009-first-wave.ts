/** How many overdue customers start on a day after the release of sending, and who starts when. Previews that were made without it are made again. */
export const sql = `
alter table installation add column first_wave_per_day integer check (first_wave_per_day between 1 and 10000);

create table first_wave (
  customer_id uuid primary key references customers,
  starts_on date not null,
  starts_at timestamptz not null
);

delete from sends_previews where released_at is null;
alter table sends_previews add column first_wave_per_day integer;
alter table sends_previews add column overdue_customers integer not null default 0;

create table previewed_starts (
  preview_id uuid not null references sends_previews on delete cascade,
  customer_id uuid not null,
  starts_on date not null,
  starts_at timestamptz not null,
  primary key (preview_id, customer_id)
);
`;
