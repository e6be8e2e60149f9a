import { describe, expect, it } from 'vitest';
import { money } from '../../src/domain/money.js';
import { readIntake } from '../../src/intake/read-intake.js';
import type { IntakeRead, IntakeRequest } from '../../src/intake/read-intake.js';
import type { IntakeKind } from '../../src/intake/row-types.js';
import { gbkBytes } from '../support/gbk.js';

const utf8 = (...lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join('\n'));

function read<Kind extends IntakeKind>(request: IntakeRequest<Kind>): IntakeRead<Kind> {
  const result = readIntake(request);
  if (result.kind === 'rejected') throw new Error(JSON.stringify(result));
  return result;
}

const codes = (result: Pick<IntakeRead<IntakeKind>, 'errors'>): readonly (readonly [number, string | undefined, string])[] =>
  result.errors.map(({ row, field, code }) => [row, field, code]);

describe('rows of each kind', () => {
  it('customers, from a GBK file without country, time zone and language', () => {
    const bytes = gbkBytes('客户编号,客户名称,统一社会信用代码,账期,起算方式,付款日,业务员邮箱\r\n="0017",上海某某贸易有限公司,91350100M000100Y43,60天,月结,15日,wang@seller.example\r\n');
    const result = read({ kind: 'customers', bytes, constants: { country: 'CN', timeZone: 'Asia/Shanghai', language: '中文' } });
    expect(result).toMatchObject({ encoding: 'gb18030', delimiter: ',', errorsTotal: 0, mapping: { unused: [] } });
    expect(result.rows).toEqual([{ row: 2, value: {
      number: '0017', name: '上海某某贸易有限公司', unifiedSocialCreditCode: '91350100M000100Y43', country: 'CN', timeZone: 'Asia/Shanghai', language: 'zh-CN',
      termsDays: 60, termsFrom: 'end_of_month', paymentDay: 15, salesPersonEmail: 'wang@seller.example',
    } }]);
  });
  it('contacts', () => {
    const result = read({ kind: 'contacts', bytes: utf8('customerNumber,name,role,email,phone,channel', 'C-1,李雷,财务,li@kunde.example,+86 138 0013 8000,短信') });
    expect(result.rows[0]?.value).toEqual({ customerNumber: 'C-1', name: '李雷', role: 'accounts_payable', email: 'li@kunde.example', phone: '+8613800138000', channel: 'sms' });
  });
  it('invoices: amounts are read in the currency of their row, wherever its column stands', () => {
    const result = read({ kind: 'invoices', bytes: utf8(
      'Invoice No;Customer No;Amount;Invoice Date;Due Date;Instalment;stepsDoneElsewhere;noticeSentElsewhereOn;Currency',
      'INV-1;C-1;1.234,56;05.03.2026;2026-04-30;1;reminder_1, reminder_2;2026-05-02;EUR', 'INV-1;C-1;1234;2026-03-05;2026-05-31;2;;;JPY') });
    expect(result.rows.map(({ value }) => value)).toEqual([
      { number: 'INV-1', customerNumber: 'C-1', currency: 'EUR', amount: money(1_234_56, 'EUR'), issuedOn: '2026-03-05', dueOn: '2026-04-30', instalment: 1,
        stepsDoneElsewhere: ['reminder_1', 'reminder_2'], noticeSentElsewhereOn: '2026-05-02' },
      { number: 'INV-1', customerNumber: 'C-1', currency: 'JPY', amount: money(1_234, 'JPY'), issuedOn: '2026-03-05', dueOn: '2026-05-31', instalment: 2 },
    ]);
  });
  it('credit notes', () => {
    const result = read({ kind: 'credit-notes', bytes: utf8('红字发票号码,原发票号码,币种,金额,开票日期', 'CN-1,INV-1,人民币,¥100.00,2026年3月5日') });
    expect(result.rows[0]?.value).toEqual({ number: 'CN-1', invoiceNumber: 'INV-1', currency: 'CNY', amount: money(100_00, 'CNY'), issuedOn: '2026-03-05' });
  });
  it('payments with a designation, and a reversal', () => {
    const result = read({ kind: 'payments', bytes: utf8('reference,customerNumber,sellingEntityCode,currency,amount,receivedOn,invoices,method,reverses',
      'P-1,C-1,SH,CNY,150.00,2026-03-05 14:02:11,INV-1:100.00; INV-2,电汇,', 'P-2,C-1,SH,CNY,150.00,2026-03-09,,,P-1') });
    expect(result.rows.map(({ value }) => value)).toEqual([
      { reference: 'P-1', customerNumber: 'C-1', sellingEntityCode: 'SH', currency: 'CNY', amount: money(150_00, 'CNY'), receivedOn: '2026-03-05',
        invoices: [{ invoiceNumber: 'INV-1', amount: money(100_00, 'CNY') }, { invoiceNumber: 'INV-2' }], method: 'transfer' },
      { reference: 'P-2', customerNumber: 'C-1', sellingEntityCode: 'SH', currency: 'CNY', amount: money(150_00, 'CNY'), receivedOn: '2026-03-09', reverses: 'P-1' },
    ]);
  });
  it('covers', () => {
    const result = read({ kind: 'covers', bytes: utf8('客户编号,保险公司,保单号,币种,承保金额,赔付比例,生效日期,失效日期', 'C-1,中国信保,P-9,USD,"500,000.00",90%,2026-01-01,2026-12-31') });
    expect(result.rows[0]?.value).toEqual({ customerNumber: 'C-1', insurer: '中国信保', policyNumber: 'P-9', currency: 'USD', coveredAmount: money(500_000_00, 'USD'),
      insuredPercent: '90', validFrom: '2026-01-01', validUntil: '2026-12-31' });
  });
  it('open items: nothing may be open any more, and what the file left blank is absent', () => {
    const result = read({ kind: 'open-items', bytes: utf8('发票号码,客户编号,币种,未收金额,发票金额,到期日,备注', 'INV-1,C-1,CNY,0.00,100.00,2026-03-31,x', 'INV-2,C-1,CNY,100.00,-,2026-03-31,') });
    expect(result.rows.map(({ value }) => value)).toEqual([
      { invoiceNumber: 'INV-1', customerNumber: 'C-1', currency: 'CNY', openAmount: money(0, 'CNY'), originalAmount: money(100_00, 'CNY'), dueOn: '2026-03-31' },
      { invoiceNumber: 'INV-2', customerNumber: 'C-1', currency: 'CNY', openAmount: money(100_00, 'CNY'), dueOn: '2026-03-31' },
    ]);
    expect(result.mapping.unused).toEqual([{ index: 6, heading: '备注' }]);
  });
});

