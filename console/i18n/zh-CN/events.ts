/** What happened in a case, by type of event. */
export const events = {
  case_opened: '第一个步骤到期，案件开始催收', case_reopened: '有新的未结金额，案件重新打开', case_closed: '案件结束：{{status}}', contact_reserved: '{{step}}（{{channel}}）→ {{who}}：{{state}}', call_task_opened: '请催收员致电 {{who}}（{{step}}）', call_outcome_recorded: '通话结果：{{outcome}}', sales_told: '已告知销售 {{who}}', contact_sent: '已发送', contact_not_sent: '第 {{attempt}} 次未发出，稍后重试（{{code}}）', contact_refused: '被永久拒收（{{code}}）', contact_unknown: '发送结果不明，稍后核实', contact_tried_again: '第 {{attempt}} 次尝试', contact_resent: '结果不明，已加注后重发一次', contact_left_unknown: '结果仍不明', contact_dropped: '已取消发送：不再需要', contact_delivered: '已送达', contact_bounced: '被退回',
  steps_refused: '未执行：{{refusals}}', invoice_recorded: '登记发票 {{amount}}', invoice_voided: '作废发票 {{amount}}', credit_note_recorded: '贷项通知单 {{amount}}', payment_recorded: '收款 {{amount}}（{{day}}）', payment_reversed: '收款 {{amount}} 被冲销（{{day}}）', due_date_changed: '{{invoices}} 的到期日改为 {{day}}',
  promise_recorded: '承诺在 {{day}} 前付款 {{amount}}', promise_judged: '承诺 {{amount}}（{{day}}）：{{status}}', promise_withdrawn: '撤销承诺 {{amount}}', dispute_raised: '对 {{invoices}} 提出异议 {{amount}}（{{reason}}），{{day}} 前答复', dispute_accepted: '认可异议 {{amount}}（{{invoices}}）', dispute_rejected: '驳回异议 {{amount}}（{{invoices}}），继续催收', dispute_withdrawn: '客户撤回异议 {{amount}}（{{invoices}}）', contact_hold_placed: '暂停联系至 {{day}}（{{invoices}}）', contact_hold_ended: '结束暂停联系', credit_hold_placed: '暂停发货：可催收 {{amount}}', credit_hold_released: '恢复发货', manager_review_opened: '提请经理复核 {{invoices}}', manager_review_decided: '经理已复核', handoff_requested: '申请移交：{{route}}（{{invoices}}）', handoff_approved: '批准移交', handoff_refused: '不批准移交，最早 {{day}} 再提', task_completed: '任务完成：{{kind}}', story_stuck: '流程卡住，已请人处理', story_woken: '人工再试',
};

/** Why a step was not taken. */
export const refusalCodes = {
  no_recipient: '没有可联系的人', opted_out: '对方已退订', refused_for_good: '被永久拒收或未送达', recorded_late: '登记较晚', before_recording: '早于登记日', after_due_date: '顺延后已过到期日', softer_than_heard: '已发过更强的', settled: '已结清', handed_off: '已移交', contact_hold: '暂停联系', promise_live: '承诺未到期', disputed: '异议中', gave_up: '多次未成', glyphs_missing: '信函缺字',
};
