import { expect, it } from 'vitest';
import { reversePayment } from '../../src/commands/reverse-payment.js';
import { writeCaseNote } from '../../src/commands/write-case-note.js';
import { plainDate } from '../../src/domain/dates.js';
import { parseMoney } from '../../src/domain/money.js';
import type { Role } from '../../src/domain/roles.js';
import { ApiDesk } from '../support/api.js';
import { describeOnBothDatabases } from '../support/database.js';
import { anInvoice, aPayment, makeCompany, type Company } from '../support/ledger.js';

describeOnBothDatabases('what happened in a case', (opened) => {
  const history = async (company: Company): Promise<readonly Readonly<Record<string, unknown>>[]> => {
    const desk = new ApiDesk(opened());
    const caseId = await company.only('collection_cases');
    const { body } = await desk.send('get', `/v1/collection-cases/${caseId}/events`, { key: await desk.key(['collector']) });
    return body.items.filter(({ type }: { readonly type: string }) => type !== 'case_opened');
  };

  it('names the invoices and the payment, also when nothing of them is open any more', async () => {
    const company = await makeCompany(opened(), { customers: ['C-1'] });
    await company.record({ kind: 'invoices', rows: [anInvoice({ number: 'INV-1' }), anInvoice({ number: 'INV-2', amount: parseMoney('250.50', 'CNY') })] });
    await company.moveClock('2026-03-02T03:00:00Z');
    await company.record({ kind: 'payments', rows: [aPayment({ reference: 'BANK-7', amount: parseMoney('1250.50', 'CNY') })] });
    expect(await history(company)).toMatchObject([
      { type: 'payment_recorded', reference: 'BANK-7', invoices: ['INV-1', 'INV-2'], fileName: null, data: { amountMinor: 1_250_50 } },
      { type: 'invoice_recorded', invoices: ['INV-2'] }, { type: 'invoice_recorded', invoices: ['INV-1'] },
    ]);
    expect((await history(company)).every(({ sequence, hash }) => typeof sequence === 'number' && typeof hash === 'string')).toBe(true);
  });

  it('holds what came with files, each at its time, and says with which file', async () => {
    const company = await makeCompany(opened(), { customers: ['C-1'] });
    await company.apply('invoices', ['number,customerNumber,currency,amount,issuedOn,dueOn', 'INV-1,C-1,CNY,1000.00,2026-02-01,2026-03-01', 'INV-2,C-1,CNY,80.00,2026-02-01,2026-03-05']);
    await company.moveClock('2026-03-02T03:00:00Z');
    await company.apply('credit-notes', ['number,invoiceNumber,currency,amount,issuedOn', 'CN-1,INV-2,CNY,30.00,2026-03-02']);
    await company.moveClock('2026-03-02T04:00:00Z');
    await company.apply('payments', ['reference,customerNumber,currency,amount,receivedOn,invoices', 'BANK-1,C-1,CNY,300.00,2026-03-02,INV-1']);
    await company.moveClock('2026-03-03T04:00:00Z');
    await reversePayment(opened(), { actor: company.as('finance'), paymentId: await company.only('payments'), reference: 'BANK-1-R', reversedOn: plainDate('2026-03-03') });
    expect(await history(company)).toMatchObject([
      { type: 'payment_reversed', reference: 'BANK-1', invoices: ['INV-1'], fileName: null },
      { type: 'payment_recorded', reference: 'BANK-1', invoices: ['INV-1'], fileName: 'payments.csv', sequence: null, actor: { kind: 'person', personId: company.personId('finance') }, data: { amountMinor: 300_00, receivedOn: '2026-03-02' } },
      { type: 'credit_note_recorded', reference: 'CN-1', invoices: ['INV-2'], fileName: 'credit-notes.csv', data: { amountMinor: 30_00 } },
      { type: 'invoice_recorded', fileName: 'invoices.csv' }, { type: 'invoice_recorded', fileName: 'invoices.csv' },
    ]);
  });

  it('holds a reversal that came with a file', async () => {
    const company = await makeCompany(opened(), { customers: ['C-1'] });
    await company.record({ kind: 'invoices', rows: [anInvoice()] });
    await company.apply('payments', ['reference,customerNumber,currency,amount,receivedOn,invoices,reverses', 'BANK-1,C-1,CNY,300.00,2026-03-02,INV-1,', 'BANK-1-R,C-1,CNY,300.00,2026-03-02,,BANK-1']);
    expect((await history(company)).map(({ type, reference }) => `${String(type)} ${String(reference)}`).toSorted()).toEqual(['invoice_recorded null', 'payment_recorded BANK-1', 'payment_reversed BANK-1']);
  });

  it('holds what colleagues note on it; the event names the note and holds no word of it', async () => {
    const company = await makeCompany(opened(), { customers: ['C-1'] });
    await company.record({ kind: 'invoices', rows: [anInvoice()] });
    const desk = new ApiDesk(opened());
    const caseId = await company.only('collection_cases');
    const write = async (note: unknown, role: Role = 'sales'): Promise<Awaited<ReturnType<ApiDesk['send']>>> => desk.send('post', `/v1/collection-cases/${caseId}/notes`, { key: await desk.key([role]), body: { note } });
    for (const note of ['', '   ', 'x'.repeat(2_001), 7]) expect((await write(note)).body).toMatchObject({ code: 'request_invalid' });
    expect((await write('x', 'administrator')).status).toBe(403);
    expect((await desk.send('post', `/v1/collection-cases/${company.personId('sales')}/notes`, { key: await desk.key(['sales']), body: { note: 'x' } })).body).toMatchObject({ code: 'case_unknown' });
    const { status, body: { noteId } } = await write('  Their plant moves to Suzhou in May. ');
    const { body: kase } = await desk.send('get', `/v1/collection-cases/${caseId}`, { key: await desk.key(['collector']) });
    expect([status, kase.notes]).toEqual([201, [{ aboutId: noteId, note: 'Their plant moves to Suzhou in May.' }]]);
    expect((await history(company)).filter(({ type }) => type === 'note_written')).toMatchObject([{ data: { noteId }, stream: 'collection_case' }]);
    expect(JSON.stringify(await company.query('select data from events'))).not.toContain('Suzhou');
  });

  it('keeps the longest note, and one on a case that is closed', async () => {
    const company = await makeCompany(opened(), { customers: ['C-1'] });
    await company.record({ kind: 'invoices', rows: [anInvoice()] });
    const caseId = await company.only('collection_cases');
    await company.query("update collection_cases set status = 'paid'");
    const note = '长'.repeat(2_000);
    expect(await writeCaseNote(opened(), { actor: company.as('finance'), caseId, note })).toMatchObject({ kind: 'written' });
    expect(await company.query('select note from case_notes')).toEqual([{ note }]);
  });
});
