import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { runClockAdvance, runClockShow } from '../../src/cli/clock.js';
import { runImport, type ImportOptions } from '../../src/cli/import.js';
import { runPolicyCheck, runPolicyPreview, runPolicyPublish } from '../../src/cli/policy.js';
import { openEmbedded, type Database } from '../../src/db/database.js';
import { plainDate } from '../../src/domain/dates.js';
import { startTestClockDriver } from '../../src/temporal/test-clock.js';
import { ApiDesk } from '../support/api.js';
import { anInvoice, makeCompany, type Company } from '../support/ledger.js';
import { aLadderDocument } from '../support/policies.js';
import { listenTo, TestTerminal } from '../support/terminal.js';

let database: Database;
let company: Company;
let served: Awaited<ReturnType<typeof listenTo>>;
let desk: ApiDesk;
let folder: string;
let keys: { readonly finance: string; readonly manager: string };

beforeAll(async () => {
  database = await openEmbedded();
  await database.migrate();
  desk = new ApiDesk(database);
  served = await listenTo(desk.app);
  folder = mkdtempSync(join(tmpdir(), 'dunlin-cli-'));
});
beforeEach(async () => {
  company = await makeCompany(database);
  keys = { finance: await desk.key(['finance']), manager: await desk.key(['manager']) };
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await served.close();
  await database.close();
});

