import { Button } from 'antd';
import { lazy, Suspense, useContext, useState, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { request, useApi } from '../api.js';
import { changeLanguage, useWords } from '../i18n/index.js';
import { Menu } from '../parts/menu.js';
import { useSession } from '../session.js';
import type { SellingEntity } from '../shapes.js';
import { SearchBox } from './search-box.js';
import { ShadeContext } from './shade.js';

const ChangePassword = lazy(() => import('./change-password.js'));

/** Name, search, language, person. */
export function Header(): ReactNode {
  const { t, language } = useWords();
  const client = useQueryClient();
  const entities = useApi<{ readonly items: readonly SellingEntity[] }>('/v1/selling-entities');
  const [company] = entities.data?.items ?? [];
  const shown = company === undefined ? '' : language === 'en' ? company.legalNameEnglish ?? company.legalName : company.legalName;
  const other = language === 'en' ? 'zh-CN' : 'en';
  const switchLanguage = async (): Promise<void> => {
    await changeLanguage(other);
    await client.invalidateQueries();
  };
  return (
    <header className="header">
      <Link to="/tasks" className="brand" aria-label="Dunlin"><img src="/icon.svg" alt="" width={22} height={22} /><strong>Dunlin</strong></Link>
      <span className="company">{shown}</span>
      <SearchBox />
      <Button type="text" lang={other} onClick={() => { void switchLanguage(); }}>{t('frame.language_other')}</Button>
      <PersonMenu />
    </header>
  );
}

function PersonMenu(): ReactNode {
  const { t, word } = useWords();
  const session = useSession();
  const client = useQueryClient();
  const { shade, change } = useContext(ShadeContext);
  const [changing, setChanging] = useState(false);
  const signOut = async (): Promise<void> => {
    await request({ method: 'delete', path: '/v1/session' });
    client.clear();
    await client.invalidateQueries({ queryKey: ['/v1/session'] });
    location.assign('/');
  };
  return (
    <>
      <Menu label={<>{session.name} <span aria-hidden>▾</span></>} title={`${session.name}, ${t('frame.person_menu')}`}>
        <div className="menu-head">{session.email}<br /><span className="quiet">{session.roles.map((role) => word('roles', role)).join(' · ')}</span></div>
        <button type="button" onClick={() => { change(shade === 'light' ? 'dark' : 'light'); }}>{t(shade === 'light' ? 'frame.shade_dark' : 'frame.shade_light')}</button>
        {session.hasPassword && <button type="button" onClick={() => { setChanging(true); }}>{t('frame.change_password')}</button>}
        <button type="button" onClick={() => { void signOut(); }}>{t('frame.sign_out')}</button>
      </Menu>
      {changing && <Suspense><ChangePassword onClose={() => { setChanging(false); }} /></Suspense>}
    </>
  );
}
