import type { CaseListRow } from '../db/lists.js';

/** A case as lists show it. Amounts are minor units of its currency. */
export function caseShown(row: CaseListRow): Readonly<Record<string, unknown>> {
  return {
    id: row.id, customer: { id: row.customer_id, number: row.customer_number, name: row.customer_name, nameEnglish: row.customer_name_english }, sellingEntity: row.selling_entity_code, currency: row.currency, status: row.status,
    openMinor: row.open_minor, overdueMinor: row.overdue_minor, disputedMinor: row.disputed_minor, promisedMinor: row.promised_minor, collectableMinor: row.collectable_minor,
    openItems: row.open_items, oldestDueOn: row.oldest_due_on, daysPastDue: row.days_past_due, next: { at: row.next_at, action: row.next_action, reason: row.next_reason }, stuckAt: row.stuck_at, creditHold: row.credit_hold,
  };
}
