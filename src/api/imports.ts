import { z } from 'zod';
import { applyImport, previewImport, type ImportRequest } from '../commands/import-file.js';
import { IMPORTERS, READERS_OF } from '../domain/authority.js';
import { parseAssignments } from '../intake/columns.js';
import { afterOf, pageOf, pageQuery } from './paging.js';
import { answered, defineRoute, Line, ok, type Answer, type Exchange, type Route } from './route.js';

const FILE_BYTES_MAX = 64 * 1024 * 1024;
const KINDS = ['customers', 'contacts', 'invoices', 'credit-notes', 'payments', 'covers', 'open-items'] as const;

const Query = z.strictObject({
  fileName: Line.default('upload.csv'),
  /** Where files like this one come from: what is stated about its columns is remembered, for files of the same headings. */
  source: Line.max(100).default('upload'),
  /** `false` reads the columns by their headings, whatever is remembered. */
  useSaved: z.enum(['true', 'false']).default('true'),
  preview: z.enum(['true', 'false']).default('false'),
  /** `field=column`, several separated by `;`. */
  map: z.string().max(4_000).optional(),
  /** `field=value`, several separated by `;`: what holds for every row and has no column. */
  set: z.string().max(4_000).optional(),
  dateOrder: z.enum(['day_first', 'month_first']).optional(),
  decimalMark: z.enum(['point', 'comma']).optional(),
  encoding: z.enum(['utf-8', 'gb18030']).optional(),
});

const Params = z.strictObject({ kind: z.enum(KINDS) });

/** Files of the accounting program: previewed, then taken whole or not at all. */
export function importRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: 'post', path: '/v1/imports/:kind', summary: 'Import a CSV file, or preview what it would do; with Accept: application/x-ndjson the answer tells on the way how far it is', access: IMPORTERS,
      params: Params, query: Query, rawBodyBytesMax: FILE_BYTES_MAX, handle: importFile,
    }),
    defineRoute({
      method: 'get', path: '/v1/imports', summary: 'Files that were imported, the newest first', access: READERS_OF.imports, query: z.strictObject(pageQuery('instant')),
      handle: async (exchange) => {
        const after = afterOf(exchange.query.cursor);
        const rows = await exchange.database.transaction((trx) => {
          const query = trx.selectFrom('imports').select(['id', 'kind', 'file_name', 'source', 'rows', 'result', 'imported_at']).orderBy('imported_at', 'desc').orderBy('id', 'desc').limit(exchange.query.limit + 1);
          return (after === undefined ? query : query.where('id', '<', after[1])).execute();
        });
        return ok(pageOf(rows, exchange.query.limit, { value: (row) => row.imported_at, shown: (row) => ({ id: row.id, kind: row.kind, fileName: row.file_name, source: row.source, rows: row.rows, result: row.result, importedAt: row.imported_at }) }));
      },
    }),
  ];
}

// What was stated could not be understood: the file itself was not looked at.
const NOT_READ = { mappingFrom: 'stated', savedFor: [] } as const;

async function importFile(exchange: Exchange<z.infer<typeof Params>, z.infer<typeof Query>, unknown>): Promise<Answer> {
  const { kind } = exchange.params;
  const { fileName, source, useSaved, preview, map, set, dateOrder, decimalMark, encoding } = exchange.query;
  const columns = parseAssignments(map?.split(';') ?? []);
  if (columns.kind === 'rejected') return { ...columns, ...NOT_READ };
  const constants = parseAssignments(set?.split(';') ?? []);
  if (constants.kind === 'rejected') return { ...constants, ...NOT_READ };
  const request: ImportRequest = {
    actor: exchange.actor(), kind, fileName, source, useSaved: useSaved === 'true', bytes: Buffer.isBuffer(exchange.body) ? exchange.body : Buffer.alloc(0), onProgress: exchange.tell === undefined ? undefined : (progress) => { exchange.tell?.({ ...progress }); },
    ...(map === undefined ? {} : { columns: columns.values }), ...(set === undefined ? {} : { constants: constants.values }), ...(dateOrder === undefined ? {} : { dateOrder }), ...(decimalMark === undefined ? {} : { decimalMark }), ...(encoding === undefined ? {} : { encoding }),
  };
  return answered(preview === 'true' ? await previewImport(exchange.database, request) : await applyImport(exchange.database, request));
}