const terminalOf = (key: string, url = served.url): TestTerminal => new TestTerminal({ DUNLIN_URL: url, DUNLIN_API_KEY: key });

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('dunlin import', () => {
  const HEAD = 'number,customer number,currency,amount,issued on,due on';
  const importing = async (given: Partial<ImportOptions> & { readonly text?: string }, key = keys.finance): Promise<readonly [number, TestTerminal]> => {
    const { text, ...options } = given;
    const terminal = terminalOf(key);
    const file = fileOf('books.csv', text ?? `${HEAD}\nINV-1,C-1,CNY,1234.50,2026-02-01,2026-03-01\n`);
    return [await runImport(terminal, { kind: 'invoices', file, preview: false, snapshot: false, map: [], set: [], ...options }), terminal];
  };

  it('previews each customer\'s balance before and after, and changes nothing', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'INV-0' })] });
    const [code, terminal] = await importing({ preview: true });
    expect(code).toBe(0);
    expect(terminal.printed.slice(1)).toEqual([
      'customer  currency  open before  open after  unallocated before  unallocated after',
      'C-1       CNY          1,000.00    2,234.50                0.00               0.00',
      '', 'It would come to: 1 recorded. Nothing was changed; leave out --preview to import.',
    ]);
    expect(await company.open()).toEqual({ 'INV-0/1': 1_000_00 });
  });

  it('imports, and says of the same file that it was imported', async () => {
    const [code, terminal] = await importing({});
    expect([code, terminal.printed]).toEqual([0, [
      '1 rows, utf-8; columns guessed: number=number, customerNumber=customer number, currency=currency, amount=amount, issuedOn=issued on, dueOn=due on', 'Imported: 1 recorded.',
    ]]);
    expect(await company.open()).toEqual({ 'INV-1/1': 1_234_50 });
    const [again, repeated] = await importing({});
    expect([again, repeated.printed]).toEqual([0, ['This file was imported already on 2026-03-02T02:00:00.000Z; nothing changed.']]);
  });

  it('names row, column, value, code and cure of what is wrong, and takes nothing', async () => {
    const [code, terminal] = await importing({ text: `${HEAD}\nINV-1,C-1,CNY,1234.50,2026-02-01,2026-03-01\nINV-2,C-9,CNY,1,2026-02-01,2026-03-01\nINV-3,C-1,CNY,much,2026-02-01,2026-03-01\n` });
    expect(code).toBe(1);
    expect(terminal.complained.slice(1)).toEqual([
      'Rows were refused; nothing was imported (rows_refused)',
      '  row 3, customer number: "C-9" customer_unknown. No customer has the number C-9; import the customers first, or correct it.',
      '  row 4, amount: "much" amount_not_understood. Write the amount like 1234.56.', 'Nothing was imported.',
    ]);
    expect(await company.open()).toEqual({});
  });

  it('takes what every row shares and no column holds, says so, and keeps it for the source', async () => {
    const text = 'Beleg,Kunde,Wert,Vom\nINV-1,C-1,40.00,2026-02-01\n';
    const map = ['number=Beleg', 'customerNumber=Kunde', 'amount=Wert', 'issuedOn=Vom'];
    const [code, terminal] = await importing({ text, map, set: ['currency=EUR', 'termsDays=30'], source: 'desk' });
    expect([code, terminal.printed[1]]).toEqual([0, 'In every row: currency=EUR, termsDays=30']);
    expect(await company.query("select v.currency, i.open_minor, i.due_on from open_items i join invoices v on v.id = i.invoice_id")).toEqual([{ currency: 'EUR', open_minor: 40_00, due_on: '2026-03-03' }]);
    expect((await importing({ text: text.replace('INV-1', 'INV-2'), source: 'desk' }))[0]).toBe(0);
    const [refused, complaint] = await importing({ text: text.replace('INV-1', 'INV-3'), map: [...map, 'currency=Wert'], set: ['currency=EUR'] });
    expect([refused, complaint.complained.at(-1)]).toEqual([1, expect.stringContaining('currency')]);
    expect(await company.query('select number from invoices order by number')).toEqual([{ number: 'INV-1' }, { number: 'INV-2' }]);
  });

  it('takes columns, source, order of dates, decimal mark and encoding as stated, and keeps them for the source', async () => {
    const text = 'Beleg;Kunde;Waehrung;Wert;Vom;Bis\nINV-1;C-1;EUR;1.234,50;05/02/2026;07/03/2026\n';
    const map = ['number=Beleg', 'customerNumber=#2', 'currency=Waehrung', 'amount=Wert', 'issuedOn=Vom', 'dueOn=Bis'];
    const [code] = await importing({ text, map, source: 'sap', dateOrder: 'day_first', decimalMark: 'comma', encoding: 'utf-8' });
    expect(code).toBe(0);
    expect(await company.query("select i.open_minor, i.due_on from open_items i")).toEqual([{ open_minor: 1_234_50, due_on: '2026-03-07' }]);
    const [next, terminal] = await importing({ text: text.replace('INV-1', 'INV-2'), source: 'sap' });
    expect([next, terminal.printed[0]]).toEqual([0, expect.stringContaining('columns saved: ')]);
  });

  it('says how far a long file is, by rows that are checked and written, and of a short one nothing', async () => {
    const line = (number: number): string => `INV-${number},C-1,CNY,10.00,2026-02-01,2026-03-01`;
    const text = `number,customerNumber,currency,amount,issuedOn,dueOn\n${Array.from({ length: 12_000 }, (_, number) => line(number)).join('\n')}\n`;
    const [previewed, preview] = await importing({ text, preview: true });
    expect([previewed, preview.complained.slice(1)]).toEqual([0, ['  read 12,000 rows', '  checked 5,000 of 12,000 rows', '  checked 10,000 of 12,000 rows', '  checked 12,000 of 12,000 rows', '  worked out 5,000 of 12,000 rows', '  worked out 10,000 of 12,000 rows', '  worked out 12,000 of 12,000 rows']]);
    const [code, terminal] = await importing({ text });
    expect([code, terminal.complained.slice(1)]).toEqual([0, ['  read 12,000 rows', '  checked 5,000 of 12,000 rows', '  checked 10,000 of 12,000 rows', '  checked 12,000 of 12,000 rows', '  written 5,000 of 12,000 rows', '  written 10,000 of 12,000 rows', '  written 12,000 of 12,000 rows']]);
    expect(terminal.printed.at(-1)).toBe('Imported: 12000 recorded.');
    const [short, after] = await importing({ text: text.split('\n').slice(0, 2).join('\n').replace('INV-0', 'INV-X') });
    expect([short, after.complained]).toEqual([0, [expect.stringMatching(/^Importing /)]]);
  });

  it('is told what is wrong with a long file as with a short one', async () => {
    const text = `number,customerNumber,currency,amount,issuedOn,dueOn\n${'INV-1,C-1,CNY,ten,2026-02-01,2026-03-01\n'.repeat(6_000)}`;
    const [code, terminal] = await importing({ text });
    expect([code, terminal.complained[2], terminal.complained.at(-1)]).toEqual([1, '  checked 5,000 of 6,000 rows', 'Nothing was imported.']);
    expect(await company.open()).toEqual({});
  });

  it('shows the difference of a snapshot before it counts', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'INV-1' }), anInvoice({ number: 'INV-2' })] });
    const text = 'invoice number,customer number,currency,open amount,due on\nINV-1,C-1,CNY,400.00,2026-03-01\nINV-3,C-2,CNY,50.00,2026-04-01\n';
    const [code, terminal] = await importing({ kind: 'open-items', snapshot: true, preview: true, text });
    expect(code).toBe(0);
    expect(terminal.printed.filter((line) => line.includes('INV-'))).toEqual([
      expect.stringMatching(/^paid_in_part +C-1 +INV-1\/1 .*1,000\.00 +400\.00$/), expect.stringMatching(/^new +C-2 +INV-3\/1 .*0\.00 +50\.00$/), expect.stringMatching(/^settled +C-1 +INV-2\/1 .*1,000\.00 +0\.00$/),
    ]);
    expect(await company.open()).toEqual({ 'INV-1/1': 1_000_00, 'INV-2/1': 1_000_00 });
  });

  it.each([
    ['an assignment that is none', { map: ['amount'] }, '--map amount is no field=column; a heading with a semicolon is named by its place, as in amount=#3.'],
    ['a value that is none', { set: ['currency=CNY;USD'] }, '--set currency=CNY;USD is no field=value; write it as in currency=CNY, without a semicolon.'],
    ['a snapshot of something else', { snapshot: true }, '--snapshot is of open-items only; leave it out.'],
    ['a file that is not there', { file: '/nowhere/books.csv' }, '/nowhere/books.csv cannot be read (ENOENT); correct the path.'],
  ])('refuses %s in one line', async (_what, given, line) => {
    const [code, terminal] = await importing(given);
    expect([code, terminal.complained]).toEqual([1, [line]]);
  });

  it('names the columns of a file in which it does not find what it needs', async () => {
    const [code, terminal] = await importing({ text: 'a,b\n1,2\n' });
    expect([code, terminal.complained.slice(1)]).toEqual([1, [expect.stringMatching(/^Columns that are needed were not found \(required_fields_missing\): fields number, customerNumber.*; headings a, b$/), expect.stringMatching(/^ {2}Say which column holds each: --map number="a", /)]]);
    const [, other] = await importing({ map: ['number=Nummer'] });
    expect(other.complained.slice(1)).toEqual([expect.stringMatching(/^The file has no such column \(column_unknown\): column Nummer; headings number, /), '  Name a column by one of these headings, or as #1 by its place.']);
  });

  it('needs the authority', async () => {
    const [code, terminal] = await importing({}, await desk.key(['sales']));
    expect([code, terminal.complained.slice(1)]).toEqual([1, ['Your roles do not permit this (not_permitted): rolesNeeded administrator, finance']]);
  });
});

