import { plainDate } from '../domain/dates.js';
import { formatDate, formatMoney, type Language } from '../domain/display.js';
import type { ApproverPromptFacts, BankDetails, FourParts, ItemLine, SellerContact, TemplateFacts } from './template-facts.js';

/** Invented facts for every message, with all parts filled: to check a person's own text and to show how it reads. */
export function sampleFacts(language: Language): TemplateFacts {
  return { ...collectionSamples(language), ...applicationSamples(language), ...otherSamples(language) };
}

const says = (language: Language, chinese: string, english: string): string => (language === 'zh-CN' ? chinese : english);
const money = (language: Language, minor: number): string => formatMoney({ minor, currency: 'CNY' }, language);
const day = (language: Language, date: string): string => formatDate(plainDate(date), language);

function seller(language: Language): SellerContact {
  return {
    sellerName: says(language, '菩提贸易（上海）有限公司', 'Linden Trading Ltd.'), contactName: says(language, '陈洁', 'Jane Chen'),
    contactPhone: '021-5550 0100', contactEmail: 'credit@linden.example',
  };
}

function customerName(language: Language): string {
  return says(language, '苏州恒远机械有限公司', 'Hengyuan Machinery Co., Ltd.');
}

function item(language: Language, invoiceNumber: string, days: readonly [issuedOn: string, dueOn: string], daysOverdue: number, minor: number): ItemLine {
  return { invoiceNumber, issuedOn: day(language, days[0]), dueOn: day(language, days[1]), daysOverdue, openAmount: money(language, minor) };
}

function parts(language: Language): FourParts {
  return {
    demanded: [
      item(language, 'LT-2026-0117', ['2026-01-12', '2026-02-11'], 20, 86_400_00),
      item(language, 'LT-2026-0142', ['2026-01-20', '2026-02-19'], 12, 41_350_50),
    ],
    demandedTotal: money(language, 127_750_50),
    dueSoon: [item(language, 'LT-2026-0188', ['2026-02-05', '2026-03-07'], 0, 23_000_00)], dueSoonTotal: money(language, 23_000_00),
    disputed: [item(language, 'LT-2026-0109', ['2026-01-08', '2026-02-07'], 24, 5_200_00)], disputedTotal: money(language, 5_200_00),
    unallocated: [{ receivedOn: day(language, '2026-02-27'), reference: says(language, '货款', 'goods'), amount: money(language, 10_000_00) }],
    unallocatedTotal: money(language, 10_000_00),
  };
}

function bank(language: Language): BankDetails {
  return {
    accountName: seller(language).sellerName, bankName: says(language, '示例银行上海分行', 'Example Bank, Shanghai Branch'),
    accountNumber: '3100 0000 1234 5678', swiftCode: says(language, '', 'EXAMCNSH'),
  };
}

type CollectionKey = 'escalation_reminder.friendly' | 'escalation_reminder.firm' | 'escalation_reminder.final' | 'notice_cover' | 'call_script' | 'sales_heads_up';

function collectionSamples(language: Language): Pick<TemplateFacts, CollectionKey> {
  const common = { ...parts(language), ...seller(language), recipientName: says(language, '王敏', 'Ms Wang'), customerName: customerName(language), payBy: day(language, '2026-03-13') };
  const reminder = { ...common, bank: bank(language), portalLink: 'https://credit.linden.example/c/sample' };
  return {
    'escalation_reminder.friendly': reminder, 'escalation_reminder.firm': reminder, 'escalation_reminder.final': reminder,
    notice_cover: { ...common, noticeNumber: 'HY-2026-001', fileName: says(language, '催款函 HY-2026-001.pdf', 'notice HY-2026-001.pdf') },
    call_script: {
      ...common, recipientPhone: '+86 512 5550 0123',
      brokenPromise: says(language, `承诺于 ${day(language, '2026-02-26')} 支付 ${money(language, 40_000_00)}`, `${money(language, 40_000_00)} by ${day(language, '2026-02-26')}`),
      lastContact: says(language, `${day(language, '2026-02-24')} 邮件提醒`, `reminder by e-mail, ${day(language, '2026-02-24')}`),
    },
    sales_heads_up: {
      ...parts(language), sellerName: seller(language).sellerName, salespersonName: says(language, '李强', 'Leo'), customerName: customerName(language),
      nextStep: says(language, '电话提醒', 'reminder call'), nextStepOn: day(language, '2026-03-05'), objectBy: day(language, '2026-03-04'), link: 'https://credit.linden.example/cases/sample',
    },
  };
}

