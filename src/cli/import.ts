import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Argument, Command, Option } from 'commander';
import type { AlreadyImported, ImportApplied, ImportPreview, ImportProgress } from '../commands/import-file.js';
import type { ImportError } from '../commands/import-errors.js';
import { formatAmount } from '../domain/display.js';
import { fieldsOf } from '../intake/fields.js';
import { ApiClient, processTerminal, type ExitCode, type Problem, type Terminal } from './api-client.js';
import { bodyOrComplain, problemLines } from './problem-lines.js';
import { tableLines } from './table.js';

export interface ImportOptions {
  readonly kind: string;
  readonly file: string;
  readonly preview: boolean;
  readonly snapshot: boolean;
  /** `field=column`. */
  readonly map: readonly string[];
  /** `field=value`, for every row. */
  readonly set: readonly string[];
  readonly source?: string | undefined;
  /** `false`: columns by their headings, whatever is remembered for the source. */
  readonly saved?: boolean | undefined;
  readonly dateOrder?: string | undefined;
  readonly decimalMark?: string | undefined;
  readonly encoding?: string | undefined;
}

const LINES_SHOWN_MAX = 200;

/** `dunlin import KIND FILE`: takes a file whole or not at all, or shows what it would do. */
export function importCommand(): Command {
  return new Command('import')
    .description('Import a CSV file into a running Dunlin (DUNLIN_URL, DUNLIN_API_KEY); docs/IMPORT.md lists every field')
    .addArgument(new Argument('<kind>', 'what the rows are').choices(Object.keys(fieldsOf)))
    .argument('<file>', 'a CSV file')
    .option('--preview', 'show each customer\'s balance before and after, and change nothing', false)
    .option('--snapshot', 'of open-items, which are always one: what is open today', false)
    .option('--map <field=column>', 'which column a field is in, by its heading or as #3; may be given again', collect, [] as readonly string[])
    .option('--set <field=value>', 'what holds for every row and has no column, such as currency=CNY; may be given again', collect, [] as readonly string[])
    .option('--source <name>', 'where files like this one come from; what you state about its columns is remembered for it and files of the same headings')
    .option('--no-saved', 'find columns by their headings, whatever is remembered for the source')
    .addOption(new Option('--date-order <order>', 'how 05/03/2026 is meant').choices(['day_first', 'month_first']))
    .addOption(new Option('--decimal-mark <mark>', 'how 1.234 is meant').choices(['point', 'comma']))
    .addOption(new Option('--encoding <encoding>', 'when it cannot be recognised').choices(['utf-8', 'gb18030']))
    .action(async (kind: string, file: string, options: Omit<ImportOptions, 'kind' | 'file'>) => {
      process.exitCode = await runImport(processTerminal, { ...options, kind, file });
    });
}

function collect(assignment: string, before: readonly string[]): readonly string[] {
  return [...before, assignment];
}

/** @returns 0 when the file was applied, previewed or applied before; 1 when it was refused or nobody answered */
export async function runImport(terminal: Terminal, options: ImportOptions): Promise<ExitCode> {
  const { kind, file, map, set } = options;
  const wrong = mistakeIn(options);
  if (wrong !== undefined) return complain(terminal, wrong);
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await readFile(file));
  } catch (error) {
    return complain(terminal, `${file} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : String(error)}); correct the path.`);
  }
  const given = { fileName: basename(file), source: options.source, useSaved: options.saved === false ? 'false' : undefined, preview: options.preview ? 'true' : undefined, map: map.length === 0 ? undefined : map.join(';'), set: set.length === 0 ? undefined : set.join(';'), dateOrder: options.dateOrder, decimalMark: options.decimalMark, encoding: options.encoding };
  const query = new URLSearchParams(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined));
  terminal.error(`${options.preview ? 'Previewing' : 'Importing'} ${file} (${bytes.length.toLocaleString('en')} bytes) …`);
  const answer = await new ApiClient(terminal).postFile(`/v1/imports/${kind}?${query.toString()}`, bytes, progressReporter(terminal, options));
  if (answer.kind === 'problem' && answer.problem.code === 'rows_refused') return complainOfRows(terminal, answer.problem);
  const body = bodyOrComplain(terminal, answer) as ImportPreview | ImportApplied | AlreadyImported | undefined;
  if (body === undefined) return 1;
  for (const line of linesOf(body)) terminal.out(line);
  return 0;
}

const PARTS_TOLD = 10;

