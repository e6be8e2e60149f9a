import type { ReactNode } from 'react';
import { useCommand } from '../../api.js';
import type { CaseDetail } from '../../case-shapes.js';
import { useWords } from '../../i18n/index.js';
import { ActionForm } from '../../parts/action-form.js';
import { NoteField } from '../../parts/fields.js';
import type { Task } from '../../shapes.js';

/** A task and the case it belongs to, for whatever acts on it. */
export interface TaskGiven {
  readonly task: Task;
  readonly detail: CaseDetail | undefined;
  readonly onDone: () => void;
}

/** Marks a task as done, with a note. */
export function Completion({ task, onDone, action }: TaskGiven & { readonly action?: string }): ReactNode {
  const { t } = useWords();
  const command = useCommand();
  const submit = ({ note }: { readonly note?: string }): void => {
    command.mutate({ method: 'post', path: `/v1/tasks/${task.id}/completions`, body: note === undefined || note === '' ? {} : { note } }, { onSuccess: onDone });
  };
  return <ActionForm action={action ?? t('tasks.done')} command={command} onSubmit={submit}><NoteField label={t('forms.note')} /></ActionForm>;
}
