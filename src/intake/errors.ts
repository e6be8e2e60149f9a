import type { Language } from './row-types.js';

/** What a cell or row was refused for. `details` of the error fill the cure's sentence. */
export type IntakeErrorCode =
  | 'required_value_missing' | 'wrong_number_of_cells' | 'total_line' | 'duplicate_in_file'
  | 'text_too_long' | 'text_damaged' | 'identifier_in_scientific_form' | 'identifier_not_understood'
  | 'date_not_understood' | 'date_does_not_exist' | 'date_out_of_range' | 'date_ambiguous'
  | 'amount_not_understood' | 'amount_ambiguous' | 'amount_too_precise' | 'amount_too_large' | 'amount_not_positive' | 'amount_negative'
  | 'currency_unknown' | 'currency_differs' | 'percent_out_of_range' | 'whole_number_out_of_range'
  | 'choice_unknown' | 'country_unknown' | 'time_zone_unknown' | 'email_not_understood' | 'phone_not_understood'
  | 'credit_code_wrong_length' | 'credit_code_wrong_character' | 'credit_code_wrong_check_character'
  | 'designation_not_understood' | 'designations_exceed_amount' | 'contact_not_reachable'
  | 'due_before_issued' | 'valid_until_before_valid_from' | 'open_amount_exceeds_original';

export type ErrorDetails = Readonly<Record<string, string | number>>;

export interface IntakeError {
  /** As a spreadsheet numbers it. */
  readonly row: number;
  /** Heading of the column; absent when the row as a whole is refused or the value came with the import and not from the file. */
  readonly column?: string;
  readonly field?: string;
  /** As in the file, cut after 200 characters. */
  readonly value: string;
  readonly code: IntakeErrorCode;
  readonly details: ErrorDetails;
  /** What to do, in English; `cureOf` has it in both languages. */
  readonly cure: string;
}

interface Cure {
  readonly en: string;
  readonly 'zh-CN': string;
}

