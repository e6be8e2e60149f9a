import { sql } from 'kysely';
import type { Instant } from '../domain/dates.js';
import type { Trx } from './schema.js';

/** Notes where pauses by money and words begin and end: an item is paused while nothing of it is collectable. To be called by
 * every command that changes a balance, a dispute or a promise, after the change. Source: docs, ladder rules 8 and 11. */
export async function notePauses(trx: Trx, caseIds: readonly string[], at: Instant): Promise<void> {
  if (caseIds.length === 0) return;
  await sql`
    update open_items i set
      pause_ended_at = case when i.paused_at is not null and b.collectable > 0 then ${at}::timestamptz else i.pause_ended_at end,
      paused_at = case when b.collectable > 0 then null else coalesce(i.paused_at, ${at}::timestamptz) end
    from (select open_item_id, open_minor - disputed_minor - promised_minor as collectable from item_balances where case_id in (${sql.join([...caseIds])})) b
    where b.open_item_id = i.id and (i.paused_at is not null) = (b.collectable > 0)`.execute(trx);
}
