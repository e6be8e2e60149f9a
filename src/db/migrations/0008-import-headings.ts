/** A mapping holds for files of the same headings. Those saved before do not say for which: they are asked for once more. */
export const sql = `
delete from import_mappings;
alter table import_mappings add column headings_hash text not null;
alter table import_mappings drop constraint import_mappings_pkey;
alter table import_mappings add primary key (source, kind, headings_hash);
`;
