import { amountInChineseWords } from '../domain/chinese-amount.js';
import { formatAmount, formatLetterDate, formatMoney, type ShownMoney } from '../domain/display.js';
import type { NoticeFacts, NoticeItem } from './notice-facts.js';

export interface WordedTable {
  readonly heading: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly total: string;
  readonly note: string;
}

/** A notice in words: what the layout puts on paper, top to bottom. */
export interface NoticeWording {
  readonly title: string;
  readonly reference: readonly (readonly [name: string, value: string])[];
  readonly addressee: readonly string[];
  readonly salutation: string;
  readonly opening: string;
  readonly demanded: WordedTable;
  readonly demand: string;
  readonly account: readonly (readonly [name: string, value: string])[];
  readonly information: readonly WordedTable[];
  readonly closing: readonly string[];
  readonly signature: readonly string[];
  readonly receipt: { readonly title: string; readonly lines: readonly string[] };
  readonly page: (page: number, pages: number) => string;
  readonly fileName: string;
}

export function wordingOf(facts: NoticeFacts): NoticeWording {
  return facts.language === 'zh-CN' ? chinese(facts) : english(facts);
}

/** @throws if the currencies differ (a defect: a case has one) */
export function totalOf(amounts: readonly ShownMoney[], currency: string): ShownMoney {
  if (amounts.some((amount) => amount.currency !== currency)) throw new Error('The amounts of a notice are in one currency');
  return { minor: amounts.reduce((sum, amount) => sum + amount.minor, 0), currency };
}

function currencyOf(facts: NoticeFacts): string {
  const first = facts.demanded[0];
  if (first === undefined) throw new Error('A notice demands at least one item');
  return first.open.currency;
}

function sumOf(facts: NoticeFacts, items: readonly NoticeItem[]): ShownMoney {
  return totalOf(items.map((item) => item.open), currencyOf(facts));
}

function itemRows(items: readonly NoticeItem[], overdue: boolean): readonly (readonly string[])[] {
  return items.map((item, index) => [
    String(index + 1), item.invoiceNumber, item.issuedOn, item.dueOn, ...(overdue ? [String(item.daysOverdue)] : []), formatAmount(item.open),
  ]);
}

function paymentRows(facts: NoticeFacts): readonly (readonly string[])[] {
  return facts.unallocated.map((payment, index) => [String(index + 1), payment.receivedOn, payment.reference, formatAmount(payment.amount)]);
}

function filled(lines: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return lines.filter(([, value]) => value !== '');
}

function chinese(facts: NoticeFacts): NoticeWording {
  const { seller, customer } = facts;
  const currency = currencyOf(facts);
  const total = sumOf(facts, facts.demanded);
  const unit = currency === 'CNY' ? '人民币元' : currency;
  const sum = `${formatMoney(total, 'zh-CN')}${currency === 'CNY' ? `（大写：${amountInChineseWords(total.minor)}）` : ''}`;
  const payBy = formatLetterDate(facts.payBy, 'zh-CN');
  const issuedOn = formatLetterDate(facts.issuedOn, 'zh-CN');
  const contracts = facts.contracts.length === 0 ? '' : `（${facts.contracts.join('、')}）`;
  return {
    title: facts.kind === 'final_notice' ? '最终催款函' : '催款函',
    reference: [['编号', facts.noticeNumber], ['日期', issuedOn]],
    addressee: [
      `致：${customer.legalName}`,
      ...filled([['统一社会信用代码：', customer.registrationNumber], ['地址：', customer.address], ['收件人：', customer.attention]]).map(([name, value]) => name + value),
    ],
    salutation: '',
    opening: `贵司与我司之间存在买卖合同关系${contracts}。截至 ${issuedOn}，下列款项已超过约定的付款日期，贵司尚未支付：`,
    demanded: {
      heading: '一、催告支付的款项', columns: ['序号', '发票号码', '开票日期', '到期日', '逾期天数', `未付金额（${unit}）`],
      rows: itemRows(facts.demanded, true), total: `合计：${sum}`, note: '',
    },
    demand: `现我司正式请求贵司于 ${payBy}（含当日）前，将上述款项${sum}付至下列账户，并注明发票号码：`,
    account: filled([['户名', seller.bank.accountName], ['开户行', seller.bank.bankName], ['账号', seller.bank.accountNumber], ['SWIFT 代码', seller.bank.swiftCode]]),
    information: chineseInformation(facts, unit),
    closing: [
      '上述金额为未付本金。逾期付款违约金或利息未计入本函金额，我司保留依据合同约定及法律规定另行主张的权利。',
      '贵司如对任何一笔款项有异议，请于上述日期前以书面形式列明发票号码、异议金额及理由；无异议的部分，请按期支付。',
      `如上述款项未能按期付清，我司将依据合同及法律规定考虑后续措施，包括暂停赊销供货、向信用保险人报告、通过${facts.kind === 'final_notice' ? '委托律师、' : ''}诉讼或仲裁等途径主张债权。我司更希望与贵司协商解决。`,
      '本函为催告付款之函件，不构成对任何权利的放弃、对债务的减免或对付款期限的宽展。我司保留合同及法律赋予的全部权利。',
      `联系人：${seller.contactName}　电话：${seller.phone}　邮箱：${seller.email}`,
    ],
    signature: [`${seller.legalName}（盖章）`, issuedOn],
    receipt: {
      title: '回　执',
      lines: [
        `${seller.legalName}：`,
        `贵司 ${issuedOn} 编号 ${facts.noticeNumber} 的${facts.kind === 'final_notice' ? '最终催款函' : '催款函'}，我司已于 ______年____月____日 收到。`,
        '□ 对所列款项无异议，将于 ______年____月____日 前支付。',
        '□ 对下列款项有异议（发票号码、金额、理由）：____________________________________',
        '收件单位（盖章）：____________________　　签收人：______________　　职务：____________',
      ],
    },
    page: (page, pages) => `${facts.noticeNumber}　第 ${page} 页，共 ${pages} 页`,
    fileName: `催款函-${safeName(facts.noticeNumber)}.pdf`,
  };
}

