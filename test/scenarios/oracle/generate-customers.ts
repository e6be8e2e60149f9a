import type { PlainDate } from '../../../src/domain/dates.js';
import { dayPlus } from './days.js';
import type { Random } from './random.js';
import type { ContactLine, CoverLine, CustomerLine } from './world.js';

/** How a customer pays. Days are counted from the due date. */
export type Payer = 'prompt' | 'late' | 'slow' | 'bad';

/** A customer with all that stays the same about it. */
export interface Plan {
  readonly line: CustomerLine;
  /** Index of the day on which it is recorded. */
  readonly from: number;
  readonly payer: Payer;
  /** Share of payments that name their invoices. */
  readonly designates: number;
  readonly cases: readonly { readonly entity: string; readonly currency: string }[];
  readonly contacts: readonly (ContactLine & { readonly from: number })[];
  readonly covers: readonly CoverLine[];
}

const PAYERS = {
  ordinary: [['prompt', 50], ['late', 28], ['slow', 14], ['bad', 8]],
  strained: [['prompt', 25], ['late', 35], ['slow', 25], ['bad', 15]],
} as const satisfies Record<string, readonly (readonly [Payer, number])[]>;

export const sellingEntities = [{ code: 'SH', name: 'Lantern Components (Shanghai)' }, { code: 'HK', name: 'Lantern Components (Hong Kong)' }] as const;
export const salesPeople = [1, 2, 3, 4].map((number) => ({ email: `sales${number}@lantern.example`, name: `Sales ${number}` }));

const places = {
  CN: { timeZone: 'Asia/Shanghai', language: 'zh-CN', phone: '+8613900', currencies: [['CNY', 8], ['USD', 1], ['JPY', 1]] },
  DE: { timeZone: 'Europe/Berlin', language: 'en', phone: '+4915100', currencies: [['EUR', 6], ['USD', 2], ['CNY', 1]] },
  US: { timeZone: 'America/New_York', language: 'en', phone: '+1212555', currencies: [['USD', 7], ['EUR', 1], ['JPY', 1]] },
} as const;

export function planCustomer(random: Random, index: number, world: { readonly start: PlainDate; readonly days: number; readonly payers: keyof typeof PAYERS }): Plan {
  const number = `C${String(index + 1).padStart(4, '0')}`;
  const country = random.weighted([['CN', 72], ['DE', 14], ['US', 14]] as const);
  const place = places[country];
  const line: CustomerLine = {
    number, name: `Customer ${number}`, country, timeZone: place.timeZone, language: place.language,
    ...(random.chance(0.9) ? { salesPersonEmail: random.pick(salesPeople).email } : {}),
  };
  const from = random.chance(0.8) ? 0 : random.between(1, Math.max(1, Math.floor(world.days * 0.6)));
  const cases = planCases(random, place.currencies);
  return {
    line, from, cases,
    payer: random.weighted(PAYERS[world.payers]),
    designates: random.pick([0, 0.5, 1]),
    contacts: planContacts(random, { number, phone: place.phone, from, index }),
    covers: planCovers(random, number, cases, world.start),
  };
}

function planCases(random: Random, currencies: readonly (readonly [string, number])[]): Plan['cases'] {
  const wanted = random.weighted([[1, 65], [2, 25], [3, 10]] as const);
  const cases: { entity: string; currency: string }[] = [];
  for (let turn = 0; turn < 12 && cases.length < wanted; turn += 1) {
    const entity = random.pick(sellingEntities).code;
    const currency = random.weighted(currencies);
    if (!cases.some((one) => one.entity === entity && one.currency === currency)) cases.push({ entity, currency });
  }
  return cases;
}

/** 6 % without anybody, 14 % of them and of others get their first person weeks later; up to three persons, some not of a role that the ladder asks for. */
function planContacts(random: Random, customer: { readonly number: string; readonly phone: string; readonly from: number; readonly index: number }): Plan['contacts'] {
  if (random.chance(0.06)) return [];
  const late = random.chance(0.14) ? random.between(10, 60) : 0;
  const count = random.weighted([[1, 50], [2, 35], [3, 15]] as const);
  return Array.from({ length: count }, (_, position) => {
    const reach = random.weighted([['email', 40], ['both', 45], ['phone', 15]] as const);
    const role = random.weighted(position === 0
      ? [['accounts_payable', 75], ['finance_manager', 15], ['management', 10]] as const
      : [['accounts_payable', 40], ['finance_manager', 25], ['management', 20], ['purchasing', 15]] as const);
    const name = `Person ${customer.number}-${position + 1}`;
    return {
      customer: customer.number, name, role,
      ...(reach === 'phone' ? {} : { email: `person${position + 1}@${customer.number.toLowerCase()}.example` }),
      ...(reach === 'email' ? {} : { phone: `${customer.phone}${String(customer.index * 10 + position).padStart(5, '0')}` }),
      from: customer.from + late + (position > 0 && random.chance(0.2) ? random.between(1, 40) : 0),
    };
  });
}

/** Cover is either valid through the whole half year or over before it, and never in doubt about a second currency. */
function planCovers(random: Random, customer: string, cases: Plan['cases'], start: PlainDate): readonly CoverLine[] {
  const [only] = cases;
  if (cases.length !== 1 || only === undefined || !random.chance(0.3)) return [];
  const valid = random.chance(0.75);
  return [{
    customer, currency: only.currency, amount: 900_000_000,
    validFrom: dayPlus(start, -500), validUntil: dayPlus(start, valid ? 500 : -150),
  }];
}
