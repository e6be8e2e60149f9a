import { protocol, type PGlite } from '@electric-sql/pglite';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';

const { serialize } = protocol;

/** How a value of a column is read from PostgreSQL's text. */
export type ParserOf = (typeOid: number) => (text: string) => unknown;

/** A statement that the server has parsed: it is sent by name from then on. */
interface Prepared {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly parse: (text: string) => unknown }[];
  uses: number;
}

const PREPARED_MAX = 300;
// A plan is kept with its statement, and nothing tells it that its tables have grown: after so many uses it is made anew.
const USES_MAX = 200;
// The embedded database has no process of its own that would clear what updates leave behind.
const COMMITS_BETWEEN_VACUUMS = 1_000;
const CHANGES_NO_TABLE = /^\s*(select|insert|update|delete|with)\b/i;
const COUNTS_ROWS = /^(?:INSERT \d+|UPDATE|DELETE|MERGE) (\d+)$/;

/** The embedded database's one connection. It speaks PostgreSQL's own protocol to it: one call for a statement that is known, where
 * the library's `query` makes six. */
export class PGliteConnection implements DatabaseConnection {
  readonly #pglite: PGlite;
  readonly #parserOf: ParserOf;
  readonly #prepared = new Map<string, Prepared>();
  #names = 0;
  #beginWithNext = false;
  #commits = 0;

  constructor(pglite: PGlite, parserOf: ParserOf) {
    this.#pglite = pglite;
    this.#parserOf = parserOf;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (CHANGES_NO_TABLE.test(query.sql)) return this.#run<R>(query);
    await this.#forgetAll();
    await this.#send([]);
    const result = await this.#pglite.query<R>(query.sql, [...query.parameters]);
    return { rows: result.rows };
  }

  /** Begins a transaction: its `begin` travels with the first statement. */
  begin(): void {
    this.#beginWithNext = true;
  }

  async end(how: 'commit' | 'rollback'): Promise<void> {
    if (this.#beginWithNext) {
      this.#beginWithNext = false;
      return;
    }
    await this.#send([serialize.query(how)]);
    this.#commits += 1;
    if (this.#commits % COMMITS_BETWEEN_VACUUMS === 0) await this.#send([serialize.query('vacuum (analyze)')]);
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The embedded database does not stream');
  }

  async #run<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const prepared = await this.#prepare(query.sql);
    const messages = await this.#send([serialize.bind({ statement: prepared.name, values: query.parameters.map(textOf) }), serialize.execute({}), serialize.sync()]);
    const rows: R[] = [];
    let affected: bigint | undefined;
    for (const message of messages) {
      if (message instanceof protocol.messages.DataRowMessage) rows.push(rowOf(prepared.columns, message.fields) as R);
      else if (message instanceof protocol.messages.CommandCompleteMessage) affected = affectedRows(message.text);
    }
    return affected === undefined ? { rows } : { rows, numAffectedRows: affected };
  }

  async #prepare(text: string): Promise<Prepared> {
    const known = this.#prepared.get(text);
    if (known !== undefined && known.uses < USES_MAX) {
      known.uses += 1;
      return known;
    }
    if (known !== undefined) {
      this.#prepared.delete(text);
      await this.#send([serialize.close({ type: 'S', name: known.name }), serialize.sync()]);
    }
    if (this.#prepared.size >= PREPARED_MAX) await this.#forgetAll();
    this.#names += 1;
    const name = `dunlin_${this.#names}`;
    const messages = await this.#send([serialize.parse({ name, text }), serialize.describe({ type: 'S', name }), serialize.sync()]);
    const described = messages.find((message) => message instanceof protocol.messages.RowDescriptionMessage);
    const prepared: Prepared = { name, columns: described?.fields.map((field) => ({ name: field.name, parse: this.#parserOf(field.dataTypeID) })) ?? [], uses: 1 };
    this.#prepared.set(text, prepared);
    return prepared;
  }

  // A statement's columns are fixed when it is parsed: what changes tables makes it out of date.
  async #forgetAll(): Promise<void> {
    if (this.#prepared.size === 0) return;
    this.#prepared.clear();
    await this.#send([serialize.query('deallocate all')]);
  }

  /** @throws PostgreSQL's error, with its code */
  async #send(messages: readonly Uint8Array[]): Promise<Awaited<ReturnType<PGlite['execProtocol']>>['messages']> {
    const all = this.#beginWithNext ? [serialize.query('begin'), ...messages] : messages;
    this.#beginWithNext = false;
    if (all.length === 0) return [];
    const answer = await this.#pglite.runExclusive(() => this.#pglite.execProtocol(Buffer.concat(all)));
    return answer.messages;
  }
}

function rowOf(columns: Prepared['columns'], fields: readonly (string | null)[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [index, column] of columns.entries()) {
    const text = fields[index] ?? null;
    row[column.name] = text === null ? null : column.parse(text);
  }
  return row;
}

function affectedRows(commandTag: string): bigint | undefined {
  const counted = COUNTS_ROWS.exec(commandTag)?.[1];
  return counted === undefined ? undefined : BigInt(counted);
}

/** A parameter as PostgreSQL's text, by the same rules as the driver for PostgreSQL. */
function textOf(value: unknown): string | null {
  switch (typeof value) {
    case 'string': return value;
    case 'number':
    case 'bigint':
    case 'boolean': return String(value);
    case 'undefined': return null;
    default: break;
  }
  if (value === null) return null;
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return `{${value.map(elementOf).join(',')}}`;
  return JSON.stringify(value);
}

function elementOf(value: unknown): string {
  if (Array.isArray(value)) return `{${value.map(elementOf).join(',')}}`;
  const text = textOf(value);
  return text === null ? 'NULL' : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
