import type { ReactNode } from 'react';

/** What a person wrote, as they wrote it. */
export function TaskNote({ note }: { readonly note: string | undefined }): ReactNode {
  return note === undefined ? null : <q className="task-note">{note}</q>;
}
