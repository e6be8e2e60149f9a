import { casesOfCustomers } from '../../db/collection-cases.js';
import { insertRows } from '../../db/bulk.js';
import { customersByIds } from '../../db/customers.js';
import { newId } from '../../db/ids.js';
import type { Row } from '../../db/schema.js';
import { sellingEntities } from '../../db/selling-entities.js';
import { dateIn, type PlainDate } from '../../domain/dates.js';
import type { Command } from '../run-command.js';
import type { RowProblem } from './problems.js';

/** What rows refer to by number or code, read once for all of them. */
export interface References {
  readonly customers: ReadonlyMap<string, Row<'customers'>>;
  readonly entities: ReadonlyMap<string, Row<'selling_entities'>>;
  readonly cases: CaseFile;
  /** The customer's local day. */
  todayOf(customer: Pick<Row<'customers'>, 'time_zone'>): PlainDate;
}

export async function readReferences(command: Command, customerIds: readonly string[]): Promise<References> {
  const customers = await customersByIds(command.trx, customerIds);
  const entities = await sellingEntities(command.trx);
  const cases = new CaseFile(await casesOfCustomers(command.trx, customerIds));
  const days = new Map<string, PlainDate>();
  return {
    customers: new Map(customers.map((customer) => [customer.number, customer])), entities: new Map(entities.map((entity) => [entity.code, entity])), cases,
    todayOf: ({ time_zone: zone }) => {
      const today = days.get(zone) ?? dateIn(zone, command.at);
      days.set(zone, today);
      return today;
    },
  };
}

type Refer<Found> = { readonly found: Found } | { readonly problem: RowProblem };

export function customerOf(references: References, row: { readonly row: number; readonly number: string }): Refer<Row<'customers'>> {
  const found = references.customers.get(row.number);
  if (found !== undefined) return { found };
  return { problem: { row: row.row, field: 'customerNumber', value: row.number, code: 'customer_unknown', details: { number: row.number } } };
}

/** The selling entity by its code, or the only one that there is. */
export function entityOf(references: References, row: { readonly row: number; readonly code: string | undefined }): Refer<Row<'selling_entities'>> {
  const known = [...references.entities.keys()].join(', ');
  const only = references.entities.size === 1 ? [...references.entities.values()][0] : undefined;
  const found = row.code === undefined ? only : references.entities.get(row.code);
  if (found !== undefined) return { found };
  const place = { row: row.row, field: 'sellingEntityCode', value: row.code ?? '' };
  if (row.code === undefined) return { problem: { ...place, code: 'selling_entity_needed', details: { known } } };
  return { problem: { ...place, code: 'selling_entity_unknown', details: { code: row.code, known } } };
}

/** The cases of the customers concerned: one per customer, selling entity and currency, made when the first row needs it. */
export class CaseFile {
  readonly #known: Map<string, Row<'collection_cases'>>;
  readonly #made: Row<'collection_cases'>[] = [];

  constructor(cases: readonly Row<'collection_cases'>[]) {
    this.#known = new Map(cases.map((found) => [caseKey(found.customer_id, found.selling_entity_id, found.currency), found]));
  }

  find(customerId: string, sellingEntityId: string, currency: string): Row<'collection_cases'> | undefined {
    return this.#known.get(caseKey(customerId, sellingEntityId, currency));
  }

  findOrMake(command: Command, place: { readonly customerId: string; readonly sellingEntityId: string; readonly currency: string }): Row<'collection_cases'> {
    const { customerId, sellingEntityId, currency } = place;
    const found = this.find(customerId, sellingEntityId, currency);
    if (found !== undefined) return found;
    const made: Row<'collection_cases'> = {
      id: newId(command.at), customer_id: customerId, selling_entity_id: sellingEntityId, currency, status: 'watching',
      created_at: command.at, opened_at: null, closed_at: null,
    };
    this.#made.push(made);
    this.#known.set(caseKey(customerId, sellingEntityId, currency), made);
    return made;
  }

  /** Writes the cases that were made; before the rows that refer to them. */
  async write(command: Command): Promise<void> {
    await insertRows(command.trx, 'collection_cases', this.#made.splice(0));
  }
}

function caseKey(customerId: string, sellingEntityId: string, currency: string): string {
  return `${customerId} ${sellingEntityId} ${currency}`;
}
