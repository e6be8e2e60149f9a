export const roles = { administrator: '管理员', credit_analyst: '信用分析', collector: '催收', manager: '经理', sales: '销售', finance: '财务', legal: '法务' };

/** Steps of the shipped ladder and acts of the stories, by key. */
export const steps = {
  reminder_before_due: '到期前提醒', tell_sales: '告知销售', call: '电话提醒', reminder: '逾期提醒', reminder_call: '电话提醒', order_hold: '暂停发货', written_notice: '书面催款函', manager_review: '经理复核', handoff: '移交',
  contact_customer: '联系客户', open_manager_review: '提请经理复核', request_handoff: '申请移交', judge_promise: '判定付款承诺', place_credit_hold: '暂停发货', release_credit_hold: '恢复发货', record_refusal: '记录未联系的原因', settle_contact: '核实未明的发送', retry_contact: '重发', close_case: '结案', broken_promise: '承诺未兑现后的电话',
};

/** Which rule chose an item's ladder. */
export const ladderRules = { default: '默认' };

/** Why a story waits. */
export const waits = {
  step: '下一步骤', contact_outcome: '核实发送结果', promise: '等待付款承诺到期', contact_hold: '暂停联系到期', sends_not_released: '等待放行发送', first_wave: '首轮催收，每天 {{perDay}} 个客户', failed_act: '稍后重试', paused: '全部暂停（承诺或异议）', ladder_done: '流程已走完，等待回款或人工处理', handed_off: '已移交', closed: '已结案', stuck: '卡住，已请人处理',
  approval: '等待审批', acknowledgement: '等待接收确认', recovery: '等待回收', delivery_failed: '送达失败', credit_application: '授信申请', collection_case: '催收案件', handoff: '移交', jobs: '定时任务',
};
