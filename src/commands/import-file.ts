import { createHash } from 'node:crypto';
import { balancesOfCustomers, type CustomerBalance } from '../db/collection-cases.js';
import { customersByIds } from '../db/customers.js';
import type { Database, Trx } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { newId } from '../db/ids.js';
import { claimImport, importOfFile, noteImportResult, savedMappings, saveMapping } from '../db/imports.js';
import type { Json, Row } from '../db/schema.js';
import type { Instant } from '../domain/dates.js';
import { intakeOfTable, type IntakeRead, type IntakeRejection } from '../intake/read-intake.js';
import type { IntakeKind } from '../intake/row-types.js';
import { importErrors, type ImportError } from './import-errors.js';
import { chooseReading, headingsHash, type ChosenReading, type Reading } from './import-mapping.js';
import { finishChange, type LedgerChange } from './ledger/change.js';
import type { SnapshotChange } from './ledger/record-snapshot.js';
import type { SnapshotLine } from './ledger/snapshot-difference.js';
import { asking } from './permissions.js';
import { customersOfRows, PERMISSION_FOR, recordRows, type LedgerRows } from './record-ledger-rows.js';
import { runCommand, type Command, type CommandRefusal } from './run-command.js';

export interface ImportRequest extends Reading {
  readonly actor: Actor;
  readonly kind: IntakeKind;
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** Where files like this one come from, such as the accounting program's name: its mapping is remembered. */
  readonly source: string;
  /** `false` reads the columns by their headings, whatever is saved; `true` by default. */
  readonly useSaved?: boolean | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

export interface ImportProgress {
  readonly stage: 'reading' | 'checking' | 'writing' | 'waking' | 'done';
  /** Rows of the file; unknown while it is read. */
  readonly rows: number | undefined;
  /** How many of them are checked or written; of a long file now and then. */
  readonly rowsDone?: number;
}

/** What was understood of the file. */
export interface FileRead extends Pick<IntakeRead<IntakeKind>, 'mapping' | 'headings' | 'encoding' | 'delimiter'>, Pick<ChosenReading, 'mappingFrom' | 'savedFor'> {
  readonly rows: number;
  /** The first three rows as they were read. */
  readonly samples: readonly LedgerRows['rows'][number]['value'][];
}

export type ImportRefusal =
  | CommandRefusal
  | (IntakeRejection & Pick<ChosenReading, 'mappingFrom' | 'savedFor'>)
  | { readonly kind: 'rejected'; readonly code: 'file_has_no_rows' }
  /** Not one row was taken. The first hundred errors, in the order of rows. */
  | { readonly kind: 'rejected'; readonly code: 'rows_refused'; readonly file: FileRead; readonly errors: readonly ImportError[]; readonly errorsTotal: number };

/** The same file was applied before: nothing changes. */
export interface AlreadyImported {
  readonly kind: 'already_imported';
  readonly importId: string;
  readonly importedAt: Instant;
  readonly result: Json;
}

export interface BalanceChange {
  readonly customerId: string;
  readonly customerNumber: string;
  readonly currency: string;
  readonly openBeforeMinor: number;
  readonly openAfterMinor: number;
  readonly unallocatedBeforeMinor: number;
  readonly unallocatedAfterMinor: number;
}

interface ImportEffect {
  readonly file: FileRead;
  readonly counts: LedgerChange['counts'];
  /** Of a snapshot: what is new, paid in part, settled, due on another day. */
  readonly difference: readonly SnapshotLine[];
}

export type ImportPreview = { readonly kind: 'previewed'; readonly balances: readonly BalanceChange[] } & ImportEffect;
export type ImportApplied = { readonly kind: 'applied'; readonly importId: string } & ImportEffect;

/** Thrown to roll a preview back: it has done everything and must leave nothing. */
class PreviewDone extends Error {
  readonly preview: ImportPreview;

