import type { Currency } from '../../domain/money.js';
import type { ContactRow, CustomerRow } from '../../intake/row-types.js';

/** How a customer of the sample company buys and pays. */
export interface Habit {
  /** Days after 1 December 2025 of the first invoice, and from one to the next. */
  readonly firstAfterDays: number;
  readonly everyDays: number;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly termsDays: number;
  /** Days from the due date to the payment, in turn; `null` is an invoice that stays open. */
  readonly paysAfterDays: readonly (number | null)[];
  /** Part of an invoice that is paid first, in percent, when the customer pays in two parts. */
  readonly firstPartPercent?: number;
}

export interface SampleCustomer {
  readonly customer: CustomerRow;
  readonly contacts: readonly ContactRow[];
  readonly habit: Habit;
  /** Valid cover of a credit insurer. */
  readonly insured: boolean;
}

export const SALES = { north: 'he.jing@linden.example', south: 'li.qiang@linden.example' } as const;
export const COLLECTOR = 'wang.min@linden.example';

const china = { country: 'CN', timeZone: 'Asia/Shanghai', language: 'zh-CN' } as const;

function customer(number: string, name: string, nameEnglish: string, rest: Pick<CustomerRow, 'country' | 'timeZone' | 'language'> & Partial<CustomerRow>): CustomerRow {
  return { number, name, nameEnglish, collectorEmail: COLLECTOR, salesPersonEmail: SALES.north, ...rest };
}

function finance(customerNumber: string, name: string, address: { readonly email?: string; readonly phone?: string }, language: 'zh-CN' | 'en' = 'zh-CN'): ContactRow {
  return { customerNumber, name, role: 'finance', language, ...address };
}

const habit = (given: Partial<Habit> & Pick<Habit, 'amountMinor' | 'paysAfterDays'>): Habit => ({ firstAfterDays: 1, everyDays: 14, currency: 'CNY', termsDays: 30, ...given });

