import type { ApprovalMatrix } from '../src/domain/approval-matrix.js';
import type { Instant, PlainDate } from '../src/domain/dates.js';
import type { ContactChannel } from '../src/domain/escalation-ladder.js';
import type { CasePreview, ItemPreview, StepComparison, StepPlayed } from '../src/domain/timeline-preview.js';
import type { GradeRules } from '../src/domain/proposed-limit.js';
import type { Grade, Scorecard } from '../src/domain/scorecard.js';

/** What the API answers with about policies. */
export type PolicyKind = 'escalation_ladder' | 'scorecard' | 'approval_matrix';

export interface PolicyVersion {
  readonly version: number;
  readonly note: string;
  readonly publishedAt: Instant;
  readonly publishedBy: string;
  /** Open items that go by it; of ladders only. */
  readonly openItems: number | null;
}

export interface PolicyListed {
  readonly kind: PolicyKind;
  readonly name: string;
  readonly versions: readonly PolicyVersion[];
}

export interface PolicyRead<Document = unknown> {
  readonly kind: PolicyKind;
  readonly name: string;
  readonly version: number;
  readonly document: Document;
  readonly yaml: string;
}

export interface PolicyProblem {
  readonly path: string;
  readonly message: string;
  readonly code?: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

export type PolicyChecked = { readonly kind: 'valid'; readonly warnings: readonly PolicyProblem[] } | { readonly kind: 'invalid'; readonly problems: readonly PolicyProblem[] };

export interface LadderPreview {
  readonly at: Instant;
  readonly timeZone: string;
  readonly today: string;
  readonly draft: string;
  readonly cases: readonly CasePreview[];
  readonly example: CasePreview;
  readonly itemsLeftOut: number;
  readonly people: readonly { readonly id: string; readonly name: string; readonly role: string }[];
}

/** How a step's message reads in a language, filled with sample facts. */
export interface StepMessage {
  readonly channel: ContactChannel;
  readonly language: 'zh-CN' | 'en';
  readonly subject: string | null;
  readonly text: string;
  /** The words that ship with Dunlin, to begin with. */
  readonly shipped: { readonly subject: string; readonly body: string; readonly sms?: string };
}

export interface ScorecardDocument extends Omit<Scorecard, 'version'> {
  readonly limits: { readonly byGrade: Readonly<Record<Grade, GradeRules>>; readonly roundDownTo: Readonly<Record<string, number>> };
}

export type MatrixDocument = Omit<ApprovalMatrix, 'version'>;

export type { CasePreview, ItemPreview, PlainDate, StepComparison, StepPlayed };
