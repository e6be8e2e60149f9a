/** What crosses between the stories and what they look at and do: ids and plain values, never people's data. */

/** The one signal: look again. It carries nothing. */
export const CHANGED = 'changed';

export type CaseActName =
  | 'contact_customer' | 'retry_contact' | 'settle_contact' | 'tell_sales' | 'judge_promise' | 'place_credit_hold' | 'release_credit_hold'
  | 'open_manager_review' | 'request_handoff' | 'record_refusal' | 'close_case';

/** What a look answers: an act that is due, by its key, or a wait. */
export type Look<Act extends string> =
  | { readonly action: Act; readonly key: string; readonly summary: string }
  /** `waitForMs` by the clock that decided, never below a second; absent when only a change can wake the story.
   * `ended`: the story is over until it begins anew. */
  | { readonly action: 'wait'; readonly waitForMs?: number; readonly ended?: true; readonly summary: string };

export type CaseLook = Look<CaseActName>;

export type HandoffActName =
  | 'build_evidence_pack' | 'send_pack' | 'retry_contact' | 'settle_contact' | 'note_pack_sent' | 'chase_acknowledgement' | 'return_to_case' | 'close_handoff';

export type HandoffLook = Look<HandoffActName>;

export type ApplicationActName =
  | 'assess_application' | 'ask_for_information' | 'open_stage' | 'prompt_approver' | 'remind_approver' | 'implement_decision' | 'tell_requester'
  | 'retry_contact' | 'settle_contact' | 'close_application';

export type ApplicationLook = Look<ApplicationActName>;

/** An act that is about to be done: the story and the key of the answer it goes by. */
export interface ActRequest {
  readonly storyId: string;
  readonly key: string;
}

/** `changed`: it was no longer the answer, and nothing was done. `closed`: the story has ended. */
export type ActOutcome = 'done' | 'changed' | 'closed';
