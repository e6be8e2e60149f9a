import { sql } from 'kysely';
import { addSellingEntity } from '../../src/commands/add-selling-entity.js';
import { applyImport, type ImportRequest } from '../../src/commands/import-file.js';
import { publishShippedPolicies } from '../../src/commands/publish-policy.js';
import { recordLedgerRecord, type LedgerRecord } from '../../src/commands/record-ledger-rows.js';
import { runCommand } from '../../src/commands/run-command.js';
import { createInstallation, setTestClock } from '../../src/db/clock.js';
import type { Database } from '../../src/db/database.js';
import type { Actor } from '../../src/db/events.js';
import { newId } from '../../src/db/ids.js';
import type { NewRow } from '../../src/db/schema.js';
import { addMilliseconds, instant, plainDate } from '../../src/domain/dates.js';
import { parseMoney } from '../../src/domain/money.js';
import type { Role } from '../../src/domain/roles.js';
import type { CustomerRow, InvoiceRow, PaymentRow } from '../../src/intake/row-types.js';

/** 10:00 in Shanghai on Monday, 2 March 2026. */
export const START = instant('2026-03-02T02:00:00Z');
export const TODAY = plainDate('2026-03-02');

/** Empties the database and makes a small company in it: one selling entity `SH`, the shipped policies, a person of each role. */
export async function makeCompany(database: Database, options: { readonly customers?: readonly string[]; readonly entities?: readonly string[] } = {}): Promise<Company> {
  const { customers = ['C-1', 'C-2'], entities = ['SH'] } = options;
  await database.transaction(async (trx) => {
    // The few rows of a test: truncating every table with its indexes takes four times as long.
    await sql`set local session_replication_role = replica`.execute(trx);
    const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migrations'`.execute(trx);
    await sql.raw(`do $$ begin ${rows.map(({ name }) => `delete from "${name}";`).join(' ')} end $$`).execute(trx);
    await sql`set local session_replication_role = origin`.execute(trx);
    await createInstallation(trx, { kind: 'test', start: START });
  });
  const people = await makePeople(database);
  const actor = { kind: 'installation' } as const;
  await runCommand(database, { actor }, publishShippedPolicies);
  for (const code of entities) {
    await addSellingEntity(database, { actor, entity: {
      code, legalName: `${code} 有限公司`, country: 'CN', address: '上海市', bankName: '银行', bankAccountName: code, bankAccountNumber: '1', senderName: code, senderEmail: `${code.toLowerCase()}@seller.example`,
    } });
  }
  const company = new Company(database, people);
  if (customers.length > 0) await company.record({ kind: 'customers', rows: customers.map((number) => aCustomer({ number })) });
  return company;
}

async function makePeople(database: Database): Promise<ReadonlyMap<Role, string>> {
  const roles: readonly Role[] = ['administrator', 'credit_analyst', 'collector', 'manager', 'sales', 'finance', 'legal'];
  const rows = roles.map((role, index): NewRow<'people'> => ({
    // A millisecond apart, so that whatever goes by id goes in this order.
    id: newId(addMilliseconds(START, index)), name: role, email: `${role}@seller.example`, phone: null, language: 'en', time_zone: 'Asia/Shanghai', country: 'CN', roles: [role], password_hash: null, disabled_at: null, created_at: START,
  }));
  await database.transaction((trx) => trx.insertInto('people').values(rows).execute());
  return new Map(roles.map((role, index) => [role, rows[index]?.id ?? '']));
}

/** What tests ask of the company's ledger. */
export class Company {
  readonly database: Database;
  readonly #people: ReadonlyMap<Role, string>;

  constructor(database: Database, people: ReadonlyMap<Role, string>) {
    this.database = database;
    this.#people = people;
  }

  personId(role: Role): string {
    return this.#people.get(role) ?? '';
  }

  as(role: Role): Actor {
    return { kind: 'person', personId: this.personId(role) };
  }

  /** Records one thing, as finance does. @throws when it is refused */
  async record(record: LedgerRecord): Promise<void> {
    const recorded = await this.tryToRecord(record);
    if (recorded.kind === 'rejected') throw new Error(JSON.stringify(recorded));
  }

  tryToRecord(record: LedgerRecord, role: Role = 'finance'): ReturnType<typeof recordLedgerRecord> {
    return recordLedgerRecord(this.database, { actor: this.as(role), record });
  }

