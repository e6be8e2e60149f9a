import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEmbedded, type Database } from '../../src/db/database.js';
import { ApiDesk } from '../support/api.js';
import { makeCompany } from '../support/ledger.js';

let database: Database;
let desk: ApiDesk;
let finance: string;

beforeAll(async () => {
  database = await openEmbedded();
  await database.migrate();
  await makeCompany(database);
  desk = new ApiDesk(database);
  finance = await desk.key(['finance']);
});
afterAll(() => database.close());

const FILE = 'number,customerNumber,currency,amount,issuedOn,dueOn\nA,C-1,CNY,100.00,2026-02-01,2026-03-01\n';
const lines = { accept: 'application/x-ndjson, application/json' };
const told = (text: string): readonly Readonly<Record<string, unknown>>[] => text.trim().split('\n').map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

it('whoever asks for lines hears how far an import is, and its answer last', async () => {
  const { status, text, headers } = await desk.send('post', '/v1/imports/invoices', { key: finance, raw: FILE, headers: lines });
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'application/x-ndjson', 'no-store']);
  const news = told(text);
  expect(news.slice(0, -1)).toEqual([{ stage: 'reading' }, { stage: 'checking', rows: 1 }, { stage: 'writing', rows: 1 }, { stage: 'waking', rows: 1 }, { stage: 'done', rows: 1 }].map((progress) => ({ progress })));
  expect(news.at(-1)).toMatchObject({ status: 200, body: { kind: 'applied', counts: { recorded: 1 } } });
});

it('a refusal after the first line is the last line, with its status', async () => {
  const { status, text } = await desk.send('post', '/v1/imports/invoices', { key: finance, raw: FILE.replace('100.00', 'ten'), headers: lines });
  expect([status, told(text).at(-1)]).toMatchObject([200, { status: 422, body: { code: 'rows_refused' } }]);
});

it('a refusal before it is one of HTTP, and whoever does not ask for lines gets none', async () => {
  expect((await desk.send('post', '/v1/imports/invoices', { key: await desk.key(['legal']), raw: FILE, headers: lines })).status).toBe(403);
  expect((await desk.send('post', '/v1/imports/invoices?preview=true', { key: finance, raw: FILE.replace('A,', 'B,') })).body).toMatchObject({ kind: 'previewed' });
});

it('the same request again is answered without going through it again', async () => {
  const again = { ...lines, 'idempotency-key': 'the-same-key' };
  const first = told((await desk.send('post', '/v1/imports/invoices', { key: finance, raw: FILE.replace('A,', 'C,'), headers: again })).text);
  expect((await desk.send('post', '/v1/imports/invoices', { key: finance, raw: FILE.replace('A,', 'C,'), headers: again })).body).toEqual(first.at(-1)?.['body']);
});
