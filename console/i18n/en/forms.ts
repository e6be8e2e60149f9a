import type { DisputeReason } from '../../../src/domain/dispute.js';

export const forms = {
  needed: 'Needed', amount: 'Amount', amount_unreadable: 'Write an amount of {{currency}} such as 1200 or 1,200.50', amount_above: 'At most {{max}}', day_before: 'Not before {{first}}', day_after: 'Not after {{last}}', pay_by: 'Pays by', payment_run: 'Day of the payment run', note: 'Note (optional)', note_needed: 'Note', item: 'Invoice', all_items: 'All invoices',
  dispute_amount: 'Disputed amount (empty: all that is open)', reason: 'Reason', answer_by: 'Answer by', record_promise: 'Record promise', record_dispute: 'Record dispute', write_note: 'Write note', note_for_colleagues: 'For your colleagues; the customer never sees it', place_hold: 'Contact hold', hold_reason: 'Why contacts rest', last_quiet: 'Last quiet day', place_hold_action: 'Place hold', source: 'Came by', promised_items: 'For invoices (empty: the oldest due first)',
  source_call: 'Call', source_letter: 'Letter', source_email: 'E-mail', source_other: 'Other',
  try_again_now: 'Try again',
};

export const disputeReasons: Readonly<Record<DisputeReason, string>> = {
  goods_defective: 'Goods defective', quantity_differs: 'Quantity differs', price_differs: 'Price differs', not_delivered: 'Not delivered', service_incomplete: 'Service incomplete', invoice_wrong: 'Invoice wrong', invoiced_twice: 'Invoiced twice', paid_already: 'Paid already', other: 'Other',
};

/** Values that a refusal names. */
export const problemValues = {
  allocatedMinor: 'Paid or credited on it', amountMinor: 'You typed', undisputedMinor: 'May still be disputed', openMinor: 'Open', collectableMinor: 'Collectable', promisableMinor: 'May still be promised', balanceMinor: 'Open', availableMinor: 'Available', payBy: 'Pays by', today: 'Today', latest: 'At the latest', latestOn: 'At the latest', earliest: 'At the earliest', nextOn: 'Asked again', answerBy: 'Answer by', lastQuietOn: 'Last quiet day', dueOn: 'Due', issuedOn: 'Invoice of', receivedOn: 'Received',
};
