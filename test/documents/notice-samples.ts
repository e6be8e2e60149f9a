import { plainDate } from '../../src/domain/dates.js';
import type { NoticeFacts, NoticeItem } from '../../src/documents/notice-facts.js';

export function anItem(number: number, change: Partial<NoticeItem> = {}): NoticeItem {
  return {
    invoiceNumber: `LT-2026-${String(number).padStart(4, '0')}`, issuedOn: plainDate('2026-01-12'), dueOn: plainDate('2026-02-11'), daysOverdue: 20,
    open: { minor: 86_400_00, currency: 'CNY' }, ...change,
  };
}

export function aNotice(change: Partial<NoticeFacts> = {}): NoticeFacts {
  return {
    language: 'zh-CN', noticeNumber: 'HY-2026-001', kind: 'written_notice', issuedOn: plainDate('2026-03-03'), payBy: plainDate('2026-03-13'),
    seller: {
      legalName: '菩提贸易（上海）有限公司', address: '上海市浦东新区示例路 100 号 12 层', phone: '021-5550 0100', email: 'credit@linden.example', contactName: '陈洁',
      registrationNumber: '91310115MA1K00000X',
      bank: { accountName: '菩提贸易（上海）有限公司', bankName: '示例银行股份有限公司上海分行营业部', accountNumber: '3100 0000 1234 5678', swiftCode: '' },
    },
    customer: { legalName: '苏州恒远机械有限公司', registrationNumber: '91320594MA1M00000Y', address: '江苏省苏州市工业园区示例街 8 号', attention: '财务部　王敏' },
    contracts: ['《2026 年度购销框架合同》HT-2026-031'],
    demanded: [anItem(117), anItem(142, { issuedOn: plainDate('2026-01-20'), dueOn: plainDate('2026-02-19'), daysOverdue: 12, open: { minor: 41_350_50, currency: 'CNY' } })],
    dueSoon: [anItem(188, { issuedOn: plainDate('2026-02-05'), dueOn: plainDate('2026-03-07'), daysOverdue: 0, open: { minor: 23_000_00, currency: 'CNY' } })],
    disputed: [anItem(109, { open: { minor: 5_200_00, currency: 'CNY' } })],
    unallocated: [{ receivedOn: plainDate('2026-02-27'), reference: '货款', amount: { minor: 10_000_00, currency: 'CNY' } }],
    ...change,
  };
}

export function anEnglishNotice(change: Partial<NoticeFacts> = {}): NoticeFacts {
  const inDollars = (item: NoticeItem): NoticeItem => ({ ...item, open: { ...item.open, currency: 'USD' } });
  const { demanded, dueSoon, disputed } = aNotice();
  return aNotice({
    language: 'en', noticeNumber: 'BR-2026-004', kind: 'final_notice',
    seller: {
      legalName: 'Linden Trading (Shanghai) Ltd.', address: '12F, 100 Sample Road, Pudong, Shanghai, China', phone: '+86 21 5550 0100', email: 'credit@linden.example', contactName: 'Jane Chen',
      registrationNumber: '91310115MA1K00000X',
      bank: { accountName: 'Linden Trading (Shanghai) Ltd.', bankName: 'Example Bank, Shanghai Branch', accountNumber: '3100 0000 1234 5678', swiftCode: 'EXAMCNSH' },
    },
    customer: { legalName: 'Brennan Pumps DAC', registrationNumber: '', address: '4 Harbour Row, Cork, Ireland', attention: 'Ms Aoife Brennan' },
    contracts: ['framework agreement of 12 January 2025'],
    demanded: demanded.map(inDollars), dueSoon: dueSoon.map(inDollars), disputed: disputed.map(inDollars),
    unallocated: [{ receivedOn: plainDate('2026-02-27'), reference: 'payment on account', amount: { minor: 10_000_00, currency: 'USD' } }],
    ...change,
  });
}
