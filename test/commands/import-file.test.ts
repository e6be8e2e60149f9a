import { beforeEach, describe, expect, it } from 'vitest';
import { previewImport, type ImportProgress, type ImportRefusal } from '../../src/commands/import-file.js';
import type { SnapshotLine } from '../../src/commands/ledger/snapshot-difference.js';
import { voidInvoice } from '../../src/commands/void-invoice.js';
import { INSTALLATION_CHAIN, verifyChain } from '../../src/db/events.js';
import { plainDate } from '../../src/domain/dates.js';
import { describeOnBothDatabases } from '../support/database.js';
import { gbkBytes } from '../support/gbk.js';
import { anInvoice, aPayment, makeCompany, type Company } from '../support/ledger.js';

const INVOICES = 'number,customerNumber,currency,amount,issuedOn,dueOn';
const SNAPSHOT = 'invoiceNumber,customerNumber,currency,openAmount,originalAmount,dueOn';

describeOnBothDatabases('a file', (open) => {
  let company: Company;
  beforeEach(async () => {
    company = await makeCompany(open());
  });
  const rejected = async (answer: Promise<{ readonly kind: string }>): Promise<Extract<ImportRefusal, { readonly code: 'rows_refused' }>> => {
    const found = await answer;
    expect(found).toMatchObject({ kind: 'rejected', code: 'rows_refused' });
    return found as Extract<ImportRefusal, { readonly code: 'rows_refused' }>;
  };

  it('goes in whole: one event, one wake per case behind what people do, and each row knows where it came from', async () => {
    const stages: ImportProgress[] = [];
    const applied = await company.apply('invoices', [INVOICES, 'A,C-1,CNY,100.00,2026-02-01,2026-03-01', 'B,C-1,CNY,200.00,2026-02-01,2026-03-01', 'C,C-2,CNY,300.00,2026-02-01,2026-03-01'], { onProgress: (progress) => stages.push(progress) });
    expect(applied).toMatchObject({ kind: 'applied', counts: { recorded: 3, unchanged: 0 } });
    expect(await company.query('select distinct import_id from invoices')).toEqual([{ import_id: 'importId' in applied ? applied.importId : '' }]);
    expect(await company.eventTypes('collection_case')).toEqual([]);
    expect(await company.query("select customer_id, chain, data -> 'recorded' as recorded from events where type = 'import_applied'")).toEqual([{ customer_id: null, chain: INSTALLATION_CHAIN, recorded: 3 }]);
    expect(await company.query('select change, by_person from stories')).toEqual([{ change: 1, by_person: false }, { change: 1, by_person: false }]);
    expect(stages.map(({ stage }) => stage)).toEqual(['reading', 'checking', 'writing', 'waking', 'done']);
    expect(await company.database.transaction((trx) => verifyChain(trx, INSTALLATION_CHAIN))).toMatchObject({ kind: 'intact' });
  });

  it('that was applied before changes nothing and answers the earlier result; under another name it is the same', async () => {
    const lines = [INVOICES, 'A,C-1,CNY,100.00,2026-02-01,2026-03-01'];
    const first = await company.apply('invoices', lines);
    const events = await company.eventTypes();
    const again = { kind: 'already_imported', importId: 'importId' in first ? first.importId : '', result: { rows: 1, recorded: 1, updated: 0, unchanged: 0, reversed: 0 } };
    expect(await company.apply('invoices', lines, { fileName: 'copy.csv' })).toMatchObject(again);
    expect(await previewImport(company.database, company.file('invoices', lines))).toMatchObject(again);
    expect(await company.eventTypes()).toEqual(events);
    expect(await company.apply('invoices', lines, { source: 'other books' })).toMatchObject({ kind: 'applied', counts: { recorded: 0, unchanged: 1 } });
    expect(await company.query('select change from stories')).toEqual([{ change: 1 }]);
  });

  it('is previewed customer by customer and leaves nothing behind', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice()] });
    const before = await company.query("select (select count(*) from events) as events, (select sum(change) from stories) as changes, (select count(*) from imports) as imports");
    const lines = ['reference,customerNumber,currency,amount,receivedOn', 'P-1,C-1,CNY,1200.00,2026-03-02'];
    const preview = await previewImport(company.database, company.file('payments', lines));
    expect(preview).toMatchObject({ kind: 'previewed', counts: { recorded: 1 }, file: { rows: 1, mappingFrom: 'guessed', samples: [{ reference: 'P-1' }] }, balances: [
      { customerNumber: 'C-1', currency: 'CNY', openBeforeMinor: 1_000_00, openAfterMinor: 0, unallocatedBeforeMinor: 0, unallocatedAfterMinor: 200_00 },
    ] });
    expect(await company.open()).toEqual({ 'INV-1/1': 1_000_00 });
    expect(await company.query("select (select count(*) from events) as events, (select sum(change) from stories) as changes, (select count(*) from imports) as imports")).toEqual(before);
    expect(await company.apply('payments', lines)).toMatchObject({ kind: 'applied' });
  });

  it('of ten thousand rows with one bad row takes none, and names row, column, value and cure in both languages', async () => {
    const lines = [INVOICES, ...Array.from({ length: 10_000 }, (_, index) => `I-${index},${index === 6_999 ? 'C-404' : 'C-1'},CNY,${index + 1}.00,2026-02-01,2026-03-01`)];
    const refused = await rejected(company.apply('invoices', lines));
    expect(refused.errorsTotal).toBe(1);
    expect(refused.errors).toEqual([{
      row: 7_001, column: 'customerNumber', field: 'customerNumber', value: 'C-404', code: 'customer_unknown', details: { number: 'C-404' },
      cure: { en: 'No customer has the number C-404; import the customers first, or correct it.', 'zh-CN': '没有编号为 C-404 的客户；请先导入客户，或更正编号。' },
    }]);
    expect(await company.query('select (select count(*) from invoices) as invoices, (select count(*) from imports) as imports, (select count(*) from collection_cases) as cases')).toEqual([{ invoices: 0, imports: 0, cases: 0 }]);
    lines[7_000] = 'I-6999,C-2,CNY,7000.00,2026-02-01,2026-03-01';
    expect(await company.apply('invoices', lines)).toMatchObject({ kind: 'applied', counts: { recorded: 10_000 } });
    expect(await company.sumsThatDiffer()).toEqual([]);
  });

  it('shows errors of its cells and of the ledger together, in the order of rows', async () => {
    const refused = await rejected(previewImport(company.database, company.file('invoices', [INVOICES, 'A,C-404,CNY,1.00,2026-02-01,2026-03-01', 'B,C-1,CNY,many,2026-02-01,2026-03-01', 'C,C-1,CNY,1.00,2026-03-09,2026-03-20'])));
    expect(refused.errors.map(({ row, code, column }) => [row, code, column])).toEqual([[2, 'customer_unknown', 'customerNumber'], [3, 'amount_not_understood', 'amount'], [4, 'issued_in_future', 'issuedOn']]);
    expect(refused.errors.every(({ cure }) => cure.en !== '' && cure['zh-CN'] !== '')).toBe(true);
    expect(refused.errorsTotal).toBe(3);
  });

  it('that cannot be read is refused as a whole', async () => {
    expect(await company.apply('invoices', [''])).toMatchObject({ kind: 'rejected', code: 'file_empty' });
    expect(await company.apply('invoices', [INVOICES])).toMatchObject({ kind: 'rejected', code: 'file_has_no_rows' });
    expect(await company.apply('invoices', ['a,b', '1,2'])).toMatchObject({ kind: 'rejected', code: 'required_fields_missing', mappingFrom: 'guessed' });
    expect(await company.apply('customers', gbkBytes('客户编号,客户名称\n1,上海某某\n'), { encoding: 'utf-8' })).toMatchObject({ kind: 'rejected', code: 'encoding_wrong', encoding: 'utf-8' });
    expect(await company.apply('invoices', Uint8Array.of(0x50, 0x4b, 0x03, 0x04))).toMatchObject({ kind: 'rejected', code: 'file_is_a_workbook' });
  });

  it('keeps the mapping that was stated for its source, and uses it the next time', async () => {
    const columns = { number: 'Beleg', customerNumber: 'Kunde', currency: 'W', amount: 'Summe', issuedOn: 'Am', dueOn: 'Bis' };
    const headings = 'Beleg;Kunde;W;Summe;Am;Bis';
    await company.apply('invoices', [headings, 'A;C-1;CNY;1.234,56;01.02.2026;01.03.2026'], { columns, decimalMark: 'comma' });
    expect(await company.apply('invoices', [headings, 'B;C-1;CNY;2.345;01.02.2026;01.03.2026'])).toMatchObject({ kind: 'applied', file: { mappingFrom: 'saved' } });
    expect(await company.open()).toEqual({ 'A/1': 1_234_56, 'B/1': 2_345_00 });
    expect(await company.apply('invoices', [headings, 'C;C-1;CNY;1,00;01.02.2026;01.03.2026'], { source: 'elsewhere' })).toMatchObject({ kind: 'rejected', code: 'required_fields_missing', mappingFrom: 'guessed' });
  });

  describe('a saved mapping', () => {
    const columns = { number: 'Beleg', customerNumber: 'Kunde', currency: 'W', amount: 'Summe', issuedOn: 'Am', dueOn: 'Bis' };
    const headings = 'Beleg;Kunde;W;Summe;Am;Bis';
    const line = (number: string): string => `${number};C-1;CNY;1,00;01.02.2026;01.03.2026`;

    it('is for files of the very same headings: another file of its source is read by its own', async () => {
      await company.apply('invoices', [headings, line('A')], { columns });
      expect(await company.apply('invoices', ['number,customer number,currency,amount,issue date,due date', 'B,C-1,CNY,2.00,2026-02-01,2026-03-01'])).toMatchObject({ kind: 'applied', file: { mappingFrom: 'guessed', savedFor: [] } });
      expect(await company.apply('invoices', ['Bis;Kunde;W;Summe;Am;Beleg', '01.03.2026;C-1;CNY;1,00;01.02.2026;C'])).toMatchObject({ kind: 'rejected', code: 'required_fields_missing', mappingFrom: 'guessed', savedFor: [] });
      expect(await company.apply('invoices', [headings, line('D')])).toMatchObject({ kind: 'applied', file: { mappingFrom: 'saved', savedFor: ['books'] } });
    });

    it('of each heading row stands beside the others of its source', async () => {
      await company.apply('invoices', [headings, line('A')], { columns });
      await company.apply('invoices', [`${headings};X`, `${line('B')};x`], { columns });
      expect(await company.apply('invoices', [headings, line('C')])).toMatchObject({ file: { mappingFrom: 'saved' } });
      expect(await company.apply('invoices', [`${headings};X`, `${line('D')};x`])).toMatchObject({ file: { mappingFrom: 'saved' } });
    });

    it('is left aside when asked to, and those that would fit are named, other sources\' too', async () => {
      await company.apply('invoices', [headings, line('A')], { columns });
      await company.apply('invoices', [headings, line('B')], { columns, source: 'other books' });
      const file = [headings, line('C')];
      expect(await company.apply('invoices', file, { useSaved: false })).toMatchObject({ kind: 'rejected', code: 'required_fields_missing', mappingFrom: 'guessed', savedFor: ['books', 'other books'] });
      expect(await company.apply('invoices', file, { source: 'upload' })).toMatchObject({ kind: 'rejected', savedFor: ['books', 'other books'] });
      expect(await company.apply('invoices', file, { source: 'other books' })).toMatchObject({ kind: 'applied', file: { mappingFrom: 'saved' } });
    });

    it('that says how the file is encoded finds the headings by it', async () => {
      await company.apply('invoices', ['标题行', headings, line('A')], { columns, headingRow: 2 });
      expect(await company.apply('invoices', ['标题行', headings, line('B')])).toMatchObject({ kind: 'applied', file: { mappingFrom: 'saved' } });
    });
  });

  it('is refused to those who may not, and while the test clock is moved', async () => {
    const lines = ['reference,customerNumber,currency,amount,receivedOn', 'P-1,C-1,CNY,1.00,2026-03-02'];
    expect(await company.apply('payments', lines, { actor: company.as('administrator') })).toMatchObject({ code: 'not_permitted', rolesNeeded: ['finance'] });
    await company.query("insert into clock_advances (id, from_at, target_at, state) values ('00000000-0000-7000-8000-000000000001', now(), now(), 'advancing')");
    expect(await company.apply('payments', lines)).toMatchObject({ code: 'clock_advancing' });
  });

  it('sent twice in the same instant is applied once', async () => {
    const lines = ['number,name,country,timeZone,language', 'C-7,七,CN,Asia/Shanghai,zh-CN'];
    const answers = await Promise.all([company.apply('customers', lines), company.apply('customers', lines)]);
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['already_imported', 'applied']);
    expect(await company.query("select count(*) from customers where number = 'C-7'")).toEqual([{ count: 1 }]);
  });
});

