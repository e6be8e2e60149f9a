import type { PlainDate } from '../../../src/domain/dates.js';
import { Books } from './books.js';
import type { DayRows } from './csv-files.js';
import type { Plan } from './generate-customers.js';
import type { Random } from './random.js';
import type { WorldAction, WorldOptions } from './world.js';

/** Something that will be tried on a day, if the books then allow it. */
export type Event =
  | { readonly kind: 'pay'; readonly item: string; readonly share: number; readonly designated: boolean }
  | { readonly kind: 'pay_promise'; readonly promise: string; readonly items: readonly string[]; readonly amount: number }
  | { readonly kind: 'pay_on_account'; readonly item: string; readonly share: number }
  | { readonly kind: 'reverse'; readonly payment: string }
  | { readonly kind: 'credit'; readonly item: string; readonly share: number }
  | { readonly kind: 'credit_dispute'; readonly item: string; readonly dispute: string }
  | { readonly kind: 'dispute' | 'promise' | 'hold' | 'move_due_date'; readonly item: string }
  | { readonly kind: 'answer'; readonly item: string; readonly dispute: string; readonly answer: 'accepted' | 'rejected' | 'withdrawn' }
  | { readonly kind: 'promise_over'; readonly promise: string }
  | { readonly kind: 'invoice'; readonly plan: Plan; readonly late: boolean };

/** The state of the making: what has been entered, and what is still to come. */
export class Making {
  readonly books = new Books();
  readonly #events = new Map<number, Event[]>();
  /** Items with a live promise or dispute: they get no second one. */
  readonly busy = new Set<string>();
  /** Cases that had an input today. */
  touched = new Map<string, 'money' | 'other'>();
  index = 0;
  today: PlainDate = '2026-01-05' as PlainDate;
  rows: DayRows = noRows();
  actions: WorldAction[] = [];
  readonly payments = new Map<string, { readonly caseKey: string; readonly amount: number }>();
  #numbers = 0;

  readonly random: Random;
  readonly plans: readonly Plan[];
  readonly options: WorldOptions;

  constructor(random: Random, plans: readonly Plan[], options: WorldOptions) {
    this.random = random;
    this.plans = plans;
    this.options = options;
  }

  next(prefix: string): string {
    this.#numbers += 1;
    return `${prefix}${String(this.#numbers).padStart(6, '0')}`;
  }

  later(days: number, event: Event): void {
    const index = this.index + Math.max(0, days);
    if (index >= this.options.days) return;
    const events = this.#events.get(index) ?? [];
    events.push(event);
    this.#events.set(index, events);
  }

  eventsOfToday(): readonly Event[] {
    return this.#events.get(this.index) ?? [];
  }

  plan(customer: string): Plan {
    const plan = this.plans[Number(customer.slice(1)) - 1];
    if (plan === undefined) throw new Error(`No customer ${customer}`);
    return plan;
  }
}

export function noRows(): DayRows {
  return { customers: [], contacts: [], covers: [], invoices: [], creditNotes: [], payments: [] };
}
