import { sql } from 'kysely';
import { answerDispute } from '../../../src/commands/answer-dispute.js';
import { changeDueDate } from '../../../src/commands/change-due-date.js';
import { decideHandoff } from '../../../src/commands/decide-handoff.js';
import { decideManagerReview } from '../../../src/commands/decide-manager-review.js';
import { placeContactHold } from '../../../src/commands/place-contact-hold.js';
import { raiseDispute } from '../../../src/commands/raise-dispute.js';
import { recordCallOutcome } from '../../../src/commands/record-call-outcome.js';
import { recordOptOut } from '../../../src/commands/record-opt-out.js';
import { recordPromiseToPay } from '../../../src/commands/record-promise-to-pay.js';
import { callTasksOfCase } from '../../../src/db/call-tasks.js';
import type { Database, Trx } from '../../../src/db/database.js';
import type { Actor } from '../../../src/db/events.js';
import { unknownKind } from './world.js';
import type { WorldAction } from './world.js';

/** Does what people of the world do through the product's commands. */
export class EngineActions {
  /** Reference of a promise by its id. */
  readonly promises = new Map<string, string>();
  readonly #disputes = new Map<string, string>();
  readonly #database: Database;
  readonly #collector: string;
  readonly #manager: string;

  constructor(database: Database, people: { readonly collector: string; readonly manager: string }) {
    this.#database = database;
    this.#collector = people.collector;
    this.#manager = people.manager;
  }

  async act(action: WorldAction): Promise<void> {
    const database = this.#database;
    const actor: Actor = { kind: 'person', personId: this.#collector };
    switch (action.kind) {
      case 'promise': {
        const promise = { caseId: await this.#caseId(action.caseKey), amountMinor: action.amount, payBy: action.payBy, openItemIds: await this.#itemIds(action.items), source: 'call' } as const;
        const recorded = done(action, await recordPromiseToPay(database, { actor, promise }));
        this.promises.set(recorded.promiseId, action.reference);
        return;
      }
      case 'dispute': {
        const dispute = { openItemId: await this.#itemId(action.item), amountMinor: action.amount, reason: action.reason, answerBy: action.answerBy };
        this.#disputes.set(action.reference, done(action, await raiseDispute(database, { actor, dispute })).disputeId);
        return;
      }
      case 'dispute_answered':
        done(action, await answerDispute(database, { actor, disputeId: this.#disputes.get(action.reference) ?? '', answer: action.answer }));
        return;
      case 'contact_hold': {
        const openItemId = action.item === undefined ? undefined : await this.#itemId(action.item);
        done(action, await placeContactHold(database, { actor, hold: { caseId: await this.#caseId(action.caseKey), openItemId, reason: action.reference, ownerId: this.#collector, lastQuietOn: action.lastQuietOn } }));
        return;
      }
      case 'due_date_changed':
        done(action, await changeDueDate(database, { actor: this.#asManager(), openItemId: await this.#itemId(action.item), dueOn: action.dueOn, reason: 'agreed' }));
        return;
      case 'opted_out': {
        const contactPersonId = await this.#one(sql`select p.id from contact_persons p join customers c on c.id = p.customer_id where c.number = ${action.customer} and p.name = ${action.person}`);
        done(action, await recordOptOut(database, { actor, contactPersonId, channels: [action.channel] }));
        return;
      }
      case 'review_decided': return this.#decideReview(action);
      case 'handoff_decided': return this.#decideHandoffs(action);
      case 'call_outcome': return this.#callOutcome(action);
      default: return unknownKind(action);
    }
  }

  #asManager(): Actor {
    return { kind: 'person', personId: this.#manager };
  }

  async #decideReview(action: Extract<WorldAction, { kind: 'review_decided' }>): Promise<void> {
    const caseId = await this.#caseId(action.caseKey);
    for (const managerReviewId of await this.#ids(sql`select id from manager_reviews where case_id = ${caseId} and state = 'open'`)) {
      done(action, await decideManagerReview(this.#database, { actor: this.#asManager(), managerReviewId, note: 'seen' }));
    }
  }

  async #decideHandoffs(action: Extract<WorldAction, { kind: 'handoff_decided' }>): Promise<void> {
    const caseId = await this.#caseId(action.caseKey);
    const decision = action.decision === 'approved'
      ? { kind: 'approve', counterpartyName: 'Law Office', counterpartyEmail: 'office@law.example' } as const : { kind: 'refuse', nextOn: action.nextDay } as const;
    for (const handoffId of await this.#ids(sql`select id from handoffs where case_id = ${caseId} and state = 'requested' order by id`)) {
      const answer = await decideHandoff(this.#database, { actor: this.#asManager(), handoffId, decision });
      if (answer.kind !== 'rejected' || answer.code !== 'handoff_items_settled') done(action, answer);
    }
  }

  // Of a call that is still to be made.
  async #callOutcome(action: Extract<WorldAction, { kind: 'call_outcome' }>): Promise<void> {
    const caseId = await this.#caseId(action.caseKey);
    const taskId = await this.#database.transaction((trx) => callToMake(trx, caseId));
    if (taskId === undefined) return;
    done(action, await recordCallOutcome(this.#database, { actor: { kind: 'person', personId: this.#collector }, taskId, outcome: action.outcome }));
  }

  #caseId(caseKey: string): Promise<string> {
    const [customer, entity, currency] = caseKey.split('|');
    return this.#one(sql`
      select k.id from collection_cases k join customers c on c.id = k.customer_id join selling_entities e on e.id = k.selling_entity_id
      where c.number = ${customer} and e.code = ${entity} and k.currency = ${currency}`);
  }

  #itemId(itemKey: string): Promise<string> {
    const [number, instalment] = itemKey.split('/');
    return this.#one(sql`select i.id from open_items i join invoices v on v.id = i.invoice_id where v.number = ${number} and i.instalment = ${Number(instalment)}`);
  }

  async #itemIds(itemKeys: readonly string[]): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const key of itemKeys) ids.push(await this.#itemId(key));
    return ids;
  }

  async #one(query: ReturnType<typeof sql>): Promise<string> {
    const ids = await this.#ids(query);
    if (ids.length !== 1) throw new Error(`${ids.length} rows where there is one`);
    return ids[0] ?? '';
  }

  async #ids(query: ReturnType<typeof sql>): Promise<readonly string[]> {
    const { rows } = await this.#database.transaction((trx) => query.execute(trx));
    return (rows as readonly { readonly id: string }[]).map((row) => row.id);
  }
}

function done<T extends { readonly kind: string }>(action: WorldAction, answer: T): Exclude<T, { readonly kind: 'rejected' }> {
  if (answer.kind === 'rejected') throw new Error(`${JSON.stringify(action)} was refused: ${JSON.stringify(answer)}`);
  return answer as Exclude<T, { readonly kind: 'rejected' }>;
}

// The latest call of the case that something is left to say in; of the first person by name when there are several.
async function callToMake(trx: Trx, caseId: string): Promise<string | undefined> {
  const waiting = (await callTasksOfCase(trx, caseId)).filter((task) => task.spokenOf < task.pursued);
  if (waiting.length === 0) return undefined;
  const call = await trx.selectFrom('tasks as task').innerJoin('contacts as contact', 'contact.id', 'task.contact_id').innerJoin('contact_persons as person', 'person.id', 'contact.recipient_id')
    .select('task.id').where('task.id', 'in', waiting.map((task) => task.id)).orderBy('contact.day', 'desc').orderBy('person.name').executeTakeFirstOrThrow();
  return call.id;
}
