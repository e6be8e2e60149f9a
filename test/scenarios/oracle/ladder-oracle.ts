import type { Instant } from '../../../src/domain/dates.js';
import { Books } from './books.js';
import { dayPlus, instantOfLocal, localDay } from './days.js';
import { sortedLines } from './oracle-lines.js';
import type { OracleLine } from './oracle-lines.js';
import { dropCallTasks, handoffRoutes, isOpenAt, isOurs, momentsOf, newCase, newCustomer, readLadder } from './oracle-state.js';
import type { Case, Customer, Item, Ladder, Moment } from './oracle-state.js';
import { settle } from './oracle-steps.js';
import type { InvoiceLine, World, WorldAction, WorldFile } from './world.js';
import { caseKey, unknownKind } from './world.js';

/** Predicts all that the cases of a world do, by a plain loop over days. It shares only types with the product.
 * @param ladderText a ladder document; the shipped one when absent */
export function predict(world: World, ladderText?: string): readonly OracleLine[] {
  return new LadderOracle(readLadder(ladderText)).play(world);
}

class LadderOracle {
  readonly #ladder: Ladder;
  readonly #books = new Books();
  readonly #customers = new Map<string, Customer>();
  readonly #items = new Map<string, Item>();
  readonly #lines: OracleLine[] = [];
  #now = '' as Instant;

  constructor(ladder: Ladder) {
    this.#ladder = ladder;
  }

