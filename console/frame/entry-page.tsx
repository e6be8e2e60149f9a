import { Button } from 'antd';
import type { ReactNode } from 'react';
import { changeLanguage, useWords } from '../i18n/index.js';

/** A page for who is not signed in yet: one narrow column and the language. */
export function EntryPage({ title, hint, children }: { readonly title: string; readonly hint: string; readonly children: ReactNode }): ReactNode {
  const { t, language } = useWords();
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <main className="entry">
      <div className="entry-top"><img src="/icon.svg" alt="" width={28} height={28} /><span className="quiet">{hint}</span><Button type="text" lang={other} onClick={() => { void changeLanguage(other); }}>{t('frame.language_other')}</Button></div>
      <h1>{title}</h1>
      {children}
    </main>
  );
}
