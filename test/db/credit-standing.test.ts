import { beforeEach, describe, expect, it } from 'vitest';
import { reversePayment } from '../../src/commands/reverse-payment.js';
import { creditStandingOf, wholeMonths, type CreditStanding } from '../../src/db/credit-standing.js';
import { plainDate } from '../../src/domain/dates.js';
import { money, type Money } from '../../src/domain/money.js';
import { describeOnBothDatabases } from '../support/database.js';
import { anInvoice, aPayment, makeCompany, TODAY, type Company } from '../support/ledger.js';

const cny = (minor: number): Money => money(minor, 'CNY');

describeOnBothDatabases('what the ledger says about a customer', (opened) => {
  let company: Company;
  beforeEach(async () => {
    company = await makeCompany(opened());
  });
  const standing = async (today = TODAY, currency: 'CNY' | 'USD' = 'CNY'): Promise<CreditStanding> => {
    const [row] = await company.query<{ id: string }>("select id from customers where number = 'C-1'");
    return company.database.transaction((trx) => creditStandingOf(trx, { customerId: row?.id ?? '', currency, today }));
  };
  const invoice = (number: string, amountMinor: number, issuedOn: string, dueOn: string, currency: 'CNY' | 'USD' = 'CNY'): Promise<void> => (
    company.record({ kind: 'invoices', rows: [anInvoice({ number, currency, amount: money(amountMinor, currency), issuedOn: plainDate(issuedOn), dueOn: plainDate(dueOn) })] }));
  const paid = (reference: string, amountMinor: number, receivedOn: string, invoiceNumber: string): Promise<void> => (
    company.record({ kind: 'payments', rows: [aPayment({ reference, amount: cny(amountMinor), receivedOn: plainDate(receivedOn), invoices: [{ invoiceNumber, amount: cny(amountMinor) }] })] }));

  it('is nothing for a customer without invoices', async () => {
    expect(await standing()).toEqual({
      owedMinor: 0, overdueMinor: 0, oldestOverdueDays: 0, salesTwelveMonthsMinor: 0, monthsWithSales: 0, paidOnTimePercent: null, worstDelayDays: null, relationshipMonths: null, salesTrendPercent: null, insurerLimitMinor: null,
    });
  });

  it('counts an item as overdue from the day after its due date', async () => {
    await invoice('A', 1_000_00, '2026-02-01', '2026-03-02');
    await invoice('B', 2_000_50, '2026-02-01', '2026-03-05');
    expect(await standing(plainDate('2026-03-02'))).toMatchObject({ owedMinor: 3_000_50, overdueMinor: 0, oldestOverdueDays: 0, paidOnTimePercent: null, worstDelayDays: null });
    expect(await standing(plainDate('2026-03-03'))).toMatchObject({ owedMinor: 3_000_50, overdueMinor: 1_000_00, oldestOverdueDays: 1, paidOnTimePercent: 0, worstDelayDays: 1 });
  });

  it('gives the share that was paid by the due date, in amount, rounded down', async () => {
    await invoice('A', 100_00, '2025-11-01', '2025-12-01');
    await paid('P-1', 66_67, '2025-12-01', 'A');
    await paid('P-2', 33_33, '2025-12-02', 'A');
    await invoice('B', 200_00, '2025-12-01', '2026-01-01');
    await paid('P-3', 200_00, '2026-01-21', 'B');
    // 66.67 of 300.00 is 22.22 %.
    expect(await standing()).toMatchObject({ paidOnTimePercent: 22, worstDelayDays: 20, owedMinor: 0, overdueMinor: 0 });
  });

  it('forgets a payment that was reversed', async () => {
    await invoice('A', 100_00, '2025-11-01', '2025-12-01');
    await paid('P-1', 100_00, '2025-12-01', 'A');
    expect(await standing()).toMatchObject({ paidOnTimePercent: 100, worstDelayDays: 0 });
    const [row] = await company.query<{ id: string }>('select id from payments');
    await reversePayment(company.database, { actor: company.as('finance'), paymentId: row?.id ?? '', reference: 'R-1', reversedOn: TODAY });
    expect(await standing()).toMatchObject({ paidOnTimePercent: 0, worstDelayDays: 91, overdueMinor: 100_00 });
  });

  it('looks back twelve months, and further at what is still open', async () => {
    await invoice('OLD', 500_00, '2025-01-10', '2025-03-01');
    await invoice('EDGE', 100_00, '2025-02-10', '2025-03-02');
    await paid('P-1', 100_00, '2025-03-02', 'EDGE');
    expect(await standing()).toMatchObject({ paidOnTimePercent: 100, worstDelayDays: 366, oldestOverdueDays: 366, overdueMinor: 500_00 });
    await paid('P-2', 500_00, '2026-03-02', 'OLD');
    expect(await standing()).toMatchObject({ paidOnTimePercent: 100, worstDelayDays: 0, oldestOverdueDays: 0 });
  });

  it('compares the last six months with the six before, and counts months that had an invoice', async () => {
    await invoice('A', 300_00, '2025-03-03', '2026-12-01');
    await invoice('B', 300_00, '2025-09-02', '2026-12-01');
    await invoice('C', 100_00, '2025-09-03', '2026-12-01');
    await invoice('D', 350_00, '2026-03-02', '2026-12-01');
    await invoice('BEFORE', 999_00, '2025-03-02', '2026-12-01');
    expect(await standing()).toMatchObject({ salesTwelveMonthsMinor: 1_050_00, monthsWithSales: 3, salesTrendPercent: 75, relationshipMonths: 12 });
  });

  it('never adds currencies together', async () => {
    await invoice('A', 300_00, '2026-02-01', '2026-03-01');
    await invoice('U', 700_00, '2026-02-01', '2026-03-01', 'USD');
    expect(await standing()).toMatchObject({ owedMinor: 300_00, salesTwelveMonthsMinor: 300_00 });
    expect(await standing(TODAY, 'USD')).toMatchObject({ owedMinor: 700_00, salesTwelveMonthsMinor: 700_00 });
  });

  it('takes the insurer\'s limit from cover of the whole customer that is valid on the day', async () => {
    const cover = (id: string, from: string, until: string, currency = 'CNY', invoiceId = 'null'): Promise<unknown> => company.query(`insert into covers (id, customer_id, invoice_id, insurer, policy_number, currency, covered_minor, insured_percent, valid_from, valid_until, recorded_at)
      select gen_random_uuid(), id, ${invoiceId}, 'Insurer', '${id}', '${currency}', 45000000, 90, '${from}', '${until}', '2026-03-02T02:00:00Z' from customers where number = 'C-1'`);
    await cover('PAST', '2025-01-01', '2026-03-01');
    await cover('NEXT', '2026-03-03', '2027-03-02');
    await cover('USD', '2026-01-01', '2026-12-31', 'USD');
    expect(await standing()).toMatchObject({ insurerLimitMinor: null });
    await cover('NOW', '2026-03-02', '2026-03-02');
    expect(await standing()).toMatchObject({ insurerLimitMinor: 450_000_00 });
    await invoice('A', 300_00, '2026-02-01', '2026-03-01');
    await cover('ITEM', '2026-01-01', '2026-12-31', 'CNY', "(select id from invoices where number = 'A')");
    expect(await standing()).toMatchObject({ insurerLimitMinor: 450_000_00 });
  });
});

describe('whole months', () => {
  it.each([['2025-03-10', '2026-03-09', 11], ['2025-03-10', '2026-03-10', 12], ['2026-01-31', '2026-02-27', 0], ['2026-01-31', '2026-02-28', 1], ['2026-03-02', '2026-03-02', 0], ['2026-03-03', '2026-03-02', 0]] as const)('from %s to %s are %i', (from, to, months) => {
    expect(wholeMonths(plainDate(from), plainDate(to))).toBe(months);
  });
});
