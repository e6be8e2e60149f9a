import { z } from 'zod';
import { answerDispute } from '../commands/answer-dispute.js';
import { readCase, type CaseRead } from '../commands/case-facts.js';
import { endContactHold } from '../commands/end-contact-hold.js';
import { placeContactHold } from '../commands/place-contact-hold.js';
import { raiseDispute } from '../commands/raise-dispute.js';
import { recordPromiseToPay } from '../commands/record-promise-to-pay.js';
import { withdrawPromiseToPay } from '../commands/withdraw-promise-to-pay.js';
import { writeCaseNote } from '../commands/write-case-note.js';
import { caseHistory } from '../db/case-history.js';
import { notesOfCase } from '../db/case-notes.js';
import { now } from '../db/clock.js';
import type { Trx } from '../db/database.js';
import { CASE_SORTS, caseSortValue, listCases, type CaseSort } from '../db/lists.js';
import { READERS_OF, ROLES_FOR } from '../domain/authority.js';
import { nextAction } from '../domain/collection-case.js';
import { dateIn, daysPastDue, plainDate, type Instant } from '../domain/dates.js';
import { DISPUTE_REASONS } from '../domain/dispute.js';
import { collectableMinor, pausedBy } from '../domain/item-pause.js';
import { projectCase } from '../domain/projection.js';
import { caseShown } from './case-shown.js';
import { afterOf, isCursorBy, NO_CURSOR, pageOf, pageQuery, type SortedBy } from './paging.js';
import { answered, Day, defineRoute, Id, Minor, NOT_FOUND, ok, type Route } from './route.js';

const AHEAD_DAYS = 120;
const CURSOR_OF: Readonly<Record<CaseSort, SortedBy>> = { overdue: 'amount', collectable: 'amount', oldest: 'amount', next: 'coming' };

/** Collection cases, and what people note on them. */
export function caseRoutes(): readonly Route[] {
  return [...reading(), ...noting()];
}

function reading(): readonly Route[] {
  return [
    defineRoute({
      method: 'get', path: '/v1/collection-cases', summary: 'Cases, the most overdue first unless another order is asked for', access: READERS_OF.cases,
      query: z.strictObject({ ...pageQuery('text'), status: z.enum(['watching', 'open', 'paid', 'written_off', 'recovered_by_handoff']).optional(), search: z.string().max(100).optional(), overdue: z.enum(['true', 'false']).default('false'), sort: z.enum(CASE_SORTS).default('overdue') }).refine(({ cursor, sort }) => isCursorBy(CURSOR_OF[sort], cursor), { path: ['cursor'], message: NO_CURSOR }),
      handle: async (exchange) => {
        const { cursor, limit, status, search, overdue, sort } = exchange.query;
        const rows = await exchange.database.transaction(async (trx) => listCases(trx, { after: afterOf(cursor), limit: limit + 1, at: await now(trx), sort, status, search, overdueOnly: overdue === 'true' }));
        return ok(pageOf(rows, limit, { value: (row) => caseSortValue(row, sort), shown: caseShown }));
      },
    }),
    defineRoute({
      method: 'get', path: '/v1/collection-cases/:id', summary: 'A case: why it is here, what comes next and when, its items with their steps done and to come', access: READERS_OF.cases, params: Id,
      handle: async (exchange) => {
        const found = await exchange.database.transaction((trx) => caseDetail(trx, exchange.params.id));
        return found === undefined ? NOT_FOUND : ok(found);
      },
    }),
    defineRoute({
      method: 'get', path: '/v1/collection-cases/:id/events', summary: 'What happened in a case and in its handoffs, and what came with files, the newest first', access: READERS_OF.cases, params: Id, query: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(200) }),
      handle: async (exchange) => {
        const rows = await exchange.database.transaction((trx) => caseHistory(trx, { caseId: exchange.params.id, limit: exchange.query.limit }));
        return ok({ items: rows });
      },
    }),
    defineRoute({
      method: 'get', path: '/v1/contacts-made/:id', summary: 'One message or call of a case or a handoff as it was written, with its delivery', access: READERS_OF.contacts_made, params: Id,
      handle: async (exchange) => {
        const row = await exchange.database.transaction((trx) => trx.selectFrom('contacts').selectAll().where('id', '=', exchange.params.id).where('story_kind', 'in', ['collection_case', 'handoff']).executeTakeFirst());
        if (row === undefined) return NOT_FOUND;
        return ok({ id: row.id, action: row.action, tone: row.tone, channel: row.channel, address: row.address, state: row.state, attempt: row.attempt, late: row.late, delivery: row.delivery, deliveredAt: row.delivered_at, outcome: row.outcome, subject: row.subject, text: row.body, html: row.body_html, letterNumber: row.letter_number, documentId: row.document_id, reservedAt: row.reserved_at, resolvedAt: row.resolved_at });
      },
    }),
  ];
}

