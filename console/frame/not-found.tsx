import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../i18n/index.js';

export function NotFound(): ReactNode {
  const { t } = useWords();
  return <div className="empty"><strong>{t('frame.not_found')}</strong><p>{t('frame.not_found_hint')} <Link to="/tasks">{t('frame.to_tasks')}</Link></p></div>;
}

/** A page of others: its address came from a colleague, or the reader's roles have changed. */
export function NotPermitted(): ReactNode {
  const { t } = useWords();
  return <div className="empty"><strong>{t('frame.not_permitted')}</strong><p>{t('frame.not_permitted_hint')} <Link to="/tasks">{t('frame.to_tasks')}</Link></p></div>;
}
