import { addSellingEntity } from '../../commands/add-selling-entity.js';
import { placeContactHold } from '../../commands/place-contact-hold.js';
import { publishShippedPolicies } from '../../commands/publish-policy.js';
import { raiseDispute } from '../../commands/raise-dispute.js';
import { recordLedgerRecord, type LedgerRecord } from '../../commands/record-ledger-rows.js';
import { recordPromiseToPay } from '../../commands/record-promise-to-pay.js';
import { runCommand } from '../../commands/run-command.js';
import { beginAdvance, advanceById } from '../../db/clock-advances.js';
import { now } from '../../db/clock.js';
import type { Database } from '../../db/database.js';
import type { Actor } from '../../db/events.js';
import { addDays, plainDate, type Instant, type PlainDate } from '../../domain/dates.js';
import { StartUpFailure } from '../start-up-failure.js';
import { COLLECTOR, SAMPLE_CUSTOMERS } from './customers.js';
import { dayOf, HISTORY_BEGINS_ON, morningOf, SAMPLE_BEGINS_ON, SELLING_ENTITY_CODE, sampleDays } from './history.js';
import { peopleRows } from './people.js';

const INSTALLATION: Actor = { kind: 'installation' };
const LOOK_EVERY_MILLISECONDS = 30;

/** When the clock of a sample installation begins. */
export const SAMPLE_CLOCK_START: Instant = morningOf(HISTORY_BEGINS_ON);

/** Puts the sample company into a new installation: people, selling entity, customers, cover. Its history is played after. */
export async function makeSampleCompany(database: Database): Promise<void> {
  await runCommand(database, { actor: INSTALLATION }, async (command) => {
    await publishShippedPolicies(command);
    await command.trx.insertInto('people').values(peopleRows(command.at)).execute();
    await command.trx.updateTable('installation').set({ sample_company: true }).execute();
  });
  const added = await addSellingEntity(database, { actor: INSTALLATION, entity: {
    code: SELLING_ENTITY_CODE, legalName: '菩提贸易（上海）有限公司', legalNameEnglish: 'Linden Trading (Shanghai) Ltd.', country: 'CN',
    address: '上海市黄浦区示例路 1 号', addressEnglish: '1 Example Road, Huangpu, Shanghai', bankName: '示例银行上海分行', bankAccountName: '菩提贸易（上海）有限公司',
    bankAccountNumber: '3100000012345678', letterhead: '', senderName: '菩提贸易 应收账款', senderEmail: 'credit@linden.example', phone: '+8621555500200',
  } });
  if (added.kind === 'rejected') throw new Error(`The sample's selling entity was refused: ${added.code}`);
  for (const { customer, contacts, insured, habit } of SAMPLE_CUSTOMERS) {
    await record(database, { kind: 'customers', rows: [customer] });
    for (const contact of contacts) await record(database, { kind: 'contacts', rows: [contact] });
    if (!insured) continue;
    await record(database, { kind: 'covers', rows: [{
      customerNumber: customer.number, insurer: '示例信用保险', policyNumber: `POL-${customer.number}`, currency: habit.currency, coveredAmount: { minor: habit.amountMinor * 5, currency: habit.currency },
      insuredPercent: '85', validFrom: plainDate('2025-07-01'), validUntil: plainDate('2026-06-30'),
    }] });
  }
}

async function record(database: Database, ledgerRecord: LedgerRecord): Promise<void> {
  const recorded = await recordLedgerRecord(database, { actor: INSTALLATION, record: ledgerRecord });
  if (recorded.kind === 'rejected') throw new Error(`A record of the sample company was refused: ${JSON.stringify(recorded)}`);
}

/** Plays the three months before the sample begins, day by day, on the engine that is running; goes on where it was interrupted.
 * @param report what has been reached, in percent */
