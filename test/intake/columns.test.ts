import { describe, expect, it } from 'vitest';
import { mapColumns, parseAssignments } from '../../src/intake/columns.js';
import type { ColumnRequest } from '../../src/intake/columns.js';
import { fieldEntries, fieldsOf, normalisedHeading } from '../../src/intake/fields.js';
import type { IntakeKind } from '../../src/intake/row-types.js';

const kinds = Object.keys(fieldsOf) as IntakeKind[];

function mapped(request: ColumnRequest): Readonly<Record<string, string>> {
  const mapping = mapColumns(request);
  if (mapping.kind === 'rejected') throw new Error(JSON.stringify(mapping));
  return Object.fromEntries(mapping.columns.map(({ field, heading }) => [field, heading]));
}

describe('headings that are recognised', () => {
  it.each([
    ['a Chinese receivables export', 'invoices', ['单据编号', '客户编码', '客户名称', '币别', '价税合计（元）', '单据日期', '到期日'],
      { number: '单据编号', customerNumber: '客户编码', currency: '币别', amount: '价税合计（元）', issuedOn: '单据日期', dueOn: '到期日' }],
    ['an English one', 'invoices', ['Invoice No.', 'Customer Number', 'Currency', 'Total Amount', 'Invoice Date', 'Due Date', 'PO Number'],
      { number: 'Invoice No.', customerNumber: 'Customer Number', currency: 'Currency', amount: 'Total Amount', issuedOn: 'Invoice Date', dueOn: 'Due Date', orderNumber: 'PO Number' }],
    ['our own names', 'open-items', ['invoiceNumber', 'customerNumber', 'currency', 'openAmount', 'dueOn'],
      { invoiceNumber: 'invoiceNumber', customerNumber: 'customerNumber', currency: 'currency', openAmount: 'openAmount', dueOn: 'dueOn' }],
    ['a snapshot in Chinese', 'open-items', ['*发票号码', '客户编号', '币种', '发票金额', '未收金额', '开票日期', '到期日期'],
      { invoiceNumber: '*发票号码', customerNumber: '客户编号', currency: '币种', originalAmount: '发票金额', openAmount: '未收金额', issuedOn: '开票日期', dueOn: '到期日期' }],
    ['a bank statement', 'payments', ['交易流水号', '客户编号', '币种', '贷方发生额', '交易时间'],
      { reference: '交易流水号', customerNumber: '客户编号', currency: '币种', amount: '贷方发生额', receivedOn: '交易时间' }],
    ['customers', 'customers', ['客户编号', '客户名称', '统一社会信用代码', '国家', '时区', '语言', '账期（天）'],
      { number: '客户编号', name: '客户名称', unifiedSocialCreditCode: '统一社会信用代码', country: '国家', timeZone: '时区', language: '语言', termsDays: '账期（天）' }],
  ] as const)('%s', (_, kind, headings, expected) => { expect(mapped({ kind, headings })).toEqual(expected); });

  it('in a list of customers "客户" is the name, elsewhere it refers to one', () => {
    expect(mapped({ kind: 'customers', headings: ['编号', '客户', '国家', '时区', '语言'] })).toMatchObject({ number: '编号', name: '客户' });
    expect(mapped({ kind: 'payments', headings: ['收款单号', '客户', '币种', '金额', '日期'] })).toMatchObject({ customerNumber: '客户' });
  });
  it.each(kinds)('every field of %s is recognised by its own name, and its headings are in normal form', (kind) => {
    const names = fieldEntries(kind).map(([name]) => name);
    expect(Object.keys(mapped({ kind, headings: names })).toSorted()).toEqual(names.toSorted());
    for (const [, { headings }] of fieldEntries(kind)) expect(headings.map(normalisedHeading)).toEqual(headings);
  });
  it('columns that fill nothing are named, not dropped in silence', () => {
    expect(mapColumns({ kind: 'payments', headings: ['Reference', 'Customer', 'Currency', 'Amount', 'Date', 'Remark', ''] })).toMatchObject({
      kind: 'mapped', unused: [{ index: 5, heading: 'Remark' }, { index: 6, heading: '' }],
    });
  });
  it('a better heading wins over a weaker one, which stays unused', () => {
    expect(mapColumns({ kind: 'credit-notes', headings: ['creditNoteNumber', 'Invoice', 'CCY', 'Amount', 'Issue date', 'Date'] })).toMatchObject({
      kind: 'mapped', unused: [{ index: 5, heading: 'Date' }],
    });
  });
  it('two columns with the same heading are refused, unless one is stated by its position', () => {
    const headings = ['Reference', 'Customer', 'Currency', 'Amount', 'Amount', 'Date'];
    expect(mapColumns({ kind: 'payments', headings })).toEqual({ kind: 'rejected', code: 'column_ambiguous', field: 'amount', headings: ['Amount', 'Amount'] });
    expect(mapColumns({ kind: 'payments', headings, stated: { amount: 'Amount' } })).toMatchObject({ code: 'column_ambiguous' });
    expect(mapColumns({ kind: 'payments', headings, stated: { amount: '#5' } })).toMatchObject({ kind: 'mapped', unused: [{ index: 3, heading: 'Amount' }] });
  });
});