function prompt(language: Language): ApproverPromptFacts {
  return {
    approverName: says(language, '赵琳', 'Dana Ruiz'), sellerName: seller(language).sellerName, applicationNumber: 'CA-2026-0042', customerName: customerName(language),
    requesterName: says(language, '李强', 'Leo Li'), limitBefore: money(language, 300_000_00), limitAfter: money(language, 500_000_00),
    termsBefore: says(language, '月结 30 天', '30 days net'), termsAfter: says(language, '月结 60 天', '60 days net'),
    owed: money(language, 182_950_50), overdue: money(language, 132_950_50), salesTwelveMonths: money(language, 2_140_000_00), worstDelayDays: 24,
    reason: says(language, '客户新增生产线，下半年订单预计增长四成。', 'New production line; orders should grow by 40 % in the second half.'), grade: 'B', score: 74,
    gradeReasons: [says(language, '近十二个月 82% 按期付款', '82 % paid on time in twelve months'), says(language, '合作满五年', 'customer for five years')],
    stage: says(language, '第 1 步，共 2 步：信用经理', 'stage 1 of 2: credit manager'), answerBy: says(language, '2026-03-06 周五 18:00', 'Fri 6 Mar 2026, 18:00 (Shanghai)'),
    onSilence: 'remind', signInNeeded: true, link: 'https://credit.linden.example/decide/sample',
  };
}

function applicationSamples(language: Language): Pick<TemplateFacts, 'approver_prompt' | 'approver_reminder' | 'information_request' | 'decision_told'> {
  const asked = prompt(language);
  return {
    approver_prompt: asked,
    approver_reminder: asked,
    information_request: {
      ...seller(language), recipientName: says(language, '王敏', 'Ms Wang'), applicationNumber: asked.applicationNumber, customerName: asked.customerName,
      missing: [says(language, '2025 年度财务报表', 'financial statements for 2025'), says(language, '营业执照副本', 'copy of the business licence')],
      question: says(language, '请说明新增产能的投产时间。', 'When will the new line start to produce?'), answerBy: asked.answerBy, link: 'https://credit.linden.example/apply/sample',
    },
    decision_told: {
      recipientName: asked.requesterName, sellerName: asked.sellerName, applicationNumber: asked.applicationNumber, customerName: asked.customerName,
      outcome: 'approved_with_conditions', limit: money(language, 400_000_00), terms: asked.termsAfter, validUntil: day(language, '2027-03-05'),
      conditions: [says(language, '首单预付 30%', '30 % prepayment on the first order')], reason: says(language, '逾期款结清后可提高额度', 'more is possible once the overdue part is paid'),
      applyAgainFrom: day(language, '2026-06-05'), link: 'https://credit.linden.example/applications/sample',
    },
  };
}

function otherSamples(language: Language): Pick<TemplateFacts, 'handoff_pack' | 'channel_test' | 'invitation'> {
  return {
    handoff_pack: {
      ...seller(language), recipientName: says(language, '理赔部', 'Claims department'), kind: 'insurance_claim', handoffNumber: 'HO-2026-0007', customerName: customerName(language),
      total: money(language, 127_750_50), itemCount: 2, link: 'https://credit.linden.example/packs/sample', linkValidUntil: day(language, '2026-05-31'),
      fingerprint: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
    channel_test: { sellerName: seller(language).sellerName, requestedBy: says(language, '赵琳', 'Dana Ruiz'), sentAt: day(language, '2026-03-02') },
    invitation: {
      recipientName: says(language, '孙悦', 'Sun Yue'), inviterName: says(language, '赵琳', 'Dana Ruiz'), sellerName: seller(language).sellerName,
      roles: [says(language, '催收专员', 'collector')], link: 'https://credit.linden.example/join/sample', linkValidUntil: day(language, '2026-03-09'),
    },
  };
}
