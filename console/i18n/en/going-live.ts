export const goingLive = {
  title: 'Going live', needs: 'A manager looks at what would be sent and releases it.', waiting: 'Nothing leaves this installation yet. Look at what would be sent in the next two weeks, then release it.', released: 'Sending is released since {{at}}.', test_clock: 'On a test clock nothing leaves; the preview shows what would.',
  begin_title: 'See the next two weeks before anything is sent', begin_hint: 'Every open case is played forward, day by day, as if sending were released now. Nothing is sent by looking.', begin: 'Preview two weeks', go_on: 'Go on with the preview ({{played}} of {{total}} cases)', playing: '{{played}} of {{total}} cases', again: 'Preview again',
  sum: '{{what}} to {{customers}}', to_customers_one: '{{count}} customer', to_customers_other: '{{count}} customers', as_of: 'As of {{at}}, as if nobody paid, promised or disputed from then on. Each message is checked again before it goes: what is paid or disputed by then is left out.', too_old: 'This preview is more than a day old: preview again before you release.', left_out: '{{count}} items of very large cases, due last, are not in these figures.',
  nothing_open: 'Nothing is open yet', nothing_open_hint: 'Import or record invoices first, then preview again.', first: 'The first messages and calls', contacts_one: '{{count}} message or call', contacts_other: '{{count}} messages and calls', days: 'Day by day', days_hint: 'Days and times are each customer’s own. A line opens to its customers.', nothing: 'nothing',
  step: 'Step', channel: 'How', sends: 'Number', customers: 'Customers', items: 'Items', amount: 'Amount', time: 'Time', customer: 'Customer', recipient: 'To', inside: 'in the house', to_sales: 'e-mail to our sales', our_sales: 'our sales',
  silent: 'What nobody would hear of, and why', why: 'Why', open: 'Open', release: 'Release sending', release_hint: 'From now on reminders leave to your customers, the first at {{at}}. This cannot be undone; a contact hold stops a single case.', release_hint_none: 'From now on reminders leave to your customers when they fall due. This cannot be undone; a contact hold stops a single case.', release_type: 'Type {{count}}, the number of messages and calls, to release',
};

/** Why an open item is heard by nobody within the two weeks. */
export const silences = {
  later: 'its next step comes later', no_recipient: 'nobody to write to or call', disputed: 'disputed', promise_live: 'promised', contact_hold: 'contact hold', handed_off: 'handed off', ladder_done: 'the ladder is done',
};
