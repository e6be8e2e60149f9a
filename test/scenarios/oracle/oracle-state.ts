import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Instant, PlainDate } from '../../../src/domain/dates.js';
import type { EscalationLadder, EscalationStep } from '../../../src/domain/escalation-ladder.js';
import { collectableOf } from './books.js';
import type { BookItem } from './books.js';
import { WorkDays, instantOfLocal, localDay, localTime } from './days.js';
import type { OracleLine } from './oracle-lines.js';
import type { ContactLine, CoverLine, CustomerLine } from './world.js';

export interface Customer {
  readonly line: CustomerLine;
  readonly zone: string;
  readonly workDays: WorkDays;
  readonly persons: ContactLine[];
  /** `name|channel`. */
  readonly optedOut: Set<string>;
  readonly covers: CoverLine[];
  readonly cases: Map<string, Case>;
  /** Local days on which the customer heard us. */
  readonly heardOn: Set<PlainDate>;
}

export interface Case {
  readonly key: string;
  readonly currency: string;
  readonly items: Item[];
  readonly promises: PromiseMade[];
  readonly holds: Hold[];
  readonly callTasks: CallTask[];
  /** The instant of the last contact, and whom it reached then: `person|channel`. */
  contactedAt: Instant | undefined;
  readonly reached: Set<string>;
  orderHold: boolean;
  reviewWaiting: boolean;
  closed: boolean;
}

export const handoffRoutes = ['insurance_claim', 'legal'] as const;

export interface Item {
  readonly book: BookItem;
  readonly recordedOn: PlainDate;
  /** Contact and age steps that the item has left behind, however. */
  readonly left: Set<string>;
  /** Rank of the highest contact step left behind, and of the highest heard; -1 before the first. */
  reached: number;
  heard: number;
  lastContactOn: PlainDate | undefined;
  noticeOn: PlainDate | undefined;
  paused: boolean;
  resumedOn: PlainDate | undefined;
  handoff: 'none' | 'requested' | 'handed_off';
  handoffRoute: (typeof handoffRoutes)[number] | undefined;
  handoffNotBefore: PlainDate | undefined;
  /** Calls due after broken promises, oldest first. */
  readonly callsOwed: { readonly promise: string; readonly from: PlainDate }[];
}

export interface PromiseMade {
  readonly reference: string;
  readonly amount: number;
  readonly items: readonly Item[];
  /** 00:00 of the day after pay-by and tolerance. */
  readonly judgedFrom: Instant;
  state: 'live' | 'judged';
}

export interface Hold {
  readonly item: string | undefined;
  readonly lastQuietOn: PlainDate;
}

export interface CallTask {
  readonly person: string;
  readonly on: PlainDate;
  readonly items: Set<Item>;
}

/** One customer at one moment. */
export interface Moment {
  readonly at: Instant;
  readonly today: PlainDate;
  /** A working day, and inside a contact window. */
  readonly open: boolean;
  readonly customer: Customer;
  readonly ladder: Ladder;
  readonly books: { fallenSince(reference: string): number; endPromise(reference: string): void };
  readonly emit: (line: OracleLine) => void;
}

/** The parts of a ladder that the oracle reads from the file by itself. */
export interface Ladder extends Pick<EscalationLadder, 'windows' | 'gapWorkingDays' | 'contactDaysPerWeekMax' | 'promiseToleranceWorkingDays' | 'handoffAfterNoticeWorkingDays'> {
  readonly steps: readonly LadderStep[];
}

export type LadderStep = Pick<EscalationStep, 'key' | 'kind' | 'action' | 'offset'> & Partial<Pick<EscalationStep, 'channels' | 'recipientRoles' | 'tone' | 'toleranceMinor'>>;

export function readLadder(text?: string): Ladder {
  return parse(text ?? readFileSync(new URL('../../../src/policies/ladders/default.yaml', import.meta.url), 'utf8')) as Ladder;
}

/** Countries in which an SMS carries no reminder; notices go by SMS nowhere. Source: the channel profiles in src/policies. */
export const noReminderBySms: ReadonlySet<string> = new Set(['CN']);

export function newCustomer(line: CustomerLine): Customer {
  return {
    line, zone: line.timeZone, workDays: new WorkDays(line.country === 'CN' ? 'china' : 'weekdays'), persons: [], optedOut: new Set(), covers: [], cases: new Map(), heardOn: new Set(),
  };
}

export function newCase(key: string, currency: string): Case {
  return { key, currency, items: [], promises: [], holds: [], callTasks: [], contactedAt: undefined, reached: new Set(), orderHold: false, reviewWaiting: false, closed: false };
}

export function isOpenAt(customer: Customer, ladder: Ladder, at: Instant): boolean {
  const time = localTime(customer.zone, at);
  return customer.workDays.works(localDay(customer.zone, at)) && ladder.windows.some((window) => window.from <= time && time < window.to);
}

/** Whether no window of the local day is left, this very moment included. */
export function isAfterWindows(customer: Customer, ladder: Ladder, at: Instant): boolean {
  const time = localTime(customer.zone, at);
  return ladder.windows.every((window) => window.to <= time);
}

/** The moments of a local day at which something can come due without an input, in order. */
export function momentsOf(customer: Customer, ladder: Ladder, day: PlainDate): readonly Instant[] {
  return ['00:00', ...ladder.windows.map((window) => window.from as string)].map((time) => instantOfLocal(customer.zone, day, time)).toSorted();
}

export function isHeld(held: Case, item: Item, today: PlainDate): boolean {
  return held.holds.some((hold) => (hold.item === undefined || hold.item === item.book.key) && today <= hold.lastQuietOn);
}

/** Whether the case's contact of that day was made at an earlier moment: what comes due after it waits. */
export function isContactOver(moment: Moment, held: Case): boolean {
  return held.contactedAt !== undefined && held.contactedAt < moment.at && localDay(moment.customer.zone, held.contactedAt) === moment.today;
}

/** Calls whose items are all settled or handed off are dropped, at the case's next contact or when items are handed off. */
export function dropCallTasks(held: Case): void {
  for (const task of held.callTasks) if (![...task.items].some(isOurs)) task.items.clear();
}

/** Open, and not with somebody else. */
export function isOurs(item: Item): boolean {
  return item.book.open > 0 && item.handoff !== 'handed_off';
}

/** Nothing to collect, or a contact hold on it. */
export function isPaused(held: Case, item: Item, today: PlainDate): boolean {
  return collectableOf(item.book) <= 0 || isHeld(held, item, today);
}

/** Still ours to pursue and not paused. */
export function isPursued(item: Item): boolean {
  return isOurs(item) && !item.paused;
}
