import type { TermsFrom } from '../domain/payment-terms.js';
import type { Currency } from '../domain/money.js';
import type { PreferredChannel } from '../domain/preferred-channel.js';
import type { Language, PaymentMethod } from './row-types.js';

/** Words that exports use for a closed set, in lower case; the value itself is always understood. */
type Words<T extends string> = Readonly<Record<T, readonly string[]>>;

export const languageWords: Words<Language> = {
  'zh-CN': ['zh', 'zh_cn', 'zh-hans', 'cn', 'chinese', '中文', '简体中文', '汉语'],
  en: ['en-us', 'en-gb', 'english', '英文', '英语'],
};

export const channelWords: Words<PreferredChannel> = {
  email: ['e-mail', 'mail', '邮件', '电子邮件', '邮箱'],
  sms: ['text', '短信'],
  voice: ['phone', 'call', '电话', '语音'],
  letter: ['post', '信函', '邮寄', '挂号信'],
};

export const paymentMethodWords: Words<PaymentMethod> = {
  transfer: ['bank transfer', 'wire', 't/t', 'tt', '转账', '银行转账', '电汇', '汇款', '银行存款', '网银'],
  acceptance_bill: ['acceptance bill', 'bill', 'draft', '承兑', '承兑汇票', '银行承兑汇票', '商业承兑汇票', '票据'],
  cheque: ['check', '支票'],
  set_off: ['set-off', 'offset', 'netting', '抵销', '抵消', '冲抵', '对冲'],
  cash: ['现金'],
  card: ['credit card', '刷卡', '信用卡'],
  other: ['其他', '其它'],
};

export const termsFromWords: Words<TermsFrom> = {
  invoice_date: ['invoice', 'invoice date', 'net', '开票日', '发票日', '发票日期', '票到'],
  end_of_month: ['eom', 'end of month', 'month end', '月结', '月末', '月底'],
};

export const currencyWords: Readonly<Partial<Record<Currency, readonly string[]>>> = {
  CNY: ['rmb', 'cnh', '人民币', '元', '¥', '人民币元'],
  USD: ['us$', '美元', '美金'],
  EUR: ['€', '欧元'],
  GBP: ['£', '英镑'],
  HKD: ['hk$', '港币', '港元'],
  JPY: ['日元', '日圆'],
};

/** Names of the countries and regions that exports write out most; codes of two letters are always understood. */
export const countryWords: Readonly<Record<string, readonly string[]>> = {
  CN: ['china', 'prc', '中国', '中国大陆', '中国内地', '中华人民共和国'], HK: ['hong kong', '香港', '中国香港'], MO: ['macao', 'macau', '澳门', '中国澳门'],
  TW: ['taiwan', '台湾', '中国台湾'], US: ['usa', 'united states', '美国'], GB: ['uk', 'united kingdom', '英国'], DE: ['germany', 'deutschland', '德国'],
  FR: ['france', '法国'], IT: ['italy', '意大利'], ES: ['spain', '西班牙'], NL: ['netherlands', '荷兰'], JP: ['japan', '日本'], KR: ['south korea', 'korea', '韩国'],
  SG: ['singapore', '新加坡'], MY: ['malaysia', '马来西亚'], TH: ['thailand', '泰国'], VN: ['vietnam', '越南'], IN: ['india', '印度'], AU: ['australia', '澳大利亚'],
  CA: ['canada', '加拿大'], AE: ['united arab emirates', 'uae', '阿联酋'], RU: ['russia', '俄罗斯'], BR: ['brazil', '巴西'], KW: ['kuwait', '科威特'],
};

/** Roles that are written in words; any other identifier is taken as it is. */
export const roleWords: Readonly<Record<string, readonly string[]>> = {
  accounts_payable: ['ap', 'accounts payable', 'finance', '财务', '应付', '应付会计', '会计', '出纳'],
  finance_manager: ['finance manager', 'cfo', '财务经理', '财务总监', '财务负责人'],
  purchasing: ['buyer', 'procurement', '采购', '采购员', '采购经理'],
  management: ['manager', 'owner', 'ceo', '负责人', '总经理', '法定代表人', '法人'],
  legal: ['法务', '律师'],
};

/** The member of the set that the words mean; `undefined` when none. */
export function choose<T extends string>(text: string, words: Readonly<Partial<Record<T, readonly string[]>>>): T | undefined {
  const wanted = text.normalize('NFKC').trim().toLowerCase();
  const members = Object.entries(words) as [T, readonly string[]][];
  return members.find(([member, synonyms]) => member.toLowerCase() === wanted || synonyms.includes(wanted))?.[0];
}
