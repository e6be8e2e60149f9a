import { allocate } from '../../../src/domain/allocation.js';
import type { Allocation, AllocatableItem, AllocationRequest } from '../../../src/domain/allocation.js';
import type { AudienceMember, CaseFacts, ContactFacts, ContactHoldFacts, ItemFacts, LineFacts } from '../../../src/domain/collection-facts.js';
import { dateIn } from '../../../src/domain/dates.js';
import type { Instant, PlainDate } from '../../../src/domain/dates.js';
import type { EscalationLadder } from '../../../src/domain/escalation-ladder.js';
import { money } from '../../../src/domain/money.js';
import type { Currency, Money } from '../../../src/domain/money.js';
import { dueDateByTerms, givenDueDate } from '../../../src/domain/payment-terms.js';
import type { ContactRow, CoverRow, CreditNoteRow, CustomerRow, InvoiceRow, PaymentRow } from '../../../src/intake/row-types.js';
import { calendarById } from '../../../src/policies/calendars.js';
import { caseKey, itemKey } from './world.js';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** An open item of the small ledger that stands in for the database. */
export interface MemoryItem extends Writable<Omit<ItemFacts, 'steps' | 'lines' | 'refusals' | 'disputedMinor' | 'promisedMinor' | 'covered' | 'noticeOn'>> {
  readonly currency: Currency;
  readonly issuedOn: PlainDate;
  readonly noticeElsewhereOn: PlainDate | null;
  steps: ItemFacts['steps'];
  lines: (LineFacts & { readonly notice: boolean })[];
  refusals: string[];
  readonly disputes: { readonly reference: string; left: number; state: 'open' | 'accepted' | 'closed' }[];
  pausedAt: Instant | null;
  handoffRoute: 'insurance_claim' | 'legal' | null;
}

export interface MemoryPromise {
  readonly id: string;
  readonly amount: number;
  readonly payBy: PlainDate;
  status: 'pending' | 'kept' | 'partly_kept' | 'broken';
  judgedAt: Instant | null;
  readonly items: { readonly item: MemoryItem; readonly amount: number; readonly openWhenMade: number; settledWhenJudged: boolean }[];
}

export interface MemoryCase {
  readonly key: string;
  readonly currency: Currency;
  readonly customer: MemoryCustomer;
  status: CaseFacts['status'];
  readonly items: MemoryItem[];
  readonly promises: MemoryPromise[];
  readonly holds: ContactHoldFacts[];
  contacts: ContactFacts[];
  readonly callTasks: { readonly person: string; readonly on: PlainDate; readonly items: Set<MemoryItem> }[];
  creditHold: boolean;
  reviewWaiting: boolean;
}

export interface MemoryCustomer {
  readonly row: CustomerRow;
  persons: AudienceMember[];
  readonly covers: CoverRow[];
  readonly contactDays: Set<PlainDate>;
  readonly cases: Map<string, MemoryCase>;
}

/** A ledger in memory that reads the world's files as import does and answers the facts of a case as the database would. */
export class MemoryLedger {
  readonly customers = new Map<string, MemoryCustomer>();
  readonly items = new Map<string, MemoryItem & { readonly caseKey: string }>();
  readonly #payments = new Map<string, readonly Allocation[]>();
  readonly #ladder: EscalationLadder;
  readonly #smsBarred: (country: string) => boolean;

  constructor(ladder: EscalationLadder, smsBarred: (country: string) => boolean) {
    this.#ladder = ladder;
    this.#smsBarred = smsBarred;
  }

  customer(number: string): MemoryCustomer {
    const customer = this.customers.get(number);
    if (customer === undefined) throw new Error(`No customer ${number}`);
    return customer;
  }

  caseOf(key: string): MemoryCase {
    const found = this.customer(key.split('|')[0] ?? '').cases.get(key);
    if (found === undefined) throw new Error(`No case ${key}`);
    return found;
  }

  item(key: string): MemoryItem & { readonly caseKey: string } {
    const item = this.items.get(key);
    if (item === undefined) throw new Error(`No item ${key}`);
    return item;
  }

  addCustomer(row: CustomerRow): void {
    this.customers.set(row.number, { row, persons: [], covers: [], contactDays: new Set(), cases: new Map() });
  }

