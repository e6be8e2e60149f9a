import type { PlainDate } from '../../../src/domain/dates.js';
import { dayPlus, weekOf } from './days.js';
import { brokenPromiseLine } from './oracle-lines.js';
import { dropCallTasks, isContactOver, isPursued, noReminderBySms } from './oracle-state.js';
import type { Case, Item, LadderStep, Moment } from './oracle-state.js';
import type { ContactLine } from './world.js';

/** A step that an item would hear next. */
interface NextStep {
  readonly item: Item;
  readonly step: LadderStep;
  /** Of the call after a broken promise: the ladder's call, or what was last heard if that is higher. */
  readonly rank: number;
  /** As it stands in lines. */
  readonly shownKey: string;
  readonly day: PlainDate;
  readonly promise: string | undefined;
}

interface Listener { readonly person: string; readonly channel: string }

/** Says everything that the case's items are due to hear now, merged per person and channel. What comes due after that day's
 * contact of the case waits for the next working day. */
export function makeContacts(moment: Moment, held: Case): void {
  if (isContactOver(moment, held)) return;
  if (held.contactedAt !== moment.at) held.reached.clear();
  const spoken: { next: NextStep; listeners: readonly Listener[] }[] = [];
  for (const item of held.items) {
    for (;;) {
      const next = nextStepOf(moment, item);
      if (next === undefined || next.day > moment.today || !mayHear(moment, moment.today)) break;
      const listeners = listenersOf(moment, next.step);
      if (listeners.length > 0) {
        // In the very instant of a contact, nobody hears a second one over the same channel.
        if (!listeners.some((one) => held.reached.has(`${one.person}|${one.channel}`))) spoken.push({ next, listeners });
        break;
      }
      leaveBehind(next);
      moment.emit({ kind: 'failed', at: '', caseKey: held.key, detail: next.shownKey, items: [item.book.key] });
    }
  }
  for (const { next } of spoken) say(moment, held, next);
  if (spoken.length > 0) dropCallTasks(held);
  const merged = new Map<string, { listener: Listener; parts: NextStep[] }>();
  for (const { next, listeners } of spoken) {
    for (const listener of listeners) {
      const key = `${listener.person}|${listener.channel}`;
      const contact = merged.get(key) ?? { listener, parts: [] };
      contact.parts.push(next);
      merged.set(key, contact);
    }
  }
  for (const [key, { listener, parts }] of merged) {
    held.contactedAt = moment.at;
    held.reached.add(key);
    moment.customer.heardOn.add(moment.today);
    moment.emit({
      kind: 'contact', at: moment.at, caseKey: held.key, detail: `${listener.channel} to ${listener.person} ${toneOf(moment, parts)}`,
      items: parts.map(({ item, shownKey }) => `${item.book.key} ${shownKey}`).toSorted(),
    });
    if (listener.channel === 'task') held.callTasks.push({ person: listener.person, on: moment.today, items: new Set(parts.map(({ item }) => item)) });
  }
}

/** Whether the limits allow a contact on that day. */
export function mayHear(moment: Pick<Moment, 'customer' | 'ladder'>, day: PlainDate): boolean {
  const { customer, ladder } = moment;
  if (customer.heardOn.has(day) || ladder.contactDaysPerWeekMax === undefined) return true;
  const week = weekOf(day);
  return [...customer.heardOn].filter((heard) => weekOf(heard) === week).length < ladder.contactDaysPerWeekMax;
}

function nextStepOf(moment: Moment, item: Item): NextStep | undefined {
  if (!isPursued(item)) return undefined;
  const { ladder, customer } = moment;
  const [owed] = item.callsOwed;
  const resumed = [item.recordedOn, item.resumedOn];
  if (owed !== undefined) {
    const rank = ladder.steps.findIndex((step) => step.action === 'reminder_call');
    const step = ladder.steps[rank];
    if (step !== undefined) return { item, step, rank: Math.max(rank, item.heard), shownKey: brokenPromiseLine(owed.promise), day: latest([owed.from, ...resumed]), promise: owed.promise };
  }
  const rank = ladder.steps.findIndex((step, index) => step.kind === 'contact' && index > item.reached);
  const step = ladder.steps[rank];
  if (step === undefined) return undefined;
  const gap = item.lastContactOn === undefined ? undefined : customer.workDays.after(item.lastContactOn, ladder.gapWorkingDays);
  return { item, step, rank, shownKey: step.key, day: latest([dayPlus(item.book.dueOn, step.offset), ...resumed, gap]), promise: undefined };
}

/** The tone of the highest step. */
function toneOf(moment: Moment, parts: readonly NextStep[]): string {
  return moment.ladder.steps[Math.max(...parts.map((part) => part.rank))]?.tone ?? '';
}

function latest(days: readonly (PlainDate | undefined)[]): PlainDate {
  return days.filter((day) => day !== undefined).toSorted().at(-1) as PlainDate;
}

function leaveBehind(next: NextStep): void {
  if (next.promise !== undefined) {
    next.item.callsOwed.shift();
    return;
  }
  next.item.left.add(next.step.key);
  next.item.reached = next.rank;
}

function say(moment: Moment, held: Case, next: NextStep): void {
  const { item } = next;
  leaveBehind(next);
  item.heard = Math.max(item.heard, next.rank);
  item.lastContactOn = moment.today;
  if (next.step.action === 'written_notice') item.noticeOn = moment.today;
  for (const task of held.callTasks) task.items.delete(item);
}

/** Every person of a wanted role, most wanted role first, over every channel of the step that carries it there; a call goes to the first. */
function listenersOf(moment: Moment, step: LadderStep): readonly Listener[] {
  const persons = (step.recipientRoles ?? []).flatMap((role) => moment.customer.persons.filter((person) => person.role === role));
  return (step.channels ?? []).flatMap((channel) => {
    const reached = persons.filter((person) => carries(moment, person, channel, step)).map((person) => ({ person: person.name, channel }));
    return channel === 'task' ? reached.slice(0, 1) : reached;
  });
}

function carries(moment: Moment, person: ContactLine, channel: string, step: LadderStep): boolean {
  if (moment.customer.optedOut.has(`${person.name}|${channel}`)) return false;
  switch (channel) {
    case 'email': return person.email !== undefined;
    case 'sms': return person.phone !== undefined && step.action === 'reminder' && !noReminderBySms.has(moment.customer.line.country);
    default: return person.phone !== undefined;
  }
}
