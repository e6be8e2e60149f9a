import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgres, type Database } from '../../src/db/database.js';
import { instantOf } from '../../src/domain/dates.js';
import { freePorts } from '../../src/embedded/free-ports.js';
import { setUpTemporalSchema } from '../../src/embedded/temporal-postgres.js';
import { untilFound } from '../support/engine.js';
import { MortalTemporal, MortalProcess } from '../support/fault-cast.js';
import { createTestDatabase, testPostgres, type TestDatabase } from '../support/postgres.js';
import { aCustomer, anInstallation, type SmallCompany } from '../support/small-company.js';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.js';
import { describeWithTemporalOnPostgres } from '../support/temporal.js';
import { startTwilioServer, type TwilioServer } from '../support/twilio-server.js';

const CASES = 60;
const FAULTS_AT_LEAST = 30;
const DEATHS = { claimed: 3, reserved: 3, data_accepted: 3, message_accepted: 3, before_record: 3 };
const API_DEATHS = 6;
const ADMIN_KEY = 'key-of-the-fault-run-0001';
const ACCOUNT = 'AC00000000000000000000000000000001';

/** Steps seconds apart, on an always open calendar, without gap and limits: for rehearsal only. */
const LADDER = `
name: default
unit: second
windows: [{ from: '00:00', to: '24:00' }]
gapWorkingDays: 0
promiseToleranceWorkingDays: 0
handoffAfterNoticeWorkingDays: 0
steps:
  - { key: first, name: { zh-CN: 一, en: First }, kind: contact, action: reminder, offset: 5, channels: [email], recipientRoles: [finance], tone: friendly, mustArrive: false }
  - { key: second, name: { zh-CN: 二, en: Second }, kind: contact, action: reminder, offset: 15, channels: [email, sms], recipientRoles: [finance], tone: firm, mustArrive: false }
  - { key: hold, name: { zh-CN: 停, en: Hold }, kind: age, action: order_hold, offset: 20 }
  - { key: notice, name: { zh-CN: 函, en: Notice }, kind: contact, action: written_notice, offset: 25, channels: [email], recipientRoles: [finance], tone: final, mustArrive: true }
  - { key: last, name: { zh-CN: 末, en: Last }, kind: contact, action: reminder, offset: 40, channels: [email], recipientRoles: [finance], tone: final, mustArrive: true }
`;
const STEPS = [['first', 'email'], ['second', 'email'], ['second', 'sms'], ['notice', 'email'], ['last', 'email']] as const;

