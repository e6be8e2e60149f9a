import { sql } from 'kysely';
import type { Trx } from './schema.js';

export interface CallTaskItems {
  readonly id: string;
  /** How many of its items are still open and not handed off. */
  readonly pursued: number;
  /** How many of those have had a contact of a later step. */
  readonly spokenOf: number;
}

/** The open call tasks of a case with what is left of their items. A step names an item once, so a contact under another step
 * in the same instant or later is a later one. */
export async function callTasksOfCase(trx: Trx, caseId: string): Promise<readonly CallTaskItems[]> {
  const found = await sql<CallTaskItems>`
    select id, count(*) filter (where pursued)::integer as pursued, count(*) filter (where pursued and spoken_of)::integer as "spokenOf"
    from (
      select t.id,
        i.open_minor > 0 and not exists (select 1 from handoff_items h join handoffs f on f.id = h.handoff_id
          where h.open_item_id = i.id and f.state in ('approved', 'sent', 'acknowledged', 'recovered')) as pursued,
        exists (select 1 from contact_lines n join contacts later on later.id = n.contact_id
          where n.open_item_id = i.id and n.step_key <> l.step_key and later.recipient_kind = 'contact_person'
            and later.state in ('sending', 'sent', 'unknown') and later.reserved_at >= c.reserved_at) as spoken_of
      from tasks t join contacts c on c.id = t.contact_id join contact_lines l on l.contact_id = c.id join open_items i on i.id = l.open_item_id
      where t.case_id = ${caseId} and t.kind = 'call' and t.state = 'open') items
    group by id order by id`.execute(trx);
  return found.rows;
}
