import type { Row } from '../../db/schema.js';
import type { Language } from '../../domain/display.js';
import { formatMoney } from '../../domain/display.js';

type Words = Readonly<Record<Language, string>>;

const DELIVERY: Readonly<Record<string, Words>> = {
  sent: { 'zh-CN': '已被接收', en: 'accepted' }, sending: { 'zh-CN': '发送中', en: 'being sent' }, unknown: { 'zh-CN': '未能确认', en: 'could not be confirmed' },
  refused: { 'zh-CN': '被拒收', en: 'refused' }, not_sent: { 'zh-CN': '未发出', en: 'not sent' }, dropped: { 'zh-CN': '已取消', en: 'dropped' },
  delivered: { 'zh-CN': '已送达', en: 'delivered' }, undelivered: { 'zh-CN': '未送达', en: 'not delivered' }, failed: { 'zh-CN': '失败', en: 'failed' },
};

/** A delivery state as the pack says it; a state without words is shown as it is. */
export function deliveryWords(state: string, language: Language): string {
  return DELIVERY[state]?.[language] ?? state;
}

const HAPPENINGS: Readonly<Record<string, Words>> = {
  payment_recorded: { 'zh-CN': '收到付款', en: 'payment received' }, payment_allocated: { 'zh-CN': '收款核销', en: 'payment allocated' }, payment_reversed: { 'zh-CN': '付款冲销', en: 'payment reversed' },
  promise_recorded: { 'zh-CN': '承诺付款', en: 'promise to pay' }, promise_judged: { 'zh-CN': '承诺结果', en: 'promise judged' },
  dispute_raised: { 'zh-CN': '提出异议', en: 'dispute raised' }, dispute_answered: { 'zh-CN': '异议答复', en: 'dispute answered' },
  contact_hold_placed: { 'zh-CN': '暂停联系', en: 'contact hold placed' }, credit_hold_placed: { 'zh-CN': '暂停发货', en: 'orders held' },
  credit_hold_released: { 'zh-CN': '恢复发货', en: 'orders released' }, manager_review_opened: { 'zh-CN': '经理复核', en: 'manager review' },
  call_outcome_recorded: { 'zh-CN': '电话结果', en: 'call outcome' }, handoff_requested: { 'zh-CN': '申请移交', en: 'handoff requested' },
};

/** One entry of the case's record in words; `undefined` for what has its own list in the pack. */
export function happeningWords(event: Row<'events'>, language: Language): string | undefined {
  const words = HAPPENINGS[event.type]?.[language];
  if (words === undefined) return undefined;
  const data = typeof event.data === 'object' && event.data !== null && !Array.isArray(event.data) ? event.data as Readonly<Record<string, unknown>> : {};
  const minor = data['amountMinor'] ?? data['promisedMinor'];
  const currency = data['currency'];
  const amount = typeof minor === 'number' && typeof currency === 'string' ? ` ${formatMoney({ minor, currency }, language)}` : '';
  const status = typeof data['status'] === 'string' ? ` (${data['status']})` : '';
  return `${words}${amount}${status}`;
}
