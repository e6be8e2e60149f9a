import { newKey, request, withQuery } from '../../api.js';
import type { ImportAnswer } from '../../ledger-shapes.js';

/** A file and how it is to be read. */
export interface ImportWish {
  readonly kind: string;
  readonly file: File;
  readonly source: string;
  /** `false`: columns by their headings, whatever is saved for the source. */
  readonly useSaved: boolean;
  /** Field to the number of its column, 1 for the first. */
  readonly columns: Readonly<Record<string, number>>;
  /** Field to what holds for every row, where no column does. */
  readonly constants: Readonly<Record<string, string>>;
  readonly dateOrder?: string | undefined;
  readonly decimalMark?: string | undefined;
  readonly encoding?: string | undefined;
}

/** Sends a file as it is. A file that was imported before changes nothing, so sending it twice does no harm. @throws ApiProblem */
export async function sendImport(wish: ImportWish, { preview }: { readonly preview: boolean }): Promise<ImportAnswer> {
  const { kind, file, source, useSaved, columns, constants, dateOrder, decimalMark, encoding } = wish;
  const map = Object.entries(columns).map(([field, number]) => `${field}=#${number}`).join(';');
  const set = Object.entries(constants).map(([field, value]) => `${field}=${value}`).join(';');
  const path = withQuery(`/v1/imports/${kind}`, { fileName: file.name, source, useSaved: useSaved ? undefined : 'false', preview: preview ? 'true' : 'false', map, set, dateOrder, decimalMark, encoding });
  return request<ImportAnswer>({ method: 'post', path, body: file, idempotencyKey: newKey() });
}
