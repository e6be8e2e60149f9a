import { sql } from 'kysely';
import { callTasksOfCase } from '../../../src/db/call-tasks.js';
import type { Database, Trx } from '../../../src/db/database.js';
import type { Role } from '../../../src/domain/roles.js';
import type { CompanyDesk } from './company-desk.js';
import { unknownKind } from './world.js';
import type { WorldAction } from './world.js';

/** Does what people of the world do, through the API. */
export class EngineActions {
  /** Reference of a promise by its id. */
  readonly promises = new Map<string, string>();
  readonly #disputes = new Map<string, string>();
  readonly #database: Database;
  readonly #desk: CompanyDesk;
  readonly #holdOwner: string;

  constructor(database: Database, company: { readonly desk: CompanyDesk; readonly holdOwner: string }) {
    this.#database = database;
    this.#desk = company.desk;
    this.#holdOwner = company.holdOwner;
  }

  async act(action: WorldAction): Promise<void> {
    switch (action.kind) {
      case 'promise': {
        const path = `/v1/collection-cases/${await this.#caseId(action.caseKey)}/promises`;
        const recorded = await this.#post('collector', path, { amountMinor: action.amount, payBy: action.payBy, openItemIds: await this.#itemIds(action.items), source: 'call' });
        this.promises.set(String(recorded['promiseId']), action.reference);
        return;
      }
      case 'dispute': {
        const raised = await this.#post('collector', `/v1/open-items/${await this.#itemId(action.item)}/disputes`, { amountMinor: action.amount, reason: action.reason, answerBy: action.answerBy });
        this.#disputes.set(action.reference, String(raised['disputeId']));
        return;
      }
      case 'dispute_answered':
        await this.#post('collector', `/v1/disputes/${this.#disputes.get(action.reference)}/answers`, { answer: action.answer });
        return;
      case 'contact_hold': {
        const of = action.item === undefined ? {} : { openItemId: await this.#itemId(action.item) };
        await this.#post('collector', `/v1/collection-cases/${await this.#caseId(action.caseKey)}/contact-holds`, { ...of, reason: action.reference, ownerId: this.#holdOwner, lastQuietOn: action.lastQuietOn });
        return;
      }
      case 'due_date_changed':
        await this.#post('manager', `/v1/open-items/${await this.#itemId(action.item)}/due-dates`, { dueOn: action.dueOn, reason: 'agreed' });
        return;
      case 'opted_out': {
        const person = await this.#one(sql`select p.id from contact_persons p join customers c on c.id = p.customer_id where c.number = ${action.customer} and p.name = ${action.person}`);
        await this.#post('collector', `/v1/contacts/${person}/opt-outs`, { channels: [action.channel] });
        return;
      }
      case 'review_decided': return this.#decideReview(action);
      case 'handoff_decided': return this.#decideHandoffs(action);
      case 'call_outcome': return this.#callOutcome(action);
      default: return unknownKind(action);
    }
  }

  async #post(role: Role, path: string, body: unknown): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.#desk.post(role, path, body);
    if (answer.kind !== 'answer') throw new Error(`${path} ${JSON.stringify(body)} was refused: ${JSON.stringify(answer)}`);
    return answer.body as Readonly<Record<string, unknown>>;
  }

  async #decideReview(action: Extract<WorldAction, { kind: 'review_decided' }>): Promise<void> {
    const caseId = await this.#caseId(action.caseKey);
    for (const id of await this.#ids(sql`select id from manager_reviews where case_id = ${caseId} and state = 'open'`)) await this.#post('manager', `/v1/manager-reviews/${id}/decisions`, { note: 'seen' });
  }

  async #decideHandoffs(action: Extract<WorldAction, { kind: 'handoff_decided' }>): Promise<void> {
    const caseId = await this.#caseId(action.caseKey);
    const decision = action.decision === 'approved' ? { kind: 'approve', counterpartyName: 'Law Office', counterpartyEmail: 'office@law.example' } : { kind: 'refuse', nextOn: action.nextDay };
    for (const id of await this.#ids(sql`select id from handoffs where case_id = ${caseId} and state = 'requested' order by id`)) {
      const answer = await this.#desk.post('manager', `/v1/handoffs/${id}/decisions`, decision);
      if (answer.kind !== 'answer' && (answer.kind !== 'problem' || answer.problem.code !== 'handoff_items_settled')) throw new Error(`${JSON.stringify(action)} was refused: ${JSON.stringify(answer)}`);
    }
  }

  // Of a call that is still to be made.
  async #callOutcome(action: Extract<WorldAction, { kind: 'call_outcome' }>): Promise<void> {
    const caseId = await this.#caseId(action.caseKey);
    const taskId = await this.#database.transaction((trx) => callToMake(trx, caseId));
    if (taskId !== undefined) await this.#post('collector', `/v1/tasks/${taskId}/call-outcomes`, { outcome: action.outcome });
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

// The latest call of the case that something is left to say in; of the first person by name when there are several.
async function callToMake(trx: Trx, caseId: string): Promise<string | undefined> {
  const waiting = (await callTasksOfCase(trx, caseId)).filter((task) => task.spokenOf < task.pursued);
  if (waiting.length === 0) return undefined;
  const call = await trx.selectFrom('tasks as task').innerJoin('contacts as contact', 'contact.id', 'task.contact_id').innerJoin('contact_persons as person', 'person.id', 'contact.recipient_id')
    .select('task.id').where('task.id', 'in', waiting.map((task) => task.id)).orderBy('contact.day', 'desc').orderBy('person.name').executeTakeFirstOrThrow();
  return call.id;
}
