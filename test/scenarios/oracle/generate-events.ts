import { collectableOf, disputedOf, promisedOf } from './books.js';
import type { BookItem } from './books.js';
import { dayPlus, daysFrom } from './days.js';
import type { Event, Making } from './generate-making.js';
import { unknownKind } from './world.js';
import type { PaymentLine } from './world.js';

type Planned = Exclude<Event, { kind: 'invoice' }>;

/** Does what was planned, if the books allow it; puts it off by a day when its case had another input today. */
export function carryOut(making: Making, event: Planned): void {
  if (event.kind === 'promise_over') {
    for (const item of making.books.items.values()) if (item.shares.some((share) => share.promise === event.promise)) making.busy.delete(item.key);
    making.books.endPromise(event.promise);
    return;
  }
  const caseKey = caseOf(making, event);
  const sort = event.kind === 'pay' || event.kind === 'pay_promise' || event.kind === 'pay_on_account' ? 'money' : 'other';
  const before = making.touched.get(caseKey);
  if (before !== undefined && (before !== 'money' || sort !== 'money')) return making.later(1, event);
  const done = attempt(making, event);
  if (done) making.touched.set(caseKey, sort);
}

function caseOf(making: Making, event: Exclude<Planned, { kind: 'promise_over' }>): string {
  if (event.kind === 'reverse') return making.payments.get(event.payment)?.caseKey ?? '';
  return making.books.item(event.kind === 'pay_promise' ? event.items[0] ?? '' : event.item).caseKey;
}

function attempt(making: Making, event: Exclude<Planned, { kind: 'promise_over' }>): boolean {
  const { books, random, today } = making;
  switch (event.kind) {
    case 'pay': {
      const item = books.item(event.item);
      const amount = Math.ceil(item.open * event.share);
      if (amount === 0) return false;
      return pay(making, item, amount, event.designated ? [{ invoice: item.invoice, ...(random.chance(0.5) ? { amount } : {}) }] : []);
    }
    case 'pay_promise': return payPromise(making, event.items, event.amount);
    case 'pay_on_account': {
      const item = books.item(event.item);
      const open = books.itemsOf(item.caseKey).reduce((sum, one) => sum + one.open, 0);
      const amount = Math.floor(open * event.share);
      return amount > 0 && pay(making, item, amount, []);
    }
    case 'reverse': return reverse(making, event.payment);
    case 'credit': {
      const item = books.item(event.item);
      if (making.busy.has(item.key) || item.disputes.length > 0) return false;
      return credit(making, item, Math.floor(item.open * event.share));
    }
    case 'credit_dispute': {
      const item = books.item(event.item);
      const dispute = item.disputes.find((one) => one.reference === event.dispute);
      return credit(making, item, Math.min(item.open, dispute?.left ?? 0));
    }
    case 'dispute': return dispute(making, books.item(event.item));
    case 'answer': return answer(making, event);
    case 'promise': return promise(making, books.item(event.item));
    case 'hold': {
      const item = books.item(event.item);
      if (item.open === 0 || isOld(making, item)) return false;
      making.actions.push({
        kind: 'contact_hold', reference: making.next('HOLD-'), caseKey: item.caseKey, ...(random.chance(0.6) ? { item: item.key } : {}), lastQuietOn: dayPlus(today, random.between(2, 15)),
      });
      return true;
    }
    case 'move_due_date': {
      const item = books.item(event.item);
      if (item.open === 0 || making.busy.has(item.key) || daysFrom(item.dueOn, today) > 20) return false;
      const dueOn = random.weighted([[dayPlus(item.dueOn, random.between(4, 30)), 60], [dayPlus(today, random.between(0, 5)), 20], [dayPlus(today, -random.between(1, 14)), 20]]);
      if (dueOn === item.dueOn || dueOn < item.issuedOn) return false;
      item.dueOn = dueOn;
      making.actions.push({ kind: 'due_date_changed', item: item.key, dueOn });
      return true;
    }
    default: return unknownKind(event);
  }
}

/** Near the handoff nothing new is agreed with the customer: by then the item may be with the insurer or the lawyer. */
function isOld(making: Making, item: BookItem): boolean {
  return daysFrom(item.dueOn, making.today) >= 55;
}

function pay(making: Making, item: BookItem, amount: number, designations: PaymentLine['designations'], reversed = 0.05): boolean {
  const [customer, entity, currency] = item.caseKey.split('|') as [string, string, string];
  const line: PaymentLine = { reference: making.next('PAY-'), customer, entity, currency, amount, receivedOn: dayPlus(making.today, -making.random.between(1, 3)), designations };
  making.rows.payments.push(line);
  making.books.pay(line);
  making.payments.set(line.reference, { caseKey: item.caseKey, amount });
  if (making.random.chance(reversed)) making.later(making.random.between(1, 12), { kind: 'reverse', payment: line.reference });
  return true;
}

