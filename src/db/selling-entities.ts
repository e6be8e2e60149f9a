import type { Row, Trx } from './schema.js';

export async function sellingEntities(trx: Trx): Promise<readonly Row<'selling_entities'>[]> {
  return trx.selectFrom('selling_entities').selectAll().orderBy('code').execute();
}

export async function insertSellingEntity(trx: Trx, row: Row<'selling_entities'>): Promise<void> {
  await trx.insertInto('selling_entities').values(row).execute();
}
