import type { PlainDate } from '../domain/dates.js';
import type { Language, ShownMoney } from '../domain/display.js';

/** Everything a written notice says. All amounts are in one currency. */
export interface NoticeFacts {
  readonly language: Language;
  /** `HY-2026-001`: numbered per customer. */
  readonly noticeNumber: string;
  /** `final_notice` says that it is the last one. */
  readonly kind: 'written_notice' | 'final_notice';
  readonly issuedOn: PlainDate;
  /** Final date for payment, itself included. */
  readonly payBy: PlainDate;
  readonly seller: NoticeSeller;
  readonly customer: NoticeCustomer;
  /** Contracts or orders that the invoices rest on; empty when none is known. */
  readonly contracts: readonly string[];
  /** At least one. */
  readonly demanded: readonly NoticeItem[];
  readonly dueSoon: readonly NoticeItem[];
  readonly disputed: readonly NoticeItem[];
  readonly unallocated: readonly NoticePayment[];
}

export interface NoticeSeller {
  readonly legalName: string;
  readonly address: string;
  readonly phone: string;
  readonly email: string;
  readonly contactName: string;
  /** 统一社会信用代码 or another register's number; empty when it is not given. */
  readonly registrationNumber: string;
  readonly bank: { readonly accountName: string; readonly bankName: string; readonly accountNumber: string; readonly swiftCode: string };
}

export interface NoticeCustomer {
  readonly legalName: string;
  readonly registrationNumber: string;
  readonly address: string;
  /** The person whose attention is asked for; empty when none is known. */
  readonly attention: string;
}

export interface NoticeItem {
  readonly invoiceNumber: string;
  readonly issuedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly daysOverdue: number;
  readonly open: ShownMoney;
}

export interface NoticePayment {
  readonly receivedOn: PlainDate;
  readonly reference: string;
  readonly amount: ShownMoney;
}
