import { ConfigProvider } from 'antd';
import type { Locale } from 'antd/es/locale';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import { ENTRY_KINDS } from '../addresses.js';
import { useApi } from '../api.js';
import { changeLanguage, useWords } from '../i18n/index.js';
import { chosenLanguage, type Language } from '../i18n/language.js';
import { ZoneContext } from '../parts/format.js';
import { SessionContext } from '../session.js';
import type { Session } from '../shapes.js';
import { themeOf } from '../theme.js';
import { Frame } from './frame.js';
import { PageSkeleton } from './page-skeleton.js';
import { ShadeContext, useShade } from './shade.js';

const SignIn = lazy(() => import('./sign-in.js'));
const ByLink = lazy(() => import('./by-link.js'));

const locales: Readonly<Record<Language, Locale>> = { 'zh-CN': zhCN, en: enUS };

/** The whole console: theme, language, and who may see what. */
export function App(): ReactNode {
  const { language } = useWords();
  const choice = useShade();
  useEffect(() => { dayjs.locale(language === 'zh-CN' ? 'zh-cn' : 'en'); }, [language]);
  return (
    <ConfigProvider locale={locales[language]} theme={themeOf(choice.shade)} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
      <ShadeContext value={choice}>
        <Suspense fallback={<PageSkeleton />}>
          <Routes>
            {ENTRY_KINDS.map((kind) => <Route key={kind} path={`/${kind}`} element={<ByLink key={kind} kind={kind} />} />)}
            <Route path="*" element={<Gate />} />
          </Routes>
        </Suspense>
      </ShadeContext>
    </ConfigProvider>
  );
}

// Signed in: the frame with its pages. Not signed in: the way in, at the same address.
function Gate(): ReactNode {
  const session = useApi<Session>('/v1/session');
  const language = session.data?.language;
  useEffect(() => {
    if (language !== undefined && chosenLanguage() === undefined) void changeLanguage(language, { remember: false });
  }, [language]);
  if (session.error?.status === 401) return <SignIn />;
  if (session.data === undefined) return <PageSkeleton />;
  return <SessionContext value={session.data}><ZoneContext value={session.data.timeZone}><Frame /></ZoneContext></SessionContext>;
}
