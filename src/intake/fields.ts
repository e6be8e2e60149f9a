import type { IntakeKind, RowOf } from './row-types.js';
import type { ValueOf, ValueType } from './values.js';

/** A field of a row: how its cells are read and the headings that it is known by. */
export interface Field<T extends ValueType = ValueType, IsNeeded extends boolean = boolean> {
  readonly type: T;
  readonly required: IsNeeded;
  /** Best first, in the form of `normalisedHeading`; the field's own name is always known. */
  readonly headings: readonly string[];
}

type TypeFor<V> = { [T in ValueType]: ValueOf[T] extends V ? T : never }[ValueType];
type IsRequired<Row, Name extends keyof Row> = Pick<Row, Name> extends Required<Pick<Row, Name>> ? true : false;

/** Every field of the row type, with a value type that yields what the row holds: a wrong or missing one does not compile. */
type FieldsOf<Row> = { readonly [Name in keyof Row]-?: Field<TypeFor<NonNullable<Row[Name]>>, IsRequired<Row, Name>> };

function required<T extends ValueType>(type: T, ...headings: readonly string[]): Field<T, true> {
  return { type, required: true, headings };
}

function optional<T extends ValueType>(type: T, ...headings: readonly string[]): Field<T, false> {
  return { type, required: false, headings };
}

const ownNumber = [
  'customernumber', 'customerno', 'customerid', 'customercode', 'debtorno', 'accountnumber', 'accountno', 'soldto', 'kundennummer',
  '客户编号', '客户编码', '客户代码', '客户号', '往来单位编码', '单位编码', '客户id', '购货单位代码',
] as const;
const customerNumber = [...ownNumber, 'customer', 'debtor', '客户'] as const;
const sellingEntity = ['sellingentity', 'companycode', 'company', 'legalentity', 'entity', '销售主体', '开票主体', '销售组织', '组织', '公司代码', '公司', '核算主体', '销货单位', '销方名称'] as const;
const currency = ['curr', 'cur', 'currencycode', 'ccy', 'währung', '币种', '币别', '货币', '币种代码'] as const;
const invoiceNumber = [
  'invoicenumber', 'invoiceno', 'invoice', 'invoiceid', 'documentnumber', 'documentno', 'docno', 'billingdocument', 'reference', 'belegnummer', 'rechnungsnummer',
  '发票号码', '发票号', '发票编号', '数电发票号码', '单据编号', '单据号', '单据号码', '凭证号',
] as const;
const issuedOn = [
  'invoicedate', 'issuedate', 'documentdate', 'docdate', 'billingdate', 'date', 'belegdatum', 'rechnungsdatum', '开票日期', '发票日期', '单据日期', '业务日期', '日期',
] as const;
const dueOn = ['duedate', 'due', 'netduedate', 'paymentdue', 'fälligkeit', '到期日', '到期日期', '应收到期日', '应付款日期', '付款到期日', '收款到期日', '预计收款日期'] as const;
const termsDays = ['terms', 'paymentterms', 'termdays', 'creditdays', 'netdays', '账期', '账期天数', '信用天数', '付款天数', '信用期', '收款期限'] as const;
const language = ['lang', 'locale', '语言', '语种'] as const;
const timeZone = ['tz', 'zone', '时区'] as const;

