import type { Instant, PlainDate } from '../src/domain/dates.js';
import type { CaseListed, CustomerNamed } from './shapes.js';

/** What the API answers with about customers. */
export interface CustomerListed extends CustomerNamed {
  readonly unifiedSocialCreditCode: string | null;
  readonly country: string;
  readonly timeZone: string;
  readonly language: 'zh-CN' | 'en';
  readonly segment: string | null;
  readonly termsDays: number | null;
  readonly termsFrom: 'invoice_date' | 'end_of_month' | null;
  readonly paymentDay: number | null;
  readonly salesPersonId: string | null;
  readonly collectorId: string | null;
  readonly openCases: number;
  readonly creditHold: boolean;
  readonly covered: boolean;
}

export interface CustomerDetail extends CustomerListed {
  readonly contacts: readonly ContactPerson[];
  readonly covers: readonly Cover[];
  /** In force, one per currency. */
  readonly limits: readonly { readonly limitMinor: number; readonly currency: string; readonly termsDays: number; readonly effectiveOn: PlainDate }[];
  readonly creditHolds: readonly { readonly id: string; readonly caseId: string; readonly cause: string; readonly placedAt: Instant }[];
  readonly cases: readonly CaseListed[];
}

export interface ContactPerson {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: 'zh-CN' | 'en' | null;
  readonly preferredChannel: string | null;
  readonly optedOutOf: readonly string[];
}

export interface Cover {
  readonly id: string;
  readonly insurer: string;
  readonly policyNumber: string;
  readonly covered: { readonly minor: number; readonly currency: string };
  readonly insuredPercent: string;
  readonly validFrom: PlainDate;
  readonly validUntil: PlainDate;
  readonly invoiceId: string | null;
}
