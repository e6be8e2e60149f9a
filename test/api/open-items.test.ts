import { beforeEach, expect, it } from 'vitest';
import { addDays, plainDate } from '../../src/domain/dates.js';
import { parseMoney } from '../../src/domain/money.js';
import { ApiDesk } from '../support/api.js';
import { describeOnBothDatabases } from '../support/database.js';
import { anInvoice, makeCompany, TODAY } from '../support/ledger.js';

describeOnBothDatabases('the list of open items', (opened) => {
  let desk: ApiDesk;
  let key: string;

  beforeEach(async () => {
    const company = await makeCompany(opened(), { customers: [] });
    desk = new ApiDesk(opened());
    key = await desk.key(['finance']);
    await company.record({ kind: 'customers', rows: [{ number: 'C-1', name: '海山贸易', nameEnglish: 'Haishan Trading', country: 'CN', timeZone: 'Asia/Shanghai', language: 'zh-CN' }] });
    const due = (days: number): ReturnType<typeof anInvoice> => anInvoice({ number: `LATE-${days}`, issuedOn: plainDate('2025-10-01'), dueOn: addDays(TODAY, -days) });
    await company.record({ kind: 'invoices', rows: [...[0, 1, 30, 31, 60, 61, 90, 91].map(due), anInvoice({ number: 'EURO-1', currency: 'EUR', amount: parseMoney('75.25', 'EUR') })] });
  });

  const listed = async (query: string): Promise<readonly string[]> => {
    const { body } = await desk.send('get', `/v1/open-items?${query}`, { key });
    return body.items.map(({ invoiceNumber }: { readonly invoiceNumber: string }) => invoiceNumber).toSorted();
  };

  it.each([
    ['not_due', ['LATE-0']], ['days_1_30', ['LATE-1', 'LATE-30']], ['days_31_60', ['LATE-31', 'LATE-60']], ['days_61_90', ['LATE-61', 'LATE-90']], ['over_90', ['LATE-91']],
    ['overdue', ['LATE-1', 'LATE-30', 'LATE-31', 'LATE-60', 'LATE-61', 'LATE-90', 'LATE-91']],
  ])('of the age %s and one currency holds what the sum of the ageing counts', async (age, numbers) => {
    expect(await listed(`currency=CNY&age=${age}`)).toEqual(numbers);
  });

  it('adds up to each sum of the ageing', async () => {
    const { body } = await desk.send('get', '/v1/ageing', { key });
    for (const { currency, bucket, items } of body.items) expect(await listed(`currency=${currency}&age=${bucket}`)).toHaveLength(items);
    expect(body.items).toHaveLength(6);
  });

  it('of one currency leaves the others out', async () => {
    expect(await listed('currency=EUR')).toEqual(['EURO-1']);
  });

  it('is searched by the English name too', async () => {
    expect(await listed('search=haishan')).toHaveLength(9);
    expect(await listed('search=nobody')).toEqual([]);
  });

  it.each(['age=ancient', 'currency=XYZ'])('refuses %s and says which field', async (query) => {
    const { status, body } = await desk.send('get', `/v1/open-items?${query}`, { key });
    expect({ status, path: body.problems[0].path }).toEqual({ status: 400, path: `query.${query.split('=')[0] ?? ''}` });
  });
});
