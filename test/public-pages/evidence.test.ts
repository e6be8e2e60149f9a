import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import supertest from 'supertest';
import { handoffActivities } from '../../src/activities/handoff.js';
import { decideHandoff } from '../../src/commands/decide-handoff.js';
import { recordHandoffOutcome } from '../../src/commands/record-handoff-outcome.js';
import { readConfig } from '../../src/config.js';
import { openEmbedded, type Database } from '../../src/db/database.js';
import { plainDate } from '../../src/domain/dates.js';
import { outboundOf } from '../../worker.js';
import { playCasesTo } from '../support/case-hands.js';
import { anInvoice, makeCompany, type Company } from '../support/ledger.js';
import { everythingIn, PageVisitor, wordsOf } from '../support/pages.js';

let database: Database;
let company: Company;
let visitor: PageVisitor;
let path: string;
let handoffId: string;

beforeAll(async () => {
  database = await openEmbedded();
  await database.migrate();
});
afterAll(() => database.close());
beforeEach(async () => {
  company = await makeCompany(database, { customers: ['C-1'] });
  visitor = new PageVisitor(database);
  await company.record({ kind: 'contacts', rows: [{ customerNumber: 'C-1', name: '李芳', role: 'accounts_payable', email: 'li.fang@one.example' }] });
  await company.record({ kind: 'invoices', rows: [anInvoice({ dueOn: plainDate('2026-03-06') })] });
  await playCasesTo(database, '2026-05-06T02:00:00Z');
  handoffId = await company.only('handoffs');
  await decideHandoff(database, { actor: company.as('manager'), handoffId, decision: { kind: 'approve', counterpartyName: '王律师 <b>', counterpartyEmail: 'wang@law.example' } });
  await carryOut();
  const [mail] = await company.query<{ body: string }>("select body from inbox_messages where recipient like '%wang@law.example%'");
  path = /\/evidence\/[\w-]+/.exec(mail?.body ?? '')?.[0] ?? '';
});

/** Builds and sends the pack, as the handoff's workflow would. */
async function carryOut(): Promise<void> {
  const config = readConfig({});
  if (config.kind === 'rejected') throw new Error('An empty environment is a valid one');
  const activities = handoffActivities(database, outboundOf(config.config.outbound, database, { publicUrl: 'http://dunlin.example' }));
  for (let acts = 0; acts < 10; acts += 1) {
    const next = await activities.lookAtHandoff(handoffId);
    if (next.action === 'wait') return;
    const request = { storyId: handoffId, key: next.key };
    if (next.action === 'build_evidence_pack') await activities.buildEvidencePack(request);
    else if (next.action === 'send_pack') await activities.sendPack(request);
    else await activities.actOnHandoff(request);
  }
}

const downloads = (): Promise<readonly { data: unknown; actor: unknown }[]> => company.query("select data, actor from events where type = 'evidence_pack_downloaded' order by sequence");
const download = (from: string): Promise<supertest.Response> => supertest(visitor.app).post(`${from}/file`).buffer(true).parse((response, done) => {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => { chunks.push(chunk); });
  response.on('end', () => { done(null, Buffer.concat(chunks)); });
}).then((response) => response);

describe('the link of an evidence pack', () => {
  it('says what is offered, with its fingerprint, and changes nothing by looking', async () => {
    const before = await everythingIn(company);
    const page = await visitor.open(path);
    const [document] = await company.query<{ sha256: string; file_name: string }>("select sha256, file_name from documents where content_type = 'application/zip'");
    const words = wordsOf(page.text);
    for (const shown of ['证据材料 C-1-H', 'SH 有限公司', 'sh@seller.example', '上海贸易有限公司', document?.sha256 ?? '-', document?.file_name ?? '-', '链接有效期至 2026-06-05']) expect(words).toContain(shown);
    expect(page.text).toContain('王律师 &lt;b&gt;');
    expect(page.text).not.toContain('<script');
    expect([page.status, (await visitor.head(path)).status, (await visitor.head(`${path}/file`)).status]).toEqual([200, 200, 303]);
    expect((await visitor.open(`${path}/file`)).get('location')).toBe(path);
    expect(await everythingIn(company)).toBe(before);
  });

  it('hands the file out by its button, each time with an entry on the handoff', async () => {
    const [document] = await company.query<{ id: string; sha256: string; file_name: string }>("select id, sha256, file_name from documents where content_type = 'application/zip'");
    for (const count of [1, 2]) {
      const file = await download(path);
      expect([file.status, file.get('content-type'), file.get('cache-control'), file.get('content-disposition')]).toEqual([200, 'application/zip', 'no-store', expect.stringContaining('attachment')]);
      expect(createHash('sha256').update(file.body as Buffer).digest('hex')).toBe(document?.sha256);
      expect(await downloads()).toHaveLength(count);
    }
    expect(await company.query("select distinct stream_kind, stream_id from events where type = 'evidence_pack_downloaded'")).toEqual([{ stream_kind: 'handoff', stream_id: handoffId }]);
    expect((await downloads())[0]).toMatchObject({ data: { documentId: document?.id, sha256: document?.sha256, by: 'link_of_counterparty' }, actor: { kind: 'installation' } });
  });

  it('works to the end of its last day and no longer; a forged one never', async () => {
    const unknown = await visitor.open('/evidence/forged');
    expect([unknown.status, (await download('/evidence/forged')).status]).toEqual([410, 410]);
    await company.moveClock('2026-06-05T15:59:59.999Z');
    expect((await visitor.open(path)).status).toBe(200);
    await company.moveClock('2026-06-05T16:00:00Z');
    expect((await visitor.open(path)).text).toBe(unknown.text);
    expect([(await download(path)).status, await downloads()]).toEqual([410, []]);
  });

  it('ends when the handoff is recalled', async () => {
    expect(await recordHandoffOutcome(database, { actor: company.as('manager'), handoffId, outcome: 'recalled' })).toEqual({ kind: 'recorded' });
    expect([(await visitor.open(path)).status, (await download(path)).status, await downloads()]).toEqual([410, 410, []]);
  });
});