export async function playSampleHistory(database: Database, report: (percent: number) => void): Promise<void> {
  const days = sampleDays();
  const reached = dayOf(await database.transaction(now));
  for (const [index, day] of days.entries()) {
    if (day.on < reached) continue;
    await advance(database, morningOf(day.on));
    // A day that was interrupted is played again: what is there already stays as it is.
    for (const invoice of day.invoices) await record(database, { kind: 'invoices', rows: [invoice] });
    for (const payment of day.payments) await record(database, { kind: 'payments', rows: [payment] });
    await happenOn(database, day.on);
    report(Math.floor(((index + 1) * 100) / days.length));
  }
  await advance(database, morningOf(SAMPLE_BEGINS_ON));
}

async function advance(database: Database, target: Instant): Promise<void> {
  const { id, begun } = await database.transaction(async (trx) => {
    const from = await now(trx);
    return from >= target ? { id: undefined, begun: true } : beginAdvance(trx, { from, target });
  });
  if (id === undefined) return;
  for (;;) {
    const row = await database.transaction((trx) => advanceById(trx, id));
    if (row?.state === 'ready') break;
    if (row?.state === 'failed') throw new StartUpFailure('sample_history_failed', `The sample company's history stopped: ${JSON.stringify(row.failure)}. Start again with --reset.`);
    await new Promise((resolve) => { setTimeout(resolve, LOOK_EVERY_MILLISECONDS); });
  }
  // An advance that was under way when this one was asked for may have had a nearer target.
  if (!begun) await advance(database, target);
}

type Happening = (database: Database, on: PlainDate, actor: Actor) => Promise<{ readonly kind: string }>;

/** What people of the company noted, by day. */
const HAPPENINGS: Readonly<Record<string, Happening>> = {
  '2026-01-20': async (database, on, actor) => placeContactHold(database, { actor, hold: { caseId: await caseOf(database, 'C1003'), reason: 'New bookkeeper begins on Monday', ownerId: await collectorId(database), lastQuietOn: addDays(on, 5) } }),
  '2026-02-10': async (database, on, actor) => recordPromiseToPay(database, { actor, promise: { caseId: await caseOf(database, 'C1008'), amountMinor: 50_000_00, payBy: addDays(on, 6), source: 'call' } }),
  '2026-02-24': async (database, on, actor) => recordPromiseToPay(database, { actor, promise: { caseId: await caseOf(database, 'C2002'), amountMinor: 31_000_00, payBy: addDays(on, 13), source: 'email' } }),
  '2026-02-25': async (database, on, actor) => raiseDispute(database, { actor, dispute: { openItemId: await latestItemOf(database, 'C1001'), amountMinor: 12_000_00, reason: 'quantity_differs', note: 'Two pallets short', answerBy: addDays(on, 14) } }),
};

async function happenOn(database: Database, on: PlainDate): Promise<void> {
  const happening = HAPPENINGS[on];
  if (happening === undefined) return;
  const done = await happening(database, on, { kind: 'person', personId: await collectorId(database) });
  if (done.kind === 'rejected') throw new Error(`What happens on ${on} in the sample company was refused: ${JSON.stringify(done)}`);
}

async function collectorId(database: Database): Promise<string> {
  const found = await database.transaction((trx) => trx.selectFrom('people').select('id').where('email', '=', COLLECTOR).executeTakeFirstOrThrow());
  return found.id;
}

async function caseOf(database: Database, customerNumber: string): Promise<string> {
  const found = await database.transaction((trx) => trx.selectFrom('collection_cases as kase').innerJoin('customers as customer', 'customer.id', 'kase.customer_id').select('kase.id').where('customer.number', '=', customerNumber).executeTakeFirstOrThrow());
  return found.id;
}

async function latestItemOf(database: Database, customerNumber: string): Promise<string> {
  const caseId = await caseOf(database, customerNumber);
  const found = await database.transaction((trx) => trx.selectFrom('open_items').select('id').where('case_id', '=', caseId).where('open_minor', '>', 0).orderBy('due_on', 'desc').executeTakeFirstOrThrow());
  return found.id;
}
