export const goingLive = {
  title: '放行发送', needs: '由经理查看将要发送的内容并放行。', waiting: '目前不会对外发送任何消息。请先查看今后两周将要发送的内容，再放行。', released: '发送自 {{at}} 放行。', test_clock: '测试时钟下不会对外发送；预览显示将会发送的内容。',
  begin_title: '发送之前，先看今后两周', begin_hint: '按现在放行推演每个未结案件，逐日列出将要发送的内容。查看不会发送任何消息。', begin: '预览两周', go_on: '继续预览（{{played}}/{{total}} 个案件）', playing: '{{played}}/{{total}} 个案件', again: '重新预览',
  sum: '向 {{customers}} 发送 {{what}}', to_customers_one: '{{count}} 个客户', to_customers_other: '{{count}} 个客户', as_of: '截至 {{at}}，假设此后无人付款、承诺或提出异议。每条消息发出前都会再次核对：届时已付款或有异议的不会发送。', too_old: '此预览已超过一天，放行前请重新预览。', left_out: '特大案件中有 {{count}} 项（到期最晚）未计入。',
  nothing_open: '还没有未结发票', nothing_open_hint: '请先导入或登记发票，再重新预览。', first: '最先的消息和电话', contacts_one: '{{count}} 条消息和电话', contacts_other: '{{count}} 条消息和电话', days: '逐日', days_hint: '日期和时间按各客户当地。点一行可看到客户。', nothing: '无',
  step: '步骤', channel: '方式', sends: '数量', customers: '客户', items: '项数', amount: '金额', time: '时间', customer: '客户', recipient: '收件人', inside: '内部事项', to_sales: '邮件给本公司销售', our_sales: '本公司销售',
  silent: '无人会收到的，及原因', why: '原因', open: '未结', release: '放行发送', release_hint: '放行后提醒将发给您的客户，最早于 {{at}}。放行不能撤回；单个案件可用“暂停联系”停止。', release_hint_none: '放行后，提醒到期时将发给您的客户。放行不能撤回；单个案件可用“暂停联系”停止。', release_type: '输入消息和电话的总数 {{count}} 以放行',
  wave: '首轮催收', wave_at_once_one: '已有 {{count}} 个客户逾期，放行后立即开始。', wave_at_once_other: '已有 {{count}} 个客户逾期，放行后全部立即开始。', wave_spread_one: '已有 {{count}} 个客户逾期。每天最多开始 {{perDay}} 个，共 {{days}}，最后一批于 {{on}} 开始。', wave_spread_other: '已有 {{count}} 个客户逾期。每天最多开始 {{perDay}} 个，共 {{days}}，最后一批于 {{on}} 开始。', working_days_one: '{{count}} 个工作日', working_days_other: '{{count}} 个工作日',
  wave_order: '填写每天的客户数即可分摊到各工作日：逾期最久的先开始，其次按客户编号。同一客户的所有案件同时开始；轮到之前不向其发送，案件也没有动作。', per_day: '每天开始的客户数', per_day_none: '不限', per_day_preview: '按此数预览', per_day_changed: '您改了每天开始的客户数：放行前请按此数预览。', release_wave: '逾期客户每个工作日最多开始 {{perDay}} 个。',
};

/** Why an open item is heard by nobody within the two weeks. */
export const silences = {
  first_wave: '首轮催收在两周之后才轮到', later: '下一步骤在两周之后', no_recipient: '没有可联系的人', disputed: '有异议', promise_live: '已承诺付款', contact_hold: '暂停联系中', handed_off: '已移交', ladder_done: '流程已走完',
};