describeOnBothDatabases('a snapshot of open items', (open) => {
  let company: Company;
  beforeEach(async () => {
    company = await makeCompany(open());
  });

  it('shows and records what is new, paid in part, settled and due on another day', async () => {
    for (const number of ['PART', 'GONE', 'SAME', 'MOVED', 'SILENT']) await company.record({ kind: 'invoices', rows: [anInvoice({ number })] });
    const lines = [SNAPSHOT, 'PART,C-1,CNY,400.00,,2026-03-01', 'GONE,C-1,CNY,0.00,,2026-03-01', 'SAME,C-1,CNY,1000.00,,2026-03-01', 'MOVED,C-1,CNY,1000.00,,2026-03-20', 'NEW,C-2,CNY,70.00,100.00,2026-03-15', 'NONE,C-2,CNY,0.00,,2026-03-15'];
    const preview = await previewImport(company.database, company.file('open-items', lines));
    const difference: readonly (readonly [string, string, number, number])[] = [['paid_in_part', 'PART', 1_000_00, 400_00], ['settled', 'GONE', 1_000_00, 0], ['due_date_changed', 'MOVED', 1_000_00, 1_000_00], ['new', 'NEW', 0, 70_00], ['settled', 'SILENT', 1_000_00, 0]];
    const told = (answer: { readonly kind: string } | { readonly difference: readonly SnapshotLine[] }): unknown => ('difference' in answer ? answer.difference.map((line) => [line.what, line.invoiceNumber, line.openBeforeMinor, line.openAfterMinor]) : answer);
    expect(told(preview)).toEqual(difference);
    expect(await company.query('select count(*) from payments')).toEqual([{ count: 0 }]);
    const applied = await company.apply('open-items', lines);
    expect(applied).toMatchObject({ kind: 'applied', counts: { recorded: 1, updated: 4, unchanged: 1 } });
    expect(told(applied)).toEqual(difference);
    expect(await company.open()).toEqual({ 'GONE/1': 0, 'MOVED/1': 1_000_00, 'NEW/1': 70_00, 'PART/1': 400_00, 'SAME/1': 1_000_00, 'SILENT/1': 0 });
    expect(await company.sumsThatDiffer()).toEqual([]);
    const references = await company.query<{ reference: string }>('select reference from payments order by split_part(reference, \' \', 4)');
    expect(references.map(({ reference }) => reference.replace(/ [0-9a-f]{12} /, ' … '))).toEqual(['GONE/1', 'NEW/1', 'PART/1', 'SILENT/1'].map((item) => `snapshot 2026-03-02 … ${item}`));
    expect(await company.query("select i.due_on, d.due_before, d.reason from due_date_changes d join open_items i on i.id = d.open_item_id")).toEqual([{ due_on: '2026-03-20', due_before: '2026-03-01', reason: 'snapshot' }]);
  });

  it('touches only the selling entities that it names', async () => {
    company = await makeCompany(open(), { entities: ['SH', 'BJ'] });
    for (const sellingEntityCode of ['SH', 'BJ']) await company.record({ kind: 'invoices', rows: [anInvoice({ number: `I-${sellingEntityCode}`, sellingEntityCode })] });
    await company.apply('open-items', ['invoiceNumber,customerNumber,sellingEntityCode,currency,openAmount,dueOn', 'I-SH,C-1,SH,CNY,10.00,2026-03-01']);
    expect(await company.open()).toEqual({ 'I-BJ/1': 1_000_00, 'I-SH/1': 10_00 });
  });

  it('pays each instalment as it says, not the oldest first', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice({ instalment: 1 }), anInvoice({ instalment: 2, dueOn: plainDate('2026-04-01') })] });
    await company.apply('open-items', [SNAPSHOT, 'INV-1,C-1,CNY,1000.00,,2026-03-01', 'INV-1,C-1,CNY,250.00,,2026-04-01']);
    expect(await company.open()).toEqual({ 'INV-1/1': 1_000_00, 'INV-1/2': 250_00 });
  });

  it('of the same bytes counts again when another came between, and at once does not', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice()] });
    const full = [SNAPSHOT, 'INV-1,C-1,CNY,1000.00,,2026-03-01'];
    await company.apply('open-items', full);
    expect(await company.apply('open-items', full)).toMatchObject({ kind: 'already_imported' });
    await company.apply('open-items', [SNAPSHOT, 'INV-1,C-1,CNY,600.00,,2026-03-01']);
    const [payment] = await company.query<{ reference: string }>('select reference from payments');
    expect(await company.apply('open-items', full)).toMatchObject({ code: 'rows_refused', errors: [{ code: 'open_amount_above_recorded', details: { recorded: '600.00', found: '1000.00', payments: payment?.reference } }] });
    await company.record({ kind: 'payments', rows: [aPayment({ reference: 'BOUNCED', amount: { minor: 400_00, currency: 'CNY' }, reverses: payment?.reference ?? '' })] });
    expect(await company.apply('open-items', full)).toMatchObject({ kind: 'applied', counts: { unchanged: 1 } });
    expect(await company.open()).toEqual({ 'INV-1/1': 1_000_00 });
  });

  it('refuses lines that contradict what is recorded', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice()] });
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'VOID' })] });
    const [invoice] = await company.query<{ id: string }>("select id from invoices where number = 'VOID'");
    await voidInvoice(company.database, { actor: company.as('finance'), invoiceId: invoice?.id ?? '', reason: 'wrong' });
    const codes = async (line: string): Promise<unknown> => {
      const answer = await company.apply('open-items', [SNAPSHOT, line]);
      return 'errors' in answer ? answer.errors.map(({ code, details }) => [code, details['what']]) : answer;
    };
    expect(await codes('INV-1,C-2,CNY,1000.00,,2026-03-01')).toEqual([['invoice_differs', 'customer']]);
    expect(await codes('INV-1,C-1,USD,1000.00,,2026-03-01')).toEqual([['invoice_differs', 'currency']]);
    expect(await codes('INV-1,C-404,CNY,1000.00,,2026-03-01')).toEqual([['customer_unknown', undefined]]);
    expect(await codes('VOID,C-1,CNY,1000.00,,2026-03-01')).toEqual([['invoice_voided', undefined]]);
    expect(await company.apply('open-items', [SNAPSHOT, 'INV-1,C-1,CNY,500.00,,2026-03-01', 'INV-1,C-1,CNY,500.00,,2026-05-01'])).toMatchObject({ errors: [{ code: 'invoice_differs', row: 3, details: { what: 'instalment' } }] });
    expect(await company.open()).toEqual({ 'INV-1/1': 1_000_00, 'VOID/1': 0 });
  });
});
