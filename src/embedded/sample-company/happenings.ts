import { decideApprovalStage } from '../../commands/decide-approval-stage.js';
import { decisionFactsNow } from '../../commands/applications/decision-facts.js';
import { placeContactHold } from '../../commands/place-contact-hold.js';
import { raiseDispute } from '../../commands/raise-dispute.js';
import { recordPromiseToPay } from '../../commands/record-promise-to-pay.js';
import { submitCreditApplication } from '../../commands/submit-credit-application.js';
import { now } from '../../db/clock.js';
import { readApplicationRecords } from '../../db/credit-applications.js';
import type { Database } from '../../db/database.js';
import type { Actor } from '../../db/events.js';
import { addDays, type PlainDate } from '../../domain/dates.js';
import type { Decision } from '../../domain/decision.js';
import { money } from '../../domain/money.js';
import { COLLECTOR, SALES } from './customers.js';

type Happening = (database: Database, on: PlainDate) => Promise<{ readonly kind: string }>;

const MANAGER = 'zhao.lei@linden.example';
const ANALYST = 'sun.li@linden.example';

/** What people of the company noted, asked for and decided, by day. */
const HAPPENINGS: Readonly<Record<string, Happening>> = {
  '2026-01-12': async (database) => apply(database, { number: 'C1005', limitMinor: 180_000_00, termsDays: 30, reason: '新增一条产线，订单稳定', capital: 'from_5m', record: 'clean', industry: 'stable', years: 14 }),
  '2026-01-13': async (database) => decide(database, { number: 'C1005', by: ANALYST, decision: ({ limitMinor }) => ({ kind: 'approve', limit: money(limitMinor, 'CNY') }) }),
  '2026-01-20': async (database, on) => placeContactHold(database, { actor: await person(database, COLLECTOR), hold: { caseId: await caseOf(database, 'C1003'), reason: 'New bookkeeper begins on Monday', ownerId: await personId(database, COLLECTOR), lastQuietOn: addDays(on, 5) } }),
  '2026-01-26': async (database) => apply(database, { number: 'C1006', limitMinor: 60_000_00, termsDays: 60, reason: '两个新工地开工', capital: 'none_shown', record: 'open_suits', industry: 'strained', years: 3 }),
  '2026-01-27': async (database) => decide(database, { number: 'C1006', by: MANAGER, decision: () => ({ kind: 'decline', reason: 'overdue_debts', note: '请先结清逾期款项' }) }),
  '2026-02-10': async (database, on) => recordPromiseToPay(database, { actor: await person(database, COLLECTOR), promise: { caseId: await caseOf(database, 'C1008'), amountMinor: 50_000_00, payBy: addDays(on, 6), source: 'call' } }),
  '2026-02-24': async (database, on) => recordPromiseToPay(database, { actor: await person(database, COLLECTOR), promise: { caseId: await caseOf(database, 'C2002'), amountMinor: 31_000_00, payBy: addDays(on, 13), source: 'email' } }),
  '2026-02-25': async (database, on) => raiseDispute(database, { actor: await person(database, COLLECTOR), dispute: { openItemId: await latestItemOf(database, 'C1001'), amountMinor: 12_000_00, reason: 'quantity_differs', note: 'Two pallets short', answerBy: addDays(on, 14) } }),
  '2026-02-27': async (database) => apply(database, { number: 'C1002', limitMinor: 500_000_00, termsDays: 60, reason: '春季旺季，新开三家门店', capital: 'from_1m', record: 'minor', industry: 'cyclical', years: 7 }),
  '2026-02-28': async (database) => apply(database, { number: 'C1007', limitMinor: 150_000_00, termsDays: 45, reason: '酒店扩建，采购增加', capital: 'from_1m', record: 'clean', industry: 'stable' }),
};

export async function happenOn(database: Database, on: PlainDate): Promise<void> {
  const happening = HAPPENINGS[on];
  if (happening === undefined) return;
  const done = await happening(database, on);
  if (done.kind === 'rejected') throw new Error(`What happens on ${on} in the sample company was refused: ${JSON.stringify(done)}`);
}

interface SampleApplication {
  readonly number: string;
  readonly limitMinor: number;
  readonly termsDays: number;
  readonly reason: string;
  readonly capital: string;
  readonly record: string;
  readonly industry: string;
  /** Years since founding; left out, they will be asked for. */
  readonly years?: number;
}

async function apply(database: Database, asked: SampleApplication): Promise<{ readonly kind: string }> {
  const customer = await database.transaction((trx) => trx.selectFrom('customers').select('id').where('number', '=', asked.number).executeTakeFirstOrThrow());
  const years = asked.years === undefined ? [] : [{ key: 'years_since_founding', value: asked.years }];
  return submitCreditApplication(database, {
    actor: await person(database, SALES.north), customerId: customer.id, limit: money(asked.limitMinor, 'CNY'), termsDays: asked.termsDays, reason: asked.reason,
    inputs: [...years, { key: 'paid_in_capital', value: asked.capital }, { key: 'legal_record', value: asked.record }, { key: 'industry', value: asked.industry }, { key: 'yearly_turnover', value: 30_000_000_00 }],
  });
}

/** Decides the open stage of a customer's application, signed in, on what is true then. */
async function decide(database: Database, given: { readonly number: string; readonly by: string; readonly decision: (asked: { readonly limitMinor: number }) => Decision }): Promise<{ readonly kind: string }> {
  const found = await database.transaction(async (trx) => {
    const application = await trx.selectFrom('credit_applications as application').innerJoin('customers as customer', 'customer.id', 'application.customer_id').select(['application.id', 'application.asked_limit_minor'])
      .where('customer.number', '=', given.number).where('application.ended_at', 'is', null).executeTakeFirstOrThrow();
    const records = await readApplicationRecords(trx, application.id);
    const stage = records.stages.find((candidate) => candidate.state === 'open');
    if (stage === undefined) throw new Error(`The sample application of ${given.number} has no open stage`);
    return { stageId: stage.id, limitMinor: application.asked_limit_minor, shown: (await decisionFactsNow(trx, records, await now(trx))).facts };
  });
  const { stageId, limitMinor, shown } = found;
  return decideApprovalStage(database, { decider: { kind: 'session', personId: await personId(database, given.by), stageId }, decision: given.decision({ limitMinor }), shown });
}

async function personId(database: Database, email: string): Promise<string> {
  const found = await database.transaction((trx) => trx.selectFrom('people').select('id').where('email', '=', email).executeTakeFirstOrThrow());
  return found.id;
}

async function person(database: Database, email: string): Promise<Actor> {
  return { kind: 'person', personId: await personId(database, email) };
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