describeWithTemporalOnPostgres('sixty cases on the real clock while everything that runs them is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dunlin-faults-'));
  let database: Database;
  let testDatabase: TestDatabase;
  let sink: SmtpSink;
  let twilio: TwilioServer;
  let temporal: MortalTemporal;
  let workers: MortalProcess[] = [];
  let startApi: () => MortalProcess;
  let api: MortalProcess | undefined;
  let apiUrl = '';
  let companies: SmallCompany[] = [];

  beforeAll(async () => {
    execFileSync(process.execPath, ['bin/build.js'], { cwd: fileURLToPath(new URL('../..', import.meta.url)), stdio: 'ignore' });
    testDatabase = await createTestDatabase();
    database = await openPostgres(testDatabase.url);
    await database.migrate();
    sink = await startSmtpSink();
    twilio = await startTwilioServer({ accountId: ACCOUNT, authToken: 'secret' });
    const cluster = new URL((await testPostgres()).url);
    const postgres = { host: cluster.hostname, port: Number(cluster.port), user: cluster.username, password: cluster.password, database: 'faults_temporal', visibilityDatabase: 'faults_visibility' };
    await setUpTemporalSchema(postgres, { environment: process.env, report: () => undefined });
    temporal = new MortalTemporal({ folder: join(folder, 'temporal'), persistence: { kind: 'postgres', postgres } });
    const running = await temporal.live();
    mkdirSync(join(folder, 'deaths'));
    const environment = {
      ...process.env, DATABASE_URL: testDatabase.url, TEMPORAL_ADDRESS: running.address, TEMPORAL_NAMESPACE: running.namespace, DUNLIN_SETTLE_AFTER_MINUTES: '0.05,0.1,0.2',
      SMTP_HOST: '127.0.0.1', SMTP_PORT: String(sink.port), TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: 'secret', TWILIO_FROM: '+15005550006', TWILIO_BASE_URL: twilio.url,
      FAULT_FOLDER: join(folder, 'deaths'), FAULT_DEATHS: JSON.stringify(DEATHS),
    };
    const [apiPort = 0] = await freePorts(1);
    apiUrl = `http://127.0.0.1:${apiPort}`;
    // A Temporal server that finds its ports taken when it lives again takes others.
    const ofEngine = () => ({ ...environment, TEMPORAL_ADDRESS: temporal.address });
    workers = [new MortalProcess('worker', ofEngine), new MortalProcess('worker', ofEngine)];
    companies = await sixtyCases(database);
    startApi = () => new MortalProcess('server', () => ({ ...ofEngine(), DUNLIN_PORT: String(apiPort), DUNLIN_ADMIN_API_KEY: ADMIN_KEY }));
  }, 400_000);

  afterAll(async () => {
    await Promise.all([...workers, ...(api === undefined ? [] : [api])].map((mortal) => mortal.dismiss()));
    await temporal.dismiss();
    await Promise.all([sink.close(), twilio.close()]);
    await database.close();
    await testDatabase.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('loses nothing, says nothing twice and closes every case', async () => {
    const faults = await faultsUntilSaid();
    await untilFound(database, async (trx) => {
      // Lines first: a line that another transaction writes between two reads would be counted while its contact was not yet seen.
      const { lines } = await trx.selectFrom('contact_lines').select((select) => select.fn.countAll<number>().as('lines')).executeTakeFirstOrThrow();
      const open = await trx.selectFrom('contacts').select('id')
        .where((where) => where.or([where('state', 'in', ['sending', 'not_sent']), where.and([where('state', '=', 'unknown'), where('settle_at', 'is not', null)])])).executeTakeFirst();
      return lines === CASES * STEPS.length && open === undefined ? true : undefined;
    }, { withinMilliseconds: 300_000 }).catch(async (error: unknown) => {
      throw new Error(`${String(error)}\n${await whereItStands()}`, { cause: error });
    });
    const { lost, doubled, unknown } = await judge();
    const byName = readdirSync(join(folder, 'deaths')).toSorted();
    process.stdout.write(`${faults + byName.length} faults (${byName.join(' ')}); ${sink.accepted.length} e-mails, ${twilio.accepted.length} SMS, ${unknown} unknown\n`);
    expect(lost).toEqual([]);
    expect(doubled).toEqual([]);
    expect(twilio.accepted.filter((text) => text.from !== '+15005550006')).toEqual([]);
    expect(faults + byName.length).toBeGreaterThanOrEqual(FAULTS_AT_LEAST);
    expect(Object.keys(DEATHS).filter((point) => byName.filter((name) => name.startsWith(`${point}-`)).length < 2)).toEqual([]);
    await payEverything();
    await untilFound(database, async (trx) => {
      const open = await trx.selectFrom('collection_cases').select('id').where('status', '<>', 'paid').executeTakeFirst();
      return open === undefined ? true : undefined;
    });
  }, 900_000);

  // Kills at random until every line is written; each fault names its victim.
  async function faultsUntilSaid(): Promise<number> {
    let faults = 0;
    const end = Date.now() + 180_000;
    while (Date.now() < end) {
      await pause(3_000);
      const victim = workers[faults % workers.length];
      if (faults % 7 === 6) await temporal.dieAndLive();
      else if (faults % 5 === 4) {
        victim?.signal('SIGSTOP');
        await pause(4_000);
        victim?.signal('SIGCONT');
      } else victim?.signal('SIGKILL');
      faults += 1;
      const done = await database.transaction((trx) => trx.selectFrom('contact_lines').select((select) => select.fn.countAll<number>().as('lines')).executeTakeFirstOrThrow());
      const named = readdirSync(join(folder, 'deaths')).length;
      if (done.lines >= CASES * STEPS.length && named >= 10 && faults >= FAULTS_AT_LEAST / 2) break;
    }
    return faults;
  }

  async function judge(): Promise<{ readonly lost: readonly string[]; readonly doubled: readonly string[]; readonly unknown: number }> {
    const contacts = await database.transaction((trx) => trx.selectFrom('contact_lines as line').innerJoin('contacts as contact', 'contact.id', 'line.contact_id')
      .select(['contact.id', 'contact.state', 'contact.channel', 'contact.must_arrive', 'contact.address', 'line.open_item_id', 'line.step_key']).execute());
    const lost: string[] = [];
    const doubled: string[] = [];
    for (const company of companies) {
      for (const [step, channel] of STEPS) {
        const name = `${company.caseId} ${step} ${channel}`;
        const contact = contacts.find((candidate) => candidate.open_item_id === company.openItemIds[0] && candidate.step_key === step && candidate.channel === channel);
        if (contact === undefined) { lost.push(name); continue; }
        const mails = sink.accepted.filter((mail) => mail.messageId.includes(contact.id));
        const texts = twilio.accepted.filter((text) => text.to === contact.address);
        const records = channel === 'email' ? mails.length : texts.length;
        if (records === 0 && contact.state !== 'unknown') lost.push(`${name} (${contact.state})`);
        const allowed = channel === 'email' && contact.must_arrive && mails.filter((mail) => mail.possibleDuplicate).length === 1 ? 2 : 1;
        if (records > allowed) doubled.push(`${name}: ${records}`);
      }
    }
    return { lost, doubled, unknown: contacts.filter((contact) => contact.state === 'unknown').length };
  }

  // What is known of the first case that has not said everything, for whoever reads the failure.
  async function whereItStands(): Promise<string> {
    return database.transaction(async (trx) => {
      const lines = await trx.selectFrom('contact_lines').selectAll().execute();
      const short = companies.find((company) => lines.filter((line) => line.open_item_id === company.openItemIds[0]).length < STEPS.length) ?? companies[0];
      if (short === undefined) return 'there are no cases';
      const story = await trx.selectFrom('stories').selectAll().where('id', '=', short.caseId).executeTakeFirst();
      const contacts = await trx.selectFrom('contacts').select(['id', 'action', 'channel', 'state', 'attempt', 'settle_at', 'outcome', 'reserved_at']).where('case_id', '=', short.caseId).orderBy('reserved_at').execute();
      const refusals = await trx.selectFrom('refusals').selectAll().where('case_id', '=', short.caseId).execute();
      const steps = await trx.selectFrom('item_steps').selectAll().where('open_item_id', '=', short.openItemIds[0] ?? '').execute();
      return JSON.stringify({ lines: lines.length, story, contacts, refusals, steps, deaths: workers.map((worker) => worker.deaths) }, null, 1);
    });
  }

  // Every case is paid through the API, which is killed while it takes the payments: whoever gets no answer asks again with the same key.
  async function payEverything(): Promise<void> {
    // Not before: its relay would take from the workers' relays what they are to die at.
    const server = startApi();
    api = server;
    const waiting = [...companies.keys()];
    const payer = async (): Promise<void> => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) await pay(index);
    };
    const killer = async (): Promise<void> => {
      for (let death = 1; death <= API_DEATHS; death += 1) {
        const left = waiting.length;
        await untilTrue(() => waiting.length < Math.max(1, left - CASES / (API_DEATHS + 2)));
        server.signal('SIGKILL');
        await untilTrue(() => server.deaths >= death);
      }
    };
    await Promise.all([killer(), payer(), payer(), payer()]);
    const payments = await database.transaction((trx) => trx.selectFrom('payments').select('reference').orderBy('reference').execute());
    expect(payments.map(({ reference }) => reference)).toEqual(companies.map((_, index) => `PAY-${numberOf(index)}`));
    expect(server.deaths).toBe(API_DEATHS);
  }

  async function pay(index: number): Promise<void> {
    const body = { reference: `PAY-${numberOf(index)}`, customerNumber: numberOf(index), currency: 'CNY', amountMinor: 10_000_00, receivedOn: '2026-01-31' };
    await untilTrue(async () => {
      const answer = await fetch(`${apiUrl}/v1/payments`, {
        method: 'POST', body: JSON.stringify(body), headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json', 'idempotency-key': `pay-${numberOf(index)}` }, signal: AbortSignal.timeout(5_000),
      }).catch(() => undefined);
      if (answer?.status === 201) return true;
      // It died between its commit and its answer: what was asked is done, and is not done again.
      const problem = (await answer?.json().catch(() => undefined)) as { readonly code?: string } | undefined;
      return problem?.code === 'idempotency_answer_lost';
    });
  }
});

function numberOf(index: number): string {
  return `F${String(index).padStart(4, '0')}`;
}

async function untilTrue(ask: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 180_000;
  while (!(await ask())) {
    if (Date.now() > end) throw new Error('What the test waits for has not come');
    await pause(50);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds); });
}

async function sixtyCases(database: Database): Promise<SmallCompany[]> {
  const made: SmallCompany[] = [];
  const at = instantOf(Date.now());
  const installation = await database.transaction(async (trx) => {
    const created = await anInstallation(trx, { clock: { kind: 'real' }, at, ladder: LADDER });
    await trx.updateTable('installation').set({ sends_released_at: at }).execute();
    return created;
  });
  for (let index = 0; index < CASES; index += 1) {
    const number = numberOf(index);
    made.push(await database.transaction((trx) => aCustomer(trx, {
      at: instantOf(Date.now() + index * 200), number, ...installation, country: 'US', phone: `+1206555${String(1000 + index)}`,
      invoices: [{ number: `INV-${number}`, amountMinor: 10_000_00, issuedOn: '2026-01-01', dueOn: '2026-01-31' }],
    })));
  }
  return made;
}