const invoiceHeadings = 'number,customerNumber,currency,amount,issuedOn,dueOn';

describe('errors', () => {
  it('name row, column, value, code and cure', () => {
    const result = read({ kind: 'invoices', bytes: utf8('发票号码,客户编号,币种,金额,开票日期', 'INV-1,C-1,EUR,"1.234",3/4/2026') });
    expect(result.errors).toEqual([
      { row: 2, column: '金额', field: 'amount', value: '1.234', code: 'amount_ambiguous', details: { currency: 'EUR', digits: 2 }, cure: 'The mark may stand for thousands or decimals; state which mark the decimals have.' },
      { row: 2, column: '开票日期', field: 'issuedOn', value: '3/4/2026', code: 'date_ambiguous', details: { dayFirst: '2026-04-03', monthFirst: '2026-03-04' },
        cure: 'This is 2026-04-03 or 2026-03-04; state whether the day or the month comes first.' },
    ]);
    const stated = read({ kind: 'invoices', bytes: utf8('发票号码,客户编号,币种,金额,开票日期', 'INV-1,C-1,EUR,"1.234",3/4/2026'), dateOrder: 'day_first', decimalMark: 'comma' });
    expect(stated.rows[0]?.value).toMatchObject({ amount: money(1_234_00, 'EUR'), issuedOn: '2026-04-03' });
  });
  it('of one row are all told, and of a currency that is wrong only the currency', () => {
    const result = read({ kind: 'invoices', bytes: utf8(invoiceHeadings, ',C-1,XYZ,abc,2026-02-30,soon', 'INV-2,C-1,CNY,1.00,2026-03-01,') });
    expect(codes(result)).toEqual([[2, 'currency', 'currency_unknown'], [2, 'number', 'required_value_missing'], [2, 'issuedOn', 'date_does_not_exist'], [2, 'dueOn', 'date_not_understood']]);
    expect(result.rows.map(({ row }) => row)).toEqual([3]);
  });
  it('ten thousand rows with one bad one: that one error and nothing else', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `INV-${index},C-${index % 40},CNY,"1,0${String(index % 100).padStart(2, '0')}.50",2026-03-01,2026-03-31`);
    lines[6_543] = 'INV-6543,C-1,CNY,"1,0a0.50",2026-03-01,2026-03-31';
    const result = read({ kind: 'invoices', bytes: utf8(invoiceHeadings, ...lines) });
    expect(codes(result)).toEqual([[6_545, 'amount', 'amount_not_understood']]);
    expect([result.errorsTotal, result.rows.length]).toEqual([1, 9_999]);
  });
  it('are listed up to the limit and counted beyond it', () => {
    const lines = Array.from({ length: 7 }, (_, index) => `INV-${index},C-1,CNY,x,2026-03-01,`);
    const result = read({ kind: 'invoices', bytes: utf8(invoiceHeadings, ...lines), errorsMax: 5 });
    expect([result.errors.length, result.errorsTotal]).toEqual([5, 7]);
  });
  it('a row with a delimiter too many or a cell too few is refused as a whole', () => {
    const result = read({ kind: 'invoices', bytes: utf8(invoiceHeadings, 'INV-1,C-1,CNY,1,234.00,2026-03-01,2026-03-31', 'INV-2,C-1,CNY,5.00,2026-03-01') });
    expect(result.errors.map(({ row, code, details }) => ({ row, code, details }))).toEqual([
      { row: 2, code: 'wrong_number_of_cells', details: { found: 7, expected: 6 } }, { row: 3, code: 'wrong_number_of_cells', details: { found: 5, expected: 6 } },
    ]);
    expect(result.errors[0]).not.toHaveProperty('column');
  });
  it.each(['合计', '总计：', 'Total'])('a line with the total (%s) is told as one', (word) => {
    expect(codes(read({ kind: 'invoices', bytes: utf8(invoiceHeadings, 'INV-1,C-1,CNY,5.00,2026-03-01,', `${word},,,5.00,,`) }))).toEqual([[3, undefined, 'total_line']]);
  });
  it('the same invoice twice is told with the first row; another instalment or entity is not the same', () => {
    const result = read({ kind: 'invoices', bytes: utf8('number,customerNumber,currency,amount,issuedOn,instalment,sellingEntityCode',
      'INV-1,C-1,CNY,5.00,2026-03-01,1,SH', 'INV-1,C-1,CNY,5.00,2026-03-01,2,SH', 'INV-1,C-1,CNY,5.00,2026-03-01,1,HK', 'INV-1,C-2,CNY,6.00,2026-03-01,1,SH') });
    expect(codes(result)).toEqual([[5, 'number', 'duplicate_in_file']]);
    expect(result.errors[0]).toMatchObject({ column: 'number', value: 'INV-1', cure: 'Row 2 says the same already; keep one of the two.' });
  });
  it('a constant that is wrong has no column', () => {
    const result = read({ kind: 'invoices', bytes: utf8('number,customerNumber,amount,issuedOn', 'INV-1,C-1,5.00,2026-03-01'), constants: { currency: 'XYZ' } });
    expect(codes(result)).toEqual([[2, 'currency', 'currency_unknown']]);
    expect(result.errors[0]).not.toHaveProperty('column');
  });
  it('a very long value is cut in the error', () => {
    const result = read({ kind: 'invoices', bytes: utf8(invoiceHeadings, `${'x'.repeat(500)},C-1,CNY,5.00,2026-03-01,`) });
    expect(result.errors[0]?.value).toHaveLength(200);
  });
});

