import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { useWords } from '../i18n/index.js';
import { pagesFor } from '../pages.js';
import { useSession } from '../session.js';

const ON_THE_BAR_MAX = 4;

/** At the side on a desk, at the bottom on a phone; there what does not fit is under "more". */
export function Navigation(): ReactNode {
  const { t } = useWords();
  const { roles } = useSession();
  const entries = pagesFor(roles).flatMap(({ path, navigation }) => (navigation === undefined ? [] : [{ path, ...navigation }]));
  const link = ({ path, label, icon: Icon }: (typeof entries)[number]): ReactNode => (
    <NavLink key={path} to={path} className="nav-link"><Icon aria-hidden /><span>{t(label)}</span></NavLink>
  );
  return (
    <nav className="navigation" aria-label={t('frame.navigation')}>
      {entries.slice(0, ON_THE_BAR_MAX).map(link)}
      <div className="nav-rest">{entries.slice(ON_THE_BAR_MAX).map(link)}</div>
      {entries.length > ON_THE_BAR_MAX && (
        <details className="nav-more">
          <summary className="nav-link"><span aria-hidden>⋯</span><span>{t('frame.more')}</span></summary>
          <div className="nav-sheet">{entries.slice(ON_THE_BAR_MAX).map(link)}</div>
        </details>
      )}
    </nav>
  );
}
