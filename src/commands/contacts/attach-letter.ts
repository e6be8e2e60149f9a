import { newId } from '../../db/ids.js';
import type { Database } from '../../db/database.js';
import { now } from '../../db/clock.js';
import type { Row } from '../../db/schema.js';
import type { Reserved } from './reserved.js';

/** Stores the letter of a reserved contact before its first attempt, so that an attempt and its repetition send the same bytes.
 * @returns the stored letter; `undefined` when the attempt is no longer the row's */
export async function attachLetter(database: Database, reserved: Reserved, letter: { readonly fileName: string; readonly content: Uint8Array; readonly sha256: string }): Promise<Row<'documents'> | undefined> {
  return database.transaction(async (trx) => {
    const contact = await trx.selectFrom('contacts').select(['state', 'attempt']).where('id', '=', reserved.contactId).forUpdate().executeTakeFirstOrThrow();
    if (contact.state !== 'sending' || contact.attempt !== reserved.attempt) return undefined;
    const at = await now(trx);
    const document: Row<'documents'> = { id: newId(at), file_name: letter.fileName, content_type: 'application/pdf', sha256: letter.sha256, content: letter.content, created_at: at };
    await trx.insertInto('documents').values(document).execute();
    await trx.updateTable('contacts').set({ document_id: document.id }).where('id', '=', reserved.contactId).execute();
    return document;
  });
}
