import type { PlainDate } from '../../../src/domain/dates.js';
import { collectableOf, disputedOf } from './books.js';
import { dayPlus } from './days.js';
import type { OracleLine } from './oracle-lines.js';
import { makeContacts, mayHear } from './oracle-contacts.js';
import { handoffRoutes, isAfterWindows, isContactOver, isPaused, isPursued } from './oracle-state.js';
import type { Case, Item, LadderStep, Moment, PromiseMade } from './oracle-state.js';

/** Does everything that is due for a case at the moment, in the order of rule 17. */
export function settle(moment: Moment, held: Case): void {
  if (held.items.length === 0) return;
  reopen(moment, held);
  if (held.closed) return;
  for (const promise of held.promises) if (promise.state === 'live' && promise.judgedFrom <= moment.at) judge(moment, held, promise);
  for (const item of held.items) notePause(moment, held, item);
  for (const item of held.items) passOverSofter(moment, held, item);
  for (const item of held.items) passOverBeforeDue(moment, held, item);
  liftOrderHold(moment, held);
  if (moment.open) {
    tellSales(moment, held);
    placeOrderHold(moment, held);
    review(moment, held);
    requestHandoffs(moment, held);
    makeContacts(moment, held);
  }
  close(moment, held);
}

function line(moment: Moment, held: Case, kind: OracleLine['kind'], detail: string, items: readonly Item[] = []): void {
  moment.emit({ kind, at: moment.at, caseKey: held.key, detail, items: items.map((item) => item.book.key).toSorted() });
}

function reopen(moment: Moment, held: Case): void {
  if (!held.closed || held.items.every((item) => item.book.open === 0)) return;
  held.closed = false;
  line(moment, held, 'case_reopened', '');
}

/** Nothing is left to pursue: what waited for a day or a decision is over. Promises are kept, as all of their money is in. */
function close(moment: Moment, held: Case): void {
  if (held.items.some((item) => item.book.open > 0)) return;
  for (const promise of held.promises) if (promise.state === 'live') judge(moment, held, promise);
  for (const item of held.items) if (item.handoff === 'requested') item.handoff = 'none';
  for (const task of held.callTasks) task.items.clear();
  held.reviewWaiting = false;
  held.closed = true;
  line(moment, held, 'case_closed', 'paid');
}

function judge(moment: Moment, held: Case, promise: PromiseMade): void {
  const fallen = moment.books.fallenSince(promise.reference);
  const outcome = fallen >= promise.amount ? 'kept' : fallen > 0 ? 'partly_kept' : 'broken';
  promise.state = 'judged';
  moment.books.endPromise(promise.reference);
  line(moment, held, 'promise_judged', `${promise.reference} ${outcome}`, promise.items);
  if (outcome === 'kept') return;
  for (const item of promise.items) if (item.book.open > 0) item.callsOwed.push({ promise: promise.reference, from: moment.today });
}

/** The call that follows a broken promise stands at the ladder's call or at what was last heard, if that is higher; softer steps are left out. */
function passOverSofter(moment: Moment, held: Case, item: Item): void {
  if (!isPursued(item) || item.callsOwed.length === 0) return;
  const rung = Math.max(moment.ladder.steps.findIndex((step) => step.action === 'reminder_call'), item.heard);
  for (const [rank, step] of moment.ladder.steps.entries()) if (rank <= rung && step.kind === 'contact') passOver(moment, held, item, step);
}

function notePause(moment: Moment, held: Case, item: Item): void {
  const paused = isPaused(held, item, moment.today);
  if (item.paused && !paused) item.resumedOn = moment.today;
  item.paused = paused;
}

function passOver(moment: Moment, held: Case, item: Item, step: LadderStep): void {
  const rank = moment.ladder.steps.indexOf(step);
  if (item.left.has(step.key) || rank <= item.reached) return;
  item.left.add(step.key);
  item.reached = rank;
  moment.emit({ kind: 'passed_over', at: '', caseKey: held.key, detail: step.key, items: [item.book.key] });
}

