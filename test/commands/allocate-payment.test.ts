import { beforeEach, expect, it } from 'vitest';
import { allocatePayment, type AllocatePaymentRequest } from '../../src/commands/allocate-payment.js';
import { reversePayment } from '../../src/commands/reverse-payment.js';
import { plainDate } from '../../src/domain/dates.js';
import { parseMoney } from '../../src/domain/money.js';
import type { Role } from '../../src/domain/roles.js';
import { ApiDesk } from '../support/api.js';
import { describeOnBothDatabases } from '../support/database.js';
import { anInvoice, aPayment, makeCompany, type Company } from '../support/ledger.js';

const cny = (text: string): ReturnType<typeof parseMoney> => parseMoney(text, 'CNY');

describeOnBothDatabases('money that came before its invoice', (opened) => {
  let company: Company;
  let paymentId: string;

  beforeEach(async () => {
    company = await makeCompany(opened());
    await company.record({ kind: 'payments', rows: [aPayment({ amount: cny('900.00') })] });
    paymentId = await company.only('payments');
  });

  const allocate = (given: Partial<AllocatePaymentRequest> & { readonly role?: Role } = {}): ReturnType<typeof allocatePayment> => {
    const { role = 'finance', ...rest } = given;
    return allocatePayment(opened(), { actor: company.as(role), paymentId, ...rest });
  };
  const invoices = async (): Promise<void> => {
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'OLD', amount: cny('500.00'), dueOn: plainDate('2026-03-01') })] });
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'NEW', amount: cny('700.00'), dueOn: plainDate('2026-03-20') })] });
  };

  it('is allocated later to the oldest due first, with an event, and its case looks again', async () => {
    await invoices();
    await company.query("update stories set looked = change where kind = 'collection_case' returning id");
    expect(await allocate()).toMatchObject({ kind: 'allocated', allocations: [{ invoiceNumber: 'OLD', amountMinor: 500_00 }, { invoiceNumber: 'NEW', amountMinor: 400_00 }], unallocatedMinor: 0 });
    expect(await company.open()).toEqual({ 'OLD/1': 0, 'NEW/1': 300_00 });
    expect(await company.query("select data->'amountMinor' as amount, data->'unallocatedMinor' as left_over from events where type = 'payment_allocated'")).toEqual([{ amount: 900_00, left_over: 0 }]);
    expect(await company.query("select change > looked as wakes from stories where kind = 'collection_case'")).toEqual([{ wakes: true }]);
    expect(await company.sumsThatDiffer()).toEqual([]);
  });

  it('goes where it is said to belong and no further', async () => {
    await invoices();
    expect(await allocate({ invoices: [{ invoiceNumber: 'NEW', amountMinor: 250_00 }] })).toMatchObject({ unallocatedMinor: 650_00 });
    expect(await company.open()).toEqual({ 'OLD/1': 500_00, 'NEW/1': 450_00 });
    expect(await allocate({ invoices: [{ invoiceNumber: 'OLD' }] })).toMatchObject({ unallocatedMinor: 150_00 });
    expect(await company.sumsThatDiffer()).toEqual([]);
  });

  it('is allocated once, however many ask at the same instant', async () => {
    await invoices();
    const answers = await Promise.all([allocate(), allocate(), allocate()]);
    expect(answers.map((answer) => (answer.kind === 'rejected' ? answer.code : answer.kind)).toSorted()).toEqual(['allocated', 'nothing_unallocated', 'nothing_unallocated']);
    expect(await company.sumsThatDiffer()).toEqual([]);
  });

  it('comes back whole when the payment is taken back', async () => {
    await invoices();
    await allocate({ invoices: [{ invoiceNumber: 'NEW', amountMinor: 100_00 }] });
    expect(await reversePayment(opened(), { actor: company.as('finance'), paymentId, reference: 'R-1', reversedOn: plainDate('2026-03-02') })).toEqual({ kind: 'reversed' });
    expect(await company.open()).toEqual({ 'OLD/1': 500_00, 'NEW/1': 700_00 });
    expect(await allocate()).toMatchObject({ kind: 'rejected', code: 'payment_already_reversed', details: { by: 'R-1' } });
    expect(await company.sumsThatDiffer()).toEqual([]);
  });

  it('is refused with its reason, and nothing moves', async () => {
    expect(await allocate()).toEqual({ kind: 'rejected', code: 'nothing_open', id: paymentId });
    await invoices();
    expect(await allocate({ role: 'collector' })).toMatchObject({ code: 'not_permitted' });
    expect(await allocate({ paymentId: company.personId('sales') })).toMatchObject({ code: 'payment_unknown' });
    expect(await allocate({ invoices: [{ invoiceNumber: 'NONE' }] })).toMatchObject({ code: 'designated_invoice_not_open' });
    expect(await allocate({ invoices: [{ invoiceNumber: 'OLD' }, { invoiceNumber: 'OLD' }] })).toMatchObject({ code: 'invoice_designated_twice' });
    expect(await allocate({ invoices: [{ invoiceNumber: 'OLD', amountMinor: 500_01 }] })).toMatchObject({ code: 'designated_amount_exceeds_balance' });
    expect(await allocate({ invoices: [{ invoiceNumber: 'OLD', amountMinor: 400_00 }, { invoiceNumber: 'NEW', amountMinor: 500_01 }] })).toMatchObject({ code: 'designations_exceed_amount' });
    expect(await company.open()).toEqual({ 'OLD/1': 500_00, 'NEW/1': 700_00 });
  });

  it('is allocated over the API by finance', async () => {
    await invoices();
    const desk = new ApiDesk(opened());
    const path = `/v1/payments/${paymentId}/allocations`;
    expect((await desk.send('post', path, { key: await desk.key(['collector']), body: {} })).status).toBe(403);
    const finance = await desk.key(['finance']);
    expect((await desk.send('post', path, { key: finance, body: { invoices: [{ invoiceNumber: 'OLD', amountMinor: 1 }] } })).body).toMatchObject({ kind: 'allocated', unallocatedMinor: 899_99 });
    expect((await desk.send('post', path, { key: finance, body: {} })).body).toMatchObject({ kind: 'allocated', unallocatedMinor: 0 });
    expect((await desk.send('post', path, { key: finance, body: {} })).body).toMatchObject({ status: 409, code: 'nothing_unallocated' });
    const listed = async (query: string): Promise<unknown> => (await desk.send('get', `/v1/payments${query}`, { key: finance })).body.items;
    expect([await listed(''), await listed('?unallocated=true')]).toEqual([[expect.objectContaining({ reference: 'P-1', unallocatedMinor: 0 })], []]);
  });
});
