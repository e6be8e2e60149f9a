import type { Language } from '../domain/display.js';
import type { EvidenceGroup } from './evidence-facts.js';

export interface EvidenceTexts {
  readonly title: string;
  readonly packNumber: string;
  readonly seller: string;
  readonly customer: string;
  readonly preparedAt: string;
  readonly explanation: string;
  readonly submittedBy: string;
  readonly receivedBy: string;
  readonly groups: Readonly<Record<EvidenceGroup, string>>;
  /** Number, group, title, source, what it proves, original or copy, pages, file. */
  readonly indexColumns: readonly string[];
  readonly invoiceColumns: readonly string[];
  readonly contactColumns: readonly string[];
  readonly happeningColumns: readonly string[];
  readonly madeByDunlin: string;
  readonly electronicOriginal: string;
  readonly electronicCopy: string;
  readonly invoicesTitle: string;
  readonly invoicesProve: string;
  readonly contactsTitle: string;
  readonly contactsProve: string;
  readonly contactProves: string;
  readonly happeningsTitle: string;
  readonly happeningsProve: string;
  readonly contactNumber: string;
  readonly step: string;
  readonly channel: string;
  readonly recipient: string;
  readonly sentAt: string;
  readonly deliveryState: string;
  readonly proof: string;
  readonly invoices: string;
  readonly subject: string;
  readonly textDigest: string;
}

export const evidenceTexts: Readonly<Record<Language, EvidenceTexts>> = {
  'zh-CN': {
    title: '证据清单', packNumber: '编号', seller: '债权人', customer: '债务人', preparedAt: '制作时间（UTC）',
    explanation: '电子数据由信用管理系统在正常业务活动中形成并保存。manifest.json 载明每一文件的 SHA-256 校验值，可据以核对文件是否被改动。',
    submittedBy: '提交人（签章）：____________　日期：____________', receivedBy: '签收人：____________　日期：____________',
    groups: {
      parties: '一、主体资格', contract: '二、合同及订单', performance: '三、履行情况', amount: '四、欠款金额', demand: '五、催告及送达',
      security: '六、担保', insurance: '七、信用保险', other: '八、其他',
    },
    indexColumns: ['编号', '类别', '证据名称', '来源', '证明内容', '原件/复制件', '页数', '文件'],
    invoiceColumns: ['序号', '发票号码', '开票日期', '到期日', '逾期天数', '币种', '原金额', '未付金额', '其中争议金额'],
    contactColumns: ['序号', '发出时间', '步骤', '渠道', '收件人', '收件地址', '送达状态', '状态时间', '服务商凭证', '所涉发票', '文件', '联系编号'],
    happeningColumns: ['序号', '时间', '事项', '经办'],
    madeByDunlin: '信用管理系统生成', electronicOriginal: '电子数据原件', electronicCopy: '电子副本',
    invoicesTitle: '未付发票明细', invoicesProve: '各笔欠款的金额、到期日及逾期天数', contactsTitle: '联系记录一览', contactsProve: '历次催告的时间、对象、方式及送达状态',
    contactProves: '该次催告的内容、时间、对象及送达状态', happeningsTitle: '案件经过', happeningsProve: '付款、承诺、异议及通话结果',
    contactNumber: '联系编号', step: '步骤', channel: '渠道', recipient: '收件人', sentAt: '发出时间', deliveryState: '送达状态', proof: '服务商凭证', invoices: '所涉发票',
    subject: '主题', textDigest: '正文 SHA-256',
  },
  en: {
    title: 'List of evidence', packNumber: 'Number', seller: 'Creditor', customer: 'Debtor', preparedAt: 'Prepared at (UTC)',
    explanation: 'The electronic records were made and kept by the credit management system in the ordinary course of business. manifest.json holds the SHA-256 of each file: with it a change to a file can be found.',
    submittedBy: 'Submitted by (signature): ____________  Date: ____________', receivedBy: 'Received by: ____________  Date: ____________',
    groups: {
      parties: 'A. Parties', contract: 'B. Contract and orders', performance: 'C. Performance', amount: 'D. Amount owed', demand: 'E. Demands and their delivery',
      security: 'F. Security', insurance: 'G. Credit insurance', other: 'H. Other',
    },
    indexColumns: ['No.', 'Group', 'Evidence', 'Source', 'What it proves', 'Original or copy', 'Pages', 'File'],
    invoiceColumns: ['No.', 'Invoice', 'Issued', 'Due', 'Days overdue', 'Currency', 'Original amount', 'Open amount', 'of which disputed'],
    contactColumns: ['No.', 'Sent at', 'Step', 'Channel', 'Recipient', 'Address', 'Delivery state', 'State known at', 'Provider proof', 'Invoices', 'File', 'Contact id'],
    happeningColumns: ['No.', 'At', 'What happened', 'By'],
    madeByDunlin: 'made by the credit management system', electronicOriginal: 'electronic original', electronicCopy: 'electronic copy',
    invoicesTitle: 'Open invoices', invoicesProve: 'amount, due date and days overdue of each debt', contactsTitle: 'Contacts', contactsProve: 'when, to whom, how and with what delivery state each demand was made',
    contactProves: 'content, time, recipient and delivery state of this contact', happeningsTitle: 'Course of the case', happeningsProve: 'payments, promises, disputes and call outcomes',
    contactNumber: 'Contact id', step: 'Step', channel: 'Channel', recipient: 'Recipient', sentAt: 'Sent at', deliveryState: 'Delivery state', proof: 'Provider proof', invoices: 'Invoices',
    subject: 'Subject', textDigest: 'SHA-256 of the text',
  },
};