const cures: Readonly<Record<IntakeErrorCode, Cure>> = {
  required_value_missing: { en: 'Fill in this cell, or give one value for all rows.', 'zh-CN': '请填写此单元格，或为所有行指定同一个值。' },
  wrong_number_of_cells: { en: 'The row has {found} cells and the headings {expected}; a delimiter or quotation mark in a text is probably not quoted.', 'zh-CN': '该行有 {found} 个单元格，表头有 {expected} 个；可能有文本中的分隔符或引号未加引号。' },
  total_line: { en: 'Remove the line with the total.', 'zh-CN': '请删除合计行。' },
  duplicate_in_file: { en: 'Row {firstRow} says the same already; keep one of the two.', 'zh-CN': '第 {firstRow} 行已有相同记录，请只保留一行。' },
  text_too_long: { en: 'Shorten the text to {max} characters.', 'zh-CN': '请将文本缩短到 {max} 个字符以内。' },
  text_damaged: { en: 'The text holds characters that were lost or cannot be printed; export the file again as UTF-8.', 'zh-CN': '文本中有丢失或不可打印的字符，请重新以 UTF-8 导出。' },
  identifier_in_scientific_form: { en: 'A spreadsheet has shortened this number; format the column as text and export again.', 'zh-CN': '电子表格已将该编号转为科学计数法；请将该列设为文本格式后重新导出。' },
  identifier_not_understood: { en: 'Use letters, digits, hyphens and underscores, beginning with a letter.', 'zh-CN': '请使用字母、数字、连字符和下划线，并以字母开头。' },
  date_not_understood: { en: 'Write the date like 2026-03-05 or 2026年3月5日.', 'zh-CN': '请按 2026-03-05 或 2026年3月5日 填写日期。' },
  date_does_not_exist: { en: 'This day does not exist; correct it, or state the order of day and month.', 'zh-CN': '该日期不存在；请更正，或指定日月顺序。' },
  date_out_of_range: { en: 'The year is not plausible; correct it.', 'zh-CN': '年份不合理，请更正。' },
  date_ambiguous: { en: 'This is {dayFirst} or {monthFirst}; state whether the day or the month comes first.', 'zh-CN': '该日期可能是 {dayFirst} 或 {monthFirst}；请指定先日还是先月。' },
  amount_not_understood: { en: 'Write the amount like 1234.56.', 'zh-CN': '请按 1234.56 填写金额。' },
  amount_ambiguous: { en: 'The mark may stand for thousands or decimals; state which mark the decimals have.', 'zh-CN': '该符号可能是千位分隔符，也可能是小数点；请指定小数符号。' },
  amount_too_precise: { en: '{currency} has {digits} decimals; amounts are not rounded on import, correct it.', 'zh-CN': '{currency} 有 {digits} 位小数；导入时不做舍入，请更正金额。' },
  amount_too_large: { en: 'The amount is too large to count; correct it.', 'zh-CN': '金额过大，请更正。' },
  amount_not_positive: { en: 'The amount must be more than zero; import credits as credit notes and take payments back with a reversal.', 'zh-CN': '金额必须大于零；红字请按贷项通知单导入，退回的收款请用冲销。' },
  amount_negative: { en: 'The amount must not be negative; import credits as credit notes.', 'zh-CN': '金额不得为负；红字请按贷项通知单导入。' },
  currency_unknown: { en: 'Use a currency code such as CNY, USD or EUR.', 'zh-CN': '请使用货币代码，例如 CNY、USD、EUR。' },
  currency_differs: { en: 'The amount says {found}, the row says {currency}; correct one of them.', 'zh-CN': '金额标明 {found}，该行货币为 {currency}；请更正其一。' },
  percent_out_of_range: { en: 'Write a percentage above 0 and up to 100, such as 90.', 'zh-CN': '请填写大于 0 且不超过 100 的百分比，例如 90。' },
  whole_number_out_of_range: { en: 'Write a whole number from {min} to {max}.', 'zh-CN': '请填写 {min} 到 {max} 之间的整数。' },
  choice_unknown: { en: 'Use one of: {choices}.', 'zh-CN': '请使用以下之一：{choices}。' },
  country_unknown: { en: 'Use a country code of two letters, such as CN or DE.', 'zh-CN': '请使用两个字母的国家或地区代码，例如 CN、DE。' },
  time_zone_unknown: { en: 'Use a time zone name such as Asia/Shanghai.', 'zh-CN': '请使用时区名称，例如 Asia/Shanghai。' },
  email_not_understood: { en: 'Write one e-mail address.', 'zh-CN': '请填写一个电子邮箱地址。' },
  phone_not_understood: { en: 'Write one phone number with country code, such as +86 138 0013 8000.', 'zh-CN': '请填写一个带国家代码的电话号码，例如 +86 138 0013 8000。' },
  credit_code_wrong_length: { en: 'The code has 18 characters, this one {length}.', 'zh-CN': '统一社会信用代码为 18 位，此处为 {length} 位。' },
  credit_code_wrong_character: { en: 'Character {position} ({character}) cannot stand there; I, O, S, V and Z are never used.', 'zh-CN': '第 {position} 位（{character}）不能出现在此处；代码不使用 I、O、S、V、Z。' },
  credit_code_wrong_check_character: { en: 'The check character is {found} and should be {expected}: a character is wrong; compare with the business licence.', 'zh-CN': '校验码为 {found}，应为 {expected}：有字符错误，请核对营业执照。' },
  designation_not_understood: { en: 'Write invoice numbers with optional amounts, such as INV-1:100.00; INV-2.', 'zh-CN': '请填写发票号及可选金额，例如 INV-1:100.00; INV-2。' },
  designations_exceed_amount: { en: 'The invoices are given {designated}, the payment is {amount}; correct one of them.', 'zh-CN': '指定给发票的金额为 {designated}，收款为 {amount}；请更正其一。' },
  contact_not_reachable: { en: 'Give an e-mail address or a phone number.', 'zh-CN': '请填写电子邮箱或电话号码。' },
  due_before_issued: { en: 'The due date lies before the invoice date {issuedOn}; correct one of them.', 'zh-CN': '到期日早于开票日 {issuedOn}；请更正其一。' },
  valid_until_before_valid_from: { en: 'The end lies before the beginning {validFrom}; correct one of them.', 'zh-CN': '终止日早于起始日 {validFrom}；请更正其一。' },
  open_amount_exceeds_original: { en: 'More is open than the original amount {original}; correct one of them.', 'zh-CN': '未结金额大于原始金额 {original}；请更正其一。' },
};

export const intakeErrorCodes: readonly IntakeErrorCode[] = Object.keys(cures) as IntakeErrorCode[];

/** What to do about an error, with its values. */
export function cureOf(error: Pick<IntakeError, 'code' | 'details'>, language: Language): string {
  return cures[error.code][language].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(error.details[name] ?? ''));
}
