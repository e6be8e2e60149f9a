import { dayOfWeek, type PlainDate } from './dates.js';
import { isCurrency, minorDigits } from './money.js';

/** The languages that people are written to in. */
export type Language = 'zh-CN' | 'en';

/** As much of money as showing it needs: whole minor units and an ISO 4217 code. */
export interface ShownMoney {
  readonly minor: number;
  readonly currency: string;
}

const CHINESE_NAMES: Readonly<Record<string, string>> = {
  CNY: '人民币', USD: '美元', EUR: '欧元', JPY: '日元', GBP: '英镑', HKD: '港元', SGD: '新加坡元', AUD: '澳元', KRW: '韩元',
};

const WEEKDAYS = {
  'zh-CN': ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const satisfies Record<Language, readonly string[]>;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `1,234.50`, with as many decimals as the currency has; no currency. */
export function formatAmount({ minor, currency }: ShownMoney): string {
  const decimals = isCurrency(currency) ? minorDigits(currency) : 2;
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = minor < 0 ? '-' : '';
  return decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-decimals)}`;
}

/** `CNY 1,234.50`; in Chinese `人民币 1,234.50 元`, `美元 1,234.50`. Never a bare ¥, which is two currencies. */
export function formatMoney(money: ShownMoney, language: Language): string {
  const amount = formatAmount(money);
  if (language === 'en') return `${money.currency} ${amount}`;
  const name = CHINESE_NAMES[money.currency] ?? money.currency;
  return money.currency === 'CNY' ? `${name} ${amount} 元` : `${name} ${amount}`;
}

/** `Tue 24 Nov 2026`; in Chinese `2026-11-24 周二`. */
export function formatDate(date: PlainDate, language: Language): string {
  const weekday = WEEKDAYS[language][dayOfWeek(date) - 1] ?? '';
  if (language === 'zh-CN') return `${date} ${weekday}`;
  return `${weekday} ${formatLetterDate(date, 'en')}`;
}

/** As a letter is dated: `24 Nov 2026`, `2026年11月24日`. */
export function formatLetterDate(date: PlainDate, language: Language): string {
  const [year = '', month = '', day = ''] = date.split('-');
  if (language === 'zh-CN') return `${year}年${Number(month)}月${Number(day)}日`;
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
}
