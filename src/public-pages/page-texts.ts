import type { ApplyByInvitationRefusal } from '../commands/apply-by-invitation.js';
import type { DecideStageRefusal } from '../commands/decide-approval-stage.js';
import type { ProvideInformationRefusal } from '../commands/provide-application-information.js';
import type { DecisionFacts, DeclineReason } from '../domain/decision.js';

/** Everything that the public pages say. `{name}` is filled in; both languages have the same keys and the same names. */
export interface PageTexts {
  readonly common: Readonly<Record<
    | 'notValidTitle' | 'notValid' | 'notValidCure' | 'checkTitle' | 'check' | 'tooManyTitle' | 'tooMany' | 'awayTitle' | 'away' | 'defectTitle' | 'defect' | 'tooLargeTitle' | 'tooLarge' | 'unreadableTitle' | 'unreadable' | 'errorTitle' | 'quoted' | 'colon'
    | 'day' | 'days' | 'none' | 'pair', string>>;
  readonly decide: Readonly<Record<
    | 'title' | 'asks' | 'onTable' | 'today' | 'asked' | 'limitAndTerms' | 'owes' | 'ofItOverdue' | 'bought' | 'worstDelay' | 'grade' | 'gradeOf' | 'reasons' | 'answerBy' | 'expire' | 'stage' | 'changedTitle' | 'changed'
    | 'approveTitle' | 'approveLabel' | 'approveHint' | 'approve' | 'declineTitle' | 'declineReason' | 'declineNote' | 'decline' | 'askTitle' | 'askLabel' | 'askHint' | 'ask' | 'nothingYet' | 'notYou'
    | 'signInTitle' | 'signIn' | 'signInLink' | 'confirmTitle' | 'confirm' | 'confirmYes' | 'confirmNo' | 'notRead' | 'reasonNotChosen', string>>;
  readonly decided: Readonly<Record<
    'titleOwn' | 'titleOther' | 'ownApproved' | 'ownApprovedLess' | 'ownDeclined' | 'ownAsked' | 'otherApproved' | 'otherApprovedLess' | 'otherDeclined' | 'otherAsked' | 'note' | 'stands' | 'nextOwn' | 'nextAsked' | 'notYou' | 'othersWaiting' | 'othersWaitingLink', string>>;
  readonly evidence: Readonly<Record<
    'title' | 'intro' | 'from' | 'about' | 'file' | 'size' | 'fingerprint' | 'validUntil' | 'download' | 'recorded' | 'compareTitle' | 'compare' | 'megabytes' | 'kilobytes', string>>;
  readonly apply: Readonly<Record<
    'title' | 'intro' | 'questionFrom' | 'answer' | 'choose' | 'wholeNumber' | 'leaveOut' | 'send' | 'answerBy' | 'nothingYet' | 'notWholeNumber' | 'thanksTitle' | 'thanks' | 'thanksNext', string>>;
  readonly invitation: Readonly<Record<
    'title' | 'intro' | 'validThrough' | 'limit' | 'limitHint' | 'limitMissing' | 'terms' | 'termsHint' | 'reason' | 'company' | 'send' | 'receivedTitle' | 'received' | 'receivedNext', string>>;
  readonly outcome: Readonly<Record<
    'approvedTitle' | 'declinedTitle' | 'withdrawnTitle' | 'expiredTitle' | 'approved' | 'declined' | 'withdrawn' | 'expired' | 'limit' | 'terms' | 'reason' | 'applyAgainFrom', string>>;
  readonly facts: Readonly<Record<keyof DecisionFacts, string>>;
  readonly declineReasons: Readonly<Record<DeclineReason, string>>;
  /** Why a decision was not taken, and what to do. */
  readonly decisionRefusals: Readonly<Record<DecideStageRefusal['code'], string>>;
  readonly informationRefusals: Readonly<Record<ProvideInformationRefusal['code'], string>>;
  /** What is not among them when a customer applies. */
  readonly applicationRefusals: Readonly<Record<Exclude<ApplyByInvitationRefusal['code'], ProvideInformationRefusal['code']>, string>>;
}
