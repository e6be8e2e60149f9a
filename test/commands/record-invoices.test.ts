import { beforeEach, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/dates.js';
import { money, parseMoney } from '../../src/domain/money.js';
import { describeOnBothDatabases } from '../support/database.js';
import { aCustomer, anInvoice, makeCompany, type Company } from '../support/ledger.js';

describeOnBothDatabases('an invoice', (open) => {
  let company: Company;
  beforeEach(async () => {
    company = await makeCompany(open());
  });
  const codeOf = async (...rows: readonly Parameters<typeof anInvoice>[0][]): Promise<unknown> => {
    const refused = await company.tryToRecord({ kind: 'invoices', rows: rows.map((row) => anInvoice(row)) });
    return refused.kind === 'rejected' ? refused.code : refused.kind;
  };

  it('makes its case, watching, with one open item on the default ladder, an event and a wake', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice({ stepsDoneElsewhere: ['call', 'written_notice'], noticeSentElsewhereOn: plainDate('2026-02-27') })] });
    expect(await company.query('select status, currency from collection_cases')).toEqual([{ status: 'watching', currency: 'CNY' }]);
    expect(await company.query('select amount_minor, open_minor, due_on, due_basis, ladder_name, ladder_version, ladder_rule, paused_at, notice_elsewhere_on from open_items')).toEqual([
      { amount_minor: 1_000_00, open_minor: 1_000_00, due_on: '2026-03-01', due_basis: { kind: 'given' }, ladder_name: 'default', ladder_version: 1, ladder_rule: 'default', paused_at: null, notice_elsewhere_on: '2026-02-27' },
    ]);
    expect(await company.query('select step_key, rank, state, day from item_steps order by rank')).toEqual([
      { step_key: 'call', rank: 2, state: 'done_elsewhere', day: '2026-03-02' }, { step_key: 'written_notice', rank: 5, state: 'done_elsewhere', day: '2026-02-27' },
    ]);
    expect(await company.eventTypes('collection_case')).toEqual(['invoice_recorded']);
    expect(await company.query("select change, by_person from stories where kind = 'collection_case'")).toEqual([{ change: 1, by_person: true }]);
  });

  it('in instalments has an item for each, and the sum as its amount', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice({ instalment: 1 }), anInvoice({ instalment: 2, amount: parseMoney('500.50', 'CNY'), dueOn: plainDate('2026-04-01') })] });
    expect(await company.open()).toEqual({ 'INV-1/1': 1_000_00, 'INV-1/2': 500_50 });
    expect(await company.query('select amount_minor from invoices')).toEqual([{ amount_minor: 1_500_50 }]);
    expect(await company.sumsThatDiffer()).toEqual([]);
  });

  it('falls due as given, else by its own days, else by the customer\'s terms, and says how', async () => {
    await company.record({ kind: 'customers', rows: [aCustomer({ number: 'C-9', termsDays: 30, termsFrom: 'end_of_month', paymentDay: 15 })] });
    const { dueOn: _, ...withoutDue } = anInvoice({ customerNumber: 'C-9' });
    await company.record({ kind: 'invoices', rows: [{ ...withoutDue, number: 'A' }] });
    await company.record({ kind: 'invoices', rows: [{ ...withoutDue, number: 'B', termsDays: 10 }] });
    expect(await company.query("select v.number, i.due_on, i.due_basis ->> 'kind' as basis from open_items i join invoices v on v.id = i.invoice_id order by 1")).toEqual([
      { number: 'A', due_on: '2026-04-15', basis: 'terms_with_payment_day' }, { number: 'B', due_on: '2026-03-15', basis: 'terms_with_payment_day' },
    ]);
    expect(await company.tryToRecord({ kind: 'invoices', rows: [{ ...withoutDue, number: 'C', customerNumber: 'C-1' }] })).toMatchObject({ kind: 'rejected', code: 'due_date_needed', field: 'dueOn' });
  });

  it('that is there already and says the same is left alone; one that says otherwise is refused', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice({ orderNumber: 'O-1' })] });
    expect(await company.tryToRecord({ kind: 'invoices', rows: [anInvoice()] })).toMatchObject({ kind: 'recorded', counts: { recorded: 0, unchanged: 1 }, events: [] });
    for (const [what, row] of [
      ['amount', { amount: parseMoney('1000.01', 'CNY') }], ['dueOn', { dueOn: plainDate('2026-03-02') }], ['issuedOn', { issuedOn: plainDate('2026-02-02') }], ['customer', { customerNumber: 'C-2' }],
      ['currency', { currency: 'USD', amount: parseMoney('1000.00', 'USD') }], ['instalment', { instalment: 2 }], ['orderNumber', { orderNumber: 'O-2' }],
    ] as const) {
      expect(await company.tryToRecord({ kind: 'invoices', rows: [anInvoice(row)] })).toMatchObject({ kind: 'rejected', code: 'invoice_differs', details: { number: 'INV-1', what } });
    }
    expect(await company.query('select count(*) from invoices')).toEqual([{ count: 1 }]);
  });

  it('is refused with its reason and leaves nothing behind', async () => {
    expect(await codeOf({ customerNumber: 'C-404' })).toBe('customer_unknown');
    expect(await codeOf({ sellingEntityCode: 'XX' })).toBe('selling_entity_unknown');
    expect(await codeOf({ issuedOn: plainDate('2026-03-03'), dueOn: plainDate('2026-03-09') })).toBe('issued_in_future');
    expect(await codeOf({ dueOn: plainDate('2026-01-31') })).toBe('due_before_issued');
    expect(await codeOf({ noticeSentElsewhereOn: plainDate('2026-03-03') })).toBe('notice_in_future');
    expect(await codeOf({ stepsDoneElsewhere: ['sing'] })).toBe('ladder_step_unknown');
    expect(await codeOf({ amount: money(0, 'CNY') })).toBe('amount_not_positive');
    expect(await codeOf({}, {})).toBe('duplicate_in_file');
    expect(await codeOf({}, { instalment: 2, issuedOn: plainDate('2026-02-02') })).toBe('instalments_differ');
    expect(await codeOf({ amount: money(Number.MAX_SAFE_INTEGER, 'CNY') }, { instalment: 2 })).toBe('invoice_too_large');
    expect(await company.query('select id from collection_cases')).toEqual([]);
    expect(await codeOf({ issuedOn: plainDate('2026-03-02'), dueOn: plainDate('2026-03-02'), noticeSentElsewhereOn: plainDate('2026-03-02') })).toBe('recorded');
  });

  it('needs its selling entity named when there are two, and may have the number of another entity\'s', async () => {
    company = await makeCompany(open(), { entities: ['SH', 'BJ'] });
    expect(await codeOf({})).toBe('selling_entity_needed');
    expect(await codeOf({ sellingEntityCode: 'SH' })).toBe('recorded');
    expect(await codeOf({ sellingEntityCode: 'BJ' })).toBe('recorded');
    expect(await company.query('select count(*) from collection_cases')).toEqual([{ count: 2 }]);
  });

  it('of another currency is another case; another of the same is the same', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice()] });
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'INV-2' })] });
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'INV-3', currency: 'JPY', amount: parseMoney('1000', 'JPY') })] });
    expect(await company.query('select currency, (select count(*) from open_items i where i.case_id = c.id) as items from collection_cases c order by 1')).toEqual([{ currency: 'CNY', items: 2 }, { currency: 'JPY', items: 1 }]);
  });

  it('opens a closed case again', async () => {
    await company.record({ kind: 'invoices', rows: [anInvoice()] });
    await company.query("update collection_cases set status = 'paid', closed_at = created_at; ");
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'INV-2' })] });
    expect(await company.query('select status, closed_at from collection_cases')).toEqual([{ status: 'watching', closed_at: null }]);
    expect(await company.eventTypes('collection_case')).toEqual(['invoice_recorded', 'invoice_recorded', 'case_reopened']);
  });

  it('is recorded by finance, not by sales', async () => {
    expect(await company.tryToRecord({ kind: 'invoices', rows: [anInvoice()] }, 'sales')).toEqual({ kind: 'rejected', code: 'not_permitted', rolesNeeded: ['administrator', 'finance'] });
  });
});