describe('an API that does not answer', () => {
  it('is one line with the cure', async () => {
    const away = await listenTo(() => undefined);
    await away.close();
    const terminal = terminalOf('dk_x', away.url);
    expect([await runClockShow(terminal), terminal.complained]).toEqual([1, [`Dunlin does not answer at ${away.url} (ECONNREFUSED); start it, or set DUNLIN_URL.`]]);
  });

  it('or answers like another program, or is asked without a key, is one line too', async () => {
    const other = await listenTo((_request, response) => { response.statusCode = 404; response.end('<html>'); });
    const terminal = terminalOf('dk_x', other.url);
    expect([await runClockShow(terminal), terminal.complained]).toEqual([1, [`What answers at ${other.url} is not Dunlin (status 404); set DUNLIN_URL.`]]);
    await other.close();
    const [keyless, misspelt, forged] = [terminalOf(''), terminalOf('dk_x', 'somewhere'), terminalOf('dk_forged')];
    expect([await runClockShow(keyless), keyless.complained]).toEqual([1, [expect.stringMatching(/^DUNLIN_API_KEY is not set; /)]]);
    expect([await runClockShow(misspelt), misspelt.complained]).toEqual([1, ['DUNLIN_URL is no address: somewhere; write it as http://127.0.0.1:8300.']]);
    expect([await runClockShow(forged), forged.complained]).toEqual([1, ['Sign in, or send an API key (not_signed_in)']]);
  });
});

