import { beforeEach, expect, it } from 'vitest';
import { answerDispute } from '../../src/commands/answer-dispute.js';
import { changeDueDate } from '../../src/commands/change-due-date.js';
import { raiseDispute } from '../../src/commands/raise-dispute.js';
import { recordPromiseToPay } from '../../src/commands/record-promise-to-pay.js';
import { plainDate } from '../../src/domain/dates.js';
import { parseMoney } from '../../src/domain/money.js';
import { playCasesTo } from '../support/case-hands.js';
import { describeOnBothDatabases } from '../support/database.js';
import { aPayment, anInvoice, makeCompany, type Company } from '../support/ledger.js';

describeOnBothDatabases('what words and money change on the ladder', (open) => {
  let company: Company;

  beforeEach(async () => {
    company = await makeCompany(open(), { customers: ['C-1'] });
    await company.record({ kind: 'contacts', rows: [{ customerNumber: 'C-1', name: '李芳', role: 'accounts_payable', email: 'li.fang@one.example', phone: '+8613900000000' }] });
  });

  const invoice = (number: string, dueOn: string, amount = '1000.00'): Promise<void> =>
    company.record({ kind: 'invoices', rows: [anInvoice({ number, dueOn: plainDate(dueOn), amount: parseMoney(amount, 'CNY') })] });
  const pay = (reference: string, amount: string, number: string): Promise<void> =>
    company.record({ kind: 'payments', rows: [aPayment({ reference, amount: parseMoney(amount, 'CNY'), invoices: [{ invoiceNumber: number }] })] });
  /** `instant step invoice` of what the customer heard, by the steps given. */
  const heard = async (): Promise<readonly string[]> => (await company.query<{ at: string; step_key: string; number: string }>(`
    select c.reserved_at as at, split_part(l.step_key, ':', 1) as step_key, v.number from contact_lines l join contacts c on c.id = l.contact_id join open_items i on i.id = l.open_item_id join invoices v on v.id = i.invoice_id
    where c.recipient_kind = 'contact_person' order by 1, 2, 3`)).map((row) => `${row.at} ${row.step_key} ${row.number}`);
  const callTasks = async (): Promise<readonly string[]> => (await company.query<{ state: string }>("select state from tasks where kind = 'call' order by opened_at, id")).map((row) => row.state);

  it('lets an item that is moved to an earlier date after the day\'s contact wait for the next working day', async () => {
    await invoice('INV-1', '2026-03-06');
    await invoice('INV-2', '2026-04-30');
    await playCasesTo(open(), '2026-03-09T06:00:00Z');
    const moved = await changeDueDate(open(), { actor: company.as('finance'), openItemId: await company.itemId('INV-2/1'), dueOn: plainDate('2026-03-11'), reason: 'agreed' });
    expect(moved).toEqual({ kind: 'changed', dueBefore: '2026-04-30' });
    await playCasesTo(open(), '2026-03-09T16:00:00Z');
    expect((await heard()).at(-1)).toBe('2026-03-09T01:00:00.000Z call INV-1');
    await playCasesTo(open(), '2026-03-10T16:00:00Z');
    expect((await heard()).at(-1)).toBe('2026-03-10T01:00:00.000Z reminder_before_due INV-2');
  });

  it('does not call about an item that was paid when the promise was judged, though its payment is reversed later', async () => {
    await invoice('INV-1', '2026-02-27', '600.00');
    await invoice('INV-2', '2026-02-27', '400.00');
    await playCasesTo(open(), '2026-03-03T02:00:00Z');
    const caseId = await company.only('collection_cases');
    const promised = await recordPromiseToPay(open(), { actor: company.as('collector'), promise: { caseId, amountMinor: 1_000_00, payBy: plainDate('2026-03-06'), source: 'call' } });
    expect(promised).toMatchObject({ kind: 'promised' });
    await pay('P-1', '600.00', 'INV-1');
    await playCasesTo(open(), '2026-03-12T02:00:00Z');
    expect(await company.query('select status, paid_minor from promises_to_pay')).toEqual([{ status: 'partly_kept', paid_minor: 600_00 }]);
    await company.record({ kind: 'payments', rows: [aPayment({ reference: 'P-2', amount: parseMoney('600.00', 'CNY'), receivedOn: plainDate('2026-03-12'), reverses: 'P-1' })] });
    await playCasesTo(open(), '2026-03-20T02:00:00Z');
    expect((await heard()).filter((line) => line.includes('broken_promise'))).toEqual(['2026-03-11T01:00:00.000Z broken_promise INV-2']);
    expect((await heard()).filter((line) => line.endsWith('INV-1')).slice(-2)).toEqual(['2026-03-12T02:00:00.000Z reminder INV-1', '2026-03-19T01:00:00.000Z written_notice INV-1']);
  });

  it('keeps a call task open until each of its open items has been spoken of since, in one contact or in two', async () => {
    await invoice('INV-1', '2026-03-06');
    await invoice('INV-2', '2026-03-06');
    await playCasesTo(open(), '2026-03-09T02:00:00Z');
    expect(await callTasks()).toEqual(['open']);
    const dispute = await raiseDispute(open(), { actor: company.as('collector'), dispute: { openItemId: await company.itemId('INV-2/1'), reason: 'goods_defective', answerBy: plainDate('2026-03-20') } });
    if (dispute.kind !== 'raised') throw new Error(JSON.stringify(dispute));
    await playCasesTo(open(), '2026-03-17T02:00:00Z');
    expect((await heard()).at(-1)).toBe('2026-03-16T01:00:00.000Z reminder INV-1');
    expect(await callTasks()).toEqual(['open']);
    await answerDispute(open(), { actor: company.as('collector'), disputeId: dispute.disputeId, answer: 'rejected' });
    await playCasesTo(open(), '2026-03-17T04:00:00Z');
    expect((await heard()).at(-1)).toBe('2026-03-17T02:00:00.000Z reminder INV-2');
    expect(await callTasks()).toEqual(['overtaken']);
  });

  it('lets settled items drop out of a call task, and drops the task when all of them are settled', async () => {
    await invoice('INV-1', '2026-03-06');
    await invoice('INV-2', '2026-03-06');
    await invoice('INV-3', '2026-03-10');
    await playCasesTo(open(), '2026-03-14T02:00:00Z');
    expect(await callTasks()).toEqual(['open', 'open']);
    await pay('P-1', '1000.00', 'INV-2');
    await pay('P-2', '1000.00', 'INV-3');
    await playCasesTo(open(), '2026-03-16T02:00:00Z');
    expect((await heard()).at(-1)).toBe('2026-03-16T01:00:00.000Z reminder INV-1');
    expect(await callTasks()).toEqual(['overtaken', 'dropped']);
  });

  it.each(['accounts_payable', 'finance', 'finance_manager', 'owner', 'management'])('the shipped ladder speaks to a contact person of the role %s', async (role) => {
    await company.record({ kind: 'customers', rows: [{ number: 'C-2', name: '二号', country: 'CN', timeZone: 'Asia/Shanghai', language: 'zh-CN' }] });
    await company.record({ kind: 'contacts', rows: [{ customerNumber: 'C-2', name: '王', role, email: 'wang@two.example' }] });
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'INV-9', customerNumber: 'C-2', dueOn: plainDate('2026-03-12') })] });
    await playCasesTo(open(), '2026-03-09T02:00:00Z');
    expect((await heard()).at(-1)).toBe('2026-03-09T01:00:00.000Z reminder_before_due INV-9');
  });
});
