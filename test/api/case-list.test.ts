import { beforeEach, expect, it } from 'vitest';
import { raiseDispute } from '../../src/commands/raise-dispute.js';
import { CASE_SORTS } from '../../src/db/lists.js';
import { plainDate } from '../../src/domain/dates.js';
import { parseMoney } from '../../src/domain/money.js';
import { ApiDesk } from '../support/api.js';
import { describeOnBothDatabases } from '../support/database.js';
import { anInvoice, makeCompany, type Company } from '../support/ledger.js';

describeOnBothDatabases('the list of cases', (opened) => {
  let company: Company;
  let desk: ApiDesk;
  let key: string;

  beforeEach(async () => {
    company = await makeCompany(opened(), { customers: ['LARGE', 'OLD', 'NEW', 'SETTLED'] });
    desk = new ApiDesk(opened());
    key = await desk.key(['collector']);
    const owes = (customerNumber: string, amount: string, dueOn: string): ReturnType<typeof anInvoice> => anInvoice({ number: customerNumber, customerNumber, amount: parseMoney(amount, 'CNY'), issuedOn: plainDate('2025-12-01'), dueOn: plainDate(dueOn) });
    await company.record({ kind: 'invoices', rows: [owes('LARGE', '900.00', '2026-02-20'), owes('OLD', '500.50', '2026-01-05'), owes('NEW', '700.00', '2026-04-01'), owes('SETTLED', '80.00', '2026-02-01')] });
    await company.record({ kind: 'payments', rows: [{ reference: 'P-1', customerNumber: 'SETTLED', currency: 'CNY', amount: parseMoney('80.00', 'CNY'), receivedOn: plainDate('2026-03-02') }] });
    await raiseDispute(opened(), { actor: company.as('collector'), dispute: { openItemId: await company.itemId('LARGE/1'), amountMinor: 600_00, reason: 'price_differs', answerBy: plainDate('2026-03-10') } });
    const nextAt = { LARGE: '2026-03-09', OLD: '2026-03-05', NEW: '2026-03-20' };
    for (const [number, day] of Object.entries(nextAt)) await company.query(`update stories set next_at = '${day}T01:00:00Z' where id = (select k.id from collection_cases k join customers c on c.id = k.customer_id where c.number = '${number}') returning id`);
    await company.query("update stories set next_at = null where id = (select k.id from collection_cases k join customers c on c.id = k.customer_id where c.number = 'SETTLED') returning id");
  });

  /** Reads page after page. */
  const numbers = async (query: string, limit: number): Promise<readonly string[]> => {
    const read: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await desk.send('get', `/v1/collection-cases?${query}&limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`, { key });
      read.push(...body.items.map(({ customer }: { readonly customer: { readonly number: string } }) => customer.number));
      cursor = body.nextCursor;
    }
    return read;
  };

  it.each([
    ['overdue', ['LARGE', 'OLD']], ['collectable', ['OLD', 'LARGE']], ['oldest', ['OLD', 'LARGE', 'NEW', 'SETTLED']], ['next', ['OLD', 'LARGE', 'NEW', 'SETTLED']],
  ] as const)('by %s begins with %j', async (sort, first) => {
    expect((await numbers(`sort=${sort}`, 50)).slice(0, first.length)).toEqual(first);
  });

  it.each(CASE_SORTS)('by %s is the same in pages of one as in one page, and holds every case once', async (sort) => {
    const whole = await numbers(`sort=${sort}`, 50);
    expect(await numbers(`sort=${sort}`, 1)).toEqual(whole);
    expect(whole.toSorted()).toEqual(['LARGE', 'NEW', 'OLD', 'SETTLED']);
  });

  it('refuses a cursor of another order, and of its own takes the largest number', async () => {
    const cursor = (value: string): string => Buffer.from(JSON.stringify([value, company.personId('sales')])).toString('base64url');
    const refused = { status: 400, body: { code: 'request_invalid', problems: [{ path: 'query.cursor' }] } };
    const read = (sort: string, value: string): ReturnType<ApiDesk['send']> => desk.send('get', `/v1/collection-cases?sort=${sort}&cursor=${cursor(value)}`, { key });
    for (const sort of ['overdue', 'collectable', 'oldest']) {
      expect(await read(sort, '2026-03-09T01:00:00Z')).toMatchObject(refused);
      expect(await read(sort, 'infinity')).toMatchObject(refused);
      expect(await read(sort, '9'.repeat(16))).toMatchObject({ status: 200 });
    }
    expect(await read('next', '90000')).toMatchObject(refused);
    expect(await read('next', 'infinity')).toMatchObject({ status: 200 });
  });

  it('is by what is overdue unless another order is asked for', async () => {
    expect(await numbers('status=watching', 50)).toEqual(await numbers('status=watching&sort=overdue', 50));
    expect((await desk.send('get', '/v1/collection-cases?sort=name', { key })).body.problems[0].path).toBe('query.sort');
  });
});