async function caseDetail(trx: Trx, caseId: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const kase = await trx.selectFrom('collection_cases').select(['id', 'customer_id']).where('id', '=', caseId).executeTakeFirst();
  if (kase === undefined) return undefined;
  const at = await now(trx);
  const story = await trx.selectFrom('stories').selectAll().where('kind', '=', 'collection_case').where('id', '=', caseId).executeTakeFirst();
  const read = await readCase(trx, { caseId, at, tryAgainAt: story?.try_again_at ?? null });
  const [row] = (await listCases(trx, { after: undefined, limit: 1_000, at, sort: 'overdue', customerId: kase.customer_id })).filter((candidate) => candidate.id === caseId);
  const contacts = await trx.selectFrom('contacts').select(['id', 'action', 'tone', 'channel', 'state', 'recipient_kind', 'recipient_id', 'delivery', 'letter_number', 'document_id', 'reserved_at', 'subject']).where('case_id', '=', caseId).orderBy('reserved_at').execute();
  const reviews = await trx.selectFrom('manager_reviews').selectAll().where('case_id', '=', caseId).orderBy('opened_at').execute();
  const handoffs = await trx.selectFrom('handoffs').selectAll().where('case_id', '=', caseId).orderBy('requested_at').execute();
  const disputes = await trx.selectFrom('disputes').selectAll().where('case_id', '=', caseId).orderBy('raised_at').execute();
  const promises = await trx.selectFrom('promises_to_pay').selectAll().where('case_id', '=', caseId).orderBy('made_at').execute();
  return {
    ...(row === undefined ? {} : caseShown(row)), now: at, timeZone: read.facts.timeZone, stuckAt: story?.stuck_at ?? null,
    next: nextAction(read.facts, at), items: itemsShown(read, at), ahead: projectCase(read.facts, at, AHEAD_DAYS),
    ladders: Object.fromEntries(Object.entries(read.facts.ladders).map(([key, ladder]) => [key, ladder.steps.map((step) => ({ key: step.key, name: step.name, kind: step.kind, action: step.action, offset: step.offset }))])),
    people: read.records.persons.map((person) => ({ id: person.id, name: person.name, role: person.role, email: person.email, phone: person.phone, preferredChannel: person.preferred_channel })), contacts,
    holds: read.records.holds.map((hold) => ({ id: hold.id, openItemId: hold.open_item_id, reason: hold.reason, ownerId: hold.owner_id, placedAt: hold.placed_at, lastQuietOn: hold.last_quiet_on, endedAt: hold.ended_at })),
    reviews, handoffs, disputes, promises, notes: await notesOfCase(trx, caseId),
  };
}

function itemsShown(read: CaseRead, at: Instant): readonly Readonly<Record<string, unknown>>[] {
  const { facts, records } = read;
  const today = dateIn(facts.timeZone, at);
  return facts.items.filter((item) => item.openMinor > 0).map((item) => {
    const record = records.items.find((candidate) => candidate.id === item.id);
    const done = records.steps.filter((step) => step.open_item_id === item.id).map((step) => ({ key: step.step_key, rank: step.rank, state: step.state, reason: step.reason, at: step.at }));
    return {
      id: item.id, invoiceId: record?.invoice_id, invoiceNumber: item.invoiceNumber, instalment: item.instalment, issuedOn: record?.issued_on, dueOn: item.dueOn, dueBasis: record?.due_basis, daysPastDue: daysPastDue(item.dueOn, today), ladder: item.ladder, ladderRule: record?.ladder_rule,
      openMinor: item.openMinor, disputedMinor: item.disputedMinor, promisedMinor: item.promisedMinor, collectableMinor: collectableMinor(item), pausedBy: pausedBy(facts, item, at) ?? null, covered: item.covered, noticeOn: item.noticeOn, steps: done,
    };
  });
}

