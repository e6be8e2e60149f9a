export const roles = { administrator: 'Administrator', credit_analyst: 'Credit analyst', collector: 'Collector', manager: 'Manager', sales: 'Sales', finance: 'Finance', legal: 'Legal' };

/** Steps of the shipped ladder and acts of the stories, by key. */
export const steps = {
  reminder_before_due: 'Reminder before the due date', tell_sales: 'Tell sales', call: 'Reminder call', reminder: 'Overdue reminder', reminder_call: 'Reminder call', order_hold: 'Order hold', written_notice: 'Written notice', manager_review: 'Manager review', handoff: 'Handoff',
  contact_customer: 'Contact the customer', open_manager_review: 'Manager review', request_handoff: 'Request handoff', judge_promise: 'Judge the promise', place_credit_hold: 'Order hold', release_credit_hold: 'Lift the order hold', record_refusal: 'Note why nobody was contacted', settle_contact: 'Clear up a send of unknown outcome', retry_contact: 'Send again', close_case: 'Close the case', broken_promise: 'Call after the broken promise',
};

/** Which rule chose an item's ladder. */
export const ladderRules = { default: 'default' };

/** Why a story waits. */
export const waits = {
  step: 'next step', contact_outcome: 'clearing up a send', promise: 'promise comes due', contact_hold: 'contact hold ends', sends_not_released: 'sending is not released', first_wave: 'first wave, {{perDay}} customers a day', failed_act: 'will be tried again', paused: 'all paused (promised or disputed)', ladder_done: 'the ladder is done; money or a person is awaited', handed_off: 'handed off', closed: 'closed', stuck: 'stuck; a person was asked',
  approval: 'approval awaited', acknowledgement: 'acknowledgement awaited', recovery: 'recovery awaited', delivery_failed: 'delivery failed', credit_application: 'credit application', collection_case: 'collection case', handoff: 'handoff', jobs: 'timed jobs',
};
