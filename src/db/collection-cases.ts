import { sql } from 'kysely';
import { uuids } from './bulk.js';
import type { Row, Trx } from './schema.js';

export async function casesOfCustomers(trx: Trx, customerIds: readonly string[]): Promise<readonly Row<'collection_cases'>[]> {
  const found = await sql<Row<'collection_cases'>>`select * from collection_cases where customer_id in ${uuids(customerIds)} order by id`.execute(trx);
  return found.rows;
}

export async function casesByIds(trx: Trx, ids: readonly string[]): Promise<readonly Row<'collection_cases'>[]> {
  const found = await sql<Row<'collection_cases'>>`select * from collection_cases where id in ${uuids(ids)} order by id`.execute(trx);
  return found.rows;
}

/** Opens closed cases again that have something open. @returns those that were opened */
export async function reopenCases(trx: Trx, ids: readonly string[]): Promise<readonly Pick<Row<'collection_cases'>, 'id' | 'customer_id'>[]> {
  const reopened = await sql<Pick<Row<'collection_cases'>, 'id' | 'customer_id'>>`
    update collection_cases c set status = 'watching', opened_at = null, closed_at = null
    where c.id in ${uuids(ids)} and c.status not in ('watching', 'open')
      and exists (select 1 from open_items i where i.case_id = c.id and i.open_minor > 0)
    returning c.id, c.customer_id`.execute(trx);
  return reopened.rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

export interface CustomerBalance {
  readonly customerId: string;
  readonly currency: string;
  readonly openMinor: number;
  /** Received and not yet allocated, and credit that found nothing left to lower. */
  readonly unallocatedMinor: number;
}

/** What customers owe, one line per currency in which they have a case, in the order of customer and currency. */
export async function balancesOfCustomers(trx: Trx, customerIds: readonly string[]): Promise<readonly CustomerBalance[]> {
  const found = await sql<CustomerBalance>`
    select c.customer_id as "customerId", c.currency,
      sum(coalesce((select sum(i.open_minor) from open_items i where i.case_id = c.id), 0))::bigint as "openMinor",
      sum(coalesce((select sum(p.unallocated_minor) from payments p where p.case_id = c.id and p.reversed_at is null), 0)
        + coalesce((select sum(n.unallocated_minor) from invoices v join credit_notes n on n.invoice_id = v.id
          where v.customer_id = c.customer_id and v.case_id = c.id), 0))::bigint as "unallocatedMinor"
    from collection_cases c
    where c.customer_id in ${uuids(customerIds)}
    group by c.customer_id, c.currency order by c.customer_id, c.currency`.execute(trx);
  return found.rows;
}
