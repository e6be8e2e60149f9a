export const tasks = {
  title: '任务', now: '立即', today: '今天', later: '以后', no_date: '无期限', owner: '负责', mine: '我的职责', everyone: '所有人', kind: '种类', any_kind: '全部种类', why: '事由', customer: '客户', collectable: '可催收', oldest: '最久逾期', next: '案件下一步', due: '截止',
  days_one: '{{count}} 天', days_other: '{{count}} 天', empty: '没有待办任务', empty_hint: '催收步骤到期、客户答复或申请待审时，任务会自动出现在这里；推进时钟或查看所有人的任务。', empty_hint_real: '催收步骤到期、客户答复或申请待审时，任务会自动出现在这里。', begin: '刚开始使用？请依次：', choose_hint: '用 j、k 上下移动，数字键选择结果。',
  since: '自 {{at}}', due_at: '截止 {{at}}', no_due: '没有期限', if_nobody: '若无人处理：{{what}}，{{when}}', nothing_follows: '案件没有下一步骤', money: '逾期 {{overdue}} · 可催收 {{collectable}} · {{items}} 项 · 最久 {{days}} 天', last_said: '上次联系：{{what}}', never_said: '尚未联系过', say: '说什么', copy_wechat: '复制到微信', open_case: '打开案件', back: '返回列表',
  outcome: '通话结果', outcome_promised: '承诺付款', outcome_disputed: '提出异议', outcome_says_paid: '说已付款', outcome_waits_for_papers: '等单据', outcome_in_payment_run: '已排款', outcome_no_answer: '无人接听', outcome_call_back: '稍后再打', outcome_wrong_number: '号码错误', outcome_other: '其他', save: '保存结果',
  effect_promised: '登记付款承诺，到期前不再催收这部分。', effect_disputed: '登记异议，只暂停异议金额。', effect_says_paid: '案件最多暂停三个工作日，请财务查找这笔款。', effect_waits_for_papers: '案件最多暂停三个工作日，请销售补单据。', effect_in_payment_run: '付款批次日期按承诺处理。', effect_none: '不暂停，催收步骤照常继续。',
  said: '客户最近说', quoted: '“{{words}}”', insurer: '保险', insured: '已投保',
  done: '完成', noted: '知道了', object: '反对催收', object_hint: '反对后，催收员会收到请求，决定是否暂停联系。', why_object: '反对的理由', decide: '决定', go_on: '复核完毕，继续', go_on_hint: '复核后案件按流程继续；如需暂停，请先在案件中暂停联系。', approve_handoff: '批准移交', refuse_handoff: '不移交', counterparty: '接收方名称', counterparty_email: '接收方邮箱', refuse_until: '最早再次提出日', route: '去向', acknowledge: '对方已确认接收', recalled: '撤回移交',
  steps_unheard: '没有人能收到的步骤', add_contact: '添加联系人', contact_name: '姓名', contact_role: '职务', contact_email: '邮箱', contact_phone: '手机（如 +8613800138000）', contact_added: '已添加，下一步骤会联系此人。', in_application: '打开申请', not_yours: '需要其他职责（{{roles}}）才能处理。',
  stuck_hint: '连续二十次执行无效，流程已暂停。请先排除原因，再让它重新处理。',
};

export const taskKinds = {
  call: '打电话', sales_heads_up: '告知销售', nobody_to_contact: '没有联系人', contact_outcome_unknown: '发送结果不明', story_stuck: '案件卡住', manager_review: '经理复核', handoff_approval: '审批移交', find_payment: '查找付款', send_papers: '补单据', objection: '销售反对', acknowledge_handoff: '催对方确认', approval: '审批申请', nobody_to_approve: '无人可审批', application_information: '补充申请资料',
};

/** In a sentence: what is to be done. */
export const taskTitles = {
  call: '致电 {{customer}}', sales_heads_up: '{{customer}} 已逾期', nobody_to_contact: '{{customer}} 没有可联系的人', contact_outcome_unknown: '核实发给 {{customer}} 的消息', story_stuck: '{{customer}} 的流程卡住了', manager_review: '复核 {{customer}}', handoff_approval: '决定是否移交 {{customer}}', find_payment: '{{customer}} 说已付款：请查找', send_papers: '给 {{customer}} 补单据', objection: '销售反对催收 {{customer}}', acknowledge_handoff: '请对方确认接收 {{customer}} 的移交', approval: '审批 {{customer}} 的授信申请', nobody_to_approve: '{{customer}} 的申请没有审批人', application_information: '补充 {{customer}} 的申请资料',
};

export const contactRoles = { accounts_payable: '应付', finance: '财务', finance_manager: '财务负责人', management: '管理层', owner: '老板', purchasing: '采购', sales: '销售', logistics: '物流', legal: '法务' };

export const handoffRoutes = { insurance_claim: '保险理赔', legal: '法律途径' };
