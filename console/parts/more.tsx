import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/index.js';

/** The way to the rest of a list. */
export function LoadMore({ query }: { readonly query: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; readonly fetchNextPage: () => unknown } }): ReactNode {
  const { t } = useWords();
  return query.hasNextPage ? <p className="load-more"><Button loading={query.isFetchingNextPage} onClick={() => { query.fetchNextPage(); }}>{t('frame.load_more')}</Button></p> : null;
}