function chineseInformation(facts: NoticeFacts, unit: string): readonly WordedTable[] {
  const currency = currencyOf(facts);
  const money = (items: readonly NoticeItem[]): string => formatMoney(sumOf(facts, items), 'zh-CN');
  const tables: Omit<WordedTable, 'heading'>[] = [];
  const headings: string[] = [];
  if (facts.dueSoon.length > 0) {
    headings.push('即将到期的款项（仅供参考）');
    tables.push({
      columns: ['序号', '发票号码', '开票日期', '到期日', `未付金额（${unit}）`], rows: itemRows(facts.dueSoon, false),
      total: `合计：${money(facts.dueSoon)}`, note: '以上款项尚未到期，不在本函催告之列。',
    });
  }
  if (facts.disputed.length > 0) {
    headings.push('存在争议的款项（未计入催告金额）');
    tables.push({
      columns: ['序号', '发票号码', '开票日期', '到期日', `争议金额（${unit}）`], rows: itemRows(facts.disputed, false),
      total: `合计：${money(facts.disputed)}`, note: '贵司就以上款项提出的异议我司正在核实，本函不就其请求付款；我司就该部分的权利予以保留。',
    });
  }
  if (facts.unallocated.length > 0) {
    headings.push('已收到但尚未核销的款项');
    tables.push({
      columns: ['序号', '收款日期', '附言', `金额（${unit}）`], rows: paymentRows(facts),
      total: `合计：${formatMoney(totalOf(facts.unallocated.map((payment) => payment.amount), currency), 'zh-CN')}`,
      note: '以上款项我司已收到，但尚未对应到具体发票，未从催告金额中扣除。请书面告知所付发票号码。',
    });
  }
  return tables.map((table, index) => ({ ...table, heading: `${['二', '三', '四'][index] ?? ''}、${headings[index] ?? ''}` }));
}