  play(world: World): readonly OracleLine[] {
    for (const day of world.days) {
      this.#passTo(day.at);
      for (const file of day.files) this.#settleAll(this.#enter(file));
      for (const action of day.actions) this.#settleAll([this.#act(action)]);
    }
    this.#passTo(world.end);
    return sortedLines(this.#lines);
  }

  /** Everything that comes due after the last input, up to the next one. */
  #passTo(until: Instant): void {
    for (const customer of this.#customers.values()) {
      for (let day = localDay(customer.zone, this.#now); day <= localDay(customer.zone, until); day = dayPlus(day, 1)) {
        for (const at of momentsOf(customer, this.#ladder, day)) if (at > this.#now && at <= until) this.#settleCustomer(customer, at);
      }
    }
    this.#now = until;
  }

  #settleAll(customers: Iterable<Customer>): void {
    for (const customer of new Set(customers)) this.#settleCustomer(customer, this.#now);
  }

  #settleCustomer(customer: Customer, at: Instant): void {
    const moment: Moment = {
      at, customer, today: localDay(customer.zone, at), open: isOpenAt(customer, this.#ladder, at), ladder: this.#ladder, books: this.#books,
      emit: (line) => { this.#lines.push(line); },
    };
    for (const held of customer.cases.values()) settle(moment, held);
  }

  #customer(number: string): Customer {
    const customer = this.#customers.get(number);
    if (customer === undefined) throw new Error(`No customer ${number}`);
    return customer;
  }

  #case(key: string): Case {
    const [number = '', , currency = ''] = key.split('|');
    const { cases } = this.#customer(number);
    const held = cases.get(key) ?? newCase(key, currency);
    cases.set(key, held);
    return held;
  }

  /** @returns the customers that the file is about */
  #enter(file: WorldFile): readonly Customer[] {
    switch (file.kind) {
      case 'customers':
        for (const line of file.rows) this.#customers.set(line.number, newCustomer(line));
        return file.rows.map((line) => this.#customer(line.number));
      case 'contacts':
        for (const line of file.rows) this.#customer(line.customer).persons.push(line);
        return file.rows.map((line) => this.#customer(line.customer));
      case 'covers':
        for (const line of file.rows) this.#customer(line.customer).covers.push(line);
        return file.rows.map((line) => this.#customer(line.customer));
      case 'invoices':
        for (const line of file.rows) this.#enterItem(line);
        return file.rows.map((line) => this.#customer(line.customer));
      case 'credit-notes':
        for (const line of file.rows) this.#books.credit(line);
        return file.rows.map((line) => this.#customerOfInvoice(line.invoice));
      case 'payments':
        for (const line of file.rows) this.#books.pay(line);
        return file.rows.map((line) => this.#customer(line.customer));
      default: return unknownKind(file);
    }
  }

  #customerOfInvoice(invoice: string): Customer {
    return this.#customer(this.#books.item(`${invoice}/1`).customer);
  }

  #enterItem(line: InvoiceLine): void {
    const customer = this.#customer(line.customer);
    const book = this.#books.enter(line);
    const ranks = (line.stepsDoneElsewhere ?? []).map((key) => this.#ladder.steps.findIndex((step) => step.key === key));
    const reached = Math.max(-1, ...ranks);
    const item: Item = {
      book, recordedOn: localDay(customer.zone, this.#now), left: new Set(line.stepsDoneElsewhere), reached, heard: reached, lastContactOn: undefined,
      noticeOn: line.noticeSentElsewhereOn, paused: false, resumedOn: undefined, handoff: 'none', handoffRoute: undefined, handoffNotBefore: undefined, callsOwed: [],
    };
    this.#items.set(book.key, item);
    this.#case(caseKey(line.customer, line.entity, line.currency)).items.push(item);
  }

  #item(key: string): Item {
    const item = this.#items.get(key);
    if (item === undefined) throw new Error(`No item ${key}`);
    return item;
  }

  /** @returns the customer that the action is about */
  #act(action: WorldAction): Customer {
    switch (action.kind) {
      case 'promise': return this.#promise(action);
      case 'dispute':
        this.#books.dispute(action.reference, action.item, action.amount);
        return this.#customer(this.#books.item(action.item).customer);
      case 'dispute_answered': {
        const item = this.#books.answer(action.reference, action.answer);
        if (item === undefined) throw new Error(`No dispute ${action.reference}`);
        return this.#customer(item.customer);
      }
      case 'contact_hold':
        this.#case(action.caseKey).holds.push({ item: action.item, lastQuietOn: action.lastQuietOn });
        return this.#customerOf(action.caseKey);
      case 'due_date_changed':
        this.#books.item(action.item).dueOn = action.dueOn;
        return this.#customer(this.#books.item(action.item).customer);
      case 'opted_out':
        this.#customer(action.customer).optedOut.add(`${action.person}|${action.channel}`);
        return this.#customer(action.customer);
      case 'review_decided':
        this.#case(action.caseKey).reviewWaiting = false;
        return this.#customerOf(action.caseKey);
      case 'handoff_decided':
        this.#decideHandoffs(this.#case(action.caseKey), action);
        return this.#customerOf(action.caseKey);
      case 'call_outcome': return this.#callOutcome(action);
      default: return unknownKind(action);
    }
  }

  #customerOf(key: string): Customer {
    return this.#customer(key.split('|')[0] ?? '');
  }

  #promise(action: Extract<WorldAction, { kind: 'promise' }>): Customer {
    const customer = this.#customerOf(action.caseKey);
    const items = this.#books.promise(action).map((book) => this.#item(book.key));
    const lastDay = customer.workDays.after(action.payBy, this.#ladder.promiseToleranceWorkingDays);
    const judgedFrom = instantOfLocal(customer.zone, dayPlus(lastDay, 1), '00:00');
    this.#case(action.caseKey).promises.push({ reference: action.reference, amount: action.amount, items, judgedFrom, state: 'live' });
    return customer;
  }

  /** Of each route on its own; one whose items are all settled stays as it is, there is nothing to hand over. */
  #decideHandoffs(held: Case, action: Extract<WorldAction, { kind: 'handoff_decided' }>): void {
    for (const route of handoffRoutes) {
      const items = held.items.filter((item) => item.handoff === 'requested' && item.handoffRoute === route);
      if (action.decision === 'approved' && items.every((item) => item.book.open === 0)) continue;
      for (const item of items) {
        item.handoff = action.decision === 'approved' ? 'handed_off' : 'none';
        if (action.decision === 'refused') item.handoffNotBefore = action.nextDay;
      }
    }
    if (action.decision === 'approved') dropCallTasks(held);
  }

  /** A task is over once it has an outcome. "Says it is paid" pauses the case for three working days. */
  #callOutcome(action: Extract<WorldAction, { kind: 'call_outcome' }>): Customer {
    const customer = this.#customerOf(action.caseKey);
    const held = this.#case(action.caseKey);
    const open = held.callTasks.filter((task) => [...task.items].some(isOurs));
    const [task] = open.toSorted((a, b) => (a.on === b.on ? (a.person < b.person ? -1 : 1) : a.on > b.on ? -1 : 1));
    if (task === undefined) return customer;
    if (action.outcome === 'says_paid') {
      const lastQuietOn = customer.workDays.after(localDay(customer.zone, this.#now), 3);
      held.holds.push({ item: undefined, lastQuietOn });
    }
    task.items.clear();
    return customer;
  }
}
