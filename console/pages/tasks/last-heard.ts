import type { CaseContact, CaseDetail } from '../../case-shapes.js';

/** The last message or call that the customer has heard; calls that are still to be made do not count. */
export function lastHeard(detail: CaseDetail): CaseContact | undefined {
  return detail.contacts.findLast((contact) => contact.recipient_kind === 'contact_person' && contact.channel !== 'task' && contact.state === 'sent');
}
