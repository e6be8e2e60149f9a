import type { DisputeReason } from '../../../src/domain/dispute.js';

export const forms = {
  needed: '请填写', amount: '金额', amount_unreadable: '请输入 {{currency}} 金额，如 1200 或 1,200.50', amount_above: '最多 {{max}}', day_before: '不能早于 {{first}}', day_after: '不能晚于 {{last}}', pay_by: '付款日期', payment_run: '付款批次日期', note: '备注（选填）', note_needed: '备注', item: '发票', all_items: '全部发票',
  dispute_amount: '异议金额（空白则为全部未结）', reason: '原因', answer_by: '最迟答复日', record_promise: '登记承诺', record_dispute: '登记异议', write_note: '写备注', note_for_colleagues: '写给同事，客户看不到', place_hold: '暂停联系', hold_reason: '暂停原因', last_quiet: '暂停至（含当日）', place_hold_action: '暂停联系', source: '方式', promised_items: '涉及发票（空白则先到期的优先）',
  source_call: '电话', source_letter: '信函', source_email: '邮件', source_other: '其他',
  try_again_now: '再试',
};

export const disputeReasons: Readonly<Record<DisputeReason, string>> = {
  goods_defective: '质量问题', quantity_differs: '数量不符', price_differs: '价格不符', not_delivered: '未收到货', service_incomplete: '服务未完成', invoice_wrong: '发票有误', invoiced_twice: '重复开票', paid_already: '已付款', other: '其他',
};

/** Values that a refusal names. */
export const problemValues = {
  allocatedMinor: '已付款或已贷记', amountMinor: '您输入的金额', undisputedMinor: '尚可提出异议', openMinor: '未结', collectableMinor: '可催收', promisableMinor: '尚可承诺', balanceMinor: '未结', availableMinor: '可用', payBy: '付款日期', today: '今天', latest: '最晚', latestOn: '最晚', earliest: '最早', nextOn: '再次提出日', answerBy: '答复日', lastQuietOn: '暂停截止', dueOn: '到期日', issuedOn: '开票日', receivedOn: '收款日',
};