/** The fields of each kind of import. */
export const fieldsOf: { readonly [Kind in IntakeKind]: FieldsOf<RowOf[Kind]> } = {
  'customers': {
    number: required('identifier', ...ownNumber, '编号', '编码', '代码', 'no', 'code', 'id'),
    name: required('text', 'customername', 'companyname', 'name1', '客户名称', '公司名称', '单位名称', '企业名称', '往来单位名称', '往来单位', '名称', '客户全称', 'customer', '客户'),
    nameEnglish: optional('text', 'englishname', 'nameen', '英文名称', '英文名', '客户英文名称'),
    unifiedSocialCreditCode: optional('credit_code', 'creditcode', 'uscc', 'taxid', 'taxnumber', 'vatid', '统一社会信用代码', '社会信用代码', '信用代码', '纳税人识别号', '税号'),
    country: required('country', 'countrycode', 'region', '国家', '国家地区', '国别', '国家代码'),
    timeZone: required('time_zone', ...timeZone),
    language: required('language', ...language),
    segment: optional('identifier', 'customergroup', 'customersegment', 'group', '客户分组', '客户分类', '客户类别', '客户类型', '客户等级'),
    paymentDay: optional('day_of_month', 'paymentdayofmonth', 'payday', '付款日', '每月付款日', '结账日', '固定付款日'),
    termsDays: optional('terms_days', ...termsDays),
    termsFrom: optional('terms_from', 'termsbasis', '账期起算', '起算方式', '账期类型', '起算日', '结算方式'),
    salesPersonEmail: optional('email', 'salesemail', 'salesrepemail', '业务员邮箱', '销售邮箱', '销售员邮箱', '客户经理邮箱'),
    collectorEmail: optional('email', 'creditcontrolleremail', '催收员邮箱', '信用专员邮箱', '收款员邮箱', '清欠员邮箱'),
    rule: optional('identifier', 'ladderrule', 'ladder', '催收规则', '规则', '催收流程'),
  },
  'contacts': {
    customerNumber: required('identifier', ...customerNumber),
    name: required('text', 'contactname', 'contact', 'fullname', 'person', '联系人', '联系人姓名', '姓名', '联系人名称'),
    role: required('role', 'contactrole', 'jobtitle', 'title', 'function', '角色', '职务', '职位', '岗位'),
    email: optional('email', 'emailaddress', 'mail', '邮箱', '电子邮箱', '电子邮件', '邮件', '邮箱地址'),
    phone: optional('phone', 'mobile', 'telephone', 'phonenumber', 'mobilephone', 'tel', '手机', '手机号', '手机号码', '电话', '联系电话', '移动电话'),
    language: optional('language', ...language),
    timeZone: optional('time_zone', ...timeZone),
    channel: optional('channel', 'preferredchannel', '渠道', '首选渠道', '联系方式', '首选联系方式'),
  },
  'invoices': {
    number: required('identifier', ...invoiceNumber, 'no', 'id'),
    customerNumber: required('identifier', ...customerNumber),
    sellingEntityCode: optional('identifier', ...sellingEntity),
    currency: required('currency', ...currency),
    amount: required('positive_amount', 'invoiceamount', 'totalamount', 'total', 'grossamount', 'gross', 'amountindoccurr', 'betrag',
      '价税合计', '含税金额', '发票金额', '开票金额', '应收金额', '本币金额', '金额', '合计金额'),
    issuedOn: required('date', ...issuedOn),
    dueOn: optional('date', ...dueOn),
    termsDays: optional('terms_days', ...termsDays),
    instalment: optional('instalment', 'installment', 'instalmentnumber', '期次', '分期', '期数', '收款期次'),
    orderNumber: optional('identifier', 'orderno', 'order', 'ponumber', 'purchaseorder', 'salesorder', '订单号', '订单编号', '销售订单号', '合同号', '合同编号'),
    deliveryNumber: optional('identifier', 'deliveryno', 'delivery', 'deliverynote', '送货单号', '发货单号', '出库单号', '提货单号'),
    stepsDoneElsewhere: optional('names', 'stepsdone', '已完成步骤', '已催收步骤'),
    noticeSentElsewhereOn: optional('date', 'noticesenton', 'noticedate', '催款函日期', '书面通知日期', '律师函日期'),
  },
  'credit-notes': {
    number: required('identifier', 'creditnotenumber', 'creditnoteno', 'creditnote', 'creditmemo', 'no', '红字发票号码', '红字发票号', '红票号码', '贷项编号', '贷项通知单号', '单据编号', '单据号'),
    invoiceNumber: required('identifier', 'originalinvoice', 'invoiceno', 'invoice', 'appliesto', '原发票号码', '原发票号', '蓝字发票号码', '对应发票号', '发票号码', '发票号'),
    currency: required('currency', ...currency),
    amount: required('positive_amount', 'creditamount', 'total', 'gross', '红字金额', '贷项金额', '价税合计', '含税金额', '金额'),
    issuedOn: required('date', 'creditnotedate', ...issuedOn),
  },
  'payments': {
    reference: required('identifier', 'paymentreference', 'paymentno', 'paymentnumber', 'receiptno', 'receiptnumber', 'transactionid', 'transactionreference', 'documentnumber',
      '收款单号', '收款编号', '流水号', '交易流水号', '银行流水号', '单据编号', '单据号', '凭证号'),
    customerNumber: required('identifier', ...customerNumber),
    sellingEntityCode: optional('identifier', ...sellingEntity),
    currency: required('currency', ...currency),
    amount: required('positive_amount', 'paymentamount', 'amountreceived', 'receivedamount', 'total', '收款金额', '到账金额', '实收金额', '贷方金额', '贷方发生额', '金额', '交易金额'),
    receivedOn: required('date', 'receiveddate', 'paymentdate', 'valuedate', 'receiptdate', 'bookingdate', 'date', '收款日期', '到账日期', '到账日', '入账日期', '交易日期', '交易时间', '单据日期', '日期'),
    invoices: optional('designations', 'invoicenumbers', 'invoicenumber', 'appliedto', 'remittance', '核销发票', '指定发票', '对应发票', '发票号码', '发票号'),
    method: optional('payment_method', 'paymentmethod', 'instrument', '收款方式', '结算方式', '付款方式', '支付方式'),
    reverses: optional('identifier', 'reversalof', 'reversedreference', '冲销单号', '冲销收款单号', '被冲销单号'),
  },
  'covers': {
    customerNumber: required('identifier', ...customerNumber),
    invoiceNumber: optional('identifier', ...invoiceNumber),
    insurer: required('text', 'insurancecompany', 'underwriter', '保险公司', '承保公司', '保险人'),
    policyNumber: required('identifier', 'policyno', 'policy', '保单号', '保单号码', '保险单号'),
    currency: required('currency', ...currency),
    coveredAmount: required('positive_amount', 'coveramount', 'creditlimit', 'insuredamount', 'limit', '承保金额', '保险金额', '信用限额', '批复限额', '限额'),
    insuredPercent: required('percent', 'insuredpercentage', 'coverpercent', 'coverage', 'quota', '赔付比例', '承保比例', '赔偿比例'),
    validFrom: required('date', 'startdate', 'effectivedate', 'from', '生效日期', '生效日', '起始日期', '保险起期', '开始日期'),
    validUntil: required('date', 'validto', 'enddate', 'expirydate', 'until', '失效日期', '到期日', '终止日期', '保险止期', '结束日期', '有效期至'),
  },
  'open-items': {
    invoiceNumber: required('identifier', ...invoiceNumber),
    customerNumber: required('identifier', ...customerNumber),
    sellingEntityCode: optional('identifier', ...sellingEntity),
    currency: required('currency', ...currency),
    openAmount: required('amount_from_zero', 'openbalance', 'balance', 'balancedue', 'amountdue', 'outstanding', 'outstandingamount', 'remaining',
      '未收金额', '未结金额', '应收余额', '余额', '未核销金额', '欠款金额', '期末余额', '未收款金额'),
    originalAmount: optional('positive_amount', 'invoiceamount', 'totalamount', 'amount', 'total', '原始金额', '发票金额', '应收金额', '价税合计', '含税金额', '金额'),
    issuedOn: optional('date', ...issuedOn),
    dueOn: required('date', ...dueOn),
  },
};

/** The fields of a kind by name, for code that treats all kinds alike. */
export function fieldEntries(kind: IntakeKind): readonly (readonly [string, Field])[] {
  return Object.entries(fieldsOf[kind]);
}

/** A heading without what varies between exports: width, case, blanks, punctuation, an asterisk for "required", a unit in brackets. */
export function normalisedHeading(heading: string): string {
  const plain = heading.normalize('NFKC').toLowerCase();
  const withoutBrackets = plain.replaceAll(/\([^)]*\)|\[[^\]]*\]/g, '');
  const stripped = withoutBrackets.replaceAll(/[\s_\-./:#*'"]/g, '');
  return stripped === '' ? plain.replaceAll(/\s/g, '') : stripped;
}
