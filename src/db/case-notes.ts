import type { Actor } from './events.js';
import { json } from './json.js';
import type { Row, Trx } from './schema.js';

export async function insertCaseNote(trx: Trx, row: Omit<Row<'case_notes'>, 'written_by'> & { readonly written_by: Actor }): Promise<void> {
  await trx.insertInto('case_notes').values({ ...row, written_by: json({ ...row.written_by }) as never }).execute();
}

/** What a person wrote, and the task that they closed with it or the note's own id: an event names it, and holds no free text itself. */
export interface NoteOfCase {
  readonly aboutId: string;
  readonly note: string;
}

export async function notesOfCase(trx: Trx, caseId: string): Promise<readonly NoteOfCase[]> {
  const tasks = await trx.selectFrom('tasks').select(['id', 'outcome']).where('case_id', '=', caseId).where('state', '=', 'done').execute();
  const written = await trx.selectFrom('case_notes').select(['id as aboutId', 'note']).where('case_id', '=', caseId).execute();
  const ofTasks = tasks.flatMap(({ id, outcome }): NoteOfCase[] => {
    const note = typeof outcome === 'object' && outcome !== null && 'note' in outcome ? outcome['note'] : undefined;
    return typeof note === 'string' ? [{ aboutId: id, note }] : [];
  });
  return [...ofTasks, ...written];
}
