import type { RefusalCode } from './refusals.js';

/** What a refusal is over HTTP: its status, and its title for people. */
interface ProblemKind {
  readonly status: number;
  readonly en: string;
  readonly 'zh-CN': string;
}

const kind = (status: number, en: string, chinese: string): ProblemKind => ({ status, en, 'zh-CN': chinese });

/** One table from code to HTTP: a code without an entry does not compile. Causes and cures: docs/ERRORS.md. */
export const problemOf: Readonly<Record<RefusalCode, ProblemKind>> = {
  request_invalid: kind(400, 'The request is not as it should be', '请求格式不正确'),
  not_found: kind(404, 'There is no such thing', '未找到'),
  route_unknown: kind(404, 'There is no such address', '地址不存在'),
  not_signed_in: kind(401, 'Sign in, or send an API key', '请登录或提供 API 密钥'),
  session_header_missing: kind(403, 'A request with a session needs the header X-Dunlin-Request', '会话请求需带 X-Dunlin-Request 头'),
  sign_in_failed: kind(401, 'The e-mail address or the password is wrong', '邮箱或密码不正确'),
  link_invalid: kind(410, 'The link is used up, expired or not ours', '链接已使用、已过期或无效'),
  too_many_requests: kind(429, 'Too many requests; wait a moment', '请求过多，请稍后再试'),
  body_too_large: kind(413, 'The request is too large', '请求内容过大'),
  idempotency_key_missing: kind(400, 'A POST needs the header Idempotency-Key', 'POST 请求需带 Idempotency-Key 头'),
  idempotency_key_reused: kind(422, 'The Idempotency-Key belongs to another request', '该 Idempotency-Key 已用于其他请求'),
  idempotency_key_in_use: kind(409, 'The first request with this Idempotency-Key is still running', '使用该 Idempotency-Key 的请求仍在处理'),
  database_away: kind(503, 'The database is away; nothing was changed', '数据库暂不可用，未做任何更改'),
  defect: kind(500, 'Something is wrong with Dunlin; it was logged', '系统内部错误，已记录'),
  clock_advancing: kind(409, 'The test clock is being moved; try again in a moment', '测试时钟正在推进，请稍后再试'),
  not_permitted: kind(403, 'Your roles do not permit this', '您的角色无权执行此操作'),
  no_longer_valid: kind(401, 'This person is disabled or this key is revoked', '该人员已停用或密钥已吊销'),
  customer_unknown: kind(404, 'There is no such customer', '没有此客户'),
  selling_entity_code_taken: kind(409, 'Another selling entity has this code', '该代码已被其他销售主体使用'),
  selling_entity_unknown: kind(422, 'There is no such selling entity', '没有此销售主体'),
  selling_entity_needed: kind(422, 'State the selling entity', '请指明销售主体'),
  case_unknown: kind(404, 'There is no such case', '没有此案件'),
  case_closed: kind(409, 'The collection case is closed', '催收案件已关闭'),
  open_item_unknown: kind(404, 'There is no such open item', '没有此未结项'),
  open_item_settled: kind(409, 'Nothing of the item is open', '该项已结清'),
  open_item_of_another_case: kind(422, 'The open item belongs to another case', '该未结项属于其他案件'),
  dispute_unknown: kind(404, 'There is no such dispute', '没有此异议'),
  dispute_already_answered: kind(409, 'The dispute has been answered', '该异议已答复'),
  dispute_exceeds_balance: kind(422, 'More is disputed than is open', '异议金额超过未结金额'),
  answer_date_past: kind(422, 'The answer date has passed', '答复日期已过'),
  promise_unknown: kind(404, 'There is no such promise', '没有此付款承诺'),
  promise_not_pending: kind(409, 'The promise is no longer live', '该承诺已不再有效'),
  promise_exceeds_balance: kind(422, 'The promise is more than what is open', '承诺金额超过未结金额'),
  promise_date_past: kind(422, 'The promised day has passed', '承诺日期已过'),
  promise_date_too_far: kind(422, 'The promised day is too far away', '承诺日期过远'),
  contact_hold_unknown: kind(404, 'There is no such contact hold', '没有此暂停联系'),
  contact_hold_already_ended: kind(409, 'The contact hold has ended', '该暂停联系已结束'),
  hold_end_past: kind(422, 'The last quiet day has passed', '暂停截止日已过'),
  hold_end_too_far: kind(422, 'A contact hold ends within a year', '暂停联系须在一年内结束'),
  person_unknown: kind(422, 'There is no such person', '没有此人员'),
  contact_person_unknown: kind(404, 'There is no such contact person', '没有此联系人'),
  contact_person_already_removed: kind(409, 'The contact person was removed', '该联系人已移除'),
  opt_out_of_another: kind(403, 'Only for oneself', '只能为本人操作'),
  invoice_unknown: kind(404, 'There is no such invoice', '没有此发票'),
  invoice_already_voided: kind(409, 'The invoice was voided', '该发票已作废'),
  invoice_has_allocations: kind(409, 'Money is allocated to the invoice', '该发票已有核销'),
  invoice_ambiguous: kind(422, 'Several selling entities have an invoice of this number', '多个销售主体有此号码的发票'),
  invoice_differs: kind(409, 'The invoice is recorded with other values', '该发票已登记但内容不同'),
  invoice_voided: kind(409, 'The invoice was voided', '该发票已作废'),
  invoice_too_large: kind(422, 'The invoice is too large to count', '发票金额过大'),
  invoice_of_other_customer: kind(422, 'The invoice belongs to another customer', '该发票属于其他客户'),
  instalments_differ: kind(422, 'The instalments differ in what they must share', '各期数据不一致'),
  issued_in_future: kind(422, 'The invoice date lies in the future', '开票日期在未来'),
  notice_in_future: kind(422, 'The notice date lies in the future', '催款函日期在未来'),
  due_date_needed: kind(422, 'Give a due date or terms', '请提供到期日或账期'),
  due_date_unchanged: kind(409, 'The due date is that day already', '到期日未变'),
  due_before_issued: kind(422, 'The due date lies before the invoice date', '到期日早于开票日'),
  ladder_rule_unknown: kind(422, 'There is no such ladder rule', '没有此催收规则'),
  ladder_step_unknown: kind(422, 'The ladder has no such step', '催收流程没有此步骤'),
  credit_note_differs: kind(409, 'The credit note is recorded with other values', '该贷项通知单已登记但内容不同'),
  credit_exceeds_invoice: kind(422, 'The credit notes exceed the invoice', '贷项金额超过发票'),
  currency_of_invoice_differs: kind(422, 'The invoice is in another currency', '与发票币种不同'),
  payment_differs: kind(409, 'The payment is recorded with other values', '该收款已登记但内容不同'),
  payment_unknown: kind(404, 'There is no such payment', '没有此收款'),
  payment_already_reversed: kind(409, 'The payment was reversed already', '该收款已冲销'),
  reversal_differs: kind(422, 'A reversal takes back the whole payment', '冲销须退回整笔收款'),
  reversal_before_payment: kind(422, 'The reversal lies before the payment', '冲销日期早于收款'),
  received_in_future: kind(422, 'The payment lies in the future', '收款日期在未来'),
  reference_taken: kind(409, 'The reference belongs to another payment', '参考号已被使用'),
  designated_invoice_not_open: kind(422, 'A designated invoice is not open', '指定的发票没有未结金额'),
  invoice_designated_twice: kind(422, 'An invoice is designated twice', '同一发票被指定两次'),
  designated_amount_exceeds_balance: kind(422, 'More is designated than is open', '指定金额超过未结金额'),
  designations_exceed_amount: kind(422, 'The designations exceed the payment', '指定金额合计超过收款'),
  open_amount_above_recorded: kind(422, 'More is open in the file than here', '文件中的未结金额大于系统'),
  amount_not_positive: kind(422, 'The amount must be more than zero', '金额必须大于零'),
  duplicate_in_file: kind(422, 'The same record stands twice', '记录重复'),
  credit_code_wrong_check_character: kind(422, 'The check character of the credit code is wrong', '统一社会信用代码校验码错误'),
  contact_person_not_reachable: kind(422, 'Give an e-mail address or a phone number', '请提供邮箱或电话'),
  clock_is_real: kind(409, 'This installation runs on the real clock', '本系统使用真实时钟'),
  clock_goes_forward_only: kind(422, 'The clock goes forward only', '时钟只能向前'),
  advance_too_far: kind(422, 'That is too far for one advance', '单次推进过远'),
  nothing_due: kind(409, 'Nothing is due', '没有待办事项'),
  task_unknown: kind(404, 'There is no such task', '没有此任务'),
  task_not_open: kind(409, 'The task is closed', '任务已关闭'),
  task_of_another_kind: kind(422, 'This task ends by another action', '该任务需通过其他操作完成'),
  sends_already_released: kind(409, 'Sending was released already', '发送已放行'),
  email_taken: kind(409, 'Another person has this e-mail address', '该邮箱已被使用'),
  own_roles: kind(403, 'Nobody gives roles to themselves', '不能为自己授予角色'),
  own_account: kind(403, 'Nobody disables their own account', '不能停用自己的账户'),
  person_not_found: kind(404, 'There is no such person', '没有此人员'),
  api_key_unknown: kind(404, 'There is no such key', '没有此密钥'),
  administrator_exists: kind(409, 'There is an administrator already', '已存在管理员'),
  last_administrator: kind(409, 'Somebody must remain administrator', '必须保留一名管理员'),
  policy_invalid: kind(422, 'The policy does not hold', '策略不成立'),
  rows_refused: kind(422, 'Rows were refused; nothing was imported', '有行被拒绝，未导入任何数据'),
  file_has_no_rows: kind(422, 'The file has no rows', '文件没有数据行'),
  file_empty: kind(422, 'The file is empty', '文件为空'),
  file_too_large: kind(413, 'The file is too large', '文件过大'),
  file_is_a_workbook: kind(415, 'This is a workbook; save it as CSV', '这是工作簿，请另存为 CSV'),
  too_many_rows: kind(422, 'The file has too many rows', '文件行数过多'),
  too_many_columns: kind(422, 'The file has too many columns', '文件列数过多'),
  row_too_long: kind(422, 'A row is too long', '有一行过长'),
  quotes_broken: kind(422, 'A quotation mark is not closed', '引号未闭合'),
  heading_row_missing: kind(422, 'There is no row of headings', '缺少表头'),
  encoding_wrong: kind(422, 'The file is in another encoding', '文件编码不符'),
  encoding_unclear: kind(422, 'The encoding of the file is unclear', '无法判断文件编码'),
  field_unknown: kind(422, 'There is no such field', '没有此字段'),
  field_assigned_twice: kind(422, 'A field is assigned twice', '字段被重复指定'),
  column_unknown: kind(422, 'The file has no such column', '文件没有此列'),
  column_ambiguous: kind(422, 'Several columns could be meant', '有多列可匹配'),
  column_used_twice: kind(422, 'A column is used twice', '同一列被使用两次'),
  required_fields_missing: kind(422, 'Columns that are needed were not found', '缺少必需的列'),
  assignment_not_understood: kind(422, 'Write an assignment as field=column', '请按 字段=列 的形式填写'),
};

export type Language = 'zh-CN' | 'en';

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: RefusalCode;
  readonly [data: string]: unknown;
}

/** A refusal as problem+json: its code, its title in the reader's language, and its data. */
export function problemFor(refusal: { readonly kind: 'rejected'; readonly code: RefusalCode }, language: Language): Problem {
  const { kind: _, code, ...data } = refusal;
  const found = problemOf[code];
  return { type: `urn:dunlin:problem:${code}`, title: found[language], status: found.status, code, ...data };
}

/** Seconds after which the same request may be sent again; for refusals that pass by themselves. */
export function retryAfterSeconds(code: RefusalCode): number | undefined {
  if (code === 'clock_advancing' || code === 'idempotency_key_in_use') return 2;
  return code === 'database_away' ? 5 : undefined;
}