/** A dozen customers, good payers and late ones, at home and abroad. All invented. */
export const SAMPLE_CUSTOMERS: readonly SampleCustomer[] = [
  {
    customer: customer('C1001', '海山贸易有限公司', 'Haishan Trading Co., Ltd.', { ...china, segment: 'distributor' }), insured: true,
    contacts: [finance('C1001', '李芳', { email: 'li.fang@haishan.example', phone: '+8653255500101' }), { customerNumber: 'C1001', name: '张总', role: 'owner', phone: '+8653255500102', language: 'zh-CN' }],
    habit: habit({ firstAfterDays: 2, everyDays: 17, amountMinor: 61_000_00, paysAfterDays: [9, 16, null, null, null] }),
  },
  {
    customer: customer('C1002', '兰溪食品有限公司', 'Lanxi Foods Co., Ltd.', { ...china, segment: 'retail', salesPersonEmail: SALES.south }), insured: false,
    contacts: [finance('C1002', '周敏', { email: 'zhou.min@lanxi.example', phone: '+8657955500103' })],
    habit: habit({ amountMinor: 42_500_00, paysAfterDays: [-2, 0, 3, 1] }),
  },
  {
    customer: customer('C1003', '东方精密机械厂', 'Orient Precision Works', { ...china, segment: 'manufacturer' }), insured: true,
    contacts: [finance('C1003', '赵建国', { email: 'zhao.jg@orient.example', phone: '+8651255500104' })],
    habit: habit({ firstAfterDays: 0, everyDays: 21, amountMinor: 118_000_00, termsDays: 15, paysAfterDays: [null, null, 34, null] }),
  },
  {
    customer: customer('C1004', '青禾农业合作社', 'Qinghe Farm Cooperative', { ...china, segment: 'distributor', paymentDay: 25 }), insured: false,
    contacts: [finance('C1004', '陈秀英', { email: 'chen.xy@qinghe.example' })],
    habit: habit({ everyDays: 20, amountMinor: 18_700_00, paysAfterDays: [5, 12, 7] }),
  },
  {
    customer: customer('C1005', '北辰电子科技有限公司', 'Beichen Electronics', { ...china, segment: 'manufacturer', salesPersonEmail: SALES.south }), insured: true,
    contacts: [finance('C1005', '孙磊', { email: 'sun.lei@beichen.example', phone: '+8675555500105' })],
    habit: habit({ everyDays: 10, amountMinor: 76_300_00, paysAfterDays: [0, -1, 2] }),
  },
  {
    customer: customer('C1006', '润泽建材有限公司', 'Runze Building Materials', { ...china, segment: 'construction' }), insured: false,
    contacts: [finance('C1006', '吴涛', { email: 'wu.tao@runze.example', phone: '+8657155500106' })],
    habit: habit({ firstAfterDays: 4, everyDays: 16, amountMinor: 94_000_00, paysAfterDays: [21, 25, null, null], firstPartPercent: 40 }),
  },
  {
    customer: customer('C1007', '明珠酒店管理有限公司', 'Pearl Hotel Management', { ...china, segment: 'hospitality' }), insured: false,
    contacts: [{ customerNumber: 'C1007', name: '刘倩', role: 'accounts_payable', email: 'liu.qian@pearl.example', phone: '+8621555501070', language: 'zh-CN' }],
    habit: habit({ everyDays: 12, amountMinor: 23_800_00, paysAfterDays: [6, 8, 5, 9] }),
  },
  {
    customer: customer('C1008', '瑞丰纺织有限公司', 'Ruifeng Textiles', { ...china, segment: 'manufacturer', salesPersonEmail: SALES.south }), insured: true,
    contacts: [finance('C1008', '黄丽', { email: 'huang.li@ruifeng.example', phone: '+8657555500108' })],
    habit: habit({ firstAfterDays: 6, everyDays: 18, amountMinor: 52_400_00, paysAfterDays: [11, null, 14, null] }),
  },
  {
    customer: customer('C1009', '天成物流有限公司', 'Tiancheng Logistics', { ...china, segment: 'services' }), insured: false,
    contacts: [finance('C1009', '马超', { phone: '+8622555501090' })],
    habit: habit({ everyDays: 15, amountMinor: 15_900_00, paysAfterDays: [3, 1, null] }),
  },
  {
    customer: customer('C2001', 'Nordlicht Handels GmbH', 'Nordlicht Handels GmbH', { country: 'DE', timeZone: 'Europe/Berlin', language: 'en', segment: 'export' }), insured: true,
    contacts: [finance('C2001', 'Jana Vogt', { email: 'jana.vogt@nordlicht.example', phone: '+4940555010' }, 'en')],
    habit: habit({ everyDays: 24, amountMinor: 27_450_00, currency: 'EUR', termsDays: 45, paysAfterDays: [2, null, null] }),
  },
  {
    customer: customer('C2002', 'Bayside Supply Inc.', 'Bayside Supply Inc.', { country: 'US', timeZone: 'America/New_York', language: 'en', segment: 'export', salesPersonEmail: SALES.south }), insured: false,
    contacts: [finance('C2002', 'Dana Reyes', { email: 'dana.reyes@bayside.example', phone: '+16175550120' }, 'en')],
    habit: habit({ firstAfterDays: 3, everyDays: 19, amountMinor: 31_200_00, currency: 'USD', paysAfterDays: [null, 18, null, null] }),
  },
  {
    customer: customer('C2003', 'Tanaka Shoji K.K.', 'Tanaka Shoji K.K.', { country: 'JP', timeZone: 'Asia/Tokyo', language: 'en', segment: 'export' }), insured: true,
    contacts: [finance('C2003', 'Yuki Tanaka', { email: 'yuki@tanaka.example', phone: '+81355550130' }, 'en')],
    habit: habit({ everyDays: 28, amountMinor: 1_840_000, currency: 'JPY', termsDays: 30, paysAfterDays: [0, 0, 1] }),
  },
];
