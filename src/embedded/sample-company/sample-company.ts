import { addSellingEntity } from '../../commands/add-selling-entity.js';
import { publishShippedPolicies } from '../../commands/publish-policy.js';
import { recordLedgerRecord, type LedgerRecord } from '../../commands/record-ledger-rows.js';
import { runCommand } from '../../commands/run-command.js';
import { beginAdvance, advanceById } from '../../db/clock-advances.js';
import { now } from '../../db/clock.js';
import type { Database } from '../../db/database.js';
import type { Actor } from '../../db/events.js';
import { plainDate, type Instant } from '../../domain/dates.js';
import { StartUpFailure } from '../start-up-failure.js';
import { SAMPLE_CUSTOMERS } from './customers.js';
import { happenOn } from './happenings.js';
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
