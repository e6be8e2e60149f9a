import { nextAction } from '../../../src/domain/collection-case.js';
import { dateIn, earliestOf } from '../../../src/domain/dates.js';
import type { Instant } from '../../../src/domain/dates.js';
import type { EscalationLadder } from '../../../src/domain/escalation-ladder.js';
import { addWorkingDays } from '../../../src/domain/working-calendar.js';
import { readIntake } from '../../../src/intake/read-intake.js';
import type { RowOf } from '../../../src/intake/row-types.js';
import { carryOutAct } from './memory-acts.js';
import { byDueDate, disputedMinor, dropCallTasks, isOurs, MemoryLedger, promisedMinor } from './memory-ledger.js';
import type { MemoryCase, MemoryCustomer } from './memory-ledger.js';
import { sortedLines } from './oracle-lines.js';
import type { OracleLine } from './oracle-lines.js';
import { unknownKind } from './world.js';
import type { World, WorldAction, WorldFile } from './world.js';

const ACTS_MAX = 500;

/** Plays a world against the pure domain: the ledger in memory takes the files and actions, `nextAction` decides at every instant. */
export class MemoryPlayer {
  readonly #ledger: MemoryLedger;
  readonly #lines: OracleLine[] = [];
  /** When a customer's next thing is due; absent when only an input can wake it. */
  readonly #nextAt = new Map<string, Instant>();
  #now = '' as Instant;

  constructor(ladder: EscalationLadder, smsBarred: (country: string) => boolean) {
    this.#ledger = new MemoryLedger(ladder, smsBarred);
  }

  play(world: World): readonly OracleLine[] {
    for (const day of world.days) {
      this.#passTo(day.at);
      for (const file of day.files) this.#changed(this.#enter(file));
      for (const action of day.actions) this.#changed([this.#act(action)]);
    }
    this.#passTo(world.end);
    return sortedLines(this.#lines);
  }

  #passTo(until: Instant): void {
    for (const [number, customer] of this.#ledger.customers) {
      for (let next = this.#nextAt.get(number); next !== undefined && next <= until; next = this.#nextAt.get(number)) this.#settle(customer, next);
    }
    this.#now = until;
  }

  #changed(customers: Iterable<MemoryCustomer>): void {
    for (const customer of new Set(customers)) {
      for (const held of customer.cases.values()) {
        this.#ledger.notePauses(held, this.#now);
        if (held.status !== 'watching' && held.items.some((item) => item.openMinor > 0)) {
          held.status = 'watching';
          this.#lines.push({ kind: 'case_reopened', at: this.#now, caseKey: held.key, detail: '', items: [] });
        }
      }
      this.#settle(customer, this.#now);
    }
  }

  /** Lets the customer's cases act, in order of their ids, until all of them wait. */
  #settle(customer: MemoryCustomer, at: Instant): void {
    const cases = [...customer.cases.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
    let waits: (Instant | undefined)[] = [];
    for (let acted = true; acted;) {
      acted = false;
      waits = [];
      for (const held of cases) {
        const { until, acts } = this.#actUntilWait(held, at);
        acted ||= acts > 0;
        waits.push(until);
      }
    }
    const next = earliestOf(waits);
    if (next === undefined) this.#nextAt.delete(customer.row.number);
    else if (next <= at) throw new Error(`${customer.row.number} waits at ${at} until ${next}: it would spin`);
    else this.#nextAt.set(customer.row.number, next);
  }

