export const cases = {
  title: '案件', customer: '客户', currency: '币种', overdue: '逾期', collectable: '可催收', disputed: '异议', promised: '已承诺', oldest: '最久逾期', status: '状态', next: '下一步', any_status: '全部状态', overdue_only: '只看逾期', search: '客户、编号或发票', export: '导出 CSV', order_hold: '暂停发货',
  empty: '还没有案件', empty_hint: '导入或登记发票后，每个客户、币种会自动成为一个案件。', none_match: '没有符合条件的案件', none_match_hint: '请清除查找内容或筛选条件。',
};

export const caseStatuses = { watching: '观察中', open: '催收中', paid: '已付清', written_off: '已核销', recovered_by_handoff: '移交回收' };

export const kase = {
  overdue_amount: '逾期 {{amount}}', nothing_overdue: '没有逾期', why: '为何在此', next: '下一步', why_overdue_one: '{{invoice}} 已逾期 {{count}} 天；流程 {{ladder}}，规则“{{rule}}”', why_overdue_other: '{{invoice}} 已逾期 {{count}} 天；流程 {{ladder}}，规则“{{rule}}”', why_watching: '{{invoice}} 将于 {{day}} 到期；流程 {{ladder}}', why_settled: '没有未结发票', settled_next: '没有下一步骤：收到新发票时案件自动重新打开',
  next_contact: '{{what}}（{{channel}}）→ {{who}}', unless: '若此前付款、承诺或异议则取消', rule_day: '规则日 T{{offset}} 为 {{day}}', only_change: '有变化时才继续', act: '可以做的事', stuck: '流程自 {{at}} 卡住，已请管理员处理', hold_on: '暂停发货中', status_since: '状态',
  ladder: '催收流程', ladder_table: '以表格查看', ladder_more: '显示全部 {{count}} 组', ladder_hint: '实心为已完成，空心为将来的实际日期；点一下看原因。', today: '今天 {{day}}', group_items: '{{count}} 张发票，{{amount}}', due: '到期 {{day}}', days_late_one: '逾期 {{count}} 天', days_late_other: '逾期 {{count}} 天', earlier: '更早 {{count}} 步', nothing_open: '没有未结发票，流程为空；收到新发票后会显示。', mark_done: '{{step}}：{{day}} 完成', mark_ahead: '{{step}}：将于 {{day}}', mark_passed: '{{step}}：{{day}} 跳过（{{reason}}）', mark_failed: '{{step}}：{{day}} 未能送达（{{reason}}）', mark_elsewhere: '{{step}}：{{day}} 已在别处完成', moved: '规则日 T{{offset}} 是 {{day}}，因休息日、联系间隔或暂停而移动', on_rule_day: '按规则日 T{{offset}}', paused_disputed: '异议中，最迟 {{day}} 答复', paused_promise_live: '已承诺，{{day}} 付款', paused_contact_hold: '暂停联系至 {{day}}', paused_handed_off: '已移交', paused_settled: '已结清', col_invoice: '发票', col_step: '步骤', col_day: '日期', col_state: '状态', col_rule: '规则日', state_done: '已完成', state_ahead: '将来', state_passed: '已跳过', state_failed: '未送达', state_elsewhere: '别处完成',
  timeline: '经过', all: '全部', contacts: '联系', money: '款项', people: '人员', refused: '未发与跳过', timeline_empty: '还没有记录', timeline_empty_hint: '步骤到期、收款、承诺或异议都会记在这里。', by: '{{name}}', by_page: '客户页面', by_api: '接口', read: '查看', letter: '下载信函 {{number}}', more_events: '显示更早的记录',
  and_more: '{{shown}} 等另 {{count}} 张', paid_for: '，用于 {{invoices}}', said: '客户最近说的', said_nothing: '客户还没有答复', people_title: '联系人', promises: '付款承诺', disputes: '异议', holds: '暂停联系', handoffs: '移交', items: '发票与凭据', no_people: '没有联系人：下一步骤将无人可收', withdraw: '撤销承诺', accept: '认可', reject: '驳回', withdrawn: '客户撤回', end_hold: '立即结束', promise_line: '{{amount}}，{{day}} 付', dispute_line: '{{amount}} · {{reason}}，最迟 {{day}} 答复', hold_line: '至 {{day}}：{{reason}}', of_all: '全部发票', pack: '下载证据包', notice_on: '催款函 {{day}}', covered: '已投保', col_due: '到期', col_open: '未结', col_proof: '凭据', issued: '开票 {{day}}', outcome: '对方', recorded: '已登记', sure_withdraw: '输入金额 {{amount}} 以撤销', type_amount: '承诺金额',
  correct: '更正…', correct_what: '{{invoice}} 哪里需要更正？', change_due: '更改到期日', new_due: '新的到期日', due_reason: '与谁约定、约定了什么', due_changed: '{{invoice}} 的到期日已改为 {{day}}', void: '作废发票', void_hint: '整张发票开错了：不再欠任何金额，后续步骤停止。作废后不能恢复。', void_reason: '错在哪里', void_type: '输入 {{invoice}} 以作废', voided: '{{invoice}} 已作废',
  contact_title: '消息', to: '收件人', state: '状态', sent_at: '时间', not_in_case: '没有这个案件', contact_text: '正文', contact_state_sent: '已发送', contact_state_sending: '发送中', contact_state_refused: '被拒收', contact_state_not_sent: '未发出', contact_state_unknown: '结果不明', contact_state_dropped: '已取消', delivered: '已送达 {{at}}', late: '结果晚到',
};

export const promiseStatuses = { pending: '等待中', kept: '已兑现', partly_kept: '部分兑现', broken: '未兑现', withdrawn: '已撤销' };
export const disputeStatuses = { open: '待答复', accepted: '已认可', rejected: '已驳回', withdrawn: '已撤回' };
export const handoffStates = { requested: '待批准', refused: '未批准', approved: '已批准', sent: '已发出', acknowledged: '已确认', recovered: '已回收', recalled: '已撤回' };
export const channels = { email: '邮件', sms: '短信', task: '电话', voice: '语音', letter: '信函' };
export const shortActions = { reminder: '提醒', tell_sales: '销售', reminder_call: '电话', order_hold: '停发货', written_notice: '催款函', manager_review: '复核', handoff: '移交' };
