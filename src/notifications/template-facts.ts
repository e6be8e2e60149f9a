import type { Language } from '../domain/display.js';

/**
 * What each message is filled with: plain values, money and dates already in the reader's language. A text that has
 * nothing to say is empty, a list that has nothing is empty; nothing is optional, so a template never meets a gap.
 */
export interface TemplateFacts {
  'escalation_reminder.friendly': ReminderFacts;
  'escalation_reminder.firm': ReminderFacts;
  'escalation_reminder.final': ReminderFacts;
  notice_cover: NoticeCoverFacts;
  call_script: CallScriptFacts;
  sales_heads_up: SalesHeadsUpFacts;
  approver_prompt: ApproverPromptFacts;
  approver_reminder: ApproverReminderFacts;
  information_request: InformationRequestFacts;
  decision_told: DecisionToldFacts;
  handoff_pack: HandoffPackFacts;
  channel_test: ChannelTestFacts;
  invitation: InvitationFacts;
}

export type TemplateKey = keyof TemplateFacts;

export interface ItemLine {
  readonly invoiceNumber: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  /** Whole days after the due date; 0 or less is not shown. */
  readonly daysOverdue: number;
  readonly openAmount: string;
}

export interface ReceivedLine {
  readonly receivedOn: string;
  readonly reference: string;
  readonly amount: string;
}

/** The four parts of every message of a collection step. Only the first is a demand. */
export interface FourParts {
  readonly demanded: readonly ItemLine[];
  readonly demandedTotal: string;
  readonly dueSoon: readonly ItemLine[];
  readonly dueSoonTotal: string;
  readonly disputed: readonly ItemLine[];
  readonly disputedTotal: string;
  readonly unallocated: readonly ReceivedLine[];
  readonly unallocatedTotal: string;
}

/** Who writes, and whom to ask. */
export interface SellerContact {
  readonly sellerName: string;
  readonly contactName: string;
  readonly contactPhone: string;
  readonly contactEmail: string;
}

export interface BankDetails {
  readonly accountName: string;
  readonly bankName: string;
  readonly accountNumber: string;
  /** Empty inside one country. */
  readonly swiftCode: string;
}

export interface ReminderFacts extends FourParts, SellerContact {
  readonly recipientName: string;
  readonly customerName: string;
  readonly payBy: string;
  readonly bank: BankDetails;
  /** The customer's page, or empty. */
  readonly portalLink: string;
}

export interface NoticeCoverFacts extends SellerContact {
  readonly recipientName: string;
  readonly customerName: string;
  readonly noticeNumber: string;
  readonly demandedTotal: string;
  readonly payBy: string;
  readonly fileName: string;
}

export interface CallScriptFacts extends FourParts, SellerContact {
  readonly recipientName: string;
  readonly recipientPhone: string;
  readonly customerName: string;
  readonly payBy: string;
  /** Whether the call follows a broken promise, and which. Empty otherwise. */
  readonly brokenPromise: string;
  readonly lastContact: string;
}

export interface SalesHeadsUpFacts extends FourParts {
  readonly salespersonName: string;
  readonly customerName: string;
  readonly sellerName: string;
  /** The next step that the customer will hear, and its day. */
  readonly nextStep: string;
  readonly nextStepOn: string;
  readonly objectBy: string;
  readonly link: string;
}

export interface ApproverPromptFacts {
  readonly approverName: string;
  readonly sellerName: string;
  readonly applicationNumber: string;
  readonly customerName: string;
  readonly requesterName: string;
  readonly limitBefore: string;
  readonly limitAfter: string;
  readonly termsBefore: string;
  readonly termsAfter: string;
  readonly owed: string;
  readonly overdue: string;
  readonly salesTwelveMonths: string;
  readonly worstDelayDays: number;
  readonly reason: string;
  readonly grade: string;
  readonly score: number;
  readonly gradeReasons: readonly string[];
  readonly stage: string;
  readonly answerBy: string;
  readonly onSilence: 'remind' | 'pass_to_substitute' | 'escalate_to_next_stage' | 'expire';
  readonly signInNeeded: boolean;
  readonly link: string;
}

export type ApproverReminderFacts = Pick<ApproverPromptFacts,
  'approverName' | 'sellerName' | 'applicationNumber' | 'customerName' | 'limitAfter' | 'answerBy' | 'onSilence' | 'link'>;

export interface InformationRequestFacts extends SellerContact {
  readonly recipientName: string;
  readonly applicationNumber: string;
  readonly customerName: string;
  readonly missing: readonly string[];
  readonly question: string;
  readonly answerBy: string;
  readonly link: string;
}

export interface DecisionToldFacts {
  readonly recipientName: string;
  readonly sellerName: string;
  readonly applicationNumber: string;
  readonly customerName: string;
  readonly outcome: 'approved' | 'approved_with_conditions' | 'declined' | 'withdrawn' | 'expired';
  readonly limit: string;
  readonly terms: string;
  readonly validUntil: string;
  readonly conditions: readonly string[];
  readonly reason: string;
  readonly applyAgainFrom: string;
  readonly link: string;
}

export interface HandoffPackFacts extends SellerContact {
  readonly recipientName: string;
  readonly kind: 'insurance_claim' | 'legal' | 'agency' | 'guarantor_demand';
  readonly handoffNumber: string;
  readonly customerName: string;
  readonly total: string;
  readonly itemCount: number;
  readonly link: string;
  readonly linkValidUntil: string;
  /** SHA-256 of the file behind the link. */
  readonly fingerprint: string;
}

export interface ChannelTestFacts {
  readonly sellerName: string;
  readonly requestedBy: string;
  readonly sentAt: string;
}

export interface InvitationFacts {
  readonly recipientName: string;
  readonly inviterName: string;
  readonly sellerName: string;
  readonly roles: readonly string[];
  readonly link: string;
  readonly linkValidUntil: string;
}

/** A message as it is written: Liquid with light marks (`# ` heading, `| ` table row, `- ` list, `→ label: address` link). */
export interface MessageText {
  readonly subject: string;
  readonly body: string;
  /** Only for what may go by SMS. */
  readonly sms?: string;
}

export interface Texts {
  readonly language: Language;
  readonly messages: Readonly<Record<TemplateKey, MessageText>>;
  /** Pieces that several messages include. */
  readonly partials: Readonly<Record<'four_parts' | 'how_to_pay' | 'signature' | 'on_silence', string>>;
  /** Added to a mail that is sent once more because the first outcome could not be seen. */
  readonly possibleDuplicate: string;
  /** Foot of every mail. */
  readonly automaticMail: string;
}