function payPromise(making: Making, keys: readonly string[], amount: number): boolean {
  let left = amount;
  const designations: { invoice: string; amount: number }[] = [];
  for (const item of keys.map((key) => making.books.item(key))) {
    const part = Math.min(left, item.open);
    const known = designations.find((one) => one.invoice === item.invoice);
    if (part <= 0) continue;
    if (known === undefined) designations.push({ invoice: item.invoice, amount: part });
    else known.amount += part;
    left -= part;
  }
  const first = keys[0];
  if (first === undefined || left === amount) return false;
  return pay(making, making.books.item(first), amount - left, designations, 0.15);
}

function reverse(making: Making, reference: string): boolean {
  const payment = making.payments.get(reference);
  if (payment === undefined) return false;
  const [customer, entity, currency] = payment.caseKey.split('|') as [string, string, string];
  const line: PaymentLine = {
    reference: making.next('PAY-'), customer, entity, currency, amount: payment.amount, receivedOn: dayPlus(making.today, -1), designations: [], reverses: reference,
  };
  making.rows.payments.push(line);
  making.books.pay(line);
  return true;
}

function credit(making: Making, item: BookItem, amount: number): boolean {
  if (amount <= 0) return false;
  const line = { number: making.next('CN-'), invoice: item.invoice, currency: item.currency, amount, issuedOn: dayPlus(making.today, -1) };
  making.rows.creditNotes.push(line);
  making.books.credit(line);
  return true;
}

function dispute(making: Making, item: BookItem): boolean {
  const { random, books, today } = making;
  const alone = [...books.itemsOf(item.caseKey)].filter((one) => one.invoice === item.invoice).length === 1;
  const free = item.open - disputedOf(item) - promisedOf(item);
  if (making.busy.has(item.key) || !alone || free <= 0 || isOld(making, item)) return false;
  const amount = random.chance(0.6) ? free : Math.ceil(free * random.between(10, 90) / 100);
  const reference = making.next('DISPUTE-');
  books.dispute(reference, item.key, amount);
  making.busy.add(item.key);
  making.actions.push({
    kind: 'dispute', reference, item: item.key, amount, reason: random.pick(['goods_defective', 'quantity_differs', 'price_differs', 'not_delivered']), answerBy: dayPlus(today, random.between(5, 15)),
  });
  if (random.chance(0.85)) {
    const outcome = random.weighted([['accepted', 40], ['rejected', 35], ['withdrawn', 10]] as const);
    making.later(random.between(3, 18), { kind: 'answer', item: item.key, dispute: reference, answer: outcome });
  }
  return true;
}

function answer(making: Making, event: Extract<Event, { kind: 'answer' }>): boolean {
  making.books.answer(event.dispute, event.answer);
  making.actions.push({ kind: 'dispute_answered', reference: event.dispute, answer: event.answer });
  if (event.answer === 'accepted') making.later(making.random.between(1, 6), { kind: 'credit_dispute', item: event.item, dispute: event.dispute });
  else making.busy.delete(event.item);
  return true;
}

function promise(making: Making, item: BookItem): boolean {
  const { random, books, today } = making;
  const usable = (one: BookItem): boolean => !making.busy.has(one.key) && one.dueOn < today && !isOld(making, one) && collectableOf(one) > 0;
  if (!usable(item)) return false;
  const others = books.itemsOf(item.caseKey).filter((one) => one !== item && usable(one)).slice(0, random.between(0, 2));
  const everything = books.itemsOf(item.caseKey);
  const anyOpen = everything.filter((one) => collectableOf(one) > 0);
  const unnamed = random.chance(0.25) && anyOpen.every(usable) && everything.every((one) => one.shares.length === 0);
  const items = unnamed ? anyOpen : [item, ...others];
  const whole = items.reduce((sum, one) => sum + collectableOf(one), 0);
  const amount = random.chance(0.6) ? whole : Math.ceil(whole * random.between(20, 90) / 100);
  const reference = making.next('PROMISE-');
  const given = { reference, caseKey: item.caseKey, items: unnamed ? [] : items.map((one) => one.key), amount };
  const promised = books.promise(given);
  const days = random.between(2, 12);
  for (const one of promised) making.busy.add(one.key);
  making.actions.push({ kind: 'promise', ...given, payBy: dayPlus(today, days) });
  const share = random.weighted([[1, 45], [0.4, 25], [0, 30]] as const);
  if (share > 0) making.later(Math.max(1, days - random.between(0, 4)), { kind: 'pay_promise', promise: reference, items: promised.map((one) => one.key), amount: Math.ceil(amount * share) });
  // By then it has been judged in every calendar: tolerance of two working days over the longest feast.
  making.later(days + 16, { kind: 'promise_over', promise: reference });
  return true;
}
