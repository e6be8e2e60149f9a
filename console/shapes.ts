import type { Instant, PlainDate } from '../src/domain/dates.js';

/** What the API answers with, as far as the console reads it. Amounts are minor units of the currency beside them. */

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface Session {
  readonly kind: 'person' | 'api_key';
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly language: 'zh-CN' | 'en';
  readonly timeZone: string;
  readonly roles: readonly string[];
  /** Otherwise the way in is a link, or one click on a sample installation. */
  readonly hasPassword: boolean;
}

export interface Installation {
  readonly clock: 'real' | 'test';
  readonly clockAt: Instant | null;
  readonly sampleCompany: boolean;
  readonly sendsReleasedAt: Instant | null;
  readonly engine: 'reachable' | 'away' | 'not_asked_yet';
}

export interface Advance {
  readonly id: string;
  readonly from: Instant;
  readonly target: Instant;
  readonly state: 'advancing' | 'ready' | 'failed';
  readonly failure: unknown;
}

export interface TestClock {
  readonly clock: 'real' | 'test';
  readonly now: Instant;
  readonly advancing: Advance | null;
  readonly next: Due | null;
}

/** The next thing due on a test clock, and whose it is. */
export interface Due {
  readonly at: Instant;
  readonly storyKind: string;
  readonly storyId: string;
  readonly reason: NextReason | null;
  readonly customerName: string | null;
  readonly customerNameEnglish: string | null;
}

/** Why a story does next what it does, as its row keeps it. */
export interface NextReason {
  readonly code?: string;
  readonly stepKey?: string;
  readonly step?: string;
  readonly channel?: string;
  readonly route?: string;
  readonly until?: Instant;
  readonly customersPerDay?: number;
}

export interface CustomerNamed {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly nameEnglish: string | null;
}

export interface Task {
  readonly id: string;
  readonly kind: string;
  readonly state: 'open' | 'done' | 'overtaken' | 'dropped';
  readonly ownerRole: string;
  readonly ownerId: string | null;
  readonly openedAt: Instant;
  readonly dueAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly outcome: Readonly<Record<string, unknown>> | null;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly caseId: string | null;
  readonly subjectId: string | null;
  readonly customer: CustomerNamed | null;
  readonly currency: string | null;
  readonly overdueMinor: number;
  readonly collectableMinor: number;
  readonly daysPastDue: number | null;
  readonly insured: boolean;
  /** What the customer said last. */
  readonly said: { readonly by: 'call' | 'dispute' | 'promise'; readonly what: string | null; readonly note: string | null; readonly at: Instant } | null;
  readonly next: { readonly at: Instant | null; readonly reason: NextReason | null };
  readonly script: string | null;
  readonly recipient: { readonly name: string; readonly phone: string | null } | null;
}

export interface CaseListed {
  readonly id: string;
  readonly customer: CustomerNamed;
  readonly sellingEntity: string;
  readonly currency: string;
  readonly status: 'watching' | 'open' | 'paid' | 'written_off' | 'recovered_by_handoff';
  readonly openMinor: number;
  readonly overdueMinor: number;
  readonly disputedMinor: number;
  readonly promisedMinor: number;
  readonly collectableMinor: number;
  readonly openItems: number;
  readonly oldestDueOn: PlainDate | null;
  readonly daysPastDue: number | null;
  readonly next: { readonly at: Instant | null; readonly action: string | null; readonly reason: NextReason | null };
  readonly stuckAt: Instant | null;
  readonly creditHold: boolean;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly language: 'zh-CN' | 'en';
  readonly timeZone: string;
  readonly country: string;
  readonly roles: readonly string[];
  readonly disabledAt: Instant | null;
  readonly invited: boolean;
}

/** Of our own people, their name alone. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
}

export interface SamplePerson {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly language: 'zh-CN' | 'en';
}

export interface SellingEntity {
  readonly id: string;
  readonly code: string;
  readonly legalName: string;
  readonly legalNameEnglish: string | null;
}
