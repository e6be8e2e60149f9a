import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { Navigate, NavigationType, Route, Routes, useLocation, useNavigate, useNavigationType } from 'react-router';
import { pages, pagesFor } from '../pages.js';
import { useKeys } from '../parts/keys.js';
import { useSession } from '../session.js';
import { Banners } from './banners.js';
import { ClockBar } from './clock-bar.js';
import { Header } from './header.js';
import { Navigation } from './navigation.js';
import { NotFound, NotPermitted } from './not-found.js';
import { PageErrors } from './page-errors.js';
import { PageSkeleton } from './page-skeleton.js';

const KeysHelp = lazy(() => import('./keys-help.js'));

/** What stands around every page: header, clock bar, banners, navigation. */
export function Frame(): ReactNode {
  const navigate = useNavigate();
  const { roles } = useSession();
  const own = pagesFor(roles);
  const { pathname } = useLocation();
  const cameBy = useNavigationType();
  // A page that is opened anew begins at its top; going back finds its place again.
  useEffect(() => { if (cameBy === NavigationType.Push) scrollTo(0, 0); }, [pathname, cameBy]);
  const [helping, setHelping] = useState(false);
  useKeys({
    '?': () => { setHelping(true); },
    '/': () => { document.getElementById('search')?.focus(); },
    ...Object.fromEntries(own.flatMap(({ path, navigation }) => (navigation?.key === undefined ? [] : [[`g ${navigation.key}`, () => { void navigate(path); }]]))),
  });
  return (
    <div className="frame">
      <Header />
      <ClockBar />
      <Banners />
      <div className="below">
        <Navigation />
        <main className="page" id="page">
          <PageErrors key={pathname}>
            <Suspense fallback={<PageSkeleton />}>
              <Routes>
                <Route path="/" element={<Navigate to="/tasks" replace />} />
                {pages.map(({ path, component: Component }) => <Route key={path} path={path} element={own.some((page) => page.path === path) ? <Component /> : <NotPermitted />} />)}
                <Route path="*" element={<NotFound />} />
              </Routes>
            </Suspense>
          </PageErrors>
        </main>
      </div>
      {helping && <Suspense><KeysHelp onClose={() => { setHelping(false); }} /></Suspense>}
    </div>
  );
}