describe('dunlin clock', () => {
  it('shows what the clock shows and what comes next', async () => {
    const terminal = terminalOf(keys.manager);
    expect([await runClockShow(terminal), terminal.printed]).toEqual([0, ['Test clock: 2026-03-02T02:00:00.000Z', 'Nothing is due']]);
  });

  it('advances by a span and to an instant, and waits until that is reached', async () => {
    const driver = startTestClockDriver(database, { report: () => undefined });
    try {
      const [by, to] = [terminalOf(keys.manager), terminalOf(keys.manager)];
      expect([await runClockAdvance(by, { by: '7d' }), by.printed]).toEqual([0, ['Test clock: 2026-03-09T02:00:00.000Z', 'Nothing is due']]);
      expect([await runClockAdvance(to, { to: '2026-03-10T00:00:00Z' }), to.printed[0]]).toEqual([0, 'Test clock: 2026-03-10T00:00:00.000Z']);
    } finally {
      await driver.stop();
    }
  });

  it('goes to the next thing due, and tells of an advance that fails', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice()] });
    await company.query("update stories set looked = change, signalled = change, next_at = '2026-03-05T01:00:00Z'");
    const driver = startTestClockDriver(database, { report: () => undefined, noProgressMilliseconds: 50 });
    try {
      // Nobody looks at the case: there is no engine here.
      const terminal = terminalOf(keys.manager);
      expect([await runClockAdvance(terminal, { next: true }), terminal.complained]).toEqual([1, [expect.stringMatching(/^The advance to 2026-03-05T01:00:00.000Z failed at 2026-03-05T01:00:00.000Z: story_makes_no_progress \(.+\); /)]]);
    } finally {
      await driver.stop();
    }
  });

  it.each([
    [{ by: '-1d' }, /^The request is not as it should be \(request_invalid\)$/], [{ next: true }, /^Nothing is due \(nothing_due\): now /], [{ to: '2026-01-01T00:00:00Z' }, /^The clock goes forward only \(clock_goes_forward_only\): now /],
  ] as const)('refuses %j', async (asked, line) => {
    const terminal = terminalOf(keys.manager);
    expect([await runClockAdvance(terminal, asked), terminal.complained[0]]).toEqual([1, expect.stringMatching(line)]);
  });
});

describe('dunlin policy', () => {
  const ladder = (steps: Parameters<typeof aLadderDocument>[0]): string => fileOf('ladder.yaml', stringify(aLadderDocument(steps)));
  const options = (file: string, given: object = {}): { readonly file: string; readonly kind: 'escalation_ladder' } => ({ file, kind: 'escalation_ladder', ...given });

  it('checks: what is wrong, by path and cure; what may be meant so', async () => {
    const [wrong, right] = [terminalOf(keys.manager), terminalOf(keys.manager)];
    expect([await runPolicyCheck(wrong, options(ladder({ call: { channels: [] } }))), wrong.complained]).toEqual([1, ['The escalation ladder does not hold:', '  steps.2.channels: Name at least one channel']]);
    expect([await runPolicyCheck(right, options(ladder({ reminder: { channels: ['sms'] } }))), right.printed]).toEqual([0, ['The escalation ladder "default" holds.', expect.stringMatching(/^ {2}note steps\.3\.channels: Nobody in CN/)]]);
  });

  it('previews on a real customer: who keeps, who takes, and which days differ', async () => {
    await company.record({ kind: 'contacts', rows: [{ customerNumber: 'C-1', name: '李芳', role: 'finance', email: 'li.fang@one.example' }] });
    await company.record({ kind: 'invoices', rows: [anInvoice({ dueOn: plainDate('2026-03-04') })] });
    const terminal = terminalOf(keys.manager);
    expect(await runPolicyPreview(terminal, options(ladder({ reminder: { offset: 13 } }), { customer: 'C-1' }))).toBe(0);
    expect(terminal.printed).toContain('INV-1/1, due 2026-03-04: keeps default@1');
    expect(terminal.printed).toContain('A new item, due 2026-04-01: takes default@2');
    expect(terminal.printed.filter((line) => line.startsWith('*')).map((line) => line.replaceAll(/ {2,}/g, '  '))).toEqual([
      '*  reminder  2026-03-16 (rule 2026-03-14; rest_day) 李芳 email  2026-03-17 李芳 email  day', '*  reminder  2026-04-13 (rule 2026-04-11; rest_day) 李芳 email  2026-04-14 李芳 email  day',
    ]);
    const stranger = terminalOf(keys.manager);
    expect([await runPolicyPreview(stranger, options(ladder({}), { customer: 'C' })), stranger.complained]).toEqual([1, ['No customer has the number C; like it: C-1, C-2.']]);
  });

  it('publishes with a note, and not without the authority', async () => {
    const [finance, manager] = [terminalOf(keys.finance), terminalOf(keys.manager)];
    const file = ladder({ reminder: { offset: 13 } });
    expect([await runPolicyPublish(finance, options(file, { note: 'later' })), finance.complained]).toEqual([1, ['Your roles do not permit this (not_permitted): rolesNeeded administrator, manager']]);
    expect([await runPolicyPublish(manager, options(file, { note: 'later' })), manager.printed[1]]).toEqual([0, 'Published default@2. What enters from now on takes it; what is on an earlier version keeps it.']);
    expect(await company.query("select version, note from policies where kind = 'escalation_ladder' order by 1 desc limit 1")).toEqual([{ version: 2, note: 'later' }]);
  });
});

it('the command line lists its commands', async () => {
  const program = fileURLToPath(new URL('../../bin/dunlin.js', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, '--help'], { timeout: 120_000 });
  for (const command of ['start', 'worker', 'server', 'migrate', 'import', 'clock', 'policy']) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
}, 150_000);