describe('columns that are stated', () => {
  const headings = ['A1', 'Customer', 'Currency', 'Amount', 'Date', 'Booked'];
  it('win over what is recognised; the empty text keeps a field empty', () => {
    expect(mapped({ kind: 'payments', headings, stated: { reference: 'A1', receivedOn: 'booked' } })).toEqual({
      reference: 'A1', customerNumber: 'Customer', currency: 'Currency', amount: 'Amount', receivedOn: 'Booked',
    });
    expect(mapColumns({ kind: 'payments', headings, stated: { reference: 'A1', currency: '' } })).toMatchObject({ code: 'required_fields_missing', fields: ['currency'] });
  });
  it('a constant fills a required field in place of a column', () => {
    expect(mapColumns({ kind: 'payments', headings: ['Reference', 'Customer', 'Amount', 'Date'], constants: { currency: 'CNY' } })).toMatchObject({ kind: 'mapped', constants: { currency: 'CNY' } });
  });
  it.each([
    ['a field that does not exist', { stated: { colour: 'A1' } }, { code: 'field_unknown', field: 'colour' }],
    ['a constant for one', { constants: { colour: 'red' } }, { code: 'field_unknown', field: 'colour' }],
    ['a column that does not exist', { stated: { reference: 'A2' } }, { code: 'column_unknown', column: 'A2' }],
    ['a position beyond the last', { stated: { reference: '#7' } }, { code: 'column_unknown', column: '#7' }],
    ['position 0', { stated: { reference: '#0' } }, { code: 'column_unknown', column: '#0' }],
    ['one column for two fields', { stated: { reference: 'A1', method: '#1' } }, { code: 'column_used_twice', heading: 'A1', fields: ['reference', 'method'] }],
    ['a column and a constant', { stated: { reference: 'A1' }, constants: { reference: 'x' } }, { code: 'field_assigned_twice', field: 'reference' }],
    ['nothing for a required field', {}, { code: 'required_fields_missing', fields: ['reference'] }],
  ])('%s is refused', (_, request, rejection) => {
    expect(mapColumns({ kind: 'payments', headings, ...request })).toMatchObject({ kind: 'rejected', ...rejection });
  });
});

describe('assignments of a command line', () => {
  it('are split at the first equals sign', () => {
    expect(parseAssignments(['number=发票号码', 'amount= a=b ', 'currency='])).toEqual({ kind: 'parsed', values: { number: '发票号码', amount: 'a=b', currency: '' } });
  });
  it.each([['number'], ['=x'], ['']])('%j is refused', (assignment) => {
    expect(parseAssignments([assignment])).toEqual({ kind: 'rejected', code: 'assignment_not_understood', assignment });
  });
  it('the same field twice is refused', () => {
    expect(parseAssignments(['a=1', 'a=2'])).toEqual({ kind: 'rejected', code: 'field_assigned_twice', field: 'a' });
  });
});