function noting(): readonly Route[] {
  return [
    defineRoute({
      method: 'post', path: '/v1/collection-cases/:id/promises', summary: 'Record a promise to pay', access: ROLES_FOR.record_promise, params: Id,
      body: z.strictObject({ amountMinor: Minor, payBy: Day, openItemIds: z.array(z.uuid()).max(500).optional(), source: z.enum(['call', 'letter', 'email', 'other']).default('other') }),
      handle: async (exchange) => answered(await recordPromiseToPay(exchange.database, { actor: exchange.actor(), promise: { ...exchange.body, caseId: exchange.params.id, payBy: plainDate(exchange.body.payBy) } }), 201),
    }),
    defineRoute({
      method: 'post', path: '/v1/promises/:id/withdrawals', summary: 'The promise no longer stands', access: ROLES_FOR.withdraw_promise, params: Id, body: z.strictObject({}),
      handle: async (exchange) => answered(await withdrawPromiseToPay(exchange.database, { actor: exchange.actor(), promiseId: exchange.params.id })),
    }),
    defineRoute({
      method: 'post', path: '/v1/open-items/:id/disputes', summary: 'Record a dispute; without an amount, of all that is open', access: ROLES_FOR.raise_dispute, params: Id,
      body: z.strictObject({ amountMinor: Minor.optional(), reason: z.enum(DISPUTE_REASONS), note: z.string().max(2_000).optional(), ownerId: z.uuid().optional(), answerBy: Day }),
      handle: async (exchange) => answered(await raiseDispute(exchange.database, { actor: exchange.actor(), dispute: { ...exchange.body, openItemId: exchange.params.id, answerBy: plainDate(exchange.body.answerBy) } }), 201),
    }),
    defineRoute({
      method: 'post', path: '/v1/disputes/:id/answers', summary: 'Answer a dispute', access: ROLES_FOR.answer_dispute, params: Id, body: z.strictObject({ answer: z.enum(['accepted', 'rejected', 'withdrawn']) }),
      handle: async (exchange) => answered(await answerDispute(exchange.database, { actor: exchange.actor(), disputeId: exchange.params.id, answer: exchange.body.answer })),
    }),
    defineRoute({
      method: 'post', path: '/v1/collection-cases/:id/notes', summary: 'Note something for the colleagues', access: ROLES_FOR.write_case_notes, params: Id, body: z.strictObject({ note: z.string().trim().min(1).max(2_000) }),
      handle: async (exchange) => answered(await writeCaseNote(exchange.database, { actor: exchange.actor(), caseId: exchange.params.id, note: exchange.body.note }), 201),
    }),
    defineRoute({
      method: 'post', path: '/v1/collection-cases/:id/contact-holds', summary: 'Let contacts rest until a day', access: ROLES_FOR.keep_contact_holds, params: Id,
      body: z.strictObject({ openItemId: z.uuid().optional(), reason: z.string().trim().min(1).max(500), ownerId: z.uuid(), lastQuietOn: Day }),
      handle: async (exchange) => answered(await placeContactHold(exchange.database, { actor: exchange.actor(), hold: { ...exchange.body, caseId: exchange.params.id, lastQuietOn: plainDate(exchange.body.lastQuietOn) } }), 201),
    }),
    defineRoute({
      method: 'post', path: '/v1/contact-holds/:id/endings', summary: 'End a contact hold now', access: ROLES_FOR.keep_contact_holds, params: Id, body: z.strictObject({}),
      handle: async (exchange) => answered(await endContactHold(exchange.database, { actor: exchange.actor(), contactHoldId: exchange.params.id })),
    }),
  ];
}
