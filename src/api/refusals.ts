import type { AdvanceRefusal } from '../commands/advance-test-clock.js';
import type { AddContactPersonRefusal } from '../commands/add-contact-person.js';
import type { AddSellingEntityRefusal } from '../commands/add-selling-entity.js';
import type { AllocatePaymentRefusal } from '../commands/allocate-payment.js';
import type { AnswerDisputeRefusal } from '../commands/answer-dispute.js';
import type { ChangeDueDateRefusal } from '../commands/change-due-date.js';
import type { CompleteTaskRefusal } from '../commands/complete-task.js';
import type { ContinueSendsPreviewRefusal } from '../commands/continue-sends-preview.js';
import type { DecideStageRefusal } from '../commands/decide-approval-stage.js';
import type { DecideHandoffRefusal } from '../commands/decide-handoff.js';
import type { DecideManagerReviewRefusal } from '../commands/decide-manager-review.js';
import type { EndContactHoldRefusal } from '../commands/end-contact-hold.js';
import type { ImportRefusal } from '../commands/import-file.js';
import type { PasswordRefusal } from '../commands/passwords.js';
import type { PeopleRefusal } from '../commands/people.js';
import type { PlaceContactHoldRefusal } from '../commands/place-contact-hold.js';
import type { ProvideInformationRefusal } from '../commands/provide-application-information.js';
import type { PublishRefusal } from '../commands/publish-policy.js';
import type { RaiseDisputeRefusal } from '../commands/raise-dispute.js';
import type { CallOutcomeRefusal } from '../commands/record-call-outcome.js';
import type { HandoffOutcomeRefusal } from '../commands/record-handoff-outcome.js';
import type { LedgerRefusal } from '../commands/record-ledger-rows.js';
import type { RecordOptOutRefusal } from '../commands/record-opt-out.js';
import type { RecordPromiseRefusal } from '../commands/record-promise-to-pay.js';
import type { ReleaseRefusal } from '../commands/release-sends.js';
import type { RemoveContactPersonRefusal } from '../commands/remove-contact-person.js';
import type { ReversePaymentRefusal } from '../commands/reverse-payment.js';
import type { CommandRefusal } from '../commands/run-command.js';
import type { SubmitApplicationRefusal } from '../commands/submit-credit-application.js';
import type { TestChannelRefusal } from '../commands/test-channel.js';
import type { VoidInvoiceRefusal } from '../commands/void-invoice.js';
import type { WakeStoryRefusal } from '../commands/wake-story.js';
import type { WithdrawApplicationRefusal } from '../commands/withdraw-credit-application.js';
import type { WithdrawPromiseRefusal } from '../commands/withdraw-promise-to-pay.js';

/** Refusals that only the API knows. */
export type ApiRefusal =
  | { readonly kind: 'rejected'; readonly code: 'request_invalid'; readonly problems: readonly { readonly path: string; readonly message: string }[] }
  | { readonly kind: 'rejected'; readonly code: 'not_found' | 'route_unknown' | 'not_signed_in' | 'session_header_missing' | 'sign_in_failed' | 'link_invalid' | 'too_many_requests' | 'body_too_large' | 'callback_not_genuine' }
  | { readonly kind: 'rejected'; readonly code: 'idempotency_key_missing' | 'idempotency_key_reused' | 'idempotency_key_in_use' | 'idempotency_answer_lost' }
  | { readonly kind: 'rejected'; readonly code: 'database_away' | 'defect' };

/** Every refusal that a request may be answered with. */
export type Refusal =
  | ApiRefusal | CommandRefusal | AddContactPersonRefusal | AdvanceRefusal | AllocatePaymentRefusal | CallOutcomeRefusal | CompleteTaskRefusal | ContinueSendsPreviewRefusal | ReleaseRefusal | ReversePaymentRefusal | PasswordRefusal | PeopleRefusal | AddSellingEntityRefusal | AnswerDisputeRefusal | ChangeDueDateRefusal | DecideHandoffRefusal | DecideManagerReviewRefusal | DecideStageRefusal | HandoffOutcomeRefusal | ProvideInformationRefusal | SubmitApplicationRefusal | WithdrawApplicationRefusal | EndContactHoldRefusal | ImportRefusal | PlaceContactHoldRefusal
  | PublishRefusal | TestChannelRefusal | RaiseDisputeRefusal | LedgerRefusal | RecordOptOutRefusal | RecordPromiseRefusal | RemoveContactPersonRefusal | VoidInvoiceRefusal | WakeStoryRefusal | WithdrawPromiseRefusal;

export type RefusalCode = Refusal['code'];
