import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useApi } from '../api.js';
import { useWords } from '../i18n/index.js';
import { useMay } from '../session.js';
import type { Installation } from '../shapes.js';

const LOOK_EVERY_SECONDS = 10;
const GOING_LIVE = '/going-live';

/** What everybody must know now: the engine or the server is away, sending waits for its release. */
export function Banners(): ReactNode {
  const { t } = useWords();
  const installation = useApi<Installation>('/v1/installation', { refreshEverySeconds: LOOK_EVERY_SECONDS });
  const waiting = installation.data?.clock === 'real' && installation.data.sendsReleasedAt === null;
  return (
    <>
      {(installation.error !== null || installation.failureReason !== null) && <div className="banner" role="status">{t('frame.server_away')}</div>}
      {installation.data?.engine === 'away' && <div className="banner" role="status">{t('frame.engine_away')}</div>}
      {waiting && <SendsWaiting />}
    </>
  );
}

function SendsWaiting(): ReactNode {
  const { t } = useWords();
  const mayRelease = useMay('release_sends');
  const { pathname } = useLocation();
  if (pathname === GOING_LIVE) return null;
  return <div className="banner banner-quiet" role="status">{t('frame.sends_waiting')} {mayRelease && <Link to={GOING_LIVE}>{t('frame.see_sends')}</Link>}</div>;
}
