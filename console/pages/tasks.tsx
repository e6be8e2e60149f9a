import type { ReactNode } from 'react';
import { useWords } from '../i18n/index.js';

export default function TasksPage(): ReactNode {
  const { t } = useWords();
  return <h1>{t('frame.tasks')}</h1>;
}
