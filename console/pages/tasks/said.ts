import type { Words } from '../../i18n/index.js';
import type { Task } from '../../shapes.js';

/** The customer's last words: as they were noted, else what they came to. */
export function saidInWords(said: Task['said'], { t, word }: Pick<Words, 't' | 'word'>): string {
  if (said === null) return '–';
  if (said.note !== null && said.note.trim() !== '') return t('tasks.quoted', { words: said.note.trim() });
  switch (said.by) {
    case 'call': return word('tasks', `outcome_${said.what ?? 'other'}`);
    case 'dispute': return word('disputeReasons', said.what);
    case 'promise': return t('tasks.outcome_promised');
    default: return said.by satisfies never;
  }
}