/** A step before the due date whose moved day lies before the recording or after the due date is not heard any more. */
function passOverBeforeDue(moment: Moment, held: Case, item: Item): void {
  if (!isPursued(item)) return;
  const { workDays } = moment.customer;
  for (const [rank, step] of moment.ladder.steps.entries()) {
    if (step.kind !== 'contact' || step.offset >= 0 || rank <= item.reached) continue;
    const moved = workDays.onOrAfter(dayPlus(item.book.dueOn, step.offset));
    if (moved < item.recordedOn || firstDayFrom(moment, held, moved) > item.book.dueOn) passOver(moment, held, item, step);
  }
}

/** The first day from the given one, and from now, on which the case may say something. */
function firstDayFrom(moment: Moment, held: Case, from: PlainDate): PlainDate {
  const { customer, ladder, today } = moment;
  const over = isContactOver(moment, held) || isAfterWindows(customer, ladder, moment.at);
  const earliest = over ? dayPlus(today, 1) : today;
  let day = from > earliest ? from : earliest;
  while (!customer.workDays.works(day) || !mayHear(moment, day)) day = dayPlus(day, 1);
  return day;
}

function due(moment: Moment, held: Case, step: LadderStep): readonly Item[] {
  return held.items.filter((item) => isPursued(item) && !item.left.has(step.key) && moment.today >= dayPlus(item.book.dueOn, step.offset));
}

function stepsOf(moment: Moment, action: LadderStep['action']): readonly LadderStep[] {
  return moment.ladder.steps.filter((step) => step.action === action);
}

function tellSales(moment: Moment, held: Case): void {
  for (const step of stepsOf(moment, 'tell_sales')) {
    const items = due(moment, held, step);
    for (const item of items) item.left.add(step.key);
    if (items.length === 0) continue;
    if (moment.customer.line.salesPersonEmail !== undefined) line(moment, held, 'sales_told', moment.customer.line.salesPersonEmail, items);
    else for (const item of items) moment.emit({ kind: 'failed', at: '', caseKey: held.key, detail: step.key, items: [item.book.key] });
  }
}

function placeOrderHold(moment: Moment, held: Case): void {
  for (const step of stepsOf(moment, 'order_hold')) {
    const aged = held.items.filter((item) => isPursued(item) && moment.today >= dayPlus(item.book.dueOn, step.offset));
    const collectable = aged.reduce((sum, item) => sum + collectableOf(item.book), 0);
    if (held.orderHold || collectable <= (step.toleranceMinor?.[held.currency] ?? 0)) continue;
    held.orderHold = true;
    line(moment, held, 'hold_placed', '');
  }
}

function liftOrderHold(moment: Moment, held: Case): void {
  if (!held.orderHold) return;
  const still = stepsOf(moment, 'order_hold').some((step) => {
    const aged = held.items.filter((item) => moment.today >= dayPlus(item.book.dueOn, step.offset));
    return aged.reduce((sum, item) => sum + item.book.open - disputedOf(item.book), 0) > (step.toleranceMinor?.[held.currency] ?? 0);
  });
  if (still) return;
  held.orderHold = false;
  line(moment, held, 'hold_lifted', '');
}

function review(moment: Moment, held: Case): void {
  for (const step of stepsOf(moment, 'manager_review')) {
    const items = due(moment, held, step);
    if (items.length === 0) continue;
    for (const item of items) item.left.add(step.key);
    line(moment, held, 'review', held.reviewWaiting ? 'joined' : 'opened', items);
    held.reviewWaiting = true;
  }
}

function requestHandoffs(moment: Moment, held: Case): void {
  const { customer, ladder, today } = moment;
  for (const step of stepsOf(moment, 'handoff')) {
    const items = due(moment, held, step).filter((item) => {
      if (item.handoff !== 'none' || item.noticeOn === undefined) return false;
      return today >= customer.workDays.after(item.noticeOn, ladder.handoffAfterNoticeWorkingDays) && today >= (item.handoffNotBefore ?? today);
    });
    for (const route of handoffRoutes) {
      const going = items.filter((item) => isCovered(moment, item) === (route === 'insurance_claim'));
      for (const item of going) {
        item.handoff = 'requested';
        item.handoffRoute = route;
      }
      if (going.length > 0) line(moment, held, 'handoff_requested', route, going);
    }
  }
}

function isCovered(moment: Moment, item: Item): boolean {
  return moment.customer.covers.some((cover) => (cover.invoice === undefined || cover.invoice === item.book.invoice) && cover.currency === item.book.currency
    && cover.validFrom <= moment.today && moment.today <= cover.validUntil);
}

