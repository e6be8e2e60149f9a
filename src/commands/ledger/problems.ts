import type { ErrorDetails, IntakeErrorCode } from '../../intake/errors.js';

/** What the ledger refuses a row for; what the cell alone shows is the intake's. */
export type LedgerProblemCode =
  | 'customer_unknown' | 'selling_entity_unknown' | 'selling_entity_needed' | 'invoice_unknown' | 'invoice_ambiguous' | 'person_unknown'
  | 'ladder_rule_unknown' | 'ladder_step_unknown'
  | 'invoice_differs' | 'instalments_differ' | 'invoice_voided' | 'invoice_too_large' | 'issued_in_future' | 'notice_in_future' | 'due_date_needed'
  | 'credit_note_differs' | 'credit_exceeds_invoice' | 'currency_of_invoice_differs'
  | 'payment_differs' | 'payment_unknown' | 'payment_already_reversed' | 'reversal_differs' | 'reversal_before_payment' | 'received_in_future'
  | 'reference_taken' | 'designated_invoice_not_open' | 'invoice_designated_twice' | 'designated_amount_exceeds_balance'
  | 'invoice_of_other_customer' | 'open_amount_above_recorded';

/** Codes of the intake that only the database can find out, or that a single record was not checked for before. */
type SharedCode = Extract<IntakeErrorCode, 'duplicate_in_file' | 'due_before_issued' | 'designations_exceed_amount' | 'amount_not_positive' | 'credit_code_wrong_check_character'>;

export interface RowProblem {
  /** As a spreadsheet numbers it; 1 for a single record. */
  readonly row: number;
  readonly field?: string;
  readonly value: string;
  readonly code: LedgerProblemCode | SharedCode;
  readonly details: ErrorDetails;
}

export interface RowsRefused {
  readonly kind: 'rejected';
  readonly code: 'rows_refused';
  readonly problems: readonly RowProblem[];
}

export function refuseRows(problems: readonly RowProblem[]): RowsRefused {
  return { kind: 'rejected', code: 'rows_refused', problems };
}

interface Cure {
  readonly en: string;
  readonly 'zh-CN': string;
}

