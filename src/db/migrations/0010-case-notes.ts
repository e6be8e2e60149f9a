/** What people write on a case for each other. */
export const sql = `
create table case_notes (
  id uuid primary key,
  case_id uuid not null references collection_cases,
  note text not null check (char_length(note) between 1 and 2000),
  written_at timestamptz not null,
  written_by jsonb not null
);
create index case_notes_by_case on case_notes (case_id);
`;