/** Says how far a long file is: what was read, then each tenth of the rows that are checked and written. A short file is done before there is anything to say. */
function progressReporter(terminal: Terminal, { preview }: Pick<ImportOptions, 'preview'>): (progress: unknown) => void {
  let told = '';
  return (progress) => {
    const { stage, rows, rowsDone } = progress as ImportProgress;
    if (rows === undefined || rowsDone === undefined) return;
    const part = `${stage} ${Math.floor((rowsDone * PARTS_TOLD) / rows)}`;
    if (part === told) return;
    if (told === '') terminal.error(`  read ${rows.toLocaleString('en')} rows`);
    told = part;
    const word = stage === 'checking' ? 'checked' : preview ? 'worked out' : 'written';
    terminal.error(`  ${word} ${rowsDone.toLocaleString('en')} of ${rows.toLocaleString('en')} rows`);
  };
}

function mistakeIn({ kind, map, set, snapshot }: ImportOptions): string | undefined {
  if (snapshot && kind !== 'open-items') return '--snapshot is of open-items only; leave it out.';
  const unclear = map.find((assignment) => !/^[^=;]+=[^;]+$/.test(assignment));
  if (unclear !== undefined) return `--map ${unclear} is no field=column; a heading with a semicolon is named by its place, as in amount=#3.`;
  const unset = set.find((assignment) => !/^[^=;]+=[^;]+$/.test(assignment));
  return unset === undefined ? undefined : `--set ${unset} is no field=value; write it as in currency=CNY, without a semicolon.`;
}

function complain(terminal: Terminal, line: string): ExitCode {
  terminal.error(line);
  return 1;
}

function complainOfRows(terminal: Terminal, problem: Problem): ExitCode {
  for (const line of problemLines(problem)) terminal.error(line);
  const errors = Array.isArray(problem['errors']) ? problem['errors'] as readonly ImportError[] : [];
  for (const error of errors) terminal.error(`  row ${error.row}${error.column === undefined ? '' : `, ${error.column}`}: "${error.value}" ${error.code}. ${error.cure.en}`);
  const total = Number(problem['errorsTotal'] ?? errors.length);
  if (total > errors.length) terminal.error(`  … and ${total - errors.length} more`);
  terminal.error('Nothing was imported.');
  return 1;
}

function linesOf(body: ImportPreview | ImportApplied | AlreadyImported): readonly string[] {
  if (body.kind === 'already_imported') return [`This file was imported already on ${body.importedAt}; nothing changed.`];
  const { file } = body;
  const columns = file.mapping.columns.map((column) => `${column.field}=${column.heading}`).join(', ');
  const constants = Object.entries(file.mapping.constants).map(([field, value]) => `${field}=${value}`).join(', ');
  const unused = file.mapping.unused.map((column) => column.heading).filter((heading) => heading !== '');
  const counts = Object.entries(body.counts).filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`).join(', ');
  return [
    `${file.rows} rows, ${file.encoding}; columns ${file.mappingFrom}: ${columns}`, ...(constants === '' ? [] : [`In every row: ${constants}`]), ...(unused.length === 0 ? [] : [`Not used: ${unused.join(', ')}`]),
    ...differenceLines(body), ...(body.kind === 'previewed' ? balanceLines(body) : []),
    body.kind === 'previewed' ? `It would come to: ${counts === '' ? 'no change' : counts}. Nothing was changed; leave out --preview to import.` : `Imported: ${counts === '' ? 'no change' : counts}.`,
  ];
}

function differenceLines({ difference }: ImportPreview | ImportApplied): readonly string[] {
  if (difference.length === 0) return [];
  const rows = difference.slice(0, LINES_SHOWN_MAX).map((line) => [
    line.what, line.customerNumber, `${line.invoiceNumber}/${line.instalment}`, line.dueOn, line.currency,
    formatAmount({ minor: line.openBeforeMinor, currency: line.currency }), formatAmount({ minor: line.openAfterMinor, currency: line.currency }),
  ]);
  return [...tableLines(['what', 'customer', 'invoice', 'due', 'currency', 'open before', 'open after'], rows, 5), ...moreThan(difference.length), ''];
}

function balanceLines({ balances }: ImportPreview): readonly string[] {
  if (balances.length === 0) return [];
  const rows = balances.slice(0, LINES_SHOWN_MAX).map((balance) => [balance.customerNumber, balance.currency, ...[balance.openBeforeMinor, balance.openAfterMinor, balance.unallocatedBeforeMinor, balance.unallocatedAfterMinor].map((minor) => formatAmount({ minor, currency: balance.currency }))]);
  return [...tableLines(['customer', 'currency', 'open before', 'open after', 'unallocated before', 'unallocated after'], rows, 2), ...moreThan(balances.length), ''];
}

function moreThan(count: number): readonly string[] {
  return count > LINES_SHOWN_MAX ? [`… and ${count - LINES_SHOWN_MAX} more`] : [];
}