describe('fields that must agree', () => {
  it.each([['2026-03-04', [[2, 'dueOn', 'due_before_issued']]], ['2026-03-05', []]] as const)('issued on 2026-03-05 and due on %s', (dueOn, expected) => {
    expect(codes(read({ kind: 'invoices', bytes: utf8(invoiceHeadings, `INV-1,C-1,CNY,5.00,2026-03-05,${dueOn}`) }))).toEqual(expected);
  });
  it.each([['100.01', [[2, 'openAmount', 'open_amount_exceeds_original']]], ['100.00', []]] as const)('open %s of 100.00', (open, expected) => {
    expect(codes(read({ kind: 'open-items', bytes: utf8('invoiceNumber,customerNumber,currency,openAmount,originalAmount,dueOn', `INV-1,C-1,CNY,${open},100.00,2026-03-05`) }))).toEqual(expected);
  });
  it.each([['INV-1:60; INV-2:40.01', [[2, 'invoices', 'designations_exceed_amount']]], ['INV-1:60; INV-2:40', []]] as const)('100.00 for %s', (invoices, expected) => {
    expect(codes(read({ kind: 'payments', bytes: utf8('reference,customerNumber,currency,amount,receivedOn,invoices', `P-1,C-1,CNY,100.00,2026-03-05,${invoices}`) }))).toEqual(expected);
  });
  it.each([['2025-12-31', [[2, 'validUntil', 'valid_until_before_valid_from']]], ['2026-01-01', []]] as const)('valid from 2026-01-01 until %s', (until, expected) => {
    const headings = 'customerNumber,insurer,policyNumber,currency,coveredAmount,insuredPercent,validFrom,validUntil';
    expect(codes(read({ kind: 'covers', bytes: utf8(headings, `C-1,X,P-1,CNY,5.00,90,2026-01-01,${until}`) }))).toEqual(expected);
  });
  it('a contact needs an e-mail address or a phone number', () => {
    const result = read({ kind: 'contacts', bytes: utf8('customerNumber,name,role,email,phone', 'C-1,A,ap,,', 'C-1,B,ap,b@c.example,', 'C-1,C,ap,,13800138000') });
    expect(codes(result)).toEqual([[2, undefined, 'contact_not_reachable']]);
  });
});

describe('the file as a whole', () => {
  it('is refused when it cannot be read or its columns are not known', () => {
    expect(readIntake({ kind: 'invoices', bytes: new Uint8Array() })).toMatchObject({ code: 'file_empty' });
    expect(readIntake({ kind: 'invoices', bytes: utf8('a,b', '1,2') })).toMatchObject({ code: 'required_fields_missing', headings: ['a', 'b'] });
  });
  it('a file of headings only has neither rows nor errors', () => {
    expect(read({ kind: 'invoices', bytes: utf8(invoiceHeadings) })).toMatchObject({ rows: [], errors: [], errorsTotal: 0 });
  });
});
