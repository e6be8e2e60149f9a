import { beforeEach, expect, it } from 'vitest';
import { caseStory } from '../../src/commands/case-story.js';
import { lookAt } from '../../src/commands/story.js';
import { AMOUNT_MINOR_MAX } from '../../src/domain/money.js';
import { ApiDesk } from '../support/api.js';
import { describeOnBothDatabases } from '../support/database.js';
import { makeCompany, type Company } from '../support/ledger.js';

const INVOICE = { number: 'INV-1', customerNumber: 'C-1', currency: 'CNY', issuedOn: '2026-02-01', items: [{ amountMinor: 100, dueOn: '2026-03-03' }] };
const COVER = { customerNumber: 'C-1', insurer: 'Sinosure', policyNumber: 'P-1', currency: 'CNY', coveredMinor: 100, insuredPercent: '90', validFrom: '2026-01-01', validUntil: '2026-12-31' };
const NOBODY = '00000000-0000-7000-8000-000000000000';

describeOnBothDatabases('requests that nobody of good will sends', (opened) => {
  let company: Company;
  let desk: ApiDesk;
  let finance: string;

  beforeEach(async () => {
    company = await makeCompany(opened());
    desk = new ApiDesk(opened());
    finance = await desk.key(['finance', 'manager', 'credit_analyst']);
  });

  /** How a request was refused, and what it left in the ledger. */
  const refusalOf = async ({ status, body }: Awaited<ReturnType<ApiDesk['send']>>): Promise<unknown> => ({ status, code: body.code, paths: (body.problems as { path: string }[] | undefined)?.map((problem) => problem.path), open: await company.open() });
  const refused = (path: string): unknown => ({ status: 400, code: 'request_invalid', paths: expect.arrayContaining([path]), open: {} });

  it.each(['/v1/customers', '/v1/collection-cases', '/v1/open-items', '/v1/payments', '/v1/tasks', '/v1/imports', '/v1/credit-applications', '/v1/inbox', `/v1/sends-previews/${NOBODY}/sends`])('of %s with a cursor that the list has not made are refused', async (list) => {
    const cursors = ['@@@@', ...['\0', '\ud800', ...(list === '/v1/customers' ? [] : ['', 'NaN', '2026-02-30', '2026-02-30T00:00:00Z', '9'.repeat(23)])].map((value) => Buffer.from(JSON.stringify([value, NOBODY])).toString('base64url'))];
    for (const cursor of cursors) expect(await refusalOf(await desk.send('get', `${list}?cursor=${cursor}`, { key: finance }))).toEqual(refused('query.cursor'));
  });

  it.each([
    ['half a character', { ...INVOICE, number: 'a\ud800' }, 'body'], ['half a character in a key', { ...INVOICE, 'a\ud800': 1 }, 'body'], ['NUL', { ...INVOICE, number: 'a\0b' }, 'body'],
    ['a name of two lines', { ...INVOICE, number: 'a\r\nBcc: all@seller.example' }, 'body.number'], ['a day before all trade', { ...INVOICE, issuedOn: '0000-01-01' }, 'body.issuedOn'], ['a day after all trade', { ...INVOICE, items: [{ amountMinor: 1, dueOn: '9999-12-31' }] }, 'body.items.0.dueOn'],
    ['an amount too large to sum', { ...INVOICE, items: [{ amountMinor: AMOUNT_MINOR_MAX + 1 }] }, 'body.items.0.amountMinor'],
  ])('with %s name it', async (_what, body, path) => {
    expect(await refusalOf(await desk.send('post', '/v1/invoices', { key: finance, body }))).toEqual(refused(path));
  });

  it('with the last day of trade as due date leave the case a next step', async () => {
    expect((await desk.send('post', '/v1/invoices', { key: finance, body: { ...INVOICE, items: [{ amountMinor: 1, dueOn: '2100-12-31' }] } })).status).toBe(201);
    const [story] = await company.query<{ id: string }>("select id from stories where kind = 'collection_case'");
    expect(await lookAt(opened(), caseStory, story?.id ?? '')).toMatchObject({ action: 'wait' });
  });

  it('with the largest amounts that are taken leave every list readable', async () => {
    for (const number of ['INV-1', 'INV-2', 'INV-3']) expect((await desk.send('post', '/v1/invoices', { key: finance, body: { ...INVOICE, number, items: [{ amountMinor: AMOUNT_MINOR_MAX, dueOn: '2026-02-02' }] } })).status).toBe(201);
    const [ageing, cases] = [await desk.send('get', '/v1/ageing', { key: finance }), await desk.send('get', '/v1/collection-cases', { key: finance })];
    expect([ageing.body.items, cases.status]).toEqual([[expect.objectContaining({ openMinor: AMOUNT_MINOR_MAX * 3 })], 200]);
  });

  it.each([['more than all of it', { ...COVER, insuredPercent: '100.1' }, 'body.insuredPercent'], ['nothing', { ...COVER, insuredPercent: '0' }, 'body.insuredPercent'], ['an end before the beginning', { ...COVER, validUntil: '2025-12-31' }, 'body.validUntil']])(
    'for a cover of %s are refused', async (_what, body, path) => { expect(await refusalOf(await desk.send('post', '/v1/covers', { key: finance, body }))).toEqual(refused(path)); },
  );

  it.each([
    ['in an unknown charset', { 'content-type': 'application/json; charset=bogus' }, '{}'], ['in an unknown encoding', { 'content-encoding': 'bogus' }, '{}'], ['packed badly', { 'content-encoding': 'gzip' }, '{}'],
    ['nested without end', {}, `{"kind":"escalation_ladder","document":{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`],
  ])('%s are refused, not a defect', async (_what, headers, raw) => {
    const response = await desk.send('post', '/v1/policies/check', { key: finance, headers: { 'content-type': 'application/json', ...headers }, raw });
    expect([response.status, response.body.code]).toEqual([400, 'request_invalid']);
    expect(desk.logged.filter((entry) => entry['level'] === 'error')).toEqual([]);
  });

  it('whose bytes are no UTF-8 are refused, and no sign for "unreadable" enters the ledger', async () => {
    const raw = Buffer.from(JSON.stringify(INVOICE).replace('INV-1', '\u00ff'), 'latin1');
    expect(await refusalOf(await desk.send('post', '/v1/invoices', { key: finance, raw, headers: { 'content-type': 'application/json' } }))).toEqual(refused('body'));
  });

  it('whose body is sent as something else than JSON are refused, not taken for an empty one', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
      const response = await desk.send('post', '/v1/test-clock/advance', { key: finance, raw: '{"by":"1d"}', headers: { 'content-type': type } });
      expect([response.status, response.body.problems]).toEqual([400, [{ path: 'body', message: 'Send it as application/json' }]]);
    }
  });

  it('for a version that no policy can have are refused', async () => {
    expect(await refusalOf(await desk.send('get', '/v1/policies/escalation_ladder/default?version=99999999999', { key: finance }))).toEqual(refused('query.version'));
  });
});
