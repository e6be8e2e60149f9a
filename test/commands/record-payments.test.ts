import { assert as assertProperty, asyncProperty, shuffledSubarray } from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { reversePayment } from '../../src/commands/reverse-payment.js';
import { plainDate } from '../../src/domain/dates.js';
import { money, parseMoney } from '../../src/domain/money.js';
import type { PaymentRow } from '../../src/intake/row-types.js';
import { describeOnBothDatabases } from '../support/database.js';
import { anInvoice, aPayment, makeCompany, type Company } from '../support/ledger.js';

const cny = (text: string): ReturnType<typeof money> => parseMoney(text, 'CNY');

describeOnBothDatabases('money', (open) => {
  let company: Company;
  const twoInvoices = async (): Promise<void> => {
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'OLD', dueOn: plainDate('2026-02-10') })] });
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'NEW', amount: cny('500.00'), dueOn: plainDate('2026-03-10') })] });
  };
  beforeEach(async () => {
    company = await makeCompany(open());
    await twoInvoices();
  });
  const pay = (row: Partial<PaymentRow>): ReturnType<Company['tryToRecord']> => company.tryToRecord({ kind: 'payments', rows: [aPayment(row)] });
  const codeOf = async (row: Partial<PaymentRow>): Promise<unknown> => {
    const answer = await pay(row);
    return answer.kind === 'rejected' ? answer.code : answer.kind;
  };

  it('meets the oldest due first, and what finds nothing open stays unallocated', async () => {
    await pay({ amount: cny('1200.00') });
    expect(await company.open()).toEqual({ 'NEW/1': 300_00, 'OLD/1': 0 });
    await pay({ reference: 'P-2', amount: cny('400.00') });
    expect(await company.open()).toEqual({ 'NEW/1': 0, 'OLD/1': 0 });
    expect(await company.query('select reference, unallocated_minor from payments order by 1')).toEqual([{ reference: 'P-1', unallocated_minor: 0 }, { reference: 'P-2', unallocated_minor: 100_00 }]);
    expect(await company.sumsThatDiffer()).toEqual([]);
    expect(await company.query('select count(*) from open_items where paused_at is not null')).toEqual([{ count: 2 }]);
  });

  it('goes where it is designated, also to the newer', async () => {
    await pay({ invoices: [{ invoiceNumber: 'NEW' }] });
    expect(await company.open()).toEqual({ 'NEW/1': 200_00, 'OLD/1': 1_000_00 });
    const [event] = await company.query<{ data: unknown }>("select data from events where type = 'payment_recorded'");
    expect(event?.data).toMatchObject({ amountMinor: 300_00, currency: 'CNY', unallocatedMinor: 0, allocations: [{ openItemId: await company.itemId('NEW/1'), amountMinor: 300_00 }] });
  });

  it('before there is an invoice makes the case and waits there', async () => {
    await pay({ customerNumber: 'C-2' });
    expect(await company.query("select p.unallocated_minor, c.status from payments p join collection_cases c on c.id = p.case_id join customers k on k.id = p.customer_id where k.number = 'C-2'")).toEqual([{ unallocated_minor: 300_00, status: 'watching' }]);
  });

  it('is refused with its reason, and the balances stay', async () => {
    expect(await codeOf({ receivedOn: plainDate('2026-03-03') })).toBe('received_in_future');
    expect(await codeOf({ customerNumber: 'C-404' })).toBe('customer_unknown');
    expect(await codeOf({ sellingEntityCode: 'XX' })).toBe('selling_entity_unknown');
    expect(await codeOf({ amount: money(0, 'CNY') })).toBe('amount_not_positive');
    expect(await codeOf({ amount: money(-5, 'CNY') })).toBe('amount_not_positive');
    expect(await codeOf({ invoices: [{ invoiceNumber: 'NONE' }] })).toBe('designated_invoice_not_open');
    expect(await codeOf({ invoices: [{ invoiceNumber: 'OLD' }, { invoiceNumber: 'OLD' }] })).toBe('invoice_designated_twice');
    expect(await codeOf({ amount: cny('600.00'), invoices: [{ invoiceNumber: 'NEW', amount: cny('500.01') }] })).toBe('designated_amount_exceeds_balance');
    expect(await codeOf({ invoices: [{ invoiceNumber: 'NEW', amount: cny('300.01') }] })).toBe('designations_exceed_amount');
    expect(await codeOf({ reverses: 'P-404' })).toBe('payment_unknown');
    expect(await company.open()).toEqual({ 'NEW/1': 500_00, 'OLD/1': 1_000_00 });
    expect(await codeOf({ invoices: [{ invoiceNumber: 'NEW', amount: cny('300.00') }] })).toBe('recorded');
  });

  it('that is there already and says the same is left alone; one that says otherwise is refused', async () => {
    await pay({});
    expect(await pay({})).toMatchObject({ kind: 'recorded', counts: { recorded: 0, unchanged: 1 } });
    expect(await pay({ amount: cny('300.01') })).toMatchObject({ code: 'payment_differs', details: { what: 'amount' } });
    expect(await pay({ receivedOn: plainDate('2026-03-01') })).toMatchObject({ code: 'payment_differs', details: { what: 'receivedOn' } });
    expect(await pay({ customerNumber: 'C-2' })).toMatchObject({ code: 'payment_differs', details: { what: 'customer' } });
    expect(await company.open()).toEqual({ 'NEW/1': 500_00, 'OLD/1': 700_00 });
  });

  it('taken back gives every balance back exactly, once, and wakes what was paused', async () => {
    await pay({ amount: cny('1600.00') });
    await company.query("update collection_cases set status = 'paid', closed_at = created_at");
    const reversal = { reference: 'R-1', amount: cny('1600.00'), reverses: 'P-1' };
    expect(await pay(reversal)).toMatchObject({ kind: 'recorded', counts: { reversed: 1 }, events: [{ type: 'payment_reversed' }] });
    expect(await company.open()).toEqual({ 'NEW/1': 500_00, 'OLD/1': 1_000_00 });
    expect(await company.sumsThatDiffer()).toEqual([]);
    expect(await company.query('select status from collection_cases')).toEqual([{ status: 'watching' }]);
    expect(await company.query('select count(*) from open_items where paused_at is null and pause_ended_at is not null')).toEqual([{ count: 2 }]);
    expect(await pay(reversal)).toMatchObject({ kind: 'recorded', counts: { reversed: 0, unchanged: 1 } });
    expect(await codeOf({ ...reversal, reference: 'R-2' })).toBe('payment_already_reversed');
    expect(await codeOf({ reference: 'R-1', amount: cny('1.00') })).toBe('reference_taken');
    expect(await company.open()).toEqual({ 'NEW/1': 500_00, 'OLD/1': 1_000_00 });
  });

  it('is taken back whole, by its own customer, not before it came, under a reference of its own', async () => {
    await pay({ receivedOn: plainDate('2026-03-01') });
    await pay({ reference: 'P-2', amount: cny('1.00') });
    const reversal = { reference: 'R-1', reverses: 'P-1' };
    expect(await pay({ ...reversal, amount: cny('299.99') })).toMatchObject({ code: 'reversal_differs', details: { what: 'amount', expected: '300.00' } });
    expect(await codeOf({ ...reversal, currency: 'USD', amount: parseMoney('300.00', 'USD') })).toBe('reversal_differs');
    expect(await codeOf({ ...reversal, customerNumber: 'C-2' })).toBe('payment_unknown');
    expect(await codeOf({ ...reversal, receivedOn: plainDate('2026-02-28') })).toBe('reversal_before_payment');
    expect(await codeOf({ ...reversal, reference: 'P-2' })).toBe('reference_taken');
    expect(await codeOf({ ...reversal, receivedOn: plainDate('2026-03-01') })).toBe('recorded');
  });

  it('may be taken back by a person at the payment itself', async () => {
    await pay({});
    const request = { actor: company.as('finance'), paymentId: await company.only('payments'), reference: 'BANK-1', reversedOn: plainDate('2026-03-02') };
    expect(await reversePayment(company.database, { ...request, actor: company.as('collector') })).toMatchObject({ code: 'not_permitted' });
    expect(await reversePayment(company.database, { ...request, paymentId: '00000000-0000-7000-8000-000000000000' })).toMatchObject({ code: 'payment_unknown' });
    expect(await reversePayment(company.database, { ...request, reversedOn: plainDate('2026-03-03') })).toMatchObject({ code: 'received_in_future' });
    expect(await reversePayment(company.database, request)).toEqual({ kind: 'reversed' });
    expect(await reversePayment(company.database, request)).toEqual({ kind: 'unchanged' });
    expect(await company.open()).toEqual({ 'NEW/1': 500_00, 'OLD/1': 1_000_00 });
  });

  it('in one file does what the same rows do one by one, reversals among them', async () => {
    const rows = ['reference,customerNumber,currency,amount,receivedOn,invoices,reverses', 'P-1,C-1,CNY,700.00,2026-03-01,,', 'P-2,C-1,CNY,450.00,2026-03-01,NEW,', 'R-1,C-1,CNY,700.00,2026-03-02,,P-1', 'P-3,C-1,CNY,100.00,2026-03-02,,'];
    expect(await company.apply('payments', rows)).toMatchObject({ kind: 'applied', counts: { recorded: 3, reversed: 1 } });
    expect(await company.open()).toEqual({ 'NEW/1': 50_00, 'OLD/1': 900_00 });
    expect(await company.sumsThatDiffer()).toEqual([]);
    const inOneFile = await company.query('select reference, unallocated_minor, reversed_by from payments order by 1');
    company = await makeCompany(open());
    await twoInvoices();
    await pay({ amount: cny('700.00'), receivedOn: plainDate('2026-03-01') });
    await pay({ reference: 'P-2', amount: cny('450.00'), receivedOn: plainDate('2026-03-01'), invoices: [{ invoiceNumber: 'NEW' }] });
    await pay({ reference: 'R-1', amount: cny('700.00'), reverses: 'P-1' });
    await pay({ reference: 'P-3', amount: cny('100.00') });
    expect(await company.open()).toEqual({ 'NEW/1': 50_00, 'OLD/1': 900_00 });
    expect(await company.query('select reference, unallocated_minor, reversed_by from payments order by 1')).toEqual(inOneFile);
  });

  it('leaves the same open in whatever order undesignated payments, and payments of other customers, come; sums are conserved', async () => {
    const payments: readonly Partial<PaymentRow>[] = [
      { reference: 'A', amount: cny('333.33') }, { reference: 'B', amount: cny('0.01') }, { reference: 'C', amount: cny('666.67') },
      { reference: 'D', amount: cny('250.00'), customerNumber: 'C-2' }, { reference: 'E', amount: cny('1000.00'), customerNumber: 'C-2' },
    ];
    const results = new Set<string>();
    await assertProperty(asyncProperty(shuffledSubarray([...payments], { minLength: payments.length }), async (order) => {
      company = await makeCompany(open());
      await twoInvoices();
      await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'OTHER', customerNumber: 'C-2', amount: cny('1100.00') })] });
      for (const row of order) await pay(row);
      results.add(JSON.stringify([await company.open(), await company.query('select customer_id is not null as is, sum(unallocated_minor) from payments group by 1')]));
      expect(await company.sumsThatDiffer()).toEqual([]);
    }), { numRuns: 5 });
    expect(results.size).toBe(1);
  });
});
