import type { Trx } from '../../db/database.js';
import { now } from '../../db/clock.js';
import { latestPolicy } from '../../db/policies.js';
import type { Row } from '../../db/schema.js';
import { laddersKey, type CaseFacts } from '../../domain/collection-facts.js';
import type { Instant } from '../../domain/dates.js';
import { previewTimeline, type TimelinePreview } from '../../domain/timeline-preview.js';
import type { PolicyInvalid } from '../../policies/policy-check.js';
import { audienceMember, readCase } from '../case-facts.js';
import { ladderForNewItems } from '../ledger/default-ladder.js';
import { calendarFor } from '../policy-documents.js';
import { checkedLadder } from './check-policy.js';

export type PreviewRefusal = PolicyInvalid | { readonly kind: 'rejected'; readonly code: 'customer_unknown'; readonly customerId: string };

export interface LadderPreview extends TimelinePreview {
  readonly kind: 'previewed';
  readonly at: Instant;
  readonly timeZone: string;
  /** The ladder that new items enter today, and the one that they would. */
  readonly today: string;
  readonly draft: string;
  /** Open items that are due last and are not shown: so many are enough to judge a ladder by. */
  readonly itemsLeftOut: number;
  readonly people: readonly { readonly id: string; readonly name: string; readonly role: string }[];
}

/** What is due first says most; the play takes longer with the square of the items, and an editor asks again at each change. */
const ITEMS_MAX = 20;

/** What a draft would do to one customer, beside today's ladder. Writes nothing. */
export async function previewLadder(trx: Trx, request: { readonly customerId: string; readonly document: unknown }): Promise<LadderPreview | PreviewRefusal> {
  const { customerId, document } = request;
  const checked = checkedLadder(document, ((await latestPolicy(trx, { kind: 'escalation_ladder', name: 'default' }))?.version ?? 0) + 1);
  if (checked.kind === 'rejected') return checked;
  const customer = await trx.selectFrom('customers').selectAll().where('id', '=', customerId).executeTakeFirst();
  if (customer === undefined) return { kind: 'rejected', code: 'customer_unknown', customerId };
  const at = await now(trx);
  const current = await ladderForNewItems(trx);
  const persons = await trx.selectFrom('contact_persons').selectAll().where('customer_id', '=', customerId).where('removed_at', 'is', null).orderBy('created_at').orderBy('id').execute();
  const { cases, itemsLeftOut } = firstDue(await openCases(trx, customerId, at));
  const draftCalendar = calendarFor(customer.country, checked.ladder.unit === 'second');
  const preview = previewTimeline({ now: at, cases, bare: await bareFacts(trx, { customer, persons, currency: cases[0]?.currency ?? 'CNY', rehearsal: current.unit === 'second' }), current, draft: checked.ladder, draftCalendar });
  return {
    kind: 'previewed', at, timeZone: customer.time_zone, today: laddersKey(current), draft: laddersKey(checked.ladder), ...preview, itemsLeftOut,
    people: persons.map((person) => ({ id: person.id, name: person.name, role: person.role })),
  };
}

async function openCases(trx: Trx, customerId: string, at: Instant): Promise<readonly CaseFacts[]> {
  const rows = await trx.selectFrom('collection_cases').select('id').where('customer_id', '=', customerId).where('closed_at', 'is', null).orderBy('created_at').orderBy('id').execute();
  const cases: CaseFacts[] = [];
  for (const { id } of rows) cases.push((await readCase(trx, { caseId: id, at })).facts);
  return cases.filter((facts) => facts.items.some((item) => item.openMinor > 0));
}

function firstDue(cases: readonly CaseFacts[]): { readonly cases: readonly CaseFacts[]; readonly itemsLeftOut: number } {
  const open = cases.flatMap((facts) => facts.items.filter((item) => item.openMinor > 0)).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : Number(a.dueOn > b.dueOn)));
  const leftOut = new Set(open.slice(ITEMS_MAX).map((item) => item.id));
  const kept = cases.map((facts) => ({ ...facts, items: facts.items.filter((item) => !leftOut.has(item.id)), promises: facts.promises.filter((promise) => promise.openItemIds.some((id) => !leftOut.has(id))) }));
  return { cases: kept.filter((facts) => facts.items.some((item) => item.openMinor > 0)), itemsLeftOut: leftOut.size };
}

// The customer with nothing open: who hears it, when, and by which calendar.
async function bareFacts(trx: Trx, { customer, persons, currency, rehearsal }: { readonly customer: Row<'customers'>; readonly persons: readonly Row<'contact_persons'>[]; readonly currency: string; readonly rehearsal: boolean }): Promise<CaseFacts> {
  const sales = customer.sales_person_id === null ? undefined : await trx.selectFrom('people').select('id').where('id', '=', customer.sales_person_id).where('disabled_at', 'is', null).executeTakeFirst();
  return {
    caseId: 'example', status: 'watching', currency, timeZone: customer.time_zone, calendar: calendarFor(customer.country, rehearsal), ladders: {}, items: [],
    audience: persons.map((person) => audienceMember(person, customer.country)), salesPersonId: sales?.id ?? null, holds: [], promises: [], contacts: [], contactDaysOfCustomer: [],
    creditHoldPlaced: false, release: { kind: 'not_needed' }, tryAgainAt: null,
  };
}