function english(facts: NoticeFacts): NoticeWording {
  const { seller, customer } = facts;
  const currency = currencyOf(facts);
  const sum = formatMoney(sumOf(facts, facts.demanded), 'en');
  const payBy = formatLetterDate(facts.payBy, 'en');
  const issuedOn = formatLetterDate(facts.issuedOn, 'en');
  const title = facts.kind === 'final_notice' ? 'Final demand for payment' : 'Demand for payment';
  const contracts = facts.contracts.length === 0 ? '' : ` (${facts.contracts.join(', ')})`;
  return {
    title,
    reference: [['Notice', facts.noticeNumber], ['Date', issuedOn]],
    addressee: [
      customer.legalName, ...filled([['Registration number: ', customer.registrationNumber], ['', customer.address], ['Attention: ', customer.attention]]).map(([name, value]) => name + value),
    ],
    salutation: customer.attention === '' ? 'Dear Sir or Madam,' : `Dear ${customer.attention},`,
    opening: `We have sold and delivered to you on account${contracts}. On ${issuedOn} the amounts below were past their due date and unpaid according to our records:`,
    demanded: {
      heading: '1. Amounts demanded', columns: ['No.', 'Invoice', 'Issued', 'Due', 'Days overdue', `Open amount (${currency})`],
      rows: itemRows(facts.demanded, true), total: `Total: ${sum}`, note: '',
    },
    demand: `We hereby demand payment of ${sum}, received in the account below by ${payBy} at the latest. Please quote the invoice numbers.`,
    account: filled([['Account name', seller.bank.accountName], ['Bank', seller.bank.bankName], ['Account number', seller.bank.accountNumber], ['SWIFT/BIC', seller.bank.swiftCode]]),
    information: englishInformation(facts),
    closing: [
      'The sum is the open principal. It contains no interest or compensation for late payment; our rights to these under the contract and the law are reserved.',
      'If you object to any item, tell us in writing by the date above which invoice, which amount and why, and pay the rest on time.',
      `If the sum is not paid in full by that date, we will decide on the further steps that the contract and the law provide. These may include deliveries against prepayment only, a notice to our credit insurer, and ${facts.kind === 'final_notice' ? 'instructing lawyers to recover the debt' : 'legal recovery'}. We would prefer to settle this with you directly.`,
      'Nothing in this letter waives any right, reduces the debt or grants further time for payment. All our rights under the contract and the law are reserved.',
      `Contact: ${seller.contactName}, ${seller.phone}, ${seller.email}`,
    ],
    signature: ['Yours faithfully,', seller.legalName, seller.contactName],
    receipt: {
      title: 'Receipt',
      lines: [
        `To ${seller.legalName}`,
        `We received your notice ${facts.noticeNumber} of ${issuedOn} on ____________________.`,
        '□ We have no objection to the amounts demanded and will pay by ____________________.',
        '□ We object to (invoice, amount, reason): ________________________________________________',
        'Company stamp or name: ____________________   Signed: _______________   Position: ____________',
      ],
    },
    page: (page, pages) => `${facts.noticeNumber} · page ${page} of ${pages}`,
    fileName: `Notice-${safeName(facts.noticeNumber)}.pdf`,
  };
}

function englishInformation(facts: NoticeFacts): readonly WordedTable[] {
  const currency = currencyOf(facts);
  const money = (items: readonly NoticeItem[]): string => formatMoney(sumOf(facts, items), 'en');
  const tables: (Omit<WordedTable, 'heading'> & { readonly heading: string })[] = [];
  if (facts.dueSoon.length > 0) {
    tables.push({
      heading: 'Due soon (for your information)', columns: ['No.', 'Invoice', 'Issued', 'Due', `Open amount (${currency})`], rows: itemRows(facts.dueSoon, false),
      total: `Total: ${money(facts.dueSoon)}`, note: 'These amounts are not yet due and are not demanded by this letter.',
    });
  }
  if (facts.disputed.length > 0) {
    tables.push({
      heading: 'In dispute (not part of the sum demanded)', columns: ['No.', 'Invoice', 'Issued', 'Due', `In dispute (${currency})`], rows: itemRows(facts.disputed, false),
      total: `Total: ${money(facts.disputed)}`, note: 'We are looking into your objections and do not demand these amounts by this letter; our rights concerning them are reserved.',
    });
  }
  if (facts.unallocated.length > 0) {
    tables.push({
      heading: 'Received and not yet allocated', columns: ['No.', 'Received', 'Reference', `Amount (${currency})`], rows: paymentRows(facts),
      total: `Total: ${formatMoney(totalOf(facts.unallocated.map((payment) => payment.amount), currency), 'en')}`,
      note: 'This money has reached us, is not yet matched to an invoice and is not deducted above. Please tell us in writing which invoices it pays.',
    });
  }
  return tables.map((table, index) => ({ ...table, heading: `${index + 2}. ${table.heading}` }));
}

function safeName(text: string): string {
  return text.replace(/[^\p{L}\p{N}._-]+/gu, '_');
}