  addPerson(row: ContactRow): void {
    const customer = this.customer(row.customerNumber);
    const sms = this.#smsBarred(customer.row.country) ? 'barred_by_country' : 'open';
    customer.persons.push({
      id: row.name, role: row.role,
      channels: { ...(row.email === undefined ? {} : { email: 'open' }), ...(row.phone === undefined ? {} : { task: 'open', sms }) },
    });
  }

  addInvoice(row: InvoiceRow, at: Instant): void {
    const customer = this.customer(row.customerNumber);
    const key = caseKey(row.customerNumber, row.sellingEntityCode ?? '', row.currency);
    let held = customer.cases.get(key);
    if (held === undefined) {
      held = { key, currency: row.currency, customer, status: 'watching', items: [], promises: [], holds: [], contacts: [], callTasks: [], creditHold: false, reviewWaiting: false };
      customer.cases.set(key, held);
    }
    const { dueOn } = row.dueOn === undefined ? dueDateByTerms({ issuedOn: row.issuedOn, terms: { days: row.termsDays ?? 0, from: 'invoice_date' } }) : givenDueDate(row.dueOn);
    const steps = (row.stepsDoneElsewhere ?? []).map((name) => ({ key: name, rank: this.#ladder.steps.findIndex((step) => step.key === name), state: 'done_elsewhere' as const, audience: [] }));
    const item = {
      id: itemKey(row.number, row.instalment ?? 1), caseKey: key, invoiceNumber: row.number, instalment: row.instalment ?? 1, ladder: `${this.#ladder.name}@${this.#ladder.version}`,
      currency: row.currency, issuedOn: row.issuedOn, dueOn, recordedAt: at, openMinor: row.amount.minor, pauseEndedAt: null, steps, lines: [], refusals: [],
      noticeElsewhereOn: row.noticeSentElsewhereOn ?? null, reviewed: false, handoff: 'none' as const, handoffNotBefore: null, disputes: [], pausedAt: null, handoffRoute: null,
    };
    held.items.push(item);
    this.items.set(item.id, item);
  }

  /** @returns the case */
  applyCreditNote(row: CreditNoteRow): MemoryCase {
    const first = this.item(itemKey(row.invoiceNumber, 1));
    const held = this.caseOf(first.caseKey);
    for (const { item, minor } of this.#allocate(held, { amount: row.amount, designations: [{ invoiceNumber: row.invoiceNumber }], undesignated: 'leave_unallocated' }).parts) {
      let credited = minor;
      for (const dispute of item.disputes) {
        if (dispute.state !== 'accepted') continue;
        const used = Math.min(credited, dispute.left);
        dispute.left -= used;
        credited -= used;
      }
    }
    return held;
  }

  /** @returns the case */
  applyPayment(row: PaymentRow): MemoryCase {
    const held = this.caseOf(caseKey(row.customerNumber, row.sellingEntityCode ?? '', row.currency));
    if (row.reverses !== undefined) {
      for (const { openItemId, amount } of this.#payments.get(row.reverses) ?? []) this.item(openItemId).openMinor += amount.minor;
      return held;
    }
    this.#payments.set(row.reference, this.#allocate(held, { amount: row.amount, designations: row.invoices }).allocations);
    return held;
  }

  #allocate(held: MemoryCase, request: Omit<AllocationRequest, 'openItems'>): { readonly allocations: readonly Allocation[]; readonly parts: readonly { readonly item: MemoryItem; readonly minor: number }[] } {
    const openItems: readonly AllocatableItem[] = held.items.filter((item) => item.openMinor > 0).map((item) => ({
      openItemId: item.id, invoiceNumber: item.invoiceNumber, dueOn: item.dueOn, openBalance: this.#money(item.openMinor, item), disputed: this.#money(disputedMinor(item), item),
    }));
    const done = allocate({ ...request, openItems });
    if (done.kind === 'rejected') throw new Error(`Refused: ${JSON.stringify(done)}`);
    if (done.unallocated.minor !== 0) throw new Error(`More than is open: ${done.unallocated.minor} left`);
    for (const { openItemId, amount } of done.allocations) this.item(openItemId).openMinor -= amount.minor;
    return { allocations: done.allocations, parts: done.allocations.map(({ openItemId, amount }) => ({ item: this.item(openItemId), minor: amount.minor })) };
  }

  #money(minor: number, item: MemoryItem): Money {
    return money(minor, item.currency);
  }

  /** Notes where pauses by money and words begin and end; after every change of a balance, a dispute or a promise. */
  notePauses(held: MemoryCase, at: Instant): void {
    for (const item of held.items) {
      const collectable = item.openMinor - disputedMinor(item) - promisedMinor(held, item) > 0;
      if (collectable && item.pausedAt !== null) item.pauseEndedAt = at;
      item.pausedAt = collectable ? null : item.pausedAt ?? at;
    }
  }

  /** The facts of a case. As the database does, items that nothing is open on are left out unless a live promise names them. */
  facts(held: MemoryCase, now: Instant): CaseFacts {
    const { customer } = held;
    const today = dateIn(customer.row.timeZone, now);
    const calendar = calendarById(customer.row.country === 'CN' ? 'china' : 'weekdays');
    if (calendar === undefined) throw new Error('A calendar is missing');
    const live = held.promises.filter((promise) => promise.status === 'pending');
    const read = held.items.filter((item) => item.openMinor > 0 || live.some((promise) => promise.items.some((part) => part.item === item)));
    return {
      caseId: held.key, status: held.status, currency: held.currency, timeZone: customer.row.timeZone, calendar,
      ladders: { [`${this.#ladder.name}@${this.#ladder.version}`]: this.#ladder }, items: read.toSorted(byDueDate).map((item) => this.#itemFacts(held, item)),
      audience: customer.persons, salesPersonId: customer.row.salesPersonEmail ?? null, holds: held.holds,
      promises: held.promises.map((promise) => ({
        id: promise.id, status: promise.status, payBy: promise.payBy, judgedAt: promise.judgedAt,
        openItemIds: promise.items.filter((part) => !part.settledWhenJudged && read.includes(part.item)).map((part) => part.item.id),
      })).filter((promise) => promise.openItemIds.length > 0),
      contacts: held.contacts.filter((contact) => contact.day >= today), contactDaysOfCustomer: [...customer.contactDays], creditHoldPlaced: held.creditHold,
      release: { kind: 'not_needed' }, tryAgainAt: null,
    };
  }

  #itemFacts(held: MemoryCase, item: MemoryItem): ItemFacts {
    const notices = [item.noticeElsewhereOn, ...item.lines.filter((line) => line.notice).map((line) => line.day)].filter((day) => day !== null);
    return {
      id: item.id, invoiceNumber: item.invoiceNumber, instalment: item.instalment, ladder: item.ladder, dueOn: item.dueOn, recordedAt: item.recordedAt, openMinor: item.openMinor,
      disputedMinor: disputedMinor(item), promisedMinor: promisedMinor(held, item), pauseEndedAt: item.pauseEndedAt, steps: item.steps, lines: item.lines, refusals: item.refusals,
      noticeOn: notices.toSorted().at(-1) ?? null, reviewed: item.reviewed, handoff: item.handoff, handoffNotBefore: item.handoffNotBefore,
      covered: held.customer.covers.some((cover) => (cover.invoiceNumber === undefined || cover.invoiceNumber === item.invoiceNumber) && cover.validFrom <= item.issuedOn && item.issuedOn <= cover.validUntil),
    };
  }
}

/** Open, and not with somebody else. */
export function isOurs(item: MemoryItem): boolean {
  return item.openMinor > 0 && item.handoff !== 'handed_off';
}

/** Calls whose items are all settled or handed off are dropped. */
export function dropCallTasks(held: MemoryCase): void {
  for (const task of held.callTasks) if (![...task.items].some(isOurs)) task.items.clear();
}

export function disputedMinor(item: MemoryItem): number {
  return Math.min(item.openMinor, item.disputes.reduce((sum, dispute) => sum + dispute.left, 0));
}

export function promisedMinor(held: MemoryCase, item: MemoryItem): number {
  let promised = 0;
  for (const promise of held.promises) {
    if (promise.status !== 'pending') continue;
    for (const part of promise.items) if (part.item === item) promised += Math.max(0, part.amount - Math.max(0, part.openWhenMade - item.openMinor));
  }
  return Math.min(item.openMinor, promised);
}

export function byDueDate(a: MemoryItem, b: MemoryItem): number {
  const rank = (item: MemoryItem): string => `${item.dueOn} ${item.invoiceNumber} ${String(item.instalment).padStart(4, '0')}`;
  return rank(a) < rank(b) ? -1 : 1;
}