  apply(kind: ImportRequest['kind'], lines: readonly string[] | Uint8Array, given: Partial<ImportRequest> = {}): ReturnType<typeof applyImport> {
    return applyImport(this.database, this.file(kind, lines, given));
  }

  file(kind: ImportRequest['kind'], lines: readonly string[] | Uint8Array, given: Partial<ImportRequest> = {}): ImportRequest {
    const bytes = lines instanceof Uint8Array ? lines : new TextEncoder().encode(lines.join('\n'));
    return { actor: this.as('finance'), kind, bytes, fileName: `${kind}.csv`, source: 'books', ...given };
  }

  async moveClock(at: string): Promise<void> {
    await this.database.transaction((trx) => setTestClock(trx, instant(at)));
  }

  async query<Row>(text: string): Promise<readonly Row[]> {
    const result = await this.database.transaction((trx) => sql.raw<Row>(text).execute(trx));
    return result.rows;
  }

  /** What is open, by `number/instalment`. */
  async open(): Promise<Readonly<Record<string, number>>> {
    const rows = await this.query<{ name: string; open_minor: number }>("select v.number || '/' || i.instalment as name, i.open_minor from open_items i join invoices v on v.id = i.invoice_id order by 1");
    return Object.fromEntries(rows.map((row) => [row.name, row.open_minor]));
  }

  async itemId(name: string): Promise<string> {
    const [row] = await this.query<{ id: string }>(`select i.id from open_items i join invoices v on v.id = i.invoice_id where v.number || '/' || i.instalment = '${name}'`);
    return row?.id ?? '';
  }

  async only(table: string): Promise<string> {
    const rows = await this.query<{ id: string }>(`select id from ${table}`);
    if (rows.length !== 1) throw new Error(`${rows.length} rows in ${table}`);
    return rows[0]?.id ?? '';
  }

  async eventTypes(stream?: string): Promise<readonly string[]> {
    const rows = await this.query<{ type: string }>(`select type from events ${stream === undefined ? '' : `where stream_kind = '${stream}'`} order by sequence`);
    return rows.map((row) => row.type);
  }

  /** Money can only move: of every invoice, payment and credit note the parts make the whole. */
  async sumsThatDiffer(): Promise<readonly string[]> {
    const rows = await this.query<{ what: string }>(`
      select 'item ' || i.id as what from open_items i join invoices v on v.id = i.invoice_id where v.voided_at is null
        and i.amount_minor <> i.open_minor + coalesce((select sum(a.amount_minor) from allocations a where a.open_item_id = i.id and a.reversed_at is null), 0)
      union all select 'payment ' || p.reference from payments p where p.reversed_at is null
        and p.amount_minor <> p.unallocated_minor + coalesce((select sum(a.amount_minor) from allocations a where a.payment_id = p.id and a.reversed_at is null), 0)
      union all select 'reversed ' || p.reference from payments p where p.reversed_at is not null
        and (p.unallocated_minor <> 0 or exists (select 1 from allocations a where a.payment_id = p.id and a.reversed_at is null))
      union all select 'credit ' || n.number from credit_notes n
        where n.amount_minor <> n.unallocated_minor + coalesce((select sum(a.amount_minor) from allocations a where a.credit_note_id = n.id), 0)
      union all select 'invoice ' || v.number from invoices v where v.amount_minor <> (select sum(i.amount_minor) from open_items i where i.invoice_id = v.id)`);
    return rows.map((row) => row.what);
  }
}

export function aCustomer(given: Partial<CustomerRow> = {}): CustomerRow {
  return { number: 'C-1', name: '上海贸易有限公司', country: 'CN', timeZone: 'Asia/Shanghai', language: 'zh-CN', ...given };
}

export function anInvoice(given: Partial<InvoiceRow> = {}): InvoiceRow {
  return { number: 'INV-1', customerNumber: 'C-1', currency: 'CNY', amount: parseMoney('1000.00', 'CNY'), issuedOn: plainDate('2026-02-01'), dueOn: plainDate('2026-03-01'), ...given };
}

export function aPayment(given: Partial<PaymentRow> = {}): PaymentRow {
  return { reference: 'P-1', customerNumber: 'C-1', currency: 'CNY', amount: parseMoney('300.00', 'CNY'), receivedOn: plainDate('2026-03-02'), ...given };
}