const cures: Readonly<Record<LedgerProblemCode, Cure>> = {
  customer_unknown: { en: 'No customer has the number {number}; import the customers first, or correct it.', 'zh-CN': '没有编号为 {number} 的客户；请先导入客户，或更正编号。' },
  selling_entity_unknown: { en: 'No selling entity has the code {code}; known: {known}.', 'zh-CN': '没有代码为 {code} 的销售主体；现有：{known}。' },
  selling_entity_needed: { en: 'State the selling entity: {known}.', 'zh-CN': '请指明销售主体：{known}。' },
  invoice_unknown: { en: 'No invoice has the number {number}; import the invoices first, or correct it.', 'zh-CN': '没有号码为 {number} 的发票；请先导入发票，或更正号码。' },
  invoice_ambiguous: { en: 'Several selling entities have an invoice {number}; record this one by hand at its invoice.', 'zh-CN': '多个销售主体都有发票 {number}；请在该发票处手工登记。' },
  person_unknown: { en: 'Nobody here has the e-mail address {email}; invite the person first, or leave the cell empty.', 'zh-CN': '系统中没有邮箱为 {email} 的人员；请先邀请此人，或将单元格留空。' },
  ladder_rule_unknown: { en: 'There is no ladder rule {rule}; use default or leave the cell empty.', 'zh-CN': '没有催收规则 {rule}；请使用 default 或将单元格留空。' },
  ladder_step_unknown: { en: 'The ladder has no step {step}; its steps are {known}.', 'zh-CN': '催收流程中没有步骤 {step}；现有步骤：{known}。' },
  invoice_differs: { en: 'Invoice {number} is recorded already with another {what}; void it and record it under a new number, or correct the row.', 'zh-CN': '发票 {number} 已登记，但{what}不同；请作废后以新号码登记，或更正该行。' },
  instalments_differ: { en: 'The rows of invoice {number} differ in their {what}; row {firstRow} says otherwise.', 'zh-CN': '发票 {number} 各行的{what}不一致，与第 {firstRow} 行不同。' },
  invoice_voided: { en: 'Invoice {number} was voided; give the new one a number of its own, or remove the row.', 'zh-CN': '发票 {number} 已作废；新发票请用新号码，或删除该行。' },
  invoice_too_large: { en: 'The instalments of invoice {number} sum to more than can be counted; correct them.', 'zh-CN': '发票 {number} 各期金额之和过大，请更正。' },
  issued_in_future: { en: 'The date lies after today ({today} where the customer is); correct it.', 'zh-CN': '日期晚于今天（客户所在地为 {today}），请更正。' },
  notice_in_future: { en: 'A notice cannot have been sent after today ({today} where the customer is); correct it.', 'zh-CN': '催款函日期不能晚于今天（客户所在地为 {today}），请更正。' },
  due_date_needed: { en: 'Give a due date or terms; customer {number} has no terms of its own.', 'zh-CN': '请填写到期日或账期；客户 {number} 未设置账期。' },
  credit_note_differs: { en: 'Credit note {number} of this invoice is recorded already with another {what}; correct the row.', 'zh-CN': '该发票的贷项通知单 {number} 已登记，但{what}不同，请更正该行。' },
  credit_exceeds_invoice: { en: 'With this one the credit notes of the invoice come to {credited}, the invoice to {invoiced}; correct the amount.', 'zh-CN': '加上此单，该发票的贷项合计 {credited}，超过发票金额 {invoiced}，请更正金额。' },
  currency_of_invoice_differs: { en: 'The invoice is in {expected}, the row in {found}; correct the row.', 'zh-CN': '发票币种为 {expected}，该行为 {found}，请更正该行。' },
  payment_differs: { en: 'Payment {reference} is recorded already with another {what}; correct the row, or take the payment back with a reversal.', 'zh-CN': '收款 {reference} 已登记，但{what}不同；请更正该行，或用冲销退回该笔收款。' },
  payment_unknown: { en: 'No payment has the reference {reference}; put a reversal after the payment that it takes back.', 'zh-CN': '没有参考号为 {reference} 的收款；冲销行须位于被冲销的收款之后。' },
  payment_already_reversed: { en: 'Payment {reference} was taken back already by {by}; remove the row.', 'zh-CN': '收款 {reference} 已由 {by} 冲销，请删除该行。' },
  reversal_differs: { en: 'A reversal takes back the whole payment: {reference} has another {what} ({expected}).', 'zh-CN': '冲销须退回整笔收款：{reference} 的{what}为 {expected}。' },
  reversal_before_payment: { en: 'The payment was received on {receivedOn}; a reversal cannot lie before it.', 'zh-CN': '该收款的到账日为 {receivedOn}；冲销日期不能更早。' },
  received_in_future: { en: 'The money cannot have come in after today ({today} where the customer is); correct the date.', 'zh-CN': '到账日不能晚于今天（客户所在地为 {today}），请更正。' },
  reference_taken: { en: 'The reference {reference} belongs to another payment or reversal; give this one its own.', 'zh-CN': '参考号 {reference} 已用于另一笔收款或冲销，请使用新的参考号。' },
  designated_invoice_not_open: { en: 'Invoice {number} is not open for this customer, selling entity and currency; correct the designation or leave it empty.', 'zh-CN': '在该客户、销售主体和币种下，发票 {number} 没有未结金额；请更正指定或留空。' },
  invoice_designated_twice: { en: 'Invoice {number} is named twice; name it once with the whole amount.', 'zh-CN': '发票 {number} 被指定了两次；请只指定一次并填写总额。' },
  designated_amount_exceeds_balance: { en: 'Of invoice {number} {balance} is open and {designated} is designated; designate at most what is open.', 'zh-CN': '发票 {number} 未结 {balance}，指定了 {designated}；指定金额不能超过未结金额。' },
  invoice_of_other_customer: { en: 'Invoice {number} belongs to another customer; correct the row.', 'zh-CN': '发票 {number} 属于其他客户，请更正该行。' },
  open_amount_above_recorded: { en: '{recorded} is open here and {found} in the file; record the reversed payment first ({payments}), then import the snapshot again.', 'zh-CN': '系统中未结 {recorded}，文件中为 {found}；请先登记被退回的收款（{payments}），再导入快照。' },
};

export const ledgerProblemCodes: readonly LedgerProblemCode[] = Object.keys(cures) as LedgerProblemCode[];

function isLedgerCode(code: string): code is LedgerProblemCode {
  return Object.hasOwn(cures, code);
}

/** What to do about a row that the ledger refuses, in both languages; undefined for a code of the intake, which has its own. */
export function ledgerCureOf(problem: Pick<RowProblem, 'code' | 'details'>): Cure | undefined {
  if (!isLedgerCode(problem.code)) return undefined;
  const { en, 'zh-CN': chinese } = cures[problem.code];
  return { en: filled(en, problem.details, 'en'), 'zh-CN': filled(chinese, problem.details, 'zh-CN') };
}

function filled(text: string, details: ErrorDetails, language: keyof Cure): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(details[name] ?? '');
    return name === 'what' ? whatDiffers[value]?.[language] ?? value : value;
  });
}

const whatDiffers: Readonly<Record<string, Cure>> = {
  customer: { en: 'customer', 'zh-CN': '客户' }, currency: { en: 'currency', 'zh-CN': '币种' }, amount: { en: 'amount', 'zh-CN': '金额' },
  issuedOn: { en: 'invoice date', 'zh-CN': '开票日期' }, dueOn: { en: 'due date', 'zh-CN': '到期日' }, instalment: { en: 'number of instalments', 'zh-CN': '期数' },
  receivedOn: { en: 'date', 'zh-CN': '到账日' }, orderNumber: { en: 'order number', 'zh-CN': '订单号' }, deliveryNumber: { en: 'delivery number', 'zh-CN': '送货单号' },
  reverses: { en: 'kind (payment or reversal)', 'zh-CN': '类型（收款或冲销）' }, sellingEntityCode: { en: 'selling entity', 'zh-CN': '销售主体' },
};