  constructor(preview: ImportPreview) {
    super('A preview leaves nothing behind');
    this.preview = preview;
  }
}

/** What applying the file would do, customer by customer, or why it cannot be; writes nothing. */
export async function previewImport(database: Database, request: ImportRequest): Promise<ImportPreview | AlreadyImported | ImportRefusal> {
  const prepared = await prepare(database, request);
  if (prepared.kind !== 'prepared') return prepared;
  try {
    return await runCommand(database, { ...asking(request.actor, PERMISSION_FOR[request.kind]), customers: prepared.customerIds }, async (command) => {
      const importId = newId(command.at);
      await claim(command, request, prepared, importId);
      const before = await balancesOfCustomers(command.trx, prepared.customerIds);
      request.onProgress?.({ stage: 'writing', rows: prepared.file.rows });
      const change = await record(command, request, prepared, importId);
      if (change.kind === 'rejected') return change;
      const after = await balancesOfCustomers(command.trx, prepared.customerIds);
      const balances = balanceChanges(await customersByIds(command.trx, prepared.customerIds), before, after);
      throw new PreviewDone({ kind: 'previewed', balances, ...effectOf(prepared, change) });
    });
  } catch (error) {
    if (error instanceof PreviewDone) return error.preview;
    throw error;
  }
}

/** Applies the file, all of it or nothing, in one transaction: one event, one wake per case concerned. The same file again changes
 * nothing and answers the earlier result. */
export async function applyImport(database: Database, request: ImportRequest): Promise<ImportApplied | AlreadyImported | ImportRefusal> {
  const prepared = await prepare(database, request);
  if (prepared.kind !== 'prepared') return prepared;
  const { kind, source, onProgress } = request;
  const { fileHash, customerIds, file } = prepared;
  const answer = await runCommand(database, { ...asking(request.actor, PERMISSION_FOR[kind]), customers: customerIds }, async (command): Promise<ImportApplied | AlreadyImported | ImportRefusal> => {
    const { trx } = command;
    const importId = newId(command.at);
    const earlier = (await importOfFile(trx, { kind, source, fileHash })) ?? (await claim(command, request, prepared, importId));
    if (earlier !== undefined) return alreadyImported(earlier);
    onProgress?.({ stage: 'writing', rows: file.rows });
    const change = await record(command, request, prepared, importId);
    if (change.kind === 'rejected') return change;
    onProgress?.({ stage: 'waking', rows: file.rows });
    await finishChange(command, change, { byImport: true });
    const effect = effectOf(prepared, change);
    const result = { rows: file.rows, ...effect.counts, ...countsOf(effect.difference) };
    await noteImportResult(trx, importId, result);
    if (prepared.stated !== undefined) await saveMapping(trx, { source, kind, headingsHash: headingsHash(file.headings), mapping: prepared.stated });
    await command.record({ customerId: null, streamKind: 'import', streamId: importId, type: 'import_applied', data: { kind, fileHash, ...result } });
    return { kind: 'applied', importId, ...effect };
  });
  if (answer.kind === 'applied') onProgress?.({ stage: 'done', rows: file.rows });
  return answer;
}

interface Prepared {
  readonly kind: 'prepared';
  readonly fileHash: string;
  readonly intake: IntakeRead<IntakeKind>;
  readonly file: FileRead;
  readonly rows: LedgerRows;
  readonly customerIds: readonly string[];
  /** What the request stated about columns and cells, to be kept for the source. */
  readonly stated: Json | undefined;
}

async function prepare(database: Database, request: ImportRequest): Promise<Prepared | AlreadyImported | ImportRefusal> {
  const { kind, source, bytes, useSaved = true, onProgress } = request;
  const fileHash = createHash('sha256').update(bytes).digest('hex');
  const known = await database.transaction(async (trx) => ({ earlier: await importOfFile(trx, { kind, source, fileHash }), saved: await savedMappings(trx, kind) }));
  if (known.earlier !== undefined) return alreadyImported(known.earlier);
  onProgress?.({ stage: 'reading', rows: undefined });
  const stated = statedReading(request);
  const { reading, mappingFrom, table, savedFor } = chooseReading(bytes, { stated, source, useSaved, saved: known.saved });
  if (table.kind === 'rejected') return { ...table, mappingFrom, savedFor };
  const rowsOfFile = table.rows.length;
  onProgress?.({ stage: 'checking', rows: rowsOfFile });
  const intake = intakeOfTable(table, { ...reading, kind, onChecked: (rowsDone) => onProgress?.({ stage: 'checking', rows: rowsOfFile, rowsDone }) });
  if (intake.kind === 'rejected') return { ...intake, mappingFrom, savedFor };
  if (intake.rows.length === 0 && intake.errorsTotal === 0) return { kind: 'rejected', code: 'file_has_no_rows' };
  // The kind was given to the reader: its rows are of that kind.
  const rows = { kind, rows: intake.rows } as LedgerRows;
  const customerIds = await database.transaction((trx: Trx) => customersOfRows(trx, rows));
  const { mapping, headings, encoding, delimiter } = intake;
  const file: FileRead = { mapping, headings, encoding, delimiter, mappingFrom, savedFor, rows: intake.rows.length, samples: intake.rows.slice(0, 3).map(({ value }) => value) };
  return { kind: 'prepared', fileHash, intake, file, rows, customerIds, stated: stated as Json | undefined };
}

function statedReading(request: ImportRequest): Reading | undefined {
  const { columns, constants, dateOrder, decimalMark, encoding, delimiter, headingRow } = request;
  const stated = Object.entries({ columns, constants, dateOrder, decimalMark, encoding, delimiter, headingRow }).filter(([, value]) => value !== undefined);
  return stated.length === 0 ? undefined : Object.fromEntries(stated);
}

/** Claims the file for this import. @returns the import that was quicker */
async function claim(command: Command, { kind, source, fileName }: ImportRequest, { fileHash, file }: Prepared, importId: string): Promise<Row<'imports'> | undefined> {
  const { trx, at, actor } = command;
  const isClaimed = await claimImport(trx, { id: importId, kind, source, fileHash, fileName, rows: file.rows, at, actor });
  return isClaimed ? undefined : importOfFile(trx, { kind, source, fileHash });
}

async function record(command: Command, { onProgress }: ImportRequest, prepared: Prepared, importId: string): Promise<LedgerChange | SnapshotChange | ImportRefusal> {
  const { intake, rows, customerIds, file } = prepared;
  const name = `snapshot ${command.at.slice(0, 10)} ${importId.slice(-12)}`;
  const change = await recordRows(command, rows, { customerIds, importId, snapshotName: name, onWritten: (rowsDone) => onProgress?.({ stage: 'writing', rows: file.rows, rowsDone }) });
  if (change.kind === 'recorded' && intake.errorsTotal === 0) return change;
  const problems = change.kind === 'rejected' ? change.problems : [];
  return { kind: 'rejected', code: 'rows_refused', file, errors: importErrors(intake, problems), errorsTotal: intake.errorsTotal + problems.length };
}

function effectOf({ file }: Prepared, change: LedgerChange | SnapshotChange): ImportEffect {
  return { file, counts: change.counts, difference: 'difference' in change ? change.difference : [] };
}

function countsOf(difference: readonly SnapshotLine[]): { readonly [what: string]: number } {
  const counts: Record<string, number> = {};
  for (const { what } of difference) counts[what] = (counts[what] ?? 0) + 1;
  return counts;
}

function alreadyImported(earlier: Row<'imports'>): AlreadyImported {
  return { kind: 'already_imported', importId: earlier.id, importedAt: earlier.imported_at, result: earlier.result };
}

function balanceChanges(customers: readonly Row<'customers'>[], before: readonly CustomerBalance[], after: readonly CustomerBalance[]): readonly BalanceChange[] {
  const numbers = new Map(customers.map((customer) => [customer.id, customer.number]));
  const earlier = new Map(before.map((balance) => [`${balance.customerId} ${balance.currency}`, balance]));
  // A case never goes away, so whoever had a balance before has one after.
  return after.map(({ customerId, currency, openMinor, unallocatedMinor }) => {
    const was = earlier.get(`${customerId} ${currency}`);
    return {
      customerId, customerNumber: numbers.get(customerId) ?? '', currency, openBeforeMinor: was?.openMinor ?? 0, openAfterMinor: openMinor,
      unallocatedBeforeMinor: was?.unallocatedMinor ?? 0, unallocatedAfterMinor: unallocatedMinor,
    };
  });
}
