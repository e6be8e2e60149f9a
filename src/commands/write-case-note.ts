import { insertCaseNote } from '../db/case-notes.js';
import type { Database } from '../db/database.js';
import type { Actor } from '../db/events.js';
import { newId } from '../db/ids.js';
import type { CommandRefusal } from './run-command.js';
import { runCustomerCommand } from './run-customer-command.js';

export type WriteCaseNoteRefusal = CommandRefusal | { readonly kind: 'rejected'; readonly code: 'case_unknown'; readonly id: string };

/** A note for the colleagues, on any case, closed ones too. It changes nothing of what the case does next, and goes into no evidence pack. */
export async function writeCaseNote(database: Database, request: { readonly actor: Actor; readonly caseId: string; readonly note: string }): Promise<{ readonly kind: 'written'; readonly noteId: string } | WriteCaseNoteRefusal> {
  const { actor, caseId, note } = request;
  return runCustomerCommand(database, { actor, permission: 'write_case_notes', about: { table: 'collection_cases', id: caseId }, unknown: 'case_unknown' }, async (command, customerId) => {
    const { trx, at } = command;
    const noteId = newId(at);
    await insertCaseNote(trx, { id: noteId, case_id: caseId, note, written_at: at, written_by: actor });
    await command.record({ customerId, streamKind: 'collection_case', streamId: caseId, type: 'note_written', data: { noteId } });
    return { kind: 'written', noteId } as const;
  });
}