  #actUntilWait(held: MemoryCase, at: Instant): { readonly until: Instant | undefined; readonly acts: number } {
    for (let acts = 0; acts < ACTS_MAX; acts += 1) {
      const facts = this.#ledger.facts(held, at);
      const next = nextAction(facts, at);
      if (next.action === 'wait') return { until: next.until, acts };
      carryOutAct({ ledger: this.#ledger, held, facts, at, emit: (line) => { this.#lines.push(line); } }, next);
    }
    throw new Error(`${held.key} acts without end at ${at}`);
  }

  #enter(file: WorldFile): readonly MemoryCustomer[] {
    const ledger = this.#ledger;
    const numbers = (rows: readonly { readonly customerNumber: string }[]): readonly MemoryCustomer[] => rows.map((row) => ledger.customer(row.customerNumber));
    switch (file.kind) {
      case 'customers': {
        const rows = rowsOf(file.kind, file);
        for (const row of rows) ledger.addCustomer(row);
        return rows.map((row) => ledger.customer(row.number));
      }
      case 'contacts': {
        const rows = rowsOf(file.kind, file);
        for (const row of rows) ledger.addPerson(row);
        return numbers(rows);
      }
      case 'covers': {
        const rows = rowsOf(file.kind, file);
        for (const row of rows) ledger.customer(row.customerNumber).covers.push(row);
        return numbers(rows);
      }
      case 'invoices': {
        const rows = rowsOf(file.kind, file);
        for (const row of rows) ledger.addInvoice(row, this.#now);
        return numbers(rows);
      }
      case 'credit-notes': return rowsOf(file.kind, file).map((row) => ledger.applyCreditNote(row).customer);
      case 'payments': return rowsOf(file.kind, file).map((row) => ledger.applyPayment(row).customer);
      default: return unknownKind(file);
    }
  }

  #act(action: WorldAction): MemoryCustomer {
    const ledger = this.#ledger;
    switch (action.kind) {
      case 'promise': return this.#promise(action);
      case 'dispute': {
        const item = ledger.item(action.item);
        item.disputes.push({ reference: action.reference, left: action.amount, state: 'open' });
        return ledger.caseOf(item.caseKey).customer;
      }
      case 'dispute_answered': return this.#answer(action);
      case 'contact_hold': {
        const held = ledger.caseOf(action.caseKey);
        held.holds.push({ id: action.reference, openItemId: action.item ?? null, placedAt: this.#now, lastQuietOn: action.lastQuietOn, endedAt: null });
        return held.customer;
      }
      case 'due_date_changed': {
        const item = ledger.item(action.item);
        item.dueOn = action.dueOn;
        item.pauseEndedAt = this.#now;
        return ledger.caseOf(item.caseKey).customer;
      }
      case 'opted_out': {
        const customer = ledger.customer(action.customer);
        customer.persons = customer.persons.map((person) => (person.id !== action.person || person.channels[action.channel] !== 'open' ? person
          : { ...person, channels: { ...person.channels, [action.channel]: 'opted_out' } }));
        return customer;
      }
      case 'review_decided':
        ledger.caseOf(action.caseKey).reviewWaiting = false;
        return ledger.caseOf(action.caseKey).customer;
      case 'handoff_decided': {
        const held = ledger.caseOf(action.caseKey);
        decideHandoffs(held, action);
        return held.customer;
      }
      case 'call_outcome': return this.#callOutcome(action);
      default: return unknownKind(action);
    }
  }

  #promise(action: Extract<WorldAction, { kind: 'promise' }>): MemoryCustomer {
    const held = this.#ledger.caseOf(action.caseKey);
    const named = held.items.filter((item) => action.items.length === 0 || action.items.includes(item.id)).toSorted(byDueDate);
    let left = action.amount;
    const items = named.flatMap((item) => {
      const amount = Math.min(left, Math.max(0, item.openMinor - disputedMinor(item) - promisedMinor(held, item)));
      left -= amount;
      return amount > 0 ? [{ item, amount, openWhenMade: item.openMinor, settledWhenJudged: false }] : [];
    });
    if (left > 0) throw new Error(`Promise ${action.reference} is more than what can be promised`);
    held.promises.push({ id: action.reference, amount: action.amount, payBy: action.payBy, status: 'pending', judgedAt: null, items });
    return held.customer;
  }

  #answer(action: Extract<WorldAction, { kind: 'dispute_answered' }>): MemoryCustomer {
    for (const item of this.#ledger.items.values()) {
      const dispute = item.disputes.find((one) => one.reference === action.reference);
      if (dispute === undefined) continue;
      dispute.state = action.answer === 'accepted' ? 'accepted' : 'closed';
      if (action.answer !== 'accepted') dispute.left = 0;
      return this.#ledger.caseOf(item.caseKey).customer;
    }
    throw new Error(`No dispute ${action.reference}`);
  }

  #callOutcome(action: Extract<WorldAction, { kind: 'call_outcome' }>): MemoryCustomer {
    const held = this.#ledger.caseOf(action.caseKey);
    const open = held.callTasks.filter((task) => [...task.items].some(isOurs)).toSorted((a, b) => (a.on === b.on ? (a.person < b.person ? -1 : 1) : a.on > b.on ? -1 : 1));
    const [task] = open;
    if (task === undefined) return held.customer;
    if (action.outcome === 'says_paid') {
      const { calendar, timeZone } = this.#ledger.facts(held, this.#now);
      const lastQuietOn = addWorkingDays(calendar, dateIn(timeZone, this.#now), 3);
      held.holds.push({ id: `says paid ${this.#now}`, openItemId: null, placedAt: this.#now, lastQuietOn, endedAt: null });
    }
    task.items.clear();
    return held.customer;
  }
}

function decideHandoffs(held: MemoryCase, action: Extract<WorldAction, { kind: 'handoff_decided' }>): void {
  for (const route of ['insurance_claim', 'legal'] as const) {
    const items = held.items.filter((item) => item.handoff === 'requested' && item.handoffRoute === route);
    const openMinor = items.reduce((sum, item) => sum + item.openMinor, 0);
    // One that is settled stays undecided: the domain refuses to approve it.
    if (action.decision === 'approved' && openMinor === 0) continue;
    for (const item of items) {
      item.handoff = action.decision === 'approved' ? 'handed_off' : 'none';
      if (action.decision === 'refused') item.handoffNotBefore = action.nextDay;
    }
  }
  if (action.decision === 'approved') dropCallTasks(held);
}

function rowsOf<Kind extends WorldFile['kind']>(kind: Kind, file: WorldFile): readonly RowOf[Kind][] {
  const read = readIntake({ kind, bytes: Buffer.from(file.text) });
  if (read.kind === 'rejected' || read.errors.length > 0) throw new Error(`${file.name} does not read: ${JSON.stringify(read.kind === 'rejected' ? read : read.errors)}`);
  return read.rows.map(({ value }) => value);
}
