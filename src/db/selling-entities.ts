import type { Row, Trx } from './schema.js';

export async function sellingEntities(trx: Trx): Promise<readonly Row<'selling_entities'>[]> {
  return trx.selectFrom('selling_entities').selectAll().orderBy('code').execute();
}
